"""Saving an update again: the lock its form sends back, both texts where two collide, a correction with its reason."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.corrections import CLERICAL
from council.held import form_data, release
from council.models import User
from council.publication import ChangedSinceError, RefusedError
from recommendations.actions.progress import correct_update, revise_update
from recommendations.forms.progress import UpdateForm
from recommendations.forms.quiet import differences, hush, words_of
from recommendations.models import Action, ProgressUpdate
from recommendations.views.shared import edit_number, keep_typed, saved_by

HERE = "recommendations/officer"


def told(request: HttpRequest) -> User:
    """Who is signed in."""
    return request.user  # type: ignore[return-value]


def new_key(request: HttpRequest) -> uuid.UUID:
    """The key of what a form makes: sent back by the form, so that the same form makes one record."""
    try:
        return uuid.UUID(request.POST.get("new_key", ""))
    except ValueError:
        return uuid.uuid4()


def edit_page(request: HttpRequest, found: ProgressUpdate, actions: Sequence[Action]) -> HttpResponse:
    """The form on GET, or where it must be put right; else saved once."""
    shown: dict[str, Any] = {"today": timezone.localdate(), "actions": actions, "record": found}
    form = UpdateForm(form_data(request), files=request.FILES or None, owner=told(request), **shown)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form)
    try:
        _save(request, found, form)
    except ChangedSinceError:
        return _changed_since(request, found, actions)
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form)
    form.saved()
    return _done(request, found)


def _save(request: HttpRequest, found: ProgressUpdate, form: UpdateForm) -> None:
    said: dict[str, Any] = {"edit_number": edit_number(request), "by": told(request), "at": timezone.now()}
    if not found.is_published:
        revise_update(found, **form.values(), **said)
        return
    is_clerical = form.cleaned_data["correction"] == CLERICAL
    correct_update(found, **form.values(), reason=form.cleaned_data["reason"], is_clerical=is_clerical, **said)


def _done(request: HttpRequest, found: ProgressUpdate) -> HttpResponse:
    release(request)
    words = _("Corrected.") if found.is_published else _("Saved. It waits for scrutiny’s officer to accept it.")
    messages.success(request, words)
    return redirect("recommendations:officer-update", key=found.public_id)


def _page(
    request: HttpRequest, found: ProgressUpdate, form: UpdateForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    form.keep_file()
    context = {"update": found, "row": found.recommendation, "set": found.set, "form": form}
    context |= {"edit_number": found.edit_number, **more}
    return render(request, f"{HERE}/update_edit.html", context, status=status)


def _changed_since(request: HttpRequest, found: ProgressUpdate, actions: Sequence[Action]) -> HttpResponse:
    """Somebody saved it meanwhile: both texts side by side, mine below, to be saved on purpose."""
    newer = ProgressUpdate.objects.select_related("set__made_by", "recommendation").get(pk=found.pk)
    today = timezone.localdate()
    mine = UpdateForm(request.POST, files=request.FILES or None, owner=told(request), today=today, actions=actions,
                      record=newer)  # fmt: skip
    mine.is_valid()
    theirs = UpdateForm(None, today=today, actions=actions, record=newer)
    conflicts = differences(_pairs(mine), _pairs(theirs))
    if not conflicts:  # the same words, sent twice
        return _done(request, newer)
    is_kept = keep_typed(request, _("somebody saved a newer version while you were writing"))
    hush(mine)
    parts = [{"heading": pair.pop("label"), "fields": [pair]} for pair in conflicts]
    more: dict[str, Any] = {"conflicts": parts, "saved_by": saved_by(newer), "is_kept": is_kept}
    return _page(request, newer, mine, status=409, **more)


def _pairs(form: UpdateForm) -> list[tuple[str, str]]:
    words = words_of(form)
    left_out = ("reason", "correction", "upload", "kept", "paper_title")
    return [(str(form.fields[name].label), text) for name, text in words.items() if name not in left_out]
