"""Named filters of the forward plan. Anything else in the query string is ignored."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.choices import Restriction
from meetings.filters import FilterForm
from meetings.models import PlanEntry
from meetings.plan_pages import NEW_DAYS

CHOOSE = {"invalid_choice": _("Choose one from the list. All of them are shown")}


class PlanFilter(django_filters.FilterSet):
    """By decision maker, by whether it is key or private, and what is new. Only makers with entries are offered."""

    body = django_filters.ChoiceFilter(
        label=_("Decided by"), field_name="body__slug", empty_label=_("Everybody"), choices=(), error_messages=CHOOSE
    )
    key = django_filters.ChoiceFilter(
        label=_("Key decisions"), method="that_are_key", empty_label=_("All decisions"), error_messages=CHOOSE,
        choices=[("yes", _("Key decisions only")), ("no", _("Other decisions only"))],
    )  # fmt: skip
    private = django_filters.ChoiceFilter(
        label=_("Private"), method="that_are_private", empty_label=_("Open and private"), error_messages=CHOOSE,
        choices=[("yes", _("With a private part")), ("no", _("Open"))],
    )  # fmt: skip
    new = django_filters.ChoiceFilter(
        label=_("New"), method="that_are_new", empty_label=_("New and old"), error_messages=CHOOSE,
        choices=[("yes", _("New in the last two weeks"))],
    )  # fmt: skip

    class Meta:
        model = PlanEntry
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        bodies = queryset.order_by("body__name").values_list("body__slug", "body__name").distinct()
        self.filters["body"].extra["choices"] = list(bodies)

    def that_are_key(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Key decisions, or the others."""
        return entries.filter(is_key=True) if value == "yes" else entries.exclude(is_key=True)

    def that_are_private(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a part that is expected to be private, or the open ones."""
        return (
            entries.exclude(restriction=Restriction.OPEN)
            if value == "yes"
            else entries.filter(restriction=Restriction.OPEN)
        )

    def that_are_new(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Those first published in the last two weeks."""
        first = timezone.localdate() - datetime.timedelta(days=NEW_DAYS)
        return entries.filter(published_at__date__gte=first)

    def chosen(self) -> dict[str, str]:
        """The words of what was chosen, for the sentence above the list."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        words = {}
        for name in ("body", "key", "private", "new"):
            offered = dict(self.filters[name].extra["choices"])
            words[name] = str(offered.get(values.get(name), ""))
        return words
