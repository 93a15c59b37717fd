"""Officers' pages of meetings: list, meeting, form, agenda; and the verbs publish, withdraw, make exempt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.held import form_data, held_for, release
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, has_permission
from meetings import actions, actions_publish
from meetings.actions_publish import BY_ITSELF
from meetings.agenda_days import is_out, late_agenda
from meetings.findings import files_with_findings, in_words
from meetings.forms import ExemptForm, MeetingForm, MeetingListForm, WithdrawForm
from meetings.lifecycle import lacks, public_dependants
from meetings.models import AgendaItem, Document, Meeting
from meetings.permissions import find, may_add_to, may_edit, may_make_exempt, may_publish, meetings_for
from meetings.published import meeting_address
from meetings.views.editing import OfficerRequest, edit_page, editable, sent_edit_number
from meetings.views.meeting_steps import whole_meeting
from meetings.views.pieces import (
    KINDS,
    after_publication,
    named,
    page_of,
    papers_of,
    piece,
    rows_of,
    section_of,
    state,
)
from meetings.views.pieces_minutes import attendance_of

BOTH = ("GET", "HEAD", "POST")


@officer_view(Permission.SEE_MEETINGS)
def meeting_list(request: OfficerRequest) -> HttpResponse:
    """The meetings of this officer's bodies, drafts too."""
    filters = MeetingListForm(request.GET, user=request.user)
    found = filters.chosen(meetings_for(request.user), timezone.localdate())
    page = Paginator(found.annotate(item_count=Count("items")), 30).get_page(request.GET.get("page"))
    rows = [{"meeting": meeting, "state": state(meeting), "url": page_of(meeting)} for meeting in page]
    context = {
        "page": page,
        "filters": filters,
        "rows": rows,
        "may_add": has_permission(request.user, Permission.EDIT_MEETING),
        "may_publish": has_permission(request.user, Permission.PUBLISH_MEETING),
    }
    return render(request, "meetings/officer/list.html", context)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def meeting_add(request: OfficerRequest) -> HttpResponse:
    """A new meeting, as a draft."""

    def save(form: Any, edit_number: int) -> Meeting:
        return actions.save(Meeting(), changes=form.changes(), by=request.user, at=timezone.now())

    return edit_page(request, MeetingForm, Meeting(), save=save, context={"heading": _("Add a meeting")})


