"""Building an agenda: place and number its items, carry one over, put in the standing items, delete a draft."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from council import audit, publication
from council.drafts import save_draft
from council.models import User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, require
from meetings.actions import add_item, write_item_rows
from meetings.agenda_order import block_of, moved, next_number, suggested_numbers
from meetings.announcements import DESCRIBE
from meetings.choices import ItemKind, MeetingStatus
from meetings.models import AgendaItem, Meeting, StandingItem

COPIED = (
    "kind", "title", "public_title", "issue", "summary", "lead_member", "plan_reference", "report_author",
    "recommendations_lead", "restriction", "exempt_paragraphs", "exempt_reason", "restriction_lapses_on",
)  # fmt: skip


def rows_of_agenda(meeting: Meeting) -> list[AgendaItem]:
    """Every item of a meeting in its place, drafts and withdrawn ones too."""
    return list(AgendaItem.objects.filter(meeting=meeting).select_related("meeting__body").order_by("position"))


@transaction.atomic
def move_item(
    item: AgendaItem, to: str | int, *, reason: str = "", by: User | None, at: datetime.datetime
) -> AgendaItem:
    """Move an item with its sub-items "up", "down" or to a place counted from 1.

    Where what residents read changes its order, that is a correction of each published item moved, with a reason.
    """
    meeting = publication.lock(item.meeting)
    before = list(AgendaItem.objects.filter(meeting=meeting).select_for_update().order_by("position"))
    for row in before:
        row.meeting = meeting
    after = moved(before, item, to)
    public = [row.pk for row in before if row.is_published and not row.is_withdrawn]
    reorders = public != [row.pk for row in after if row.pk in set(public)]
    require(by, Permission.PUBLISH_MEETING if reorders else Permission.EDIT_MEETING, meeting.body)
    if reorders and not reason.strip():
        raise RefusedError(_("Residents read this agenda already. Enter why its order changes."))
    publication.keep_order(zip(after, range(1, len(after) + 1), strict=True), by=by, at=at)
    start = next(place for place, row in enumerate(after) if row.pk == item.pk)
    if reorders:
        for row in after[start : block_of(after, start)]:
            if row.pk in public:
                publication.correct(row, DESCRIBE[AgendaItem], changes={}, reason=reason, by=by, at=at)
    return after[start]


@transaction.atomic
def renumber(
    meeting: Meeting, *, seen: Mapping[str, int] | None = None, by: User | None, at: datetime.datetime
) -> list[AgendaItem]:
    """Give the drafted items of an agenda the numbers that are suggested. Published ones keep theirs."""
    meeting = publication.lock(meeting)
    require(by, Permission.EDIT_MEETING, meeting.body)
    rows = rows_of_agenda(meeting)
    drafts = [row for row in rows if not row.is_published]
    if seen is not None and seen != {row.public_id.hex: row.edit_number for row in drafts}:
        raise ChangedSinceError("Somebody changed the agenda since you looked at it.")
    numbers = suggested_numbers(rows)
    changed = [row for row in drafts if row.agenda_number != numbers[row.pk]]
    for row in changed:
        save_draft(publication.lock(row), changes={"agenda_number": numbers[row.pk]}, by=by, at=at, act="numbered")
    return changed


@transaction.atomic
def carry_over(item: AgendaItem, to: Meeting, *, by: User | None, at: datetime.datetime) -> AgendaItem:
    """A draft copy of an item on the agenda of a later meeting, with its report's recommendations and contacts.

    Papers, outcome and minutes stay where they are; both items say where the subject went.
    """
    if item.is_heading:
        raise RefusedError(_("A heading is not carried over. Add one to the other agenda."))
    if item.is_withdrawn:
        raise RefusedError(_("This was withdrawn, so it is not carried over."))
    if to.pk == item.meeting_id or to.held_on < item.meeting.held_on:
        raise RefusedError(_("Choose a later meeting."))
    if to.is_withdrawn or to.status in (MeetingStatus.CANCELLED, MeetingStatus.HELD):
        raise RefusedError(_("Choose a meeting that is still to be held."))
    if AgendaItem.objects.filter(meeting=to, carried_from=item).exists():
        raise RefusedError(_("This was carried over to that meeting already."))
    changes: dict[str, Any] = {name: getattr(item, name) for name in COPIED}
    changes |= {"agenda_number": next_number(rows_of_agenda(to)), "carried_from": item}
    if changes["kind"] == ItemKind.SUB_ITEM:
        changes["kind"] = ItemKind.ITEM
    rows = [dict(row) for row in item.report_recommendations.values("label", "text")]
    people = [dict(row) for row in item.contacts.values("name", "job_title", "telephone", "email")]
    return add_item(to, changes=changes, by=by, at=at, children=write_item_rows(rows, people))


@transaction.atomic
def add_standing_items(meeting: Meeting, *, by: User | None, at: datetime.datetime) -> list[AgendaItem]:
    """Put the body's standing items on an agenda as drafts, at its end; those it has already, by title, are left."""
    meeting = publication.lock(meeting)
    if meeting.is_withdrawn or meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.HELD):
        raise RefusedError(_("The meeting is not to be held any more, so nothing is added."))
    there = {row.title.casefold() for row in rows_of_agenda(meeting)}
    added = []
    for standing in StandingItem.objects.filter(body=meeting.body_id, is_used=True).order_by("position", "pk"):
        if standing.title.casefold() in there:
            continue
        number = next_number(rows_of_agenda(meeting)) if standing.kind == ItemKind.ITEM else ""
        changes = {name: getattr(standing, name) for name in ("kind", "title", "summary")}
        added.append(add_item(meeting, changes=changes | {"agenda_number": number}, by=by, at=at))
    numbers = suggested_numbers(rows_of_agenda(meeting))
    for item in added:
        if item.kind == ItemKind.SUB_ITEM:
            save_draft(publication.lock(item), changes={"agenda_number": numbers[item.pk]}, by=by, at=at)
    return added


@transaction.atomic
def delete_item(item: AgendaItem, *, edit_number: int | None, by: User | None, at: datetime.datetime) -> None:
    """Delete a drafted item with its drafted papers, outcome and minutes; the audit trail keeps what it said."""
    meeting = publication.lock(item.meeting)
    locked = publication.lock(item, edit_number)
    require(by, Permission.EDIT_MEETING, meeting.body)
    if locked.is_published:
        raise RefusedError(_("Residents read this, so it is withdrawn, never deleted."))
    gone = [
        *locked.documents.all(),
        *(getattr(locked, name) for name in ("outcome", "minutes") if hasattr(locked, name)),
    ]
    files = [name for paper in locked.documents.all() for name in _files_of(paper)]
    try:
        for record in gone:
            _delete(record, by=by, at=at)
        _delete(locked, by=by, at=at)
    except ProtectedError as needed:
        raise RefusedError(_("Something else refers to this item, so it cannot be deleted.")) from needed
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))


def _files_of(paper: Any) -> list[str]:
    names = {paper.file.name, *(kept.file.name for kept in paper.files.all())}
    return sorted(name for name in names if name)


def _delete(record: Any, *, by: User | None, at: datetime.datetime) -> None:
    audit.record("deleted", record, by=by, at=at)
    for name in ("files", "report_recommendations", "contacts"):
        if hasattr(record, name):
            getattr(record, name).all().delete()
    record.delete()
