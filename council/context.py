"""What every template knows of the council: plain values only. `can_configure` is for officers' templates alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from council.models import Council
from council.roles import Permission, has_permission

SHOWN = (
    "name", "nation", "governance", "executive_word", "ward_word", "contact_name", "contact_email", "contact_phone",
    "licence_name", "licence_url", "has_four_eyes", "word_accepted", "word_accepted_in_part", "word_not_accepted",
    "call_in_who",
)  # fmt: skip


def council(request: HttpRequest) -> dict[str, Any]:
    """The configuration, read once a request (the public side has read it already for its ETag)."""

    def read() -> dict[str, Any]:
        current = getattr(request, "council", None) or Council.current()
        return {name: getattr(current, name) for name in SHOWN}

    def can_configure() -> bool:
        return has_permission(request.user, Permission.CONFIGURE)  # type: ignore[arg-type]

    return {"council": SimpleLazyObject(read), "can_configure": SimpleLazyObject(can_configure)}
