"""The search page: one box, results of every kind, filters with their counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.about import About
from council.access import public_view
from council.feeds import with_query
from council.formats import Line, alerts, feed
from council.search import A_PAGE, LAST_PAGE, Found, Order, Result, find, parse
from council.search.data import INDEX
from council.search.entries import KINDS, OUTCOMES
from council.search.finding import COUNTED, count
from council.search.form import Asked, SearchForm
from council.search.spelling import suggestion
from council.statute.wording import long_date


@public_view
def search(request: HttpRequest) -> HttpResponse:
    """What an address asks for. Any address at all has an answer."""
    asked = Asked(request.GET)
    found = find(asked.query, asked.narrowing, asked.order, asked.page)
    # Not bound, because nothing that was asked for is an error; a form gives back text alone, escaped.
    form = SearchForm(initial={**request.GET.dict(), **asked.chosen, "sort": asked.order.value})
    form.offer(found.facets, asked.chosen)
    instead = suggestion(asked.query) if not found.total and not asked.query.is_empty else ""
    context = {
        "form": form,
        "asked": asked,
        "hints": asked.hints,
        "found": found,
        "results": [] if asked.is_everything else [shown(result) for result in found.rows],
        "result": result_line(asked, found),
        "sampled": f"{COUNTED:,}" if found.is_sampled else "",
        "instead": instead,
        "instead_results": results_in_words(count(parse(instead), asked.narrowing)) if instead else "",
        "instead_address": with_words(request, instead),
        "all_address": f"{request.path}?{urlencode({'words': asked.query.text})}",
        "page": page_of(found, asked.page),
        "searched_words": asked.query.text,
        "about": About(_("Search"), reverse("search")),
        "formats": follow_lines(asked),
    }
    return render(request, "council/search.html", context)


def follow_lines(asked: Asked) -> list[Line]:
    """The search as data and as a news feed; its words by e-mail."""
    words = _("Get e-mail alerts about what is new for these words")
    by_mail = [] if asked.query.is_empty else alerts("search", asked.query.text, words)
    sort = {"sort": asked.order.value} if asked.order == Order.NEWEST else {}
    data = [
        {"words": said, "url": with_query(INDEX.address(kind.lower()), asked.address | sort), "type": kind}
        for kind, said in (("CSV", _("These results as a table")), ("JSON", _("These results as data")))
    ]
    return [*data, feed(_("Follow this search"), with_query(reverse("search-feed"), asked.address)), *by_mail]


def page_of(found: Found, number: int) -> Page:
    """The page, for the links to the others."""
    return Paginator(range(min(found.total, A_PAGE * LAST_PAGE)), A_PAGE).get_page(number)


def with_words(request: HttpRequest, words: str) -> str:
    """This address with other words, from its first page."""
    query = request.GET.copy()
    query.pop("page", None)
    query["words"] = words
    return f"{request.path}?{query.urlencode()}"


def shown(result: Result) -> dict[str, Any]:
    """One result for the page."""
    is_page = result.kind == "document" and result.part > 0
    return {
        "kind": str(KINDS[result.kind][0]) if result.kind in KINDS else "",
        "title": result.title,
        "excerpt": result.excerpt,
        "address": result.address,
        "page": result.part if is_page else None,
        "code": result.code,
        "body": result.body,
        "happened_on": long_date(result.happened_on) if result.happened_on else "",
        "outcome": result.outcome,
        "outcome_words": str(OUTCOMES.get(result.outcome, "")),
    }


def named(found: Found, facet: str, value: str) -> str:
    """A chosen value as the filter calls it; as it stands in the address where nothing is found under it."""
    return next((words for own, words, _number in found.facets.get(facet, ()) if own == value), value)


def results_in_words(number: int) -> str:
    """ "1 result", "more than 20,000 results"; empty for none."""
    if number > COUNTED:
        return _("more than %(number)s results") % {"number": f"{COUNTED:,}"}
    return ngettext("%(number)s result", "%(number)s results", number) % {"number": f"{number:,}"} if number else ""


def result_line(asked: Asked, found: Found) -> str:
    """ "43 results for “library”, agenda items and minutes, Cabinet, in 2026/27, newest first"."""
    line = results_in_words(found.total) or _("No results")
    if not asked.query.is_empty:
        line = _("%(results)s for “%(words)s”") % {"results": line, "words": asked.query.text}
    parts = []
    chosen = asked.chosen
    if "kind" in chosen:
        parts.append(str(KINDS[chosen["kind"]][1]).lower())
    if asked.body:
        parts.append(asked.body.name)
    parts += [named(found, name, chosen[name]) for name in ("office", "ward") if name in chosen]
    if "outcome" in chosen:
        parts.append(str(OUTCOMES[chosen["outcome"]]).lower())
    if "year" in chosen:
        parts.append(_("in %(year)s") % {"year": chosen["year"]})
    if found.total > 1:
        is_newest = asked.order == Order.NEWEST or asked.query.is_empty
        parts.append(_("newest first") if is_newest else _("best match first"))
    return capfirst(", ".join([line, *parts]))
