"""What a councillor wants to know before a meeting: answered since last time, due, reported, and what to ask.

Everything is public, so nobody has to sign in: the committees one follows stand in the address.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import public_or_gone
from council.models import Body, Council
from council.statute.wording import long_date
from meetings.models import Meeting
from meetings.published import meeting_address
from recommendations.choices_progress import REPORTED_STATES, Implementation
from recommendations.models import RecommendationSet
from recommendations.querysets_progress import TAKE_PLACE
from recommendations.tracker import Tracked, put_together, rows_with_all

# Meetings further back than this tell nothing about "last time".
WINDOW = datetime.timedelta(days=400)
WORDS = 30
MOST_COMMITTEES = 20
# What an A4 page holds below the heading of a briefing, in lines of so many characters at the size of briefing.css.
PAPER_LINES = 68
PAPER_WIDTH = 105


@dataclass(frozen=True)
class Line:
    """One recommendation, or a set of them: what it is, and what there is to know about it."""

    name: str
    words: str
    address: str
    told: str
    is_late: bool = False
    is_on_paper: bool = True

    @property
    def height(self) -> float:
        """How many lines of paper it takes, the space around it among them."""
        written = len(self.name) + len(self.words) + len(self.told) + len(_("Overdue")) * self.is_late
        return -(-written // PAPER_WIDTH) + 0.5


def known_meetings(**only: Any) -> list[Meeting]:
    """Public meetings in their order: one query."""
    meetings = Meeting.objects.published().filter(**only).select_related("body")
    columns = ("held_on", "place", "status", "published_at", "withdrawn_at", "body__name", "body__slug", "body__kind")
    return list(meetings.only(*columns).order_by("held_on", "starts_at", "pk"))


def days_of(meetings: Iterable[Meeting], before: datetime.date) -> dict[int, list[datetime.date]]:
    """The days on which each body met before a day; what was cancelled or postponed is no meeting."""
    days: dict[int, list[datetime.date]] = defaultdict(list)
    for meeting in meetings:
        if meeting.held_on < before and meeting.status in TAKE_PLACE:
            days[meeting.body_id].append(meeting.held_on)
    return days


def rows_for(bodies: Sequence[Body], days: Any, council: Council, on: datetime.date) -> list[Tracked]:
    """What these bodies recommended or have to answer."""
    sets = RecommendationSet.objects.filter(Q(made_by__in=bodies) | Q(addressee__in=bodies))
    return put_together(rows_with_all(sets, on), days, council, on)


def sections(
    rows: Iterable[Tracked], since: datetime.date | None, by: datetime.date, asks: str
) -> list[dict[str, Any]]:
    """The four parts of a briefing for a meeting on `by`, the one before it having been on `since`.

    `asks` is the slug of the body that meets: what others recommended waits for their word, not for its own.
    """
    rows = list(rows)
    after = since or datetime.date.min
    answered = [_answered(row) for row in rows if _is_since(row.answered_on, after)]
    due = _due([row for row in rows if not row.outcome and _is_by(row.due_on, by)], by)
    reported = [_reported(row) for row in rows if _is_since(row.latest_on, after)]
    ask = [line for row in rows for line in _questions(row, by, asks)]
    parts = (
        ("answered", _("Answered since last time"), answered),
        ("due", _("Due to be answered"), due),
        ("reported", _("Reported since last time"), reported),
        ("ask", _("What to ask"), ask),
    )
    return on_one_page([{"name": name, "heading": heading, "lines": lines} for name, heading, lines in parts])


def on_one_page(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark what is printed: a line of each part in turn, until the page is full; and count what is left out."""
    room = PAPER_LINES - 3.0 * len(parts)
    fits = {part["name"]: 0 for part in parts}
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        place = fits[part["name"]]
        if place < len(part["lines"]) and part["lines"][place].height <= room:
            room -= part["lines"][place].height
            fits[part["name"]] += 1
            waiting.append(part)
    return [
        part
        | {"left_out": len(part["lines"]) - fits[part["name"]]}
        | {"lines": [replace(line, is_on_paper=n < fits[part["name"]]) for n, line in enumerate(part["lines"])]}
        for part in parts
    ]


def _is_since(day: datetime.date | None, after: datetime.date) -> bool:
    return day is not None and day > after


def _is_by(day: datetime.date | None, by: datetime.date) -> bool:
    return day is not None and day <= by


def _line(row: Tracked, told: str, *, is_late: bool = False) -> Line:
    words = Truncator(" ".join(row.words.split())).words(WORDS)
    return Line(row.name, words, row.address, told, is_late)


def _answered(row: Tracked) -> Line:
    day = long_date(row.answered_on) if row.answered_on else _("a day that is not recorded")
    names = {"who": row.respondent or row.addressee, "answer": row.outcome_words, "day": day}
    return _line(row, _("%(who)s answered “%(answer)s” on %(day)s") % names)


def _due(rows: Iterable[Tracked], by: datetime.date) -> list[Line]:
    """A line for each who has to answer a set, however many of its recommendations that are."""
    asked: dict[Any, list[Tracked]] = defaultdict(list)
    for row in rows:
        asked[row.set_key, row.addressee, row.due_on].append(row)
    return [_due_line(own, by) for own in asked.values()]


