"""What the officers' views of this app share: locks sent back by forms, steps taken once, words kept for later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from council.held import hold, release
from council.models import AuditEvent
from council.models.published import PublishedRecord
from council.publication import RefusedError

READ_WRITE = ("GET", "HEAD", "POST")


def edit_number(request: HttpRequest) -> int:
    """The lock the form sends back; one that cannot be read counts as out of date."""
    sent = request.POST.get("edit_number", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1


def already_done(request: HttpRequest, record: PublishedRecord, act: str) -> bool:
    """Whether this very post was carried out before: the same user did `act` to the version it was made from."""
    acts = AuditEvent.objects.filter(reference=record.public_id.hex, act=act, by_id=request.user.pk)
    return acts.filter(before__edit_number=edit_number(request)).exists()


def take_step(
    request: HttpRequest,
    record: PublishedRecord,
    act: str,
    action: Callable[[], Any],
    *,
    done: str,
    to: str,
    form: BaseForm | None = None,
    again: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Do `action` once and go `to` where it can be seen.

    A refusal is shown in words: beside the `form` on its page (made `again`) where something was typed, else at the
    place one goes to. A button pressed twice is answered like one pressed once.
    """
    try:
        action()
    except RefusedError as refused:
        if already_done(request, record, act):
            return redirect(to)
        if form is not None and again is not None:
            form.add_error(None, str(refused))
            return again()
        messages.error(request, str(refused))
        return redirect(to)
    release(request)
    messages.success(request, done)
    return redirect(to)


def keep_typed(request: HttpRequest, why: str) -> bool:
    """Keep what was posted, for the desk, in case the page is left; the form shown next names it."""
    held = hold(request, request.user, why=why)  # type: ignore[arg-type]
    if held is not None:
        request.held_token = held.token  # type: ignore[attr-defined]
    return held is not None


def kept(request: HttpRequest, why: str) -> JsonResponse:
    """The answer to a page that sends what is being typed, to be kept before anybody has pressed a button."""
    held = hold(request, request.user, why=why)  # type: ignore[arg-type]
    return JsonResponse({"held": held.token if held else ""}, status=200 if held else 413)


def saved_by(record: PublishedRecord) -> AuditEvent | None:
    """Who wrote the record last, and when: the latest audit row."""
    return AuditEvent.objects.filter(reference=record.public_id.hex).select_related("by").first()
