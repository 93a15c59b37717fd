"""Wrong passwords are written into the audit trail, and too many of them for one user name close it for a while."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from council.models import AuditEvent

ACT = "sign-in refused"
TRIES = 10
WINDOW = timedelta(minutes=15)


def _reference(username: str) -> str:
    """The user name as a digest: what was typed there is sometimes a password."""
    return hashlib.sha256(username.strip().casefold().encode()).hexdigest()[:32]


def note_refusal(username: str) -> None:
    """Write down that a sign-in with this user name was refused."""
    AuditEvent.objects.create(
        at=timezone.now(), by=None, act=ACT, record_kind="user", reference=_reference(username), before={}, after={}
    )


def are_too_many(username: str) -> bool:
    """Whether this user name had too many refusals within the window."""
    since = timezone.now() - WINDOW
    return AuditEvent.objects.filter(reference=_reference(username), act=ACT, at__gte=since).count() >= TRIES
