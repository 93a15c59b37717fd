"""Officers' pages of documents: added to an item, a meeting or a decision, edited, looked at, downloaded."""

from __future__ import annotations

import mimetypes
import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.publication import RefusedError
from council.roles import Permission
from meetings import actions
from meetings.document_files import acknowledge, present_file
from meetings.findings import in_words
from meetings.forms import DocumentForm, LookedForm
from meetings.models import AgendaItem, Document
from meetings.permissions import find, may_add_to, may_edit
from meetings.published_documents import document_file_name
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, rows_of

TEMPLATE = "meetings/officer/document_form.html"


def _above(parent: Any) -> list[tuple[str, str]]:
    """The pages above a document's form: the meeting and, where it hangs on an item, the item."""
    if isinstance(parent, AgendaItem):
        return [(named(parent.meeting), page_of(parent.meeting)), (named(parent), page_of(parent))]
    return [(named(parent), page_of(parent))]


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def add_to_item(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """A new paper of an item, as a draft."""
    return _add(request, "item", key)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def add_to_meeting(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """A new paper of a whole meeting (front sheet, printed minutes), as a draft."""
    return _add(request, "meeting", key)


@officer_view(Permission.EDIT_MEETING, methods=BOTH)
def add_to_decision(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """A new paper that accompanies a decision, as a draft."""
    return _add(request, "decision", key)


def _add(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    return add_below(request, kind, find(rows_of(kind), key, request.user, may_add_to))


def add_below(request: OfficerRequest, kind: str, parent: Any) -> HttpResponse:
    """A new paper below a record of which the view has asked whether it may be; `kind` is the field that names it."""

    def save(form: Any, edit_number: int) -> Document:
        last = parent.documents.aggregate(last=Max("position"))["last"] or 0
        changes = form.changes() | {kind: parent, "position": last + 1}
        return actions.save(Document(), changes=changes, by=request.user, at=timezone.now(), children=form.children())

    context = {"heading": _("Add a document"), "above": _above(parent), "lead": named(parent)}
    paper = Document(**{kind: parent})
    return edit_page(request, DocumentForm, paper, save=save, template=TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a paper; a published one is corrected."""
    record = editable(request, "document", key)
    heading = _("Correct a published document") if record.is_published else _("Edit a document")
    parent = record.parents()[0]
    context = {"heading": heading, "above": _above(parent), "lead": named(parent)}
    return edit_page(request, DocumentForm, record, save=saver(request, record), template=TEMPLATE, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def findings(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """What the file hides, in full; whoever may edit the document says here that they have looked at it."""
    found = find(rows_of("document"), key, request.user)
    present = present_file(found)
    if present is None or not present.findings:
        raise Http404
    may = may_edit(request.user, found) and present.needs_acknowledgement
    form = LookedForm(request.POST if request.method == "POST" and may else None)
    if request.method == "POST" and not may:
        return redirect(page_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            acknowledge(found, sha256=request.POST.get("file", ""), by=request.user, at=timezone.now())
        except RefusedError as refused:
            messages.warning(request, str(refused))
            return redirect(request.path)
        messages.success(request, _("Noted: you have looked at what was found in the file."))
        return redirect(page_of(found))
    context = {"record": found, "file": present, "lines": in_words(present.findings), "form": form, "may": may,
               "above": _above(found.parents()[0])}  # fmt: skip
    return render(request, "meetings/officer/findings.html", context)


@officer_view(Permission.SEE_MEETINGS)  # type: ignore[arg-type]
def download(request: OfficerRequest, key: uuid.UUID) -> FileResponse:
    """The file of a document, drafts and withheld ones too, for officers of its body. It is saved, never shown."""
    found = find(rows_of("document"), key, request.user)
    if not found.file or not found.file.storage.exists(found.file.name):
        raise Http404
    name = document_file_name(found)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type=kind)
