"""A long statement that every request asks, with other keys each time: written once in a process, then only asked.

Django takes many times as long to write a statement of some kilobytes as a database takes to answer it for the rows
of one page. What is kept is text alone, no row: it depends on nothing but what it was written from.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import connection

Row = dict[str, Any]
# Most keys a statement is asked for at once.
MOST = 100
# They stand in the statement where the keys will be: no key and no other number of a statement is like them.
MARKS = tuple(range(-(2**62), -(2**62) + MOST))


def rows_of(build: Callable[..., Any], arguments: tuple[Hashable, ...], keys: Sequence[int]) -> dict[int, Row]:
    """Primary key -> the values of a row, for at most MOST keys: one query.

    `build(*arguments, keys)` gives a queryset of `values()` with "pk", filtered by `pk__in`. It must read nothing but
    its arguments: it is not asked again for the same ones. Values come as the database gives them (`as_day`).
    """
    if not keys:
        return {}
    sql, parameters, names = _written(connection.vendor, build, arguments)
    padded = [*keys, *[keys[0]] * (MOST - len(keys))]
    given = dict(zip(MARKS, padded, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(value, value) if type(value) is int else value for value in parameters])
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["pk"]: row for row in found}


@functools.lru_cache(maxsize=16)
def _written(vendor: str, build: Callable[..., Any], arguments: tuple[Hashable, ...]) -> tuple[str, Any, list[str]]:
    """Statement, parameters and the names of its columns."""
    query = build(*arguments, MARKS).query
    sql, parameters = query.sql_with_params()
    if [value for value in parameters if value in MARKS] != list(MARKS):
        raise ValueError("A statement names its keys once, and no other number like them.")
    return sql, tuple(parameters), [*query.values_select, *query.annotation_select]


def as_day(value: Any) -> datetime.date | None:
    """A day as either database gives it."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
