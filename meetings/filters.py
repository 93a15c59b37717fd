"""Named filters of the lists of meetings and issues. Anything else in the query string is ignored."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from council.forms import PlainForm
from meetings.models import Issue, Meeting
from meetings.series import years_between


class FilterForm(PlainForm):
    """Every filter is optional, so no label says it."""

    mark_optional = False


class MeetingFilter(django_filters.FilterSet):
    """By body and by municipal year. Only bodies that have a public meeting, and years between them, are offered."""

    body = django_filters.ChoiceFilter(
        label=_("Committee"), field_name="body__slug", empty_label=_("All committees"), choices=(),
        error_messages={"invalid_choice": _("Choose a committee from the list. All of them are shown")},
    )  # fmt: skip
    year = django_filters.ChoiceFilter(
        label=_("Municipal year (May to April)"), method="in_year", empty_label=_("All years"), choices=(),
        error_messages={"invalid_choice": _("Choose a year from the list. All of them are shown")},
    )  # fmt: skip

    class Meta:
        model = Meeting
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        bodies = queryset.order_by("body__name").values_list("body__slug", "body__name").distinct()
        self.filters["body"].extra["choices"] = list(bodies)
        self.years = years_between(**queryset.aggregate(first=Min("held_on"), last=Max("held_on")))
        self.filters["year"].extra["choices"] = [(name, name) for name in self.years]

    def in_year(self, meetings: QuerySet, name: str, value: str) -> QuerySet:
        """Meetings held in the municipal year of that name."""
        year = self.years[value]
        return meetings.filter(held_on__range=(year.first_on, year.last_on))

    def chosen_body(self) -> str:
        """The slug of the body that was chosen; empty for all."""
        return str(self.form.cleaned_data.get("body") or "") if self.form.is_valid() else ""

    def chosen(self) -> dict[str, str]:
        """The body's name and the year that were chosen, for the sentence above the list."""
        bodies = dict(self.filters["body"].extra["choices"])
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {"body": bodies.get(values.get("body"), ""), "year": values.get("year") or ""}


class IssueFilter(django_filters.FilterSet):
    """By words, each of which must stand in the title, the forward plan reference or the lead member."""

    words = django_filters.CharFilter(label=_("Words in the title"), method="with_words", max_length=100)

    class Meta:
        model = Issue
        form = FilterForm
        fields: list[str] = []

    def with_words(self, issues: QuerySet, name: str, value: str) -> QuerySet:
        """Issues that have every word of `value`."""
        for word in value.split()[:10]:
            issues = issues.filter(
                Q(title__icontains=word) | Q(plan_reference__icontains=word) | Q(lead_member__icontains=word)
            )
        return issues

    def chosen(self) -> str:
        """The words looked for."""
        return str(self.form.cleaned_data.get("words") or "") if self.form.is_valid() else ""
