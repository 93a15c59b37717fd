"""The addresses in messages to readers, made by signing: nothing of them is stored.

A link of one purpose opens nothing else. With this installation's secret key all of them end; new messages hold new
ones.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

CONFIRM, MINE, STOP = "confirm", "mine", "stop"


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"council.alerts.{purpose}", sep=".", algorithm="sha256")


def token(purpose: str, public_id: uuid.UUID) -> str:
    """What opens one reader's page, or confirms one subscription."""
    return _signer(purpose).sign(public_id.hex)


def read(purpose: str, given: str) -> uuid.UUID | None:
    """The id in a token; None where this installation did not make it for this purpose."""
    try:
        return uuid.UUID(hex=_signer(purpose).unsign(given))
    except (BadSignature, ValueError):
        return None


def site() -> str:
    """The site's own address, without a slash at its end."""
    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    host = next((name for name in settings.ALLOWED_HOSTS if name[:1] not in "*."), "127.0.0.1")
    return f"https://{host}" if settings.HTTPS else f"http://{host}:8000"


def link(purpose: str, public_id: uuid.UUID) -> str:
    """The whole address of a link for one purpose."""
    return site() + reverse(f"alerts-{purpose}", args=[token(purpose, public_id)])
