"""One page with one form for one record: shown, saved, refused in words, or set against a colleague's newer save.

Owns what happens to typed words: they are in the form again after an error, and kept (`council/held.py`) when a
colleague saved first. Knows no particular record.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from council.held import form_data, held_for, hold, release
from council.models import AuditEvent, User
from council.models.published import PublishedRecord
from council.publication import ChangedSinceError, RefusedError
from council.side_by_side import differences
from meetings.forms.base import RecordForm
from meetings.models import CallInStep
from meetings.permissions import find, may_draft, may_edit, may_publish
from meetings.views.pieces import page_of, rows_of, section_of

Save = Callable[[Any, int], PublishedRecord]


class OfficerRequest(HttpRequest):
    """A request that `officer_view` let through: somebody is signed in. For type hints."""

    user: User


def edit_page(
    request: OfficerRequest,
    make_form: Callable[..., RecordForm],
    record: Any,
    *,
    save: Save,
    template: str = "meetings/officer/form.html",
    context: dict[str, Any],
) -> HttpResponse:
    """Answer a form page. `save(form, edit_number)` calls the one action; `make_form` is the form's class."""
    data = form_data(request)
    edit_number = sent_edit_number(data, record)
    is_late = record.pk and (edit_number != record.edit_number or not may_edit(request.user, record))
    if request.method == "POST" and is_late:
        return _conflict(request, make_form, record, template, context)
    form = make_form(data, request.FILES or None, record=record, user=request.user)
    if request.method == "POST" and not _only_divides(form) and form.is_valid():
        try:
            saved = save(form, edit_number)
        except ChangedSinceError:
            return _conflict(request, make_form, record, template, context)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            release(request)
            form.saved()
            messages.success(request, _said(record, form))
            return redirect(page_of(saved))
    held = held_for(request) if request.method != "POST" else None
    form.keep_files()
    facts = {
        "form": form,
        "record": record,
        "section": section_of(record),
        "edit_number": edit_number,
        "can_save": True,
        "kept_because": held and held.why,
    }
    return render(request, template, context | facts)


def editable(request: OfficerRequest, kind: str, key: uuid.UUID) -> Any:
    """The record whose form this is. A post is let through to those who could edit it when they opened the form."""

    def allowed(user: Any, record: Any) -> bool:
        could = request.method == "POST" and (may_draft(user, record) or may_publish(user, record))
        return could or may_edit(user, record)

    return find(rows_of(kind), key, request.user, allowed)


def sent_edit_number(data: QueryDict | None, record: PublishedRecord) -> int:
    """The number the form was opened with. One that did not arrive as it was sent counts as out of date."""
    if data is None:
        return record.edit_number
    sent = data.get("edit_number", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _only_divides(form: RecordForm) -> bool:
    return getattr(form, "only_divides", False)


def _said(before: PublishedRecord, form: RecordForm) -> str:
    if before.is_published:
        corrected = _("Corrected. Residents now read the new version, and your reason.")
        return _("Saved. Residents now read the new version.") if form.is_next_stage() else corrected
    return _("Saved as a draft. Nobody outside the council sees it yet.")


def _conflict(
    request: OfficerRequest,
    make_form: Callable[..., RecordForm],
    record: Any,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """409: both texts side by side. The form holds the officer's own words with the number of what is saved now."""
    fresh = _as_saved(record)
    held = hold(request, request.user, why=str(_("a colleague had saved a newer version")))
    request.held_token = held.token if held else ""  # type: ignore[attr-defined]
    form = make_form(request.POST, request.FILES or None, record=fresh, user=request.user)
    form.is_valid()
    form.keep_files()
    stored = make_form(None, record=fresh, user=request.user).stored_words()
    facts = {
        "form": form,
        "record": fresh,
        "section": section_of(fresh),
        "edit_number": fresh.edit_number,
        "can_save": may_edit(request.user, fresh),
        "held": held,
        "differences": differences(form.typed_words(), stored),
        "saved_by": AuditEvent.objects.filter(reference=fresh.public_id.hex).select_related("by").first(),
        "page": page_of(fresh),
    }
    return render(request, template, context | facts, status=409)


def _as_saved(record: Any) -> Any:
    """The record as it is stored now; for a second one below the same item or meeting, the one that came first."""
    model = type(record)
    if record.pk:
        return model._base_manager.get(pk=record.pk)
    if isinstance(record, CallInStep):
        return model._base_manager.get(call_in=record.call_in, kind=record.kind, withdrawn_at=None)
    return model._base_manager.get(**{name: getattr(record, name) for name in model.public_parents})
