"""Named filters of the lists of meetings and issues. Anything else in the query string is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council import facets
from council.kept_counts import Keep, always_anew
from council.words_filter import WordsFilter
from meetings import subjects
from meetings.filters_counted import Counted, FilterForm, choice, in_groups, subject_codes, topic_filter, ward_filter
from meetings.models import Issue, Meeting


class MeetingFilter(Counted):
    """By words, body and municipal year. Only bodies that have a public meeting, and years with one, are offered."""

    words = WordsFilter("meeting")
    body = choice(
        _("Committee"), _("All committees"), _("Choose a committee from the list. All of them are shown"),
        field_name="body__slug",
    )  # fmt: skip
    year = choice(
        _("Municipal year (May to April)"), _("All years"), _("Choose a year from the list. All of them are shown"),
        method="in_year",
    )  # fmt: skip

    class Meta:
        model = Meeting
        form = FilterForm
        fields: list[str] = []

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By body and year."""
        return in_groups(
            rows.annotate(first_year=facets.started_in("held_on")), "body__slug", "body__name", "first_year"
        )

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """One body, one year."""
        return {"body": {row["body__slug"]}, "year": facets.year_codes(row["first_year"])}

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Bodies by name, years newest first."""
        bodies = facets.named((row["body__slug"], row["body__name"]) for row in rows)
        return {"body": bodies, "year": facets.years_offered(self.facets)}

    def in_year(self, meetings: QuerySet, name: str, value: str) -> QuerySet:
        """Meetings held in the municipal year of that name."""
        return meetings.filter(held_on__range=facets.days_of_year(value))

    def chosen_body(self) -> str:
        """The slug of the body that was chosen; empty for all."""
        return self.picked.get("body", "")

    def chosen(self) -> dict[str, str]:
        """The body's name, the year and the words that were chosen, for the sentence above the list."""
        return {"body": self.said("body"), "year": self.said("year"), "words": self.with_words()}


class IssueFilter(Counted):
    """By words, ward and topic."""

    words = WordsFilter("issue")
    ward = ward_filter()
    topic = topic_filter()

    class Meta:
        model = Issue
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet, keep: Keep = always_anew) -> None:
        super().__init__(data, subjects.issues(queryset), keep)

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By wards and topics."""
        return in_groups(rows, *subjects.COLUMNS)

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Its wards and topics."""
        return subject_codes(row)

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Every ward and topic of an issue."""
        return self.subject_choices()

    def chosen(self) -> list[str]:
        """What was chosen, in words, for the sentence above the list."""
        return [words for words in (self.with_words(), self.said("ward"), self.said("topic")) if words]
