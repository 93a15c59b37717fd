"""The law of notices (`council/statute/notices.py`) applied to entries of the forward plan: what is due when.

Owns which notices an entry needs and whether those given were early enough, by the council's own day basis. The
rules are England's: elsewhere nothing is worked out and nothing refused.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from council.models import Council, ExtraHoliday
from council.statute import notices as law
from council.statute.calendars import Calendar, CalendarHorizonError, load_calendar
from council.statute.notices import NoticeKind as Kind
from council.statute.periods import DayBasis
from council.statute.wording import long_date
from meetings.choices_plan import KeyRoute, NoticeKind, UrgencyCovers
from meetings.models import Notice, PlanEntry

KEY_NOTICE, PRIVATE_FIRST, PRIVATE_SECOND, EXCEPTION, URGENCY = (
    NoticeKind.KEY_DECISION,
    NoticeKind.PRIVATE_FIRST,
    NoticeKind.PRIVATE_SECOND,
    NoticeKind.GENERAL_EXCEPTION,
    NoticeKind.SPECIAL_URGENCY,
)


class Rules:
    """The council's day basis of each notice and its calendar, read once and only where they are needed."""

    def __init__(self, council: Council | None = None) -> None:
        self.council = council or Council.current()

    @property
    def apply(self) -> bool:
        """Whether the regulations of England are this council's."""
        return self.council.nation == Council.Nation.ENGLAND

    @cached_property
    def calendar(self) -> Calendar:
        """The bank holidays, those added by the administrator among them."""
        extra = dict(ExtraHoliday.objects.values_list("on", "title"))
        return load_calendar(self.council.holiday_division, extra)

    @property
    def bases(self) -> dict[Kind, DayBasis]:
        """The day basis of each notice."""
        return {
            Kind.KEY_DECISION: DayBasis(self.council.key_notice_basis),
            Kind.PRIVATE_FIRST: DayBasis(self.council.private_first_basis),
            Kind.PRIVATE_SECOND: DayBasis(self.council.private_second_basis),
            Kind.GENERAL_EXCEPTION: DayBasis(self.council.general_exception_basis),
        }

    def deadline(self, kind: str, day: datetime.date) -> law.Deadline | None:
        """The latest day for a notice, or None beyond the known bank holidays."""
        try:
            return law.deadline(Kind(kind), day, self.bases, self.calendar)
        except CalendarHorizonError:
            return None

    def given(self, kind: str, given_on: datetime.date, day: datetime.date) -> law.Given | None:
        """How early a notice was, or None beyond the known bank holidays."""
        try:
            return law.given(Kind(kind), given_on, day, self.bases, self.calendar)
        except CalendarHorizonError:
            return None

    def earliest(self, kind: str, given_on: datetime.date) -> datetime.date | None:
        """The first day of a decision after a notice, or None beyond the known bank holidays."""
        try:
            return law.earliest_decision(Kind(kind), given_on, self.bases, self.calendar)
        except CalendarHorizonError:
            return None

    def is_early_enough(self, kind: str, given_on: datetime.date, day: datetime.date) -> bool:
        """Whether a notice given then is in time; where that cannot be counted nobody is stopped."""
        found = self.given(kind, given_on, day)
        return found is None or found.is_in_time


@dataclass(frozen=True)
class Need:
    """One notice that an entry needs: its latest day with the working, the day it was given, whether it is too late."""

    kind: NoticeKind
    last_day_on: datetime.date | None
    working: str
    given_on: datetime.date | None
    is_met: bool
    is_late: bool

    @property
    def words(self) -> str:
        """What the notice is called."""
        return str(self.kind.label)

    @property
    def regulation(self) -> str:
        """The regulation it rests on."""
        return law.RULES[Kind(self.kind)].regulation


def kinds_needed(entry: PlanEntry) -> list[NoticeKind]:
    """The notices that an entry needs, by whether it is key and whether a body meets in private."""
    found = []
    if entry.is_key:
        found.append(NoticeKind(entry.key_route or KeyRoute.NOTICE))
    if entry.is_private and entry.is_by_body:
        found += [PRIVATE_SECOND] if entry.is_agreed_urgent_private else [PRIVATE_FIRST, PRIVATE_SECOND]
        if entry.is_agreed_urgent_private and URGENCY not in found:
            found.append(URGENCY)
    return found


def needs(entry: PlanEntry, notices: Iterable[Notice], rules: Rules, on: datetime.date) -> list[Need]:
    """Every notice an entry needs, as it stands on a day. `notices` are those that are public."""
    if not rules.apply or not entry.due_on:
        return []
    given = list(notices)
    return [_need(kind, entry.due_on, given, rules, on) for kind in kinds_needed(entry)]


