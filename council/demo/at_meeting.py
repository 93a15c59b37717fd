"""Answers that were made at the meeting itself: changed there against what was proposed, or given on the spot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from council.demo.days import in_office, moment, plus
from council.demo.items import At
from recommendations import actions
from recommendations.models import ResponseItem

if TYPE_CHECKING:
    from council.demo.responses import ResponsePlan

CHANGED = "agreed"  # the table of a row's words in the file, where the meeting changed them


def change(plan: ResponsePlan, at: At) -> None:
    """Take back what was proposed, write down what the meeting agreed, and clear it again."""
    reason = "Cabinet agreed it with changes."
    plan.keep(actions.return_response(plan.record, reason=reason, edit_number=None, by=plan.signer, at=at))
    rows = {}
    for item in plan.record.items.select_related("recommendation"):
        words = plan.answered.words["recommendations"][item.recommendation.position - 1]
        if CHANGED in words:
            rows[item.pk] = _same_promises(item, plan.row(words[CHANGED]))
    said: dict[str, Any] = {"fields": {}, "rows": rows, "edit_number": plan.record.edit_number}
    plan.keep(actions.save_response(plan.record, **said, by=plan.drafter, at=at))
    plan.submit(at)
    plan.sign_off(at)


def _same_promises(item: ResponseItem, row: dict[str, Any]) -> dict[str, Any]:
    """The changed actions keep the keys of those in their places: they are the same promises in other words."""
    keys = item.actions.order_by("position").values_list("pk", flat=True)
    for key, action in zip(keys, row["actions"], strict=True):
        action["pk"] = key
    return row


def schedule_at_once(plan: ResponsePlan) -> None:
    """Drafted in the afternoon, decided in the evening, cleared and published the next morning."""
    day = plan.answered.made_on
    morning = plus(day, 1)
    plan.stage.at(moment(day, "16:40"), plan.start)
    plan.stage.at(moment(day, "20:30"), partial(decide, plan))
    for clock, step in (("09:10", plan.sign_off), ("09:30", plan.approve), ("09:40", plan.publish)):
        plan.stage.at(in_office(morning, clock), step)


def decide(plan: ResponsePlan, at: At) -> None:
    """Write down what the meeting said: it waits for whoever clears it."""
    approval: dict[str, Any] = {
        "basis": plan.basis,
        "approved_on": plan.approved_on,
        "approved_at": plan.cabinet_item,
        "approved_decision": None,
    }
    said: dict[str, Any] = {"fields": plan.fields(), "rows": plan.rows(), "edit_number": plan.record.edit_number}
    plan.keep(actions.record_decided(plan.record, **said, approval=approval, by=plan.drafter, at=at))
