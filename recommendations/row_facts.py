"""What the rows of one page of recommendations say beside their columns: one statement, which is written only once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from council import composed
from council.models import Council
from recommendations.filters import facts_of
from recommendations.progress_lines import next_due_on
from recommendations.querysets_progress import public_rows
from recommendations.states import Standing

NAMES = (
    "outcome", "state", "answered_on", "open_due_on", "waiting_for", "has_others", "year", "implementation",
)  # fmt: skip
DAYS = ("answered_on", "open_due_on", "next_due_on")


class RowFacts(NamedTuple):
    """Of one recommendation, as `facts_of` says them; `next_due_on` is the next day of an action of it."""

    outcome: str
    state: str
    answered_on: datetime.date | None
    open_due_on: datetime.date | None
    waiting_for: str
    has_others: bool
    year: str
    implementation: str
    next_due_on: datetime.date | None


def with_facts(
    rows: Iterable[Any], council: Council, on: datetime.date, several: Mapping[int, Standing]
) -> dict[int, Any]:
    """Primary key -> row of public recommendations, at most `composed.MOST`, each with what `RowFacts` has.

    `several` is `states.divided`. What is not public is left out.
    """
    arguments = (on, council.clock_starts_on, council.due_soon_days, tuple(several.items()))
    read = {row.pk: row for row in rows}
    found = composed.rows_of(_statement, arguments, list(read))
    for key, facts in found.items():
        vars(read[key]).update(_typed(facts)._asdict())
    return {key: read[key] for key in found}


def _statement(
    on: datetime.date,
    clock_starts_on: datetime.date | None,
    due_soon_days: int,
    several: tuple[tuple[int, Standing], ...],
    keys: tuple[int, ...],
) -> QuerySet[Any, dict[str, Any]]:
    council = Council(clock_starts_on=clock_starts_on, due_soon_days=due_soon_days)
    facts = facts_of(council, on, dict(several))
    rows = public_rows().filter(pk__in=keys).order_by()
    rows = rows.annotate(**{name: facts[name] for name in NAMES}, next_due_on=next_due_on())
    return rows.values("pk", *NAMES, "next_due_on")


def _typed(row: dict[str, Any]) -> RowFacts:
    days = {name: composed.as_day(row[name]) for name in DAYS}
    values = {name: row[name] for name in NAMES}
    return RowFacts(**values | days | {"has_others": bool(row["has_others"])})
