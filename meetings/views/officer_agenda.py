"""Officers' pages for building an agenda: headings, standing items, numbers; an item's place, copy, deletion."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.forms import PlainForm
from council.held import form_data, held_for, release
from council.models import User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission
from meetings import actions, actions_agenda
from meetings.agenda_order import suggested_numbers
from meetings.forms import HeadingForm
from meetings.forms.agenda import CarryForm, PlaceForm
from meetings.models import AgendaItem
from meetings.permissions import find, may_add_to, may_draft, may_edit
from meetings.views.editing import OfficerRequest, edit_page, sent_edit_number
from meetings.views.officer import BOTH
from meetings.views.officer_meeting import seen_by
from meetings.views.pieces import named, page_of, rows_of, section_of


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def heading_add(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """A new heading at the end of an agenda."""
    meeting = find(rows_of("meeting"), key, request.user, may_add_to)

    def save(form: Any, edit_number: int) -> AgendaItem:
        return actions.add_item(meeting, changes=form.changes(), by=request.user, at=timezone.now())

    context = {"heading": _("Add a heading"), "above": [(named(meeting), page_of(meeting))]}
    return edit_page(request, HeadingForm, AgendaItem(meeting=meeting, kind="heading"), save=save, context=context)


@officer_view(Permission.EDIT_MEETING, methods=("POST",))
def standing_items(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Put the body's standing items on the agenda, as drafts."""
    meeting = find(rows_of("meeting"), key, request.user, may_add_to)
    try:
        added = actions_agenda.add_standing_items(meeting, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        words = _("Standing items added as drafts: %(count)d") % {"count": len(added)}
        none = _("There was nothing to add: every standing item of this body is on the agenda, or none is kept.")
        messages.success(request, words if added else none)
    return redirect(page_of(meeting))


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def numbers(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The numbers that are suggested for the drafts of an agenda beside those they have; given when confirmed."""
    meeting = find(rows_of("meeting"), key, request.user, may_add_to)
    form = PlainForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions_agenda.renumber(meeting, seen=seen_by(request), by=request.user, at=timezone.now())
        except ChangedSinceError:
            form.add_error(None, _("A colleague changed the agenda meanwhile. This is how it is now: look at it again"))
        else:
            messages.success(request, _("The items are numbered."))
            return redirect(page_of(meeting))
    rows = actions_agenda.rows_of_agenda(meeting)
    suggested = suggested_numbers(rows)
    shown = [
        {"title": row.title, "now": row.agenda_number, "then": suggested[row.pk], "is_published": row.is_published,
         "seen": "" if row.is_published else f"{row.public_id.hex}:{row.edit_number}"}
        for row in rows
    ]  # fmt: skip
    context = {"form": form, "rows": shown, "name": named(meeting), "back": page_of(meeting)}
    return render(request, "meetings/officer/numbers.html", context | {"section": section_of(meeting)})


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def item_move(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Another place on the agenda: a press up or down, or a place in a box."""
    item = find(rows_of("item"), key, request.user, may_edit)
    place = item.meeting.items.filter(position__lt=item.position).count() + 1
    to = request.POST.get("to", "")
    if request.method == "POST" and to in ("up", "down") and not item.is_published:
        actions_agenda.move_item(item, to, by=request.user, at=timezone.now())
        return redirect(f"{page_of(item.meeting)}#item-{item.pk}")
    place += {"up": -1, "down": 1}.get(to, 0)
    form = PlaceForm(None if to in ("up", "down") else form_data(request), item=item, place=max(place, 1))

    def act() -> None:
        chosen = form.cleaned_data
        reason = chosen.get("reason", "")
        actions_agenda.move_item(item, chosen["place"], reason=reason, by=request.user, at=timezone.now())

    words = {"heading": _("Change its place"), "button": _("Move it"), "said": _("The agenda is in its new order.")}
    return _done_or_shown(request, form, item, act, words)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def item_carry(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Carry an item over to a later meeting, as a draft there."""
    item = find(rows_of("item"), key, request.user, _may_carry)
    form = CarryForm(form_data(request), item=item, user=request.user)

    def act() -> None:
        actions_agenda.carry_over(item, form.cleaned_data["to"], by=request.user, at=timezone.now())

    explained = _(
        "A draft with the same words is made on that agenda. Papers, decision and minutes stay here, and residents "
        "can follow the item from one meeting to the other."
    )
    words = {"heading": _("Carry it over to a later meeting"), "button": _("Carry it over"), "explained": explained,
             "said": _("Carried over. A draft of it is on the later agenda.")}  # fmt: skip
    return _done_or_shown(request, form, item, act, words)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def item_delete(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Delete a drafted item, after asking. A published one is withdrawn instead."""
    item = find(rows_of("item"), key, request.user, _may_delete)
    form = PlainForm(form_data(request))

    def act() -> None:
        number = sent_edit_number(request.POST, item)
        actions_agenda.delete_item(item, edit_number=number, by=request.user, at=timezone.now())

    explained = _(
        "The draft goes, with its papers and what was drafted of its decision and minutes. Nobody outside the council "
        "has seen it. This cannot be undone."
    )
    words = {"heading": _("Delete this draft?"), "button": _("Delete the draft"), "explained": explained,
             "said": _("Deleted: %(name)s") % {"name": named(item)}, "edit_number": item.edit_number}  # fmt: skip
    return _done_or_shown(request, form, item, act, words)


def _may_carry(user: User, item: AgendaItem) -> bool:
    return may_draft(user, item) and not item.is_heading and not item.is_withdrawn


def _may_delete(user: User, item: AgendaItem) -> bool:
    return may_draft(user, item) and not item.is_published


def _done_or_shown(
    request: OfficerRequest, form: Any, item: AgendaItem, act: Callable[[], None], words: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_bound and form.is_valid():
        try:
            act()
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            release(request)
            messages.success(request, words["said"])
            return redirect(page_of(item.meeting))
    held = held_for(request) if request.method != "POST" else None
    facts = {
        "form": form,
        "name": named(item),
        "meeting_name": named(item.meeting),
        "meeting_url": page_of(item.meeting),
        "back": page_of(item),
        "section": section_of(item),
        "kept_because": held and held.why,
    }
    return render(request, "meetings/officer/item_verb.html", facts | words)
