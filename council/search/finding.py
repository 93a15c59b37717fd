"""Finds: one page of results with their excerpts, how many there are, and counts for the filters.

Reads the index alone, which holds nothing that is not public. How many statements it takes does not depend on how many
results there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from council.models import Body, PublicEvent, SearchEntry, SearchGroup
from council.search import excerpts, postgresql, sqlite
from council.search.narrowing import FACETS, Narrowing
from council.search.places import GROUP
from council.search.query import Query, parse

A_PAGE, LAST_PAGE = 20, 50
# Ranked are the newest so many that are found; counted for the filters are the newest so many.
RANKED, COUNTED = A_PAGE * LAST_PAGE, 20_000
GROUP_VALUES = ("pk", "kind", "body", "office", "outcome", "year", "wards", "size")


class Order(StrEnum):
    """How results are sorted."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True)
class Result:
    """One result as a page shows it; `title` and `excerpt` are safe HTML with `<mark>`."""

    kind: str
    title: SafeString
    excerpt: SafeString
    address: str
    part: int
    code: str
    body: str
    happened_on: Any
    group: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One page of results. `total` is exact. `facets` has for each name what may be chosen, as (value, words, number).

    `is_sampled`: there are so many results that the numbers in `facets` are of the newest `COUNTED` alone.
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


def find(query: Query, narrowing: Narrowing, order: Order = Order.BEST, page: int = 1) -> Found:
    """One page of what is found. A query without words finds everything there is, the newest first."""
    if query.is_empty and (query.text or query.hints):
        return Found([], 0, {})
    bodies = {key: (slug, name) for key, slug, name in Body.objects.values_list("pk", "slug", "name")}
    counted, total = _counted(query, narrowing)
    groups = {row["pk"]: row for row in SearchGroup.objects.filter(pk__in=counted).values(*GROUP_VALUES)}
    first = (min(max(page, 1), LAST_PAGE) - 1) * A_PAGE
    keys = _keys(query, narrowing, order, first) if first < total else []
    return Found(
        rows=_results(keys, query, groups, bodies),
        total=total,
        facets=_facets(counted, groups, narrowing, bodies),
        is_sampled=sum(counted.values()) >= COUNTED,
    )


def count(query: Query, narrowing: Narrowing) -> int:
    """How many entries are found."""
    return 0 if query.is_empty else engine().counted(query, narrowing, 0)[1]


def _counted(query: Query, narrowing: Narrowing) -> tuple[dict[int, int], int]:
    """Entries of each group within the dates, and the total with all that is chosen."""
    if not query.is_empty:
        rows, total = engine().counted(query, narrowing, COUNTED)
        return dict(rows), total
    rows = narrowing.entries(within_dates_alone=True).values_list("group").annotate(Count("id"))
    return dict(rows), narrowing.entries().count()


def _keys(query: Query, narrowing: Narrowing, order: Order, first: int) -> list[int]:
    if query.is_empty:
        return list(narrowing.entries().order_by("-id").values_list("pk", flat=True)[first : first + A_PAGE])
    if order == Order.NEWEST:
        return engine().newest(query, narrowing, first, A_PAGE)
    ranked = engine().ranked(query, narrowing, RANKED)
    if not first and len(query.clauses) == 1:
        exact = set(SearchEntry.objects.filter(code=query.code).exclude(code="").values_list("pk", flat=True)[:RANKED])
        ranked = sorted(ranked, key=lambda key: key not in exact)
    return ranked[first : first + A_PAGE]


def _results(keys: list[int], query: Query, groups: Mapping[int, Any], bodies: Mapping[int, Any]) -> list[Result]:
    rows = SearchEntry.objects.in_bulk(keys)
    return [
        Result(
            kind=row.kind,
            title=excerpts.marked(row.heading or row.title, query.stems),
            excerpt=excerpts.excerpt(row.text, query.stems),
            address=row.address,
            part=row.part,
            code=row.code,
            body=bodies.get(group.get("body", 0), ("", ""))[1],
            happened_on=row.happened_on,
            group=group,
        )
        for key in keys
        if (row := rows.get(key)) is not None
        for group in [groups.get(key & GROUP, {})]
    ]


def _facets(
    counted: Mapping[int, int], groups: Mapping[int, Any], narrowing: Narrowing, bodies: Mapping[int, Any]
) -> dict[str, list[tuple[str, str, int]]]:
    """For each facet what there is to choose, each with its number under all other facets that are chosen."""
    numbers: dict[str, Counter[Any]] = {name: Counter() for name in FACETS}
    for key, number in counted.items():
        group = groups[key]
        values = {name: group[name] for name in FACETS if name != "ward"}
        wards = group["wards"].strip("|").split("|")
        missed = [
            name
            for name, wanted in narrowing.chosen.items()
            if (wanted not in wards if name == "ward" else values[name] != wanted)
        ]
        if len(missed) > 1:
            continue
        for name in missed or FACETS:
            for value in wards if name == "ward" else (values[name],):
                if value:
                    numbers[name][value] += number
    found = {name: [(str(value), str(value), n) for value, n in numbers[name].items()] for name in FACETS}
    found["body"] = [(*bodies[value], n) for value, n in numbers["body"].items() if value in bodies]
    return {name: sorted(rows, key=lambda row: row[1].lower()) for name, rows in found.items()}


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
    sql, values = engine().keys_of(query)
    about = Q(reference__in={reference for _, reference, _ in known})
    about |= Q(address__in={address for _, _, address in known if address})
    found = SearchEntry.objects.filter(about, pk__in=RawSQL(sql, values)).values_list("reference", "address")
    codes = {reference for reference, _address in found}
    addresses = {address for _reference, address in found}
    return {serial for serial, reference, address in known if reference in codes or address in addresses}


def rows_matching(kind: str, query: Query) -> Any:
    """Keys of the model's rows of this kind that are found, for `pk__in`: a list's own filter by words."""
    sql, values = engine().keys_of(query)
    return SearchEntry.objects.filter(kind=kind, pk__in=RawSQL(sql, values)).values("row")
