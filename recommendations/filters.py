"""The public list's filters: words, answer, progress, stage, committee, year, ward, topic. Each has its counts.

The rows come from `public_recommendations()`; whatever a filter cannot use is left out and said on the page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Right
from django.utils.translation import gettext_lazy as _

from council import facets
from council.models import Council
from council.statute.periods import MunicipalYear, municipal_year
from council.words_filter import WordsFilter
from meetings import subjects
from meetings.filters_counted import Counted, FilterForm, choice, in_groups, subject_codes, topic_filter, ward_filter
from meetings.models import AgendaItem
from recommendations import states
from recommendations.choices import LATER_STAGES
from recommendations.choices_progress import OPEN_STATES, REPORTED_STATES, Implementation
from recommendations.models import Recommendation, RecommendationSet, ResponseItem
from recommendations.querysets_progress import standing, with_progress
from recommendations.wording import OUTCOMES

FIRST_YEAR = 1974
# What a reader may ask for -> which states of implementation that is. Scrutiny closes, not who did the work.
PROGRESS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (_("Not yet complete"), OPEN_STATES),
    "reported": (_("Reported, not yet confirmed"), REPORTED_STATES),
    "complete": (_("Complete (confirmed by scrutiny)"), (Implementation.COMPLETE_CONFIRMED,)),
    "closed": (_("Closed as not implemented"), (Implementation.CLOSED,)),
}
GROUPED_BY = (
    "set__made_by__slug", "set__made_by__name", "outcome", "state", "set__status", "year", "implementation",
)  # fmt: skip


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
    """The name of the municipal year of a set, as `municipal_year` gives it; empty before the councils of today.

    In two parts and not one for each year: the database would read sixty comparisons in every list.
    """
    first, last = (municipal_year(datetime.date(year, 12, 31)) for year in (FIRST_YEAR, on.year))
    began = facets.started_in("set__made_on")
    name = Concat(Cast(began, CharField()), Value("/"), Right(Cast(began + 1, CharField()), 2))
    return Case(When(set__made_on__range=(first.first_on, last.last_on), then=name), default=Value(""))


def year_of(name: str) -> MunicipalYear | None:
    """The municipal year called "2026/27"."""
    try:
        year = municipal_year(datetime.date(int(name[:4]), 12, 31))
    except ValueError:
        return None
    return year if year.name == name else None


class RecommendationFilter(Counted):
    """Filters of `/recommendations/`; the rows are those of `public_recommendations`, as on the day `on`."""

    words = WordsFilter("recommendation")
    state = choice(
        _("Waiting or answered"), _("All"), _("That is not one of those listed, so all are shown"),
        method="in_state", widget=forms.RadioSelect,
    )  # fmt: skip
    progress = choice(
        _("Progress"), _("All"), _("That progress is not one of those listed, so all are shown"), method="in_progress"
    )
    stage = choice(
        _("Stage"), _("All"), _("That stage is not one of those listed, so all are shown"), field_name="set__status"
    )
    outcome = choice(
        _("Answer"), _("All"), _("That answer is not one of those listed, so all are shown"), widget=forms.RadioSelect
    )
    body = choice(
        _("Made by"), _("All committees"), _("That committee is not one of those listed, so all are shown"),
        field_name="set__made_by__slug",
    )  # fmt: skip
    year = choice(
        _("Made in the year (May to April)"), _("All years"),
        _("No recommendation was made in that year, so all years are shown"), method="in_year",
    )  # fmt: skip
    ward = ward_filter(_("Nothing here is about that ward, so all are shown"))
    topic = topic_filter(_("Nothing here is about that topic, so all are shown"))

    class Meta:
        model = Recommendation
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Mapping[str, Any], queryset: QuerySet[Recommendation], on: datetime.date) -> None:
        self.on = on
        super().__init__(data, queryset)

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By everything that is filtered by."""
        return in_groups(with_progress(rows, self.on), *GROUPED_BY, *subjects.COLUMNS)

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The choices that these recommendations fit."""
        return subject_codes(row) | {
            "body": {row["set__made_by__slug"]},
            "outcome": {row["outcome"]},
            "state": {code for code, (_words, members) in states.ASKED.items() if row["state"] in members},
            "progress": {code for code, (_words, members) in PROGRESS.items() if row["implementation"] in members},
            "stage": {row["set__status"]},
            "year": {row["year"]} - {""},
        }

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Committees, wards and topics by name, years newest first."""
        own: dict[str, Mapping[str, Any]] = {
            "state": {code: words for code, (words, _members) in states.ASKED.items()},
            "progress": {code: words for code, (words, _members) in PROGRESS.items()},
            "stage": {str(stage.value): stage.label for stage in LATER_STAGES},
            "outcome": OUTCOMES,
            "body": facets.named((row["set__made_by__slug"], row["set__made_by__name"]) for row in rows),
            "year": facets.years_offered(self.facets),
        }
        return own | self.subject_choices()

    def in_state(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows whose set is in one of the states that are asked for."""
        return rows.filter(state__in=states.ASKED[asked][1])

    def in_year(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows of sets made from 1 May to 30 April."""
        year = year_of(asked)
        return rows.filter(set__made_on__range=(year.first_on, year.last_on)) if year else rows.none()

    def in_progress(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows that stand in one of the states of implementation that are asked for."""
        return with_progress(rows, self.on).filter(implementation__in=PROGRESS[asked][1])
