"""The one word about the progress of recommendations, with the way to their own pages, for lists and sets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from council.statute.wording import long_date
from recommendations.choices_progress import ENDED, OPEN_STATES, REPORTED_STATES, Implementation
from recommendations.lifecycle import name_of
from recommendations.published_progress import recommendation_address
from recommendations.querysets_progress import standing_actions

Facts = dict[str, Any]


def next_due_on() -> Subquery:
    """The first day by which an action of a recommendation that is not ended is due, as an annotation.

    Only of use where scrutiny has not closed it: `progress_of` asks that first.
    """
    due = standing_actions().filter(response_item__recommendation=OuterRef("pk"), due_on__isnull=False)
    return Subquery(due.exclude(progress_status__in=ENDED).order_by("due_on").values("due_on")[:1])


def progress_of(row: Any, on: datetime.date) -> Facts:
    """Word, code and address, and what is next, of a public recommendation with `implementation` and `next_due_on`."""
    return _line(row) | {"next": _next(row, on)}


def _next(row: Any, on: datetime.date) -> str:
    """What is next for an answered recommendation, and when; empty where nothing more is to come."""
    if row.implementation in REPORTED_STATES:
        return _("The committee has to confirm this or keep it open")
    if row.implementation not in OPEN_STATES or row.next_due_on is None:
        return ""
    if row.next_due_on < on:
        return _("An action was due by %(day)s") % {"day": long_date(row.next_due_on)}
    return _("An action is due by %(day)s") % {"day": long_date(row.next_due_on)}


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
