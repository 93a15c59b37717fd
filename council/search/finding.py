"""Finds: one page of results with their excerpts, how many there are, and counts for the filters.

Reads the index alone, which holds nothing that is not public. How many statements it takes does not depend on how many
results there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from council.models import Body, PublicEvent, SearchEntry, SearchGroup
from council.search import excerpts, postgresql, sqlite
from council.search.entries import wards_of
from council.search.narrowing import FACETS, Narrowing
from council.search.places import GROUP
from council.search.query import Query, parse
from council.subjects import names_of

A_PAGE, LAST_PAGE = 20, 50
# Ranked are the newest so many that are found; counted, for the total and the filters, are the newest so many. Of more
# than these no rank says which is best: they come by date.
RANKED, COUNTED = A_PAGE * LAST_PAGE, 20_000


class Order(StrEnum):
    """How results are sorted."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True)
class Result:
    """One result as a page shows it; `title` and `excerpt` are safe HTML with `<mark>`."""

    kind: str
    reference: str
    title: SafeString
    excerpt: SafeString
    address: str
    part: int
    code: str
    body: str
    happened_on: Any
    outcome: str


@dataclass(frozen=True)
class Found:
    """One page of results. `facets` has for each name what may be chosen, as (value, words, number).

    `total` goes to one more than `COUNTED`, which stands for any more than that. `is_sampled`: there are so many that
    the numbers in `facets` are of the newest `COUNTED` alone.
    """

    rows: list[Result]
    total: int
    facets: dict[str, list[tuple[str, str, int]]]
    is_sampled: bool = False

    @property
    def pages(self) -> int:
        """How many pages can be asked for."""
        return min(-(-self.total // A_PAGE), LAST_PAGE)


def engine() -> ModuleType:
    """The one for this database."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def find(query: Query, narrowing: Narrowing, order: Order = Order.BEST, page: int = 1, size: int = A_PAGE) -> Found:
    """One page, of `size` results, of what is found. A query without words finds everything, the newest first."""
    if query.is_empty and (query.text or query.hints):
        return Found([], 0, {})
    bodies = {key: (slug, name) for key, slug, name in Body.objects.values_list("pk", "slug", "name")}
    first = (min(max(page, 1), A_PAGE * LAST_PAGE // size) - 1) * size
    with engine().asking() as cursor:
        numbers, total, seen = _counted(cursor, query, narrowing)
        order = order if total > 1 else Order.NEWEST  # one alone needs no rank, for which its words are looked up again
        rank = 0 if total > COUNTED else RANKED
        keys = _keys(cursor, query, narrowing, order, slice(first, first + size), rank) if first < total else []
    return Found(_results(keys, query, bodies), total, _facets(numbers, bodies), is_sampled=seen > COUNTED)


def count(query: Query, narrowing: Narrowing) -> int:
    """How many entries are found; of more than `COUNTED` one more than that."""
    with engine().asking() as cursor:
        return _counted(cursor, query, narrowing)[1]


def _counted(cursor: Any, query: Query, narrowing: Narrowing) -> tuple[dict[str, dict[str, int]], int, int]:
    """For each facet its values with their numbers under all other facets; the total; how many the numbers are of.

    One statement, one row for each value: groups are summed up where they are. One more than `COUNTED` is counted, to
    tell that there are more. What is found is read once and kept nowhere: only its groups are.
    """
    found, values = engine().newest_of(query, replace(narrowing, chosen={}), COUNTED + 1)
    asked, parts = list(values), []
    for name in FACETS:
        narrowed, chosen = narrowing.without(name).of_groups("id")
        column = "wards" if name == "ward" else name
        parts.append(
            f"SELECT '{name}' AS facet, CAST({column} AS text) AS value, sum(number) AS number FROM counted "
            f"WHERE TRUE{narrowed} GROUP BY 2"
        )
        asked += chosen
    parts.append("SELECT 'seen', '', sum(number) FROM counted")
    if narrowing.chosen:
        total, more = engine().newest_of(query, narrowing, COUNTED + 1)
        parts.append(f"SELECT 'total', '', count(*) FROM ({total}) AS these")
        asked += more
    cursor.execute(
        f"WITH numbered AS MATERIALIZED (SELECT id & {GROUP} AS own, count(*) AS number FROM ({found}) AS found "
        "GROUP BY 1), counted AS MATERIALIZED "
        "(SELECT council_searchgroup.*, number FROM numbered JOIN council_searchgroup ON id = own) "
        + " UNION ALL ".join(parts),
        asked,
    )
    numbers: dict[str, dict[str, int]] = {name: {} for name in (*FACETS, "total", "seen")}
    for name, value, number in cursor.fetchall():
        numbers[name][value] = int(number or 0)
    seen = numbers["seen"][""]
    return numbers, numbers["total"].get("", seen), seen


def _keys(cursor: Any, query: Query, narrowing: Narrowing, order: Order, page: slice, rank: int) -> list[int]:
    """Keys of a page, beside those in titles by rank among the newest `rank`."""
    if order == Order.NEWEST or query.is_empty:
        found, values = engine().newest_of(query, narrowing, page.stop)
        cursor.execute(found, values)
        return [key for (key,) in cursor.fetchall()][page.start :]
    statement, values = engine().ranked(query, narrowing, page.stop, rank)
    cursor.execute(statement, values)
    return list(dict.fromkeys(key for _tier, _rank, key in cursor.fetchall()))[page]


def _results(keys: list[int], query: Query, bodies: Mapping[int, tuple[str, str]]) -> list[Result]:
    rows = SearchEntry.objects.in_bulk(keys)
    groups = SearchGroup.objects.in_bulk({key & GROUP for key in keys})
    nobody = ("", "")
    return [
        Result(
            kind=row.kind,
            reference=row.reference,
            title=excerpts.marked(row.heading or row.title, query.stems),
            excerpt=excerpts.excerpt(row.text, query.stems),
            address=row.address,
            part=row.part,
            code=row.code,
            body=bodies.get(group.body, nobody)[1],
            happened_on=row.happened_on,
            outcome=group.outcome,
        )
        for key in keys
        if (row := rows.get(key)) is not None and (group := groups.get(key & GROUP)) is not None
    ]


def _facets(
    numbers: Mapping[str, Mapping[str, int]], bodies: Mapping[int, tuple[str, str]]
) -> dict[str, list[tuple[str, str, int]]]:
    """For each facet what there is to choose: value, words, number."""
    wards: Counter[str] = Counter()
    names: list[str] = []
    for kept, number in numbers["ward"].items():
        wards.update(dict.fromkeys(wards_of(kept), number))
        names += wards_of(kept).values()
    named = names_of(names)
    found = {name: [(value, value, n) for value, n in numbers[name].items() if value] for name in FACETS}
    found["ward"] = [(ward, named[ward], n) for ward, n in wards.items() if ward in named]
    found["body"] = [(*bodies[int(key)], n) for key, n in numbers["body"].items() if int(key) in bodies]
    # Years the newest first, as lists have them; all else in the order of its words.
    return {name: sorted(rows, key=lambda row: row[1].lower(), reverse=name == "year") for name, rows in found.items()}


def matching(text: str, serials: Iterable[int]) -> set[int]:
    """Which of these entries of the register are about something a search finds now, and may still be shown.

    An entry is about the record it was made for, and about what stands at the address of its event: the outcome of an
    item about that item, a call-in about its decision.
    """
    query = parse(text)
    if query.is_empty:
        return set()
    events = PublicEvent.objects.shown().filter(entry__in=list(serials))
    known = list(events.values_list("entry_id", "reference", "address"))
    sql, values = engine().keys_of(query, Narrowing())
    about = Q(reference__in={reference for _, reference, _ in known})
    about |= Q(address__in={address for _, _, address in known if address})
    found = SearchEntry.objects.filter(about, pk__in=RawSQL(sql, values)).values_list("reference", "address")
    codes = {reference for reference, _address in found}
    addresses = {address for _reference, address in found}
    return {serial for serial, reference, address in known if reference in codes or address in addresses}


def rows_matching(kind: str, query: Query) -> Any:
    """Keys of the model's rows of this kind that are found, for `pk__in`: a list's own filter by words."""
    if query.is_empty:
        return SearchEntry.objects.none().values("row")
    sql, values = engine().keys_of(query, Narrowing({"kind": kind}))
    return SearchEntry.objects.filter(kind=kind, pk__in=RawSQL(sql, values)).values("row")
