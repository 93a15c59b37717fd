"""The data of the public pages of decisions: plain values from the catalogue. Asks the database nothing.

Takes rows that `querysets_decisions` has chosen and read.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from meetings.addresses import meeting_address
from meetings.choices_decisions import DecisionStatus
from meetings.comparison import compared
from meetings.models import CallIn, Decision
from meetings.pages import decision_in_short, decision_words, document_data, last_changed, some
from meetings.published import ISSUE, ITEM, report_recommendations
from meetings.published_decisions import CALL_IN, CALL_IN_STEP, DECISION
from meetings.published_plan import PLAN_ENTRY
from meetings.querysets_decisions import facts_of, status_on
from meetings.standing_decisions import line_words, standing

Data = dict[str, Any]
ON_LISTS = (
    "reference", "title", "restriction", "restriction_words", "summary", "lead_in", "text", "parts", "maker_title",
    "maker_name", "is_key", "decided_on", "published_on", "last_day_on", "call_in_hour", "address",
)  # fmt: skip


def decision_line(decision: Any) -> Data:
    """A decision in a list. Needs the annotations of `with_status`."""
    data = some(DECISION, decision, ON_LISTS)
    return data | {
        "words": decision_in_short(decision),
        "status": decision.status,
        "status_words": DecisionStatus(decision.status).label,
        "when": line_words(data, decision.status, decision.takes_effect_on),
    }


def call_in_data(call_in: CallIn) -> Data:
    """A call-in with its published steps; the meeting that considers it is linked while it is public."""
    steps = []
    for step in call_in.public_steps:  # type: ignore[attr-defined]
        meeting = step.meeting
        step.call_in = call_in
        link = meeting_address(meeting) if meeting is not None and meeting.is_public else ""
        steps.append(CALL_IN_STEP.read(step) | {"address": link, "published_at": step.published_at})
    return CALL_IN.read(call_in) | {"steps": steps, "published_at": call_in.published_at}


def decision_page(decision: Any, on: datetime.date) -> Data:
    """A decision with everything that is published of it. Needs `in_full`."""
    data, facts = DECISION.read(decision), facts_of(decision)
    for call_in in decision.public_call_ins:
        call_in.decision = decision
    call_ins = [call_in_data(call_in) for call_in in decision.public_call_ins]
    status = status_on(facts, on)
    item, issue = decision.item, decision.issue or (decision.item.issue if decision.item else None)
    entry = decision.plan_entry
    steps = [step for call_in in decision.public_call_ins for step in call_in.public_steps]
    return {
        "decision": data,
        "status": status.value,
        "status_words": status.label,
        "standing": standing(data, facts, status, call_ins),
        "call_ins": call_ins,
        "compared": comparison_of(data, item),
        "documents": [document_data(paper) for paper in decision.documents.all()],
        "item": some(ITEM, item, ("title", "address", "agenda_number", "minute_number")) if item else None,
        "issue": some(ISSUE, issue, ("title", "address")) if issue and issue.is_public else None,
        "entry": some(PLAN_ENTRY, entry, ("reference", "title", "address")) if entry and entry.is_public else None,
        "last_changed": last_changed([decision, *decision.public_call_ins, *steps, *decision.documents.all()]),
    }


def comparison_of(data: Data, item: Any) -> list[Data]:
    """What the report recommended beside the parts decided; empty where either has none, or is withheld."""
    recommended = report_recommendations(item) if item is not None else []
    return compared(recommended, data["parts"]) if recommended and data["parts"] else []


def decision_of_item(item: Any, decision: Decision | None) -> Data | None:
    """What an item's own page shows of the decision on it."""
    if decision is None:
        return None
    decision.item = item
    names = ("reference", "lead_in", "text", "parts", "summary", "address")
    data = some(DECISION, decision, names)
    return data | {"compared": comparison_of(data, item), "words": decision_words(data)}


def result_words(count: int, chosen: Data) -> str:
    """ "12 decisions by Cabinet in 2026/27, key, in the call-in period"."""
    words = _("1 decision") if count == 1 else _("%(count)s decisions") % {"count": count}
    return ", ".join([words, *filter(None, chosen.values())])
