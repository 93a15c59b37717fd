"""Makes decisions and call-ins for tests, through the actions. All names are invented."""

from __future__ import annotations

import datetime
from typing import Any

from meetings import actions as meeting_actions
from meetings import actions_decisions as actions
from meetings.models import CallIn, CallInStep, Decision
from tests import factories
from tests.factories import AT

COMPLETE: dict[str, Any] = {
    "title": "New opening hours for libraries",
    "maker_kind": "body",
    "maker_title": "Cabinet",
    "decided_on": datetime.date(2026, 10, 27),
    "lead_in": "RESOLVED that:",
    "parts": [{"label": "(a)", "text": "six libraries open on Saturdays."}],
    "reasons": "Most visits are on Saturdays.",
    "alternatives_answer": "given",
    "alternatives": "Closing two libraries, which nobody wanted.",
    "conflicts_answer": "none",
    "is_key": True,
    "key_reason": "It affects every ward.",
    "is_subject": True,
}
NOT_SUBJECT: dict[str, Any] = {"is_subject": False, "not_subject": "other", "not_subject_reason": "The vote was tied."}
MEMBERS = [{"name": f"Councillor {name}", "ward": "Aldry"} for name in ("Ash", "Birch", "Cole", "Dale")]
DAY = datetime.timedelta(days=1)


def at_noon(day: datetime.date) -> datetime.datetime:
    """Noon of a day, in UTC."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def make_decision(*, public: bool = False, at: datetime.datetime = AT, **fields: Any) -> Decision:
    """A complete decision of Cabinet unless said; published `at`."""
    given = COMPLETE | {"body": factories.make_cabinet()} | fields
    decision = actions.start_decision(given=given, by=None, at=at)
    return actions.publish_decision(decision, by=None, at=at) if public else decision


def make_call_in(
    decision: Decision, received_at: datetime.datetime | None = None, *, public: bool = False, **fields: Any
) -> CallIn:
    """A request by four councillors, at noon on the day after publication unless said."""
    received_at = received_at or at_noon(decision.published_on + DAY)
    changes = {"received_at": received_at, "members": MEMBERS, "grounds_words": "Nobody was asked.", **fields}
    call_in = actions.save_call_in(CallIn(decision=decision), changes=changes, by=None, at=AT)
    return actions.publish_call_in(call_in, by=None, at=AT) if public else call_in


def make_step(
    call_in: CallIn, kind: str, *, public: bool = False, at: datetime.datetime = AT, **fields: Any
) -> CallInStep:
    """One step after a call-in, a week after it was received unless said."""
    day = call_in.received_at.date() + 7 * DAY
    by_kind: dict[str, Any] = {
        "meeting": {},
        "outcome": {"outcome": "referred_back"},
        "final": {"result": "confirmed", "text": "Confirmed as it was.", "effective_on": day + 7 * DAY},
    }
    changes = {"call_in": call_in, "kind": kind, "happened_on": day, "by_whom": "Scrutiny Committee"}
    step = meeting_actions.save(CallInStep(), changes=changes | by_kind[kind] | fields, by=None, at=at)
    return meeting_actions.publish(step, by=None, at=at) if public else step
