"""Officers' pages of documents: added to an item or a meeting, edited, downloaded."""

from __future__ import annotations

import mimetypes
import uuid
from typing import Any

from django.db.models import Max
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.roles import Permission
from meetings import actions
from meetings.forms import DocumentForm
from meetings.models import AgendaItem, Document
from meetings.permissions import find, may_add_to
from meetings.published_documents import document_file_name
from meetings.views.editing import OfficerRequest, edit_page, editable
from meetings.views.officer import BOTH, saver
from meetings.views.pieces import named, page_of, rows_of


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


def _add(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    parent = find(rows_of(kind), key, request.user, may_add_to)

    def save(form: Any, edit_number: int) -> Document:
        last = parent.documents.aggregate(last=Max("position"))["last"] or 0
        changes = form.changes() | {kind: parent, "position": last + 1}
        return actions.save(Document(), changes=changes, by=request.user, at=timezone.now(), children=form.children())

    context = {"heading": _("Add a document"), "above": _above(parent), "lead": named(parent)}
    return edit_page(request, DocumentForm, Document(**{kind: parent}), save=save, context=context)


@officer_view(Permission.SEE_MEETINGS, methods=BOTH)
def edit(request: OfficerRequest, key: uuid.UUID) -> HttpResponse:
    """The form of a paper; a published one is corrected."""
    record = editable(request, "document", key)
    heading = _("Correct a published document") if record.is_published else _("Edit a document")
    parent = record.parents()[0]
    context = {"heading": heading, "above": _above(parent), "lead": named(parent)}
    return edit_page(request, DocumentForm, record, save=saver(request, record), context=context)


@officer_view(Permission.SEE_MEETINGS)  # type: ignore[arg-type]
def download(request: OfficerRequest, key: uuid.UUID) -> FileResponse:
    """The file of a document, drafts and withheld ones too, for officers of its body. It is saved, never shown."""
    found = find(rows_of("document"), key, request.user)
    if not found.file or not found.file.storage.exists(found.file.name):
        raise Http404
    name = document_file_name(found)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name, content_type=kind)
