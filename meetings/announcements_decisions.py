"""What publication writes down of decisions, call-ins and their steps."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.publication import Announcement
from council.representations import Catalogue
from council.statute.wording import long_date
from meetings.choices_decisions import CallInOutcome, CallInStepKind, FinalResult
from meetings.models import CallIn, CallInStep, Decision
from meetings.published_decisions import CALL_IN, CALL_IN_STEP, DECISION, decision_address, decision_title


def _of(
    record: PublishedRecord, decision: Decision, catalogue: Catalogue, sentence: str, happened_on: datetime.date
) -> Announcement:
    issue = decision.issue or (decision.item.issue if decision.item else None)
    return Announcement(
        snapshot=catalogue.read(record),
        sentence=sentence[:1000],
        address=decision_address(decision),
        happened_on=happened_on,
        body=decision.body,
        issue_reference=issue.public_id.hex if issue else "",
    )


def decision(record: Decision) -> Announcement:
    """A decision was made, and its record is public."""
    names = {"who": record.maker_title, "title": decision_title(record), "day": long_date(record.decided_on)}  # type: ignore[arg-type]
    sentence = _("Decision of %(who)s on %(day)s: %(title)s") % names
    return _of(record, record, DECISION, sentence, record.decided_on)  # type: ignore[arg-type]


def call_in(record: CallIn) -> Announcement:
    """Members asked for a decision to be called in."""
    names = {"title": decision_title(record.decision)}
    called_in = _("Called in by councillors: %(title)s") % names
    sentence = called_in if record.is_valid else _("A request to call in was not valid: %(title)s") % names
    return _of(record, record.decision, CALL_IN, sentence, timezone.localdate(record.received_at))


def call_in_step(record: CallInStep) -> Announcement:
    """What happened to a call-in."""
    names = {"who": record.by_whom, "title": decision_title(record.call_in.decision)}
    return _of(record, record.call_in.decision, CALL_IN_STEP, _step_words(record) % names, record.happened_on)


def _step_words(step: CallInStep) -> str:
    return {
        (CallInStepKind.MEETING, ""): _("%(who)s is to consider the call-in: %(title)s"),
        (CallInStepKind.OUTCOME, CallInOutcome.NO_ACTION): _("%(who)s took no further action: %(title)s"),
        (CallInStepKind.OUTCOME, CallInOutcome.REFERRED_BACK): _("%(who)s referred the decision back: %(title)s"),
        (CallInStepKind.OUTCOME, CallInOutcome.TO_COUNCIL): _("%(who)s referred it to full council: %(title)s"),
        (CallInStepKind.FINAL, FinalResult.CONFIRMED): _("%(who)s confirmed the decision: %(title)s"),
        (CallInStepKind.FINAL, FinalResult.CHANGED): _("%(who)s changed the decision: %(title)s"),
    }[CallInStepKind(step.kind), step.outcome or step.result]  # type: ignore[index]


DESCRIBE_DECISIONS: dict[type[PublishedRecord], Callable[[Any], Announcement]] = {
    Decision: decision,
    CallIn: call_in,
    CallInStep: call_in_step,
}
