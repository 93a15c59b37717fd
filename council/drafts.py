"""Saving drafts: the one way an officer's unpublished words are written, with the lock and the audit row."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from council import audit
from council.models import User
from council.models.published import PublishedRecord
from council.publication import RefusedError

Record = TypeVar("Record", bound=PublishedRecord)


def save_draft(
    record: Record,
    *,
    changes: dict[str, Any],
    by: User | None,
    at: datetime.datetime,
    children: Callable[[], None] | None = None,
    act: str = "",
) -> Record:
    """Write `changes` to a new or a locked, unpublished record; `children` rewrites the rows that belong to it."""
    if record.is_published:
        raise RefusedError("This is published. Correct it instead.")
    is_new = record.pk is None
    before = {} if is_new else audit.values(record)
    for name, value in changes.items():
        setattr(record, name, value)
    record.edit_number += 1
    record.full_clean(exclude=[field.name for field in record._meta.fields], validate_unique=False)
    record.save()
    if children is not None:
        children()
    audit.record(act or ("created" if is_new else "saved"), record, by=by, at=at, before=before)
    return record
