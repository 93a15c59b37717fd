"""What goes with a sealed record: the rows that hold its words, gathered. Changes nothing.

Works through `council/sealing_list.py`; `council/destroying.py` destroys what is gathered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from council.models.published import PublishedRecord
from council.sealing_list import AROUND, PARTS, RECORDS, Keeps

# Text this long that also stands in a typed form, a message or a job is the record's own; shorter may be chance.
TELLING = 12
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
            for column in word_columns(type(row), keeps_of(row)):
                yield column, column.value_from_object(row)


def keeps_of(row: models.Model) -> Keeps:
    label = row._meta.label
    return RECORDS.get(label) or PARTS[label]


def models_of(table: Iterable[str]) -> Iterator[type[models.Model]]:
    for label in table:
        yield apps.get_model(label)


def _versions(record: PublishedRecord) -> Iterator[PublishedRecord]:
    names = RECORDS[record._meta.label].versions
    if names:
        yield from type(record)._base_manager.filter(**{name: getattr(record, name) for name in names})


def _below(record: PublishedRecord) -> Iterator[PublishedRecord]:
    for model in models_of(RECORDS):
        for name in (*model.public_parents, *RECORDS[model._meta.label].of):  # type: ignore[attr-defined]
            if model._meta.get_field(name).related_model is type(record):
                yield from model._base_manager.filter(**{name: record}).order_by("pk")


def _parts(records: list[PublishedRecord]) -> Iterator[models.Model]:
    for model in models_of(PARTS):
        for lookup in PARTS[model._meta.label].of:
            kind = end_of(model, lookup)
            keys = [record.pk for record in records if type(record) is kind]
            if keys:
                yield from model._base_manager.filter(**{f"{lookup}__in": keys}).order_by("pk")


def end_of(model: type[models.Model], lookup: str) -> Any:
    for name in lookup.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def _originals(remains: Remains) -> list[PublishedRecord]:
    """Files of imports: a record's own; an item's issue's too, unless it can be read and holds no word of the item."""
    found: dict[Any, PublishedRecord] = {}
    words = list(telling(leaves(value for _column, value in remains.values())))
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


def leaves(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from leaves(value.values())
        elif isinstance(value, list | tuple):
            yield from leaves(value)
        elif isinstance(value, str):
            yield value


def telling(values: Iterable[str]) -> set[str]:
    return {value.strip() for value in values if len(value.strip()) >= TELLING}
