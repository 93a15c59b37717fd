"""A search as a feed: what is found, the newest first, under the same words and filters as the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import atom, feeds
from council.access import public_view
from council.search import A_PAGE, LAST_PAGE, Found, Order, Result, find
from council.search.data import without_marks
from council.search.form import Asked
from council.views.list_feeds import rows_feed


@public_view
def search_feed(request: HttpRequest) -> HttpResponse:
    """What an address asks for. Any address at all has an answer."""
    asked = Asked(request.GET)
    found = find(asked.query, asked.narrowing, Order.NEWEST, asked.page)
    told = feeds.last_words(result.reference for result in found.rows)
    return rows_feed(
        request,
        name="search",
        title=_("Search: %(words)s") % {"words": asked.query.text} if asked.query.text else _("Search"),
        page_path=reverse("search"),
        page=_page(found, asked.page),
        rows=[_row(result, told.get(result.reference)) for result in found.rows],
        query=asked.address,
        told={},
    )


def _page(found: Found, number: int) -> Page:
    return Paginator(range(min(found.total, A_PAGE * LAST_PAGE)), A_PAGE).get_page(number)


def _row(result: Result, told: feeds.Told | None) -> dict[str, Any]:
    happened = timezone.make_aware(dt.datetime.combine(result.happened_on, dt.time())) if result.happened_on else None
    return {
        "public_id": f"{result.reference}-{result.part}" if result.part else result.reference,
        "title": without_marks(result.title) or result.code,
        "address": result.address,
        "changed_at": told.at if told else happened or atom.NEVER,
        "summary": without_marks(result.excerpt),
    }
