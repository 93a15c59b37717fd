"""The public list's filters: committee, answer, state, stage, year, words. Named fields only; each has its counts.

The rows come from `public_recommendations()`; whatever a filter cannot use is left out and said on the page.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from council import search
from council.forms import PlainForm
from council.models import Council
from council.statute.periods import MunicipalYear, municipal_year
from recommendations import states
from recommendations.choices import LATER_STAGES
from recommendations.models import Recommendation, RecommendationSet, ResponseItem
from recommendations.querysets_progress import standing
from recommendations.wording import OUTCOMES

LONGEST = 200
FIRST_YEAR = 1974


def public_recommendations(council: Council, on: datetime.date) -> QuerySet[Recommendation]:
    """Every recommendation of a public set, with `outcome`, `state`, `answered_on` and the `year` it was made in.

    The outcome is that of the newest public full response; an interim one answers nothing yet.
    """
    answer = ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))
    return Recommendation.objects.filter(set__in=RecommendationSet.objects.published()).annotate(
        outcome=Coalesce(Subquery(answer.values("outcome")[:1]), Value("")),
        **states.of_sets(council, on, via="set"),
        year=year_made(on),
    )


def year_made(on: datetime.date) -> Case:
    """The name of the municipal year of a set; empty for one made before the councils of today."""
    years = [municipal_year(datetime.date(year, 12, 31)) for year in range(on.year, FIRST_YEAR - 1, -1)]
    cases = [When(set__made_on__range=(year.first_on, year.last_on), then=Value(year.name)) for year in years]
    return Case(*cases, default=Value(""))


def words_of(data: Mapping[str, Any]) -> str:
    """The words that are searched for; none where the form refuses them."""
    words = str(data.get("words") or "").strip()
    return "" if len(words) > LONGEST or "\x00" in words else words


def searched(words: str) -> Q:
    """Rows that the site's search finds for these words: by the same index, so both give the same rows.

    It holds no word that is withheld: a match would give it away.
    """
    return Q(pk__in=search.rows_matching("recommendation", search.parse(words)))


def year_of(name: str) -> MunicipalYear | None:
    """The municipal year called "2026/27"."""
    try:
        year = municipal_year(datetime.date(int(name[:4]), 12, 31))
    except ValueError:
        return None
    return year if year.name == name else None


@dataclass(frozen=True)
class Facets:
    """How many rows there are in each group of body, outcome, state, year and whether the words stand in them.

    One grouped query; every count on the page, the total included, is a sum over it.
    """

    groups: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, rows: QuerySet[Recommendation], words: str) -> Facets:
        """Read the groups of all public rows."""
        match = Case(When(searched(words), then=Value(True)), default=Value(False)) if words else Value(True)
        names = ("set__made_by__slug", "set__made_by__name", "outcome", "state", "set__status", "year", "matches")
        counted = rows.annotate(matches=match).order_by().values(*names).annotate(number=Count("pk"))
        return cls(tuple(_group(row) for row in counted))

    def counts(self, name: str, chosen: Mapping[str, str]) -> Counter[str]:
        """Rows for each value of `name`, under every other filter that is chosen."""
        others = {other: value for other, value in chosen.items() if other != name}
        counter: Counter[str] = Counter()
        for group in self.groups:
            if group["matches"] and _is_in(group, others):
                counter[group[name]] += group["number"]
        return counter

    def total(self, chosen: Mapping[str, str]) -> int:
        """Rows under all the filters that are chosen."""
        return sum(group["number"] for group in self.groups if group["matches"] and _is_in(group, chosen))

    def bodies(self) -> list[tuple[str, str]]:
        """Slug and name of every body with a public recommendation, by name."""
        return sorted({(group["body"], group["body_name"]) for group in self.groups}, key=lambda pair: pair[1].lower())

    def years(self) -> list[str]:
        """Every municipal year with a public recommendation, newest first."""
        return sorted({group["year"] for group in self.groups if group["year"]}, reverse=True)


def _group(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "body": row["set__made_by__slug"],
        "body_name": row["set__made_by__name"],
        "outcome": row["outcome"],
        "state": row["state"],
        "stage": row["set__status"],
        "year": row["year"],
        "matches": row["matches"],
        "number": row["number"],
    }


def _is_in(group: Mapping[str, Any], chosen: Mapping[str, str]) -> bool:
    return all(
        group["state"] in states.ASKED[value][1] if name == "state" else group[name] == value
        for name, value in chosen.items()
    )


class FilterForm(PlainForm):
    """The filters as a form: nothing is required, so nothing is marked optional."""

    mark_optional = False


class Choice(django_filters.ChoiceFilter):
    """One of the values that are listed; anything else is left out and said so."""

    def __init__(self, *args: Any, hint: Any, **options: Any) -> None:
        super().__init__(*args, error_messages={"invalid_choice": hint}, **options)


class RecommendationFilter(django_filters.FilterSet):
    """Filters of `/recommendations/`. The choices and their counts are put in from the facets."""

    words = django_filters.CharFilter(
        method="with_words",
        label=_("Words"),
        max_length=LONGEST,
        strip=True,
        error_messages={
            "max_length": _("Search for 200 characters or fewer: these words were not used"),
            "null_characters_not_allowed": _("Search for words: what was entered was not used"),
        },
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = Choice(
        method="in_state", label=_("Progress"), empty_label=_("All"), widget=forms.RadioSelect,
        hint=_("That progress is not one of those listed, so all are shown"),
    )  # fmt: skip
    stage = Choice(
        field_name="set__status", label=_("Stage"), empty_label=_("All"),
        hint=_("That stage is not one of those listed, so all are shown"),
    )  # fmt: skip
    outcome = Choice(
        label=_("Answer"),
        empty_label=_("All"),
        widget=forms.RadioSelect,
        hint=_("That answer is not one of those listed, so all are shown"),
    )
    body = Choice(
        field_name="set__made_by__slug", label=_("Made by"), empty_label=_("All committees"),
        hint=_("That committee is not one of those listed, so all are shown"),
    )  # fmt: skip
    year = Choice(
        method="in_year", label=_("Made in the year (May to April)"), empty_label=_("All years"),
        hint=_("No recommendation was made in that year, so all years are shown"),
    )  # fmt: skip

    class Meta:
        model = Recommendation
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Mapping[str, Any], *, queryset: QuerySet[Recommendation], facets: Facets) -> None:
        super().__init__(data, queryset=queryset)
        self.facets = facets
        known: dict[str, Iterable[str]] = {
            "state": states.ASKED,
            "stage": [str(stage.value) for stage in LATER_STAGES],
            "outcome": OUTCOMES,
            "body": [slug for slug, _name in facets.bodies()],
            "year": facets.years(),
        }
        self.chosen = {name: data[name] for name, values in known.items() if str(data.get(name)) in values}
        self._offer()

    def _offer(self) -> None:
        """Give every choice its count under the other choices."""
        counts = {name: self.facets.counts(name, self.chosen) for name in ("state", "stage", "outcome", "body", "year")}
        offers: dict[str, Iterable[tuple[str, Any, int]]] = {
            "state": [
                (code, words, sum(counts["state"][found] for found in members))
                for code, (words, members) in states.ASKED.items()
            ],
            "stage": [(str(stage.value), stage.label, counts["stage"][stage.value]) for stage in LATER_STAGES],
            "outcome": [(code, words, counts["outcome"][code]) for code, words in OUTCOMES.items()],
            "body": [(slug, name, counts["body"][slug]) for slug, name in self.facets.bodies()],
            "year": [(year, year, counts["year"][year]) for year in self.facets.years()],
        }
        for name, choices in offers.items():
            self.filters[name].extra["choices"] = [(code, f"{words} ({number})") for code, words, number in choices]

    @property
    def total(self) -> int:
        """How many rows the filters leave."""
        return self.facets.total(self.chosen)

    def with_words(self, rows: QuerySet, name: str, words: str) -> QuerySet:
        """Rows in which every word stands."""
        return rows.filter(searched(words))

    def in_state(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows whose set is in one of the states that are asked for."""
        return rows.filter(state__in=states.ASKED[asked][1])

    def in_year(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows of sets made from 1 May to 30 April."""
        year = year_of(asked)
        return rows.filter(set__made_on__range=(year.first_on, year.last_on)) if year else rows.none()
