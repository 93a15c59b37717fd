"""Where a set stands against its clock: as an annotation for lists, and in Python for each who has to answer.

Both say what the predicates of `querysets.py` say; tests hold them against each other.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from council.kept_counts import keeper
from council.models import Council
from recommendations.models import Duty, Recommendation, RecommendationSet
from recommendations.querysets import LONG_AGO, published_answers

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


# What `divided` reads of each duty.
OF_DUTY = (
    "number", "name", "due_on", "received_on", "notice_given_on", "set__due_on", "set__received_on",
    "set__notice_given_on", "set__addressee__name",
)  # fmt: skip


class Part(NamedTuple):
    """One of those who have to answer: when, and whether and when they did."""

    due_on: datetime.date | None
    answered_on: datetime.date | None
    is_answered: bool
    received_on: datetime.date | None = None
    name: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a set stands that several have to answer."""

    state: str
    answered_on: datetime.date | None
    open_due_on: datetime.date | None
    waiting_for: str = ""  # who has not answered by the first open day, a name on each line

    @property
    def is_answered(self) -> bool:
        """Everybody has answered."""
        return self.state in ANSWERED_STATES

    @property
    def waits_until(self) -> datetime.date | None:
        """The next last day of a set that awaits an answer, as lists are ordered by it."""
        return self.open_due_on if self.state in WITH_DATE else None


