"""Where a recommendation stands: computed from its latest public update and review, for many rows. Never stored.

Each action stands as the latest public update says that names it, or the whole recommendation. Where the actions do
not all stand alike, the recommendation is in progress. Scrutiny's closing verdict ends it, a later verdict opens it.
`recommendations/implementation.py` says the same for one record in memory; a test holds the two together.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from meetings.choices import MeetingStatus
from meetings.models import Meeting
from recommendations.choices import ACCEPTING, ResponseKind, ResponseStatus
from recommendations.choices_progress import (
    CLOSING,
    ENDED,
    OPEN_STATES,
    Implementation,
    ProgressStatus,
    Verdict,
)
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    ProgressUpdate,
    Recommendation,
    RecommendationSet,
    ResponseItem,
)

# The latest first. Two of one day: the one written later.
LATEST_UPDATE = ("-as_at", "-pk")
LATEST_REVIEW = ("-reviewed_on", "-pk")
# Meetings that take place.
TAKE_PLACE = (MeetingStatus.SCHEDULED, MeetingStatus.HELD)

State, P = Implementation, ProgressStatus


def standing(prefix: str = "response__") -> Q:
    """The public full answer that stands."""
    facts = {f"{prefix}kind": ResponseKind.FULL, f"{prefix}status": ResponseStatus.PUBLISHED}
    return Q(CabinetResponse.public_when(prefix), **facts)


def public_updates(**facts: Any) -> QuerySet[Any]:
    """Updates the public may read, the latest first."""
    return ProgressUpdate.objects.published().filter(**facts).order_by(*LATEST_UPDATE)


def public_reviews(**facts: Any) -> QuerySet[Any]:
    """Reviews the public may read, the latest first."""
    return CommitteeReview.objects.published().filter(**facts).order_by(*LATEST_REVIEW)


def standing_actions() -> QuerySet[Any]:
    """Actions of the answers that stand, with `progress_status`: what the latest update says of each."""
    updates = public_updates(recommendation=OuterRef("response_item__recommendation")).filter(
        Q(action_key=OuterRef("key")) | Q(action_key=None)
    )
    actions = Action.objects.filter(standing("response_item__response__"))
    return actions.annotate(
        progress_status=Coalesce(Subquery(updates.values("status")[:1]), Value(P.NOT_STARTED.value))
    )


def with_progress(rows: QuerySet[Recommendation], on: datetime.date) -> QuerySet[Any]:
    """Adds `implementation` to recommendations, as the public sees them on the day `on`; and what it is made from."""
    updates = public_updates(recommendation=OuterRef("pk"))
    reviews = public_reviews(recommendation=OuterRef("pk"))
    answers = ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))
    disagreeing = standing_actions().filter(response_item__recommendation=OuterRef("pk"))
    met_since = Meeting.objects.published().filter(
        body=OuterRef("set__made_by"), held_on__gt=OuterRef("update_public_on"), held_on__lt=on, status__in=TAKE_PLACE
    )
    text = CharField()
    rows = rows.annotate(
        answer_outcome=Subquery(answers.values("outcome")[:1], output_field=text),
        update_status=Subquery(updates.values("status")[:1], output_field=text),
        update_public_on=Subquery(updates.values("public_on")[:1], output_field=DateField()),
        update_proposes=Subquery(updates.values("proposes_closing")[:1]),
        verdict=Subquery(reviews.values("verdict")[:1], output_field=text),
        reviewed_on=Subquery(reviews.values("reviewed_on")[:1], output_field=DateField()),
    ).annotate(
        actions_disagree=Exists(disagreeing.exclude(progress_status=OuterRef("update_status"))),
        was_met_since=Exists(met_since),
    )
    return rows.annotate(implementation=_state())


def _state() -> Case:
    """One branch a rule, the first that holds."""
    has_reviewed = Q(reviewed_on__gte=F("update_public_on"))
    ended = Q(update_status__in=ENDED, actions_disagree=False)
    branches: list[tuple[Q, Implementation]] = [
        (Q(verdict=Verdict.COMPLETE), State.COMPLETE_CONFIRMED),
        (Q(verdict=Verdict.NOT_IMPLEMENTED), State.CLOSED),
        (Q(update_status=None) & ~Q(verdict=None), State.KEPT_OPEN),
        (Q(update_status=None, answer_outcome__in=ACCEPTING), State.NO_UPDATE),
        (Q(update_status=None), State.NONE),
        (Q(actions_disagree=True), State.IN_PROGRESS),
        (ended & has_reviewed, State.KEPT_OPEN),
        (ended & Q(update_proposes=True, was_met_since=True), State.AWAITING),
        (Q(update_status=P.COMPLETE), State.COMPLETE_REPORTED),
        (Q(update_status=P.NOT_IMPLEMENTED), State.NOT_IMPLEMENTED_REPORTED),
        (Q(update_status=P.PAUSED), State.PAUSED),
        (Q(update_status=P.NOT_STARTED), State.NOT_STARTED),
    ]
    cases = [When(condition, then=Value(state.value)) for condition, state in branches]
    return Case(*cases, default=Value(State.IN_PROGRESS.value), output_field=CharField())


def public_rows() -> QuerySet[Recommendation]:
    """Recommendations of public sets."""
    return Recommendation.objects.filter(set__in=RecommendationSet.objects.published())


def open_recommendations(on: datetime.date) -> QuerySet[Any]:
    """Public recommendations that scrutiny follows and has not closed."""
    return with_progress(public_rows(), on).filter(implementation__in=OPEN_STATES)


def open_actions() -> QuerySet[Any]:
    """Actions of which no public update says that they ended; not of what scrutiny closed."""
    reviews = public_reviews(recommendation=OuterRef("response_item__recommendation"))
    actions = standing_actions().annotate(verdict=Subquery(reviews.values("verdict")[:1]))
    is_open = Q(verdict=None) | ~Q(verdict__in=CLOSING)
    return actions.filter(is_open).exclude(progress_status__in=ENDED)


def overdue_actions(on: datetime.date) -> QuerySet[Any]:
    """Open actions whose day has gone."""
    return open_actions().filter(due_on__lt=on)
