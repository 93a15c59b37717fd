"""The word about a recommendation's progress beside it, and the panel of updates and reviews on a set's own page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from recommendations.models import RecommendationSet
from recommendations.progress_panel import panel

register = template.Library()


@register.filter
def at_place(progress: Any, place: int) -> Any:
    """What is known of the recommendation at this place; nothing where no progress was read (papers, previews)."""
    return progress.get(place) if isinstance(progress, dict) else None


@register.inclusion_tag("recommendations/officer/_progress_panel.html", takes_context=True)
def progress_panel(context: template.Context, found: RecommendationSet) -> dict[str, Any]:
    """Actions, updates and reviews of a set, with what this user may do with them."""
    user = context["request"].user
    return {**panel(found, user, timezone.localdate()), "request": context["request"]}
