"""No two items of a meeting have one agenda number, unless they came so from an import."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from council import publication
from council.publication import RefusedError
from meetings.models import AgendaItem, Meeting


def item_with_number(meeting: Meeting, number: str, *, but_for: AgendaItem) -> AgendaItem | None:
    """Another item of the meeting, not withdrawn, that has this agenda number."""
    others = AgendaItem.objects.filter(meeting=meeting, agenda_number__iexact=number, withdrawn_at=None)
    return others.exclude(pk=but_for.pk).first()


def number_taken(other: AgendaItem) -> str:
    """That an agenda number is taken, and what to do."""
    names = {"number": other.agenda_number, "title": other.title}
    return _("Item %(number)s is “%(title)s” already. Enter another number") % names


def refuse_number_twice(item: AgendaItem, changes: dict[str, Any]) -> None:
    """Raise RefusedError where `changes` would give an item the number of another. Locks the meeting."""
    meeting = publication.lock(changes.get("meeting") or item.meeting)
    other = item_with_number(meeting, changes["agenda_number"], but_for=item)
    if other is not None:
        raise RefusedError(number_taken(other))
