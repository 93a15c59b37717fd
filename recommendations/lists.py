"""The public list of recommendations: a row for each, with its set, the answer to it and where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council import lists
from council.lists import Params, PublicList, Selection
from council.models import Council
from council.representations import PublicField
from council.schemas import DAY, or_none, schema_of
from meetings.models import Document
from recommendations import states, wording
from recommendations.choices_progress import Implementation
from recommendations.filters import RecommendationFilter, public_recommendations
from recommendations.models import CabinetResponse, CommitteeReview, ProgressUpdate, Recommendation, RecommendationSet
from recommendations.published import RECOMMENDATION, SET
from recommendations.published_progress import recommendation_address
from recommendations.querysets_progress import public_rows, with_progress
from recommendations.row_facts import with_facts
from recommendations.tables import of_the_heading

A_PAGE = 25
# What of its set each row says.
OF_THE_SET = (
    "reference", "subject", "made_by", "made_on", "origin", "addressee", "status", "status_words", "received_on",
    "due_on", "due_basis",
)  # fmt: skip


def _recommendations(params: Params, *, council: Council, on: datetime.date) -> Selection:
    """Every public recommendation, those of one set together, what is next first."""
    chosen = RecommendationFilter(params, council, on)
    return Selection(chosen.in_order, chosen, chosen.total, chosen.keys)


def _load(council: Council, on: datetime.date) -> QuerySet[Any]:
    rows = public_recommendations(council, on)
    return with_progress(rows, on).select_related("set__made_by", "set__addressee", "duty")


def _few(council: Council, on: datetime.date, keys: list[int]) -> dict[int, Any]:
    rows = public_rows().select_related("set__made_by", "set__addressee", "duty").filter(pk__in=keys).order_by()
    return with_facts(_changed(rows), council, on, states.kept_divided(council, on))


def _named() -> QuerySet[Any]:
    """Public recommendations with what their titles and addresses say."""
    rows = Recommendation.objects.filter(set__in=RecommendationSet.objects.published())
    return rows.select_related("set__made_by", "set__addressee")


def _changed(rows: QuerySet) -> QuerySet:
    below = (
        CabinetResponse.objects.filter(set=OuterRef("set")),
        ProgressUpdate.objects.filter(recommendation=OuterRef("pk")),
        CommitteeReview.objects.filter(recommendation=OuterRef("pk")),
        Document.objects.filter(update__recommendation=OuterRef("pk")),
    )
    return rows.annotate(changed=lists.latest(*below, own="set__changed_at"))


def _of_set(field: PublicField) -> Callable[[Any], Any]:
    return lambda row: field.value(row.set)


def _title(row: Any) -> str:
    """ "Recommendation 1) of the Finance Panel made on 2 August 2021 concerning the ledger"."""
    name = wording.recommendation_name({"label": row.label, "position": row.position})
    return _now("%(name)s %(origin)s") % {"name": name, "origin": wording.origin_of_set(of_the_heading(row.set))}


RECOMMENDATIONS = PublicList(
    name="recommendations",
    model=Recommendation,
    title=_("Recommendations"),
    path="/recommendations/",
    page_size=A_PAGE,
    kinds=("recommendationset", "cabinetresponse", "progressupdate", "committeereview"),
    fields=(
        *(
            PublicField(f"set_{field.name}", field.label, _of_set(field), (), schema_of(field, SET.model))
            for field in SET.fields
            if field.name in OF_THE_SET
        ),
        *RECOMMENDATION.fields,
        PublicField("outcome", _("Outcome"), None, ()),
        PublicField("outcome_words", _("Outcome in words"), lambda r: wording.OUTCOMES.get(r.outcome, ""), ()),
        PublicField("state", _("State of the answer"), None, ()),
        PublicField("state_words", _("State of the answer in words"), lambda r: states.TAGS[r.state][0], ()),
        PublicField("answered_on", _("Answered on"), None, (), or_none(DAY)),
        PublicField("open_due_on", _("Next answer due on"), None, (), or_none(DAY)),
        PublicField("implementation", _("Progress"), None, ()),
        PublicField(
            "implementation_words", _("Progress in words"), lambda r: Implementation(r.implementation).label, ()
        ),
        PublicField("year", _("Municipal year in which it was made"), None, ()),
    ),
    choose=_recommendations,
    filters=RecommendationFilter,
    load=_load,
    named=_named,
    few=_few,
    title_of=_title,
    address_of=recommendation_address,
    id_of=lambda row: f"{row.set.public_id.hex}-{row.position}",
    with_changed=_changed,
)
