"""What every import does with a record: make it once, update it while it is an untouched draft, else leave it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.text import slugify

from council.models import AuditEvent, Body
from council.models.published import PublishedRecord

Record = TypeVar("Record", bound=PublishedRecord)


@dataclass
class Report:
    """What an import did, a line each, for the clerk who ran it."""

    lines: list[str] = field(default_factory=list)

    def note(self, did: str, what: str) -> None:
        """Add a line such as "created: agenda item 68"."""
        self.lines.append(f"{did}: {what}")


def settle(
    record: Record, changes: dict[str, Any], save: Callable[[Record], Record], what: str, report: Report
) -> Record:
    """Save `changes` unless they stand there already, the record is published, or an officer has worked on it."""
    if record.pk is None:
        report.note("created", what)
        return save(record)
    if all(getattr(record, name) == value for name, value in changes.items()):
        report.note("unchanged", what)
        return record
    if record.is_published:
        report.note("published, left as it is", what)
        return record
    if AuditEvent.objects.filter(reference=record.public_id.hex, by__isnull=False).exists():
        report.note("changed by an officer since, left as it is", what)
        return record
    report.note("updated", what)
    return save(record)


def body_named(name: str, kind: str) -> Body:
    """The body of this name, whatever the capitals; made if it is not there yet."""
    found = Body.objects.filter(name__iexact=name).first()
    return found or Body.objects.create(name=name, kind=kind, slug=free_slug(Body, name))


def free_slug(model: type[Any], name: str) -> str:
    """A part of an address made from a name, with -2, -3, … where it is taken."""
    wanted = slugify(name)[:70] or "unnamed"
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def digest(content: bytes) -> str:
    """SHA-256 of an imported file, as hexadecimal."""
    return hashlib.sha256(content).hexdigest()