def _due_line(rows: list[Tracked], by: datetime.date) -> Line:
    row = rows[0]
    is_late = row.due_on is not None and row.due_on < by
    names = {"who": row.addressee, "day": long_date(row.due_on) if row.due_on else ""}
    told = _("%(who)s had to answer by %(day)s") if is_late else _("%(who)s has to answer by %(day)s")
    if len(rows) == 1:
        return _line(row, told % names, is_late=is_late)
    counted = ngettext("%(subject)s (%(n)d recommendation)", "%(subject)s (%(n)d recommendations)", len(rows))
    words = counted % {"subject": capfirst(row.subject), "n": len(rows)}
    return Line(row.reference, words, row.address, told % names, is_late)


def _reported(row: Tracked) -> Line:
    names = {"state": row.status_words, "day": long_date(row.latest_on) if row.latest_on else ""}
    names["what"] = Truncator(" ".join(row.latest.split())).words(WORDS)
    words = _("%(state)s, as at %(day)s: %(what)s") if row.latest else _("%(state)s, as at %(day)s")
    return _line(row, words % names)


def _questions(row: Tracked, by: datetime.date, asks: str) -> Iterable[Line]:
    """What the record itself asks: promises whose day is past, what waits for the committee's word."""
    if row.is_closed:
        return
    for action in row.actions:
        if action.due_on is not None and action.is_overdue:
            names = {"what": Truncator(action.description).words(15), "day": long_date(action.due_on)}
            names["who"] = action.led_by or row.respondent
            words = _("%(who)s: “%(what)s” was to be done by %(day)s. Has it been done?")
            yield _line(row, words % names, is_late=True)
    if row.status in REPORTED_STATES:
        is_own = row.made_by_slug == asks
        words = _("%(state)s: is the committee satisfied?") if is_own else _("%(state)s: %(body)s has to confirm it")
        yield _line(row, words % {"state": row.status_words, "body": row.made_by})
    if row.status == Implementation.PAUSED:
        yield _line(row, _("It is paused: when does it go on?"))
    is_silent = row.status == Implementation.NO_UPDATE and not row.actions and not row.no_action
    if is_silent and _is_by(row.answered_on, by):
        yield _line(row, _("It was agreed, and nothing has been reported since: what has been done?"))


def briefing_page(body: str, place: str, council: Council, on: datetime.date) -> dict[str, Any]:
    """Everything the briefing of one meeting shows; 404 or 410 as the meeting is."""
    meetings = known_meetings(body__slug=body)
    meeting = next((found for found in meetings if found.place == place), None)
    if meeting is None:
        meeting = public_or_gone(Meeting.objects.select_related("body"), body__slug=body, place=place)
    days = days_of(meetings, min(meeting.held_on, on))
    earlier = days.get(meeting.body_id, [])
    rows = rows_for([meeting.body], days_of(meetings, on), council, on)
    since = earlier[-1] if earlier else None
    return {
        "body": meeting.body.name,
        "held_on": meeting.held_on,
        "address": meeting_address(meeting),
        "since": since,
        "on": on,
        "sections": sections(rows, since, max(meeting.held_on, on), meeting.body.slug),
    }


def committees_page(slugs: Sequence[str], council: Council, on: datetime.date) -> dict[str, Any]:
    """What is new for the committees somebody follows; `choices` are those that meet."""
    meetings = known_meetings(held_on__gte=on - WINDOW, status__in=TAKE_PLACE)
    bodies = {meeting.body.slug: meeting.body for meeting in meetings}
    chosen = [bodies[slug] for slug in dict.fromkeys(slugs) if slug in bodies][:MOST_COMMITTEES]
    rows = rows_for(chosen, days_of(meetings, on), council, on) if chosen else []
    return {
        "on": on,
        "choices": sorted(((slug, body.name) for slug, body in bodies.items()), key=lambda pair: pair[1]),
        "committees": [_committee(body, meetings, rows, on) for body in chosen],
        "chosen": [body.slug for body in chosen],
        "has_chosen": bool(slugs),
    }


def _committee(body: Body, meetings: list[Meeting], rows: list[Tracked], on: datetime.date) -> dict[str, Any]:
    own = [meeting for meeting in meetings if meeting.body_id == body.pk]
    last = next((meeting for meeting in reversed(own) if meeting.held_on < on), None)
    coming = next((meeting for meeting in own if meeting.held_on >= on), None)
    made = [row for row in rows if body.slug in (row.made_by_slug, row.addressee_slug)]
    return {
        "name": body.name,
        "slug": body.slug,
        "last": _meeting(last),
        "next": _meeting(coming),
        "sections": sections(made, last.held_on if last else None, coming.held_on if coming else on, body.slug),
    }


def _meeting(meeting: Meeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    briefing = reverse("recommendations:briefing", args=[meeting.body.slug, meeting.place])
    return {"held_on": meeting.held_on, "address": meeting_address(meeting), "briefing": briefing}
