"""The word about a recommendation's progress beside it, and the panel of updates and reviews on a set's own page."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def at_place(progress: Any, place: int) -> Any:
    """What is known of the recommendation at this place; nothing where no progress was read (papers, previews)."""
    return progress.get(place) if isinstance(progress, dict) else None
