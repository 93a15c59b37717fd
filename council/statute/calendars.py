"""Which days are working days in each nation, and how far that is known.

Bank holidays come from `bank_holidays.json` beside this file; an administrator's extra days are passed in.
A day outside the years the file covers raises: a guess here would become a wrong date in law.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from council.statute.wording import long_date

HOLIDAY_FILE = Path(__file__).with_name("bank_holidays.json")
EXTRA_TITLE = "extra bank holiday"


class Division(StrEnum):
    """The divisions with bank holidays of their own (Banking and Financial Dealings Act 1971, Sch 1)."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def words(self) -> str:
        """The division's name in a sentence."""
        return {"england-and-wales": "England and Wales", "scotland": "Scotland"}.get(self, "Northern Ireland")


@dataclass(frozen=True)
class Calendar:
    """The bank holidays of one division, each with its title, and the days between which they are known."""

    division: Division
    holidays: Mapping[date, str] = field(hash=False)
    first_known_on: date
    last_known_on: date


class CalendarHorizonError(Exception):
    """A working day was asked for outside the known years; the message is fit to show an officer."""

    def __init__(self, day: date, calendar: Calendar) -> None:
        self.day = day
        self.calendar = calendar
        super().__init__(
            f"The bank holidays of {calendar.division.words} are known from "
            f"{long_date(calendar.first_known_on)} to {long_date(calendar.last_known_on)}, "
            f"so working days cannot be counted as far as {long_date(day)}. "
            f"Ask your administrator to have the bank holidays of {day.year} added, "
            "or work the date out by hand."
        )


@cache
def _holiday_file() -> dict[str, Any]:
    contents: dict[str, Any] = json.loads(HOLIDAY_FILE.read_text(encoding="utf-8"))
    return contents


@cache
def _shipped_calendar(division: Division) -> Calendar:
    contents = _holiday_file()
    return Calendar(
        division=division,
        holidays=MappingProxyType(
            {date.fromisoformat(day): title for day, title in contents["divisions"][division].items()}
        ),
        first_known_on=date(contents["first_year"], 1, 1),
        last_known_on=date(contents["last_year"], 12, 31),
    )


def load_calendar(division: str, one_offs: Iterable[date] = ()) -> Calendar:
    """The calendar of "england-and-wales", "scotland" or "northern-ireland".

    `one_offs` are further days off: days proclaimed since the file was made, or a Scottish council's own
    local holidays. Give dates, or a mapping of date to title. They never move the first and last known day:
    one known holiday says nothing about the rest of its year.

    Raises ValueError for any other division.
    """
    shipped = _shipped_calendar(Division(division))
    extras = dict(one_offs) if isinstance(one_offs, Mapping) else dict.fromkeys(one_offs, EXTRA_TITLE)
    if not extras:
        return shipped
    return Calendar(
        division=shipped.division,
        holidays=MappingProxyType({**extras, **shipped.holidays}),
        first_known_on=shipped.first_known_on,
        last_known_on=shipped.last_known_on,
    )


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether the day is neither a Saturday, a Sunday nor a bank holiday.

    Raises CalendarHorizonError outside the years the calendar covers, weekends included.
    """
    if not calendar.first_known_on <= day <= calendar.last_known_on:
        raise CalendarHorizonError(day, calendar)
    return day.weekday() < 5 and day not in calendar.holidays


def holidays_between(first: date, last: date, calendar: Calendar) -> list[date]:
    """The bank holidays on weekdays from `first` to `last`, both included: for showing the working.

    Raises CalendarHorizonError when either day is outside the years the calendar covers.
    """
    for day in (first, last):
        if not calendar.first_known_on <= day <= calendar.last_known_on:
            raise CalendarHorizonError(day, calendar)
    return sorted(day for day in calendar.holidays if first <= day <= last and day.weekday() < 5)
