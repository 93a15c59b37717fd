"""The public pages of a committee and of an office: what it asked, what it said it would do, and what came of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from council.access import public_view
from recommendations import about_ways, person_pages, who_pages
from recommendations.indexes import PEOPLE

PER_PAGE = 50


@public_view
def committee_list(request: HttpRequest) -> HttpResponse:
    """Every committee that a public record names, by kind."""
    groups = person_pages.committees_page(timezone.localdate())
    return render(request, "recommendations/committees.html", {"groups": groups} | about_ways.of_committees())


@public_view
def office_list(request: HttpRequest) -> HttpResponse:
    """Every office that answered scrutiny or promised something, with who holds it."""
    offices = person_pages.offices_page(timezone.localdate())
    return render(request, "recommendations/offices.html", {"offices": offices} | about_ways.of_offices())


@public_view
def person_list(request: HttpRequest) -> HttpResponse:
    """Every councillor, and every officer whom a public record names."""
    page = Paginator(person_pages.people_rows(timezone.localdate()), PEOPLE.page_size).get_page(request.GET.get("page"))
    lines = [person_pages.person_line(person) for person in page.object_list]
    return render(request, "recommendations/people.html", {"page": page, "lines": lines} | about_ways.of_people())


@public_view
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Offices, committees, decisions alone, answers, attendance, meetings to come."""
    page = person_pages.person_page(slug, timezone.localdate())
    return render(request, "recommendations/person.html", page | about_ways.of_person(page))


@public_view
def committee_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits on a committee, and who sat on it."""
    page = person_pages.members_page(slug, timezone.localdate())
    return render(request, "recommendations/members.html", page | about_ways.of_members(page))


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
