"""Planning many meetings at once: what speaks against a day, last year's calendar again, and the verbs.

A planned meeting becomes an ordinary draft through `actions.save`, with its audit row; all of them or none. What an
officer was shown beside each day is compared again inside the transaction: where something new speaks against a day,
nothing is saved and they are asked to look again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from council import publication
from council.models import Body, Council, ExtraHoliday, User
from council.publication import ChangedSinceError, RefusedError
from council.statute.calendars import Calendar, CalendarHorizonError, load_calendar
from council.statute.elections import last_day_for_notice_of_election, ordinary_election_day
from council.statute.periods import MunicipalYear
from council.statute.wording import MONTHS, long_date
from council.templatetags.words import clock
from meetings import actions
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.series import a_year_later, place_in_month

MOST_AT_ONCE = 300
# What next year's meeting has from this year's. Not its note or its webcast: those belong to one meeting.
COPIED = (
    "starts_at", "venue", "is_step_free", "has_hearing_loop", "access", "adjustments", "taking_part", "contact",
)  # fmt: skip
# Flags that say something of last year's meeting, whatever the day: they are no news on a day that was changed.
ABOUT_SOURCE = ("was-cancelled", "was-postponed", "shifted", "dated")
# Deadlines such as "by noon on Thursday 19 November" are right for one meeting only.
_DATED = tuple(MONTHS)


@dataclass(frozen=True)
class Planned:
    """A meeting that is not saved yet. `source` is the one it repeats, a year later."""

    body: Body
    held_on: dt.date
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: Meeting | None = None

    @property
    def starts_at(self) -> dt.time | None:
        return self.facts.get("starts_at")


@dataclass(frozen=True)
class Flag:
    """Something to look at beside a day. Where `is_double` the meeting is in the calendar already."""

    code: str
    words: str
    is_double: bool = False


def flags_of(planned: Sequence[Planned]) -> list[list[Flag]]:
    """What speaks against each planned meeting's day, in their order. Three queries, however many there are."""
    calendar = _calendar()
    others = _others(planned)
    found = []
    for place, meeting in enumerate(planned):
        doubles = _doubles(meeting, others)
        earlier = [other for other in planned[:place] if (other.body, other.held_on) == (meeting.body, meeting.held_on)]
        clashes = [] if doubles else _clashes(meeting, others, earlier)
        found.append([*doubles, *clashes, *_day_flags(meeting.held_on, calendar), *_copy_flags(meeting)])
    return found


def _calendar() -> Calendar:
    holidays = dict(ExtraHoliday.objects.values_list("on", "title"))
    return load_calendar(Council.current().holiday_division, holidays)


def _others(planned: Sequence[Planned]) -> list[Meeting]:
    """Every meeting, drafts too, that could be the same as, or on the day of, a planned one."""
    bodies = {meeting.body.pk for meeting in planned}
    days = {meeting.held_on for meeting in planned}
    sources = {meeting.source.pk for meeting in planned if meeting.source}
    near = Q(body__in=bodies, held_on__in=days) | Q(copied_from__in=sources)
    return list(Meeting.objects.filter(near, withdrawn_at=None))


def _doubles(meeting: Planned, others: list[Meeting]) -> list[Flag]:
    if not meeting.source:
        return []
    for other in others:
        if other.copied_from_id == meeting.source.pk:
            words = _("Already in the calendar, on %(day)s") % {"day": long_date(other.held_on)}
            return [Flag("double", words, is_double=True)]
    for other in others:
        if (other.body_id, other.held_on, other.starts_at) == (meeting.body.pk, meeting.held_on, meeting.starts_at):
            return [Flag("double", _("Already in the calendar"), is_double=True)]
    return []


def _clashes(meeting: Planned, others: list[Meeting], earlier: list[Planned]) -> list[Flag]:
    found = [
        Flag("clash", _already(other.starts_at, other.is_published))
        for other in others
        if (other.body_id, other.held_on) == (meeting.body.pk, meeting.held_on)
        and other.status not in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
    ]
    return [*found, *(Flag("twice", _("Stands twice in this list")) for _other in earlier[:1])]


def _already(starts_at: dt.time | None, is_published: bool) -> str:
    facts = {"time": clock(starts_at) if starts_at else "", "state": "" if is_published else _(" (a draft)")}
    if starts_at:
        return _("This committee meets on this day already, at %(time)s%(state)s") % facts
    return _("This committee meets on this day already%(state)s") % facts


def _day_flags(day: dt.date, calendar: Calendar) -> list[Flag]:
    found = []
    if day in calendar.holidays:
        found.append(Flag("holiday", _("Bank holiday: %(title)s") % {"title": calendar.holidays[day]}))
    elif not calendar.first_known_on <= day <= calendar.last_known_on:
        found.append(Flag("unknown", _("The bank holidays of %(year)s are not known yet") % {"year": day.year}))
    if day.weekday() > 4:
        found.append(Flag("weekend", _("At the weekend")))
    if day.month == 8:
        found.append(Flag("august", _("In August")))
    return [*found, *_election_flags(day, calendar)]


