"""Which bodies, offices and people the public may read of: those that a public record names. One definition each.

None of them is published at its own moment. A councillor is named by the list of a committee that meets in public, an
officer only by a record that has the name. Whoever takes a place or an office later is not shown before that day.
"""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from council.models import Body, Membership, Office, OfficeHolding, Person
from meetings.choices_decisions import MakerKind
from meetings.models import Decision, Meeting
from recommendations.choices import ResponseKind
from recommendations.models import Action, CabinetResponse, LeadChange, RecommendationSet
from recommendations.querysets_progress import standing


def known_bodies(on: datetime.date) -> QuerySet[Body]:
    """Those with a public meeting, or which made or have to answer a public set."""
    sets = RecommendationSet.objects.published().exclude(made_on__gt=on).order_by()
    named = sets.filter(Q(made_by=OuterRef("pk")) | Q(addressee=OuterRef("pk")))
    meetings = Meeting.objects.published().filter(body=OuterRef("pk")).order_by()
    return Body.objects.filter(Exists(meetings) | Exists(named))


def known_offices() -> QuerySet[Office]:
    """Those whose holder gave an answer that stands, or which lead an action of one; those that took one over."""
    answers = CabinetResponse.objects.filter(standing(""), respondent__office=OuterRef("pk")).order_by()
    leads = Action.objects.filter(standing("response_item__response__"), lead_office=OuterRef("pk")).order_by()
    taken_over = LeadChange.objects.published().filter(office=OuterRef("pk")).order_by()
    return Office.objects.filter(Exists(answers) | Exists(leads) | Exists(taken_over))


def decided_alone() -> QuerySet[Decision]:
    """Public decisions of one person who is named in them."""
    return Decision.objects.published().exclude(maker_kind=MakerKind.BODY).exclude(maker_name="")  # type: ignore[return-value]


def answers_given() -> QuerySet[CabinetResponse]:
    """Public full answers in which who gave them is named."""
    return CabinetResponse.objects.published().filter(kind=ResponseKind.FULL).exclude(respondent_name="")  # type: ignore[return-value]


def shown_holdings(on: datetime.date) -> QuerySet[OfficeHolding]:
    """Who held a councillor's office that is known, or is named in an office by a decision or an answer."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    office = known_offices().filter(pk=OuterRef("office_id"))
    named = Exists(decided_alone().filter(holding=OuterRef("pk")).order_by()) | Exists(
        answers_given().filter(respondent=OuterRef("pk")).order_by()
    )
    return OfficeHolding.objects.filter(begun).filter(Q(Exists(office), office__kind=Office.Kind.MEMBER) | Q(named))


def shown_memberships(on: datetime.date) -> QuerySet[Membership]:
    """Who sits or sat on a body that is known."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    return Membership.objects.filter(begun, Exists(known_bodies(on).filter(pk=OuterRef("body_id"))))


def serving(on: datetime.date) -> Q:
    """Of holdings and memberships: those that are not over."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


def known_people(on: datetime.date) -> QuerySet[Person]:
    """Those of whom an office or a place on a body is shown."""
    holds = shown_holdings(on).filter(person=OuterRef("pk")).order_by()
    sits = shown_memberships(on).filter(person=OuterRef("pk")).order_by()
    return Person.objects.filter(Exists(holds) | Exists(sits))
