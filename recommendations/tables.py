"""Public tables of recommendations that have no list page of their own: sets, responses, updates, reviews."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.lists import PublicTable, latest
from council.representations import PublicField
from recommendations import wording
from recommendations.lifecycle import name_of
from recommendations.models import (
    CabinetResponse,
    CommitteeReview,
    LeadChange,
    ProgressUpdate,
    Recommendation,
    RecommendationSet,
    ResponseItem,
)
from recommendations.published import RESPONSE, SET, response_address, set_address
from recommendations.published_progress import (
    LEAD_CHANGE,
    REVIEW,
    UPDATE,
    public_evidence,
    recommendation_address,
    reviewed_at_address,
)

OF_THE_HEADING = ("made_by", "made_on", "subject", "has_article", "is_letter")


def of_the_heading(recommendation_set: RecommendationSet) -> dict[str, Any]:
    """What the heading of a set is made from."""
    return {field.name: field.value(recommendation_set) for field in SET.fields if field.name in OF_THE_HEADING}


def set_title(recommendation_set: RecommendationSet) -> str:
    """ "Recommendations of the Finance Panel made on 2 August 2021 concerning the ledger"."""
    return wording.set_heading(of_the_heading(recommendation_set))


def sets_loaded() -> QuerySet:
    """Public sets with their recommendations and who has to answer each."""
    rows = Recommendation.objects.select_related("duty").order_by("position")
    sets = RecommendationSet.objects.published().select_related("made_by", "addressee")
    return sets.prefetch_related(Prefetch("recommendations", rows))


def _sets_changed(sets: QuerySet) -> QuerySet:
    return sets.annotate(changed=latest(CabinetResponse.objects.filter(set=OuterRef("pk"))))


SETS = PublicTable(
    name="recommendation-sets",
    title=_("Sets of recommendations"),
    kinds=("recommendationset",),
    model=RecommendationSet,
    fields=SET.fields,
    load=lambda council, on: sets_loaded(),
    title_of=set_title,
    address_of=set_address,
    with_changed=_sets_changed,
)


def responses_loaded() -> QuerySet:
    """Every public version of every answer, with its rows and their actions."""
    items = ResponseItem.objects.select_related("recommendation__duty").prefetch_related("actions")
    found = CabinetResponse.objects.published().select_related("set__made_by", "set__addressee", "duty")
    return found.prefetch_related(Prefetch("items", items.order_by("recommendation__position")))


RESPONSE_SET: PublicField = next(field for field in RESPONSE.fields if field.name == "set")
RESPONSES = PublicTable(
    name="responses",
    title=_("Responses, every version"),
    kinds=("cabinetresponse",),
    model=CabinetResponse,
    fields=RESPONSE.fields,
    load=lambda council, on: responses_loaded(),
    title_of=lambda response: wording.response_heading({"set": RESPONSE_SET.value(response), "kind": response.kind}),
    address_of=response_address,
)


def _told_of(record: Any) -> str:
    names = {"name": name_of(record.recommendation), "reference": record.set.reference}
    return _now("%(reference)s, %(name)s") % names


def _address(record: Any) -> str:
    record.recommendation.set = record.set
    return recommendation_address(record.recommendation)


UPDATES = PublicTable(
    name="progress-updates",
    title=_("Progress updates"),
    kinds=("progressupdate",),
    model=ProgressUpdate,
    fields=UPDATE.fields,
    load=lambda council, on: updates_loaded(),
    title_of=_told_of,
    address_of=_address,
)


def updates_loaded() -> QuerySet:
    """Public updates with their public evidence."""
    found = ProgressUpdate.objects.published().select_related("set", "recommendation__duty")
    return found.prefetch_related(Prefetch("evidence", public_evidence(), to_attr="evidence_read"))


def reviews_loaded() -> QuerySet:
    """Public reviews with the meeting at which they were made."""
    related = ("set", "recommendation__duty", "body", "item__meeting__body")
    return CommitteeReview.objects.published().select_related(*related)


REVIEWS = PublicTable(
    name="reviews",
    title=_("Reviews by committees"),
    kinds=("committeereview",),
    model=CommitteeReview,
    fields=(*REVIEW.fields, PublicField("reviewed_at", _("Address of where"), reviewed_at_address, ())),
    load=lambda council, on: reviews_loaded(),
    title_of=_told_of,
    address_of=_address,
)

LEADS = PublicTable(
    name="lead-changes",
    title=_("Changes of who leads what was promised"),
    kinds=("leadchange",),
    model=LeadChange,
    fields=LEAD_CHANGE.fields,
    load=lambda council, on: leads_loaded(),
    title_of=lambda change: (
        _now("%(reference)s: %(now)s leads now") % {"reference": change.set.reference, "now": change.to_title}
    ),
    address_of=lambda change: set_address(change.set),
)


def leads_loaded() -> QuerySet:
    """Public changes of who leads, with their set."""
    return LeadChange.objects.published().select_related("set")


TABLES = (SETS, RESPONSES, UPDATES, REVIEWS, LEADS)
