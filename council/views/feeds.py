"""News feeds of what happened: of the register, of a committee, an issue, an office and a set of recommendations.

Feeds of lists are in `council/views/list_feeds.py`.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from council import feeds
from council.access import found_or_404, public_or_gone, public_view
from council.models import PublicEvent
from council.views.snapshots import kind_words
from meetings.models import Issue
from meetings.published import issue_address
from recommendations import wording
from recommendations.following import codes_of, known_bodies, known_offices, sets_of_office
from recommendations.models import RecommendationSet
from recommendations.pages import typed
from recommendations.published import set_address


@public_view
def register_feed(request: HttpRequest) -> HttpResponse:
    """Everything that was published, corrected or withdrawn; what was hidden since only as a tombstone."""
    page = feeds.page_of(request, feeds.register_rows())
    return feeds.answer(
        request,
        name="register",
        title=_("What was published when"),
        page_path=reverse("register"),
        page=page,
        entries=feeds.of_register(page.object_list, request.build_absolute_uri, kind_words),
    )


@public_view
def committee_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What a committee did, what it recommended, and what came of what it was asked."""
    body = found_or_404(known_bodies(), slug=slug)
    asked = RecommendationSet.objects.published().filter(addressee=body)
    happened = Q(body=body) | Q(reference__in=codes_of(asked))
    path = reverse("recommendations:committee", args=[body.slug])
    return _of_events(request, happened, name=f"committee {body.slug}", title=body.name, path=path)


@public_view
def office_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of the recommendations that the holder of an office answered, or leads an action of."""
    office = found_or_404(known_offices(), slug=slug)
    happened = Q(reference__in=codes_of(sets_of_office(office)))
    path = reverse("recommendations:office", args=[office.slug])
    return _of_events(request, happened, name=f"office {office.slug}", title=office.title, path=path)


@public_view
def issue_feed(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Everything published about an issue; any other words in its address lead to the right ones."""
    issue = public_or_gone(Issue.objects.all(), reference=reference)
    if slug != issue.slug:
        return HttpResponsePermanentRedirect(reverse("issue-feed", args=[issue.reference, issue.slug]))
    happened = Q(issue_reference=issue.public_id.hex)
    name = f"issue {issue.public_id.hex}"
    return _of_events(request, happened, name=name, title=issue.title, path=issue_address(issue))


@public_view
def set_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """What comes of the recommendations of one set: stages, answers, progress, reviews."""
    found = public_or_gone(RecommendationSet.objects.all(), reference=typed(reference))
    facts = {"subject": found.subject, "has_article": found.has_article}
    happened = Q(reference__in=codes_of(RecommendationSet.objects.filter(pk=found.pk)))
    name = f"set {found.public_id.hex}"
    return _of_events(request, happened, name=name, title=wording.about(facts), path=set_address(found))


def _of_events(request: HttpRequest, happened: Q, *, name: str, title: str, path: str) -> HttpResponse:
    events = PublicEvent.objects.shown().filter(happened).order_by("-entry_id").values(*feeds.EVENT_VALUES)
    page = feeds.page_of(request, events)
    entries = feeds.of_events(page.object_list, request.build_absolute_uri, kind_words)
    return feeds.answer(request, name=name, title=title, page_path=path, page=page, entries=entries)
