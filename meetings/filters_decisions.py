"""Named filters of the list of decisions. Anything else in the query string is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council import facets
from council.kept_counts import Keep, always_anew
from council.words_filter import WordsFilter
from meetings import subjects
from meetings.choices_decisions import MAKER_GROUPS, DecisionStatus, MakerKind
from meetings.filters_counted import Counted, FilterForm, choice, in_groups, subject_codes, topic_filter, ward_filter
from meetings.models import Decision

NOT_LISTED = _("Choose from the list. All there is stands in it")
MAKERS = {"body": _("A body, at a meeting"), "member": _("A Cabinet member"), "officer": _("An officer")}
KEY = {"yes": _("Key decisions"), "no": _("Others")}
GROUPED_BY = (
    "body__slug", "body__name", "maker_kind", "maker_name", "holding__person__slug", "is_key", "status", "first_year",
)  # fmt: skip


class DecisionFilter(Counted):
    """By words, body, who decided, key or not, status, year, ward and topic. Only what has a decision is offered."""

    words = WordsFilter("decision")
    body = choice(_("Body"), _("All bodies"), NOT_LISTED, field_name="body__slug")
    maker = choice(_("Who decided"), _("Anybody"), NOT_LISTED, method="by_maker")
    person = choice(_("Decided alone by"), _("Anybody"), NOT_LISTED, method="by_person")
    key = choice(_("Key decisions"), _("Key or not"), NOT_LISTED, method="by_key")
    status = choice(_("Status"), _("Any status"), NOT_LISTED, field_name="status")
    year = choice(_("Municipal year (May to April)"), _("All years"), NOT_LISTED, method="in_year")
    ward = ward_filter()
    topic = topic_filter()

    class Meta:
        model = Decision
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet, keep: Keep = always_anew) -> None:
        super().__init__(data, subjects.decisions(queryset), keep)

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By everything that is filtered by."""
        return in_groups(rows.annotate(first_year=facets.started_in("decided_on")), *GROUPED_BY, *subjects.COLUMNS)

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The choices that these decisions fit."""
        person = {row["holding__person__slug"]} if _is_named(row) else set()
        return subject_codes(row) | {
            "body": {row["body__slug"]},
            "maker": {code for code, kinds in MAKER_GROUPS.items() if row["maker_kind"] in kinds},
            "person": person,
            "key": {"yes" if row["is_key"] else "no"},
            "status": {row["status"]},
            "year": facets.year_codes(row["first_year"]),
        }

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Bodies, people, wards and topics by name, years newest first."""
        own: dict[str, Mapping[str, Any]] = {
            "body": facets.named((row["body__slug"], row["body__name"]) for row in rows),
            "maker": MAKERS,
            "person": facets.named((row["holding__person__slug"], row["maker_name"]) for row in rows if _is_named(row)),
            "key": KEY,
            "status": dict(DecisionStatus.choices),
            "year": facets.years_offered(self.facets),
        }
        return own | self.subject_choices()

    def by_maker(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Decisions by a body, a member or an officer of either kind."""
        return decisions.filter(maker_kind__in=MAKER_GROUPS[value])

    def by_person(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Decisions that somebody took alone, and in which they are named."""
        alone = decisions.filter(holding__person__slug=value)
        return alone.exclude(Q(maker_kind=MakerKind.BODY) | Q(maker_name=""))

    def by_key(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Key decisions, or all others."""
        return decisions.filter(is_key=True) if value == "yes" else decisions.exclude(is_key=True)

    def in_year(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Decisions made in the municipal year of that name."""
        return decisions.filter(decided_on__range=facets.days_of_year(value))

    def chosen(self) -> dict[str, str]:
        """What was chosen, in words, for the sentence above the list; by name, in the order it is said."""
        year, topic = self.said("year"), self.said("topic")
        return {
            "body": self.said("body"),
            "maker": self.said("maker"),
            "person": self.said("person"),
            "key": {"yes": _now("key"), "no": _now("not key")}.get(self.picked.get("key", ""), ""),
            "status": self.said("status").lower(),
            "ward": self.said("ward"),
            "topic": _now("about %(topic)s") % {"topic": topic} if topic else "",
            "year": _now("in %(year)s") % {"year": year} if year else "",
            "words": self.with_words(),
        }


def _is_named(row: Mapping[str, Any]) -> bool:
    """Whether these were decided by one person whom they name, and whose page says so."""
    return bool(row["holding__person__slug"] and row["maker_name"] and row["maker_kind"] != MakerKind.BODY)
