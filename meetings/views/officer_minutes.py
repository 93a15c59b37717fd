"""Officers' pages of what a meeting leaves behind: attendance, votes and speakers, the minutes of all items at once."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.held import form_data, held_for, release
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission
from meetings import actions
from meetings.actions_publish import confirm_minutes, minutes_to_confirm
from meetings.forms import AttendanceForm, ProceedingsForm
from meetings.models import AgendaItem, Attendance, ItemMinutes, ItemProceedings, Meeting
from meetings.permissions import find, may_add_to, may_publish
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.minutes_pieces import save_all, sections
from meetings.views.officer import BOTH, saver
from meetings.views.officer_meeting import seen_by
from meetings.views.pieces import named, page_of, rows_of


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def attendance_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Who was at a meeting: entered (from the membership list), edited or corrected."""
    meeting = find(rows_of("meeting"), key, request.user)
    record = _below(request, meeting, Attendance, "attendance")
    heading = _("Correct the attendance") if record.is_published else _("Attendance")
    context = {"heading": heading, "above": [(named(meeting), page_of(meeting))]}
    save = _save_below(request, record, {"meeting": meeting})
    template = "meetings/officer/attendance_form.html"
    return edit_page(request, AttendanceForm, record, save=save, template=template, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def proceedings_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Votes, speakers and interests of an item: entered, edited or corrected."""
    item = find(rows_of("item"), key, request.user)
    record = _below(request, item, ItemProceedings, "proceedings")
    words = _("Votes, who spoke, and interests")
    heading = _("Correct: %(what)s") % {"what": words} if record.is_published else words
    above = [(named(item.meeting), page_of(item.meeting)), (named(item), page_of(item))]
    context = {"heading": heading, "above": above, "item": item}
    save = _save_below(request, record, {"item": item})
    template = "meetings/officer/proceedings_form.html"
    return edit_page(request, ProceedingsForm, record, save=save, template=template, context=context)


def _below(request: OfficerRequest, parent: Any, model: Any, kind: str) -> Any:
    """The one record of a kind below an item or a meeting, a new one where there is none."""
    name = model.public_parents[0]
    stored = model.objects.filter(**{name: parent}).first()
    if stored:
        return editable(request, kind, stored.public_id)
    find(rows_of(name), parent.public_id, request.user, may_add_to)
    return model(**{name: parent})


def _save_below(request: OfficerRequest, record: Any, parent: dict[str, Any]) -> Any:
    save_stored = saver(request, record)

    def save(form: Any, edit_number: int) -> Any:
        if record.pk:
            return save_stored(form, edit_number)
        try:
            return actions.save(
                type(record)(), changes=form.changes() | parent, by=request.user, at=timezone.now(),
                children=form.children(),
            )  # fmt: skip
        except IntegrityError as second:  # there is one of them: a colleague was first
            raise ChangedSinceError from second

    return save


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def minutes_of_meeting(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The outcome and the minutes of every item on one page. Each is saved by itself: one refused stops no other."""
    meeting = find(rows_of("meeting"), key, request.user, may_add_to)
    data = form_data(request)
    refused = 0
    found = sections(meeting, data, request.user)
    if request.method == "POST":
        saved, refused = save_all(found, by=request.user, at=timezone.now())
        if saved and not refused:
            release(request)
        if not refused:
            words = _("Saved as drafts.") if saved else _("Nothing was different from what is saved.")
            messages.success(request, words)
            return redirect(page_of(meeting))
    held = held_for(request) if request.method != "POST" else None
    context = {
        "meeting": meeting,
        "name": named(meeting),
        "back": page_of(meeting),
        "sections": found,
        "refused": refused,
        "forms": [part["form"] for section in found for part in section["parts"] if part["form"] is not None],
        "kept_because": held and held.why,
    }
    return render(request, "meetings/officer/minutes_of_meeting.html", context)


@officer_view(Permission.PUBLISH_MEETING, methods=("POST",))
def confirm(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """First shows which minutes become confirmed; confirms them all when that has been agreed to."""
    item = find(_approving(), key, request.user, may_publish)
    meeting = item.approves_minutes_of
    if meeting is None or not hasattr(item, "outcome"):
        messages.error(request, _("Say which minutes this item approves, and enter what was decided, first."))
        return redirect(page_of(item))
    if "confirmed" not in request.POST:
        return _to_confirm(request, item, meeting)
    try:
        confirmed = confirm_minutes(
            meeting, at_meeting=item.meeting, seen=seen_by(request), by=request.user, at=timezone.now()
        )
    except ChangedSinceError:
        messages.warning(request, _("A colleague changed these minutes meanwhile. This is how they are now."))
        return _to_confirm(request, item, meeting)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        words = _("The minutes of %(meeting)s are confirmed: %(count)d items.")
        messages.success(request, words % {"meeting": named(meeting), "count": len(confirmed)})
    return redirect(page_of(item))


def _approving() -> Any:
    return AgendaItem.objects.select_related("meeting__body", "outcome", "approves_minutes_of__body")


def _to_confirm(request: OfficerRequest, item: AgendaItem, meeting: Meeting) -> HttpResponse:
    context = {
        "item": item,
        "name": named(meeting),
        "outcome": item.outcome.text,  # type: ignore[attr-defined]
        "rows": [
            {"name": named(minutes), "seen": f"{minutes.public_id.hex}:{minutes.edit_number}"}
            for minutes in minutes_to_confirm(meeting)
        ],
        "drafts": [named(minutes) for minutes in _unpublished(meeting)],
        "section": (named(item.meeting), page_of(item.meeting)),
        "back": page_of(item),
        "item_name": named(item),
    }
    return render(request, "meetings/officer/confirm_minutes.html", context)


def _unpublished(meeting: Meeting) -> Any:
    found = ItemMinutes.objects.filter(item__meeting=meeting, published_at=None)
    return found.select_related("item").order_by("item__position")