def _need(kind: NoticeKind, day: datetime.date, notices: list[Notice], rules: Rules, on: datetime.date) -> Need:
    days = [notice.given_on for notice in notices if notice.kind == kind and notice.given_on]
    given_on = min(days, default=None)
    found = rules.deadline(kind, day)
    is_met = given_on is not None and rules.is_early_enough(kind, given_on, day)
    return Need(
        kind=kind,
        last_day_on=found.last_day_on if found else None,
        working=found.working if found else _("it cannot be worked out: the bank holidays of that year are not known"),
        given_on=given_on,
        is_met=is_met,
        is_late=not is_met and not rules.is_early_enough(kind, given_on or on, day),
    )


def plan_problem(entry: PlanEntry, notices: Iterable[Notice], rules: Rules, on: datetime.date) -> str:
    """Why a decision may not be planned for its day, and what may be done instead; empty where it may.

    Never asked of what only records a plan or a decision: what was decided is published whatever rule was broken.
    """
    if entry.is_recorded or not entry.due_on or not rules.apply:
        return ""
    if (entry.due_to or entry.due_on) < on and not _is_open_ended(entry, on):
        return _("%(day)s has passed. Enter a date to come, or say that this records what was planned already.") % {
            "day": long_date(entry.due_to or entry.due_on)
        }
    for need in needs(entry, notices, rules, on):
        if need.is_late:
            return _too_late(need, entry, rules, on)
    return ""


def _is_open_ended(entry: PlanEntry, on: datetime.date) -> bool:
    """Whether the decision may still be made on a day after `due_on`: "not before", or within that month."""
    day = entry.due_on
    is_this_month = entry.due_kind == "month" and day is not None and (day.year, day.month) >= (on.year, on.month)
    return entry.due_kind == "not_before" or is_this_month


def _too_late(need: Need, entry: PlanEntry, rules: Rules, on: datetime.date) -> str:
    day: Any = entry.due_on
    facts = {
        "what": need.words,
        "regulation": need.regulation,
        "working": need.working,
        "earliest": long_date(rules.earliest(need.kind, on) or day),
    }
    words = _(
        "%(what)s (regulation %(regulation)s) would be too late: %(working)s. Plan it for %(earliest)s or later"
    ) % (facts)
    if need.kind in (KEY_NOTICE, EXCEPTION):
        return f"{words}{_remaining(day, rules, on)}"
    if need.kind == PRIVATE_FIRST:
        return words + _(", or say that a chair agrees that meeting in private is urgent (regulation 5(6)).")
    return words + "."


def _remaining(day: datetime.date, rules: Rules, on: datetime.date) -> str:
    routes = law.key_decision_routes(day, on, rules.bases, rules.calendar)
    if routes.open_now == Kind.GENERAL_EXCEPTION:
        last = long_date(routes.general_exception.last_day_on)
        return _(", or choose the general exception: its notice can be published until %(last)s.") % {"last": last}
    return _(", or choose special urgency: a chair’s agreement is needed before the decision.")


def route_words(entry: PlanEntry, rules: Rules, on: datetime.date) -> list[str]:
    """What remains for a key decision once each day has passed, one sentence a route."""
    if not (entry.is_key and entry.due_on and rules.apply):
        return []
    try:
        routes = law.key_decision_routes(entry.due_on, on, rules.bases, rules.calendar)
    except CalendarHorizonError as unknown:
        return [str(unknown)]
    days = {
        "first": long_date(routes.key_decision.last_day_on),
        "second": long_date(routes.general_exception.last_day_on),
        "third": long_date(routes.special_urgency.last_day_on),
    }
    return [
        _("Notice of a key decision (regulation 9): until %(first)s.") % days,
        _("After that the general exception (regulation 10): until %(second)s.") % days,
        _("After that special urgency (regulation 11): agreed before the decision on %(third)s.") % days,
    ]


def how_early(notice: Notice, rules: Rules) -> law.Given | None:
    """Whether a notice was given early enough for the date its entry has now; None where nothing is worked out."""
    entry = notice.plan_entry
    if not (notice.given_on and entry.due_on and rules.apply):
        return None
    return rules.given(notice.kind, notice.given_on, entry.due_on)


def covers_key(notice: Notice) -> bool:
    """Whether a notice of special urgency speaks of the key decision itself (reported under regulation 19)."""
    return notice.kind == URGENCY and notice.covers in (UrgencyCovers.KEY, UrgencyCovers.BOTH)
