"""From sign-off to the public: proposed with Cabinet's agenda, the approval recorded, published as agreed.

A PDF is made first, outside the transaction, from the words that will be published; if it cannot be, nothing is.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import transaction

from council import audit, files, publication
from council.drafts import save_draft
from council.models import Council, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, has_permission, require
from meetings.models import AgendaItem, Decision
from recommendations import announcements, published
from recommendations.actions.lead_changes import tell_of_the_answer
from recommendations.actions.responses import (
    content_digest,
    reread,
    save_response,
    sign_off_response,
    step,
    submit_response,
    writers_of,
)
from recommendations.choices import ApprovalBasis, ResponseKind, ResponseStatus
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow
from recommendations.models import Action, CabinetResponse, ResponseItem
from recommendations.papers import response_pdf

Day = datetime.date


@transaction.atomic
def record_approval(
    response: CabinetResponse,
    *,
    basis: str,
    approved_on: Day | None,
    approved_at: AgendaItem | None = None,
    approved_decision: Decision | None = None,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> CabinetResponse:
    """Record the act of Cabinet or of a single decision maker; "not recorded" is for imported history."""
    changes = _approval(response, basis, approved_on, approved_at, approved_decision)
    return step(
        response, "record_approval", changes | {"approval_recorded_by": by}, edit_number=edit_number, by=by, at=at
    )


def _approval(
    response: CabinetResponse, basis: str, approved_on: Day | None, approved_at: AgendaItem | None,
    approved_decision: Decision | None,
) -> dict[str, Any]:  # fmt: skip
    if basis != ApprovalBasis.NOT_RECORDED and approved_on is None:
        raise RefusedError("Enter the date Cabinet agreed the response.")
    if basis == ApprovalBasis.NOT_RECORDED:
        approved_on = approved_at = None
    if basis != ApprovalBasis.INDIVIDUAL:
        approved_decision = None
    if approved_on and response.set.made_on and approved_on < response.set.made_on:
        raise RefusedError("The date it was agreed must not be before the date the recommendations were made.")
    changes: dict[str, Any] = {"approval_basis": basis, "approved_on": approved_on, "approved_at": approved_at}
    return changes | {"approved_decision": approved_decision}


def publish_response(
    response: CabinetResponse, *, edit_number: int | None, by: User | None, at: datetime.datetime
) -> CabinetResponse:
    """Publish exactly what was signed off."""
    fresh = reread(response)
    require(by, Permission.PUBLISH_RESPONSE, fresh.kept_by)
    follow(RESPONSE_TRANSITIONS, "publish", fresh.status)
    frozen = published.RESPONSE.read(fresh)
    digest = _kept(frozen)
    with transaction.atomic():
        return _publish(response, frozen, digest, edit_number=edit_number, by=by, at=at)


def _kept(frozen: dict[str, Any]) -> str:
    pdf = response_pdf(frozen)
    return files.keep(pdf) if pdf else ""


def _publish(
    response: CabinetResponse, frozen: dict[str, Any], digest: str, *, edit_number: int | None, by: User | None,
    at: datetime.datetime,
) -> CabinetResponse:  # fmt: skip
    current = _as_signed_off(response, "publish", edit_number=edit_number)
    if published.RESPONSE.read(current) != frozen:
        raise ChangedSinceError("It changed while the PDF was being made. Publish again.")
    current.status = ResponseStatus.PUBLISHED
    current.pdf_digest = digest
    _supersede_earlier(current, by=by, at=at)
    publication.publish(current, announcements.answered, by=by, at=at)
    tell_of_the_answer(current, by=by, at=at)
    return current


def _as_signed_off(response: CabinetResponse, verb: str, *, edit_number: int | None) -> CabinetResponse:
    """The locked response, its set public, its words those that were signed off."""
    publication.lock(response.set)
    locked = publication.lock(response, edit_number)
    follow(RESPONSE_TRANSITIONS, verb, locked.status)
    current = reread(locked)
    if not current.set.is_public:
        raise RefusedError("The recommendations this answers are not public.")
    if content_digest(current) != current.signed_off_digest:
        raise RefusedError("The words changed after they were signed off. Return it and have it signed off again.")
    return current


def _supersede_earlier(response: CabinetResponse, *, by: User | None, at: datetime.datetime) -> None:
    """What was published before of the same answer; what was proposed gives way to what was agreed."""
    kinds = {response.kind} | ({ResponseKind.PROPOSED} if response.kind == ResponseKind.FULL else set())
    earlier = response.set.responses.filter(status=ResponseStatus.PUBLISHED, duty=response.duty, kind__in=kinds)
    for version in earlier.exclude(pk=response.pk):
        status = follow(RESPONSE_TRANSITIONS, "supersede", version.status)
        publication.mark_superseded(version, changes={"status": status}, by=by, at=at)


def propose_response(
    response: CabinetResponse, *, considered_on: Day, considered_at: AgendaItem | None, edit_number: int | None,
    by: User | None, at: datetime.datetime,
) -> CabinetResponse:  # fmt: skip
    """Publish a signed-off response as it is proposed, with the agenda; gives the row of that moment.

    The response itself waits for its approval. What is proposed answers nothing and stops no clock.
    """
    fresh = reread(response)
    require(by, Permission.PUBLISH_RESPONSE, fresh.kept_by)
    follow(RESPONSE_TRANSITIONS, "propose", fresh.status)
    if fresh.kind != ResponseKind.FULL:
        raise RefusedError("Only a full response is published as proposed.")
    fresh.kind, fresh.considered_on = ResponseKind.PROPOSED, considered_on
    fresh.approval_basis, fresh.approved_on = "", None
    frozen = published.RESPONSE.read(fresh)
    digest = _kept(frozen)
    with transaction.atomic():
        current = _as_signed_off(response, "propose", edit_number=edit_number)
        before = audit.values(current)
        proposed = _copied(current, {"considered_on": considered_on, "considered_at": considered_at})
        if published.RESPONSE.read(proposed) != frozen:
            raise ChangedSinceError("It changed while the PDF was being made. Publish again.")
        proposed.pdf_digest, proposed.status = digest, ResponseStatus.PUBLISHED
        _supersede_earlier(proposed, by=by, at=at)
        publication.publish(proposed, announcements.answered, by=by, at=at)
        audit.record("proposed", current, by=by, at=at, before=before)
    return proposed


def _copied(response: CabinetResponse, facts: dict[str, Any]) -> CabinetResponse:
    """A row of the kind "proposed" with the words of a response, under its number; the response takes the next."""
    proposed = CabinetResponse(
        set=response.set, duty=response.duty, kind=ResponseKind.PROPOSED, version=response.version,
        proposes=response, respondent=response.respondent, respondent_title=response.respondent_title,
        respondent_name=response.respondent_name, correction_reason=response.correction_reason,
        status=ResponseStatus.SIGNED_OFF, **facts,
    )  # fmt: skip
    items = list(response.items.all())
    response.version += 1
    response.signed_off_digest = content_digest(response)
    response.edit_number += 1
    response.save()
    proposed.save()
    for item in items:
        _copy_item(item, proposed)
    return reread(proposed)


def _copy_item(item: ResponseItem, to: CabinetResponse) -> None:
    actions: list[Action] = list(item.actions.all())
    inner = {"id", "response", "drafter_office", "drafter", "internal_due_on", "asked_on", "private_notes"}
    fields = {field.name: getattr(item, field.name) for field in ResponseItem._meta.concrete_fields}
    copy = ResponseItem(response=to, **{name: value for name, value in fields.items() if name not in inner})
    copy.save()
    for action in actions:  # the key stays: it is the same promise
        action.pk, action.response_item = None, copy
        action._state.adding = True
        action.save()


def record_decided(
    response: CabinetResponse,
    *,
    fields: dict[str, Any],
    rows: dict[int, dict[str, Any]],
    approval: dict[str, Any],
    edit_number: int,
    by: User,
    at: datetime.datetime,
) -> CabinetResponse:
    """What was decided at the meeting, in one go: save, submit, sign off, record the approval, publish.

    It goes as far as this user may: where somebody else has to sign it off, it waits for them with its approval
    written down. Nothing of it is kept where the last step cannot be done.
    """
    for row in rows.values():
        for action in row.get("actions", ()):
            if not action.get("pk"):
                action["key"] = uuid.uuid4()  # the same in the rehearsal
    said: dict[str, Any] = {"fields": fields, "rows": rows, "approval": approval, "by": by, "at": at}
    with transaction.atomic():  # a rehearsal, for the words of the PDF
        rehearsed = _up_to_approval(response, **said, edit_number=edit_number)
        frozen = published.RESPONSE.read(reread(rehearsed))
        is_ready = rehearsed.status == ResponseStatus.APPROVED
        transaction.set_rollback(True)
    digest = _kept(frozen) if is_ready else ""
    with transaction.atomic():
        done = _up_to_approval(response, **said, edit_number=edit_number)
        return _publish(done, frozen, digest, edit_number=None, by=by, at=at) if is_ready else done


def _up_to_approval(
    response: CabinetResponse, *, fields: dict[str, Any], rows: dict[int, dict[str, Any]], approval: dict[str, Any],
    edit_number: int, by: User, at: datetime.datetime,
) -> CabinetResponse:  # fmt: skip
    found = save_response(response, fields=fields, rows=rows, edit_number=edit_number, by=by, at=at)
    facts = _approval(found, **approval)
    found = submit_response(found, edit_number=None, by=by, at=at)
    may_sign_off = has_permission(by, Permission.SIGN_OFF, found.kept_by)
    if Council.current().has_four_eyes and by.pk in writers_of(found):
        may_sign_off = False
    if not may_sign_off or not has_permission(by, Permission.PUBLISH_RESPONSE, found.kept_by):
        return save_draft(found, changes=facts | {"approval_recorded_by": by}, by=by, at=at, act="decided")
    found = sign_off_response(found, edit_number=None, by=by, at=at)
    return record_approval(found, **approval_arguments(facts), edit_number=None, by=by, at=at)


def approval_arguments(facts: dict[str, Any]) -> dict[str, Any]:
    """Columns of an approval as arguments of the action that records it."""
    return {"basis": facts["approval_basis"]} | {
        name: facts[name] for name in ("approved_on", "approved_at", "approved_decision")
    }
