"""The public pages of a committee and of an office: what it asked, what it said it would do, and what came of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from council.access import public_view
from recommendations import who_pages

PER_PAGE = 50


@public_view
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    """What we asked, and what came of it; for who answers, what was asked of it."""
    page = who_pages.committee_page(slug, request.council, timezone.localdate())  # type: ignore[attr-defined]
    rows = Paginator(page["made"] or page["asked"], PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "recommendations/committee.html", page | {"page": rows})


@public_view
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """What we said we would do."""
    page = who_pages.office_page(slug, request.council, timezone.localdate())  # type: ignore[attr-defined]
    rows = Paginator(page["said"], PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "recommendations/office.html", page | {"page": rows})