def divided(council: Council, on: datetime.date) -> dict[int, Standing]:
    """Key of each set that several have to answer -> where it stands. One query; there are few of them."""
    own = published_answers(set=OuterRef("set_id"), duty=None)
    asked_itself = Recommendation.objects.filter(set=OuterRef("set_id"), duty=None).order_by()
    duties: Any = Duty.objects.annotate(
        answered=_first_day(published_answers(duty=OuterRef("pk"))), own=_first_day(own), has_own=Exists(asked_itself)
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for duty in duties.select_related("set__addressee").only(*OF_DUTY):
        if duty.set_id not in found and duty.has_own:
            asked = duty.set
            own_part = Part(asked.due_on, *_answered(duty.own), asked.received_on, asked.addressee.name)
            found[duty.set_id].append(own_part)
        received_on, _notice = duty.days(duty.set)
        found[duty.set_id].append(Part(duty.due_on, *_answered(duty.answered), received_on, duty.name))
    return {pk: standing(parts, council, on) for pk, parts in found.items()}


def kept_divided(council: Council, on: datetime.date) -> dict[int, Standing]:
    """`divided`, kept until anything is published."""
    found: dict[int, Standing] = keeper(council, on)("sets that several answer", lambda: divided(council, on))
    return found


def _first_day(answers: Any) -> Subquery:
    """The day of the first of these answers, LONG_AGO where it is not recorded; None where there is no answer."""
    return Subquery(answers.annotate(day=Coalesce("approved_on", LONG_AGO)).values("day")[:1])


def _answered(day: datetime.date | None) -> tuple[datetime.date | None, bool]:
    """When and whether one of those who have to answer did, from `_first_day`."""
    return (None if day == datetime.date.min else day), day is not None


def standing(parts: list[Part], council: Council, on: datetime.date) -> Standing:
    """Where a set stands by its parts: as late as the latest of them, answered when all of them are."""
    codes = {
        part_state(part.due_on, part.answered_on, is_answered=part.is_answered, council=council,
                   received_on=part.received_on, on=on)
        for part in parts
    }  # fmt: skip
    dates = [part.answered_on for part in parts]
    last = max(day for day in dates if day) if all(dates) else None
    waiting = [part for part in parts if part.due_on and not part.is_answered]
    timed = [part for part in waiting if is_timed(part.due_on, part.received_on, council)]
    open_due = [part.due_on for part in timed or waiting if part.due_on]
    code = next(code for code in (*AWAITING_STATES, *ANSWERED_STATES) if code in codes)
    if code == ANSWERED_IN_TIME and last is None:
        code = ANSWERED
    first = min(open_due, default=None)
    named = timed if first and timed else [part for part in parts if not part.is_answered]
    names = [part.name for part in named if part.due_on == first and part.name]
    return Standing(code, last, first, "\n".join(dict.fromkeys(names)))


def of_sets(
    council: Council, on: datetime.date, via: str = "pk", several: Mapping[int, Standing] | None = None
) -> dict[str, Any]:
    """`state`, `answered_on`, `open_due_on`, `has_others`, `waiting_for`; `is_answered`, `waits_until` for the order.

    Of the set that `via` ("pk", "set") leads to, by the council's own start date and window, on the day `on`: take
    those that are read. One query, for the `several` sets that more than one has to answer, unless they are given.
    """
    several = kept_divided(council, on) if several is None else several
    key, at = ("pk", "") if via == "pk" else (f"{via}_id", f"{via}__")
    answers = published_answers(set=OuterRef(key), duty=None)
    is_waiting = _timed(council, at) & ~Exists(answers)

    def known(name: str, default: Any, output_field: Any) -> Case:
        groups: dict[Any, list[int]] = defaultdict(list)
        for pk, found in several.items():
            groups[getattr(found, name)].append(pk)
        cases = [
            When(Q(**{f"{key}__in": pks}), then=Value(value, output_field=output_field))
            for value, pks in groups.items()
        ]
        return Case(*cases, default=default, output_field=output_field)

    return {
        "state": known("state", _state_of_one(council, on, at, answers), CharField()),
        "answered_on": known("answered_on", Subquery(answers.values("approved_on")[:1]), DateField()),
        "open_due_on": known("open_due_on", F(f"{at}due_on"), DateField()),
        "waiting_for": known("waiting_for", Value(""), CharField()),
        "has_others": Case(When(Q(**{f"{key}__in": list(several)}), then=Value(True)), default=Value(False)),
        "is_answered": known("is_answered", Exists(answers), BooleanField()),
        "waits_until": known("waits_until", Case(When(is_waiting, then=F(f"{at}due_on"))), DateField()),
    }


def state(council: Council, on: datetime.date, via: str = "pk") -> Case:
    """Only the state."""
    return of_sets(council, on, via)["state"]


def _timed(council: Council, at: str) -> Q:
    """The set has a due date that is shown: the same rule as `is_timed`."""
    timed = Q(**{f"{at}due_on__isnull": False})
    if council.clock_starts_on:
        timed &= Q(**{f"{at}received_on__gte": council.clock_starts_on})
    return timed


def _state_of_one(council: Council, on: datetime.date, at: str, answers: Any) -> Coalesce:
    """The state of a set that its addressee alone has to answer: the same rule as `part_state`.

    What its first answer says, asked inside the row of that answer, else what its due date says.
    """
    due, timed, answered = f"{at}due_on", _timed(council, at), _timed(council, "set__")
    soon = on + datetime.timedelta(days=council.due_soon_days)
    by_answer = Case(
        When(answered & Q(approved_on__gt=F("set__due_on")), then=Value(ANSWERED_LATE)),
        When(answered & Q(approved_on__isnull=False), then=Value(ANSWERED_IN_TIME)),
        default=Value(ANSWERED),
        output_field=CharField(),
    )
    by_date = Case(
        When(~RecommendationSet.public_when(at), then=Value(NO_CLOCK)),
        When(timed & Q(**{f"{due}__lt": on}), then=Value(OVERDUE)),
        When(timed & Q(**{f"{due}__lte": soon}), then=Value(DUE_SOON)),
        When(timed, then=Value(DUE_LATER)),
        default=Value(NO_CLOCK),
        output_field=CharField(),
    )
    return Coalesce(Subquery(answers.annotate(code=by_answer).values("code")[:1]), by_date)


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

    Needs the annotations `waits_until`, `is_answered` and `answered_on`.
    """
    return [
        F("waits_until").asc(nulls_last=True),
        "is_answered",
        F("answered_on").desc(nulls_last=True),
        F(f"{via}made_on").desc(nulls_last=True),
        f"-{via}pk",
    ]
