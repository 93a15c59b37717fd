"""Named filters of the list of decisions. Anything else in the query string is ignored."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from meetings.choices_decisions import MAKER_GROUPS, DecisionStatus
from meetings.filters import FilterForm, years_between
from meetings.models import Decision

NOT_LISTED = _("Choose from the list. All there is stands in it")


def _choice(label: Any, empty: Any, choices: Any, **more: Any) -> django_filters.ChoiceFilter:
    errors = {"invalid_choice": NOT_LISTED}
    return django_filters.ChoiceFilter(label=label, empty_label=empty, choices=choices, error_messages=errors, **more)


class DecisionFilter(django_filters.FilterSet):
    """By body, who decided, key or not, status and year. Only bodies and years that have a decision are offered."""

    body = _choice(_("Body"), _("All bodies"), (), field_name="body__slug")
    maker = _choice(
        _("Who decided"), _("Anybody"),
        [("body", _("A body, at a meeting")), ("member", _("A Cabinet member")), ("officer", _("An officer"))],
        method="by_maker",
    )  # fmt: skip
    key = _choice(
        _("Key decisions"), _("Key or not"), [("yes", _("Key decisions")), ("no", _("Others"))], method="by_key"
    )
    status = _choice(_("Status"), _("Any status"), DecisionStatus.choices, field_name="status")
    year = _choice(_("Municipal year (May to April)"), _("All years"), (), method="in_year")

    class Meta:
        model = Decision
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        published = Decision.objects.published().order_by()
        bodies = published.order_by("body__name").values_list("body__slug", "body__name").distinct()
        self.filters["body"].extra["choices"] = list(bodies)
        self.years = years_between(**published.aggregate(first=Min("decided_on"), last=Max("decided_on")))
        self.filters["year"].extra["choices"] = [(name, name) for name in self.years]

    def by_maker(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Decisions by a body, a member or an officer of either kind."""
        return decisions.filter(maker_kind__in=MAKER_GROUPS[value])

    def by_key(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Key decisions, or all others."""
        return decisions.filter(is_key=True) if value == "yes" else decisions.exclude(is_key=True)

    def in_year(self, decisions: QuerySet, name: str, value: str) -> QuerySet:
        """Decisions made in the municipal year of that name."""
        year = self.years[value]
        return decisions.filter(decided_on__range=(year.first_on, year.last_on))

    def chosen(self) -> dict[str, str]:
        """What was chosen, in words, for the sentence above the list; by name, in the order it is said."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        words = {name: dict(self.filters[name].extra["choices"]).get(values.get(name), "") for name in self.filters}
        return {
            "body": str(words["body"]),
            "maker": str(words["maker"]),
            "key": {"yes": _now("key"), "no": _now("not key")}.get(values.get("key") or "", ""),
            "status": str(words["status"]).lower(),
            "year": _now("in %(year)s") % {"year": words["year"]} if words["year"] else "",
        }
