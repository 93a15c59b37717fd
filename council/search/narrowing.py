"""What narrows a search beside its words: facets and dates, as conditions on the key of an entry."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from council.models import SearchGroup
from council.search import places

FACETS = ("kind", "body", "office", "outcome", "year", "ward")


@dataclass(frozen=True)
class Narrowing:
    """`chosen` has a value for each facet that is used: `body` is its key, the others are what entries say."""

    chosen: Mapping[str, Any] = field(default_factory=dict)
    first_on: datetime.date | None = None
    last_on: datetime.date | None = None

    def span(self, column: str) -> tuple[str, list[Any]]:
        """The condition for the dates alone."""
        if self.first_on is None and self.last_on is None:
            return "", []
        last = places.last_of(self.last_on) if self.last_on else places.LAST
        return f" AND {column} BETWEEN %s AND %s", [places.first_of(self.first_on), last]

    def of_groups(self, column: str) -> tuple[str, list[Any]]:
        """The condition for the facets alone."""
        if not self.chosen:
            return "", []
        sql, values = SearchGroup.objects.filter(**self._wanted()).values("pk").query.sql_with_params()
        return f" AND ({column} & {places.GROUP}) IN ({sql})", list(values)

    def both(self, column: str) -> tuple[str, list[Any]]:
        """The whole condition."""
        (within, first), (narrowed, second) = self.span(column), self.of_groups(column)
        return within + narrowed, first + second

    def without(self, facet: str) -> Narrowing:
        """The same but for one facet."""
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name != facet})

    def _wanted(self) -> dict[str, Any]:
        wanted = {name: value for name, value in self.chosen.items() if name != "ward"}
        return wanted | ({"wards__contains": f"|{self.chosen['ward']}:"} if "ward" in self.chosen else {})
