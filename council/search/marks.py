"""What narrows a search, as words of the index: one for each value of a facet, one for the quarter of the year.

So filters are looked up together with the words that were typed, in the index alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from council.search import places

QUARTERS_BACK = (1, 3, 4, 8)  # how many the slices of time hold, the newest first
A_QUARTER = datetime.timedelta(days=92)
# Keys do not tell the days before 1900 apart.
EARLIEST = 1901 * 4


@lru_cache(maxsize=10_000)
def mark(facet: str, value: Any) -> str:
    """The word for a value of a facet: fifteen digits or so, which nobody types and no stemmer shortens."""
    return f"f{int.from_bytes(blake2b(f'{facet}={value}'.encode(), digest_size=6).digest())}"


def quarter_mark(quarter: int) -> str:
    """The word for a quarter of a year."""
    return mark("quarter", quarter)


def quarter_of(day: datetime.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def first_day(quarter: int) -> datetime.date:
    """The day a quarter begins with."""
    return datetime.date(quarter // 4, quarter % 4 * 3 + 1, 1)


def marks_of(facets: Iterable[tuple[str, Any]], day: datetime.date | None) -> str:
    """The words for an entry with these values of facets, on this day."""
    found = [mark(facet, value) for facet, value in facets if value]
    return " ".join([*found, quarter_mark(quarter_of(day))] if day else found)


@dataclass(frozen=True)
class Slice:
    """A span of time: the first and last key of its entries, and the words one of which each of them has.

    Without words it is a span of keys alone: of few entries where it `is_ahead`, in a time that is still to come.
    """

    first: int
    last: int
    quarters: tuple[str, ...] = ()
    is_ahead: bool = False


def slices(first_on: datetime.date | None, last_on: datetime.date | None, today: datetime.date) -> Iterator[Slice]:
    """The time from one day to another, the newest first and each longer than the one before, so that whoever needs
    the newest of very many looks at few. They meet, and none overlaps another.
    """
    first, last = places.first_of(first_on), places.last_of(last_on) if last_on else places.LAST
    end = quarter_of(min(last_on or datetime.date.max, today + A_QUARTER)) + 1
    top = places.first_of(first_day(end))
    if last >= max(top, first) and end > EARLIEST:
        yield Slice(max(top, first), last, is_ahead=True)
        last = top - 1
    for number in QUARTERS_BACK:
        begin = max(end - number, EARLIEST)
        if begin < end and first <= last:
            bottom = places.first_of(first_day(begin))
            yield Slice(max(bottom, first), last, tuple(map(quarter_mark, range(begin, end))))
            last, end = bottom - 1, begin
    if first <= last:
        yield Slice(first, last)
