"""The search form: what an address asks for, made safe. Whatever it cannot use is left out and said on the page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.forms import PlainForm
from council.models import Body
from council.search.entries import KINDS, OUTCOMES
from council.search.finding import LAST_PAGE, Order
from council.search.narrowing import FACETS, Narrowing
from council.search.query import Query, parse
from council.subjects import slug_of

DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
LONGEST_VALUE = 200
UNKNOWN = {
    "kind": _("That kind is not one of those listed, so all are shown"),
    "body": _("That committee is not one of those listed, so all are shown"),
    "office": _("That office is not one of those listed, so all are shown"),
    "outcome": _("That answer is not one of those listed, so all are shown"),
    "year": _("That year is not one of those listed, so all are shown"),
    "ward": _("That ward is not one of those listed, so all are shown"),
}
UNREADABLE = {
    "from": _("The first day must be a real date, like 27/3/2026: it was not used"),
    "to": _("The last day must be a real date, like 27/3/2026: it was not used"),
}
SORTS = ((Order.BEST.value, _("Best match first")), (Order.NEWEST.value, _("Newest first")))


def _facet(label: Any, empty: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", empty)], required=False)


def _options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    rows = ((value, SafeString(" selected") if value == chosen else "", words) for value, words in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class SearchForm(PlainForm):
    """The filters as the page shows them, beside the box for words. Read by `Asked`: any address is an answer.

    Never bound, so it has no errors to show: it is shown in one go, as `forms/` would show it. A template for each of
    its choices would take longer than the rest of the page.
    """

    mark_optional = False
    template_name = "council/_search_filters.html"

    kind = _facet(_("What"), _("Everything"))
    body = _facet(_("Committee or other body"), _("All"))
    office = _facet(_("Office"), _("All"))
    outcome = _facet(_("Answer to a recommendation"), _("All"))
    year = _facet(_("Year (May to April)"), _("All years"))
    ward = _facet(_("Ward"), _("All"))
    sort = forms.ChoiceField(label=_("Sort by"), choices=SORTS, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates = {"from": _("From"), "to": _("To")}
        for name, label in dates.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, widget=forms.TextInput(attrs={"class": "width-10"}),
                help_text=_("For example, 27/3/2026") if name == "from" else "",
            )  # fmt: skip
        self.order_fields(["kind", "body", "office", "outcome", "year", "ward", "from", "to", "sort"])

    def offer(self, facets: Mapping[str, list[tuple[str, str, int]]], chosen: Mapping[str, str]) -> None:
        """Put in what may be chosen, each with its number; a filter with nothing to choose is left out."""
        for name in FACETS:
            rows = list(facets.get(name, ()))
            if name in chosen and chosen[name] not in [value for value, _words, _number in rows]:
                rows.append((chosen[name], self.named(name, chosen[name]), 0))
            if not rows:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.choices = [
                *field.choices, *((value, f"{self.named(name, words)} ({number:,})") for value, words, number in rows)
            ]  # fmt: skip

    def get_context(self) -> dict[str, Any]:
        """Plain values for the template."""
        shown = {name: str(self.initial.get(name) or "") for name in self.fields}
        selects: list[tuple[str, Any]] = [(name, self.fields[name]) for name in FACETS if name in self.fields]
        return {
            "selects": [(name, field.label, _options(field.choices, shown[name])) for name, field in selects],
            "dates": [(name, self.fields[name], shown[name]) for name in ("from", "to")],
            "sort": self.fields["sort"],
            "sorted_by": shown["sort"],
        }

    @staticmethod
    def named(name: str, words: str) -> str:
        """A choice of a filter in words."""
        known = {"kind": KINDS.get(words, (words, words))[1], "outcome": OUTCOMES.get(words, words)}
        return str(known.get(name, words))


def _is_known(name: str, value: str) -> bool:
    """Whether a facet has this value, of whatever words; a body is looked up by whoever needs its key."""
    if name in ("kind", "outcome"):
        return value in (KINDS if name == "kind" else OUTCOMES)
    return name == "body" or Narrowing({name: value}).groups.exists()


class Asked:
    """What an address asks for: `query`, `narrowing`, `order`, `page`; and `hints` on what could not be used."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.hints: list[str] = []
        self.query: Query = parse(str(data.get("words") or ""))
        self.hints += self.query.hints
        self.chosen = self._chosen(data)
        self.body: Body | None = None
        self.narrowing = Narrowing(self._keys(), self._day(data, "from"), self._day(data, "to"))
        self.order = Order.NEWEST if data.get("sort") == Order.NEWEST else Order.BEST
        self.page = self._page(data.get("page"))

    @property
    def is_everything(self) -> bool:
        """Whether nothing at all is asked for."""
        return self.query == Query() and not self.is_narrowed and not self.hints

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or a date is used."""
        return bool(self.chosen or self.narrowing.first_on or self.narrowing.last_on)

    @property
    def address(self) -> dict[str, str]:
        """The words, filters and days that are used, as the address has them."""
        dates = {"from": self.narrowing.first_on, "to": self.narrowing.last_on}
        days = {name: day.isoformat() for name, day in dates.items() if day}
        return {"words": self.query.text, **self.chosen, **days}

    def _chosen(self, data: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        for name in FACETS:
            value = str(data.get(name) or "").replace("\0", "").strip()[:LONGEST_VALUE]
            value = slug_of(value) if name == "ward" else value
            if value and not _is_known(name, value):
                self.hints.append(str(UNKNOWN[name]))
            elif value:
                found[name] = value
        return found

    def _keys(self) -> dict[str, Any]:
        """What is chosen as the index has it: a body by its key."""
        found: dict[str, Any] = dict(self.chosen)
        if "body" in found:
            self.body = Body.objects.filter(slug=found["body"]).first()
            if self.body is None:
                self.hints.append(str(UNKNOWN["body"]))
                del found["body"], self.chosen["body"]
            else:
                found["body"] = self.body.pk
        return found

    def _day(self, data: Mapping[str, Any], name: str) -> datetime.date | None:
        typed = str(data.get(name) or "").strip()
        try:
            return forms.DateField(required=False, input_formats=DATES).clean(typed[:40])
        except forms.ValidationError:
            self.hints.append(str(UNREADABLE[name]))
            return None

    def _page(self, typed: Any) -> int:
        try:
            number = int(str(typed or "1")[:9])
        except ValueError:
            return 1
        if number > LAST_PAGE:
            self.hints.append(
                _now("Only the first %(most)d pages can be looked through. Choose a filter, or use more words")
                % {"most": LAST_PAGE}
            )
        return min(max(number, 1), LAST_PAGE)
