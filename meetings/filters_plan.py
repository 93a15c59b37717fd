"""Named filters of the forward plan. Anything else in the query string is ignored."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council import facets
from council.choices import Restriction
from council.kept_counts import Keep, always_anew
from council.words_filter import WordsFilter
from meetings import subjects
from meetings.filters_counted import Counted, FilterForm, choice, in_groups, subject_codes, topic_filter, ward_filter
from meetings.models import PlanEntry
from meetings.plan_pages import NEW_DAYS

CHOOSE = _("Choose one from the list. All of them are shown")
KEY = {"yes": _("Key decisions only"), "no": _("Other decisions only")}
PRIVATE = {"yes": _("With a private part"), "no": _("Open")}
NEW = {"yes": _("New in the last two weeks")}


class PlanFilter(Counted):
    """By words, decision maker, key or not, private or not, new, ward and topic. Only what has an entry is offered."""

    words = WordsFilter("plan")
    body = choice(_("Decided by"), _("Everybody"), CHOOSE, field_name="body__slug")
    key = choice(_("Key decisions"), _("All decisions"), CHOOSE, method="that_are_key")
    private = choice(_("Private"), _("Open and private"), CHOOSE, method="that_are_private")
    new = choice(_("New"), _("New and old"), CHOOSE, method="that_are_new")
    ward = ward_filter()
    topic = topic_filter()

    class Meta:
        model = PlanEntry
        form = FilterForm
        fields: list[str] = []

    def __init__(self, data: Any, queryset: QuerySet, keep: Keep = always_anew) -> None:
        first = timezone.localdate() - datetime.timedelta(days=NEW_DAYS)
        is_new = Case(When(published_at__date__gte=first, then=Value(True)), default=Value(False))
        super().__init__(data, subjects.entries(queryset.annotate(is_new=is_new)), keep)

    def grouped(self, rows: Any) -> list[dict[str, Any]]:
        """By everything that is filtered by."""
        return in_groups(rows, "body__slug", "body__name", "is_key", "restriction", "is_new", *subjects.COLUMNS)

    def codes(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The choices that these entries fit."""
        return subject_codes(row) | {
            "body": {row["body__slug"]},
            "key": {"yes" if row["is_key"] else "no"},
            "private": {"no" if row["restriction"] == Restriction.OPEN else "yes"},
            "new": {"yes"} if row["is_new"] else set(),
        }

    def choices(self, rows: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
        """Makers, wards and topics by name."""
        bodies = facets.named((row["body__slug"], row["body__name"]) for row in rows)
        own: dict[str, Mapping[str, Any]] = {"body": bodies, "key": KEY, "private": PRIVATE, "new": NEW}
        return own | self.subject_choices()

    def that_are_key(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Key decisions, or the others."""
        return entries.filter(is_key=True) if value == "yes" else entries.exclude(is_key=True)

    def that_are_private(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Those with a part that is expected to be private, or the open ones."""
        if value == "yes":
            return entries.exclude(restriction=Restriction.OPEN)
        return entries.filter(restriction=Restriction.OPEN)

    def that_are_new(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Those first published in the last two weeks."""
        return entries.filter(is_new=True)

    def chosen(self) -> dict[str, str]:
        """The words of what was chosen, for the sentence above the list."""
        topic = self.said("topic")
        said = {name: self.said(name) for name in ("body", "key", "private", "new", "ward")}
        return said | {
            "topic": _now("about %(topic)s") % {"topic": topic} if topic else "",
            "words": self.with_words(),
        }
