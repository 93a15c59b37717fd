"""Publishing many pieces of one meeting at once: agenda, supplement, decisions, draft and confirmed minutes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council import publication
from council.drafts import save_draft
from council.models import User
from council.models.published import PublishedRecord
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, require
from meetings import actions, actions_decisions, announcements
from meetings.actions import give_notice, lock_parents, publish
from meetings.agenda_days import is_out, late_agenda
from meetings.announcements import DESCRIBE
from meetings.choices import DocumentKind, MinutesStatus, NoticeKind
from meetings.lifecycle_plan import refuse
from meetings.models import (
    AgendaItem,
    AgendaSupplement,
    CallIn,
    Decision,
    Document,
    ItemMinutes,
    ItemOutcome,
    Meeting,
)
from meetings.moments import only_by_supplement

Record = TypeVar("Record", bound=PublishedRecord)
Seen = Mapping[str, int] | None


@transaction.atomic
def publish_by_itself(
    record: AgendaItem | Document, *, edit_number: int | None = None, by: User | None, at: datetime.datetime
) -> AgendaItem | Document:
    """Publish one item or paper, not with the rest of its agenda; refused where it can only go out as a supplement."""
    meeting = record.meeting or (record.item.meeting if isinstance(record, Document) and record.item else None)
    if meeting is not None:
        publication.lock(meeting)
    refuse(only_by_supplement(record, at))
    return actions.publish(record, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def publish_agenda(
    meeting: Meeting,
    *,
    seen: Mapping[str, int] | None = None,
    late_reason: str = "",
    by: User | None,
    at: datetime.datetime,
) -> list[AgendaItem]:
    """Publish the meeting if need be, and every item and paper on its agenda that is still a draft.

    `seen` holds the edit numbers (by opaque key) that the officer was shown; anything newer or added is refused.
    Where its notice is too short a notice says so, with `late_reason`.
    """
    lock_parents(meeting)
    meeting = publication.lock(meeting)
    was_out = is_out(meeting)
    published = publish_seen(agenda_drafts(meeting), seen, by=by, at=at)
    items = [record for record in published if isinstance(record, AgendaItem)]
    late = None if was_out or not items else late_agenda(meeting, at)
    if late:
        facts = {"due_on": late.on, "due_working": late.working, "reason": late_reason}
        give_notice(meeting, NoticeKind.LATE_AGENDA, facts, by=by, at=at)
    return items


def publish_seen(
    drafts: list[Record], seen: Mapping[str, int] | None, *, by: User | None, at: datetime.datetime
) -> list[Record]:
    """Publish drafts of one meeting together, all or none, as the officer saw them (None: not looked at)."""
    if seen is not None and seen != {record.public_id.hex: record.edit_number for record in drafts}:
        raise ChangedSinceError("Somebody changed this since you looked at it.")
    published = []
    for record in drafts:
        try:
            published.append(publish(record, by=by, at=at))
        except ChangedSinceError:
            raise
        except RefusedError as refused:
            raise RefusedError(f"{record}: {refused}") from refused
    return published


def agenda_drafts(meeting: Meeting) -> list[PublishedRecord]:
    """What publishing the agenda makes public, in that order: the meeting, items, papers that are still drafts."""
    items = AgendaItem.objects.filter(meeting=meeting, published_at=None).select_related("meeting__body")
    papers = Document.objects.filter(item__meeting=meeting, item__withdrawn_at=None, published_at=None)
    papers = papers.exclude(kind=DocumentKind.ORIGINAL)
    of_meeting = Document.objects.filter(meeting=meeting, published_at=None).exclude(kind=DocumentKind.MINUTES)
    return [
        *([] if meeting.is_published else [meeting]),
        *of_meeting.select_related("meeting__body").order_by("position", "pk"),
        *items.order_by("position"),
        *papers.select_related("item__meeting__body").order_by("item__position", "position", "pk"),
    ]


@transaction.atomic
def publish_supplement(
    meeting: Meeting, *, reason: str, seen: Seen = None, by: User | None, at: datetime.datetime
) -> AgendaSupplement:
    """Publish every later item and paper of an agenda that is out, as its next numbered supplement.

    `reason` is why it could not wait (LGA 1972 s.100B(4)(b)); `seen` as for `publish_agenda`.
    """
    meeting = publication.lock(meeting)
    require(by, Permission.PUBLISH_MEETING, meeting.body)
    drafts = agenda_drafts(meeting)
    if not is_out(meeting):
        raise RefusedError(_("The agenda is not published yet. Publish it first; a supplement comes after it."))
    if not drafts:
        raise RefusedError(_("Nothing on this agenda is a draft, so there is nothing to publish as a supplement."))
    if not reason.strip():
        raise RefusedError(_("Enter why this is late. Residents will read this."))
    _check_seen(drafts, seen)
    last = meeting.supplements.aggregate(last=Max("number"))["last"] or 0
    supplement = AgendaSupplement(meeting=meeting)
    save_draft(supplement, changes={"number": last + 1, "reason": reason}, by=by, at=at)
    publication.publish(supplement, DESCRIBE[AgendaSupplement], by=by, at=at)
    for record in drafts:
        save_draft(
            publication.lock(record), changes={"supplement": supplement}, by=by, at=at, act="put in a supplement"
        )
    publish_seen(agenda_drafts(meeting), None, by=by, at=at)
    return supplement


def decision_drafts(meeting: Meeting) -> list[PublishedRecord]:
    """The outcome lines that publishing the decisions makes public: drafts of items that are public."""
    return list(_drafts_of(ItemOutcome, meeting))


def minutes_drafts(meeting: Meeting) -> list[PublishedRecord]:
    """The minutes that publishing the draft minutes makes public: unpublished ones of items that are public."""
    return list(_drafts_of(ItemMinutes, meeting))


def minutes_to_confirm(meeting: Meeting) -> list[PublishedRecord]:
    """The published minutes of a meeting that nobody has confirmed yet."""
    found = ItemMinutes.objects.published().filter(item__meeting=meeting, status=MinutesStatus.DRAFT)
    return list(found.select_related("item__meeting__body", "item__issue").order_by("item__position"))


@transaction.atomic
def publish_decisions(
    meeting: Meeting, *, seen: Seen = None, by: User | None, at: datetime.datetime
) -> list[PublishedRecord]:
    """Publish every drafted outcome of a meeting at once."""
    meeting = publication.lock(meeting)
    return publish_seen(decision_drafts(meeting), seen, by=by, at=at)


@transaction.atomic
def publish_minutes(
    meeting: Meeting, *, seen: Seen = None, by: User | None, at: datetime.datetime
) -> list[PublishedRecord]:
    """Publish every item's minutes at once, as a draft until a later meeting confirms them."""
    meeting = publication.lock(meeting)
    return publish_seen(minutes_drafts(meeting), seen, by=by, at=at)


