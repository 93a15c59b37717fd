"""Which meeting of those who have to answer matters for a due date, and by when its drafts are wanted inside.

Worked back: the due date, the last meeting before it, the day its papers go out, the days to clear drafts before that.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from council.models import Body, Council
from council.statute.wording import long_date
from meetings.agenda_days import last_day_to_publish
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from recommendations.models import CabinetResponse, RecommendationSet

Days = dict[int, list[datetime.date]]
TAKE_PLACE = (MeetingStatus.SCHEDULED, MeetingStatus.HELD)
# Days between the draft of a service and the day the papers go out: to check it, sign it off and lay it out.
CLEARING = datetime.timedelta(days=7)


def _meetings(bodies: Iterable[int], today: datetime.date) -> QuerySet[Meeting]:
    rows = Meeting.objects.published().filter(body__in=bodies, held_on__gte=today, status__in=TAKE_PLACE)
    return rows.order_by("held_on")


def meeting_days(sets: Iterable[RecommendationSet], today: datetime.date) -> Days:
    """The days on which those who have to answer meet, from today on, by body."""
    days: Days = defaultdict(list)
    meetings = _meetings({found.addressee_id for found in sets}, today)
    for body, day in meetings.values_list("body_id", "held_on"):
        days[body].append(day)
    return days


def timing_words(found: RecommendationSet, days: Days, today: datetime.date) -> str:
    """The meeting that matters for a due date, worked back from the calendar of those who have to answer."""
    return meeting_words(found.addressee, found.due_on, days.get(found.addressee_id, []), today)


def meeting_words(body: Body, due_on: datetime.date | None, ahead: list[datetime.date], today: datetime.date) -> str:
    """The meeting of `body` that matters for a due date, of the days `ahead` on which it meets."""
    if due_on is None:
        return ""
    names = {"body": body.name}
    if due_on < today:
        if not ahead:
            return _("no meeting of %(body)s is listed") % names
        return _("next %(body)s %(day)s") % (names | {"day": long_date(ahead[0])})
    in_time = [day for day in ahead if day <= due_on]
    if not in_time:
        return _("no %(body)s meets before the due date") % names
    if in_time[-1] == due_on:
        return _("%(body)s meets on the due date itself") % names
    return _("last %(body)s before the due date %(day)s") % (names | {"day": long_date(in_time[-1])})


def words_for(body: Body, due_on: datetime.date | None, today: datetime.date) -> str:
    """`meeting_words` of one body, its calendar read afresh."""
    if due_on is None:
        return ""
    return meeting_words(body, due_on, list(_meetings([body.pk], today).values_list("held_on", flat=True)), today)


def no_meeting_words(found: RecommendationSet, today: datetime.date) -> str:
    """A sentence to say when a set is recorded that nobody can answer at a meeting in time; empty where one can."""
    if found.due_on is None or found.due_on < today:
        return ""
    if _meetings([found.addressee_id], today).filter(held_on__lte=found.due_on).exists():
        return ""
    names = {"body": found.addressee.name, "day": long_date(found.due_on)}
    first = _("No %(body)s meets before the answer is due on %(day)s.") % names
    return f"{first} {_('Ask in time for a meeting, or for a decision by one member.')}"


@dataclass(frozen=True)
class Timetable:
    """The meeting at which an answer can be agreed in time, the day its papers go out, and when drafts are wanted."""

    meeting_on: datetime.date
    papers_on: datetime.date
    drafts_by: datetime.date
    working: str


def timetable(body: Body, due_on: datetime.date | None, today: datetime.date) -> Timetable | None:
    """Worked back from the last meeting of `body` before `due_on`; None where there is none ahead, or no due date."""
    if due_on is None:
        return None
    meeting = _meetings([body.pk], today).filter(held_on__lte=due_on).last()
    if meeting is None:
        return None
    papers = last_day_to_publish(meeting, Council.current())
    papers_on = papers.on if papers else meeting.held_on
    drafts_by = papers_on - CLEARING
    names = {
        "body": body.name, "meeting": long_date(meeting.held_on), "papers": long_date(papers_on),
        "drafts": long_date(drafts_by), "due": long_date(due_on), "days": CLEARING.days,
    }  # fmt: skip
    words = _("Due %(due)s. The last %(body)s before it is on %(meeting)s, its papers go out by %(papers)s, and with "
              "%(days)d days to check them drafts are wanted by %(drafts)s.") % names  # fmt: skip
    return Timetable(meeting.held_on, papers_on, drafts_by, words)


def timetable_of(response: CabinetResponse, today: datetime.date) -> Timetable | None:
    """The timetable of an answer that is being drafted: of the set's addressee, or of a further one."""
    asked = response.duty if response.duty is not None else response.set
    return timetable(response.kept_by, asked.due_on, today)
