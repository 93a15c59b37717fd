"""The councillor's pages: a briefing for one meeting, and what is new for the committees one follows. Public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.about import collection
from council.access import public_view
from council.statute.wording import long_date
from meetings.months import follow_body
from recommendations import briefing
from recommendations.forms.briefing import CommitteesForm


@public_view
def meeting_briefing(request: HttpRequest, body: str, place: str) -> HttpResponse:
    """One page to print before a meeting."""
    page = briefing.briefing_page(body, place, request.council, timezone.localdate())  # type: ignore[attr-defined]
    page["formats"] = [follow_body(body, page["body"])]
    page["page_address"] = request.build_absolute_uri(request.path)
    names = {"body": page["body"], "day": long_date(page["held_on"])}
    page["about"] = collection(_("Briefing: %(body)s, %(day)s") % names, request.path)
    return render(request, "recommendations/briefing.html", page)


@public_view
def my_committees(request: HttpRequest) -> HttpResponse:
    """What is new for the committees named in the address, which can be kept as a bookmark."""
    slugs = request.GET.getlist("committee")
    page = briefing.committees_page(slugs, request.council, timezone.localdate())  # type: ignore[attr-defined]
    names = dict(page["choices"])
    page["about"] = collection(_("My committees"), request.path)
    page["formats"] = [follow_body(slug, names[slug]) for slug in page["chosen"]]
    form = CommitteesForm({"committee": page["chosen"]}, choices=page["choices"])
    return render(request, "recommendations/my_committees.html", page | {"form": form})
