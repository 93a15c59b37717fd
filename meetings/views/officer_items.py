"""Officers' pages of one agenda item and what belongs to it: outcome line, minutes."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.publication import ChangedSinceError
from council.roles import Permission
from meetings import actions
from meetings.agenda_order import next_number
from meetings.forms import HeadingForm, ItemForm, MinutesForm, OutcomeForm
from meetings.models import AgendaItem, ItemMinutes, ItemOutcome
from meetings.permissions import find, may_add_to
from meetings.published import item_address
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.meeting_steps import verbs_of
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, papers_of, piece, public_words, rows_of
from meetings.views.pieces_decisions import decision_of
from meetings.views.pieces_minutes import to_confirm, words_of

ITEM_TEMPLATE = "meetings/officer/item_form.html"


@officer_view(Permission.SEE_MEETINGS)
def item(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """One item: everything recorded of it, what is public of each piece, and what can be done."""
    found = find(_items(), key, request.user)
    outcome, minutes, proceedings = (getattr(found, name, None) for name in ("outcome", "minutes", "proceedings"))
    context = {
        "item": found,
        "name": named(found),
        "meeting_name": named(found.meeting),
        "meeting_url": page_of(found.meeting),
        "issue_url": page_of(found.issue) if found.issue else "",
        "piece": piece(found, request.user),
        "public_words": public_words(found),
        "outcome": outcome and {"record": outcome, "piece": piece(outcome, request.user)},
        "minutes": minutes and {"record": minutes, "piece": piece(minutes, request.user)},
        "proceedings": proceedings and {
            "record": proceedings, "piece": piece(proceedings, request.user), "words": words_of(proceedings),
        },
        "confirms": to_confirm(found, request.user),
        **decision_of(found),
        "papers": papers_of(found, request.user),
        "may_add": may_add_to(request.user, found) and not found.is_heading,
        "public_url": item_address(found) if found.is_public else "",
        "agenda_verbs": verbs_of(found, request.user),
    }  # fmt: skip
    return render(request, "meetings/officer/item.html", context)


def _items() -> Any:
    found = AgendaItem.objects.select_related("meeting__body", "issue", "outcome", "minutes", "proceedings", "decision")
    return found.prefetch_related("report_recommendations", "contacts")


def _above(record: Any) -> list[tuple[str, str]]:
    """The pages above a record's form: its meeting and, for what hangs on an item, the item."""
    found = record if isinstance(record, AgendaItem) else record.item
    return [(named(found.meeting), page_of(found.meeting)), (named(found), page_of(found))]


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def item_add(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """A new item at the end of a meeting's agenda, as a draft."""
    meeting = find(rows_of("meeting"), key, request.user, may_add_to)

    def save(form: Any, edit_number: int) -> AgendaItem:
        facts = {"changes": form.changes(), "children": form.children()}
        return actions.add_item(meeting, **facts, by=request.user, at=timezone.now())

    context = {"heading": _("Add an agenda item"), "above": [(named(meeting), page_of(meeting))]}
    new = AgendaItem(meeting=meeting, agenda_number=next_number(list(meeting.items.all())))
    return edit_page(request, ItemForm, new, save=save, template=ITEM_TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def item_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of an item; a published one is corrected."""
    record = editable(request, "item", key)
    heading = _("Correct a published item") if record.is_published else _("Edit an agenda item")
    context = {"heading": heading, "above": _above(record)}
    if record.is_heading:
        return edit_page(request, HeadingForm, record, save=saver(request, record), context=context)
    return edit_page(request, ItemForm, record, save=saver(request, record), template=ITEM_TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def outcome_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """What was decided on an item: entered, edited or corrected."""
    heading = _("What was decided")
    return _edit_under_item(request, key, ItemOutcome, "outcome", OutcomeForm, heading)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def minutes_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The minutes of an item: entered, edited or corrected."""
    return _edit_under_item(request, key, ItemMinutes, "minutes", MinutesForm, _("Minutes"))


def _edit_under_item(
    request: OfficerRequest, key: uuid.UUID, model: type[Any], kind: str, make_form: Any, heading: str
) -> HttpResponse:
    parent = find(rows_of("item"), key, request.user)
    if parent.is_heading:
        raise Http404
    stored = model.objects.filter(item=parent).first()
    if stored:
        record = editable(request, kind, stored.public_id)
    else:
        find(rows_of("item"), key, request.user, may_add_to)
        record = model(item=parent)
    save_stored = saver(request, record)

    def save(form: Any, edit_number: int) -> Any:
        if record.pk:
            return save_stored(form, edit_number)
        try:
            changes = form.changes() | {"item": parent}
            return actions.save(model(), changes=changes, by=request.user, at=timezone.now())
        except IntegrityError as second:  # an item has one outcome and one set of minutes: a colleague was first
            raise ChangedSinceError from second

    if record.is_published:
        heading = _("Correct: %(what)s") % {"what": heading}
    context = {"heading": heading, "above": _above(record), "item": parent}
    return edit_page(request, make_form, record, save=save, context=context)
