"""What officers do with a published meeting as a whole: verbs with a notice each, many pieces published at once.

Each is shown first and done when that has been confirmed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council.access import officer_view
from council.held import form_data, held_for, release
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission
from meetings import actions_meeting, actions_publish
from meetings.forms.bulk import ConfirmForm, NothingForm, SupplementForm
from meetings.forms.notice import ChangeForm, MoveForm, NoticeCorrectionForm, NoticeForm, SupplementCorrectionForm
from meetings.lifecycle_meeting import why_not
from meetings.models import Meeting
from meetings.permissions import find, may_publish
from meetings.views.editing import OfficerRequest, edit_page, editable, sent_edit_number
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import after_publication, kind_of, named, page_of, piece, rows_of, section_of, why_not_ready


@dataclass(frozen=True)
class Verb:
    """One verb that needs a notice: its form and its words."""

    form: type[NoticeForm]
    heading: Any
    explained: Any
    said: Any


VERBS = {
    "cancel": Verb(
        NoticeForm, _lazy("Cancel the meeting"),
        _lazy("It stays in the calendar, marked as cancelled, and its page says why."),
        _lazy("The meeting is cancelled."),
    ),
    "postpone": Verb(
        NoticeForm, _lazy("Postpone the meeting"),
        _lazy("For a meeting whose new date is not known yet. When it is, move the meeting to it."),
        _lazy("The meeting is postponed."),
    ),
    "move": Verb(
        MoveForm, _lazy("Move the meeting to another date"),
        _lazy("Its address changes with its date. Old addresses of the meeting and its items lead to the new ones."),
        _lazy("The meeting is moved."),
    ),
    "change": Verb(
        ChangeForm, _lazy("Change the time or place"),
        _lazy("For a real change. If what is published was wrong from the start, correct the meeting instead."),
        _lazy("The time or place is changed."),
    ),
    "reinstate": Verb(
        NoticeForm, _lazy("Go ahead after all"),
        _lazy("The meeting is held on its date after all, and its page says why."),
        _lazy("The meeting goes ahead."),
    ),
}  # fmt: skip


def _verb_page(request: OfficerRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """A verb of a meeting: its form, refused in words, or done with its notice."""
    verb, record = VERBS[name], find(rows_of("meeting"), key, request.user, may_publish)
    if request.method != "POST" and why_not(record, name, timezone.localdate()):
        raise Http404
    form = verb.form(form_data(request), meeting=record)
    if request.method == "POST" and form.is_valid():
        try:
            actions_meeting.change_meeting(
                record, name, reason=form.cleaned_data["reason"], changes=form.changes(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            release(request)
            messages.success(request, _("%(said)s Residents read it now.") % {"said": verb.said})
            return redirect(page_of(record))
    if request.method != "POST":
        form.fields.pop("is_meant", None)
    return render(request, "meetings/officer/verb.html", _facts(request, form, record) | {"verb": verb})


def _facts(request: OfficerRequest, form: Any, record: Meeting) -> dict[str, Any]:
    held = held_for(request) if request.method != "POST" else None
    return {
        "form": form,
        "name": named(record),
        "back": page_of(record),
        "section": section_of(record),
        "kept_because": held and held.why,
    }


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def cancel(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Cancel a published meeting."""
    return _verb_page(request, key, "cancel")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def postpone(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Postpone a published meeting, the new date not yet known."""
    return _verb_page(request, key, "postpone")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def move(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Move a published meeting to another date."""
    return _verb_page(request, key, "move")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def change(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Change the time or place of a published meeting."""
    return _verb_page(request, key, "change")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def reinstate(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Hold a cancelled or postponed meeting on its date after all."""
    return _verb_page(request, key, "reinstate")


@officer_view(Permission.PUBLISH_MEETING, methods=("POST",))
def hold(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Record that a meeting took place."""
    record = find(rows_of("meeting"), key, request.user, may_publish)
    try:
        number = sent_edit_number(request.POST, record)
        actions_meeting.hold(record, edit_number=number, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The meeting is marked as held."))
    return redirect(page_of(record))


@dataclass(frozen=True)
class Bulk:
    """Many pieces published at once: what they are, how they are shown, and what publishes them."""

    form: type[NothingForm]
    heading: Any
    button: Any
    nothing: Any
    said: Any
    drafts: Callable[[Meeting], list[Any]]
    act: Callable[..., Any]


def _supplement(meeting: Meeting, form: Any, **facts: Any) -> None:
    actions_publish.publish_supplement(meeting, reason=form.cleaned_data["reason"], **facts)


def _decisions(meeting: Meeting, form: Any, **facts: Any) -> None:
    actions_publish.publish_decisions(meeting, **facts)


def _minutes(meeting: Meeting, form: Any, **facts: Any) -> None:
    actions_publish.publish_minutes(meeting, **facts)


def _confirm(meeting: Meeting, form: Any, **facts: Any) -> None:
    actions_publish.confirm_minutes(meeting, at_meeting=form.cleaned_data["at_meeting"], **facts)


BULKS = {
    "supplement": Bulk(
        SupplementForm, _lazy("Publish a supplement?"), _lazy("Publish the supplement"),
        _lazy("Nothing on this agenda is a draft."), _lazy("The supplement is published."),
        actions_publish.agenda_drafts, _supplement,
    ),
    "decisions": Bulk(
        NothingForm, _lazy("Publish the decisions?"), _lazy("Publish all decisions"),
        _lazy("No decision of this meeting is a draft."), _lazy("The decisions are published."),
        actions_publish.decision_drafts, _decisions,
    ),
    "minutes": Bulk(
        NothingForm, _lazy("Publish the draft minutes?"), _lazy("Publish all draft minutes"),
        _lazy("No minutes of this meeting are unpublished."), _lazy("The draft minutes are published."),
        actions_publish.minutes_drafts, _minutes,
    ),
    "confirm": Bulk(
        ConfirmForm, _lazy("Confirm the minutes?"), _lazy("Mark all minutes as confirmed"),
        _lazy("No published minutes of this meeting wait to be confirmed."), _lazy("The minutes are confirmed."),
        actions_publish.minutes_to_confirm, _confirm,
    ),
}  # fmt: skip


def _bulk_page(request: OfficerRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Shows what becomes public; publishes it all, as it was shown, when that has been confirmed."""
    bulk, record = BULKS[name], find(rows_of("meeting"), key, request.user, may_publish)
    form = bulk.form(form_data(request), meeting=record)
    if request.method == "POST" and form.is_valid():
        try:
            bulk.act(record, form, seen=seen_by(request), by=request.user, at=timezone.now())
        except ChangedSinceError:
            form.add_error(None, _("A colleague changed something meanwhile. This is how it is now: look at it again"))
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            release(request)
            messages.success(request, bulk.said)
            return redirect(page_of(record))
    rows = [_row(draft, request.user) for draft in bulk.drafts(record)]
    if not rows and request.method != "POST":
        messages.info(request, bulk.nothing)
        return redirect(page_of(record))
    context = _facts(request, form, record) | {"bulk": bulk, "rows": rows}
    return render(request, "meetings/officer/confirm.html", context)


def seen_by(request: OfficerRequest) -> dict[str, int]:
    """Edit number by opaque key of what the officer was shown."""
    parts = [part.rsplit(":", 1) for part in request.POST.getlist("seen") if ":" in part]
    return {name: int(number) for name, number in parts if number.isascii() and number.isdigit() and len(number) < 10}


def _row(draft: Any, user: Any) -> dict[str, Any]:
    return {
        "name": named(draft),
        "is_paper": kind_of(draft) == "document",
        "restricted": piece(draft, user)["restricted"],
        "would": after_publication(draft),
        "blocked": "" if draft.is_published else why_not_ready(draft),
        "seen": f"{draft.public_id.hex}:{draft.edit_number}",
    }


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def publish_supplement(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Publish later items and papers as the next supplement."""
    return _bulk_page(request, key, "supplement")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def publish_decisions(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Publish what was decided, of every item at once."""
    return _bulk_page(request, key, "decisions")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def publish_minutes(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Publish the draft minutes of every item at once."""
    return _bulk_page(request, key, "minutes")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def confirm_minutes(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Mark the minutes of every item as confirmed by a later meeting."""
    return _bulk_page(request, key, "confirm")


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def notice_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Correct the words of a published notice."""
    return _correct(request, key, "notice", NoticeCorrectionForm, _("Correct a notice"))


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def supplement_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """Correct why a supplement is late."""
    return _correct(request, key, "supplement", SupplementCorrectionForm, _("Correct a supplement"))


def _correct(request: OfficerRequest, key: uuid.UUID, kind: str, form: Any, heading: str) -> HttpResponse:
    record = editable(request, kind, key)
    context = {"heading": heading, "above": [(named(record.meeting), page_of(record.meeting))]}
    return edit_page(request, form, record, save=saver(request, record), context=context)
