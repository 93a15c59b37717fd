"""Who and what can be followed: bodies and offices that a public record names, and what belongs to each.

A body or an office is no public record of its own: it can be followed where a public record names it, and not before.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from council.models import Body, Office
from meetings.models import Document, Meeting
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    LeadChange,
    ProgressUpdate,
    RecommendationSet,
)

# Sets that one feed or calendar tells of, the newest; what happens to older ones is in the register's feed.
MOST_SETS = 500


def known_bodies() -> QuerySet[Body]:
    """Bodies that a public meeting or set names."""
    sets, body = RecommendationSet.objects.published(), OuterRef("pk")
    return Body.objects.filter(
        Exists(Meeting.objects.published().filter(body=body))
        | Exists(sets.filter(made_by=body))
        | Exists(sets.filter(addressee=body))
    )


def known_offices() -> QuerySet[Office]:
    """Offices that a public answer names, as who responded or as who leads an action; those that took one over."""
    responses, office = CabinetResponse.objects.published(), OuterRef("pk")
    led = Action.objects.filter(lead_office=office, response_item__response__in=responses)
    taken_over = LeadChange.objects.published().filter(office=office)
    return Office.objects.filter(Exists(responses.filter(respondent__office=office)) | Exists(led) | Exists(taken_over))


def sets_of_body(body: Body) -> QuerySet[Any]:
    """Public sets that the body made or has to answer."""
    return RecommendationSet.objects.published().filter(Q(made_by=body) | Q(addressee=body))


def sets_of_office(office: Office) -> QuerySet[Any]:
    """Public sets that the office answered, or leads an action of."""
    responses = CabinetResponse.objects.published()
    led = Action.objects.filter(lead_office=office).values("response_item__response")
    named = responses.filter(Q(respondent__office=office) | Q(pk__in=led))
    taken_over = LeadChange.objects.published().filter(office=office)
    wanted = Q(pk__in=named.values("set")) | Q(pk__in=taken_over.values("set"))
    return RecommendationSet.objects.published().filter(wanted)


def codes_of(sets: QuerySet[Any]) -> list[str]:
    """The codes of these sets, the newest of them, and of everything that hangs on them: two queries."""
    newest = list(sets.order_by("-pk").values_list("pk", "public_id")[:MOST_SETS])
    keys = [pk for pk, _code in newest]
    first, *others = (
        model.objects.filter(set__in=keys).order_by().values_list("public_id", flat=True)  # type: ignore[attr-defined]
        for model in (CabinetResponse, ProgressUpdate, CommitteeReview, LeadChange)
    )
    papers = [
        Document.objects.filter(**{f"{path}__in": keys}).order_by().values_list("public_id", flat=True)
        for path in ("recommendation_set", "response__set", "update__set")
    ]
    return [code.hex for _pk, code in newest] + [code.hex for code in first.union(*others, *papers, all=True)]
