"""What narrows a search beside its words: facets and dates, as conditions on the key of an entry."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from council.models import SearchGroup
from council.search import places
from council.search.marks import mark

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

    @property
    def groups(self) -> QuerySet[SearchGroup]:
        """What entries are counted under that fits the facets."""
        wanted = {name: value for name, value in self.chosen.items() if name != "ward"}
        wanted |= {"wards__contains": f"|{self.chosen['ward']}:"} if "ward" in self.chosen else {}
        return SearchGroup.objects.filter(**wanted)

    def of_groups(self, column: str) -> tuple[str, list[Any]]:
        """The condition for the facets alone."""
        if not self.chosen:
            return "", []
        sql, values = self.groups.values("pk").query.sql_with_params()
        return f" AND ({column} & {places.GROUP}) IN ({sql})", list(values)

    @property
    def marks(self) -> list[str]:
        """The condition for the facets as words of the index that must all be there."""
        return [mark(facet, value) for facet, value in self.chosen.items()]

    def without(self, facet: str) -> Narrowing:
        """The same but for one facet."""
        return replace(self, chosen={name: value for name, value in self.chosen.items() if name != facet})

    def named(self, code: str) -> tuple[str, list[Any]]:
        """A statement for (tier, rank, key) of what has this reference: before all that is found by its words."""
        (within, first), (narrowed, second) = self.span("id"), self.of_groups("id")
        named = "SELECT -1 AS tier, 0.0 AS worth, id FROM council_searchentry WHERE code = %s AND code <> ''"
        return f"{named}{within}{narrowed}", [code, *first, *second]
