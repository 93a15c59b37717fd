"""Where the public finds a meeting and an agenda item: addresses that were frozen at publication."""

from __future__ import annotations

from django.urls import reverse

from meetings.models import AgendaItem, Meeting


def meeting_address(meeting: Meeting) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:meeting", args=[meeting.body.slug, meeting.place]) if meeting.place else ""


def item_address(item: AgendaItem) -> str:
    """Its path on the site; empty while it is a draft, and for a heading, which has no page."""
    if not (item.slug and item.meeting.place):
        return ""
    return reverse("meetings:item", args=[item.meeting.body.slug, item.meeting.place, item.slug])
