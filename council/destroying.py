"""Destroys the words of sealed records wherever they are kept. Called by `council/sealing.py`, inside its transaction.

Works through `council/sealing_list.py` and what `council/remains.py` gathers. Files go when the transaction has held; a
file or a rendering that something else still names stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import models, transaction

from council import files, kept_counts
from council.models import AuditEvent, HeldText, MailSent, OldAddress, PublicEvent, RegisterEntry, Snapshot
from council.models.guard import publication_door
from council.models.published import PublishedRecord
from council.remains import TELLING, Remains, end_of, keeps_of, leaves, models_of, names_a_file, telling, word_columns
from council.sealing_list import AROUND, STAGED, Keeps
from council.search.index import scrub

IN_PLACE = "Sealed"
# Longer than what may stand by chance in a form that is not near the record (`remains.TELLING`).
SURELY_ITS_OWN = 40
QUEUE = "django_tasks_database.DBTaskResult"


def destroy(remains: Remains, *, because: str) -> None:
    """Everything on the list. Each reference has its seal in the register already: the triggers ask for it."""
    sealed = remains.references()
    audits = _plain(AuditEvent).filter(reference__in=sealed)
    words = _words(remains, audits)
    doomed = _files(remains, audits)
    digests = {value for column, value in remains.values() if column.name == "sha256" and value}
    addresses = _addresses(remains)
    entries = RegisterEntry.objects.filter(reference__in=sealed).exclude(act=RegisterEntry.Act.SEALED).order_by()
    earlier = list(entries.values_list("serial", flat=True))
    _plain(Snapshot).filter(entry__in=earlier).delete()
    _plain(PublicEvent).filter(entry__in=earlier).delete()
    audits.update(before={}, after={})
    OldAddress.objects.filter(_under(addresses)).delete() if addresses else None
    codes = {code for record in remains.records for code in (record.public_id.hex, str(record.public_id))}
    _forget_held(remains, words, codes)
    _forget_messages(words)
    _forget_jobs(words, codes)
    _forget_mail(words, codes)
    _overwrite(remains, because)
    doomed += _around(remains)
    scrub()
    transaction.on_commit(partial(_delete_files, doomed))
    transaction.on_commit(_forget_pages)
    transaction.on_commit(partial(_forget_staged, digests, words))


def _overwrite(remains: Remains, because: str) -> None:
    """Replace every word in the rows themselves; what stands empty stays empty, so that constraints hold."""
    with publication_door():
        for row in (*remains.records, *remains.parts):
            columns = word_columns(type(row), keeps_of(row))
            changes = {column.name: instead(column, column.value_from_object(row)) for column in columns}
            if isinstance(row, PublishedRecord) and row.is_withdrawn:
                changes["withdrawn_reason"] = because
            type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _plain(model: type[models.Model]) -> models.QuerySet:
    """Rows without the guard that refuses every change: the triggers are asked instead."""
    return models.QuerySet(model)


def instead(column: Any, value: Any) -> Any:
    """What takes the place of a value: nothing where there was nothing, else the word for it."""
    if value is None or value == "":
        return value
    if isinstance(column, models.JSONField):
        return type(value)() if isinstance(value, list | dict) else None
    if isinstance(column, models.SlugField):
        return IN_PLACE.lower()
    if names_a_file(column) or isinstance(column, models.URLField | models.EmailField):
        return ""
    return IN_PLACE[: column.max_length]


# What the words are, and where else they stand


def _words(remains: Remains, audits: Any) -> set[str]:
    """Every text of the records long enough to be theirs: as stored now, and as the audit trail remembers it."""
    names = {column.attname for column, _value in remains.values()}
    remembered = [
        value
        for before_and_after in audits.values_list("before", "after")
        for fields in before_and_after
        for name, value in fields.items()
        if name in names or isinstance(value, list)
    ]
    return telling(leaves([*(value for _column, value in remains.values()), *remembered]))


def _files(remains: Remains, audits: Any) -> list[str]:
    """Names of stored files that the rows name now or named once, and of renderings kept by their digest."""
    found = set(_files_of(remains.values()))
    columns = {column.attname: column for column, _value in remains.values()}
    for before_and_after in audits.values_list("before", "after"):
        for fields in before_and_after:
            found |= set(_files_of((columns[name], value) for name, value in fields.items() if name in columns))
    return sorted(found)


def _files_of(values: Iterable[tuple[Any, Any]]) -> list[str]:
    """The stored files that columns name: uploads by their name, renderings by their digest."""
    named = [(column, str(value)) for column, value in values if value]
    uploads = [value for column, value in named if names_a_file(column)]
    return uploads + [files.path_of(value) for column, value in named if column.name.endswith("digest")]


def _addresses(remains: Remains) -> list[str]:
    """The stems of addresses that are made from words of a record: "/issues/IS-2026-1/"."""
    slugged = [
        record.public_id.hex
        for record in remains.records
        if any(isinstance(column, models.SlugField) for column in word_columns(type(record), keeps_of(record)))
    ]
    paths = PublicEvent.objects.filter(reference__in=slugged).exclude(address="").values_list("address", flat=True)
    return sorted({path.rstrip("/").rpartition("/")[0] + "/" for path in paths})


def _under(stems: list[str]) -> models.Q:
    found = models.Q()
    for stem in stems:
        found |= models.Q(path__startswith=stem) | models.Q(new_path__startswith=stem)
    return found


def _forget_held(remains: Remains, words: set[str], codes: set[str]) -> None:
    """Typed words that are kept: those of the record's forms, and those that hold words of the record."""
    above = {str(parent.public_id) for record in remains.records for parent in record.parents()}
    for held in HeldText.objects.all().iterator():
        text = held.path + json.dumps(held.fields, ensure_ascii=False)
        is_near = any(code in held.path for code in above)
        enough = TELLING if is_near else SURELY_ITS_OWN
        own = {word for word in words if len(word) >= enough}
        if any(code in text for code in codes) or _holds(held.fields, own):
            held.delete()


