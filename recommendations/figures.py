"""The numbers a council publishes about its answers to scrutiny: what each one counts, and of how many.

Pure functions over plain rows, with the day they stand for as an argument. A figure always carries how many it is
of; a recommendation that awaits an answer is counted as that and never as refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from council.statute.periods import months_beginning_with

ACCEPTED, IN_PART, NOT_ACCEPTED, NO_OUTCOME = "accepted", "accepted_in_part", "not_accepted", "no_outcome_given"
STATUTORY, TARGET = "statutory", "target"


@dataclass(frozen=True)
class Asked:
    """One set of recommendations to one of those who have to answer it, as far as its clock goes.

    `due_on` is None where no clock is shown: then nothing is in time or late. `answered_on` is the day the first
    public full answer was approved, None while there is none or where the day is not recorded.
    """

    set: int
    body: str
    office: str
    year: str
    received_on: datetime.date | None
    due_on: datetime.date | None
    basis: str
    is_answered: bool
    answered_on: datetime.date | None


@dataclass(frozen=True)
class Made:
    """One recommendation and what came of it: `outcome` is empty while no full answer is public.

    `complete_on` is the day it was first reported, or confirmed by the committee, as complete.
    """

    set: int
    body: str
    office: str
    year: str
    outcome: str
    answered_on: datetime.date | None
    complete_on: datetime.date | None


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded to whole per cent, halves up; None of nothing."""
        return (200 * self.count + self.of) // (2 * self.of) if self.of else None


@dataclass(frozen=True)
class Figures:
    """Everything that is published of one committee, one office, one year, or all of them."""

    sets: int
    recommendations: int
    accepted: Share
    in_part: Share
    not_accepted: Share
    no_outcome: Share
    awaiting: int
    statutory: Share
    target: Share
    overdue: int
    median_days: float | None
    median_of: int
    complete_6: Share
    complete_12: Share


def figures(asked: Sequence[Asked], made: Sequence[Made], on: datetime.date) -> Figures:
    """The figures of these rows on the day `on`."""
    answered = [row for row in made if row.outcome]
    days = days_to_answer(asked)
    return Figures(
        sets=len({row.set for row in asked} | {row.set for row in made}),
        recommendations=len(made),
        accepted=_of(answered, ACCEPTED),
        in_part=_of(answered, IN_PART),
        not_accepted=_of(answered, NOT_ACCEPTED),
        no_outcome=_of(answered, NO_OUTCOME),
        awaiting=len(made) - len(answered),
        statutory=in_time(asked, STATUTORY, on),
        target=in_time(asked, TARGET, on),
        overdue=len({row.set for row in asked if not row.is_answered and row.due_on and row.due_on < on}),
        median_days=float(median(days)) if days else None,
        median_of=len(days),
        complete_6=complete_after(made, 6, on),
        complete_12=complete_after(made, 12, on),
    )


def _of(answered: Sequence[Made], outcome: str) -> Share:
    return Share(sum(1 for row in answered if row.outcome == outcome), len(answered))


def in_time(asked: Iterable[Asked], basis: str, on: datetime.date) -> Share:
    """Answers that came by their last day, of those with this basis whose last day is past or whose answer is known.

    What still has time is not counted either way; an answer whose day is not recorded is neither in time nor late.
    """
    judged = [row for row in asked if row.basis == basis and row.due_on and _is_judged(row, on)]
    return Share(
        sum(1 for row in judged if row.answered_on and row.due_on and row.answered_on <= row.due_on), len(judged)
    )


def _is_judged(row: Asked, on: datetime.date) -> bool:
    if row.is_answered:
        return row.answered_on is not None
    return row.due_on is not None and row.due_on < on


def days_to_answer(asked: Iterable[Asked]) -> list[int]:
    """Days from receipt to answer, where both are recorded."""
    known = (row for row in asked if row.is_answered and row.received_on and row.answered_on)
    return [(row.answered_on - row.received_on).days for row in known if row.answered_on and row.received_on]


def complete_after(made: Iterable[Made], months: int, on: datetime.date) -> Share:
    """Accepted ones (in part too) complete within so many months beginning with the answer, of those old enough."""
    old_enough = [
        (row, months_beginning_with(row.answered_on, months))
        for row in made
        if row.outcome in (ACCEPTED, IN_PART) and row.answered_on
    ]
    counted = [(row, last) for row, last in old_enough if last < on]
    return Share(sum(1 for row, last in counted if row.complete_on and row.complete_on <= last), len(counted))
