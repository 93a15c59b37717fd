"""Call-ins on the officers' page of their decision: each with its steps, their states, and which step may come next."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import User
from meetings.choices_decisions import REFERRED, CallInStepKind
from meetings.models import CallIn, CallInStep, Decision
from meetings.permissions import may_draft
from meetings.published_decisions import CALL_IN, CALL_IN_STEP
from meetings.views.pieces import piece


def call_in_rows(decision: Decision, user: User) -> list[dict[str, Any]]:
    """Every call-in of a decision with its steps, and what can be done."""
    rows = []
    for call_in in decision.call_ins.prefetch_related("steps").order_by("received_at", "pk"):
        call_in.decision = decision
        steps = list(call_in.steps.all())
        for step in steps:
            step.call_in = call_in
        rows.append({
            "record": call_in,
            "piece": piece(call_in, user),
            "public": CALL_IN.read(call_in),
            "steps": [{"record": s, "piece": piece(s, user), "public": CALL_IN_STEP.read(s)} for s in steps],
            "add": next_steps(call_in, steps) if may_draft(user, decision) else [],
        })  # fmt: skip
    return rows


def next_steps(call_in: CallIn, steps: list[CallInStep]) -> list[dict[str, str]]:
    """The steps that may be entered now: none of an invalid call-in, a final decision only after it was sent back."""
    if not (call_in.is_valid and call_in.is_public):
        return []
    there = {step.kind: step for step in steps if not step.is_withdrawn}
    outcome = there.get(CallInStepKind.OUTCOME)
    may_follow = [CallInStepKind.OUTCOME] if outcome is None else []
    if outcome is None and CallInStepKind.MEETING not in there:
        may_follow.insert(0, CallInStepKind.MEETING)
    if outcome is not None and outcome.outcome in REFERRED and CallInStepKind.FINAL not in there:
        may_follow.append(CallInStepKind.FINAL)
    return [
        {
            "url": reverse("meetings:officer-call-in-step-add", args=[call_in.public_id, kind.value]),
            "words": words_of(kind),
        }
        for kind in may_follow
    ]


def words_of(kind: CallInStepKind) -> str:
    """What the form of a step is called."""
    return {
        CallInStepKind.MEETING: _("Enter the meeting that considers it"),
        CallInStepKind.OUTCOME: _("Enter what scrutiny decided"),
        CallInStepKind.FINAL: _("Enter the final decision"),
    }[kind]
