"""The public list's filters: words, answer, progress, stage, committee, year, ward, topic. Each has its counts.

The rows come from `public_recommendations()`; whatever a filter cannot use is left out and said on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from council import facets, search
from council.facets import chosen_of, offer
from council.forms import PlainForm
from council.models import Council
from council.statute.periods import MunicipalYear, municipal_year
from council.subjects import lines_with, names_of
from meetings import subjects
from meetings.filters_counted import KINDS, subject_codes
from meetings.models import AgendaItem
from recommendations import states
from recommendations.choices import LATER_STAGES
from recommendations.choices_progress import OPEN_STATES, REPORTED_STATES, Implementation
from recommendations.models import Recommendation, RecommendationSet, ResponseItem
from recommendations.querysets_progress import standing, with_progress
from recommendations.wording import OUTCOMES

LONGEST = 200
FIRST_YEAR = 1974
# What a reader may ask for -> which states of implementation that is. Scrutiny closes, not who did the work.
PROGRESS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (_("Not yet complete"), OPEN_STATES),
    "reported": (_("Reported, not yet confirmed"), REPORTED_STATES),
    "complete": (_("Complete (confirmed by scrutiny)"), (Implementation.COMPLETE_CONFIRMED,)),
    "closed": (_("Closed as not implemented"), (Implementation.CLOSED,)),
}


def public_recommendations(council: Council, on: datetime.date) -> QuerySet[Recommendation]:
    """Every recommendation of a public set, with `outcome`, `state`, `answered_on` and the `year` it was made in.

    The outcome is that of the newest public full response; an interim one answers nothing yet.
    """
    answer = ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))
    return Recommendation.objects.filter(set__in=RecommendationSet.objects.published()).annotate(
        outcome=Coalesce(Subquery(answer.values("outcome")[:1]), Value("")),
        **states.of_sets(council, on, via="set"),
        year=year_made(on),
        **about_what("set__"),
    )


def about_what(via: str = "") -> dict[str, Any]:
    """The columns of `meetings/subjects.py` for a set: its own issue's, else that of the public item it was made at."""
    paths = (f"{via}issue", f"{via}made_at__issue")
    at_public_item = AgendaItem.public_when(f"{via}made_at__")
    return {
        "own_wards": subjects.NOTHING,
        "issue_wards": subjects.of_issue("wards", *paths, when=at_public_item),
        "issue_topics": subjects.of_issue("topics", *paths, when=at_public_item),
    }


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
class Facets(facets.Facets):
    """The groups of public recommendations, as far as the words stand in them."""

    bodies: dict[str, str]
    lines: dict[str, list[str]]
    on: datetime.date

    @classmethod
    def of(cls, rows: QuerySet[Recommendation], words: str, on: datetime.date) -> Facets:
        """Read the groups of all public rows: one query. A group without the words counts nothing."""
        match = Case(When(searched(words), then=Value(True)), default=Value(False)) if words else Value(True)
        names = ("set__made_by__slug", "set__made_by__name", "outcome", "state", "set__status", "year", "matches",
                 "implementation", *subjects.COLUMNS)  # fmt: skip
        counted = with_progress(rows.annotate(matches=match), on).order_by().values(*names)
        read = list(counted.annotate(number=Count("pk")))
        groups = tuple(facets.Group(_codes(row), row["number"] if row["matches"] else 0) for row in read)
        known = facets.named((row["set__made_by__slug"], row["set__made_by__name"]) for row in read)
        lines = {kind: [line for row in read for line in subjects.lines_of(row, kind)] for kind in KINDS.values()}
        return cls(groups, known, lines, on)

    def years(self) -> dict[str, str]:
        """Every municipal year with a public recommendation, newest first."""
        return facets.years_offered(self)


def _codes(row: Mapping[str, Any]) -> dict[str, Any]:
    """The choices that a group fits."""
    return subject_codes(row) | {
        "body": {row["set__made_by__slug"]},
        "outcome": {row["outcome"]},
        "state": {code for code, (_words, members) in states.ASKED.items() if row["state"] in members},
        "progress": {code for code, (_words, members) in PROGRESS.items() if row["implementation"] in members},
        "stage": {row["set__status"]},
        "year": {row["year"]} - {""},
    }


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
        method="in_state", label=_("Waiting or answered"), empty_label=_("All"), widget=forms.RadioSelect,
        hint=_("That is not one of those listed, so all are shown"),
    )  # fmt: skip
    progress = Choice(
        method="in_progress", label=_("Progress"), empty_label=_("All"),
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
    ward = Choice(
        method="about_ward", label=_("Ward"), empty_label=_("All"),
        hint=_("Nothing here is about that ward, so all are shown"),
    )  # fmt: skip
    topic = Choice(
        method="about_topic", label=_("Topic"), empty_label=_("All topics"),
        hint=_("Nothing here is about that topic, so all are shown"),
    )  # fmt: skip

    class Meta:
        model = Recommendation
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Mapping[str, Any], *, queryset: QuerySet[Recommendation], facets: Facets) -> None:
        super().__init__(data, queryset=queryset)
        self.facets = facets
        self.offers: dict[str, Mapping[str, Any]] = {
            "state": {code: words for code, (words, _members) in states.ASKED.items()},
            "progress": {code: words for code, (words, _members) in PROGRESS.items()},
            "stage": {str(stage.value): stage.label for stage in LATER_STAGES},
            "outcome": OUTCOMES,
            "body": facets.bodies,
            "year": facets.years(),
            **{name: names_of(facets.lines[kind]) for name, kind in KINDS.items()},
        }
        self.chosen = chosen_of(data, self.offers)
        offer(self, facets, self.offers, self.chosen)
        for name in KINDS:
            if not self.offers[name]:
                del self.filters[name]  # nothing to choose from

    @property
    def total(self) -> int:
        """How many rows the filters leave."""
        return self.facets.total(self.chosen)

    def said(self, name: str) -> str:
        """What was chosen in a filter, in words; empty for all."""
        return str(self.offers[name].get(self.chosen.get(name, ""), ""))

    def call_wards(self, word: str) -> None:
        """Label the filter by ward with the council's own word."""
        if "ward" in self.form.fields:
            self.form.fields["ward"].label = word

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

    def in_progress(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows that stand in one of the states of implementation that are asked for."""
        return with_progress(rows, self.facets.on).filter(implementation__in=PROGRESS[asked][1])

    def about_ward(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows about a ward."""
        return rows.filter(subjects.about("wards", lines_with(self.facets.lines["wards"], asked)))

    def about_topic(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows about a topic."""
        return rows.filter(subjects.about("topics", lines_with(self.facets.lines["topics"], asked)))
