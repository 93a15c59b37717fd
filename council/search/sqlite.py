"""Asks SQLite's full-text table. What is asked, and what it means, is the same as in `postgresql.py`.

The table gives its rows in the order of their keys, so the newest of very many cost no more than those of few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from council.search.narrowing import Narrowing
from council.search.query import Query, Term
from council.search.schema import TABLE

WEIGHTS = "10.0, 5.0, 1.0, 0.0"  # of title, code, text and marks


def expression(query: Query, marks: Iterable[str], *, in_title: bool = False) -> str:
    """A query in FTS5's own language, empty where nothing is asked for. Every word is quoted: none is an operator."""
    wanted = " AND ".join(f"({' OR '.join(map(_term, clause))})" for clause in query.clauses)
    wanted = f"title : ({wanted})" if in_title else wanted
    found = " AND ".join([*([f"({wanted})"] if wanted else []), *(f'"{mark}"' for mark in marks)])
    return " NOT ".join([f"({found})" if found else "", *map(_term, query.without)])


def _term(term: Term) -> str:
    return f'"{" ".join(term)}"'


@contextmanager
def asking() -> Iterator[Any]:
    """A cursor."""
    with connection.cursor() as cursor:
        yield cursor


def keys_of(query: Query, narrowing: Narrowing) -> tuple[str, list[Any]]:
    """A statement that gives the key of every entry that is found."""
    return _found(query, narrowing)


def newest_of(query: Query, narrowing: Narrowing, most: int, *, in_title: bool = False) -> tuple[str, list[Any]]:
    """A statement for the keys of the newest `most` that are found, the newest first."""
    found, values = _found(query, narrowing, in_title=in_title)
    return f"{found} ORDER BY 1 DESC LIMIT {most}", values


def _found(query: Query, narrowing: Narrowing, *, in_title: bool = False) -> tuple[str, list[Any]]:
    asked = expression(query, narrowing.marks, in_title=in_title)
    if not asked:
        within, values = narrowing.span("id")
        return f"SELECT id FROM council_searchplace WHERE TRUE{within}", values
    within, values = narrowing.span("rowid")
    return f"SELECT rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s{within}", [asked, *values]


def ranked(query: Query, narrowing: Narrowing, enough: int, most: int) -> tuple[str, list[Any]]:
    """A statement for (tier, rank, key) in their order: what has the query as its reference; the newest `enough` with
    all words in the title; where these are fewer, the newest `most` of all by rank, or without `most` the newest.
    """
    named, values = narrowing.named(query.code)
    titled, first = newest_of(query, narrowing, enough, in_title=True)
    found, second = _found(query, narrowing)
    worth = f"bm25({TABLE}, {WEIGHTS})" if most else "0.0"
    found = found.replace("rowid AS id", f"{worth} AS worth, rowid AS id")
    return (
        f"WITH titled AS MATERIALIZED ({titled}), newest AS MATERIALIZED ({found} ORDER BY rowid DESC "
        f"LIMIT CASE WHEN (SELECT count(*) FROM titled) < {enough} THEN {most or enough} ELSE 0 END) "
        f"{named} UNION ALL SELECT 0, 0.0, id FROM titled UNION ALL SELECT 1, worth, id FROM newest "
        "ORDER BY 1, 2, 3 DESC",
        [*first, *second, *values],
    )
