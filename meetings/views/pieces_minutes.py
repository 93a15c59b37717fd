"""Attendance, votes, speakers and the minutes an item approves, as officers' pages show them. Plain dictionaries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from council.models import User
from meetings.actions_publish import minutes_to_confirm
from meetings.models import AgendaItem, Attendance, ItemProceedings, Meeting
from meetings.permissions import may_add_to, may_publish
from meetings.published_minutes import ATTENDANCE, DECLARATION, SPEAKER, VOTE, rows
from meetings.recorded import with_totals
from meetings.views.pieces import named, page_of, piece


def attendance_of(meeting: Meeting, user: User) -> dict[str, Any]:
    """The attendance of a meeting: its words and its piece where it is recorded, and where it is entered."""
    record = Attendance.objects.filter(meeting=meeting).select_related("meeting__body").first()
    may_enter = record is None and may_add_to(user, meeting)
    return {
        "words": record and with_totals(ATTENDANCE.read(record)),
        "piece": record and piece(record, user),
        "enter_url": reverse("meetings:officer-attendance-edit", args=[meeting.public_id]) if may_enter else "",
        "minutes_url": reverse("meetings:officer-enter-minutes", args=[meeting.public_id])
        if may_add_to(user, meeting)
        else "",
    }


def words_of(proceedings: ItemProceedings) -> dict[str, Any]:
    """All that is recorded, what the public may not read too: for officers of its body."""
    return {
        "votes": [vote | {"has_counts": vote["votes_for"] is not None} for vote in map(VOTE.read, _votes(proceedings))],
        "speakers": [SPEAKER.read(row) for row in proceedings.speakers.all()],
        "declarations": [DECLARATION.read(row) for row in rows(proceedings)],
    }


def _votes(proceedings: ItemProceedings) -> Any:
    return proceedings.votes.prefetch_related("members")


def to_confirm(item: AgendaItem, user: User) -> dict[str, Any] | None:
    """The meeting whose minutes an item approves, and whether this officer can confirm them now."""
    meeting = item.approves_minutes_of
    if meeting is None:
        return None
    outcome = getattr(item, "outcome", None)
    drafts = minutes_to_confirm(meeting) if outcome is not None and may_publish(user, item) else []
    return {
        "name": named(meeting),
        "url": page_of(meeting),
        "outcome": outcome.text if outcome else "",
        "count": len(drafts),
        "confirm_url": reverse("meetings:officer-confirm-minutes", args=[item.public_id]) if drafts else "",
    }
