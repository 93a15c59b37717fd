"""When the demonstration council meets: two years of dates around `today`. Pure arithmetic; reads no clock."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from council.statute.periods import months_beginning_with

Day = datetime.date
LONDON = ZoneInfo("Europe/London")
DAYS_BACK, DAYS_AHEAD = 800, 100
# Since so many days ago everything is told; of the time before only meetings with business, and no attendance.
LATEST_YEAR = 380
# Whatever else is closed, no council answers letters on these (month, day).
CLOSED = {(12, 25), (12, 26), (1, 1)}
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3


@dataclass(frozen=True)
class Rhythm:
    """A body meets on the `nth` `weekday` of each of `months`, at `hour`."""

    weekday: int
    nth: int
    months: tuple[int, ...]
    hour: datetime.time


EVENING, AFTERNOON = datetime.time(18, 0), datetime.time(14, 0)
EVERY_MONTH = tuple(range(1, 13))
RHYTHMS = {
    "cabinet": Rhythm(TUESDAY, 2, EVERY_MONTH, EVENING),
    "scrutiny-committee": Rhythm(WEDNESDAY, 1, tuple(m for m in EVERY_MONTH if m != 8), EVENING),
    "resources-and-performance-panel": Rhythm(WEDNESDAY, 3, (1, 4, 7, 10), EVENING),
    "homes-and-climate-panel": Rhythm(THURSDAY, 3, (2, 5, 9, 11), EVENING),
    "council": Rhythm(TUESDAY, 3, (2, 5, 7, 9, 12), datetime.time(18, 30)),
    "planning-committee": Rhythm(THURSDAY, 2, (2, 4, 7, 9, 11), AFTERNOON),
    "licensing-committee": Rhythm(WEDNESDAY, 2, (3, 6, 10), AFTERNOON),
    "audit-and-governance-committee": Rhythm(THURSDAY, 3, (3, 6, 9, 12), AFTERNOON),
}


def plus(day: Day, days: int) -> Day:
    """The day so many days later; earlier for a negative number."""
    return day + datetime.timedelta(days=days)


def is_open(day: Day) -> bool:
    """Whether somebody is in the office."""
    return day.weekday() < 5 and (day.month, day.day) not in CLOSED


def office_day(day: Day, step: int = 1) -> Day:
    """The day itself, or the next (with `step` -1 the last) one on which the office is open."""
    while not is_open(day):
        day = plus(day, step)
    return day


def moment(day: Day, clock: str = "10:00") -> datetime.datetime:
    """A time of that day in the council's time zone."""
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), LONDON)


def in_office(day: Day, clock: str = "10:00") -> datetime.datetime:
    """A time of the first office day from `day` on."""
    return moment(office_day(day), clock)


def received_for(due_on: Day, months: int) -> Day:
    """The latest office day from which a period of `months` ends on `due_on` or, at the nearest, before it."""
    day = plus(due_on, -31 * months)
    while months_beginning_with(plus(day, 1), months) <= due_on:
        day = plus(day, 1)
    return office_day(day, -1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    """The second Tuesday (and so on) of a month; the week after where the office is closed on it."""
    first = datetime.date(year, month, 1)
    day = plus(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if is_open(day) else plus(day, 7)


class Diary:
    """The dates of every body's ordinary meetings from `DAYS_BACK` before `today` to `DAYS_AHEAD` after it."""

    def __init__(self, today: Day) -> None:
        self.today = today
        self.latest_year = plus(today, -LATEST_YEAR)
        first, last = plus(today, -DAYS_BACK), plus(today, DAYS_AHEAD)
        months = [(year, month) for year in range(first.year, last.year + 1) for month in EVERY_MONTH]
        self.dates = {
            slug: [
                day
                for year, month in months
                if month in rhythm.months
                and first <= (day := nth_weekday(year, month, rhythm.weekday, rhythm.nth)) <= last
            ]
            for slug, rhythm in RHYTHMS.items()
        }

    def last(self, body: str, on: Day) -> Day:
        """The body's latest meeting on or before a day."""
        return self.dates[body][bisect_right(self.dates[body], on) - 1]

    def next(self, body: str, from_: Day) -> Day:
        """The body's first meeting on or after a day."""
        return self.dates[body][bisect_left(self.dates[body], from_)]

    def past(self, body: str) -> list[Day]:
        """The body's meetings before today."""
        return [day for day in self.dates[body] if day < self.today]

    def coming(self, body: str) -> list[Day]:
        """The body's meetings from today on."""
        return [day for day in self.dates[body] if day >= self.today]
