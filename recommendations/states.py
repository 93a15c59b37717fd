"""Where a set stands against its clock, as one annotation put together from the predicates of `querysets.py`."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from council.models import Council
from recommendations.models import RecommendationSet

OVERDUE = "overdue"
DUE_SOON = "due-soon"
DUE_LATER = "due-later"
NO_CLOCK = "no-clock"
ANSWERED_LATE = "answered-late"
ANSWERED_IN_TIME = "answered-in-time"
ANSWERED = "answered-no-clock"

AWAITING_STATES = (OVERDUE, DUE_SOON, DUE_LATER, NO_CLOCK)
ANSWERED_STATES = (ANSWERED_LATE, ANSWERED_IN_TIME, ANSWERED)
WITH_DATE = (OVERDUE, DUE_SOON, DUE_LATER)
DATED_ANSWERS = (ANSWERED_LATE, ANSWERED_IN_TIME)

# What a reader may ask for -> which of the states above that is.
ASKED = {
    "awaiting": (_("Awaiting an answer"), AWAITING_STATES),
    "due-soon": (_("Due soon"), (DUE_SOON,)),
    "overdue": (_("Overdue"), (OVERDUE,)),
    "answered": (_("Answered"), ANSWERED_STATES),
    "answered-late": (_("Answered late"), (ANSWERED_LATE,)),
}

# The same as one word beside a record, with the code that chooses its colour.
TAGS = {
    OVERDUE: (_("Overdue"), "overdue"),
    DUE_SOON: (_("Due soon"), "due_soon"),
    DUE_LATER: (_("Awaiting an answer"), "awaiting"),
    NO_CLOCK: (_("Awaiting an answer"), "awaiting"),
    ANSWERED_LATE: (_("Answered late"), "late"),
    ANSWERED_IN_TIME: (_("Answered"), "answered"),
    ANSWERED: (_("Answered"), "answered"),
}


def state(council: Council, on: datetime.date, via: str = "pk") -> Case:
    """The state of the set that `via` leads to, on the day `on`, by the council's own start date and window."""
    sets: Any = RecommendationSet.objects.published()
    start = council.clock_starts_on
    with_date = sets.answered().with_answered_on().with_clock(start).filter(answered_on__isnull=False)
    subsets = (
        (ANSWERED_LATE, sets.answered_late(start)),
        (ANSWERED_IN_TIME, with_date),
        (ANSWERED, sets.answered()),
        (OVERDUE, sets.overdue(on, start)),
        (DUE_SOON, sets.due_soon(on, council.due_soon_days, start)),
        (DUE_LATER, sets.with_open_due_on().with_clock(start).filter(open_due_on__isnull=False)),
    )
    cases = [When(Q(**{f"{via}__in": subset.values("pk")}), then=Value(code)) for code, subset in subsets]
    return Case(*cases, default=Value(NO_CLOCK), output_field=CharField())


def is_timed(due_on: datetime.date | None, received_on: datetime.date | None, council: Council) -> bool:
    """Whether a due date is shown: the same rule as `with_clock`, for one of those who have to answer."""
    start = council.clock_starts_on
    return due_on is not None and (start is None or (received_on is not None and received_on >= start))


def part_state(
    due_on: datetime.date | None,
    answered_on: datetime.date | None,
    *,
    is_answered: bool,
    council: Council,
    received_on: datetime.date | None,
    on: datetime.date,
) -> str:
    """Where one of those who have to answer stands. A set's state follows from those of its parts (tested)."""
    has_due = is_timed(due_on, received_on, council)
    if is_answered:
        if not has_due or answered_on is None:
            return ANSWERED
        return ANSWERED_LATE if answered_on > due_on else ANSWERED_IN_TIME  # type: ignore[operator]
    if not has_due:
        return NO_CLOCK
    left = (due_on - on).days  # type: ignore[operator]
    return OVERDUE if left < 0 else DUE_SOON if left <= council.due_soon_days else DUE_LATER


def next_first(via: str = "") -> list[object]:
    """Ordering by what is next: awaiting with a date, the most overdue first; awaiting without; answered, newest first.

    Needs the annotations `state`, `answered_on` and `open_due_on`.
    """
    rank = Case(When(state__in=WITH_DATE, then=Value(0)), When(state=NO_CLOCK, then=Value(1)), default=Value(2))
    waits_until = Case(When(state__in=WITH_DATE, then=F("open_due_on")))
    return [
        rank,
        waits_until.asc(nulls_last=True),
        F("answered_on").desc(nulls_last=True),
        F(f"{via}made_on").desc(nulls_last=True),
        f"-{via}pk",
    ]
