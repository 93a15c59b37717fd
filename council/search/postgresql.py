"""Asks PostgreSQL's index of stored vectors. What is asked, and what it means, is the same as in `sqlite.py`.

Each statement finds its rows once (`found`) and only then looks at anything else: counting reads narrow rows, and the
rank, which reads the words, is worked out for the newest alone. Rows are never looked through one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from council.search.narrowing import Narrowing
from council.search.places import GROUP
from council.search.query import Query
from council.search.vectors import tsquery

TABLE = "council_searchplace"


@contextmanager
def _asking() -> Iterator[Any]:
    """A cursor that uses the index: the planner takes a word that stands in most rows for a reason not to.

    Compiling a statement of a few milliseconds would take longer than running it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
        yield cursor


def keys_of(query: Query) -> tuple[str, list[Any]]:
    """A statement that gives the key of every entry that is found."""
    return f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery", [tsquery(query)]


def _found(query: Query, within: str) -> str:
    return f"WITH found AS MATERIALIZED (SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery{within})"


def counted(query: Query, narrowing: Narrowing, most: int) -> tuple[list[tuple[int, int]], int]:
    """(group, entries) among the newest `most` in the span of dates; and how many there are with all that is chosen."""
    within, values = narrowing.span("id")
    narrowed, more = narrowing.of_groups("id")
    newest = "SELECT id FROM found ORDER BY id DESC LIMIT %s"
    with _asking() as cursor:
        cursor.execute(
            f"{_found(query, within)} SELECT id & {GROUP}, count(*) FROM ({newest}) AS newest GROUP BY 1 "
            f"UNION ALL SELECT -1, count(*) FROM found WHERE TRUE{narrowed}",
            [tsquery(query), *values, most, *more],
        )
        found = cursor.fetchall()
    return [row for row in found if row[0] >= 0], next(number for group, number in found if group < 0)


def newest(query: Query, narrowing: Narrowing, first: int, number: int) -> list[int]:
    """Keys, the newest first."""
    within, values = narrowing.both("id")
    with _asking() as cursor:
        cursor.execute(
            f"{_found(query, within)} SELECT id FROM found ORDER BY id DESC LIMIT %s OFFSET %s",
            [tsquery(query), *values, number, first],
        )
        return [key for (key,) in cursor.fetchall()]


def ranked(query: Query, narrowing: Narrowing, most: int) -> list[int]:
    """Keys of the newest `most`, and of the newest `most` with all words in the title: these first, each by rank."""
    within, values = narrowing.both("id")
    titled = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery{within} ORDER BY id DESC LIMIT %s"
    with _asking() as cursor:
        cursor.execute(
            f"{_found(query, within)}, titled AS MATERIALIZED ({titled}), chosen AS (SELECT 0 AS which, id FROM titled "
            "UNION ALL SELECT * FROM (SELECT 1, id FROM found ORDER BY id DESC LIMIT %s) AS newest) "
            f"SELECT which, id FROM chosen JOIN {TABLE} USING (id) "
            "ORDER BY which, ts_rank(vector, %s::tsquery, 1) DESC, id DESC",
            [tsquery(query), *values, tsquery(query, in_title=True), *values, most, most, tsquery(query)],
        )
        return list(dict.fromkeys(key for _which, key in cursor.fetchall()))
