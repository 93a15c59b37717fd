"""The files of a document: a new one in its place, what was found in it looked at, earlier ones closed.

Each function writes inside a transaction that locks the document; published rows only through publication.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import audit, publication
from council.models import User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission
from meetings.lifecycle import require_of
from meetings.models import Document, DocumentFile, DocumentPage
from meetings.querysets import documents_with_parents
from meetings.uploads import Upload


def write_file(
    upload: Upload, *, by: User | None, at: datetime.datetime, acknowledged: bool = False, reason: str = ""
) -> Callable[[Document], None]:
    """What stores an upload as a document's file; the file before it is kept if it was ever published."""

    def write(document: Document) -> None:
        document._meta.get_field("file").pre_save(document, False)
        number = _put_aside(document, at, reason)
        fresh = DocumentFile.objects.create(
            document=document,
            number=number,
            findings=upload.reading.findings,
            added_at=at,
            acknowledged_at=at if acknowledged else None,
            acknowledged_by=by if acknowledged else None,
            **_facts(document),
        )
        pages = enumerate(upload.reading.pages, start=1)
        DocumentPage.objects.bulk_create(DocumentPage(of=fresh, number=place, text=text) for place, text in pages)
        if acknowledged:
            _record(document, fresh, by=by, at=at)

    return write


def _put_aside(document: Document, at: datetime.datetime, reason: str) -> int:
    """Supersede the present file, or drop it where it was only a draft's; the number of the next one."""
    stored = documents_with_parents().get(pk=document.pk)
    present = DocumentFile.objects.filter(document=document, superseded_at=None).first()
    if not stored.is_published:
        if present is not None:
            present.delete()
    elif stored.file:
        present = present or DocumentFile(document=document, number=1, added_at=stored.published_at, **_facts(stored))
        present.superseded_at, present.superseded_reason = at, reason
        present.was_public = stored.has_public_bytes
        present.save()
    last = DocumentFile.objects.filter(document=document).order_by("-number").first()
    return last.number + 1 if last else 1


def _facts(document: Document) -> dict[str, Any]:
    names = ("file_name", "format", "size_bytes", "sha256", "page_count", "reading")
    facts = {name: getattr(document, name) for name in names}
    return facts | {"file": document.file.name, "size_bytes": document.size_bytes or 0}


def present_file(document: Document) -> DocumentFile | None:
    """The file of the document now."""
    return DocumentFile.objects.filter(document=document, superseded_at=None).first()


@transaction.atomic
def acknowledge(document: Document, *, sha256: str, by: User | None, at: datetime.datetime) -> Document:
    """Record that an officer has looked at what was found in this very file and that it may be published with it."""
    locked = publication.lock(document)
    is_public = locked.is_published
    require_of(by, Permission.PUBLISH_MEETING if is_public else Permission.EDIT_MEETING, locked)
    present = present_file(locked)
    if present is None or not present.findings:
        raise RefusedError(_("Nothing was found in this file."))
    if present.sha256 != sha256:
        raise ChangedSinceError(_("Another file took its place since you looked. Look at what was found in that one."))
    if not present.needs_acknowledgement:
        return locked

    def write() -> None:
        present.acknowledged_at, present.acknowledged_by = at, by
        present.save()

    publication.keep_note(locked, changes={"needs_a_look": False}, act="acknowledged", by=by, at=at, children=write)
    _record(locked, present, by=by, at=at)
    return locked


def _record(document: Document, found: DocumentFile, *, by: User | None, at: datetime.datetime) -> None:
    """The audit row: which file and how many findings of which kinds. Never their words."""
    kinds: dict[str, int] = {}
    for finding in found.findings:
        kinds[finding["kind"]] = kinds.get(finding["kind"], 0) + 1
    told = {"sha256": found.sha256, "file_number": found.number, "findings": kinds}
    audit.record("looked at what the file hides", document, by=by, at=at, after=told)
