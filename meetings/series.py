"""The arithmetic of planned meetings: dates in, dates out. Reads no clock and no database.

Owns what "every second week", "the second Tuesday of the month" and "the same weekday of the same week, a year later"
mean. Says nothing about whether a day is a good one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from council.statute.periods import MunicipalYear, municipal_year

MOST_IN_SERIES = 100
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "fifth")


class Rhythm(StrEnum):
    """How a series goes on from its first day."""

    WEEKS = "weeks"  # every n weeks
    NTH = "nth"  # the second Tuesday of every n-th month
    LAST = "last"  # the last Tuesday of every n-th month


class NoSuchRhythmError(ValueError):
    """The first day does not fit the rhythm."""


def nth_of(day: dt.date) -> int:
    """Which of its weekday in its month a day is: 2 for a second Tuesday."""
    return (day.day - 1) // 7 + 1


def is_last(day: dt.date) -> bool:
    """Whether no later day of the month is the same weekday."""
    return day.day + 7 > calendar.monthrange(day.year, day.month)[1]


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The second Tuesday of a month (weekday 1, nth 2); 0 for the last. Raises ValueError where there is no fifth."""
    first = dt.date(year, month, 1)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7)
    if nth:
        return day.replace(day=day.day + 7 * (nth - 1))
    while not is_last(day):
        day += dt.timedelta(days=7)
    return day


def days_of(first: dt.date, rhythm: Rhythm, every: int) -> Iterator[dt.date]:
    """The days of a series without an end, the first one first, as far as dates go.

    Raises NoSuchRhythmError for a fifth weekday of the month, or a "last" one that is not the last.
    """
    if rhythm == Rhythm.WEEKS:
        return _by_weeks(first, every)
    if rhythm == Rhythm.NTH and nth_of(first) == 5:
        raise NoSuchRhythmError("Not every month has a fifth one.")
    if rhythm == Rhythm.LAST and not is_last(first):
        raise NoSuchRhythmError("It is not the last one of its month.")
    return _by_months(first, nth_of(first) if rhythm == Rhythm.NTH else 0, every)


def _by_weeks(day: dt.date, every: int) -> Iterator[dt.date]:
    while True:
        yield day
        if (dt.date.max - day).days < 7 * every:
            return
        day += dt.timedelta(weeks=every)


def _by_months(first: dt.date, nth: int, every: int) -> Iterator[dt.date]:
    months = first.year * 12 + first.month - 1
    while months < (dt.MAXYEAR + 1) * 12:
        yield nth_weekday(months // 12, months % 12 + 1, first.weekday(), nth)
        months += every


def year_after(year: MunicipalYear) -> MunicipalYear:
    """The municipal year that follows."""
    return municipal_year(year.last_on + dt.timedelta(days=1))


def a_year_later(day: dt.date) -> dt.date:
    """The same weekday of the same week in the next municipal year: 52 weeks on, 53 where 52 do not reach that year."""
    later = day + dt.timedelta(weeks=52)
    return later if municipal_year(later) == year_after(municipal_year(day)) else later + dt.timedelta(weeks=1)


def place_in_month(day: dt.date) -> str:
    """ "second Tuesday"."""
    return f"{ORDINALS[nth_of(day) - 1]} {WEEKDAYS[day.weekday()]}"


def years_between(first: dt.date | None, last: dt.date | None) -> dict[str, MunicipalYear]:
    """The municipal years from the first day's to the last day's by name, the latest first."""
    years = {}
    while first and last and last >= first:
        year = municipal_year(last)
        years[year.name] = year
        last = year.first_on - dt.timedelta(days=1)
    return years
