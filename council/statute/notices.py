"""The notices before an executive decision in England: the clear days each asks for, and what remains once it is late.

The Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012,
SI 2012/2089. The regulations say "clear days" without saying of which kind, so each notice's day basis is an
argument: the council's configuration. How clear days are counted is in `periods.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from council.statute.calendars import Calendar
from council.statute.periods import (
    DayBasis,
    clear_days_after,
    clear_days_before,
    clear_days_between,
    clear_days_working,
)
from council.statute.wording import counted, long_date


class NoticeKind(StrEnum):
    """The five notices of SI 2012/2089."""

    KEY_DECISION = "key_decision"
    PRIVATE_FIRST = "private_first"
    PRIVATE_SECOND = "private_second"
    GENERAL_EXCEPTION = "general_exception"
    SPECIAL_URGENCY = "special_urgency"


@dataclass(frozen=True)
class NoticeRule:
    """What one notice needs: the regulation it rests on and its clear days; None where no period runs."""

    kind: NoticeKind
    regulation: str
    days: int | None
    basis: DayBasis


# The number of days is law. The basis beside it is what councils commonly do, until the council's own is passed in.
RULES: dict[NoticeKind, NoticeRule] = {
    NoticeKind.KEY_DECISION: NoticeRule(NoticeKind.KEY_DECISION, "9", 28, DayBasis.CALENDAR),
    NoticeKind.PRIVATE_FIRST: NoticeRule(NoticeKind.PRIVATE_FIRST, "5(2)", 28, DayBasis.CALENDAR),
    NoticeKind.PRIVATE_SECOND: NoticeRule(NoticeKind.PRIVATE_SECOND, "5(4)", 5, DayBasis.WORKING),
    NoticeKind.GENERAL_EXCEPTION: NoticeRule(NoticeKind.GENERAL_EXCEPTION, "10", 5, DayBasis.WORKING),
    NoticeKind.SPECIAL_URGENCY: NoticeRule(NoticeKind.SPECIAL_URGENCY, "11", None, DayBasis.WORKING),
}
Bases = Mapping[NoticeKind, DayBasis]


@dataclass(frozen=True)
class Deadline:
    """The latest lawful day to publish a notice, with its working."""

    kind: NoticeKind
    last_day_on: date
    working: str


@dataclass(frozen=True)
class Given:
    """A notice that was given: how many clear days it gave, how many the rule asks for, and the same in words."""

    kind: NoticeKind
    days: int
    needed: int | None
    is_in_time: bool
    working: str


def deadline(kind: NoticeKind, decision_on: date, bases: Bases, calendar: Calendar) -> Deadline:
    """The latest lawful day to publish a notice of a decision, or of a private meeting, on `decision_on`.

    Key decision: 28 clear days before the decision is made (reg 9(2)). Private meeting: 28 clear days before it
    (reg 5(2)), and again five clear days before it (reg 5(4)). General exception: the decision waits until five
    clear days have passed after the day the notice was made available (reg 10(1)(c)). Special urgency: no period
    runs, the agreement is needed before the decision (reg 11(1)).

    Raises CalendarHorizonError where working days are counted outside the known bank holidays.
    """
    rule = RULES[NoticeKind(kind)]
    if rule.days is None:
        working = f"{long_date(decision_on)}, agreement and reasons before the decision is made"
        return Deadline(rule.kind, decision_on, working)
    basis = bases.get(rule.kind, rule.basis)
    return Deadline(
        rule.kind,
        clear_days_before(decision_on, rule.days, basis, calendar),
        clear_days_working(decision_on, rule.days, basis, calendar),
    )


def earliest_decision(kind: NoticeKind, given_on: date, bases: Bases, calendar: Calendar) -> date:
    """The first day on which the decision may be made after a notice given on `given_on`. Errors as above.

    Regs 5(2), 5(4), 9(2), 10(1)(c). For special urgency (reg 11) the same day.
    """
    rule = RULES[NoticeKind(kind)]
    if rule.days is None:
        return given_on
    return clear_days_after(given_on, rule.days, bases.get(rule.kind, rule.basis), calendar)


def given(kind: NoticeKind, given_on: date, decision_on: date, bases: Bases, calendar: Calendar) -> Given:
    """Whether a notice published on `given_on` was early enough for `decision_on` (regs 5, 9, 10, 11).

    A notice of special urgency is in time on the day of the decision itself: no clear day is asked for.
    """
    rule = RULES[NoticeKind(kind)]
    if rule.days is None:
        is_in_time = given_on <= decision_on
        return Given(rule.kind, 0, None, is_in_time, f"agreed and published {long_date(given_on)}")
    basis = bases.get(rule.kind, rule.basis)
    days = clear_days_between(given_on, decision_on, basis, calendar)
    working = (
        f"published {long_date(given_on)}, {counted(days, basis.noun)} before {long_date(decision_on)}, "
        f"{counted(rule.days, basis.noun)} needed"
    )
    return Given(rule.kind, days, rule.days, days >= rule.days, working)


@dataclass(frozen=True)
class Routes:
    """The lawful ways to a key decision, as they stand on one day: the three deadlines and the first still open."""

    key_decision: Deadline
    general_exception: Deadline
    special_urgency: Deadline
    open_now: NoticeKind | None


def key_decision_routes(decision_on: date, today: date, bases: Bases, calendar: Calendar) -> Routes:
    """What may still be done towards a key decision on `decision_on`: reg 9, else reg 10, else reg 11.

    A way is open where a notice published `today` would give its clear days: on the weekend after the last working
    day it still is. `open_now` is None where the day of the decision has passed. Raises CalendarHorizonError.
    """
    kinds = (NoticeKind.KEY_DECISION, NoticeKind.GENERAL_EXCEPTION, NoticeKind.SPECIAL_URGENCY)
    found = {kind: deadline(kind, decision_on, bases, calendar) for kind in kinds}
    is_open = [kind for kind in kinds if given(kind, today, decision_on, bases, calendar).is_in_time]
    return Routes(
        key_decision=found[NoticeKind.KEY_DECISION],
        general_exception=found[NoticeKind.GENERAL_EXCEPTION],
        special_urgency=found[NoticeKind.SPECIAL_URGENCY],
        open_now=is_open[0] if is_open else None,
    )
