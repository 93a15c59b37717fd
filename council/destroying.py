"""Destroys the words of sealed records wherever they are kept. Called by `council/sealing.py`, inside its transaction.

Works through `council/sealing_list.py`. Files go when the transaction has held; a file or a rendering that something
else still names stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import models, transaction

from council import files
from council.models import AuditEvent, HeldText, MailSent, OldAddress, PublicEvent, RegisterEntry, Snapshot
from council.models.guard import publication_door
from council.models.published import PublishedRecord
from council.sealing_list import AROUND, PARTS, RECORDS, STAGED, Keeps

IN_PLACE = "Sealed"
# Text this long that also stands in a typed form, a message or a job is the record's own; shorter may be chance.
TELLING, SURELY_ITS_OWN = 12, 40
QUEUE = "django_tasks_database.DBTaskResult"
# Columns of every published record that sealing sees to by itself.
BY_ITSELF = frozenset({"withdrawn_reason", "withdrawn_office"})


def word_columns(model: type[models.Model], keeps: Keeps) -> list[Any]:
    """The columns of a model that hold words: text, JSON and files, but those with choices and those that stay."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, kinds) and not column.choices and not column.primary_key
        and column.name not in keeps.stays | BY_ITSELF
    ]  # fmt: skip


def names_a_file(column: Any) -> bool:
    """Whether a column holds the name of a stored file."""
    label = column.model._meta.label
    keeps = RECORDS.get(label) or PARTS.get(label) or AROUND.get(label) or Keeps()
    return isinstance(column, models.FileField) or column.name in keeps.files


@dataclass
class Remains:
    """All rows that go with one record: itself first, what hangs on it, its versions, its import; then their parts."""

    records: list[PublishedRecord]
    parts: list[models.Model]

    @classmethod
    def of(cls, record: PublishedRecord) -> Remains:
        """Gather them. Drafts and what was never published go too."""
        found = [record]
        for one in found:  # grows while it is read
            found += [other for other in (*_versions(one), *_below(one)) if other not in found]
        remains = cls(found, list(_parts(found)))
        remains.records += _originals(remains)
        return remains

    def public(self) -> list[PublishedRecord]:
        """Those that the public may still read; there must be none."""
        return [record for record in self.records if record.is_public]

    def references(self) -> list[str]:
        """The opaque codes under which the register and the audit trail know them."""
        keys = [part.key.hex for part in self.parts if hasattr(part, "key")]
        return [record.public_id.hex for record in self.records] + keys

    def values(self) -> Iterator[tuple[Any, Any]]:
        """(column, value) of every text, JSON or file column of them all, as stored."""
        for row in (*self.records, *self.parts):
            for column in word_columns(type(row), _keeps(row)):
                yield column, column.value_from_object(row)


def destroy(remains: Remains, *, because: str) -> None:
    """Everything on the list. Each reference has its seal in the register already: the triggers ask for it."""
    sealed = remains.references()
    audits = _plain(AuditEvent).filter(reference__in=sealed)
    words = _words(remains, audits)
    doomed = _files(remains, audits)
    digests = {value for column, value in remains.values() if column.name == "sha256" and value}
    addresses = _addresses(remains)
    earlier = {"entry__reference__in": sealed}
    _plain(Snapshot).filter(**earlier).exclude(entry__act=RegisterEntry.Act.SEALED).delete()
    _plain(PublicEvent).filter(**earlier).exclude(entry__act=RegisterEntry.Act.SEALED).delete()
    audits.update(before={}, after={})
    OldAddress.objects.filter(_under(addresses)).delete() if addresses else None
    codes = {code for record in remains.records for code in (record.public_id.hex, str(record.public_id))}
    _forget_held(remains, words, codes)
    _forget_messages(words)
    _forget_jobs(words, codes)
    _forget_mail(words, codes)
    _overwrite(remains, because)
    doomed += _around(remains)
    transaction.on_commit(partial(_delete_files, doomed))
    transaction.on_commit(_forget_pages)
    transaction.on_commit(partial(_forget_staged, digests, words))


