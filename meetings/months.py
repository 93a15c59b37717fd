"""The calendar's page data: a month in weeks, each day with its public meetings. Asks the database nothing."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from council import formats, ical
from council.statute.wording import MONTHS
from council.subjects import names_of
from council.templatetags.words import at as at_time
from council.templatetags.words import on_day
from meetings.choices import MeetingStatus

Data = dict[str, Any]

# Meetings before the first were never typed in anywhere, and nobody plans past the last.
FIRST_YEAR, LAST_YEAR = 1800, 2199
ICAL_STATUS = {
    MeetingStatus.CANCELLED: ical.Status.CANCELLED,
    MeetingStatus.POSTPONED: ical.Status.TENTATIVE,
}


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month a day is in."""
        return cls(day.year, day.month)

    @property
    def first_on(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last_on(self) -> dt.date:
        return dt.date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def words(self) -> str:
        """ "November 2026"."""
        return f"{_(MONTHS[self.number - 1])} {self.year}"

    @property
    def code(self) -> str:
        """As an address has it: "2026-11"."""
        return f"{self.year:04d}-{self.number:02d}"

    def step(self, months: int) -> Month:
        """So many months later, earlier for a negative number."""
        year, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, index + 1)


def read_month(typed: str) -> Month | None:
    """ "2026-11", "11/2026", "Nov 2026", "November 2026" as a month; None where it is none, or of no year we keep."""
    typed = " ".join(typed.casefold().split())
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", typed, re.ASCII):
        year, number = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2})[ /.-](\d{4})", typed, re.ASCII):
        year, number = int(found[2]), int(found[1])
    elif found := re.fullmatch(r"([a-z]{3,})[ ,.-]+(\d{4})", typed, re.ASCII):
        named = [index for index, name in enumerate(MONTHS, start=1) if name.casefold().startswith(found[1])]
        year, number = int(found[2]), named[0] if named else 0
    else:
        return None
    return Month(year, number) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None


def calendar_address(month: Month | None = None, body: str = "") -> str:
    """The address of a month of the public calendar; without one, of this month."""
    query = QueryDict(mutable=True)
    query.update({"month": month.code} if month else {})
    query.update({"body": body} if body else {})
    return reverse("meetings:calendar") + (f"?{query.urlencode()}" if query else "")


def follow(body: str = "", name: str = "", meeting: Data | None = None) -> list[Data]:
    """What can be downloaded and followed of meetings: this one, those of this body, all of them."""
    found = []
    if meeting:
        place = meeting["address"].rstrip("/").rpartition("/")[2]
        url = reverse("meetings:meeting-ics", args=[meeting["body"]["slug"], place])
        found.append({"words": _("Put this meeting into your calendar"), "url": url, "type": "iCal"})
    if body:
        words = _("Follow the meetings of %(body)s in your calendar") % {"body": name}
        found.append({"words": words, "url": reverse("meetings:body-ics", args=[body]), "type": "iCal"})
        found.append(follow_body(body, name))
    words = _("Follow the meetings of all committees in your calendar")
    return [*found, {"words": words, "url": reverse("meetings:ics"), "type": "iCal"}]


def follow_issue(issue: Data) -> list[Data]:
    """The news feed of an issue."""
    words = _("Follow %(title)s") % {"title": issue["title"]}
    return [formats.feed(words, f"{issue['address'].rstrip('/')}.atom")]


def follow_wards(words: str) -> list[Data]:
    """Each ward in the words of a record, to be followed by e-mail."""
    return [
        line
        for slug, name in names_of([words]).items()
        for line in formats.alerts("ward", slug, _("Get e-mail alerts about %(name)s") % {"name": name})
    ]


def follow_item(item: Any, issue: Data | None) -> list[Data]:
    """What can be followed of an item: its issue, and what its body does."""
    body = item.meeting.body
    return [*(follow_issue(issue) if issue else ()), *follow(body.slug, body.name)]


def follow_body(slug: str, name: str) -> Data:
    """The news feed of a body."""
    words = _("Follow what %(body)s does") % {"body": name}
    return formats.feed(words, reverse("committee-feed", args=[slug]))


def weeks(month: Month, lines: list[Data], today: dt.date) -> list[list[Data]]:
    """The month's weeks from Monday to Sunday: each day with its meetings; days of other months are only blank."""
    by_day: dict[str, list[Data]] = {}
    for line in lines:
        by_day.setdefault(line["held_on"], []).append(line)
    return [
        [
            {
                "on": day,
                "is_other": day.month != month.number,
                "is_today": day == today and day.month == month.number,
                "meetings": by_day.get(day.isoformat(), []) if day.month == month.number else [],
            }
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.number)
    ]


def event_of(meeting: Data, address: str, record: Any) -> ical.Event:
    """A meeting as an event: its public values (`meeting`), its full address, and the marks of its publication."""
    status = ICAL_STATUS.get(meeting["status"], ical.Status.CONFIRMED)
    summary = meeting["body"]["name"]
    if status != ical.Status.CONFIRMED:
        summary = _("%(status)s: %(body)s") % {"status": meeting["status_words"], "body": summary}
    return ical.Event(
        uid=str(record.public_id),
        sequence=record.version,
        on=dt.date.fromisoformat(meeting["held_on"]),
        at=dt.time.fromisoformat(meeting["starts_at"]) if meeting["starts_at"] else None,
        summary=summary,
        status=status,
        created_at=record.published_at,
        changed_at=record.changed_at,
        location=meeting["venue"],
        description=_described(meeting, address),
        url=address,
    )


def _described(meeting: Data, address: str) -> str:
    """The event's long text: what a reader of the meeting's page is told first."""
    off = {
        MeetingStatus.CANCELLED: _("This meeting is cancelled."),
        MeetingStatus.POSTPONED: _("This meeting is postponed. It will not be held on %(day)s."),
    }.get(meeting["status"], "") % {"day": on_day(meeting["held_on"])}
    parts = [
        off,
        meeting["note"],
        "" if off else meeting["taking_part"],
        "" if off else _by_when(meeting),
        "" if off else meeting["access"],
        _("For adjustments ask: %(whom)s") % {"whom": meeting["adjustments"]}
        if meeting["adjustments"] and not off
        else "",
        _("Watch: %(address)s") % {"address": meeting["webcast_url"]} if meeting["webcast_url"] else "",
        _("Contact: %(contact)s") % {"contact": meeting["contact"]} if meeting["contact"] else "",
        _("Agenda and papers: %(address)s") % {"address": address},
    ]
    return "\n\n".join(filter(None, parts))


def _by_when(meeting: Data) -> str:
    """Until when one can say that one takes part."""
    if not meeting["take_part_by"]:
        return ""
    day = on_day(meeting["take_part_by"])
    if not meeting["take_part_by_time"]:
        return _("To take part, write by %(day)s.") % {"day": day}
    return _("To take part, write by %(time)s on %(day)s.") % {
        "time": at_time(meeting["take_part_by_time"]),
        "day": day,
    }
