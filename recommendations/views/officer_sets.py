"""Officers' pages of recommendation sets: the list, one set, recording and correcting it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.corrections import CLERICAL
from council.held import form_data, release
from council.models import Council, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, has_permission
from council.templatetags.site import errors_of
from meetings.views.pieces import papers_seen_of
from recommendations import actions, published
from recommendations.desk import set_state, with_states
from recommendations.forms.quiet import differences
from recommendations.forms.set_editor import SetEditor
from recommendations.forms.steps import ReasonForm
from recommendations.lifecycle import set_gaps, walls
from recommendations.models import RecommendationSet
from recommendations.permissions import may_edit_set, response_url, set_or_404, set_steps, visible_sets
from recommendations.querysets import own_is_open
from recommendations.reminders import sent_of
from recommendations.set_list import set_list_page
from recommendations.timetable import no_meeting_words, words_for
from recommendations.trail import trail
from recommendations.views.shared import READ_WRITE, edit_number, keep_typed, kept, saved_by, take_step

HERE = "recommendations/officer"


@officer_view(Permission.SEE_DESK)
def set_list(request: HttpRequest) -> HttpResponse:
    """The sets this user may see, filtered by where they stand and by body."""
    page = set_list_page(request.user, request.GET, timezone.localdate())  # type: ignore[arg-type]
    return render(request, f"{HERE}/set_list.html", page)


@officer_view(Permission.SEE_DESK)
def recommendation_set(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One set: where it stands, what this user may do next, and what residents read of it."""
    user: User = request.user  # type: ignore[assignment]
    found = set_or_404(user, key)
    sees_draft = has_permission(user, Permission.SEE_SETS, found.made_by)
    is_open = RecommendationSet.objects.filter(own_is_open(), pk=found.pk).exists()
    context = {
        "set": found,
        "state": set_state(_stated(found)),
        "steps": set_steps(user, found),
        "timing": words_for(found.addressee, found.due_on, timezone.localdate()) if is_open else "",
        "public": published.SET.read(found),
        "notice_url": reverse("recommendations:officer-set-notice", args=[key]) if found.notice_digest else "",
        "withheld": [row for row in found.recommendations.all() if row.is_withheld],
        "responses": _responses(user, found),
        "trail": trail([found]) if sees_draft else [],
        "papers": papers_seen_of(found, user),
        "may_add": not found.is_withdrawn and has_permission(user, Permission.RECORD_SET, found.made_by),
        "reminders": sent_of(found) if found.is_published else [],
    }
    return render(request, f"{HERE}/set.html", context)


def _stated(found: RecommendationSet) -> Any:
    sets = RecommendationSet.objects.filter(pk=found.pk)
    return with_states(sets, timezone.localdate(), Council.current()).get()


def _responses(user: User, found: RecommendationSet) -> list[dict[str, Any]]:
    """The responses to a set: all of them for the addressee's side, the public ones for everybody else."""
    rows = []
    for response in found.responses.select_related("duty__kept_by"):
        response.set = found
        sees_all = has_permission(user, Permission.SEE_RESPONSE, response.kept_by)
        if not sees_all and not response.is_public:
            continue
        url = response_url(response) if sees_all else published.response_address(response)
        status = _("Withdrawn") if response.is_withdrawn else response.get_status_display()
        kind = f"{response.who}: {response.get_kind_display()}" if response.duty else response.get_kind_display()
        code = "withdrawn" if response.is_withdrawn else response.status
        rows.append({"url": url, "version": response.version, "kind": kind, "status": status, "code": code})
    return rows


@officer_view(Permission.RECORD_SET, methods=READ_WRITE)
def set_add(request: HttpRequest) -> HttpResponse:
    """Record a new set: paste, correct what was recognised, save as a draft."""
    return _edit(request, None)


