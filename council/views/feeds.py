"""News feeds of what happened: of the register, of a committee, an issue, an office and a set of recommendations.

Feeds of lists are in `council/views/list_feeds.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from council import feeds
from council.access import found_or_404, public_or_gone, public_view
from council.models import Body, Office, PublicEvent
from council.views.snapshots import kind_words
from meetings.models import Issue, Meeting
from meetings.published import issue_address
from recommendations import wording
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    ProgressUpdate,
    RecommendationSet,
)
from recommendations.pages import typed
from recommendations.published import set_address

# Sets that one feed tells of, the newest; what happens to older ones is in the register's feed.
MOST_SETS = 500


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


def known_bodies() -> QuerySet[Body]:
    """Bodies that a public meeting or set names: the others do not exist for the public."""
    sets, body = RecommendationSet.objects.published(), OuterRef("pk")
    return Body.objects.filter(
        Exists(Meeting.objects.published().filter(body=body))
        | Exists(sets.filter(made_by=body))
        | Exists(sets.filter(addressee=body))
    )


def known_offices() -> QuerySet[Office]:
    """Offices that a public answer names, as who responded or as who leads an action."""
    responses, office = CabinetResponse.objects.published(), OuterRef("pk")
    led = Action.objects.filter(lead_office=office, response_item__response__in=responses)
    return Office.objects.filter(Exists(responses.filter(respondent__office=office)) | Exists(led))


def sets_of_office(office: Office) -> QuerySet[Any]:
    """Public sets that the office answered, or leads an action of."""
    responses = CabinetResponse.objects.published()
    led = Action.objects.filter(lead_office=office).values("response_item__response")
    named = responses.filter(Q(respondent__office=office) | Q(pk__in=led))
    return RecommendationSet.objects.published().filter(pk__in=named.values("set"))


def codes_of(sets: QuerySet[Any]) -> list[str]:
    """The codes of these sets, the newest of them, and of everything that hangs on them: two queries."""
    newest = list(sets.order_by("-pk").values_list("pk", "public_id")[:MOST_SETS])
    keys = [pk for pk, _code in newest]
    below: Iterable[Any] = (CabinetResponse, ProgressUpdate, CommitteeReview)
    first, *others = (model.objects.filter(set__in=keys).order_by().values_list("public_id", flat=True) for model in below)
    return [code.hex for _pk, code in newest] + [code.hex for code in first.union(*others, all=True)]
