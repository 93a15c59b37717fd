"""When a meeting's agenda must be out: the council's configuration handed to the statute library."""

from __future__ import annotations

import datetime

from council.models import Council, ExtraHoliday
from council.publication import local_date
from council.statute.agendas import AgendaDue, agenda_due, agenda_notice
from council.statute.calendars import CalendarHorizonError, load_calendar
from council.statute.periods import DayBasis
from meetings.models import AgendaItem, Meeting


def last_day_to_publish(meeting: Meeting, council: Council | None = None) -> AgendaDue | None:
    """The last lawful day to publish the agenda, with its working; None where no rule or no holidays are known."""
    council = council or Council.current()
    rule = agenda_notice(council.nation, council.agenda_notice_days, DayBasis(council.agenda_notice_basis))
    if rule is None:
        return None
    holidays = dict(ExtraHoliday.objects.values_list("on", "title"))
    try:
        return agenda_due(meeting.held_on, rule, load_calendar(council.holiday_division, holidays), meeting.convened_on)
    except CalendarHorizonError:
        return None


def late_agenda(meeting: Meeting, at: datetime.datetime) -> AgendaDue | None:
    """The rule that an agenda published at a moment does not meet; None where it is in time.

    After the day of the meeting nothing is claimed: records of old meetings are entered then, whose agendas were
    published elsewhere.
    """
    day = local_date(at)
    if day > meeting.held_on:
        return None
    due = last_day_to_publish(meeting)
    return due if due and day > due.on else None


def is_out(meeting: Meeting) -> bool:
    """Whether the agenda was published: at least one item of it was."""
    return AgendaItem.objects.filter(meeting=meeting, published_at__isnull=False).exists()
