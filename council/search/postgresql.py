"""Asks PostgreSQL's index of stored vectors. What is asked, and what it means, is the same as in `sqlite.py`.

The index gives rows in the order of the table, never the newest first. So time is cut into slices, each a word of the
index (`marks.py`), and looked through from the newest until there are enough; filters are words of the index too. The
rank, which reads the stored words, is worked out for the newest alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from council.search.marks import slices
from council.search.narrowing import Narrowing
from council.search.query import Query
from council.search.vectors import tsquery

TABLE = "council_searchplace"
# Written so that no key is a reason to go through the primary key and read every vector in it.
KEY = "(id + 0)"
SETTINGS = {
    # The planner takes a word that stands in most rows for a reason not to use the index.
    "enable_seqscan": "off",
    # Compiling a statement of a few milliseconds would take longer than running it.
    "jit": "off",
    # Slices are looked through one after the other, or more would be than are needed.
    "max_parallel_workers_per_gather": "0",
}


@contextmanager
def asking() -> Iterator[Any]:
    """A cursor that is set for these statements."""
    with transaction.atomic(), connection.cursor() as cursor:
        wanted = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in SETTINGS.items())
        cursor.execute(f"SELECT {wanted}")
        yield cursor


def keys_of(query: Query, narrowing: Narrowing) -> tuple[str, list[Any]]:
    """A statement that gives the key of every entry that is found."""
    asked = tsquery(query, marks=narrowing.marks)
    within, values = narrowing.span(KEY)
    if not asked:
        return f"SELECT id FROM {TABLE} WHERE TRUE{within}", values
    return f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery{within}", [asked, *values]


def newest_of(query: Query, narrowing: Narrowing, most: int, *, in_title: bool = False) -> tuple[str, list[Any]]:
    """A statement for the keys of the newest `most` that are found, the newest first.

    Parts of a UNION ALL are run one after the other, and no more of them than the limit needs.
    """
    if query.is_empty and not narrowing.chosen:
        within, values = narrowing.span("id")
        return f"SELECT id FROM {TABLE} WHERE TRUE{within} ORDER BY id DESC LIMIT {most}", values
    parts, values = [], []
    for one in slices(narrowing.first_on, narrowing.last_on, timezone.localdate()):
        asked = tsquery(query, in_title=in_title, marks=narrowing.marks, one_of=one.quarters)
        key = "id" if one.is_ahead else KEY
        parts.append(
            f"(SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery AND {key} BETWEEN %s AND %s "
            f"ORDER BY {KEY} DESC LIMIT {most})"
        )
        values += [asked, one.first, one.last]
    if not parts:
        return "SELECT 0::bigint AS id WHERE FALSE", []
    return f"SELECT id FROM ({' UNION ALL '.join(parts)}) AS slices LIMIT {most}", values


def ranked(query: Query, narrowing: Narrowing, enough: int, most: int) -> tuple[str, list[Any]]:
    """A statement for (tier, rank, key) in their order: what has the query as its reference; the newest `enough` with
    all words in the title; where these are fewer, the newest `most` of all by rank, or without `most` the newest.
    """
    named, values = narrowing.named(query.code)
    titled, first = newest_of(query, narrowing, enough, in_title=True)
    found, second = newest_of(query, narrowing, most or enough)
    rank = (
        f"-ts_rank(vector, %s::tsquery, 1), id FROM newest JOIN {TABLE} USING (id)" if most else "0.0, id FROM newest"
    )
    return (
        f"WITH titled AS MATERIALIZED ({titled}), newest AS MATERIALIZED (SELECT id FROM ({found}) AS found "
        f"LIMIT CASE WHEN (SELECT count(*) FROM titled) < {enough} THEN {most or enough} ELSE 0 END) "
        f"{named} UNION ALL SELECT 0, 0.0, id FROM titled UNION ALL SELECT 1, {rank} ORDER BY 1, 2, 3 DESC",
        [*first, *second, *values, *([tsquery(query)] if most else [])],
    )
