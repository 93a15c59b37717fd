"""Officers' pages of sealing: what waits, asking for it, and the second officer's decision."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import sealing
from council.access import found_or_404, officer_view
from council.held import form_data, held_for, release
from council.models import SealRequest, User
from council.publication import RefusedError
from council.remains import Remains
from council.roles import Permission
from council.seal_forms import ConfirmSealForm, RefuseSealForm, SealForm
from council.views.snapshots import kind_words
from recommendations.desk import Line

BOTH = ("GET", "HEAD", "POST")
MOST_DECIDED = 50


@officer_view(Permission.SEAL)
def seal_list(request: HttpRequest) -> HttpResponse:
    """Requests that wait for a second officer, and the latest that were decided."""
    _let_in(request)
    decided = SealRequest.objects.exclude(state=SealRequest.State.WAITING)
    decided = decided.select_related("requested_by", "decided_by").order_by("-decided_at")[:MOST_DECIDED]
    context = {"waiting": list(map(_row, sealing.waiting_requests())), "decided": list(map(_row, decided))}
    return render(request, "council/officer/seal_list.html", context)


@officer_view(Permission.SEAL, methods=BOTH)
def seal_request(request: HttpRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    """Ask for a withdrawn record to be sealed; for anything else the page says what to do first."""
    user = _let_in(request)
    record = sealing.record_of(kind, key)
    if record is None:
        raise Http404
    problem = sealing.why_not(record)
    form = SealForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        facts = {"because": form.cleaned_data["because"], "reason": form.cleaned_data["reason"]}

        def act() -> None:
            sealing.request_seal(record, by=user, at=timezone.now(), **facts)

        if _done(request, form, act, _("Asked for. A second officer has to confirm it; until then nothing is gone.")):
            return redirect("seal-list")
    held = held_for(request) if request.method != "POST" else None
    facts = {"form": form, "problem": problem, "name": str(record), "kind_words": kind_words(kind)}
    context = facts | {"goes": _what_goes(record), "kept_because": held and held.why}
    return render(request, "council/officer/seal_request.html", context)


@officer_view(Permission.SEAL, methods=BOTH)
def seal_decide(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What will be destroyed, and the second officer's two buttons. Who asked can only take it back."""
    user = _let_in(request)
    asked = found_or_404(SealRequest.objects.select_related("requested_by", "decided_by"), public_id=key)
    wants_to_refuse = request.POST.get("do") == "refuse"
    data = form_data(request)
    confirming = ConfirmSealForm(None if wants_to_refuse else data)
    refusing = RefuseSealForm(data if wants_to_refuse or request.method != "POST" else None)
    if request.method == "POST":
        form: Any = refusing if wants_to_refuse else confirming

        def act() -> None:
            if wants_to_refuse:
                sealing.refuse_seal(asked, reason=form.cleaned_data["refusal"], by=user, at=timezone.now())
            else:
                sealing.confirm_seal(asked, by=user, at=timezone.now())

        said = _("Not sealed. The record stays withdrawn.") if wants_to_refuse else _("Sealed.")
        if form.is_valid() and _done(request, form, act, said):
            return redirect("seal-list")
    record = sealing.record_of(asked.record_kind, asked.reference)
    context = {
        "asked": asked,
        "kind_words": kind_words(asked.record_kind),
        "name": str(record),
        "goes": _what_goes(record),
        "confirming": confirming,
        "refusing": refusing,
        "is_mine": asked.requested_by_id == user.pk,
        "is_waiting": asked.state == SealRequest.State.WAITING,
    }
    return render(request, "council/officer/seal_decide.html", context)


def desk_lines(user: User) -> tuple[list[Line], list[Line]]:
    """Seals that wait for this officer, and those they asked for that wait for somebody else."""
    if not sealing.may_seal(user):
        return [], []
    mine: list[Line] = []
    others: list[Line] = []
    for asked in sealing.waiting_requests():
        is_own = asked.requested_by_id == user.pk
        line = Line(
            words=_("Asked to be sealed") if is_own else _("Confirm or refuse a seal"),
            about=f"{kind_words(asked.record_kind)}, {asked.get_because_display()}",
            hint=_("asked for by %(who)s") % {"who": asked.requested_by.post or asked.requested_by},
            url=reverse("seal-decide", args=[asked.public_id]),
            button=_("Look at it"),
        )
        (others if is_own else mine).append(line)
    return mine, others


def _let_in(request: HttpRequest) -> User:
    user: Any = request.user
    if not sealing.may_seal(user):
        raise Http404
    return user  # type: ignore[no-any-return]


def _row(asked: SealRequest) -> dict[str, Any]:
    return {"asked": asked, "kind_words": kind_words(asked.record_kind)}


def _what_goes(record: Any) -> list[str]:
    """Each record that goes with it, by its kind and title."""
    return [f"{kind_words(str(one._meta.model_name))}: {one}" for one in Remains.of(record).records]


def _done(request: HttpRequest, form: Any, act: Callable[[], None], said: str) -> bool:
    try:
        act()
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return False
    release(request)
    messages.success(request, said)
    return True
