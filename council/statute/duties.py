"""The duty to respond to scrutiny: when an answer is due, on what basis, and how the clock stands.

A period in law is claimed only where a written notice was given; everything else is the council's own target
or no clock at all. Nothing here decides what counts as an answer: an interim response is not one, so callers
pass the day of the full response only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.statute.calendars import Calendar
from council.statute.periods import months_beginning_with, working_days_after
from council.statute.wording import counted, long_date

EXECUTIVE_RESPONSE_MONTHS = 2
DUE_SOON_DAYS = 14


class DueBasis(StrEnum):
    """Whose deadline it is."""

    STATUTORY = "statutory"
    TARGET = "target"


class PeriodUnit(StrEnum):
    """What the period is counted in."""

    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True)
class ResponseDuty:
    """The periods that apply to one route and addressee; None where there is none.

    `statutory_months` is two for the executive and for full council (LGA 2000 s.9FE). It is None for partner
    bodies, officers, other committees, and the health and the crime and disorder routes, whose periods come
    from elsewhere. The council's target is in months, in days or in working days; two together raise ValueError.
    """

    statutory_months: int | None = EXECUTIVE_RESPONSE_MONTHS
    target_months: int | None = None
    target_working_days: int | None = None
    target_days: int | None = None

    def __post_init__(self) -> None:
        targets = (self.target_months, self.target_working_days, self.target_days)
        if sum(target is not None for target in targets) > 1:
            raise ValueError("Give the council's target in months, in days or in working days, not in two of them.")


@dataclass(frozen=True)
class Due:
    """The last day to answer in time, with every fact it was worked out from."""

    on: date
    basis: DueBasis
    received_on: date
    notice_given_on: date | None
    starts_on: date
    count: int
    unit: PeriodUnit


class ClockState(StrEnum):
    """How an answer stands against its due date: always computed for a day, never stored."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"


@dataclass(frozen=True)
class Clock:
    """The state and its calendar days, never negative: left, past, to spare or late, as the state says.

    With no days left or to spare it is, or was, the last day.
    """

    state: ClockState
    days: int


def response_due(
    received_on: date | None, notice_given_on: date | None, duty: ResponseDuty, calendar: Calendar
) -> Due | None:
    """When the answer is due, or None where no duty applies or the day of receipt is not recorded.

    Statutory (LGA 2000 s.9FE, taken from its twin SI 2009/1919 reg 6): where the body gave written notice,
    within two months beginning with the day the recommendations were received or, if later, the day of the
    notice. Without a notice the council's target runs from receipt: months begin with that day, days and
    working days are counted after it. Raises CalendarHorizonError for working days outside the known bank holidays.
    """
    if received_on is None:
        return None
    if notice_given_on is not None and duty.statutory_months is not None:
        starts_on = max(received_on, notice_given_on)
        return Due(
            on=months_beginning_with(starts_on, duty.statutory_months),
            basis=DueBasis.STATUTORY,
            received_on=received_on,
            notice_given_on=notice_given_on,
            starts_on=starts_on,
            count=duty.statutory_months,
            unit=PeriodUnit.MONTHS,
        )
    if duty.target_months is not None:
        count, unit = duty.target_months, PeriodUnit.MONTHS
        on = months_beginning_with(received_on, count)
    elif duty.target_days is not None:
        count, unit = duty.target_days, PeriodUnit.DAYS
        on = received_on + timedelta(days=count)
    elif duty.target_working_days is not None:
        count, unit = duty.target_working_days, PeriodUnit.WORKING_DAYS
        on = working_days_after(received_on, count, calendar)
    else:
        return None
    return Due(
        on=on,
        basis=DueBasis.TARGET,
        received_on=received_on,
        notice_given_on=notice_given_on,
        starts_on=received_on,
        count=count,
        unit=unit,
    )


def working(due: Due) -> str:
    """The arithmetic as a sentence: "received 2 August 2021, two months beginning with that day, last day …".

    A target is always named as the council's own, so that nobody reads it as the law.
    """
    parts = [f"received {long_date(due.received_on)}"]
    if due.basis is DueBasis.TARGET:
        period = f"the council's target of {_period(due, 'that day')}"
    elif due.notice_given_on is None or due.notice_given_on == due.received_on:
        period = _period(due, "that day")
    else:
        parts.append(f"notice given {long_date(due.notice_given_on)}")
        period = _period(due, "the later day")
    return ", ".join([*parts, period, f"last day {long_date(due.on)}"])


def days_to_answer(received_on: date, answered_on: date) -> int:
    """Calendar days from receipt to answer: none where both are the same day. The figure behind medians."""
    return (answered_on - received_on).days


def days_late(due_on: date, answered_on: date) -> int:
    """Calendar days after the last day on which the answer was given; none where it was in time."""
    return max((answered_on - due_on).days, 0)


def clock(due_on: date, today: date, answered_on: date | None, due_soon_days: int = DUE_SOON_DAYS) -> Clock:
    """How the answer stands at the end of `today`. The last day itself is still in time.

    An answer dated after `today` has not been given yet, so figures as at an earlier day come out as they
    were then.
    """
    if answered_on is not None and answered_on <= today:
        late = days_late(due_on, answered_on)
        if late:
            return Clock(ClockState.ANSWERED_LATE, late)
        return Clock(ClockState.ANSWERED_IN_TIME, (due_on - answered_on).days)
    left = (due_on - today).days
    if left < 0:
        return Clock(ClockState.OVERDUE, -left)
    return Clock(ClockState.DUE_SOON if left <= due_soon_days else ClockState.NOT_DUE, left)


def _period(due: Due, anchor: str) -> str:
    if due.unit is PeriodUnit.MONTHS:
        return f"{counted(due.count, 'month')} beginning with {anchor}"
    return f"{counted(due.count, 'day' if due.unit is PeriodUnit.DAYS else 'working day')} after {anchor}"
