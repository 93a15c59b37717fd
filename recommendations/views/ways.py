"""The public pages that lead in by ward, by topic and by municipal year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from council.access import public_view
from recommendations import about_ways, ways


@public_view
def ward_list(request: HttpRequest) -> HttpResponse:
    """The wards that anything published is about."""
    return _names(request, "wards")


@public_view
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics that anything published is about."""
    return _names(request, "topics")


def _names(request: HttpRequest, kind: str) -> HttpResponse:
    about = about_ways.of_names(kind, request.council.ward_word)  # type: ignore[attr-defined]
    return render(request, "recommendations/ways.html", ways.ways_page(kind) | about)


@public_view
def ward(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided and recommended about a ward, and what is planned."""
    page = ways.way_page("wards", slug, request.council, timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "recommendations/way.html", page | about_ways.of_name(page, slug))


@public_view
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided and recommended about a topic, and what is planned."""
    page = ways.way_page("topics", slug, request.council, timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "recommendations/way.html", page | about_ways.of_name(page, slug))


@public_view
def year_list(request: HttpRequest) -> HttpResponse:
    """The municipal years there is anything of."""
    page = ways.years_page(timezone.localdate())
    return render(request, "recommendations/years.html", page | about_ways.of_years())


@public_view
def year(request: HttpRequest, slug: str) -> HttpResponse:
    """What was decided and recommended in a municipal year."""
    page = ways.year_page(slug, request.council, timezone.localdate())  # type: ignore[attr-defined]
    return render(request, "recommendations/year.html", page | about_ways.of_year(page, slug))
