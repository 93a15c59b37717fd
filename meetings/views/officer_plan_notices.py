"""Officers' pages of the forward plan's notices, and of what people wrote about them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.roles import Permission
from meetings import actions
from meetings.choices_plan import ABOUT_KEY, NoticeKind
from meetings.deadlines import Rules
from meetings.forms import NoticeForm, RepresentationForm
from meetings.lifecycle_plan import notice_particulars
from meetings.models import Notice, Representation
from meetings.permissions import find, may_add_to
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, rows_of

NOTICE_TEMPLATE = "meetings/officer/plan_notice_form.html"


def _context(notice: Notice, heading: str) -> dict[str, Any]:
    """What the form of a notice shows above its fields: the entry, the latest lawful day with its working."""
    entry = notice.plan_entry
    rules = Rules()
    day, today = entry.due_on, timezone.localdate()
    counts = day is not None and rules.apply
    return {
        "heading": heading,
        "above": [(named(entry), page_of(entry))],
        "deadline": rules.deadline(notice.kind, day) if counts and day else None,
        "is_past": bool(counts and day and not rules.is_early_enough(notice.kind, today, day)),
        "particulars": notice_particulars(notice) if notice.pk else [],
    }


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def notice_add(request: OfficerRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """A new notice below an entry, as a draft."""
    entry = find(rows_of("plan-entry"), key, request.user, may_add_to)
    if kind not in NoticeKind.values or (kind in ABOUT_KEY[1:] and not Rules().apply):
        raise Http404

    def save(form: Any, edit_number: int) -> Notice:
        changes = form.changes() | {"plan_entry": entry, "kind": kind}
        return actions.save(Notice(), changes=changes, by=request.user, at=timezone.now())

    draft = Notice(plan_entry=entry, kind=kind)
    context = _context(draft, str(NoticeKind(kind).label))
    return edit_page(request, NoticeForm, draft, save=save, template=NOTICE_TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def notice_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a notice; a published one is corrected."""
    record = editable(request, "plan-notice", key)
    kind = str(record.get_kind_display())
    context = _context(record, _("Correct: %(what)s") % {"what": kind} if record.is_published else kind)
    save = saver(request, record)
    return edit_page(request, NoticeForm, record, save=save, template=NOTICE_TEMPLATE, context=context)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def representation_add(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """What somebody wrote about meeting in private, as a draft."""
    notice = find(rows_of("plan-notice"), key, request.user, may_add_to)
    if notice.kind != NoticeKind.PRIVATE_FIRST:
        raise Http404

    def save(form: Any, edit_number: int) -> Representation:
        changes = form.changes() | {"notice": notice}
        return actions.save(Representation(), changes=changes, by=request.user, at=timezone.now())

    context = {
        "heading": _("Record what somebody wrote"),
        "above": [(named(notice.plan_entry), page_of(notice.plan_entry))],
    }
    return edit_page(request, RepresentationForm, Representation(notice=notice), save=save, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def representation_edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of what somebody wrote; a published summary is corrected."""
    record = editable(request, "representation", key)
    entry = record.entry_above
    context = {"heading": _("What somebody wrote"), "above": [(named(entry), page_of(entry))]}
    return edit_page(request, RepresentationForm, record, save=saver(request, record), context=context)
