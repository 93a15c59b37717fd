"""Officers' pages of the forward plan: the list, one entry with what it still needs, its form, its moves, editions."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.publication import RefusedError
from council.roles import Permission, bodies_for, has_permission
from meetings import actions, actions_decisions, actions_plan
from meetings.choices_plan import PlanStatus
from meetings.deadlines import Rules, needs, route_words
from meetings.forms import DecideForm, MoveForm, PlanEntryForm, RescheduleForm
from meetings.forms.meeting import bodies_of
from meetings.lifecycle_plan import (
    PLAN_MOVES,
    document_particulars,
    entry_particulars,
    kinds_offered,
    notice_particulars,
    status_now,
)
from meetings.models import Decision, Notice, PlanEdition, PlanEntry, Representation
from meetings.permissions import find, may_add_to, may_publish
from meetings.plan_pages import notice_data
from meetings.published_plan import due_words_of, maker_words, plan_entry_address
from meetings.querysets_plan import with_notices
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver, verb_page
from meetings.views.pieces import named, page_of, piece, rows_of, state

ENTRY_TEMPLATE = "meetings/officer/plan_form.html"


@officer_view(Permission.SEE_MEETINGS)
def plan(request: OfficerRequest) -> HttpResponse:
    """The entries of this officer's bodies with the next notice due for each; the editions."""
    keys = bodies_for(request.user, Permission.SEE_MEETINGS)
    found = with_notices(PlanEntry.objects.filter(withdrawn_at=None))
    found = found if keys is None else found.filter(body__in=keys)
    show = request.GET.get("show", "")
    if show != "all":
        found = found.exclude(status__in=("decided", "dropped"))
    found = found.filter(published_at=None) if show == "drafts" else found
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    rules, today = Rules(), timezone.localdate()
    editions = PlanEdition.objects.select_related("body").order_by("-published_at")[:12]
    context = {
        "page": page,
        "rows": [_row(entry, rules, today) for entry in page],
        "may_add": has_permission(request.user, Permission.EDIT_MEETING),
        "may_publish": has_permission(request.user, Permission.PUBLISH_MEETING),
        "bodies": bodies_of(request.user, Permission.PUBLISH_MEETING),
        "editions": [_edition_row(edition, request.user) for edition in editions],
    }
    return render(request, "meetings/officer/plan_overview.html", context)


def _row(entry: Any, rules: Rules, today: Any) -> dict[str, Any]:
    open_needs = [need for need in needs(entry, entry.public_notices, rules, today) if not need.is_met]
    status = status_now(entry, entry.public_notices)
    return {
        "entry": entry,
        "due": due_words_of(entry),
        "maker": maker_words(entry),
        "url": page_of(entry),
        "state": state(entry),
        "status": status,
        "needs": open_needs if entry.is_forthcoming else [],
    }


