"""Lists of what has no entry in the register of its own, as data: committees, people, wards, what a search finds.

Each is declared once with its address, its values and how it is read. The apps declare theirs in `<app>/indexes.py`
and add them when they load; this module knows none of them. Public records are listed by `council/lists.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from council.lists import page_of
from council.models import Council
from council.representations import PublicField

Line = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What is asked of an index: the values of the address, the day, the page from 1 and how many lines it has."""

    params: Any
    council: Council
    on: datetime.date
    number: int
    size: int


@dataclass(frozen=True)
class Lines:
    """One page of an index: its lines, how many there are in all, and what was left out of the question.

    `number` is the page it is: the last, where a later one was asked for. `reach` is how many lines can be leafed
    through, where that is not all. `more` has what stands beside the lines.
    """

    rows: Sequence[Line]
    total: int
    number: int = 1
    reach: int | None = None
    hints: Sequence[str] = ()
    more: Line = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PublicIndex:
    """One index. `read` answers a question; each line has a value for each of `fields`, by its name.

    `asks` are the filters of its page, and `more` what an answer says beside its lines. A table has `most` lines.
    """

    name: str
    title: Any
    path: str
    fields: tuple[PublicField, ...]
    read: Callable[[Question], Lines]
    page_size: int = 100
    most: int = 5_000
    asks: tuple[PublicField, ...] = ()
    more: tuple[PublicField, ...] = ()

    def address(self, ending: str = "") -> str:
        """The path of the page, or of the same index in a format ("json", "csv")."""
        return f"{self.path.rstrip('/')}.{ending}" if ending else self.path

    def told(self, lines: Iterable[Line]) -> list[Line]:
        """Plain values of lines: those of the fields, in their order."""
        return [{one.name: one.value(line) for one in self.fields} for line in lines]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(one.name for one in self.fields)


def cut(rows: Any, asked: Question, told: Callable[[Any], Line] = lambda row: row) -> Lines:
    """The page that is asked for of rows that can be counted and cut; `told` makes a line of each."""
    page = page_of(rows, asked.size, asked.number)
    return Lines([told(row) for row in page.object_list], page.paginator.count, page.number)


_INDEXES: dict[str, PublicIndex] = {}


def add(*indexes: PublicIndex) -> None:
    """Make indexes known, when an app loads."""
    for one in indexes:
        _INDEXES[one.name] = one


def every() -> Iterable[PublicIndex]:
    """All indexes, in the order of their names."""
    return tuple(_INDEXES[name] for name in sorted(_INDEXES))