def _election_flags(day: dt.date, calendar: Calendar) -> list[Flag]:
    polling_day = ordinary_election_day(day.year)
    if day == polling_day:
        return [Flag("election", _("Polling day, if there are local elections this year"))]
    try:
        notice_on = last_day_for_notice_of_election(day.year, calendar)
    except CalendarHorizonError:
        return []
    if notice_on <= day < polling_day:
        words = _("Before local elections, if there are any on %(day)s") % {"day": long_date(polling_day)}
        return [Flag("before-election", words)]
    return []


def _copy_flags(meeting: Planned) -> list[Flag]:
    source = meeting.source
    if source is None:
        return []
    found = []
    if source.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED):
        words = _("%(status)s last time") % {"status": source.get_status_display()}
        found.append(Flag(f"was-{source.status}", words))
    if meeting.body.exists_to and meeting.body.exists_to < meeting.held_on:
        ends = {"day": long_date(meeting.body.exists_to)}
        found.append(Flag("ended", _("This committee ends on %(day)s") % ends))
    was, now = place_in_month(source.held_on), place_in_month(meeting.held_on)
    if was != now and meeting.held_on == a_year_later(source.held_on):
        found.append(Flag("shifted", _("Was the %(was)s of the month, is now the %(now)s") % {"was": was, "now": now}))
    if any(month in source.taking_part for month in _DATED):
        found.append(Flag("dated", _("How to take part names a date: change it in the draft")))
    return found


def copies_of(bodies: Iterable[Body], year: MunicipalYear) -> list[Planned]:
    """The meetings of a municipal year, each a year later; withdrawn ones are left out."""
    meetings = Meeting.objects.filter(
        body__in=bodies, held_on__range=(year.first_on, year.last_on), withdrawn_at=None
    ).select_related("body")
    return [
        Planned(
            body=meeting.body,
            held_on=a_year_later(meeting.held_on),
            facts={name: getattr(meeting, name) for name in COPIED},
            source=meeting,
        )
        for meeting in meetings.order_by("held_on", "starts_at", "body__name", "pk")
    ]


@transaction.atomic
def schedule(planned: Sequence[Planned], *, seen: Sequence[str], by: User | None, at: dt.datetime) -> list[Meeting]:
    """Save every planned meeting as a draft, or none. `seen` says what the officer was shown beside each (`mark`).

    The bodies are locked, so that two officers who copy the same year do not save it twice.
    """
    if not planned:
        raise RefusedError(_("Tick at least one meeting."))
    if len(planned) > MOST_AT_ONCE:
        raise RefusedError(_("Save %(most)d meetings at once at the most.") % {"most": MOST_AT_ONCE})
    keys = sorted({meeting.body.pk for meeting in planned})
    list(Body.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    flags = flags_of(planned)
    if any(has_news(*row) for row in zip(planned, flags, seen, strict=True)):
        raise ChangedSinceError(_("Something new stands beside these days. Look at them again before you save."))
    return [
        actions.save(
            Meeting(),
            changes={**meeting.facts, "body": meeting.body, "held_on": meeting.held_on, "copied_from": meeting.source},
            by=by,
            at=at,
        )
        for meeting in planned
    ]


def mark(held_on: dt.date, flags: Iterable[Flag]) -> str:
    """A day with the codes of its flags as one word: what a form sends back of what it showed."""
    return f"{held_on.isoformat()}:{','.join(flag.code for flag in flags)}"


def has_news(planned: Planned, flags: Iterable[Flag], seen: str) -> bool:
    """Whether something stands beside a meeting's day that the officer was not shown, or it is no longer new."""
    day, _colon, codes = seen.partition(":")
    known = codes.split(",") if day == planned.held_on.isoformat() else []
    return any(flag.is_double or flag.code not in (*known, *ABOUT_SOURCE) for flag in flags)


@transaction.atomic
def publish_several(seen: Mapping[Meeting, int], *, by: User | None, at: dt.datetime) -> list[Meeting]:
    """Publish drafts of meetings, all or none, each as it was when the officer confirmed it: `seen`."""
    if not seen:
        raise RefusedError(_("Tick at least one meeting."))
    # One after another in a fixed order, so that two publishers wait for each other instead of locking each other out.
    drafts = sorted(seen, key=lambda meeting: (meeting.body_id, meeting.held_on, meeting.pk))
    keys = sorted({meeting.body_id for meeting in drafts})
    list(Body.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    for meeting in drafts:
        if publication.lock(meeting, seen[meeting]).is_published:
            raise ChangedSinceError(_("A colleague published one of these meanwhile. Look at the list again."))
    return [actions.publish(meeting, edit_number=seen[meeting], by=by, at=at) for meeting in drafts]
