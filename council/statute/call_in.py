"""The call-in window: how long scrutiny may stop a decision, and when the decision takes effect.

Call-in is a local convention resting on Local Government Act 2000 s.9F(4); every number is the council's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from council.statute.calendars import Calendar, is_working_day
from council.statute.periods import ONE_DAY, not_counted, working_days_after
from council.statute.wording import counted, long_date, number_word


class CallInEffective(StrEnum):
    """When a decision nobody called in takes effect, measured from the last day of the window."""

    ON_LAST_DAY = "on_last_day"
    DAY_AFTER = "day_after"


@dataclass(frozen=True)
class CallInRule:
    """A council's rule: working days after publication, and whether the last of them is the day of effect.

    `skips_non_working_effective_day` moves a day of effect that is a weekend or bank holiday to the next
    working day. Raises ValueError for fewer than one day: where there is no call-in there is no rule.
    """

    days: int
    effective: CallInEffective = CallInEffective.DAY_AFTER
    skips_non_working_effective_day: bool = False

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("A call-in period needs at least one working day.")
        object.__setattr__(self, "effective", CallInEffective(self.effective))


@dataclass(frozen=True)
class CallInWindow:
    """The last day to call in (None where there is no call-in), the day of effect, and the working."""

    published_on: date
    last_day_on: date | None
    effective_on: date
    working: str


def call_in_window(published_on: date, rule: CallInRule | None, calendar: Calendar) -> CallInWindow:
    """The window of a decision published on a day; a rule of None means it is not subject to call-in.

    The day of publication never counts. A decision not subject to call-in is effective at once.
    Raises CalendarHorizonError past the known bank holidays.
    """
    start = f"published {long_date(published_on)}"
    if rule is None:
        return CallInWindow(
            published_on=published_on,
            last_day_on=None,
            effective_on=published_on,
            working=f"{start}, not subject to call-in, effective on that day",
        )
    last_day_on = working_days_after(published_on, rule.days, calendar)
    effective_on, effect = _effect(last_day_on, rule, calendar)
    parts = [
        start,
        f"{counted(rule.days, 'working day')} after that day",
        *not_counted(published_on, last_day_on, calendar),
        f"last day {long_date(last_day_on)}",
        effect,
    ]
    return CallInWindow(
        published_on=published_on,
        last_day_on=last_day_on,
        effective_on=effective_on,
        working=", ".join(parts),
    )


def _effect(last_day_on: date, rule: CallInRule, calendar: Calendar) -> tuple[date, str]:
    if rule.effective is CallInEffective.ON_LAST_DAY:
        return last_day_on, "effective on that day"
    day_after = last_day_on + ONE_DAY
    if rule.skips_non_working_effective_day and not is_working_day(day_after, calendar):
        effective_on = working_days_after(last_day_on, 1, calendar)
        return effective_on, f"effective on the next working day, {long_date(effective_on)}"
    return day_after, f"effective on the day after, {long_date(day_after)}"


@dataclass(frozen=True)
class CallInTerms:
    """What a request must meet: until when (day and hour), and by how many members. No last day: no call-in."""

    last_day_on: date | None
    hour: time
    members: int


def call_in_faults(received_at: datetime, members: int, terms: CallInTerms) -> tuple[str, ...]:
    """Why a request is not valid, each a sentence for the page; none where it is. Times are the council's own.

    A request that arrives at the hour itself is in time.
    """
    if terms.last_day_on is None:
        return ("The decision is not subject to call-in.",)
    faults = []
    deadline = datetime.combine(terms.last_day_on, terms.hour)
    if received_at.replace(tzinfo=None, second=0, microsecond=0) > deadline:
        faults.append(
            f"It was received on {long_date(received_at.date())} at {received_at:%H:%M}; "
            f"the last moment was {long_date(terms.last_day_on)} at {terms.hour:%H:%M}."
        )
    if members < terms.members:
        faults.append(f"It was made by {counted(members, 'member')}; {number_word(terms.members)} are needed.")
    return tuple(faults)


def consider_by(received_on: date, days: int | None, calendar: Calendar) -> date | None:
    """The last day for the meeting that considers a call-in; None where the council sets no period.

    The day of receipt never counts. Raises CalendarHorizonError past the known bank holidays.
    """
    return working_days_after(received_on, days, calendar) if days else None