def _forget_messages(words: set[str]) -> None:
    """ "Published: …" and its like wait in a session until the next page is opened."""
    for session in Session.objects.all().iterator():
        data = session.get_decoded()
        if _holds(data.get("_messages"), words):
            del data["_messages"]
            session.session_data = SessionStore().encode(data)
            session.save()


def _forget_jobs(words: set[str], codes: set[str]) -> None:
    """Jobs about the record, done or waiting, with what they gave back and how they failed."""
    for job in apps.get_model(QUEUE)._base_manager.all().iterator():
        told = [job.args_kwargs, job.return_value, job.traceback]
        text = json.dumps(told, ensure_ascii=False, default=str)
        if any(code in text for code in codes) or _holds(told, words):
            job.delete()


def _forget_mail(words: set[str], codes: set[str]) -> None:
    """Messages about the record, waiting or sent, with the addresses they went to."""
    for mail in MailSent.objects.all().iterator():
        if mail.reference in codes or _holds([mail.subject, mail.text, mail.html], words):
            mail.delete()


def _forget_pages() -> None:
    """Pages this process has kept as it rendered them. Another process forgets its own when it is started again."""
    caches["pages"].clear()
    kept_counts.forget()


def _holds(value: Any, words: set[str]) -> bool:
    texts = list(leaves([value]))
    return any(word in text for text in texts for word in words)


# Files


def _around(remains: Remains) -> list[str]:
    """What was made from several records, the sealed among them: deleted, to be made again. Gives its files."""
    lineage = list(remains.records)
    for record in lineage:  # grows while it is read
        lineage += [parent for parent in record.parents() if parent not in lineage]
    doomed: list[str] = []
    for model in models_of(AROUND):
        for lookup in AROUND[model._meta.label].of:
            keys = [record.pk for record in lineage if type(record) is end_of(model, lookup)]
            for row in model._base_manager.filter(**{f"{lookup}__in": keys}):
                doomed += _files_of((column, column.value_from_object(row)) for column in word_columns(model, Keeps()))
                with publication_door():
                    row.delete()
    return doomed


def _delete_files(names: list[str]) -> None:
    for name in names:
        if not _is_named(name):
            default_storage.delete(name)


def _forget_staged(digests: set[str], words: set[str]) -> None:
    """Copies of uploads that wait for their form: those of the same bytes, and those that hold words of the record."""
    if not default_storage.exists(STAGED):
        return
    own = digests | {json.dumps(word)[1:-1] for word in words if len(word) >= SURELY_ITS_OWN}
    for name in default_storage.listdir(STAGED)[1]:
        if not name.endswith(".json"):
            continue
        with default_storage.open(f"{STAGED}/{name}") as file:
            text = file.read().decode()
        if any(word in text for word in own):
            for path in (f"{STAGED}/{name}", f"{STAGED}/{name.removesuffix('.json')}"):
                default_storage.delete(path)


def _is_named(name: str) -> bool:
    """Whether any row still names a stored file, by its name or by the digest in it."""
    digest = name.rpartition("/")[2]
    for model in apps.get_models():
        columns = [
            column.name
            for column in model._meta.concrete_fields
            if names_a_file(column) or column.name.endswith("digest")
        ]
        wanted = models.Q()
        for column in columns:
            wanted |= models.Q(**{f"{column}__in": (name, digest)})
        if columns and model._base_manager.filter(wanted).exists():
            return True
    return False
