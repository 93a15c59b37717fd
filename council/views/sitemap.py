"""The sitemap of everything public, in parts, and what search engines are asked to leave alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, DateTimeField, F, Max, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from council import sitemap
from council.access import public_view
from council.views.week import weeks_before
from meetings.models import AgendaItem, Decision, Document, Issue, Meeting, PlanEdition, PlanEntry
from meetings.published import issue_address, item_address, meeting_address
from meetings.published_decisions import decision_address
from meetings.published_documents import document_page_address
from meetings.published_plan import edition_address, plan_entry_address
from recommendations import people, ways
from recommendations.following import known_bodies, known_offices
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet
from recommendations.person_pages import person_address
from recommendations.published import response_address, set_address
from recommendations.published_progress import recommendation_address

# Pages that are no record's own; each stands for itself and leads to the rest.
PAGES = (
    "home", "meetings:list", "meetings:calendar", "meetings:decision-list", "meetings:plan", "meetings:issue-list",
    "recommendations:list", "recommendations:statistics", "register", "accessibility", "data", "this-week",
    "recommendations:committees", "recommendations:offices", "recommendations:people", "recommendations:wards",
    "recommendations:topics", "recommendations:years",
)  # fmt: skip
# What is no page to be found: the officers' side, links that carry a secret, pages made of anybody's words.
LEFT_ALONE = ("/officer/", "/sign-in/", "/sign-out/", "/updates/", "/alerts/", "/search/", "/my-committees/")


@dataclass(frozen=True)
class Source:
    """One kind of record with a page of its own: its public rows, their address, and the column of their change."""

    rows: Callable[[], QuerySet[Any]]
    address: Callable[[Any], str]
    changed: str = "changed_at"

    def moment(self) -> Any:
        """When a row changed, in SQL; not known of what has no publication of its own."""
        return F(self.changed) if self.changed else Cast(Value(None), DateTimeField())


def _of_public_sets() -> QuerySet[Any]:
    rows = Recommendation.objects.filter(set__in=RecommendationSet.objects.published())
    return rows.select_related("set").only("position", "set__reference", "set__changed_at")


SOURCES = {
    "meetings": Source(
        lambda: Meeting.objects.published().select_related("body").only("place", "changed_at", "body__slug"),
        meeting_address,
    ),
    "items": Source(
        lambda: (
            AgendaItem.objects.published()
            .exclude(slug="")  # a heading has no page
            .select_related("meeting__body")
            .only("slug", "changed_at", "meeting__place", "meeting__body__slug")
        ),
        item_address,
    ),
    "issues": Source(lambda: Issue.objects.published().only("reference", "slug", "changed_at"), issue_address),
    "decisions": Source(lambda: Decision.objects.published().only("reference", "changed_at"), decision_address),
    "documents": Source(lambda: Document.objects.published().only("reference", "changed_at"), document_page_address),
    "forward-plan": Source(lambda: PlanEntry.objects.published().only("reference", "changed_at"), plan_entry_address),
    "editions": Source(lambda: PlanEdition.objects.published().only("reference", "changed_at"), edition_address),
    "sets": Source(lambda: RecommendationSet.objects.published().only("reference", "changed_at"), set_address),
    "recommendations": Source(_of_public_sets, recommendation_address, "set__changed_at"),
    "committees": Source(known_bodies, lambda body: reverse("recommendations:committee", args=[body.slug]), ""),
    "offices": Source(known_offices, lambda office: reverse("recommendations:office", args=[office.slug]), ""),
    "members": Source(
        lambda: people.known_bodies(localdate()),
        lambda body: reverse("recommendations:committee-members", args=[body.slug]),
        "",
    ),
    "people": Source(lambda: people.known_people(localdate()), person_address, ""),
    "responses": Source(
        lambda: (
            CabinetResponse.objects.published()
            .select_related("set", "duty")
            .only("version", "changed_at", "set__reference", "duty__number")
        ),
        response_address,
    ),
}


@public_view
def index(request: HttpRequest) -> HttpResponse:
    """The parts there are: one query counts them all."""
    lines: list[sitemap.Line] = [(request.build_absolute_uri(reverse("sitemap-pages")), None)]
    counts = [
        source.rows()
        .order_by()
        .annotate(of_source=Value(name, CharField()))
        .values("of_source")
        .annotate(pages_there=Count("pk"), changed_last=Max(source.moment()))
        .values_list("of_source", "pages_there", "changed_last")
        for name, source in SOURCES.items()
    ]
    found = {name: (number, latest) for name, number, latest in counts[0].union(*counts[1:], all=True)}
    for name in SOURCES:
        number, latest = found.get(name, (0, None))
        for part in range(1, sitemap.parts_of(number) + 1):
            address = request.build_absolute_uri(reverse("sitemap-part", args=[name, part]))
            lines.append((address, latest))
    return _answer(sitemap.index(lines))


@public_view
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no record's own; those of wards, topics, years and weeks are made of what records say."""
    found = [*(reverse(name) for name in PAGES), *_made_of_records(localdate())]
    return _answer(sitemap.part((request.build_absolute_uri(path), None) for path in found))


def _made_of_records(on: datetime.date) -> list[str]:
    named = [row["address"] for kind in ("wards", "topics") for row in ways.ways_page(kind)["names"]]
    years = [year["address"] for year in ways.years_page(on)["years"]]
    return [*named, *years, *(reverse("week", args=[monday]) for monday in weeks_before(on))]


@public_view
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One part of one kind: so many rows in the order of their keys. 404 where there is no such part."""
    source = SOURCES.get(name)
    if source is None or not 1 <= number <= 10_000:
        raise Http404
    start = (number - 1) * sitemap.A_PART
    rows = source.rows().order_by("pk").annotate(changed_there=source.moment())[start : start + sitemap.A_PART]
    stem = request.build_absolute_uri("/").rstrip("/")
    lines = [(f"{stem}{source.address(row)}", row.changed_there) for row in rows]
    if not lines:
        raise Http404
    return _answer(sitemap.part(lines))


@public_view
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE), ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=sitemap.CONTENT_TYPE)
