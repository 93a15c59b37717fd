"""Where a decision stands on a day, and which decisions stand so: one definition, in SQL and for one row.

The rows a status rests on (call-ins, their steps) count only when they are published. A test holds both definitions
against each other, row by row.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from meetings.choices_decisions import REFERRED, CallInOutcome, CallInStepKind, DecisionStatus, FinalResult
from meetings.models import CallIn, CallInStep, Decision
from meetings.querysets import NOT_ON_LISTS, published_documents

STANDING = {"published_at__isnull": False, "withdrawn_at": None}


@dataclass(frozen=True)
class Facts:
    """What a status rests on, of one decision: its own two dates, and what its valid call-in led to."""

    last_day_on: datetime.date | None
    effective_on: datetime.date
    is_stopped: bool = False
    outcome: str = ""
    result: str = ""
    resumed_on: datetime.date | None = None

    @property
    def takes_effect_on(self) -> datetime.date | None:
        """The day of effect; None while a call-in holds it up, or where the final decision gives none."""
        return self.resumed_on if self.is_stopped else self.effective_on


def status_on(facts: Facts, on: datetime.date) -> DecisionStatus:
    """Where a published decision stands on a day."""
    if facts.is_stopped:
        return _after_call_in(facts)
    may_be_called_in = facts.last_day_on is not None and on <= facts.last_day_on
    if may_be_called_in and (on < facts.effective_on or facts.effective_on == facts.last_day_on):
        return DecisionStatus.IN_WINDOW
    return DecisionStatus.AWAITING_EFFECT if on < facts.effective_on else DecisionStatus.EFFECTIVE


def _after_call_in(facts: Facts) -> DecisionStatus:
    if facts.result:
        return DecisionStatus.UPHELD if facts.result == FinalResult.CONFIRMED else DecisionStatus.RECONSIDERED
    if facts.outcome in REFERRED:
        return DecisionStatus.REFERRED
    return DecisionStatus.UPHELD if facts.outcome == CallInOutcome.NO_ACTION else DecisionStatus.CALLED_IN


def facts_of(decision: Any) -> Facts:
    """The facts of a decision whose published call-ins and steps were read with it (`in_full`)."""
    valid = next((call_in for call_in in decision.public_call_ins if call_in.is_valid), None)
    steps = {step.kind: step for step in valid.public_steps} if valid else {}
    outcome, final = steps.get(CallInStepKind.OUTCOME), steps.get(CallInStepKind.FINAL)
    return Facts(
        last_day_on=decision.last_day_on,
        effective_on=decision.effective_on,
        is_stopped=valid is not None,
        outcome=outcome.outcome if outcome else "",
        result=final.result if final else "",
        resumed_on=final.effective_on if final else outcome.effective_on if outcome else None,
    )


def with_status(decisions: QuerySet, on: datetime.date) -> QuerySet:
    """Adds `status` and `takes_effect_on` of each published decision on a day.

    What a valid call-in led to is asked inside the row of that call-in, so that it stands in the statement once.
    """
    valid = CallIn.objects.filter(decision=OuterRef("pk"), is_valid=True, **STANDING).order_by("received_at", "pk")
    in_window = Q(last_day_on__gte=on) & (Q(effective_on__gt=on) | Q(effective_on=F("last_day_on")))
    by_date = Case(
        When(in_window, then=Value(DecisionStatus.IN_WINDOW.value)),
        When(effective_on__gt=on, then=Value(DecisionStatus.AWAITING_EFFECT.value)),
        default=Value(DecisionStatus.EFFECTIVE.value),
        output_field=CharField(),
    )
    return decisions.annotate(
        status=Coalesce(Subquery(valid.annotate(status=_led_to()).values("status")[:1]), by_date),
        takes_effect_on=Case(
            When(Exists(valid), then=Subquery(valid.annotate(day=_resumed_on()).values("day")[:1])),
            default=F("effective_on"),
        ),
    )


def _steps(*kinds: str) -> QuerySet:
    """Published steps of the call-in of the outer query. There is one of each kind, and each says what its kind has."""
    return CallInStep.objects.filter(call_in=OuterRef("pk"), kind__in=kinds, **STANDING).order_by()


def _led_to() -> Coalesce:
    """The status of a decision by its valid call-in: what was decided in the end, else what the meeting did."""
    final = Case(
        When(result=FinalResult.CONFIRMED, then=Value(DecisionStatus.UPHELD.value)),
        default=Value(DecisionStatus.RECONSIDERED.value),
        output_field=CharField(),
    )
    outcome = Case(
        When(outcome__in=REFERRED, then=Value(DecisionStatus.REFERRED.value)),
        When(outcome=CallInOutcome.NO_ACTION, then=Value(DecisionStatus.UPHELD.value)),
        output_field=CharField(),
    )
    return Coalesce(
        Subquery(_steps(CallInStepKind.FINAL).annotate(status=final).values("status")[:1]),
        Subquery(_steps(CallInStepKind.OUTCOME).annotate(status=outcome).values("status")[:1]),
        Value(DecisionStatus.CALLED_IN.value),
    )


def _resumed_on() -> Subquery:
    """The day of effect that the last of these steps gives, the final decision before the outcome; None where none."""
    is_final = Case(When(kind=CallInStepKind.FINAL, then=Value(0)), default=Value(1))
    return Subquery(_steps(CallInStepKind.FINAL, CallInStepKind.OUTCOME).order_by(is_final).values("effective_on")[:1])


def published_call_ins() -> Prefetch:
    """The published call-ins of each decision as `public_call_ins`, each with its published steps."""
    steps = CallInStep.objects.filter(**STANDING).select_related("meeting__body").order_by("happened_on", "pk")
    call_ins = CallIn.objects.filter(**STANDING).order_by("received_at", "pk")
    return Prefetch(
        "call_ins",
        call_ins.prefetch_related(Prefetch("steps", steps, to_attr="public_steps")),
        to_attr="public_call_ins",
    )


def in_full(decisions: QuerySet) -> QuerySet:
    """Decisions with what their page shows: item and its report, issue, call-ins."""
    return decisions.select_related(
        "body", "item__meeting__body", "issue", "item__issue", "plan_entry"
    ).prefetch_related(
        "item__report_recommendations", Prefetch("documents", published_documents()), published_call_ins()
    )


def newest_first(decisions: QuerySet) -> QuerySet:
    """The latest decisions first."""
    return decisions.order_by("-decided_on", "-published_at", "-pk")


def for_lists() -> QuerySet:
    """Published decisions as lists read them: their body and item, none of their longer texts but the decision's."""
    found = Decision.objects.published().select_related("body", "item__meeting__body")
    return newest_first(found.defer(*NOT_ON_LISTS, "item__summary"))
