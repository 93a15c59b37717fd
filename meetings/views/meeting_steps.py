"""What the officers' page of a meeting offers for the meeting as a whole: its verbs, what can be published together."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council.models import User
from meetings.agenda_days import last_day_to_publish
from meetings.choices import MeetingStatus, MinutesStatus
from meetings.lifecycle_meeting import possible_steps
from meetings.models import AgendaItem, AgendaSupplement, Meeting, MeetingNotice
from meetings.permissions import may_draft, may_edit, may_publish
from meetings.views.pieces import piece

# Words of the links, in the order of the page; "hold" is a button of its own.
LINKS = {
    "move": _lazy("Move to another date"),
    "change": _lazy("Change time or place"),
    "postpone": _lazy("Postpone"),
    "cancel": _lazy("Cancel the meeting"),
    "reinstate": _lazy("Go ahead after all"),
}


def whole_meeting(meeting: Meeting, user: User, on: datetime.date) -> dict[str, Any]:
    """Verbs, bulk publications, the last day for the agenda, notices and supplements: two queries and the rule's."""
    counts = counts_of(meeting)
    publishes = may_publish(user, meeting) and not meeting.is_withdrawn
    steps = possible_steps(meeting, on) if publishes else []
    notices = MeetingNotice.objects.filter(meeting=meeting).select_related("meeting__body").order_by("-pk")
    supplements = AgendaSupplement.objects.filter(meeting=meeting).select_related("meeting__body").order_by("number")
    return {
        "steps": [{"words": words, "url": _address(meeting, name)} for name, words in LINKS.items() if name in steps],
        "hold_url": _address(meeting, "hold") if "hold" in steps else "",
        "bulks": bulks_of(meeting, counts) if publishes and meeting.is_public else [],
        "is_out": counts["out"] > 0,
        "due": agenda_due_words(meeting, counts["out"] > 0, on),
        "notices": [{"record": found, "piece": piece(found, user)} for found in notices],
        "supplements": [{"record": found, "piece": piece(found, user)} for found in supplements],
    }


def counts_of(meeting: Meeting) -> dict[str, int]:
    """How many of the meeting's items are out, and how many decisions and minutes wait: one query."""
    public = Q(published_at__isnull=False, withdrawn_at=None)
    unconfirmed = Q(
        minutes__published_at__isnull=False, minutes__withdrawn_at=None, minutes__status=MinutesStatus.DRAFT
    )
    found = AgendaItem.objects.filter(meeting=meeting).aggregate(
        of_out=Count("pk", filter=Q(published_at__isnull=False)),
        of_decisions=Count("outcome", filter=public & Q(outcome__published_at=None)),
        of_minutes=Count("minutes", filter=public & Q(minutes__published_at=None)),
        of_confirm=Count("minutes", filter=public & unconfirmed),
    )
    return {name.removeprefix("of_"): count for name, count in found.items()}


def bulks_of(meeting: Meeting, counts: dict[str, int]) -> list[dict[str, Any]]:
    """What can be published together now."""
    words = {
        "decisions": _("Publish the decisions (%(count)d)"),
        "minutes": _("Publish the draft minutes (%(count)d)"),
        "confirm": _("Confirm the minutes (%(count)d)"),
    }
    return [
        {"words": text % {"count": counts[name]}, "url": _address(meeting, name)}
        for name, text in words.items()
        if counts[name]
    ]


def agenda_due_words(meeting: Meeting, is_out: bool, on: datetime.date) -> dict[str, Any] | None:
    """The last day to publish an agenda that is not out, of a meeting to come, and whether that day is over."""
    if is_out or meeting.held_on < on or meeting.status not in (MeetingStatus.SCHEDULED, MeetingStatus.POSTPONED):
        return None
    due = last_day_to_publish(meeting)
    if due is None:
        return {"on": None}
    return {"on": due.on, "working": due.working, "is_over": on > due.on}


def verbs_of(item: AgendaItem, user: User) -> list[dict[str, Any]]:
    """What can be done with an item as a part of its agenda: moved, carried over, deleted."""
    names = []
    if may_edit(user, item):
        names.append(("officer-item-move", _("Change its place")))
    if may_draft(user, item) and not item.is_withdrawn and not item.is_heading:
        names.append(("officer-item-carry", _("Carry it over to a later meeting")))
    if may_draft(user, item) and not item.is_published:
        names.append(("officer-item-delete", _("Delete the draft")))
    return [{"words": words, "url": reverse(f"meetings:{name}", args=[item.public_id])} for name, words in names]


def _address(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:officer-{name}", args=[meeting.public_id])