@officer_view(Permission.SEE_MEETINGS)
def meeting(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """One meeting: its facts, its agenda with the state of each piece, and what can be done."""
    found = find(rows_of("meeting"), key, request.user)
    context = {
        "meeting": found,
        "name": named(found),
        "piece": piece(found, request.user),
        "items": [_item_row(item, request.user) for item in _items_of(found)],
        "papers": papers_of(found, request.user),
        "may_add": may_add_to(request.user, found),
        "attendance": attendance_of(found, request.user),
        "agenda_drafts": 0
        if found.is_withdrawn or not may_publish(request.user, found)
        else len(actions_publish.agenda_drafts(found)),
        "public_url": meeting_address(found) if found.is_public else "",
    }
    context |= whole_meeting(found, request.user, timezone.localdate())
    return render(request, "meetings/officer/meeting.html", context)


def _items_of(meeting: Meeting) -> Any:
    return (
        meeting.items.select_related("outcome", "minutes", "proceedings")
        .prefetch_related("documents")
        .order_by("position")
    )


def _item_row(item: AgendaItem, user: Any) -> dict[str, Any]:
    """An item on its meeting's page: itself, and the state of its outcome, minutes and papers."""
    papers = list(item.documents.all())
    public = sum(1 for paper in papers if paper.is_published and not paper.is_withdrawn)
    below = [(words, state(part)) for words, part in (
        (_("Decision"), getattr(item, "outcome", None)), (_("Minutes"), getattr(item, "minutes", None)),
        (_("Votes, speakers and interests"), getattr(item, "proceedings", None)),
    ) if part]  # fmt: skip
    return {"item": item, "url": page_of(item), "piece": piece(item, user), "below": below, "papers": len(papers),
            "papers_public": public}  # fmt: skip


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def meeting_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a meeting; a published one is corrected."""
    record = editable(request, "meeting", key)
    heading = _("Correct a published meeting") if record.is_published else _("Edit a meeting")
    context = {"heading": heading, "above": [(named(record), page_of(record))]}
    return edit_page(request, MeetingForm, record, save=saver(request, record), context=context)


def saver(request: OfficerRequest, record: Any) -> Callable[[Any, int], Any]:
    """What saves a form over a record that exists."""

    def save(form: Any, edit_number: int) -> Any:
        return actions.save(
            record, changes=form.changes(), edit_number=edit_number, reason=form.given_reason(), by=request.user,
            at=timezone.now(), children=form.children(), is_clerical=form.is_clerical(),
        )  # fmt: skip

    return save


@officer_view(Permission.PUBLISH_MEETING, methods=("POST",))
def publish_agenda(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """First shows what becomes public and what does not; publishes it all when that has been confirmed."""
    found = find(rows_of("meeting"), key, request.user, may_publish)
    seen = dict(part.rsplit(":", 1) for part in request.POST.getlist("seen") if ":" in part)
    if not seen or not all(number.isascii() and number.isdigit() for number in seen.values()):
        return _agenda_to_confirm(request, found)
    try:
        numbers = {name: int(number) for name, number in seen.items()}
        late_reason = request.POST.get("late_reason", "").strip()[:2000]
        actions_publish.publish_agenda(found, seen=numbers, late_reason=late_reason, by=request.user, at=timezone.now())
    except ChangedSinceError:
        messages.warning(request, _("A colleague changed the agenda while you looked at it. This is how it is now."))
        return _agenda_to_confirm(request, found)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The agenda is published."))
    return redirect(page_of(found))


def _agenda_to_confirm(request: OfficerRequest, meeting: Meeting) -> HttpResponse:
    drafts = actions_publish.agenda_drafts(meeting)
    if not drafts:
        messages.info(request, _("Everything on this agenda is published already."))
        return redirect(page_of(meeting))
    hidden = files_with_findings(record.pk for record in drafts if isinstance(record, Document))
    rows = [
        {
            "name": named(record),
            "lines": in_words(hidden[record.pk].findings) if _is_hiding(record, hidden) else [],
            "blocked": lacks(record) if isinstance(record, Document) else "",
            "is_paper": isinstance(record, Document),
            "restricted": piece(record, request.user)["restricted"],
            "would": after_publication(record),
            "seen": f"{record.public_id.hex}:{record.edit_number}",
        }
        for record in drafts
    ]
    late = None if is_out(meeting) else late_agenda(meeting, timezone.now())
    context = {"meeting": meeting, "name": named(meeting), "rows": rows, "back": page_of(meeting), "late": late}
    context["late_reason"] = request.POST.get("late_reason", "")
    return render(request, "meetings/officer/confirm_agenda.html", context)


def _is_hiding(record: Any, hidden: dict[int, Any]) -> bool:
    return isinstance(record, Document) and record.pk in hidden


@officer_view(Permission.PUBLISH_MEETING, methods=("POST",))
def publish(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    """Publish one piece, as it was when the button was shown."""
    record = find(_of_kind(kind), key, request.user, may_publish)
    number = sent_edit_number(request.POST, record)
    hidden = files_with_findings([record.pk]) if isinstance(record, Document) else {}
    if hidden and "seen" not in request.POST and not record.needs_a_look:
        context = {"record": record, "lines": in_words(hidden[record.pk].findings), "back": page_of(record)}
        return render(request, "meetings/officer/confirm_document.html", context | {"edit_number": number})
    try:
        do_publish = BY_ITSELF.get(type(record), actions.publish)
        do_publish(record, edit_number=number, by=request.user, at=timezone.now())
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Published: %(name)s") % {"name": named(record)})
    return redirect(page_of(record))


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def withdraw(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    """Take something out of public sight, with the reason that stands in its place."""
    record = find(_of_kind(kind), key, request.user, _could_withdraw(request))

    def act(form: WithdrawForm) -> None:
        actions.withdraw(record, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())

    words = {
        "heading": _("Withdraw %(this)s") % {"this": KINDS[kind].this},
        "said": _("Withdrawn: %(name)s") % {"name": named(record)},
    }
    return verb_page(request, WithdrawForm, record, act, "meetings/officer/withdraw.html", words)


def _could_withdraw(request: OfficerRequest) -> Callable[[Any, Any], bool]:
    # A post is let through where somebody withdrew it meanwhile: the action says so, and the words stay in the form.
    def allowed(user: Any, found: Any) -> bool:
        return may_publish(user, found) and found.is_published and (request.method == "POST" or not found.is_withdrawn)

    return allowed


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def make_exempt(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    """Withhold an item or a paper at once: no edit number is asked for, so nobody's newer save can stop it."""
    kinds = ("item", "document", "decision", "plan-entry")
    record = find(_of_kind(kind, kinds), key, request.user, _could_make_exempt(request))

    def act(form: ExemptForm) -> None:
        chosen = form.cleaned_data
        actions.make_exempt(
            record, restriction=chosen["restriction"], paragraphs=chosen["exempt_paragraphs"],
            reason=chosen["exempt_reason"], lapses_on=chosen["restriction_lapses_on"], by=request.user,
            at=timezone.now(),
        )  # fmt: skip

    words = {
        "heading": _("Withhold %(this)s") % {"this": KINDS[kind].this},
        "said": _("Withheld: %(name)s") % {"name": named(record)},
    }
    return verb_page(request, ExemptForm, record, act, "meetings/officer/make_exempt.html", words)


def _could_make_exempt(request: OfficerRequest) -> Callable[[Any, Any], bool]:
    # A post is let through where somebody withheld it meanwhile: the action says so, and the words stay in the form.
    return lambda user, found: may_make_exempt(user, found) or (request.method == "POST" and may_edit(user, found))


def _of_kind(kind: str, kinds: Any = KINDS) -> Any:
    if kind not in kinds:
        raise Http404
    return rows_of(kind)


def verb_page(
    request: OfficerRequest,
    make_form: Any,
    record: Any,
    act: Callable[[Any], None],
    template: str,
    words: dict[str, Any],
) -> HttpResponse:
    """A verb that needs words: shown, refused beside the field, or done."""
    form = make_form(form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            release(request)
            messages.success(request, words["said"])
            return redirect(page_of(record))
    held = held_for(request) if request.method != "POST" else None
    facts = {
        "form": form,
        "record": record,
        "name": named(record),
        "back": page_of(record),
        "section": section_of(record),
        "goes_too": list(map(named, public_dependants(record))),
        "kept_because": held and held.why,
    }
    return render(request, template, words | facts)
