"""The public field catalogue: what the public reads of a record, said once for every format.

A page, a PDF, a register snapshot and an officer's preview all show `Catalogue.read(record)`. Public templates get
these plain values and never a model instance, so a field that is not listed cannot reach a reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import models

from council.canonical import plain


@dataclass(frozen=True)
class PublicField:
    """One public value: its name in data, its label for people, how it is read, which columns it shows.

    `schema` (JSON Schema) says what the value is where the column it shows does not (`council/schemas.py`).
    """

    name: str
    label: Any
    read: Callable[[Any], Any] | None = None
    columns: tuple[str, ...] | None = None
    schema: dict[str, Any] | None = field(default=None, hash=False)

    def value(self, record: Any) -> Any:
        """The plain value for one record, or for the facts that its `read` takes."""
        reader = self.read or attrgetter(self.name)
        return plain(reader(record))

    @property
    def shows(self) -> tuple[str, ...]:
        """The model's columns this field makes public."""
        return (self.name,) if self.columns is None else self.columns


def fact(name: str, label: Any, schema: dict[str, Any] | None = None) -> PublicField:
    """A value that plain facts have under that name."""
    return PublicField(name, label, lambda facts: facts[name], (), schema)


@dataclass(frozen=True)
class Catalogue:
    """Every column of `model` is either shown by a public field or named in `private`; a test holds us to it."""

    model: type[models.Model]
    fields: tuple[PublicField, ...]
    private: frozenset[str] = field(default_factory=frozenset)

    def read(self, record: Any) -> dict[str, Any]:
        """The record's public values, in the order of the catalogue."""
        return {public.name: public.value(record) for public in self.fields}

    def unclassified(self) -> set[str]:
        """Columns that nobody has called public or private."""
        shown = {column for public in self.fields for column in public.shows}
        return {column.name for column in self.model._meta.concrete_fields} - shown - self.private

    def labels(self) -> dict[str, str]:
        """Name -> label, for pages that show a snapshot."""
        return {public.name: str(public.label) for public in self.fields}


# Columns of every published record that are bookkeeping, or shown by the pages' own means.
BOOKKEEPING = frozenset(
    {"id", "public_id", "edit_number", "version", "published_at", "changed_at", "entry", "withdrawn_at",
     "withdrawn_reason", "withdrawn_office"}
)  # fmt: skip
