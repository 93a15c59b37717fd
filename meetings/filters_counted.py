"""Filters by words and by counted choices, and the two that many lists share: the ward and the topic of a record."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters.filterset import FilterSetMetaclass

from council import facets, subjects
from council.facets import Facets, Group
from council.forms import PlainForm
from council.kept_counts import Keep, always_anew
from meetings import subjects as about

# Filter -> the column of an issue.
KINDS = {"ward": "wards", "topic": "topics"}
NO_SUCH_WARD = _("Choose from the list. All of them are shown")
NO_SUCH_TOPIC = _("Choose a topic from the list. All of them are shown")


class FilterForm(PlainForm):
    """Every filter is optional, so no label says it."""

    mark_optional = False


def choice(label: Any, empty: Any, wrong: Any, **more: Any) -> django_filters.ChoiceFilter:
    """A filter that offers a list of choices, put in with their counts later; anything else is left out and said so."""
    errors = {"invalid_choice": wrong}
    return django_filters.ChoiceFilter(
        label=label, empty_label=empty, error_messages=errors, **({"choices": ()} | more)
    )


def ward_filter(wrong: Any = NO_SUCH_WARD) -> django_filters.ChoiceFilter:
    """By ward affected; the label is the council's own word, put in when the list is read."""
    return choice(_("Ward"), _("All"), wrong, method="about_ward")


def topic_filter(wrong: Any = NO_SUCH_TOPIC) -> django_filters.ChoiceFilter:
    """By topic of the issue."""
    return choice(_("Topic"), _("All topics"), wrong, method="about_topic")


class CountedMeta(FilterSetMetaclass, ABCMeta):
    """A filter set that cannot be used before its groups and choices are said."""


class Counted(django_filters.FilterSet, metaclass=CountedMeta):
    """Filters of which every choice has its count: of the rows with the `words` that are looked for, if any are.

    A class below has a `WordsFilter` called `words`, and says its groups and its choices. `picked` are the codes of
    the choices that were made, `searched` the words that were used.
    """

    facets: Facets
    offers: dict[str, Mapping[str, Any]]
    picked: dict[str, str]
    lines: dict[str, list[str]]
    searched: str

    def __init__(self, data: Any, queryset: QuerySet, keep: Keep = always_anew) -> None:
        super().__init__(data, queryset)
        self.searched = self.filters["words"].words_of(data)
        if self.searched:
            keep = always_anew  # readers search for anything at all
        self.lines, self.facets, self.offers = keep(f"groups of {type(self).__name__}", self.counted)
        self.picked = facets.chosen_of(data, self.offers)
        facets.offer(self, self.facets, self.offers, self.picked)
        for name in KINDS:
            if not self.offers.get(name):
                self.filters.pop(name, None)  # nothing to choose from

    def counted(self) -> tuple[dict[str, list[str]], Facets, dict[str, Mapping[str, Any]]]:
        """Lines, facets and offers of all rows, those with the words counted: one query."""
        matches = self.filters["words"].matches(self.searched)
        rows = self.grouped(self.queryset.annotate(matches=matches).order_by())
        has_subjects = "ward" in self.filters and rows
        self.lines = {
            kind: [line for row in rows for line in about.lines_of(row, kind)] if has_subjects else []
            for kind in KINDS.values()
        }
        self.facets = Facets(tuple(Group(self.codes(row), row["number"] if row["matches"] else 0) for row in rows))
        return self.lines, self.facets, self.choices(rows)

    @abstractmethod
    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """The rows in groups, made by `in_groups`."""

    @abstractmethod
    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The choices that a group fits, by filter."""

    @abstractmethod
    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """The choices of each filter, in the order they are shown."""

    def call_wards(self, word: str) -> None:
        """Label the filter by ward with the council's own word."""
        if "ward" in self.form.fields:
            self.form.fields["ward"].label = word

    @property
    def total(self) -> int:
        """How many rows the choices leave."""
        return self.facets.total(self.picked)

    def said(self, name: str) -> str:
        """What was chosen in a filter, in words; empty for all."""
        return str(self.offers[name].get(self.picked.get(name, ""), ""))

    def with_words(self) -> str:
        """ "with the words “library hours”", for the sentence above the list; empty where none are looked for."""
        return _now("with the words “%(words)s”") % {"words": self.searched} if self.searched else ""

    def subject_choices(self) -> dict[str, Mapping[str, Any]]:
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
    """Rows in groups of equal values, each with its `number` and whether they have the words: one query."""
    return list(rows.values(*names, "matches").annotate(number=Count("pk")))
