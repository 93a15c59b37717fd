"""Asks SQLite's full-text table. What is asked, and what it means, is the same as in `postgresql.py`."""

from __future__ import annotations

from typing import Any

from django.db import connection

from council.search.narrowing import Narrowing
from council.search.places import GROUP
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


def keys_of(query: Query) -> tuple[str, list[Any]]:
    """A statement that gives the key of every entry that is found."""
    return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s", [expression(query)]


def counted(query: Query, narrowing: Narrowing, most: int) -> tuple[list[tuple[int, int]], int]:
    """(group, entries) among the newest `most` in the span of dates; and how many there are with all that is chosen."""
    within, values = narrowing.span("rowid")
    asked = [expression(query), *values]
    groups = (
        f"SELECT id & {GROUP}, count(*) FROM (SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s{within} "
        "ORDER BY rowid DESC LIMIT %s) GROUP BY 1"
    )
    narrowed, more = narrowing.of_groups("rowid")
    total = f"SELECT -1, count(*) FROM {TABLE} WHERE {TABLE} MATCH %s{within}{narrowed}"
    with connection.cursor() as cursor:
        cursor.execute(f"{groups} UNION ALL {total}", [*asked, most, *asked, *more])
        found = cursor.fetchall()
    return found[:-1], found[-1][1]


def newest(query: Query, narrowing: Narrowing, first: int, number: int) -> list[int]:
    """Keys, the newest first."""
    within, values = narrowing.both("rowid")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{within} ORDER BY rowid DESC LIMIT %s OFFSET %s",
            [expression(query), *values, number, first],
        )
        return [key for (key,) in cursor.fetchall()]


def ranked(query: Query, narrowing: Narrowing, most: int) -> list[int]:
    """Keys of the newest `most`, and of the newest `most` with all words in the title: these first, each by rank."""
    within, values = narrowing.both("rowid")

    def of(which: int) -> str:
        newest = f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s{within} ORDER BY rowid DESC LIMIT %s"
        return (
            f"SELECT {which}, bm25({TABLE}, {WEIGHTS}), rowid FROM {TABLE} WHERE {TABLE} MATCH %s{within} "
            f"AND rowid >= (SELECT min(id) FROM ({newest}))"
        )

    asked = [[expression(query, in_title=in_title), *values] for in_title in (True, False)]
    with connection.cursor() as cursor:
        cursor.execute(f"{of(0)} UNION ALL {of(1)} ORDER BY 1, 2, 3 DESC", [v for a in asked for v in (*a, *a, most)])
        return list(dict.fromkeys(key for _which, _rank, key in cursor.fetchall()))
