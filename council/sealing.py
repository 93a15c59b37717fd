"""Sealing: what was published by mistake is destroyed everywhere this system keeps it, by two people, for good.

One officer with the permission asks, a second one confirms. Only what was withdrawn can be sealed. With a record goes
all that hangs on it, drafts too, and every version of it. The seal is an entry of the register: a category and the
two posts, no word of the record. What cannot be reached from here are backups and copies others made.
Where words are kept stands in `council/sealing_list.py`.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from council import audit, publication
from council.chain import kind_of
from council.destroying import destroy
from council.models import RegisterEntry, SealedReference, SealRequest, User
from council.models.published import PublishedRecord
from council.publication import RefusedError
from council.remains import Remains
from council.roles import NotAllowedError, Permission, bodies_for, has_permission
from council.sealing_list import RECORDS

State = SealRequest.State


def may_seal(user: User) -> bool:
    """Whether somebody may ask for a seal or confirm one: only those whose grant holds for every body."""
    return has_permission(user, Permission.SEAL) and bodies_for(user, Permission.SEAL) is None


def model_of(kind: str) -> type[PublishedRecord] | None:
    """The model of a kind of record, by the name it has in the register; None for anything else."""
    found = [apps.get_model(label) for label in RECORDS if label.split(".")[1].lower() == kind]
    return found[0] if found else None


def record_of(kind: str, reference: str | uuid.UUID) -> Any:
    """The record of a kind with this opaque key, or None."""
    model = model_of(kind)
    return model._base_manager.filter(public_id=reference).first() if model else None


def why_not(record: PublishedRecord) -> str:
    """Why a record cannot be sealed now, in words that say what to do; empty if it can."""
    if not record.is_published:
        return _("This was never published. Change or empty the draft instead.")
    if not record.is_withdrawn:
        return _("This is public. Withdraw it first: that hides it at once. Then ask for it to be sealed.")
    if is_sealed(record):
        return _("This is sealed already.")
    return ""


def is_sealed(record: PublishedRecord) -> bool:
    """Whether the words of a record were destroyed."""
    return SealedReference.objects.filter(reference=record.public_id.hex).exists()


@transaction.atomic
def request_seal(record: PublishedRecord, *, because: str, reason: str, by: User, at: datetime.datetime) -> SealRequest:
    """Ask for a withdrawn record to be sealed. Nothing is destroyed yet."""
    _require(by)
    locked = publication.lock(record)
    if problem := why_not(locked):
        raise RefusedError(problem)
    if because not in SealRequest.Because.values:
        raise RefusedError(_("Select why it is to be sealed."))
    if not reason.strip():
        raise RefusedError(_("Enter what the second officer needs to know."))
    reference = locked.public_id.hex
    if SealRequest.objects.filter(reference=reference, state=State.WAITING).exists():
        raise RefusedError(_("Somebody has asked for this already. A second officer has to confirm or refuse it."))
    request = SealRequest.objects.create(
        record_kind=kind_of(locked), reference=reference, because=because, reason=reason, requested_by=by,
        requested_at=at,
    )  # fmt: skip
    audit.record("asked to seal", request, by=by, at=at)
    return request


@transaction.atomic
def refuse_seal(request: SealRequest, *, reason: str, by: User, at: datetime.datetime) -> SealRequest:
    """Say no, or take one's own request back. The record stays withdrawn."""
    _require(by)
    locked = _waiting(request)
    if not reason.strip():
        raise RefusedError(_("Enter why it is not to be sealed."))
    before = audit.values(locked)
    locked.state, locked.decided_by, locked.decided_at, locked.refusal = State.REFUSED, by, at, reason
    locked.save()
    audit.record("refused to seal", locked, by=by, at=at, before=before)
    return locked


def confirm_seal(request: SealRequest, *, by: User, at: datetime.datetime) -> RegisterEntry:
    """The second officer's act: seal the record and all that hangs on it. There is no way back."""
    _require(by)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:  # freed pages are overwritten, not only given back
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic():
        locked = _waiting(request)
        if locked.requested_by_id == by.pk:
            raise RefusedError(_("Somebody else must confirm it: a seal needs two people."))
        record = record_of(locked.record_kind, locked.reference)
        record = publication.lock(record)
        if problem := why_not(record):
            raise RefusedError(problem)
        remains = Remains.of(record)
        if remains.public():
            raise RefusedError(_("Something that hangs on this is still public. Withdraw it first."))
        entry = _seal(remains, locked, by=by, at=at)
        before = audit.values(locked)
        locked.state, locked.decided_by, locked.decided_at = State.SEALED, by, at
        locked.save()
        audit.record("sealed", locked, by=by, at=at, before=before)
    _clear_write_ahead_log()
    return entry


def _seal(remains: Remains, request: SealRequest, *, by: User, at: datetime.datetime) -> RegisterEntry:
    """Entries for all that was published, the record itself first; then everything is destroyed under them."""
    because = str(SealRequest.Because(request.because).label)
    posts = [publication.office_of(request.requested_by), publication.office_of(by)]
    published = [record for record in remains.records if record.is_published]
    entries = [publication.seal(record, because=because, posts=posts, by=by, at=at) for record in published]
    for record in remains.records:
        own = next((entry for entry in entries if entry.reference == record.public_id.hex), entries[0])
        SealedReference.objects.create(reference=record.public_id.hex, entry=own)
    destroy(remains, because=because)
    return entries[0]


def seal_address(record: PublishedRecord, user: User) -> str:
    """Where this officer asks for a withdrawn record to be sealed; empty where they may not, or there is nothing to."""
    if not (record.is_withdrawn and may_seal(user)) or is_sealed(record):
        return ""
    return reverse("seal-request", args=[kind_of(record), record.public_id])


def waiting_requests() -> Any:
    """Requests that a second officer has to decide, oldest first."""
    return SealRequest.objects.filter(state=State.WAITING).select_related("requested_by").order_by("requested_at")


def _waiting(request: SealRequest) -> SealRequest:
    locked = SealRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state != State.WAITING:
        raise RefusedError(_("Somebody has decided this already."))
    return locked


def _require(by: User) -> None:
    if not may_seal(by):
        raise NotAllowedError(Permission.SEAL)


def _clear_write_ahead_log() -> None:
    """On SQLite the file beside the database holds the last pages written, the old words among them."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
