"""Keeps a chosen file while its form is not right yet, so that nobody has to choose it again. For its owner alone.

The bytes and what was read of them lie in the private folder under a random name; the form carries a signed token.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import secrets

from django.core import signing
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from council.models import User
from meetings.read_file import Reading
from meetings.uploads import Upload

SALT = "meetings.staging"
FOLDER = "staged"
MAX_AGE = datetime.timedelta(days=1)
# An officer, or the code of a mailed link.
Owner = User | str


def stage(upload: Upload, owner: Owner) -> str:
    """Keep an upload; the token that gives it back to this owner."""
    _forget_old()
    name = secrets.token_hex(16)
    file = upload.columns["file"]
    file.seek(0)
    default_storage.save(f"{FOLDER}/{name}", file)
    file.seek(0)
    columns = {key: value for key, value in upload.columns.items() if key != "file"}
    facts = {"columns": columns, "reading": dataclasses.asdict(upload.reading)}
    default_storage.save(f"{FOLDER}/{name}.json", ContentFile(json.dumps(facts).encode()))
    return signing.dumps([name, _key(owner)], salt=SALT)


def staged(token: str, owner: Owner) -> Upload | None:
    """The upload kept under this token, if it is this owner's and still there."""
    name = _name(token, owner)
    if not name or not default_storage.exists(f"{FOLDER}/{name}.json"):
        return None
    with default_storage.open(f"{FOLDER}/{name}.json") as stored:
        facts = json.loads(stored.read())
    file = File(default_storage.open(f"{FOLDER}/{name}"), name=facts["columns"]["file_name"])
    return Upload({"file": file, **facts["columns"]}, Reading(**facts["reading"]))


def drop(token: str, owner: Owner) -> None:
    """The upload was saved with its document: forget the copy."""
    name = _name(token, owner)
    for path in (f"{FOLDER}/{name}", f"{FOLDER}/{name}.json") if name else ():
        default_storage.delete(path)


def _name(token: str, owner: Owner) -> str:
    try:
        name, kept_for = signing.loads(token, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(name) if kept_for == _key(owner) else ""


def _key(owner: Owner) -> int | str:
    return owner if isinstance(owner, str) else owner.pk


def _forget_old() -> None:
    """Delete what nobody came back for."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if timezone.now() - default_storage.get_modified_time(path) > MAX_AGE:
            default_storage.delete(path)
