"""The public list's filters: words, answer, progress, stage, committee, year, ward, topic. Each has its counts.

Whatever a filter cannot use is left out and said on the page.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Right
from django.utils.translation import gettext_lazy as _

from council import facets
from council.kept_counts import keeper
from council.models import Council
from council.statute.periods import MunicipalYear, municipal_year
from council.words_filter import WordsFilter
from meetings import subjects
from meetings.filters_counted import Counted, FilterForm, choice, in_groups, subject_codes, topic_filter, ward_filter
from meetings.models import AgendaItem
from recommendations import states
from recommendations.choices import LATER_STAGES
from recommendations.choices_progress import OPEN_STATES, REPORTED_STATES, Implementation
from recommendations.models import Recommendation, ResponseItem
from recommendations.querysets_progress import implementation_of, public_rows, standing
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
FACTS_OF_GROUPS = ("outcome", "state", "year", "implementation")


def public_recommendations(council: Council, on: datetime.date) -> QuerySet[Recommendation]:
    """Every recommendation of a public set, with all of `facts_of` but what only orders or groups."""
    facts = facts_of(council, on)
    return public_rows().annotate(**{name: facts[name] for name in facts if name not in APART})


# Facts that only filters and the order use.
APART = ("is_answered", "waits_until", "implementation")


def facts_of(
    council: Council, on: datetime.date, several: Mapping[int, states.Standing] | None = None
) -> dict[str, Any]:
    """What lists say and ask of recommendations beside their columns, by name, as annotations.

    Each is a long piece of SQL: a query takes those that it reads, and no more. The outcome is that of the newest
    public full response; an interim one answers nothing yet. `year` is the one in which it was made. `several` are
    the sets that more than one has to answer, where they were read already.
    """
    answer = ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))
    return {
        "outcome": Coalesce(Subquery(answer.values("outcome")[:1]), Value("")),
        **states.of_sets(council, on, "set", several),
        "year": year_made(on),
        **about_what("set__"),
        "implementation": implementation_of(on),
    }


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
    """Filters of `/recommendations/`: of every public recommendation, as on the day `on`."""

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
        _("Answer"), _("All"), _("That answer is not one of those listed, so all are shown"),
        method="with_outcome", widget=forms.RadioSelect,
    )  # fmt: skip
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

    def __init__(self, data: Mapping[str, Any], council: Council, on: datetime.date) -> None:
        self.council, self.on, self.keep = council, on, keeper(council, on)
        super().__init__(data, public_rows(), self.keep)

    @functools.cached_property
    def several(self) -> dict[int, states.Standing]:
        """The sets that more than one has to answer."""
        return states.kept_divided(self.council, self.on)

    @functools.cached_property
    def facts(self) -> dict[str, Any]:
        """Annotations, made when a query needs the first of them."""
        return facts_of(self.council, self.on, self.several)

    def in_order(self) -> Any:
        """The rows that the choices leave, what is next first."""
        rows = self.told(self.qs, "waits_until", "is_answered", "answered_on")
        return rows.order_by(*states.next_first("set__"), "position")

    def keys(self) -> Any:
        """Their primary keys; of all rows they are kept until anything is published."""
        if self.picked or self.searched:
            return self.in_order().values_list("pk", flat=True)
        return self.keep("order of recommendations", lambda: list(self.in_order().values_list("pk", flat=True)))

    def told(self, rows: Any, *names: str) -> Any:
        """The rows with these facts."""
        return rows.annotate(**{name: self.facts[name] for name in names if name not in rows.query.annotations})

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By everything that is filtered by."""
        return in_groups(self.told(rows, *FACTS_OF_GROUPS, *subjects.COLUMNS), *GROUPED_BY, *subjects.COLUMNS)

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
        return self.told(rows, "state").filter(state__in=states.ASKED[asked][1])

    def with_outcome(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows that were answered so."""
        return self.told(rows, "outcome").filter(outcome=asked)

    def in_year(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows of sets made from 1 May to 30 April."""
        year = year_of(asked)
        return rows.filter(set__made_on__range=(year.first_on, year.last_on)) if year else rows.none()

    def in_progress(self, rows: QuerySet, name: str, asked: str) -> QuerySet:
        """Rows that stand in one of the states of implementation that are asked for."""
        return self.told(rows, "implementation").filter(implementation__in=PROGRESS[asked][1])

    def about_ward(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that are about the ward."""
        return super().about_ward(self.told(rows, *subjects.COLUMNS), name, value)

    def about_topic(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that are about the topic."""
        return super().about_topic(self.told(rows, *subjects.COLUMNS), name, value)