def _overwrite(remains: Remains, because: str) -> None:
    """Replace every word in the rows themselves; what stands empty stays empty, so that constraints hold."""
    with publication_door():
        for row in (*remains.records, *remains.parts):
            columns = word_columns(type(row), _keeps(row))
            changes = {column.name: instead(column, column.value_from_object(row)) for column in columns}
            if isinstance(row, PublishedRecord) and row.is_withdrawn:
                changes["withdrawn_reason"] = because
            type(row)._base_manager.filter(pk=row.pk).update(**changes)


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


# Gathering


def _keeps(row: models.Model) -> Keeps:
    label = row._meta.label
    return RECORDS.get(label) or PARTS[label]


def _models(table: Iterable[str]) -> Iterator[type[models.Model]]:
    for label in table:
        yield apps.get_model(label)


def _plain(model: type[models.Model]) -> models.QuerySet:
    """Rows without the guard that refuses every change: the triggers are asked instead."""
    return models.QuerySet(model)


def _versions(record: PublishedRecord) -> Iterator[PublishedRecord]:
    names = RECORDS[record._meta.label].versions
    if names:
        yield from type(record)._base_manager.filter(**{name: getattr(record, name) for name in names})


def _below(record: PublishedRecord) -> Iterator[PublishedRecord]:
    for model in _models(RECORDS):
        for name in (*model.public_parents, *RECORDS[model._meta.label].of):  # type: ignore[attr-defined]
            if model._meta.get_field(name).related_model is type(record):
                yield from model._base_manager.filter(**{name: record}).order_by("pk")


def _parts(records: list[PublishedRecord]) -> Iterator[models.Model]:
    for model in _models(PARTS):
        for lookup in PARTS[model._meta.label].of:
            kind = _end_of(model, lookup)
            keys = [record.pk for record in records if type(record) is kind]
            if keys:
                yield from model._base_manager.filter(**{f"{lookup}__in": keys}).order_by("pk")


def _end_of(model: type[models.Model], lookup: str) -> Any:
    for name in lookup.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def _originals(remains: Remains) -> list[PublishedRecord]:
    """Files of imports: a record's own; an item's issue's too, unless it can be read and holds no word of the item."""
    found: dict[Any, PublishedRecord] = {}
    words = list(_telling(_leaves(value for _column, value in remains.values())))
    for record in remains.records:
        own = getattr(record, "original", None)
        above = [getattr(one, "issue", None) for one in (record, *record.parents())]
        others = [issue.original for issue in above if issue and getattr(issue, "original", None)]
        for original in [*([own] if own else []), *(file for file in others if _may_hold(file, words))]:
            found[original.pk] = original
    return [original for original in found.values() if original not in remains.records]


def _may_hold(original: Any, words: list[str]) -> bool:
    if not original.file or not original.file.storage.exists(original.file.name):
        return False
    with original.file.open("rb") as file:
        data = file.read()
    try:
        text = " ".join(data.decode().split())
    except UnicodeDecodeError:
        return True
    return any(" ".join(word.split()) in text for word in words)


# What the words are, and where else they stand


def _leaves(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from _leaves(value.values())
        elif isinstance(value, list | tuple):
            yield from _leaves(value)
        elif isinstance(value, str):
            yield value


def _telling(values: Iterable[str]) -> set[str]:
    return {value.strip() for value in values if len(value.strip()) >= TELLING}


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
    return _telling(_leaves([*(value for _column, value in remains.values()), *remembered]))


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
        if any(isinstance(column, models.SlugField) for column in word_columns(type(record), _keeps(record)))
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


def _holds(value: Any, words: set[str]) -> bool:
    texts = list(_leaves([value]))
    return any(word in text for text in texts for word in words)


# Files


def _around(remains: Remains) -> list[str]:
    """What was made from several records, the sealed among them: deleted, to be made again. Gives its files."""
    lineage = list(remains.records)
    for record in lineage:  # grows while it is read
        lineage += [parent for parent in record.parents() if parent not in lineage]
    doomed: list[str] = []
    for model in _models(AROUND):
        for lookup in AROUND[model._meta.label].of:
            keys = [record.pk for record in lineage if type(record) is _end_of(model, lookup)]
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
