"""A decision and its entry of the forward plan: what the entry tells of it, and that it was made as planned."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from council import publication
from council.models import User
from council.publication import RefusedError
from council.roles import Permission, has_permission
from meetings import actions
from meetings.actions_plan import mark_decided
from meetings.choices_decisions import Answer, MakerKind
from meetings.choices_plan import DueKind, PlanMaker
from meetings.lifecycle_plan import PLAN_MOVES
from meetings.models import AgendaItem, Decision, PlanEntry
from meetings.published_decisions import decision_address

Row = dict[str, Any]
# The forward plan holds decisions of the executive, so an officer on it decides for the executive.
MAKERS = {
    PlanMaker.BODY: MakerKind.BODY,
    PlanMaker.MEMBER: MakerKind.MEMBER,
    PlanMaker.OFFICER: MakerKind.EXECUTIVE_OFFICER,
}
ALIKE = (
    "issue", "title", "public_title", "public_summary", "restriction", "exempt_paragraphs", "exempt_reason",
    "restriction_lapses_on", "body", "holding", "maker_name", "is_key", "wards", "lead_member", "consultation",
)  # fmt: skip


def entry_of_item(item: AgendaItem) -> PlanEntry | None:
    """The public entry of the forward plan whose reference stands on an agenda item."""
    return PlanEntry.objects.published().filter(reference=item.plan_reference).exclude(reference="").first()


def known_from_entry(entry: PlanEntry, on: datetime.date) -> Row:
    """What an entry tells of the decision that was made: who, what about, why key; the day where it is one day."""
    contact = {"name": entry.contact, "job_title": "", "telephone": "", "email": ""}
    has_day = entry.due_kind == DueKind.DATE and entry.due_on is not None and entry.due_on <= on
    key_words = entry.key_reason or str(entry.get_key_ground_display() if entry.key_ground else "")
    return {name: getattr(entry, name) for name in ALIKE} | {
        "plan_entry": entry,
        "maker_kind": MAKERS[PlanMaker(entry.maker_kind)],
        "maker_title": entry.body.name if entry.is_by_body else entry.maker_title,
        "decided_on": entry.decided_on or (entry.due_on if has_day else None),
        "purpose": entry.matter,
        "key_reason": key_words if entry.is_key else "",
        "consultation_answer": Answer.GIVEN if entry.consultation else "",
        "contacts": [contact] if entry.contact else [],
    }


def lock_entry(decision: Decision) -> PlanEntry | None:
    """Lock the entry a decision was planned in: before the decision, so that nobody waits for the other in a ring."""
    return publication.lock(decision.plan_entry) if decision.plan_entry else None


def tell_the_plan(
    decision: Decision, entry: PlanEntry | None, *, reason: str = "", by: User | None, at: datetime.datetime
) -> None:
    """Mark the locked entry decided by a decision just published; correct its day where the decision's was corrected.

    An entry that is off the plan, or was marked decided before, stays as it is: the decision links to it all the same.
    """
    if entry is None or not entry.is_public or decision.decided_on is None:
        return
    address = decision_address(decision)
    is_open = entry.status in PLAN_MOVES["decide"].sources
    is_other_day = entry.decided_at == address and entry.decided_on != decision.decided_on
    if not is_open and not is_other_day:
        return
    if by is not None and not has_permission(by, Permission.PUBLISH_MEETING, entry.body):
        words = _("You do not publish for %(body)s, so its entry of the forward plan cannot be marked decided. Ask "
                  "somebody who does, or take the entry out of the decision.")  # fmt: skip
        raise RefusedError(words % {"body": entry.body})
    if is_open:
        mark_decided(entry, decided_on=decision.decided_on, address=address, by=by, at=at)
    else:
        actions.save(entry, changes={"decided_on": decision.decided_on}, reason=reason, by=by, at=at)
