"""What publication writes down of meetings, items, outcomes, minutes, issues and documents."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.publication import Announcement, local_date
from council.statute.wording import long_date
from meetings import announcements_plan, published, published_minutes
from meetings.announcements_decisions import DESCRIBE_DECISIONS
from meetings.announcements_notices import notice, supplement
from meetings.holders import holder_of
from meetings.models import (
    AgendaItem,
    AgendaSupplement,
    Attendance,
    Decision,
    Document,
    Issue,
    ItemMinutes,
    ItemOutcome,
    ItemProceedings,
    Meeting,
    MeetingNotice,
)


def _when(meeting: Meeting) -> dict[str, str]:
    return {"body": meeting.body.name, "day": long_date(meeting.held_on)}


def _of(record: PublishedRecord, sentence: str, **facts: Any) -> Announcement:
    facts.setdefault("happened_on", local_date(record.changed_at or record.published_at))  # type: ignore[arg-type]
    return Announcement(sentence=sentence[:1000], **facts)


def meeting(record: Meeting) -> Announcement:
    """A meeting is in the calendar."""
    return _of(
        record,
        _("A meeting of %(body)s was arranged for %(day)s") % _when(record),
        snapshot=published.MEETING.read(record),
        address=published.meeting_address(record),
        body=record.body,
    )


def held(record: Meeting) -> Announcement:
    """The meeting took place."""
    sentence = _("%(body)s met on %(day)s") % _when(record)
    return replace(meeting(record), sentence=sentence, happened_on=record.held_on)


def item(record: AgendaItem) -> Announcement:
    """An item is on a published agenda."""
    names = _when(record.meeting) | {"title": published.public_title(record)}
    return _of_item(
        record,
        record,
        _("On the agenda of %(body)s on %(day)s: %(title)s") % names,
        published.ITEM.read(record),
    )


def outcome(record: ItemOutcome) -> Announcement:
    """What was decided on an item is public."""
    names = _when(record.item.meeting) | {"title": published.public_title(record.item)}
    sentence = _("%(body)s decided on %(day)s: %(title)s") % names
    return _of_item(record, record.item, sentence, published.OUTCOME.read(record), record.item.meeting.held_on)


def minutes(record: ItemMinutes) -> Announcement:
    """The minutes of an item are public, as a draft or confirmed."""
    names = _when(record.item.meeting) | {"title": published.public_title(record.item)}
    sentence = _("The minutes of %(body)s of %(day)s were published: %(title)s") % names
    return _of_item(record, record.item, sentence, published.MINUTES.read(record))


def confirmed(record: ItemMinutes) -> Announcement:
    """A later meeting confirmed the minutes of an item; the sentence says on which day where it is known."""
    names = _when(record.item.meeting) | {"title": published.public_title(record.item)}
    later = record.confirming_meeting
    if later is None:
        sentence = _("The minutes of %(body)s of %(day)s were confirmed: %(title)s") % names
    else:
        names["later"] = long_date(later.held_on)
        sentence = _("The minutes of %(body)s of %(day)s were confirmed on %(later)s: %(title)s") % names
    return replace(minutes(record), sentence=sentence)


def attendance(record: Attendance) -> Announcement:
    """Who was at a meeting is public."""
    return _of(
        record,
        _("Who was at the meeting of %(body)s on %(day)s was published") % _when(record.meeting),
        snapshot=published_minutes.ATTENDANCE.read(record),
        address=published.meeting_address(record.meeting),
        body=record.meeting.body,
    )


def proceedings(record: ItemProceedings) -> Announcement:
    """Votes, speakers and interests of an item are public."""
    names = _when(record.item.meeting) | {"title": published.public_title(record.item)}
    sentence = _("Votes, speakers or interests of %(body)s of %(day)s were published: %(title)s") % names
    return _of_item(record, record.item, sentence, published_minutes.PROCEEDINGS.read(record))


def _of_item(
    record: PublishedRecord,
    item: AgendaItem,
    sentence: str,
    snapshot: dict[str, Any],
    day: datetime.date | None = None,
) -> Announcement:
    facts: dict[str, Any] = {"happened_on": day} if day else {}
    return _of(
        record,
        sentence,
        snapshot=snapshot,
        address=published.item_address(item) or published.meeting_address(item.meeting),
        body=item.meeting.body,
        issue_reference=item.issue.public_id.hex if item.issue else "",
        **facts,
    )


def issue(record: Issue) -> Announcement:
    """A subject has its page."""
    return _of(
        record,
        _("A new issue is followed: %(title)s") % {"title": record.title},
        snapshot=published.ISSUE.read(record),
        address=published.issue_address(record),
        issue_reference=record.public_id.hex,
    )


def document(record: Document) -> Announcement:
    """A paper is public, or named as withheld."""
    sentence = _("A document was published: %(title)s") % {"title": published.public_title(record)}
    if record.item is not None:
        return _of_item(record, record.item, sentence, published.DOCUMENT.read(record))
    if record.decision is not None:
        facts = replace(DESCRIBE[Decision](record.decision), snapshot=published.DOCUMENT.read(record))
        return replace(facts, sentence=sentence, happened_on=local_date(record.changed_at))
    if holder := holder_of(record):
        return holder.announce(record, published.DOCUMENT.read(record), sentence)
    meeting: Any = record.meeting  # a paper without any is an original, which is never published
    return _of(
        record,
        sentence,
        snapshot=published.DOCUMENT.read(record),
        address=published.meeting_address(meeting),
        body=meeting.body,
    )


DESCRIBE: dict[type[PublishedRecord], Callable[[Any], Announcement]] = {
    Meeting: meeting,
    MeetingNotice: notice,
    AgendaSupplement: supplement,
    AgendaItem: item,
    ItemOutcome: outcome,
    ItemMinutes: minutes,
    Attendance: attendance,
    ItemProceedings: proceedings,
    Issue: issue,
    Document: document,
    **announcements_plan.DESCRIBE,
    **DESCRIBE_DECISIONS,
}
