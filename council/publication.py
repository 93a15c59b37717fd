"""Publish, correct, move on, restrict, withdraw: the only writers of published state and of the register.

Each function must run inside `transaction.atomic()`, with the record locked by `lock()`; the register's head row
is locked last, so entries are gapless and two publishers cannot take the same serial.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from council import audit
from council.canonical import canonical_text
from council.chain import append_entry, kind_of
from council.models import Body, PublicEvent, ReferenceCounter, RegisterEntry, User
from council.models.guard import publication_door
from council.models.published import PublishedRecord

Record = TypeVar("Record", bound=PublishedRecord)
Act = RegisterEntry.Act


class RefusedError(Exception):
    """An action that may not be done now. The message is for the officer, in their words."""


class ChangedSinceError(RefusedError):
    """Somebody saved a newer version since the form was opened."""


@dataclass(frozen=True)
class Announcement:
    """What publication writes down: the public words of the record, and one sentence for timelines.

    `snapshot` comes from the public field catalogue and from nowhere else.
    """

    snapshot: dict[str, Any]
    sentence: str
    address: str
    happened_on: datetime.date
    body: Body | None = None
    issue_reference: str = ""


Describe = Callable[[Any], Announcement]

# What an app has to do after each entry, inside the same transaction: it puts its function here when it is loaded.
# No way of publishing, correcting or withdrawing goes past it.
FOLLOW_UPS: list[Callable[[PublishedRecord], None]] = []


def lock(record: Record, edit_number: int | None = None) -> Record:
    """The stored record, locked until the transaction ends, and unchanged since `edit_number` was read."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("lock() needs a transaction")
    fresh = type(record)._base_manager.select_for_update().get(pk=record.pk)
    if edit_number is not None and fresh.edit_number != edit_number:
        raise ChangedSinceError("Somebody changed this since you opened it. Look at it again before you go on.")
    return fresh


def next_number(series: str) -> int:
    """The next number of a series of references: gapless, because a roll-back gives it back."""
    ReferenceCounter.objects.get_or_create(series=series)
    counter = ReferenceCounter.objects.select_for_update().get(series=series)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value


def publish(record: PublishedRecord, describe: Describe, *, by: User | None, at: datetime.datetime) -> RegisterEntry:
    """Make a locked draft public. The action before this has checked that it may be and is complete."""
    if record.is_published:
        raise RefusedError("This is already published.")
    record.version = record.next_version()
    record.published_at = record.changed_at = at
    return _write(record, Act.PUBLISHED, describe, by=by, at=at)


def correct(
    record: PublishedRecord,
    describe: Describe,
    *,
    changes: dict[str, Any],
    reason: str,
    by: User | None,
    at: datetime.datetime,
    children: Callable[[], None] | None = None,
    restricts: bool = False,
    is_clerical: bool = False,
) -> RegisterEntry:
    """A new version of a locked, published record, with a reason everybody can read.

    `children` rewrites rows that belong to the record. `restricts` hides all earlier versions. A clerical correction
    is a footnote and no news; every other one is of substance: a banner, a difference to read, an alert.
    """
    if not reason.strip():
        raise RefusedError("Enter why it is corrected.")
    act = Act.RESTRICTED if restricts else Act.CLERICAL if is_clerical else Act.CORRECTED
    return _revise(record, act, describe, changes=changes, reason=reason, by=by, at=at, children=children)


def move_on(
    record: PublishedRecord,
    describe: Describe,
    *,
    changes: dict[str, Any],
    by: User | None,
    at: datetime.datetime,
    children: Callable[[], None] | None = None,
) -> RegisterEntry:
    """A later stage of a published record (sent, received, answered): an entry of its own."""
    return _revise(record, Act.CHANGED, describe, changes=changes, reason="", by=by, at=at, children=children)


def withdraw(
    records: Iterable[PublishedRecord], *, reason: str, by: User | None, at: datetime.datetime
) -> list[RegisterEntry]:
    """Take locked records, parents first, out of public sight, with everything ever published of them."""
    if not reason.strip():
        raise RefusedError("Enter why it is withdrawn. Residents will read this.")
    entries = []
    for record in records:
        if not record.is_published or record.is_withdrawn:
            raise RefusedError("Only something that is public can be withdrawn.")
        record.withdrawn_at = record.changed_at = at
        record.withdrawn_reason = reason
        record.withdrawn_office = office_of(by)
        tombstone = Announcement(
            snapshot={"reason": reason},
            sentence="A record was withdrawn.",
            address="",
            happened_on=local_date(at),
        )
        entries.append(_write(record, Act.WITHDRAWN, lambda _, words=tombstone: words, by=by, at=at))
    return entries


