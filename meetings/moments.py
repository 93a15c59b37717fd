"""When a piece of a meeting may be published: not before the meeting, and no late paper without its reason."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.statute.wording import long_date
from meetings.agenda_days import is_out, late_agenda
from meetings.choices import DocumentKind
from meetings.models import AgendaItem, Attendance, Document, ItemMinutes, ItemProceedings, Meeting

# What happened at a meeting cannot be told before its day. An outcome can: "withdrawn from the agenda".
AT_THE_MEETING = (Attendance, ItemMinutes, ItemProceedings)


def too_early(record: PublishedRecord, on: datetime.date) -> str:
    """Why it may not be published on a day, because its meeting is still to come; empty where it may."""
    if not isinstance(record, AT_THE_MEETING):
        return ""
    meeting: Any = record.meeting if isinstance(record, Attendance) else record.item.meeting
    if meeting.held_on <= on:
        return ""
    words = {
        Attendance: _("The meeting is on %(day)s. Who was there can be published once it has taken place."),
        ItemMinutes: _("The meeting is on %(day)s. Its minutes can be published once it has taken place."),
        ItemProceedings: _("The meeting is on %(day)s. Votes and speakers can be published once it has taken place."),
    }
    return words[type(record)] % {"day": long_date(meeting.held_on)}


def only_by_supplement(record: PublishedRecord, at: datetime.datetime) -> str:
    """Why an item or a paper may not be published by itself: the agenda is out, and its last lawful day is over.

    It goes out with the next supplement, which asks why it is late (LGA 1972 s.100B(4)(b)). In time before the
    meeting, and after the day of it, nothing is asked.
    """
    meeting = _agenda_of(record)
    if meeting is None or not is_out(meeting) or not late_agenda(meeting, at):
        return ""
    return _("The agenda is out, and the last day to add to it is over. Publish a supplement on the page of the "
             "meeting: it asks why this is late.")  # fmt: skip


def _agenda_of(record: PublishedRecord) -> Meeting | None:
    """The meeting whose agenda a draft would become a part of."""
    if isinstance(record, AgendaItem):
        return record.meeting
    if not isinstance(record, Document) or record.kind in (DocumentKind.ORIGINAL, DocumentKind.MINUTES):
        return None
    return record.item.meeting if record.item else record.meeting
