"""Officers' pages of decisions: the list, one decision with its check list, its form, starting one from an item."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.models import Council
from council.publication import RefusedError
from council.roles import Permission, bodies_for, has_permission
from meetings import actions_decisions as actions
from meetings.checklist_decisions import checklist
from meetings.effect_decisions import effect_fields
from meetings.forms import DecisionForm
from meetings.models import Decision
from meetings.pages_decisions import comparison_of
from meetings.permissions import find, may_add_to, may_draft
from meetings.published_decisions import DECISION, decision_address
from meetings.standing_decisions import countdown
from meetings.views.call_in_pieces import call_in_rows
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH
from meetings.views.pieces import named, page_of, papers_of, piece, rows_of, state

TEMPLATE = "meetings/officer/decision_form.html"


@officer_view(Permission.SEE_MEETINGS)
def decision_list(request: OfficerRequest) -> HttpResponse:
    """The decisions of this officer's bodies, drafts first."""
    keys = bodies_for(request.user, Permission.SEE_MEETINGS)
    is_draft = ExpressionWrapper(Q(published_at__isnull=True), output_field=BooleanField())
    found = Decision.objects.select_related("body").annotate(is_draft=is_draft)
    found = found if keys is None else found.filter(body__in=keys)
    page = Paginator(found.order_by("-is_draft", "-decided_on", "-pk"), 30).get_page(request.GET.get("page"))
    rows = [{"decision": decision, "state": state(decision), "url": page_of(decision)} for decision in page]
    context = {"page": page, "rows": rows, "may_add": has_permission(request.user, Permission.EDIT_MEETING)}
    return render(request, "meetings/officer/decision_list.html", context)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def decision_add(request: OfficerRequest) -> HttpResponse:
    """A new decision, as a draft: of one person, or of a body where the item is not held here."""

    def save(form: Any, edit_number: int) -> Decision:
        return actions.start_decision(given=form.changes(), by=request.user, at=timezone.now())

    context = {"heading": _("Add a decision")}
    return edit_page(request, DecisionForm, Decision(), save=save, template=TEMPLATE, context=context)


@officer_view(Permission.EDIT_MEETING, methods=("POST",))
def decision_start(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Start the decision record of an agenda item, with all that the item knows; open it where there is one."""
    item = find(rows_of("item"), key, request.user, may_add_to)
    if item.is_heading:
        raise Http404
    try:
        decision = actions.start_from_item(item, by=request.user, at=timezone.now())
    except IntegrityError:  # pressed twice at once
        decision = Decision.objects.get(item=item)
    return redirect("meetings:officer-decision", key=decision.public_id)


@officer_view(Permission.SEE_MEETINGS)
def decision(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """One decision: the check list, what residents read or will read, its call-ins, what can be done."""
    found = find(rows_of("decision").select_related("issue", "holding", "plan_entry"), key, request.user)
    council, today = Council.current(), timezone.localdate()
    shown, problem = as_published(found, council)
    data = DECISION.read(shown)
    context = {
        "record": found,
        "name": named(found),
        "piece": piece(found, request.user),
        "decision": data,
        "lines": checklist(found, council, today),
        "countdown": countdown(shown.effective_on, shown.last_day_on, shown.call_in_hour) if shown.last_day_on else "",
        "problem": problem,
        "compared": comparison_of(data, found.item),
        "item_url": page_of(found.item) if found.item else "",
        "item_name": named(found.item) if found.item else "",
        "entry_url": page_of(found.plan_entry) if found.plan_entry else "",
        "entry_name": named(found.plan_entry) if found.plan_entry else "",
        "papers": papers_of(found, request.user),
        "may_add": may_add_to(request.user, found),
        "call_ins": call_in_rows(found, request.user),
        "may_call_in": found.is_public and bool(found.last_day_on) and may_draft(request.user, found),
        "public_url": decision_address(found) if found.is_public else "",
    }
    return render(request, "meetings/officer/decision.html", context)


def as_published(decision: Decision, council: Council) -> tuple[Decision, str]:
    """The decision with the dates it would have if it were published today, and why these cannot be worked out."""
    if decision.is_published:
        return decision, ""
    try:
        for name, value in effect_fields(decision, council, timezone.localdate()).items():
            setattr(decision, name, value)
    except RefusedError as refused:
        return decision, str(refused)
    return decision, ""


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def decision_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a decision; a published one is corrected, with another PDF."""
    record = editable(request, "decision", key)

    def save(form: Any, edit_number: int) -> Decision:
        return actions.save_decision(
            record, changes=form.changes(), edit_number=edit_number, reason=form.given_reason(),
            is_clerical=form.is_clerical(), by=request.user, at=timezone.now(),
        )  # fmt: skip

    heading = _("Correct a published decision") if record.is_published else _("Edit a decision")
    context = {"heading": heading, "above": [(named(record), page_of(record))]}
    return edit_page(request, DecisionForm, record, save=save, template=TEMPLATE, context=context)
