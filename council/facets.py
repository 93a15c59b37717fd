"""Filters whose every choice says how many rows there would be: one grouped query, and sums over it.

A list reads its public rows once in groups; under each choice stand the rows that fit it and all other choices made.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.db.models import Case, Value, When
from django.db.models.functions import ExtractYear

from council.statute.periods import municipal_year

Choices = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """So many rows that fit the same choices: name of the filter -> the codes of its choices that they fit."""

    codes: Mapping[str, Collection[str]]
    number: int

    def fits(self, chosen: Mapping[str, str]) -> bool:
        """Whether these rows stay under all the choices made."""
        return all(code in self.codes[name] for name, code in chosen.items())


@dataclass(frozen=True)
class Facets:
    """The groups of a list. Every count on its page, the total included, is a sum over them."""

    groups: tuple[Group, ...]
    # Filter -> the rows for each of its choices while no other choice is made.
    _of_all: dict[str, Counter[str]] = field(default_factory=dict, repr=False, compare=False)

    def counts(self, name: str, chosen: Mapping[str, str]) -> Counter[str]:
        """Rows for each choice of the filter `name`, under every other choice made."""
        others = {other: code for other, code in chosen.items() if other != name}
        if others:
            return self._sums(name, others)
        if name not in self._of_all:
            self._of_all[name] = self._sums(name, others)
        return self._of_all[name]

    def _sums(self, name: str, others: Mapping[str, str]) -> Counter[str]:
        counter: Counter[str] = Counter()
        for group in self.groups:
            if group.fits(others):
                for code in group.codes[name]:
                    counter[code] += group.number
        return counter

    def total(self, chosen: Mapping[str, str]) -> int:
        """Rows under all the choices made."""
        return sum(group.number for group in self.groups if group.fits(chosen))

    def codes(self, name: str) -> set[str]:
        """Every choice of a filter that any row fits."""
        return {code for group in self.groups for code in group.codes[name]}


def chosen_of(data: Mapping[str, Any], offers: Mapping[str, Choices]) -> dict[str, str]:
    """The choices of a query that are among those offered; anything else narrows nothing."""
    return {name: str(data[name]) for name, choices in offers.items() if str(data.get(name) or "") in choices}


def offer(filters: django_filters.FilterSet, facets: Facets, offers: Mapping[str, Choices], chosen: Choices) -> None:
    """Give the filters their choices, each with its count under the others that were made: "Cabinet (12)"."""
    for name, choices in offers.items():
        counts = facets.counts(name, chosen)
        filters.filters[name].extra["choices"] = [
            (code, f"{words} ({counts[code]:,})") for code, words in choices.items()
        ]


def started_in(field: str) -> Any:
    """The calendar year in which the municipal year of a date column began, in SQL."""
    before_may = Case(When(**{f"{field}__month__lt": 5}, then=Value(1)), default=Value(0))
    return ExtractYear(field) - before_may


def year_codes(first: int | None) -> set[str]:
    """The name of the municipal year that began in a calendar year; none where the date is not recorded."""
    return {municipal_year(datetime.date(first, 12, 31)).name} if first is not None else set()


def days_of_year(name: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the municipal year called "2026/27"."""
    year = municipal_year(datetime.date(int(name[:4]), 12, 31))
    return year.first_on, year.last_on


def years_offered(facets: Facets, name: str = "year") -> dict[str, str]:
    """The municipal years that any row fits, the newest first."""
    return {year: year for year in sorted(facets.codes(name), reverse=True)}


def named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Code -> words of pairs, each once, in the order of the words."""
    return dict(sorted(dict(pairs).items(), key=lambda pair: pair[1].lower()))
