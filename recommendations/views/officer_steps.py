"""The steps of a response, each a page that says what it does and a post that does it once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council import pdf
from council.access import officer_view
from council.held import form_data
from council.models import User
from council.roles import Permission
from recommendations import actions, published
from recommendations.choices import ResponseStatus
from recommendations.forms.stages import ProposeForm
from recommendations.forms.steps import ApprovalForm, ReasonForm
from recommendations.lifecycle import response_gaps, walls
from recommendations.models import CabinetResponse
from recommendations.permissions import may_take, response_or_404, response_url, step_refusal
from recommendations.trail import inner_words, trail
from recommendations.views.shared import READ_WRITE, edit_number, take_step

HERE = "recommendations/officer"
Action = Callable[..., Any]


def _step(
    request: HttpRequest,
    found: CabinetResponse,
    verb: str,
    template: str,
    action: Action,
    *,
    act: str = "",
    done: str,
    form: BaseForm | None = None,
    **context: Any,
) -> HttpResponse:
    """One step: the page on GET or where the form must be put right, else the action, once."""
    page = response_url(found)
    user: User = request.user  # type: ignore[assignment]
    if request.method != "POST" and not may_take(user, verb, found):
        messages.info(request, _("It is not at the step where that can be done. This is where it stands."))
        return redirect(page)
    why_not = step_refusal(user, verb, found) if may_take(user, verb, found) else ""

    def show() -> HttpResponse:
        shown = {"response": found, "set": found.set, "form": form, "why_not": why_not, "trail": trail([found])}
        return render(request, f"{HERE}/{template}.html", shown | context)

    if request.method != "POST" or (form is not None and not form.is_valid()):
        return show()

    def once() -> None:
        said = form.cleaned_data if form is not None else {}
        values = form.values() if isinstance(form, ApprovalForm) else said
        action(found, **values, edit_number=edit_number(request), by=user, at=timezone.now())

    return take_step(request, found, act or verb, once, done=done, to=page, form=form, again=show)


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def submit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The check list; without a wall in it, the response is sent for sign-off."""
    found = response_or_404(_user(request), key, Permission.DRAFT_RESPONSE)
    gaps = response_gaps(found)
    context: dict[str, Any] = {"gaps": gaps, "walls": walls(gaps), "edit_url": response_url(found, "edit")}
    done = _("Sent for sign-off.")
    return _step(request, found, "submit", "response_submit", actions.submit_response, done=done, **context)


@officer_view(Permission.SIGN_OFF, methods=READ_WRITE)
def sign_off(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Clear the words inside the council; what is signed off is what will be published."""
    found = response_or_404(_user(request), key, Permission.SIGN_OFF)
    context: dict[str, Any] = {
        "public": published.RESPONSE.read(found),
        "gaps": response_gaps(found),
        "inner": inner_words(found),
    }
    done = _("Signed off.")
    return _step(request, found, "sign_off", "response_sign_off", actions.sign_off_response, done=done, **context)


@officer_view(Permission.SIGN_OFF, methods=READ_WRITE)
def return_to_drafter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send it back, with a reason the drafter reads on their desk."""
    found = response_or_404(_user(request), key, Permission.SIGN_OFF)
    label, hint = _("Why you return it"), _("The drafter reads this. Residents do not")
    form = ReasonForm(form_data(request), label=label, missing=_("Enter why you return it"), hint=hint)
    done = _("Returned to the drafter.")
    return _step(request, found, "return", "response_return", actions.return_response, done=done, form=form)


@officer_view(Permission.PUBLISH_RESPONSE, methods=READ_WRITE)
def propose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Publish it as it is proposed, with the agenda of the meeting that considers it. It is not an answer."""
    found = response_or_404(_user(request), key, Permission.PUBLISH_RESPONSE)
    form = ProposeForm(form_data(request), today=timezone.localdate(), response=found)
    context: dict[str, Any] = {"makes_pdf": pdf.is_available(), "public": published.RESPONSE.read(found)}
    done = _("Published as proposed. Its approval can be recorded after the meeting.")
    proposing = actions.propose_response
    return _step(
        request, found, "propose", "response_propose", proposing, act="proposed", done=done, form=form, **context
    )


@officer_view(Permission.PUBLISH_RESPONSE, methods=READ_WRITE)
def approval(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that Cabinet, or one member, approved it: where and when."""
    found = response_or_404(_user(request), key, Permission.PUBLISH_RESPONSE)
    form = ApprovalForm(form_data(request), response=found, today=timezone.localdate())
    done = _("Approval recorded.")
    return _step(request, found, "record_approval", "response_approval", actions.record_approval, done=done, form=form)


@officer_view(Permission.PUBLISH_RESPONSE, methods=READ_WRITE)
def publish(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what will happen, then publish; where the PDF cannot be made nothing is published, and the page says why."""
    found = response_or_404(_user(request), key, Permission.PUBLISH_RESPONSE)
    standing = found.set.responses.filter(status=ResponseStatus.PUBLISHED, kind=found.kind, withdrawn_at=None)
    standing = standing.filter(duty=found.duty)
    context: dict[str, Any] = {
        "address": published.response_address(found),
        "standing": standing.first(),
        "makes_pdf": pdf.is_available(),
        "public": published.RESPONSE.read(found),
    }
    done = _("Published. Residents can read the response now.")
    publishing = actions.publish_response
    return _step(request, found, "publish", "response_publish", publishing, act="published", done=done, **context)


@officer_view(Permission.PUBLISH_RESPONSE, methods=READ_WRITE)
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Withdraw every public version, with a reason residents read."""
    found = response_or_404(_user(request), key, Permission.PUBLISH_RESPONSE)
    page = response_url(found)
    if found.is_withdrawn or not found.is_published:
        return redirect(page)
    label, hint = _("Why it is withdrawn"), _("Residents will read this instead of the response")
    missing = _("Enter why it is withdrawn. Residents will read this")
    form = ReasonForm(form_data(request), label=label, missing=missing, hint=hint)

    def show() -> HttpResponse:
        return render(request, f"{HERE}/response_withdraw.html", {"response": found, "set": found.set, "form": form})

    if request.method != "POST" or not form.is_valid():
        return show()

    def action() -> None:
        actions.withdraw_response(found, reason=form.cleaned_data["reason"], by=_user(request), at=timezone.now())

    return take_step(request, found, "withdrawn", action, done=_("Withdrawn."), to=page, form=form, again=show)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