def _edition_row(edition: PlanEdition, user: Any) -> dict[str, Any]:
    can_withdraw = may_publish(user, edition) and edition.is_public
    address = reverse("meetings:officer-withdraw", args=["plan-edition", edition.public_id]) if can_withdraw else ""
    public = reverse("meetings:plan-edition", args=[edition.reference]) if edition.is_public else ""
    return {"name": named(edition), "state": state(edition), "withdraw_url": address, "public_url": public}


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def entry_add(request: OfficerRequest) -> HttpResponse:
    """A new entry, as a draft."""

    def save(form: Any, edit_number: int) -> PlanEntry:
        return actions.save(PlanEntry(), changes=form.changes(), by=request.user, at=timezone.now())

    context = {"heading": _("Add an entry to the forward plan")}
    return edit_page(request, PlanEntryForm, PlanEntry(), save=save, template=ENTRY_TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def entry_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of an entry; a published one is corrected."""
    record = editable(request, "plan-entry", key)
    heading = _("Correct a published entry") if record.is_published else _("Edit an entry of the forward plan")
    context = {"heading": heading, "above": [(named(record), page_of(record))]}
    save = saver(request, record)
    return edit_page(request, PlanEntryForm, record, save=save, template=ENTRY_TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS)
def entry(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """One entry: its facts, its check list, the latest lawful day of each notice with its working, its notices."""
    found = find(rows_of("plan-entry"), key, request.user)
    notices = list(Notice.objects.filter(plan_entry=found).order_by("pk"))
    for notice in notices:
        notice.plan_entry = found
    public = [notice for notice in notices if notice.is_public]
    rules, today = Rules(), timezone.localdate()
    is_open = not found.is_withdrawn and found.is_forthcoming
    context = {
        "entry": found,
        "name": named(found),
        "due": due_words_of(found),
        "maker": maker_words(found),
        "status": status_now(found, public),
        "piece": piece(found, request.user),
        "public_url": plan_entry_address(found) if found.is_public else "",
        "particulars": [*entry_particulars(found), *(document_particulars(found) if found.is_key else [])],
        "needs": needs(found, public, rules, today) if is_open else [],
        "routes": route_words(found, rules, today) if is_open else [],
        "notices": [_notice_row(notice, rules, request.user) for notice in notices],
        "moves": _moves(found, request.user),
        "decisions": [_decision_row(decision) for decision in found.decisions.order_by("pk")],
        "may_decide": _may_decide(found, request.user),
        "offered": kinds_offered(found, is_england=rules.apply) if is_open and may_add_to(request.user, found) else [],
        "today": today,
    }
    return render(request, "meetings/officer/plan_entry.html", context)


def _notice_row(notice: Notice, rules: Rules, user: Any) -> dict[str, Any]:
    written = list(Representation.objects.filter(notice=notice))
    for row in written:
        row.notice = notice
    is_first = notice.kind == "private_first"
    can_add = is_first and notice.is_public and may_add_to(user, notice)
    return {
        "record": notice,
        "piece": piece(notice, user),
        "particulars": notice_particulars(notice) if not notice.is_published else [],
        "data": notice_data(notice, rules),
        "representations": [{"record": row, "piece": piece(row, user)} for row in written],
        "add_url": reverse("meetings:officer-representation-add", args=[notice.public_id]) if can_add else "",
    }


def _moves(found: PlanEntry, user: Any) -> list[tuple[str, str]]:
    """Words and addresses of what may be done with a published entry now."""
    if not (found.is_public and may_publish(user, found)):
        return []
    words = {
        "reschedule": _("Move it to another date"),
        "defer": _("Defer it"),
        "drop": _("Take it off the plan"),
        "decide": _("Record that it was decided"),
    }
    names = {"decide": "decided"}
    return [
        (words[verb], reverse(f"meetings:officer-plan-{names.get(verb, verb)}", args=[found.public_id]))
        for verb in words
        if found.status in PLAN_MOVES[verb].sources
    ]


def _decision_row(decision: Decision) -> dict[str, Any]:
    return {"name": named(decision), "url": page_of(decision), "state": state(decision)}


def _may_decide(found: PlanEntry, user: Any) -> bool:
    has_one = found.decisions.filter(withdrawn_at=None).exists()
    return found.is_public and found.status != PlanStatus.DROPPED and not has_one and may_add_to(user, found)


@officer_view(Permission.EDIT_MEETING, methods=("POST",))
def decision_start(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Start the decision record an entry announced, with all that the entry knows; open it where there is one."""
    record = find(rows_of("plan-entry"), key, request.user, may_add_to)
    try:
        decision = actions_decisions.start_from_entry(record, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect(page_of(record))
    return redirect(page_of(decision))


def _move(request: OfficerRequest, key: uuid.UUID, make_form: Any, act: Callable[..., Any], heading: str) -> Any:
    """A step of a published entry that asks for words, published at once."""
    record = find(rows_of("plan-entry"), key, request.user, lambda user, it: may_publish(user, it) and it.is_published)

    def do(form: Any) -> None:
        act(record, **form.facts(), by=request.user, at=timezone.now())

    words = {
        "heading": heading,
        "said": _("Published: %(name)s") % {"name": named(record)},
        "due": due_words_of(record),
    }
    form = functools.partial(make_form, entry=record)
    return verb_page(request, form, record, do, "meetings/officer/plan_move.html", words)


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def reschedule(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Another date, with why."""
    return _move(request, key, RescheduleForm, actions_plan.reschedule, _("Move the decision to another date"))


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def defer(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """No date for now, with why."""
    return _move(request, key, MoveForm, actions_plan.defer, _("Defer the decision"))


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def drop(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Taken off the plan, with why."""
    return _move(request, key, MoveForm, actions_plan.drop, _("Take the decision off the forward plan"))


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def decided(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """When it was decided, and where that stands."""
    return _move(request, key, DecideForm, actions_plan.mark_decided, _("Record that it was decided"))


@officer_view(Permission.PUBLISH_MEETING, methods=("POST",))
def edition_publish(request: OfficerRequest) -> HttpResponse:
    """Publish the plan as it stands, of one body or of all, with its PDF."""
    slug = request.POST.get("body", "").replace("\0", "")
    body = bodies_of(request.user, Permission.PUBLISH_MEETING).filter(slug=slug).first() if slug else None
    try:
        if slug and body is None:
            raise RefusedError(_("Choose a body from the list."))
        made = actions_plan.publish_edition(body=body, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Published: %(name)s") % {"name": named(made)})
    return redirect(reverse("meetings:officer-plan") + "#editions")
