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
from council.search.places import GROUP, exact_first
from council.search.query import Query
from council.search.vectors import tsquery

TABLE = "council_searchplace"
# Written so that a span of keys is no reason to go through the primary key and read every vector in it.
KEY = "(id + 0)"


@contextmanager
def asking() -> Iterator[Any]:
    """A cursor that uses the index: the planner takes a word that stands in most rows for a reason not to.

    Compiling a statement of a few milliseconds would take longer than running it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
        yield cursor


def keys_of(query: Query) -> tuple[str, list[Any], str]:
    """A statement that gives the key of every entry that is found, its values, and what the key is called in it."""
    if query.is_empty:
        return f"SELECT id FROM {TABLE} WHERE TRUE", [], "id"
    return f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery", [tsquery(query)], KEY


def counting(query: Query, narrowing: Narrowing, most: int) -> tuple[str, list[Any], str, list[Any]]:
    """A table `counted` of groups with their numbers among the newest `most`; and a statement for the exact total."""
    found, values, key = keys_of(query)
    within, more = narrowing.span(key)
    groups = (
        f"WITH found AS MATERIALIZED ({found}{within}), counted AS MATERIALIZED (SELECT id & {GROUP} AS group_id, "
        "count(*) AS number FROM (SELECT id FROM found ORDER BY id DESC LIMIT %s) AS newest GROUP BY 1)"
    )
    narrowed, narrow = narrowing.of_groups("id")
    return groups, [*values, *more, most], f"SELECT count(*) FROM found WHERE TRUE{narrowed}", narrow


def newest(query: Query, narrowing: Narrowing, first: int, number: int) -> list[int]:
    """Keys, the newest first."""
    found, values, key = keys_of(query)
    within, more = narrowing.both(key)
    with asking() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({found}{within}) SELECT id FROM found ORDER BY id DESC LIMIT %s OFFSET %s",
            [*values, *more, number, first],
        )
        return [one for (one,) in cursor.fetchall()]


def ranked(query: Query, narrowing: Narrowing, most: int) -> list[int]:
    """Keys of the newest `most`, and of the newest `most` with all words in the title: these first, each by rank.

    Before them those whose reference the query is.
    """
    within, values = narrowing.both(KEY)
    found = f"SELECT id FROM {TABLE} WHERE vector @@ %s::tsquery{within}"
    with asking() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({found}), titled AS MATERIALIZED ({found}), "
            "best AS (SELECT 0 AS which, id FROM titled ORDER BY id DESC LIMIT %s), "
            "newest AS (SELECT 1 AS which, id FROM found ORDER BY id DESC LIMIT %s), "
            "chosen AS (SELECT which, id FROM best UNION ALL SELECT which, id FROM newest) "
            "SELECT -1 AS which, 0 AS worth, id FROM council_searchentry WHERE code = %s AND code <> '' "
            f"UNION ALL SELECT which, -ts_rank(vector, %s::tsquery, 1), id FROM chosen JOIN {TABLE} USING (id) "
            "ORDER BY which, worth, id DESC",
            [tsquery(query), *values, tsquery(query, in_title=True), *values, most, most, query.code, tsquery(query)],
        )
        return exact_first(cursor.fetchall())
