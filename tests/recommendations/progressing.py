"""Updates and reviews of public recommendations that were answered, for the tests of progress."""

from __future__ import annotations

import datetime
from typing import Any

from recommendations.actions.progress import accept_update, write_update
from recommendations.actions.reviews import record_reviews
from recommendations.choices_progress import ProgressStatus, Verdict
from recommendations.models import Action, CommitteeReview, ProgressUpdate, Recommendation
from tests import factories as f
from tests.recommendations.answering import answer

TODAY = datetime.date(2026, 11, 2)
SIXTH_OF_OCTOBER = datetime.date(2026, 10, 6)
YES = {"outcome": "accepted", "outcome_words": "Yes", "comment": "Agreed."}


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


def an_answered_set(*texts: str, actions: list[dict[str, Any]] | None = None, outcome: str = "accepted", **fields: Any):
    """A public set made on 4 May 2026 and answered on 1 June; each recommendation with the same actions."""
    found = f.make_set(*(texts or ("That the lamps be lit.",)), public=True, **({"made_on": day(5, 4)} | fields))
    row = YES | {"outcome": outcome}
    row |= {"actions": [dict(action) for action in actions]} if actions else {"no_action": "done"}
    answer(found, *(dict(row) for _text in found.recommendations.all()), approved_on=day(6, 1))
    return found


def first(found) -> Recommendation:
    return found.recommendations.select_related("set").get(position=1)


def actions_of(found) -> list[Action]:
    return list(Action.objects.filter(response_item__recommendation=first(found)).order_by("position"))


def fields_of_update(status: str = ProgressStatus.IN_PROGRESS, **fields: Any) -> dict[str, Any]:
    needed = {"paused": {"paused_reason": "The frost."}, "not_implemented": {"why_not": "not_feasible"}}
    words = {"status": status, "as_at": day(9, 1), "narrative": "Half of the lamps are lit."}
    return words | {"office_title": "Head of Highways"} | needed.get(str(status), {}) | fields


def an_update(found, status: str = ProgressStatus.IN_PROGRESS, *, accepted: bool = True, at=f.AT, **fields: Any):
    """An update of the first recommendation, accepted unless said."""
    row = fields.pop("row", None) or first(found)
    evidence = fields.pop("evidence", [])
    update = write_update(row, fields=fields_of_update(status, **fields), evidence=evidence, by=None, at=at)
    return accept_update(update, edit_number=None, by=None, at=at) if accepted else update


def an_item(found, held_on: datetime.date = SIXTH_OF_OCTOBER, **fields: Any):
    """A public item of a meeting of the committee that made the set."""
    meeting = f.make_meeting(found.made_by, held_on, public=True)
    return f.make_item(meeting, public=True, **({"title": "What came of our recommendations"} | fields))


def a_review(found, verdict: str = Verdict.KEEP_OPEN, *, held_on=SIXTH_OF_OCTOBER, at=f.AT, item=None, **fields: Any):
    row = fields.pop("row", None) or first(found)
    words = {"verdict": verdict, "rag": "", "words": "Seen at the quay."}
    if verdict == Verdict.NOT_SATISFIED:
        words["further_by"] = day(12, 1)
    item = item or an_item(found, held_on)
    (review,) = record_reviews(item, {row.pk: words | fields}, by=None, at=at)
    return review


def at_noon(when: datetime.date) -> datetime.datetime:
    return datetime.datetime(when.year, when.month, when.day, 12, tzinfo=datetime.UTC)


__all__ = ["CommitteeReview", "ProgressUpdate"]
