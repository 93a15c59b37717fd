"""Days by which recommendations have to be answered, to be followed by a calendar program."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import ical
from council.access import found_or_404, public_or_gone, public_view
from council.feeds import open_to_programs
from recommendations import deadlines, wording
from recommendations.following import known_bodies, known_offices, sets_of_body, sets_of_office
from recommendations.lists import RECOMMENDATIONS
from recommendations.models import RecommendationSet
from recommendations.pages import typed


@public_view
def of_list(request: HttpRequest) -> HttpResponse:
    """Those of the list of recommendations, under the list's filters."""
    council = request.council  # type: ignore[attr-defined]
    rows = RECOMMENDATIONS.select(request.GET, council=council, on=timezone.localdate()).rows
    sets = RecommendationSet.objects.published().filter(pk__in=rows.order_by().values("set"))
    return _answer(request, _("Answers due"), sets, "recommendations")


@public_view
def of_committee(request: HttpRequest, slug: str) -> HttpResponse:
    """Those of the sets that a committee made or has to answer."""
    body = found_or_404(known_bodies(), slug=slug)
    return _answer(request, _("Answers due: %(name)s") % {"name": body.name}, sets_of_body(body), body.slug)


@public_view
def of_office(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that the holder of an office answers."""
    office = found_or_404(known_offices(), slug=slug)
    title = _("Answers due: %(name)s") % {"name": office.title}
    return _answer(request, title, sets_of_office(office), office.slug, office=office.pk)


@public_view
def of_set(request: HttpRequest, reference: str) -> HttpResponse:
    """Those of one set, to be put into one's own calendar."""
    found = public_or_gone(RecommendationSet.objects.all(), reference=typed(reference))
    about = wording.about({"subject": found.subject, "has_article": found.has_article})
    return _answer(request, about, RecommendationSet.objects.published().filter(pk=found.pk), found.reference)


def _answer(request: HttpRequest, title: str, sets: Any, name: str, office: int | None = None) -> HttpResponse:
    council = request.council  # type: ignore[attr-defined]
    found = deadlines.followed(sets, timezone.localdate())
    events = deadlines.events(found, request.build_absolute_uri, council, office=office)
    text = ical.write(f"{title} – {council.name}", events, "Recommendations")
    response = HttpResponse(text, content_type=ical.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return open_to_programs(response)
