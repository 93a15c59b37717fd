"""When local elections are: for flags beside planned meetings, never for a date in law of its own."""

from __future__ import annotations

from datetime import date, timedelta

from council.statute.calendars import Calendar
from council.statute.periods import ONE_DAY, working_days_after

NOTICE_WORKING_DAYS = 25


def ordinary_election_day(year: int) -> date:
    """The ordinary day of local elections: the first Thursday in May.

    Representation of the People Act 1983 s.37(1)(a). By s.37(1)(b) and s.37A another day may be fixed for a year, as
    in 2004, 2009 and 2014; that is not known here. Whether a council has elections in a year at all
    depends on its own scheme.
    """
    first = date(year, 5, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


def last_day_for_notice_of_election(year: int, calendar: Calendar) -> date:
    """The last day to publish notice of an election held on the ordinary day: the 25th day before it.

    Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304) Sch 2 r.1; Saturdays, Sundays and
    bank holidays are not counted (r.2). From then on councils plan nothing that could be taken for campaigning.

    Raises CalendarHorizonError outside the known bank holidays.
    """
    polling_day = ordinary_election_day(year)
    day = polling_day - timedelta(days=NOTICE_WORKING_DAYS)
    while working_days_after(day, NOTICE_WORKING_DAYS, calendar) > polling_day:
        day -= ONE_DAY
    return day
