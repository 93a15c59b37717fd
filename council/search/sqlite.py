"""Asks SQLite's full-text table. What is asked, and what it means, is the same as in `postgresql.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from council.search.narrowing import Narrowing
from council.search.places import GROUP, exact_first
from council.search.query import Query, Term
from council.search.schema import TABLE

WEIGHTS = "10.0, 5.0, 1.0"  # of title, code and text


def expression(query: Query, *, in_title: bool = False) -> str:
    """A query in FTS5's own language. Every word is quoted: none is an operator or a column."""
    wanted = " AND ".join(f"({' OR '.join(map(_term, clause))})" for clause in query.clauses)
    wanted = f"title : ({wanted})" if in_title else f"({wanted})"
    return " NOT ".join([wanted, *map(_term, query.without)])


def _term(term: Term) -> str:
    return f'"{" ".join(term)}"'


def keys_of(query: Query) -> tuple[str, list[Any], str]:
    """A statement that gives the key of every entry that is found, its values, and what the key is called in it."""
    if query.is_empty:
        return "SELECT id FROM council_searchplace WHERE TRUE", [], "id"
    return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s", [expression(query)], "rowid"


def counting(query: Query, narrowing: Narrowing, most: int) -> tuple[str, list[Any], str, list[Any]]:
    """A table `counted` of groups with their numbers among the newest `most`; and a statement for the exact total.

    The index is asked twice: it gives keys faster than they could be kept.
    """
    found, values, key = keys_of(query)
    within, more = narrowing.span(key)
    groups = (
        f"WITH counted AS MATERIALIZED (SELECT id & {GROUP} AS group_id, count(*) AS number FROM "
        f"({found}{within} ORDER BY {key} DESC LIMIT %s) GROUP BY 1)"
    )
    all_of_it, narrow = narrowing.both(key)
    return groups, [*values, *more, most], f"SELECT count(*) FROM ({found}{all_of_it})", [*values, *narrow]


@contextmanager
def asking() -> Iterator[Any]:
    """A cursor."""
    with connection.cursor() as cursor:
        yield cursor


def newest(query: Query, narrowing: Narrowing, first: int, number: int) -> list[int]:
    """Keys, the newest first."""
    found, values, key = keys_of(query)
    within, more = narrowing.both(key)
    with asking() as cursor:
        cursor.execute(f"{found}{within} ORDER BY {key} DESC LIMIT %s OFFSET %s", [*values, *more, number, first])
        return [one for (one,) in cursor.fetchall()]


def ranked(query: Query, narrowing: Narrowing, most: int) -> list[int]:
    """Keys of the newest `most`, and of the newest `most` with all words in the title: these first, each by rank.

    Before them those whose reference the query is.
    """
    within, values = narrowing.both("rowid")

    def of(which: int) -> str:
        newest = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s{within} ORDER BY rowid DESC LIMIT %s"
        return (
            f"SELECT {which}, bm25({TABLE}, {WEIGHTS}), rowid FROM {TABLE} WHERE {TABLE} MATCH %s{within} "
            f"AND rowid >= (SELECT min(id) FROM ({newest}))"
        )

    asked = [[expression(query, in_title=in_title), *values] for in_title in (True, False)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT -1, 0, id FROM council_searchentry WHERE code = %s AND code <> '' "
            f"UNION ALL {of(0)} UNION ALL {of(1)} ORDER BY 1, 2, 3 DESC",
            [query.code, *(value for one in asked for value in (*one, *one, most))],
        )
        return exact_first(cursor.fetchall())
