"""Writes calendars as programs read them: iCalendar, RFC 5545.

Pure functions from values to text: no model, no request. Times are those of London, and a time that was not recorded
makes an event of the whole day. Nobody records when a meeting ends, so no event has an end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
CONTENT_TYPE = "text/calendar; charset=utf-8"
OCTETS_A_LINE = 75  # RFC 5545 3.1, the line end not counted
# RFC 5545 3.3.11: TEXT holds no control character but the tab; line ends are written as "\n".
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The rules of British time since 1996 (Summer Time Order 2002; before it, Directive 94/21/EC).
_RULES_FROM = dt.datetime(1996, 10, 27, 2)
TIME_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/London",
    "BEGIN:DAYLIGHT", "DTSTART:19970330T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


class Status(StrEnum):
    """RFC 5545 3.8.1.11, for events."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Event:
    """One event. `uid` never changes; `sequence` grows with each change; `changed_at` says when the last was."""

    uid: str
    sequence: int
    on: dt.date
    at: dt.time | None
    summary: str
    status: Status
    created_at: dt.datetime
    changed_at: dt.datetime
    location: str = ""
    description: str = ""
    url: str = ""


def write(name: str, events: Iterable[Event], product: str = "Meetings") -> str:
    """The whole calendar as text, its lines folded and ended as RFC 5545 asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Council decisions//{product}//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        "X-WR-TIMEZONE:Europe/London",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        *TIME_ZONE,
    ]
    for event in events:
        lines += _event(event)
    return "".join(fold(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event) -> Sequence[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{text(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        # Without METHOD, DTSTAMP is when the event was last revised (3.8.7.2): the same file for the same rows.
        f"DTSTAMP:{utc(event.changed_at)}",
        f"CREATED:{utc(event.created_at)}",
        f"LAST-MODIFIED:{utc(event.changed_at)}",
        starts(event.on, event.at),
        f"SUMMARY:{text(event.summary)}",
        f"STATUS:{event.status}",
        "TRANSP:TRANSPARENT" if event.status == Status.CANCELLED or event.at is None else "TRANSP:OPAQUE",
    ]
    lines += [f"LOCATION:{text(event.location)}"] if event.location else []
    lines += [f"DESCRIPTION:{text(event.description)}"] if event.description else []
    lines += [f"URL:{address(event.url)}"] if event.url else []
    return [*lines, "END:VEVENT"]


def starts(on: dt.date, at: dt.time | None) -> str:
    """DTSTART: a day, or a London time; in UTC from before the rules that the calendar carries."""
    if at is None:
        return f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    moment = dt.datetime.combine(on, at.replace(tzinfo=None))
    if moment < _RULES_FROM:
        return f"DTSTART:{utc(moment.replace(tzinfo=LONDON))}"
    return f"DTSTART;TZID=Europe/London:{moment:%Y%m%dT%H%M%S}"


def utc(moment: dt.datetime) -> str:
    """A moment with its zone as RFC 5545 3.3.5 writes UTC."""
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    """TEXT (RFC 5545 3.3.11): backslash, semicolon, comma and line ends escaped, what no calendar holds left out."""
    words = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", words)
    words = re.sub(r"([\\;,])", r"\\\1", _CONTROL.sub("", words))
    return words.replace("\n", "\\n")


def address(url: str) -> str:
    """A URI, in which nothing may end the line."""
    return re.sub(r"[\x00-\x20\x7f]", "", url)


def fold(line: str) -> str:
    """The line in parts of at most 75 octets, each after the first begun with a blank; no character is divided."""
    parts, part, octets = [], "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > OCTETS_A_LINE:
            parts.append(part)
            part, octets = "", 1  # the blank that begins the next line counts
        part += character
        octets += size
    return "\r\n ".join([*parts, part])
