"""What officers do with a response: start, save, submit, return, sign off, withdraw (approval: `approval.py`)."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.db import transaction

from council import audit, publication
from council.canonical import canonical_text
from council.drafts import save_draft
from council.models import AuditEvent, Council, User
from council.publication import RefusedError
from council.roles import Permission, require
from recommendations import published
from recommendations.actions.papers_below import withdraw_below
from recommendations.choices import WITHDRAWN_WITH, ResponseKind
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow, response_gaps, walls
from recommendations.models import Action, CabinetResponse, Duty, RecommendationSet, ResponseItem

Row = dict[str, Any]
# Facts about the approval are recorded after sign-off: they are not part of what was signed off.
APPROVAL = ("approval_basis", "approval_words", "approved_on", "address")

# Acts in the audit trail that make their doer one of those who wrote a response.
WRITING = ("created", "saved", "submit")


def content_digest(response: CabinetResponse) -> str:
    """The fingerprint of the words somebody signs off: everything public but the approval."""
    public = {name: value for name, value in published.RESPONSE.read(response).items() if name not in APPROVAL}
    return hashlib.sha256(canonical_text(public).encode()).hexdigest()


def reread(response: CabinetResponse) -> CabinetResponse:
    """The stored response with all that belongs to it, read afresh."""
    related = CabinetResponse.objects.select_related("set__made_by", "set__addressee", "set__issue", "duty__kept_by")
    return related.prefetch_related("items__recommendation", "items__actions").get(pk=response.pk)


@transaction.atomic
def start_response(
    recommendation_set: RecommendationSet,
    *,
    by: User | None,
    at: datetime.datetime,
    duty: Duty | None = None,
    correction_reason: str = "",
    may_be_draft: bool = False,
) -> CabinetResponse:
    """Open a draft with a row for each recommendation; after a published version, a corrected copy of it.

    With a `duty` it is the answer of that further addressee, to what was addressed to them. An import brings a set
    and its answer in one paper: `may_be_draft` lets the answer wait for its set.
    """
    locked = publication.lock(recommendation_set)
    require(by, Permission.DRAFT_RESPONSE, duty.kept_by if duty else locked.addressee)
    if not locked.is_public and not (may_be_draft and not locked.is_published):
        raise RefusedError("Publish the recommendations before you answer them.")
    versions = locked.responses.filter(duty=duty).order_by("-version")
    if versions.filter(published_at=None).exists():
        raise RefusedError("A response is already being drafted.")
    if not locked.recommendations.filter(duty=duty).exists():
        raise RefusedError("None of the recommendations is addressed to them.")
    last = versions.exclude(kind=ResponseKind.PROPOSED).first()
    is_correction = last is not None and last.kind == "full" and not last.is_withdrawn
    if is_correction and not correction_reason.strip():
        raise RefusedError("Enter why the response is corrected. Residents will read this.")
    response = CabinetResponse(
        set=locked,
        duty=duty,
        version=versions[0].version + 1 if versions else 1,
        drafted_by=by,
        correction_reason=correction_reason.strip(),
    )
    source = reread(last) if last else None
    return save_draft(response, changes={}, by=by, at=at, children=lambda: _open_rows(response, source))


COPIED_FROM_RESPONSE = ("kind", "respondent_title", "respondent_name", "respondent_id")


def _open_rows(response: CabinetResponse, source: CabinetResponse | None) -> None:
    earlier = {item.recommendation_id: item for item in source.items.all()} if source else {}
    if source:
        for name in COPIED_FROM_RESPONSE:
            setattr(response, name, getattr(source, name))
        response.save()
    for recommendation in response.set.recommendations.filter(duty=response.duty):
        item = ResponseItem(response=response, recommendation=recommendation)
        actions: list[Action] = []
        if recommendation.pk in earlier:
            actions = list(earlier[recommendation.pk].actions.all())
            item = earlier[recommendation.pk]
            item.pk, item.response, item.asked_on = None, response, None
            item._state.adding = True
        item.save()
        for action in actions:  # the key stays: updates and reviews hang on it over versions
            action.pk, action.response_item = None, item
            action._state.adding = True
            action.save()


@transaction.atomic
def save_response(
    response: CabinetResponse,
    *,
    fields: dict[str, Any],
    rows: dict[int, Row],
    edit_number: int,
    by: User | None,
    at: datetime.datetime,
) -> CabinetResponse:
    """Save a draft: its own fields, and for each row (by its key) the answer and its `actions`."""
    locked = publication.lock(response, edit_number)
    require(by, Permission.DRAFT_RESPONSE, locked.kept_by)
    follow(RESPONSE_TRANSITIONS, "save", locked.status)
    return save_draft(locked, changes=fields, by=by, at=at, children=lambda: _write_rows(locked, rows))


def _write_rows(response: CabinetResponse, rows: dict[int, Row]) -> None:
    items = {item.pk: item for item in response.items.all()}
    for key, row in rows.items():
        item = items[key]
        actions = row.get("actions")
        for name, value in row.items():
            if name != "actions":
                setattr(item, name, value)
        item.save()
        if actions is not None:
            _write_actions(item, actions)


def _write_actions(item: ResponseItem, rows: list[Row]) -> None:
    present = {action.pk: action for action in item.actions.all()}
    kept = {row["pk"] for row in rows if row.get("pk")}
    for key, gone in present.items():
        if key not in kept:
            gone.delete()
    for shift, action in enumerate(item.actions.all()):
        action.position = 10_000 + shift  # out of the way of the unique places
        action.save(update_fields=["position"])
    for position, row in enumerate(rows, start=1):
        action = present[row["pk"]] if row.get("pk") else Action(response_item=item)
        action.position = position
        for name, value in row.items():
            if name != "pk":
                setattr(action, name, value)
        action.save()


def step(
    response: CabinetResponse, verb: str, changes: dict[str, Any], *, edit_number: int | None, by: User | None,
    at: datetime.datetime,
) -> CabinetResponse:  # fmt: skip
    """Lock, ask permission, follow the table, write the changes and the audit row."""
    locked = publication.lock(response, edit_number)
    require(by, RESPONSE_TRANSITIONS[verb].permission, locked.kept_by)
    changes["status"] = follow(RESPONSE_TRANSITIONS, verb, locked.status)
    return save_draft(locked, changes=changes, by=by, at=at, act=verb)


@transaction.atomic
def submit_response(
    response: CabinetResponse, *, edit_number: int | None, by: User | None, at: datetime.datetime
) -> CabinetResponse:
    """Send a complete draft for sign-off."""
    missing = walls(response_gaps(reread(response)))
    if missing:
        raise RefusedError(" ".join(f"{gap.words}." for gap in missing))
    changes = {"submitted_by": by, "submitted_at": at if by else None, "returned_reason": ""}
    return step(response, "submit", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def return_response(
    response: CabinetResponse, *, reason: str, edit_number: int | None, by: User | None, at: datetime.datetime
) -> CabinetResponse:
    """Send it back to its drafter, with a reason: sign-off and approval belonged to the words as they were."""
    if not reason.strip():
        raise RefusedError("Enter why you return it.")
    changes: dict[str, Any] = {"returned_reason": reason, "submitted_by": None, "submitted_at": None}
    changes |= {"signed_off_by": None, "signed_off_at": None, "signed_off_digest": ""}
    changes |= {"approval_basis": "", "approved_on": None, "approved_at": None, "approval_recorded_by": None}
    changes["approved_decision"] = None
    return step(response, "return", changes, edit_number=edit_number, by=by, at=at)


def writers_of(response: CabinetResponse) -> set[int | None]:
    """Keys of everybody who started, saved or submitted this version: the audit trail knows them all."""
    acts = AuditEvent.objects.filter(reference=response.public_id.hex, act__in=WRITING)
    return {response.drafted_by_id, response.submitted_by_id, *acts.values_list("by_id", flat=True)}


@transaction.atomic
def sign_off_response(
    response: CabinetResponse, *, edit_number: int | None, by: User, at: datetime.datetime
) -> CabinetResponse:
    """Clear it inside the council. With four eyes switched on nobody signs off what they wrote or submitted."""
    fresh = reread(response)
    if Council.current().has_four_eyes and by.pk in writers_of(fresh):
        raise RefusedError("Somebody else must sign off what you wrote or submitted.")
    changes = {"signed_off_by": by, "signed_off_at": at, "signed_off_digest": content_digest(fresh)}
    return step(response, "sign_off", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def withdraw_response(
    response: CabinetResponse, *, reason: str, by: User | None, at: datetime.datetime
) -> CabinetResponse:
    """Withdraw every public version of a response, so that no earlier one comes back in its place.

    What was proposed goes with what was agreed: it holds the same words.
    """
    publication.lock(response.set)
    require(by, Permission.PUBLISH_RESPONSE, response.kept_by)
    kinds = WITHDRAWN_WITH[ResponseKind(response.kind)]
    versions = CabinetResponse.objects.select_for_update().filter(set=response.set, duty=response.duty, kind__in=kinds)
    public = list(versions.filter(published_at__isnull=False, withdrawn_at=None).order_by("pk"))
    if not public:
        raise RefusedError("Only something that is public can be withdrawn.")
    publication.withdraw(public, reason=reason, by=by, at=at)
    withdraw_below(public, reason=reason, by=by, at=at)
    audit.record("withdrew", response, by=by, at=at, after={"reason": reason, "versions": len(public)})
    return public[-1]