def seal(
    record: PublishedRecord, *, because: str, posts: list[str], by: User | None, at: datetime.datetime
) -> RegisterEntry:
    """The entry under which a withdrawn record's words are destroyed: a category and the posts of two officers.

    `council/sealing.py` has made sure of the two people and destroys the words; nothing of them is read here.
    """
    if not record.is_published or not record.is_withdrawn:
        raise RefusedError("Only something that was withdrawn can be sealed.")
    office = "; ".join(dict.fromkeys(posts))[:200]
    facts = {"reason": because, "asked_for_by": posts[0], "confirmed_by": posts[-1]}
    text = canonical_text(
        {
            "act": Act.SEALED.value,
            "kind": kind_of(record),
            "version": record.version,
            "office": office,
            "reason": because,
            "record": facts,
        }
    )
    record.entry = append_entry(record, Act.SEALED, text, office, at)
    record.edit_number += 1
    record.changed_at = at
    with publication_door():
        record.save()
    PublicEvent.objects.create(
        entry=record.entry,
        reference=record.entry.reference,
        happened_on=local_date(at),
        sentence="A record was sealed.",
        address="",
    )
    audit.record(str(Act.SEALED.value), record, by=by, at=at, after={})
    return record.entry


def mark_superseded(
    record: PublishedRecord, *, changes: dict[str, Any], by: User | None, at: datetime.datetime
) -> None:
    """Bookkeeping on a published row that changes no public word (a newer version took its place)."""
    keep_note(record, changes=changes, act="superseded", by=by, at=at)


def keep_note(
    record: PublishedRecord,
    *,
    changes: dict[str, Any],
    act: str,
    by: User | None,
    at: datetime.datetime,
    children: Callable[[], None] | None = None,
) -> None:
    """What officers note on a locked record, a draft or a published one, that changes no public word of it."""
    before = audit.values(record)
    for name, value in changes.items():
        setattr(record, name, value)
    record.edit_number += 1
    with publication_door():
        if children is not None:
            children()
        record.save()
    audit.record(act, record, by=by, at=at, before=before)


def keep_order(rows: Iterable[tuple[Any, int]], *, by: User | None, at: datetime.datetime) -> None:
    """Write the places (`position`) of locked rows among each other, public ones too; it changes no public word.

    Whoever moves a public row among other public ones corrects it as well, with a reason. No two rows share a place
    at any time.
    """
    moved = [(row, audit.values(row), place) for row, place in rows if row.position != place]
    with publication_door():
        for row, _before, place in moved:
            row.position = place + 100_000  # out of the way of the unique places
            row.save(update_fields=["position"])
        for row, before, place in moved:
            row.position = place
            row.save(update_fields=["position"])
            audit.record("placed", row, by=by, at=at, before=before)


def office_of(by: User | None) -> str:
    """The post that the register prints for a user: never a name."""
    return (by.post if by else "") or "Democratic Services"


def local_date(at: datetime.datetime | None) -> datetime.date:
    """The day it is in the council's time zone; today where no moment is given."""
    return timezone.localtime(at).date()


def _revise(
    record: PublishedRecord,
    act: RegisterEntry.Act,
    describe: Describe,
    *,
    changes: dict[str, Any],
    reason: str,
    by: User | None,
    at: datetime.datetime,
    children: Callable[[], None] | None,
) -> RegisterEntry:
    if not record.is_published or record.is_withdrawn:
        raise RefusedError("Only something that is public can be changed this way.")
    for name, value in changes.items():
        setattr(record, name, value)
    if children is not None:
        with publication_door():
            children()
    record.version += 1
    record.changed_at = at
    return _write(record, act, describe, by=by, at=at, reason=reason)


def _write(
    record: PublishedRecord,
    act: RegisterEntry.Act,
    describe: Describe,
    *,
    by: User | None,
    at: datetime.datetime,
    reason: str = "",
) -> RegisterEntry:
    """Save the record behind the door, its snapshot, entry, event and audit row."""
    before = audit.values(type(record)._base_manager.get(pk=record.pk))
    record.edit_number += 1
    announcement = describe(record)
    office = office_of(by)
    text = canonical_text(
        {
            "act": act.value,
            "kind": kind_of(record),
            "version": record.version,
            "office": office,
            "reason": reason,
            "record": announcement.snapshot,
        }
    )
    entry = append_entry(record, act, text, office, at)
    record.entry = entry
    with publication_door():
        record.save()
    PublicEvent.objects.create(
        entry=entry,
        reference=entry.reference,
        issue_reference=announcement.issue_reference,
        body=announcement.body,
        happened_on=announcement.happened_on,
        sentence=announcement.sentence,
        address=announcement.address,
    )
    audit.record(str(act.value), record, by=by, at=at, before=before)
    for follow_up in FOLLOW_UPS:
        follow_up(record)
    return entry
