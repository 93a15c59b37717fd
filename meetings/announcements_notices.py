"""What publication writes down of a meeting's notices and supplements, and of a meeting whose status or day changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from council.publication import Announcement, local_date
from council.statute.wording import long_date
from council.templatetags.words import clock
from meetings.choices import NoticeKind
from meetings.models import AgendaSupplement, Meeting, MeetingNotice
from meetings.published import MEETING, meeting_address
from meetings.published_notices import NOTICE, SUPPLEMENT


def _names(meeting: Meeting) -> dict[str, str]:
    return {"body": meeting.body.name, "day": long_date(meeting.held_on)}


def happened(record: MeetingNotice) -> str:
    """What the notice says happened, in a sentence without a full stop."""
    meeting = record.meeting
    names = _names(meeting) | {"before": long_date(record.held_on_before)}
    if record.kind == NoticeKind.CANCELLED:
        return _("The meeting of %(body)s on %(before)s was cancelled") % names
    if record.kind == NoticeKind.POSTPONED:
        return _("The meeting of %(body)s on %(before)s was postponed; the new date is not known yet") % names
    if record.kind == NoticeKind.MOVED:
        return _("The meeting of %(body)s on %(before)s was moved to %(day)s") % names
    if record.kind == NoticeKind.REINSTATED:
        return _("The meeting of %(body)s on %(day)s goes ahead after all") % names
    if record.kind == NoticeKind.LATE_AGENDA:
        return _("The agenda of %(body)s for %(before)s was published later than the rules ask") % names
    return _("The meeting of %(body)s on %(day)s is at another time or place") % names


def notice(record: MeetingNotice) -> Announcement:
    """A notice was given."""
    return Announcement(
        snapshot=NOTICE.read(record),
        sentence=f"{happened(record)}"[:1000],
        address=meeting_address(record.meeting),
        happened_on=local_date(record.changed_at),
        body=record.meeting.body,
    )


def changed(meeting: Meeting) -> Announcement:
    """The facts of a meeting changed, as its notice says."""
    names = _names(meeting) | {"what": _facts(meeting)}
    return Announcement(
        snapshot=MEETING.read(meeting),
        sentence=(_("The meeting of %(body)s on %(day)s: %(what)s") % names)[:1000],
        address=meeting_address(meeting),
        happened_on=local_date(meeting.changed_at),
        body=meeting.body,
    )


def _facts(meeting: Meeting) -> str:
    facts: list[Any] = [meeting.get_status_display().lower()]
    facts += [clock(meeting.starts_at)] if meeting.starts_at else []
    facts += [meeting.venue] if meeting.venue else []
    return ", ".join(facts)


def supplement(record: AgendaSupplement) -> Announcement:
    """A supplement of an agenda is public."""
    names = _names(record.meeting) | {"name": str(record)}
    return Announcement(
        snapshot=SUPPLEMENT.read(record),
        sentence=(_("%(name)s to the agenda of %(body)s for %(day)s was published") % names)[:1000],
        address=meeting_address(record.meeting),
        happened_on=local_date(record.changed_at),
        body=record.meeting.body,
    )
