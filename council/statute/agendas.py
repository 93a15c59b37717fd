"""How long before a meeting its agenda must be public, in each nation.

A notice published late never stops a meeting or its papers: what follows from it is said on the page, not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from council.statute.calendars import Calendar
from council.statute.periods import DayBasis, clear_days_before, clear_days_working
from council.statute.wording import long_date

# Clear days and where they stand. The Acts do not say which days count: the basis is configuration. For Northern
# Ireland no figure was confirmed, so a council there gives its own or none is shown.
NATIONS: dict[str, tuple[int | None, str]] = {
    "england": (5, "Local Government Act 1972, section 100B"),
    "wales": (3, "Local Government Act 1972, section 100B, as it applies in Wales"),
    "scotland": (3, "Local Government (Scotland) Act 1973, section 50B"),
}


@dataclass(frozen=True)
class AgendaNotice:
    """The rule of one council: so many clear days, counted so, and where that comes from."""

    days: int
    basis: DayBasis
    source: str


@dataclass(frozen=True)
class AgendaDue:
    """The last day on which an agenda can be published in time, with the working fit for a page."""

    on: date
    working: str


def agenda_notice(nation: str, days: int | None = None, basis: DayBasis = DayBasis.WORKING) -> AgendaNotice | None:
    """The rule of a nation; `days` replaces its number where a council has a rule of its own. None where neither is.

    England: five clear days, LGA 1972 s.100B(3). Wales: three, the same section as it applies there. Scotland:
    three, LG(S)A 1973 s.50B.
    """
    in_law, source = NATIONS.get(nation, (None, ""))
    if in_law is None and days is None:
        return None
    if in_law is not None and days in (None, in_law):
        return AgendaNotice(in_law, DayBasis(basis), source)
    return AgendaNotice(days or 0, DayBasis(basis), "the council’s own rule")


def agenda_due(
    meeting_on: date, notice: AgendaNotice, calendar: Calendar, convened_on: date | None = None
) -> AgendaDue:
    """The last day to publish the agenda of a meeting on `meeting_on`.

    LGA 1972 s.100B(3)(a): where the meeting was convened at shorter notice, the agenda is open "from the time the
    meeting is convened", so the day it was convened is the last. Errors as for `clear_days_before`.
    """
    ordinary = clear_days_before(meeting_on, notice.days, notice.basis, calendar)
    if convened_on is not None and convened_on > ordinary:
        words = f"the meeting was convened on {long_date(convened_on)}, at shorter notice ({notice.source})"
        return AgendaDue(convened_on, words)
    working = clear_days_working(meeting_on, notice.days, notice.basis, calendar)
    return AgendaDue(ordinary, f"{working} ({notice.source})")