@officer_view(Permission.SEE_SETS, methods=READ_WRITE)
def set_edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a draft; correct what is published, with a reason."""
    found = set_or_404(request.user, key)  # type: ignore[arg-type]
    if not may_edit_set(request.user, found):  # type: ignore[arg-type]
        raise Http404
    return _edit(request, found)


def _edit(request: HttpRequest, record: RecommendationSet | None) -> HttpResponse:
    if request.POST.get("do") == "keep":
        return kept(request, _("the page was left before it was saved"))
    user: User = request.user  # type: ignore[assignment]
    editor = SetEditor(user, timezone.localdate(), record=record, data=form_data(request))
    if request.method != "POST":
        editor.hush()
        return _page(request, editor)
    button = editor.button(request.POST.get("do", ""))
    if button != "save":
        return _page(request, editor, look_at=editor.press(button))
    if not editor.is_valid():
        return _page(request, editor)
    try:
        saved = _save(request, editor)
    except ChangedSinceError:
        return _changed_since(request, editor)
    except RefusedError as refused:
        editor.form.add_error(None, str(refused))
        return _page(request, editor)
    release(request)
    done = _("Corrected.") if saved.is_published else _("Saved as a draft. No resident can read it yet.")
    messages.success(request, done)
    if words := no_meeting_words(saved, editor.today):
        messages.warning(request, words)
    return redirect("recommendations:officer-set", key=saved.public_id)


def _save(request: HttpRequest, editor: SetEditor) -> RecommendationSet:
    by: Any = request.user
    said: dict[str, Any] = {"fields": editor.form.values(), "rows": editor.values(), "by": by, "at": timezone.now()}
    if editor.record is not None:
        said["reason"] = editor.form.cleaned_data.get("reason", "")
        said["is_clerical"] = editor.form.cleaned_data.get("correction") == CLERICAL
        if editor.record.received_on and editor.record.is_published:
            said["others"] = editor.form.own_days.values()
        return actions.revise_set(editor.record, edit_number=edit_number(request), **said)
    twin = visible_sets(by).filter(public_id=editor.new_key).first()
    if twin is None:
        try:
            return actions.record_set(key=editor.new_key, **said)
        except IntegrityError:  # the same form, sent twice at once
            twin = visible_sets(by).filter(public_id=editor.new_key).first()
    if twin and not differences(editor.words(), SetEditor(by, editor.today, record=twin).words()):
        return twin
    return actions.record_set(**said)


def _page(request: HttpRequest, editor: SetEditor, *, look_at: int = 0, status: int = 200, **more: Any) -> HttpResponse:
    record = editor.record
    context = {
        "editor": editor,
        "form": editor.form,
        "set": record,
        "edit_number": record.edit_number if record else 0,
        "errors": list(errors_of(editor.forms())),
        "look_at": look_at,
        "is_restored": request.method != "POST" and editor.form.is_bound,
        "back": reverse("recommendations:officer-set", args=[record.public_id]) if record else "",
        **more,
    }
    return render(request, f"{HERE}/set_edit.html", context, status=status)


def _changed_since(request: HttpRequest, editor: SetEditor) -> HttpResponse:
    """Somebody saved a newer version: show both texts, keep mine, and let them be saved on purpose."""
    user: Any = request.user
    newer = set_or_404(user, editor.record.public_id)  # type: ignore[union-attr]
    theirs = SetEditor(user, editor.today, record=newer)
    conflicts = differences(editor.words(), theirs.words())
    if not conflicts:  # the same words, sent twice
        release(request)
        return redirect("recommendations:officer-set", key=newer.public_id)
    is_kept = keep_typed(request, _("somebody saved a newer version while you were writing"))
    mine = SetEditor(user, editor.today, record=newer, data=request.POST)
    mine.hush()
    parts = [{"heading": pair.pop("label"), "fields": [pair]} for pair in conflicts]
    more: dict[str, Any] = {
        "conflicts": parts,
        "saved_by": saved_by(newer),
        "is_kept": is_kept,
        "may_save": may_edit_set(user, newer),
    }
    return _page(request, mine, status=409, **more)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def publish(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask once more, saying what will happen, then publish."""
    found = set_or_404(request.user, key, Permission.PUBLISH_SET)  # type: ignore[arg-type]
    page = reverse("recommendations:officer-set", args=[key])
    if request.method != "POST":
        if found.is_published:
            return redirect(page)
        gaps = set_gaps(found)
        context = {"set": found, "gaps": gaps, "may_go_on": not walls(gaps), "public": published.SET.read(found)}
        return render(request, f"{HERE}/set_publish.html", context)

    def action() -> None:
        actions.publish_set(found, edit_number=edit_number(request), by=_user(request), at=timezone.now())

    done = _("Published. Residents can read these recommendations now.")
    return take_step(request, found, "published", action, done=done, to=page)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Withdraw a published set and every public answer to it, with a reason residents read."""
    found = set_or_404(request.user, key, Permission.PUBLISH_SET)  # type: ignore[arg-type]
    page = reverse("recommendations:officer-set", args=[key])
    if found.is_withdrawn or not found.is_published:
        return redirect(page)
    label, hint = _("Why they are withdrawn"), _("Residents will read this instead of the recommendations")
    missing = _("Enter why they are withdrawn. Residents will read this")
    form = ReasonForm(form_data(request), label=label, missing=missing, hint=hint)

    def show() -> HttpResponse:
        count = sum(response.is_published and not response.is_withdrawn for response in found.responses.all())
        return render(request, f"{HERE}/set_withdraw.html", {"set": found, "form": form, "count": count})

    def action() -> None:
        actions.withdraw_set(found, reason=form.cleaned_data["reason"], by=_user(request), at=timezone.now())

    if request.method != "POST" or not form.is_valid():
        return show()
    return take_step(request, found, "withdrawn", action, done=_("Withdrawn."), to=page, form=form, again=show)


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
