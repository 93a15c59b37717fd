"""The forward plan's records in every state, with a canary word in each text that the public must not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from council.models import Body
from meetings import actions, actions_plan
from meetings.models import Issue, Notice, PlanEdition, PlanEntry, Representation
from tests.factories import AT
from tests.factories_plan import EXEMPT, make_entry, make_notice, make_representation

MODELS = (PlanEntry, Notice, Representation, PlanEdition)
# Public of an entry that is exempt: who decides, whom to ask, and what was written for the public instead.
SAFE_WHEN_EXEMPT = {
    "exempt_paragraphs", "exempt_reason", "public_title", "public_summary", "maker_title", "maker_name", "members",
    "documents_where", "documents_procedure", "lead_member", "lead_director", "department", "contact", "wards",
    "period_words", "decided_at",
}  # fmt: skip
ONLY_WITH_ITS_STATE = {"exempt_paragraphs", "exempt_reason", "public_title", "public_summary"}
ONLY_WITH_ITS_STATE |= {"period_words", "decided_at"}
# Public below an exempt entry: who was told and who agreed.
FACTS_OF_NOTICES = {"told_name", "agreed_name"}


def make_plan_cases(body: Body, issue: Issue, canaries: Callable[..., dict[str, str]], case: Any) -> Iterator[Any]:
    """Entries, notices, representations and editions in each state."""

    def words(model: Any, state: str, leave: set[str] = frozenset()) -> dict[str, str]:  # type: ignore[assignment]
        return canaries(model, state, leave)

    entry = make_entry("Beacons at the quay", public=True, body=body, issue=issue)
    notice = make_notice(entry, public=True)
    yield case("plan-entry", "published", entry)
    yield case("plan-notice", "published", notice)
    edition = actions_plan.publish_edition(body=None, by=None, at=AT)
    yield case("plan-edition", "published", edition)
    yield case("plan-notice", "draft", make_notice(entry, "general_exception", **words(Notice, "draft")))

    draft = make_entry(**(words(PlanEntry, "draft", ONLY_WITH_ITS_STATE) | {"body": body, "issue": issue}))
    yield case("plan-entry", "draft", draft)
    yield case("plan-notice", "draft", make_notice(draft, **words(Notice, "draft")))

    lease = make_entry(public=True, body=body, issue=issue, **(words(PlanEntry, "exempt", SAFE_WHEN_EXEMPT) | EXEMPT))
    yield case("plan-entry", "exempt", lease)
    first = make_notice(lease, "private_first", public=True)
    yield case("representation", "draft", make_representation(first, **words(Representation, "draft")))
    summed_up = words(Representation, "exempt", {"public_summary"})
    yield case("representation", "published", make_representation(first, public=True, **summed_up))
    taken_back = make_representation(first, public=True, **words(Representation, "withdrawn"))
    actions.withdraw(taken_back, reason="By mistake", by=None, at=AT)
    yield case("representation", "withdrawn", taken_back)

    moved = make_entry(public=True, body=body, **(words(PlanEntry, "madeexempt", SAFE_WHEN_EXEMPT) | PART))
    below = make_notice(moved, "private_first", public=True, **words(Notice, "madeexempt", FACTS_OF_NOTICES))
    make_representation(below, public=True, **words(Representation, "madeexempt"))
    actions_plan.defer(moved, reason="canaryplanhistorymadeexempt", by=None, at=AT)
    gone_edition = actions_plan.publish_edition(body=body, by=None, at=AT)
    actions.save(moved, changes=EXEMPT, reason="By mistake", by=None, at=AT)
    yield case("plan-edition", "withdrawn", PlanEdition.objects.get(pk=gone_edition.pk))

    gone = make_entry(public=True, issue=issue, **(words(PlanEntry, "withdrawn", ONLY_WITH_ITS_STATE) | {"body": body}))
    below = make_notice(gone, public=True, **words(Notice, "withdrawn"))
    actions_plan.reschedule(
        gone, dates={"due_kind": "month", "due_on": gone.due_on.replace(month=12, day=31), "due_to": None,
                     "period_words": ""}, reason="canaryplanhistorywithdrawn", by=None, at=AT,
    )  # fmt: skip
    yield case("plan-entry", "withdrawn", actions.withdraw(gone, reason="By mistake", by=None, at=AT))
    yield case("plan-notice", "withdrawn", Notice.objects.get(pk=below.pk))


PART = {"restriction": "part_exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}


def plan_addresses(case: Any, status: int) -> list[tuple[str, str, int]]:
    """(route, address, status an anonymous reader must get) of an entry or an edition; the rest has no page."""
    reference = case.record.reference if hasattr(case.record, "reference") else ""
    if case.kind == "plan-entry":
        return [("meetings:plan-entry", f"/forward-plan/{reference or 'FP-2026-99'}/", status)]
    if case.kind == "plan-edition":
        stem = f"/forward-plan/editions/{reference}"
        return [("meetings:plan-edition", f"{stem}/", status), ("meetings:plan-edition-pdf", f"{stem}.pdf", status)]
    return []
