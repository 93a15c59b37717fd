"""Items of a body's meetings, offered where something happened at one: found and worded in one place."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext

from council.models import Body
from meetings.choices import MeetingStatus
from meetings.models import AgendaItem, Meeting

MOST = 300


def items_of(
    body: Body, since: datetime.date | None, until: datetime.date | None, chosen: AgendaItem | None = None
) -> dict[int, AgendaItem]:
    """Items of a body's meetings in a time, the newest first, at most 300; `chosen` is among them."""
    never = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
    meetings = Meeting.objects.filter(body=body).exclude(status__in=never)
    if since:
        meetings = meetings.filter(held_on__gte=since)
    if until:
        meetings = meetings.filter(held_on__lte=until)
    items = AgendaItem.objects.filter(meeting__in=meetings, withdrawn_at=None).select_related("meeting__body")
    found = {item.pk: item for item in items.order_by("-meeting__held_on", "position")[:MOST]}
    if chosen and chosen.pk not in found:
        found[chosen.pk] = chosen
    return found


def item_words(item: AgendaItem) -> str:
    """Meeting, number and title of an item, as one line of a list."""
    number = item.agenda_number or item.minute_number
    place = gettext("item %(number)s") % {"number": number} if number else gettext("item")
    return f"{item.meeting}, {place}: {item.title}"
