"""A meeting's notices and supplements for its page: plain values; asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from council.templatetags.words import clock, on, on_day
from meetings.choices import NoticeKind
from meetings.models import AgendaItem, AgendaSupplement, Document, Meeting, MeetingNotice
from meetings.published import item_address
from meetings.published_notices import NOTICE, SUPPLEMENT

Data = dict[str, Any]


def notice_lines(meeting: Meeting) -> list[Data]:
    """The public notices of a meeting, newest first, each with what it was before. Needs `public_notices`."""
    notices: list[MeetingNotice] = meeting.public_notices  # type: ignore[attr-defined]
    return [NOTICE.read(notice) | {"was": what_it_was(notice)} for notice in notices]


def what_it_was(notice: MeetingNotice) -> str:
    """When and where the meeting was to be, in a sentence; empty where the notice changes neither."""
    if notice.kind == NoticeKind.LATE_AGENDA:
        return ""
    when = on_day(notice.held_on_before)
    if notice.starts_at_before:
        when = _("%(day)s at %(time)s") % {"day": when, "time": clock(notice.starts_at_before)}
    names = {"when": when, "where": notice.venue_before}
    if notice.venue_before:
        return _("It was to be held on %(when)s, %(where)s.") % names
    return _("It was to be held on %(when)s.") % names


def supplement_lines(items: Iterable[AgendaItem], papers: Iterable[Document]) -> list[Data]:
    """The supplements that brought these public items, their papers and the meeting's own, in order, with that."""
    found: dict[int, tuple[AgendaSupplement, list[str]]] = {}
    for paper in papers:
        if paper.supplement and not paper.supplement.is_withdrawn:
            found[paper.supplement.number] = (paper.supplement, [_("papers of the meeting")])
    for item in items:
        label = item.agenda_number or item.minute_number
        number = _("item %(number)s") % {"number": label} if label else _("a heading")
        parts: list[AgendaItem | Document] = [item, *item.documents.all()]
        for part in parts:
            if part.supplement is None or part.supplement.is_withdrawn:
                continue
            words = number if part is item else _("papers of item %(number)s") % {"number": label}
            brought = found.setdefault(part.supplement.number, (part.supplement, []))[1]
            if words not in brought:
                brought.append(words)
    return [
        SUPPLEMENT.read(supplement) | {"brought": brought} for _number, (supplement, brought) in sorted(found.items())
    ]


def carried_lines(item: AgendaItem, linked: Iterable[AgendaItem]) -> list[Data]:
    """From which meeting an item was carried over and to which, each with the address of the item there."""
    lines = []
    for other in linked:
        names = {"body": other.meeting.body.name, "day": on(other.meeting.held_on)}
        is_from = other.pk == item.carried_from_id
        words = _("the meeting of %(body)s on %(day)s") % names
        lines.append({"is_from": is_from, "words": words, "address": item_address(other)})
    return lines
