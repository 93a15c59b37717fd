"""The one writer of audit rows. Every action that changes a record calls `record`, inside its transaction."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import models

from council.canonical import plain
from council.models import AuditEvent, User


def values(record: models.Model) -> dict[str, Any]:
    """The stored fields of a record as plain values, and those of the rows that belong to it; files by name."""
    found = {}
    for field in record._meta.concrete_fields:
        value = field.value_from_object(record)
        found[field.attname] = plain(str(value) if isinstance(field, models.FileField) else value)
    belongings = getattr(record, "belongings", None)
    return found | (plain(belongings()) if belongings else {})


def reference_of(record: models.Model) -> str:
    """The record's opaque reference, or its key where it has none."""
    opaque = getattr(record, "public_id", None) or getattr(record, "key", None)
    return opaque.hex if isinstance(opaque, uuid.UUID) else str(record.pk)


def record(
    act: str,
    changed: models.Model,
    *,
    by: User | None,
    at: datetime.datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write that `by` did `act` to `changed`; with `before` only what differs is kept."""
    after = plain(values(changed) if after is None else after)
    before = plain(before or {})
    if before:
        after = {name: value for name, value in after.items() if before.get(name) != value}
        before = {name: value for name, value in before.items() if name in after}
    return AuditEvent.objects.create(
        act=act,
        record_kind=changed._meta.model_name or "",
        reference=reference_of(changed),
        by=by,
        at=at,
        before=before,
        after=after,
    )
