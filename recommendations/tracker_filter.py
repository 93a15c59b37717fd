"""What a tracker is narrowed to: a question, the rows that fit it, and what can be asked of these rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from recommendations.choices_progress import Implementation
from recommendations.tracker import Tracked


@dataclass(frozen=True)
class Question:
    """What a tracker is narrowed to; an empty value narrows nothing."""

    body: str = ""
    office: str = ""
    owner: str = ""
    outcome: str = ""
    status: str = ""
    year: str = ""
    due: str = ""


AWAITING = "awaiting"
DUE: dict[str, Callable[[Tracked], bool]] = {
    "answer": lambda row: row.is_due,
    "action": lambda row: any(action.is_overdue for action in row.actions),
    "answer-soon": lambda row: row.is_due_soon,
    "action-soon": lambda row: any(action.is_due_soon for action in row.actions),
}


def narrowed(rows: Iterable[Tracked], asked: Question) -> list[Tracked]:
    """The rows that fit every part of a question."""
    return [row for row in rows if _fits(row, asked)]


def _fits(row: Tracked, asked: Question) -> bool:
    tests = (
        not asked.body or row.made_by_slug == asked.body,
        not asked.office or row.respondent == asked.office,
        not asked.owner or asked.owner in row.owners,
        not asked.outcome or (row.outcome or AWAITING) == asked.outcome,
        not asked.status or _status_fits(row, asked.status),
        not asked.year or row.year == asked.year,
        asked.due not in DUE or DUE[asked.due](row),
    )
    return all(tests)


def _status_fits(row: Tracked, status: str) -> bool:
    if status == "open":
        return not row.is_closed
    return row.status == status


def choices(rows: Iterable[Tracked]) -> dict[str, list[tuple[str, str]]]:
    """What each part of a question can be answered with, of these rows."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found["body"][row.made_by_slug] = row.made_by
        found["year"][row.year] = row.year
        found["office"][row.respondent] = row.respondent
        found["status"][row.status] = str(Implementation(row.status).label)
        for owner in row.owners:
            found["owner"][owner] = owner
    listed = {
        name: sorted(((c, w) for c, w in values.items() if c), key=lambda pair: pair[1])
        for name, values in found.items()
    }
    if "year" in listed:
        listed["year"].reverse()
    return listed
