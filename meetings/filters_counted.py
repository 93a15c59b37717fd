"""Filters whose choices are counted, and the two that many lists share: the ward and the topic a record is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from council import facets, subjects
from council.facets import Facets, Group
from council.forms import PlainForm
from meetings import subjects as about

# Filter -> the column of an issue.
KINDS = {"ward": "wards", "topic": "topics"}


class FilterForm(PlainForm):
    """Every filter is optional, so no label says it."""

    mark_optional = False


def choice(label: Any, empty: Any, wrong: Any, **more: Any) -> django_filters.ChoiceFilter:
    """A filter that offers a list of choices, put in with their counts later; anything else is left out and said so."""
    errors = {"invalid_choice": wrong}
    return django_filters.ChoiceFilter(
        label=label, empty_label=empty, error_messages=errors, **({"choices": ()} | more)
    )


def ward_filter() -> django_filters.ChoiceFilter:
    """By ward affected; the label is the council's own word, put in when the list is read."""
    return choice(_("Ward"), _("All"), _("Choose from the list. All of them are shown"), method="about_ward")


def topic_filter() -> django_filters.ChoiceFilter:
    """By topic of the issue."""
    return choice(_("Topic"), _("All topics"), _("Choose a topic from the list. All of them are shown"),
                  method="about_topic")  # fmt: skip


class Counted(django_filters.FilterSet):
    """Filters of which every choice has its count. A class below says its groups and its choices."""

    facets: Facets
    offers: dict[str, dict[str, Any]]
    picked: dict[str, str]
    lines: dict[str, list[str]]

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        rows = self.grouped(self.counted_rows(data, queryset).order_by())
        has_subjects = "ward" in self.filters and rows
        self.lines = {
            kind: [line for row in rows for line in about.lines_of(row, kind)] if has_subjects else []
            for kind in KINDS.values()
        }
        self.facets = Facets(tuple(Group(self.codes(row), row["number"]) for row in rows))
        self.offers = self.choices(rows)
        self.picked = facets.chosen_of(data, self.offers)
        facets.offer(self, self.facets, self.offers, self.picked)
        for name in KINDS:
            if not self.offers.get(name):
                self.filters.pop(name, None)  # nothing to choose from

    def call_wards(self, word: str) -> None:
        """Label the filter by ward with the council's own word."""
        if "ward" in self.form.fields:
            self.form.fields["ward"].label = word

    def counted_rows(self, data: Any, queryset: QuerySet) -> QuerySet:
        """The rows that are counted: all of them, unless words are looked for."""
        return queryset

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """The rows in groups, each with its `number`: one query."""
        raise NotImplementedError

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The choices that a group fits, by filter."""
        raise NotImplementedError

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The choices of each filter, in the order they are shown."""
        raise NotImplementedError

    @property
    def total(self) -> int:
        """How many rows the choices leave."""
        return self.facets.total(self.picked)

    def said(self, name: str) -> str:
        """What was chosen in a filter, in words; empty for all."""
        return str(self.offers[name].get(self.picked.get(name, ""), ""))

    def subject_choices(self) -> dict[str, dict[str, Any]]:
        """The wards and topics that any row is about."""
        return {name: subjects.names_of(self.lines[kind]) for name, kind in KINDS.items()}

    def about_ward(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that are about the ward."""
        return rows.filter(about.about("wards", subjects.lines_with(self.lines["wards"], value)))

    def about_topic(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Rows that are about the topic."""
        return rows.filter(about.about("topics", subjects.lines_with(self.lines["topics"], value)))


def subject_codes(row: Mapping[str, Any]) -> dict[str, set[str]]:
    """The wards and topics of a group."""
    return {name: about.codes_of(row, kind) for name, kind in KINDS.items()}


def in_groups(rows: Any, *names: str) -> list[dict[str, Any]]:
    """Rows in groups of equal values, each with its `number`: one query."""
    return list(rows.values(*names).annotate(number=Count("pk")))
