"""Counting months, clear days and working days, and naming the municipal year.

How a period is counted is here; which duty has which period is in `duties.py` and `call_in.py`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.statute.calendars import Calendar, holidays_between, is_working_day
from council.statute.wording import counted, listed, long_date

ONE_DAY = timedelta(days=1)


class DayBasis(StrEnum):
    """Which days count: the Acts say only "clear days", so the council's configuration says which."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def noun(self) -> str:
        """One such day, in words."""
        return f"clear {self.value} day"


@dataclass(frozen=True)
class MunicipalYear:
    """A council's year: its name as printed ("2026/27") with its first and last day."""

    name: str
    first_on: date
    last_on: date


def months_beginning_with(day: date, months: int) -> date:
    """The last day of the period of so many months beginning with `day`, the day itself included.

    Local Government Act 2000 s.9FE and SI 2009/1919 reg 6: "within two months beginning with" the date of
    receipt. A month is a calendar month (Interpretation Act 1978 Sch 1) and the corresponding date rule
    holds: the period ends on the day before the day of the same number in the month it reaches; where that
    month has no such day, on its last day. Received 2 August 2021, two months end on 1 October 2021; received
    31 December, on the last day of February.

    Raises ValueError for fewer than one month.
    """
    if months < 1:
        raise ValueError("A period of months needs at least one month.")
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    last_of_month = monthrange(year, month)[1]
    if day.day > last_of_month:
        return date(year, month, last_of_month)
    return date(year, month, day.day) - ONE_DAY


def working_days_after(day: date, count: int, calendar: Calendar) -> date:
    """The working day that is number `count` after `day`; `day` itself never counts, working or not.

    Raises ValueError for a count below one, CalendarHorizonError past the known bank holidays.
    """
    return _step_working_days(day, count, ONE_DAY, calendar)


def clear_days_before(day: date, count: int, basis: DayBasis, calendar: Calendar) -> date:
    """The latest day to publish so that `count` clear days lie before the meeting or decision on `day`.

    Both the day of notice and the day of the meeting are left out: agenda and reports, five clear days
    (LGA 1972 s.100B, SI 2012/2089 regs 6 and 7); key decisions and private meetings, 28 clear days (regs 5
    and 9). On the working basis the answer is itself a working day, since papers are open to inspection at
    the offices. The calendar basis never looks at the bank holidays. For papers already published, count
    `clear_days_between`.

    Raises ValueError for a count below one or an unknown basis, CalendarHorizonError outside the known bank
    holidays.
    """
    return _step_clear_days(day, count, DayBasis(basis), -ONE_DAY, calendar)


def clear_days_after(day: date, count: int, basis: DayBasis, calendar: Calendar) -> date:
    """The earliest day to act so that `count` clear days lie between the notice given on `day` and the act.

    General exception: the decision waits until five clear days have passed after the notice (SI 2012/2089
    reg 10). On the working basis the answer is itself a working day. Errors as for `clear_days_before`.
    """
    return _step_clear_days(day, count, DayBasis(basis), ONE_DAY, calendar)


def clear_days_between(notice_on: date, day: date, basis: DayBasis, calendar: Calendar) -> int:
    """How many clear days notice published on `notice_on` gives of a meeting or decision on `day`.

    Compare with the number the rule asks for to say whether notice was given in time (LGA 1972 s.100B,
    SI 2012/2089 regs 5 to 10). Notice on or after the day itself gives none. Errors as for
    `clear_days_before`, but for the count.
    """
    basis = DayBasis(basis)
    days_between = max((day - notice_on).days - 1, 0)
    if basis is DayBasis.CALENDAR:
        return days_between
    return sum(is_working_day(notice_on + step * ONE_DAY, calendar) for step in range(1, days_between + 1))


def clear_days_working(day: date, count: int, basis: DayBasis, calendar: Calendar) -> str:
    """The arithmetic of `clear_days_before` as a sentence fit for the page. Errors as there."""
    basis = DayBasis(basis)
    publish_on = clear_days_before(day, count, basis, calendar)
    parts = [long_date(day), f"{counted(count, basis.noun)} before it"]
    if basis is DayBasis.WORKING:
        parts += not_counted(publish_on, day, calendar)
    return ", ".join([*parts, f"publish by {long_date(publish_on)}"])


def not_counted(first: date, last: date, calendar: Calendar) -> list[str]:
    """The clause naming the bank holidays between two days, both left out; empty where there are none."""
    days = holidays_between(first + ONE_DAY, last - ONE_DAY, calendar)
    named = [f"{long_date(day)} ({calendar.holidays[day]})" for day in days]
    return [f"not counting {listed(named)}"] if named else []


def municipal_year(day: date, starts: tuple[int, int] = (5, 1)) -> MunicipalYear:
    """The municipal year `day` falls in; `starts` is the month and day it begins.

    In law the year turns at the annual meeting (LGA 1972 Sch 12), which moves every year and differs between
    councils. A fixed 1 May keeps a published figure where it was put, and few bodies meet between 1 May and
    the annual meeting.

    Raises ValueError where `starts` is not a day of every year.
    """
    month, first_day = starts
    first_year = day.year if day >= date(day.year, month, first_day) else day.year - 1
    return MunicipalYear(
        name=f"{first_year}/{(first_year + 1) % 100:02d}",
        first_on=date(first_year, month, first_day),
        last_on=date(first_year + 1, month, first_day) - ONE_DAY,
    )


def _step_clear_days(day: date, count: int, basis: DayBasis, step: timedelta, calendar: Calendar) -> date:
    if count < 1:
        raise ValueError("A notice period needs at least one clear day.")
    if basis is DayBasis.WORKING:
        return _step_working_days(day, count + 1, step, calendar)
    return day + (count + 1) * step


def _step_working_days(day: date, count: int, step: timedelta, calendar: Calendar) -> date:
    if count < 1:
        raise ValueError("A period of working days needs at least one day.")
    while count:
        day += step
        count -= is_working_day(day, calendar)
    return day
