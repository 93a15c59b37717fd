"""Where one recommendation stands, from records already in memory: the rules of `querysets_progress.py`, in Python.

Used where everything is read anyway (the recommendation's own page). A test holds the two together, row by row.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence

from recommendations.choices import ACCEPTING
from recommendations.choices_progress import CLOSING, ENDED, Implementation, ProgressStatus, Verdict
from recommendations.models import CommitteeReview, ProgressUpdate

State, P = Implementation, ProgressStatus


def stands_as(key: uuid.UUID, updates: Sequence[ProgressUpdate]) -> str:
    """What the latest of these public updates (the latest first) says of an action."""
    named = (update.status for update in updates if update.action_key in (key, None))
    return next(named, P.NOT_STARTED.value)


def is_overdue(
    due_on: datetime.date | None,
    key: uuid.UUID,
    updates: Sequence[ProgressUpdate],
    reviews: Sequence[CommitteeReview],
    on: datetime.date,
) -> bool:
    """Whether the day of an action has gone, no update says that it ended, and scrutiny has not closed it."""
    is_closed = bool(reviews) and reviews[0].verdict in CLOSING
    return bool(due_on and due_on < on) and stands_as(key, updates) not in ENDED and not is_closed


def implementation(
    outcome: str,
    actions: Iterable[uuid.UUID],
    updates: Sequence[ProgressUpdate],
    reviews: Sequence[CommitteeReview],
    *,
    was_met_since: bool,
) -> str:
    """The state. Public updates and reviews come the latest first; `outcome`, `actions` are of the answer that stands.

    `was_met_since`: the committee has met since the latest update became public.
    """
    review = reviews[0] if reviews else None
    update = updates[0] if updates else None
    if review is not None and review.verdict in CLOSING:
        return State.COMPLETE_CONFIRMED if review.verdict == Verdict.COMPLETE else State.CLOSED
    if update is None:
        return State.KEPT_OPEN if review is not None else State.NO_UPDATE if outcome in ACCEPTING else State.NONE
    if any(stands_as(key, updates) != update.status for key in actions):
        return State.IN_PROGRESS
    if update.status in ENDED:
        return _ended(update, review, was_met_since)
    return {P.PAUSED: State.PAUSED, P.NOT_STARTED: State.NOT_STARTED}.get(P(update.status), State.IN_PROGRESS)


def _ended(update: ProgressUpdate, review: CommitteeReview | None, was_met_since: bool) -> str:
    if review is not None and update.public_on is not None and review.reviewed_on >= update.public_on:
        return State.KEPT_OPEN
    if update.proposes_closing and was_met_since:
        return State.AWAITING
    return State.COMPLETE_REPORTED if update.status == P.COMPLETE else State.NOT_IMPLEMENTED_REPORTED