@transaction.atomic
def confirm_minutes(
    meeting: Meeting, *, at_meeting: Meeting | None, seen: Seen = None, by: User | None, at: datetime.datetime
) -> list[PublishedRecord]:
    """Mark all published minutes of a meeting as confirmed by a later meeting; None where it is not recorded."""
    meeting = publication.lock(meeting)
    require(by, Permission.PUBLISH_MEETING, meeting.body)
    if at_meeting is not None and (at_meeting.held_on <= meeting.held_on or not at_meeting.is_public):
        raise RefusedError(_("Choose a published meeting that was held after this one."))
    found = minutes_to_confirm(meeting)
    _check_seen(found, seen)
    changes: dict[str, Any] = {"status": MinutesStatus.CONFIRMED, "confirming_meeting": at_meeting}
    confirmed = [publication.lock(record) for record in found]
    for record in confirmed:
        publication.move_on(record, announcements.confirmed, changes=changes, by=by, at=at)
    return confirmed


# How each kind of record is published by its own button, where it takes more than the ordinary verb.
BY_ITSELF: dict[type[PublishedRecord], Callable[..., Any]] = {
    AgendaItem: publish_by_itself,
    Document: publish_by_itself,
    Decision: actions_decisions.publish_decision,
    CallIn: actions_decisions.publish_call_in,
}


def _drafts_of(model: type[ItemOutcome] | type[ItemMinutes], meeting: Meeting) -> Any:
    found = model.objects.filter(item__meeting=meeting, item__published_at__isnull=False, item__withdrawn_at=None)
    return (
        found.filter(published_at=None).select_related("item__meeting__body", "item__issue").order_by("item__position")
    )


def _check_seen(records: list[PublishedRecord], seen: Seen) -> None:
    if seen is not None and seen != {record.public_id.hex: record.edit_number for record in records}:
        raise ChangedSinceError("Somebody changed this since you looked at it.")
