"""Decisions, call-ins and their steps in every state, with a canary in each word that the public must not read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from meetings import actions as meetings
from meetings.models import AgendaItem, CallIn, CallInStep, Decision, Issue, Meeting
from tests import factories
from tests.decision_factories import make_call_in, make_decision, make_step
from tests.factories import AT
from tests.factories_plan import make_entry

MODELS: tuple[type[models.Model], ...] = (Decision, CallIn, CallInStep)
# Words the public may read of a decision that is withheld.
SAFE = {"exempt_paragraphs", "exempt_reason", "public_title", "public_summary", "maker_title", "maker_name"}
OPEN = {"exempt_paragraphs", "exempt_reason", "public_title", "public_summary", "effective_working"}
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}


def words(state: str) -> dict[str, Any]:
    """A canary in every word of a decision, in its parts and its contacts."""
    from tests.site.world import CANARY, canaries

    found: dict[str, Any] = canaries(Decision, state, SAFE | OPEN)
    found |= {f"{name}_answer": "given" for name in ("alternatives", "conflicts", "dispensations", "consultation")}
    found |= {"would_have_decided_answer": "given", "broken_rule": "agenda", "is_subject": False}
    found |= {"not_subject": "urgent", "override_on": datetime.date(2026, 12, 1)}
    found["parts"] = [{"label": "(a)", "text": f"{CANARY}decisionpart{state}"}]
    found["contacts"] = [{"name": f"{CANARY}decisioncontact{state}", "job_title": "", "telephone": "", "email": ""}]
    if state in ("draft", "withdrawn"):
        found |= {"maker_title": f"{CANARY}decisionmaker{state}", "maker_name": f"{CANARY}decisionname{state}"}
    return found


def call_in_words(state: str) -> dict[str, Any]:
    """A canary in every word of a call-in."""
    from tests.site.world import CANARY, canaries

    members = [{"name": f"{CANARY}member{state}{place}", "ward": ""} for place in range(4)]
    return canaries(CallIn, state, {"validity"}) | {"members": members}


def make_decision_cases(meeting: Meeting, issue: Issue) -> Iterator[Any]:
    """Decisions on public, withheld and withdrawn items, by themselves, as drafts, exempt and withdrawn."""
    from tests.site.world import Case

    item = factories.make_item(meeting, public=True, title="The harbour wall")
    decision = make_decision(public=True, item=item, issue=issue, title="Mending the quay")
    yield Case("decision", "published", decision)
    yield from call_in_cases(decision)
    yield Case("decision", "draft", make_decision(**words("draft"), public_title="canarydecisionpublicdraft"))
    yield Case("document", "published", paper_of(decision, "open"))
    yield Case("document", "draft", paper_of(decision, "draft", public=False))
    exempt = make_decision(public=True, **words("exempt"), **EXEMPT, public_title="A lease", public_summary="A lease")
    yield Case("decision", "exempt", exempt)
    yield Case("document", "exempt", paper_of(exempt, "exempt"))
    later = make_decision(public=True, **words("madeexempt"))
    actions_exempt = {"restriction": "exempt", "paragraphs": "3", "reason": "Prices"}
    changed = meetings.save(later, changes={"public_title": "A lease"}, reason="A name", by=None, at=AT)
    meetings.make_exempt(changed, **actions_exempt, by=None, at=AT)
    yield from withdrawn_cases()
    yield from below_items(meeting)
    yield from planned_cases()


def planned_cases() -> Iterator[Any]:
    """Decisions whose entry of the forward plan the public may not read: a draft, and one that was withdrawn."""
    from tests.site.world import CANARY, Case

    for state in ("draft", "withdrawn"):
        entry = make_entry(f"{CANARY}planned{state}", public=state != "draft")
        if state == "withdrawn":
            meetings.withdraw(entry, reason="By mistake", by=None, at=AT)
        yield Case("plan-entry", state, entry)
        yield Case("decision", "published", make_decision(public=True, title="Painting the quay", plan_entry=entry))


def paper_of(decision: Decision, state: str, *, public: bool = True) -> Any:
    """A paper that accompanies a decision; an open one has words that anybody may read."""
    from tests.site.world import make_document

    safe = {"title": "A paper", "public_title": "A paper", "size_text": "1 KB"}
    if state in ("open", "exempt"):
        safe |= {"exempt_paragraphs": "", "exempt_reason": ""}
        paper = factories.make_document(None, **safe, decision=decision, format="TXT")
        paper.file.save("open.txt", ContentFile(b"An open paper" if state == "open" else b"canarypaper"), save=True)
        return meetings.publish(paper, by=None, at=AT)
    return make_document(None, f"decision{state}", public=public, decision=decision)


def withdrawn_cases() -> Iterator[Any]:
    """A decision that was withdrawn, and the paper that went with it."""
    from tests.site.world import Case

    gone = make_decision(public=True, **words("withdrawn"), public_title="canarydecisionpublicwithdrawn")
    paper = paper_of(gone, "withdrawn")
    yield Case("decision", "withdrawn", meetings.withdraw(gone, reason="By mistake", by=None, at=AT))
    yield Case("document", "withdrawn", paper)


def call_in_cases(decision: Decision) -> Iterator[Any]:
    """A valid call-in with a public, a draft and a withdrawn step; a draft request."""
    from tests.site.world import CANARY, Case

    call_in = make_call_in(decision, public=True)
    yield Case("call-in", "published", call_in)
    yield Case("call-in", "draft", make_call_in(decision, **call_in_words("draft")))
    step = {"by_whom": f"{CANARY}stepbywhomdraft", "text": f"{CANARY}steptextdraft"}
    yield Case("call-in-step", "draft", make_step(call_in, "outcome", **step))
    gone = {"by_whom": f"{CANARY}stepbywhomwithdrawn", "text": f"{CANARY}steptextwithdrawn"}
    step_gone = make_step(call_in, "meeting", public=True, **gone)
    yield Case("call-in-step", "withdrawn", meetings.withdraw(step_gone, reason="By mistake", by=None, at=AT))
    other = make_decision(public=True, title="Lighting the quay", lead_in="Agreed:")
    doomed = make_call_in(other, public=True, **(call_in_words("withdrawn") | {"refused_reason": ""}))
    yield Case("call-in", "withdrawn", meetings.withdraw(doomed, reason="By mistake", by=None, at=AT))
    again = make_call_in(other, public=True, grounds_words="The lamps are too bright.")
    yield Case(
        "call-in-step", "published", make_step(again, "meeting", public=True, by_whom="The Harbour Scrutiny Panel")
    )


def below_items(meeting: Meeting) -> Iterator[Any]:
    """What hangs on an item goes with it: one withdrawn, one made exempt, each with a call-in below the decision."""
    from tests.site.world import CANARY, Case

    for state in ("withdrawn", "madeexempt"):
        item = factories.make_item(meeting, public=True, title="The harbour light")
        canary = {name: word for name, word in words(state).items() if name not in ("is_subject", "not_subject")}
        canary |= {"not_subject_reason": "", "urgency_agreed_by": "", "is_subject": True}
        decision = make_decision(public=True, **canary, item=item)
        call_in = make_call_in(decision, public=True, **(call_in_words(state) | {"refused_reason": ""}))
        step = {"by_whom": "Scrutiny Committee", "text": f"{CANARY}steptextbelow{state}"}
        make_step(call_in, "outcome", public=True, **step)
        if state == "withdrawn":
            meetings.withdraw(AgendaItem.objects.get(pk=item.pk), reason="By mistake", by=None, at=AT)
            yield Case("decision", "withdrawn", Decision.objects.get(pk=decision.pk))
        else:
            exempt = {"restriction": "exempt", "paragraphs": "3", "reason": "Prices"}
            meetings.make_exempt(item, **exempt, by=None, at=AT)


def decision_addresses(case: Any, status: int) -> list[tuple[str, str, int]]:
    """(route, address, status an anonymous reader must get) for a decision."""
    reference = case.record.reference or "DEC-2026-99"
    paper = 404 if case.state == "exempt" else status
    return [
        ("meetings:decision", f"/decisions/{reference}/", status),
        ("meetings:decision-pdf", f"/decisions/{reference}.pdf", paper),
    ]
