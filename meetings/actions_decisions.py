"""What officers do with decisions and call-ins: start, save, publish, correct. Withdrawal and exemption are the same
verbs as for everything else of a meeting (`meetings/actions.py`).

The PDF is made before the transaction that publishes: the change is tried and rolled back, its words are rendered, and
then it is done for good, but only if it gives the very same words.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import files, publication
from council.models import Council, User
from council.publication import ChangedSinceError, RefusedError
from meetings import actions
from meetings.choices_decisions import MakerKind
from meetings.choices_plan import PlanStatus
from meetings.effect_decisions import effect_fields, validity_fields
from meetings.models import AgendaItem, CallIn, Decision, PlanEntry
from meetings.papers_decisions import decision_pdf
from meetings.planned_decisions import entry_of_item, known_from_entry, lock_entry, tell_the_plan
from meetings.published_decisions import DECISION

Row = dict[str, Any]
Act = Callable[[str], Decision]
ATTEMPTS = 3  # somebody else may take the reference, or change the record, while the PDF is made


def start_decision(*, given: Row, by: User | None, at: datetime.datetime) -> Decision:
    """A draft with what is known already: from a form, an agenda item or an entry of the forward plan."""
    return actions.save(Decision(), changes=given, by=by, at=at)


@transaction.atomic
def start_from_item(item: AgendaItem, *, by: User | None, at: datetime.datetime) -> Decision:
    """The draft of the decision an item asks for, with all that the item knows; or the one there is."""
    item = publication.lock(item)
    stored = Decision.objects.filter(item=item).first()
    return stored or start_decision(given=known_from_item(item), by=by, at=at)


@transaction.atomic
def start_from_entry(entry: PlanEntry, *, by: User | None, at: datetime.datetime) -> Decision:
    """The draft of the decision an entry of the forward plan announced, with all that it knows; or the one there is."""
    entry = publication.lock(entry)
    if not entry.is_public or entry.status == PlanStatus.DROPPED:
        raise RefusedError(_("Only an entry that is on the public forward plan leads to a decision."))
    stored = entry.decisions.filter(withdrawn_at=None).order_by("pk").first()
    return stored or start_decision(given=known_from_entry(entry, publication.local_date(at)), by=by, at=at)


def known_from_item(item: AgendaItem) -> Row:
    """What an agenda item tells of the decision on it: the report's recommendations become the parts."""
    rows = item.report_recommendations.order_by("position").values("label", "text")
    contacts = item.contacts.order_by("position").values("name", "job_title", "telephone", "email")
    return {
        "item": item,
        "issue": item.issue,
        "plan_entry": entry_of_item(item),
        "title": item.title,
        "public_title": item.public_title,
        "restriction": item.restriction,
        "exempt_paragraphs": item.exempt_paragraphs,
        "exempt_reason": item.exempt_reason,
        "restriction_lapses_on": item.restriction_lapses_on,
        "maker_kind": MakerKind.BODY,
        "body": item.meeting.body,
        "maker_title": item.meeting.body.name,
        "decided_on": item.meeting.held_on,
        "lead_in": _("RESOLVED that:") if rows else "",
        "parts": list(rows),
        "lead_member": item.lead_member,
        "report_author": item.report_author,
        "contacts": list(contacts),
    }


def save_decision(
    decision: Decision, *, changes: Row, edit_number: int | None = None, reason: str = "", is_clerical: bool = False,
    by: User | None, at: datetime.datetime,
) -> Decision:  # fmt: skip
    """Save a draft; correct a published decision, with its dates worked out anew and another PDF."""
    council, today = Council.current(), publication.local_date(at)
    if not decision.is_published:
        return actions.save(decision, changes=changes, edit_number=edit_number, by=by, at=at)

    def act(digest: str) -> Decision:
        stored = Decision.objects.select_related("body", "item").get(pk=decision.pk)
        for name, value in changes.items():
            setattr(stored, name, value)
        entry = lock_entry(stored)
        more = effect_fields(stored, council, today) | paper_fields(digest, stored.version + 1)
        made = actions.save(
            decision,
            changes=changes | more,
            edit_number=edit_number,
            reason=reason,
            is_clerical=is_clerical,
            by=by,
            at=at,
        )
        tell_the_plan(made, entry, reason=reason, by=by, at=at)
        return made

    return _with_paper(act)


def publish_decision(
    decision: Decision, *, edit_number: int | None = None, by: User | None, at: datetime.datetime
) -> Decision:
    """Publish a complete decision with its dates and its PDF; its entry of the forward plan is marked decided."""
    council, today = Council.current(), publication.local_date(at)

    def act(digest: str) -> Decision:
        def fix(locked: Decision) -> None:
            for name, value in (effect_fields(locked, council, today) | paper_fields(digest, 1)).items():
                setattr(locked, name, value)

        entry = lock_entry(Decision.objects.select_related("plan_entry").get(pk=decision.pk))
        made = actions.publish(decision, edit_number=edit_number, by=by, at=at, also=fix)
        tell_the_plan(made, entry, by=by, at=at)
        return made

    return _with_paper(act)


def paper_fields(digest: str, version: int) -> Row:
    """The columns that say which paper belongs to which version."""
    return {"pdf_digest": digest, "pdf_version": version if digest else 0}


def _with_paper(act: Act) -> Decision:
    """Do `act` with the digest of the PDF of what it makes."""
    for _attempt in range(ATTEMPTS):
        frozen, is_withheld = _tried(act)
        paper = None if is_withheld else decision_pdf(frozen)
        digest = files.keep(paper) if paper else ""
        try:
            with transaction.atomic():
                made = act(digest)
                if DECISION.read(made) != frozen:
                    raise ChangedSinceError(_("It changed while the PDF was being made. Look at it again."))
                return made
        except ChangedSinceError as changed:
            problem = changed
    raise problem


def _tried(act: Act) -> tuple[Row, bool]:
    """The public words that `act` would make, without making them."""
    with transaction.atomic():
        made = act("")
        found = DECISION.read(made), made.is_withheld
        transaction.set_rollback(True)
    return found


@transaction.atomic
def save_call_in(
    call_in: CallIn, *, changes: Row, edit_number: int | None = None, reason: str = "", is_clerical: bool = False,
    by: User | None, at: datetime.datetime,
) -> CallIn:  # fmt: skip
    """Save a request, with whether it is valid and why; a published one is corrected."""
    for name, value in changes.items():
        setattr(call_in, name, value)
    decision = publication.lock(call_in.decision)
    if not decision.is_public:
        raise RefusedError(_("Only a decision that is public can be called in."))
    call_in.decision = decision
    worked_out = validity_fields(call_in, Council.current())
    stored = CallIn.objects.get(pk=call_in.pk) if call_in.pk else call_in
    changes = changes | worked_out
    return actions.save(
        stored, changes=changes, edit_number=edit_number, reason=reason, is_clerical=is_clerical, by=by, at=at
    )


@transaction.atomic
def publish_call_in(
    call_in: CallIn, *, edit_number: int | None = None, by: User | None, at: datetime.datetime
) -> CallIn:
    """Publish a request. Its validity is worked out again: another may have been published meanwhile."""

    def fix(locked: CallIn) -> None:
        for name, value in validity_fields(locked, Council.current()).items():
            setattr(locked, name, value)

    return actions.publish(call_in, edit_number=edit_number, by=by, at=at, also=fix)
