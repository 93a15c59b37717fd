"""The one word about the progress of recommendations, with the way to their own pages, for lists and sets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from recommendations.choices_progress import Implementation
from recommendations.lifecycle import name_of
from recommendations.models import Recommendation
from recommendations.published_progress import recommendation_address
from recommendations.querysets_progress import with_progress

Facts = dict[str, Any]


def progress_of(rows: Iterable[Recommendation], on: datetime.date) -> dict[int, Facts]:
    """Key -> word, code and address, of public recommendations. One query."""
    found = with_progress(Recommendation.objects.filter(pk__in=[row.pk for row in rows]), on)
    return {row.pk: _line(row) for row in found.select_related("set")}


def progress_by_place(rows: Iterable[Any]) -> dict[int, Facts]:
    """The same by place, of recommendations of one set that were read with `with_progress`."""
    return {row.position: _line(row) for row in rows}


def short_name(row: Any) -> str:
    """ "Recommendation 1": its label without brackets, as it stands in a heading."""
    label = name_of(row)
    return label if label.lower().startswith("rec") else _("Recommendation %(label)s") % {"label": label}


def _line(row: Any) -> Facts:
    is_followed = row.implementation != Implementation.NONE
    words = str(Implementation(row.implementation).label) if is_followed else ""
    return {"name": short_name(row), "word": words, "code": row.implementation, "url": recommendation_address(row)}
