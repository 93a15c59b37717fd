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
    Exists,
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
    """Adds `implementation` to recommendations, as the public sees them on the day `on`."""
    return rows.annotate(implementation=implementation_of(on))


def what_it_rests_on(on: datetime.date) -> dict[str, Any]:
    """What `implementation` is made from, by name, as annotations of recommendations: take those that are read."""
    updates, reviews = public_updates(recommendation=OuterRef("pk")), public_reviews(recommendation=OuterRef("pk"))
    return {
        "answer_outcome": Subquery(_answers().values("outcome")[:1]),
        "update_status": Subquery(updates.values("status")[:1]),
        "update_public_on": Subquery(updates.values("public_on")[:1]),
        "reviewed_on": Subquery(reviews.values("reviewed_on")[:1]),
        "was_met_since": Coalesce(
            Subquery(updates.annotate(is_met=_has_met_since(on)).values("is_met")[:1]), Value(False)
        ),
    }


def _answers() -> QuerySet[Any]:
    """What the public full answer that stands says to the recommendation of the outer query."""
    return ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))


def _has_met_since(on: datetime.date) -> Exists:
    """Whether the committee has met in public between an update, the row of the outer query, and today."""
    met = Meeting.objects.published().filter(held_on__lt=on, status__in=TAKE_PLACE)
    return Exists(met.filter(body=OuterRef("set__made_by"), held_on__gt=OuterRef("public_on")))


def implementation_of(on: datetime.date) -> Coalesce:
    """Where a recommendation stands: what ended it, else what its latest update says, else what was answered.

    Each rule is asked inside the row that it reads: written beside one another they would repeat, in every branch,
    the statement that finds that row.
    """
    reviews = public_reviews(recommendation=OuterRef("pk"))
    verdict = _first(
        (Q(verdict=Verdict.COMPLETE), State.COMPLETE_CONFIRMED), (Q(verdict=Verdict.NOT_IMPLEMENTED), State.CLOSED)
    )
    said = public_updates(recommendation=OuterRef("pk")).annotate(state=_said_by_update(on))
    accepting = _answers().filter(outcome__in=ACCEPTING)
    return Coalesce(
        Subquery(reviews.annotate(state=verdict).values("state")[:1]),
        Subquery(said.values("state")[:1]),
        _first((Exists(reviews), State.KEPT_OPEN), (Exists(accepting), State.NO_UPDATE), default=State.NONE),
        output_field=CharField(),
    )


def _said_by_update(on: datetime.date) -> Case:
    """What the latest update comes to, for that row: one branch a rule, the first that holds."""
    actions = standing_actions().filter(response_item__recommendation=OuterRef("recommendation"))
    since = {"recommendation": OuterRef("recommendation"), "reviewed_on__gte": OuterRef("public_on")}
    return _first(
        (Exists(actions.exclude(progress_status=OuterRef("status"))), State.IN_PROGRESS),
        (Q(status__in=ENDED) & Exists(public_reviews(**since)), State.KEPT_OPEN),
        (Q(status__in=ENDED, proposes_closing=True) & _has_met_since(on), State.AWAITING),
        (Q(status=P.COMPLETE), State.COMPLETE_REPORTED),
        (Q(status=P.NOT_IMPLEMENTED), State.NOT_IMPLEMENTED_REPORTED),
        (Q(status=P.PAUSED), State.PAUSED),
        (Q(status=P.NOT_STARTED), State.NOT_STARTED),
        default=State.IN_PROGRESS,
    )


def _first(*branches: tuple[Any, Implementation], default: Implementation | None = None) -> Case:
    """The state of the first condition that holds."""
    cases = [When(condition, then=Value(state.value)) for condition, state in branches]
    return Case(*cases, default=Value(default.value if default else None), output_field=CharField())


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
