"""Officers' pages of call-ins: the request, and each step that follows it, entered one by one."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.publication import ChangedSinceError
from council.roles import Permission
from meetings import actions
from meetings.actions_decisions import save_call_in
from meetings.choices_decisions import CallInStepKind
from meetings.forms import CallInForm, CallInStepForm
from meetings.models import CallIn, CallInStep
from meetings.permissions import find, may_add_to
from meetings.views.call_in_pieces import next_steps, words_of
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, rows_of

TEMPLATE = "meetings/officer/call_in_form.html"


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def call_in_add(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Record that councillors ask for a decision to be called in."""
    decision = find(rows_of("decision"), key, request.user, may_add_to)
    if not decision.is_public:
        raise Http404

    def save(form: Any, edit_number: int) -> CallIn:
        return save_call_in(CallIn(decision=decision), changes=form.changes(), by=request.user, at=timezone.now())

    context = {"heading": _("Record a call-in"), "above": [(named(decision), page_of(decision))]}
    record = CallIn(decision=decision)
    return edit_page(request, CallInForm, record, save=save, template=TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def call_in_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a call-in; a published one is corrected."""
    record = editable(request, "call-in", key)

    def save(form: Any, edit_number: int) -> CallIn:
        return save_call_in(
            record, changes=form.changes(), edit_number=edit_number, reason=form.given_reason(),
            is_clerical=form.is_clerical(), by=request.user, at=timezone.now(),
        )  # fmt: skip

    heading = _("Correct a published call-in") if record.is_published else _("Edit a call-in")
    context = {"heading": heading, "above": [(named(record.decision), page_of(record.decision))]}
    return edit_page(request, CallInForm, record, save=save, template=TEMPLATE, context=context)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def step_add(request: OfficerRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Enter one step after a valid call-in; one that is there already is opened."""
    call_in = find(rows_of("call-in"), key, request.user, may_add_to)
    if kind not in CallInStepKind.values:
        raise Http404
    stored = call_in.steps.filter(kind=kind, withdrawn_at=None).first()
    if stored is not None and request.method != "POST":
        return redirect("meetings:officer-call-in-step-edit", key=stored.public_id)
    record = CallInStep(call_in=call_in, kind=kind)

    def save(form: Any, edit_number: int) -> CallInStep:
        if call_in.steps.filter(kind=kind, withdrawn_at=None).exists():
            raise ChangedSinceError
        new = CallInStep(call_in=call_in, kind=kind)
        return actions.save(new, changes=form.changes(), by=request.user, at=timezone.now())

    if stored is None and not _may_follow(call_in, kind):
        raise Http404
    heading = words_of(CallInStepKind(kind))
    context = {"heading": heading, "above": [(named(call_in.decision), page_of(call_in.decision))]}
    return edit_page(request, CallInStepForm, record, save=save, context=context)


def _may_follow(call_in: CallIn, kind: str) -> bool:
    return any(step["url"].endswith(f"/{kind}/") for step in next_steps(call_in, list(call_in.steps.all())))


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def step_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a step; a published one is corrected."""
    record = editable(request, "call-in-step", key)
    decision = record.call_in.decision
    heading = words_of(CallInStepKind(record.kind))
    context = {"heading": heading, "above": [(named(decision), page_of(decision))]}
    return edit_page(request, CallInStepForm, record, save=saver(request, record), context=context)
