"""The key of an entry: its day, its place within the day, and its group, in one number that grows with the date.

So the newest come first without sorting, a range of dates is a range of keys, and groups are counted without reading
any other row.
"""

from __future__ import annotations

import datetime

FIRST_DAY = datetime.date(1900, 1, 1).toordinal()
GROUP_BITS, PLACE_BITS, DAY_BITS = 20, 24, 18
GROUP = (1 << GROUP_BITS) - 1
A_DAY = 1 << (GROUP_BITS + PLACE_BITS)
LAST = (1 << (GROUP_BITS + PLACE_BITS + DAY_BITS)) - 1


def first_of(day: datetime.date | None) -> int:
    """The least key of a day; what has no date stands before every day."""
    if day is None:
        return 0
    return min(max(day.toordinal() - FIRST_DAY, 0) + 1, (1 << DAY_BITS) - 1) * A_DAY


def last_of(day: datetime.date) -> int:
    """The greatest key of a day."""
    return first_of(day) + A_DAY - 1


def key(day: datetime.date | None, place: int, group: int) -> int:
    """The key of the entry in this place of its day."""
    if group > GROUP or place >= 1 << PLACE_BITS:
        raise ValueError("The search index has no room for this: rebuild it")
    return first_of(day) + (place << GROUP_BITS) + group


def place_of(number: int) -> int:
    """The place within its day."""
    return (number % A_DAY) >> GROUP_BITS
