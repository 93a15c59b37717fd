"""Officers' pages of a response: starting it, its page, the editor, and the preview of what residents will get."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import found_or_404, officer_view
from council.held import form_data, release
from council.models import User
from council.pdf import CannotRenderError
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, has_permission
from council.templatetags.site import errors_of
from meetings.views.pieces import papers_seen_of
from recommendations import actions, papers, published
from recommendations.choices import ResponseStatus
from recommendations.forms.quiet import hush
from recommendations.forms.response_editor import ResponseEditor
from recommendations.forms.steps import ApprovalForm, ReasonForm
from recommendations.lifecycle import response_gaps, walls
from recommendations.models import CabinetResponse, Duty, RecommendationSet
from recommendations.permissions import (
    may_take,
    needs_reason,
    response_or_404,
    response_steps,
    response_url,
    set_or_404,
)
from recommendations.trail import inner_words, last_saved_at, trail
from recommendations.views.shared import READ_WRITE, already_done, edit_number, keep_typed, kept, saved_by

HERE = "recommendations/officer"


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def start(request: HttpRequest, key: uuid.UUID, duty: int | None = None) -> HttpResponse:
    """Start the response of the set's addressee or of a `duty`, or a corrected version of it, then with a reason."""
    found = set_or_404(_user(request), key)
    whose = found_or_404(found.duties.select_related("kept_by"), number=duty) if duty is not None else None
    if not has_permission(_user(request), Permission.DRAFT_RESPONSE, whose.kept_by if whose else found.addressee):
        raise Http404
    if not found.is_public:
        messages.info(request, _("Only recommendations that are public can be answered."))
        return redirect("recommendations:officer-set", key=key)
    responses = list(found.responses.filter(duty=whose))  # once: somebody may begin one meanwhile
    draft = next((response for response in responses if response.published_at is None), None)
    if draft is not None:  # also where the button was pressed twice
        return redirect(response_url(draft, "edit"))
    form = _why_corrected(request, responses)
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return render(request, f"{HERE}/response_start.html", {"set": found, "duty": whose, "form": form})
    return _started(request, found, whose, form.cleaned_data["reason"] if form else "")


def _started(request: HttpRequest, found: RecommendationSet, duty: Duty | None, reason: str) -> HttpResponse:
    try:
        said: dict[str, Any] = {"duty": duty, "correction_reason": reason}
        draft = actions.start_response(found, by=_user(request), at=timezone.now(), **said)
    except RefusedError as refused:
        begun = found.responses.filter(published_at=None, duty=duty).first()  # somebody else was quicker
        if begun is None:
            messages.error(request, str(refused))
            return redirect("recommendations:officer-set", key=found.public_id)
        draft = begun
    release(request)
    return redirect(response_url(draft, "decided" if request.POST.get("do") == "decided" else "edit"))


def _why_corrected(request: HttpRequest, responses: list[CabinetResponse]) -> ReasonForm | None:
    """The form for the reason, where the next version corrects one that stands."""
    if not needs_reason(responses):
        return None
    label, hint = _("Why the response is corrected"), _("Residents will read this beside the new version")
    missing = _("Enter why the response is corrected. Residents will read this")
    return ReasonForm(form_data(request), label=label, missing=missing, hint=hint)


@officer_view(Permission.SEE_RESPONSE)
def response(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One response: where it stands, what is missing, who did what, and what this user may do next."""
    found = response_or_404(_user(request), key)
    gaps = [] if found.is_published else response_gaps(found)
    context = {
        "response": found,
        "set": found.set,
        "steps": response_steps(_user(request), found),
        "gaps": gaps,
        "public": published.RESPONSE.read(found),
        "public_url": published.response_address(found) if found.is_public else "",
        "edit_url": response_url(found, "edit") if may_take(_user(request), "save", found) else "",
        "trail": trail([found]),
        "inner": inner_words(found),
        "papers": papers_seen_of(found, _user(request)),
        "may_add": not found.is_withdrawn and has_permission(_user(request), Permission.DRAFT_RESPONSE, found.kept_by),
        "versions": found.set.responses.filter(duty=found.duty).exclude(pk=found.pk),
    }
    return render(request, f"{HERE}/response.html", context)


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The editor: everything typed is kept, whatever happens on saving."""
    found = response_or_404(_user(request), key, Permission.DRAFT_RESPONSE)
    if request.method != "POST" and found.status != ResponseStatus.DRAFTING:
        messages.info(request, _("It is no longer being drafted, so its words cannot be changed."))
        return redirect(response_url(found))
    button = request.POST.get("do", "save")
    if button == "keep":
        return kept(request, _("the page was left before it was saved"))
    editor = ResponseEditor(found, timezone.localdate(), form_data(request))
    if request.method != "POST" or button.startswith("action-"):
        editor.add_action(button.removeprefix("action-"))
        editor.hush()
        return _page(request, editor)
    if not editor.is_valid():
        return _page(request, editor)
    said: dict[str, Any] = {"edit_number": edit_number(request), "by": _user(request), "at": timezone.now()}
    try:
        saved = actions.save_response(found, **editor.values(), **said)
    except ChangedSinceError:
        return _changed_since(request, editor, button)
    except RefusedError as refused:
        keep_typed(request, _("the response was no longer being drafted"))
        editor.header.add_error(None, str(refused))
        return _page(request, editor, status=409)
    release(request)
    return _after_saving(request, saved, button)


def _after_saving(request: HttpRequest, saved: CabinetResponse, button: str) -> HttpResponse:
    """Where the pressed button leads: back to the editor, to a row, the check list, the preview, or sign-off."""
    pages = {"check": "submit", "preview": "preview"}
    if button in pages:
        return redirect(response_url(saved, pages[button]))
    if button == "submit":
        if walls(response_gaps(actions.reread(saved))):
            messages.warning(request, _("Saved. It cannot be sent for sign-off yet: see the check list."))
            return redirect(response_url(saved, "submit"))
        try:
            actions.submit_response(saved, edit_number=saved.edit_number, by=_user(request), at=timezone.now())
        except RefusedError as refused:
            messages.error(request, _("Saved, but not sent for sign-off. %(why)s") % {"why": refused})
            return redirect(response_url(saved))
        messages.success(request, _("Sent for sign-off."))
        return redirect(response_url(saved))
    messages.success(request, _("Saved."))
    row = button.removeprefix("save-") if button.startswith("save-r") and button[6:].isdigit() else ""
    return redirect(response_url(saved, "edit") + (f"#{row}" if row else ""))


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def decided(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record what was decided at a meeting: the answers and the approval on one page, and all steps with one button."""
    found = response_or_404(_user(request), key, Permission.DRAFT_RESPONSE)
    if request.method != "POST" and found.status != ResponseStatus.DRAFTING:
        messages.info(request, _("It is no longer being drafted, so its words cannot be changed."))
        return redirect(response_url(found))
    today = timezone.localdate()
    editor = ResponseEditor(found, today, form_data(request))
    approval = ApprovalForm(form_data(request), response=found, today=today)
    button = request.POST.get("do", "save")
    if button == "keep":
        return kept(request, _("the page was left before it was saved"))
    if request.method != "POST" or button.startswith("action-"):
        editor.add_action(button.removeprefix("action-"))
        editor.hush()
        hush(approval)
        return _page(request, editor, approval=approval)
    if not all([approval.is_valid(), editor.is_valid()]):
        return _page(request, editor, approval=approval)
    return _decide(request, editor, approval)


def _decide(request: HttpRequest, editor: ResponseEditor, approval: ApprovalForm) -> HttpResponse:
    said: dict[str, Any] = {"edit_number": edit_number(request), "by": _user(request), "at": timezone.now()}
    try:
        done = actions.record_decided(editor.response, **editor.values(), approval=approval.values(), **said)
    except ChangedSinceError:
        if already_done(request, editor.response, "saved"):
            return redirect(response_url(editor.response))
        return _changed_since(request, editor, "decided", approval=approval)
    except (RefusedError, CannotRenderError) as refused:
        keep_typed(request, _("it could not be recorded as it was"))
        editor.header.add_error(None, str(refused))
        return _page(request, editor, status=409, approval=approval)
    release(request)
    words = _("Published. Residents can read the response now.")
    if not done.is_published:
        words = _("Recorded and sent for sign-off. Somebody else has to sign it off; then it can be published.")
    messages.success(request, words)
    return redirect(response_url(done))


def _page(
    request: HttpRequest, editor: ResponseEditor, *, status: int = 200, approval: ApprovalForm | None = None,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    is_restored = request.method != "POST" and editor.is_bound
    held = form_data(request) if is_restored else None
    context = {
        "editor": editor,
        # Words typed over an earlier version are set against the newer one when they are saved.
        "edit_number": held.get("edit_number", "") if held is not None else editor.response.edit_number,
        "response": editor.response,
        "set": editor.response.set,
        "errors": list(errors_of([*editor.forms(), *([approval] if approval else [])])),
        "approval": approval,
        "saved_at": last_saved_at(editor.response),
        "paper_count": editor.response.documents.filter(withdrawn_at=None).count(),
        "is_restored": is_restored,
        **more,
    }
    return render(request, f"{HERE}/response_edit.html", context, status=status)


def _changed_since(
    request: HttpRequest, editor: ResponseEditor, button: str, approval: ApprovalForm | None = None
) -> HttpResponse:
    """A colleague saved a newer version: both texts side by side, mine below, to be saved on purpose."""
    newer = response_or_404(_user(request), editor.response.public_id, Permission.DRAFT_RESPONSE)
    theirs = ResponseEditor(newer, editor.today)
    conflicts = editor.conflicts(theirs)
    if not conflicts and approval is None:  # the same words, sent twice
        release(request)
        return _after_saving(request, newer, button)
    is_kept = keep_typed(request, _("a colleague saved a newer version while you were writing"))
    editor.take_over(theirs)
    editor.hush()
    more: dict[str, Any] = {"conflicts": conflicts, "saved_by": saved_by(newer), "is_kept": is_kept}
    return _page(request, editor, status=409, approval=approval, **more)


@officer_view(Permission.SEE_RESPONSE)
def preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Exactly what residents will get."""
    found = response_or_404(_user(request), key)
    context = {"found": found, "set": found.set, "response": published.RESPONSE.read(found)}
    context["edit_url"] = response_url(found, "edit") if may_take(_user(request), "save", found) else ""
    return render(request, f"{HERE}/response_preview.html", context)


@officer_view(Permission.SEE_RESPONSE)
def preview_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The PDF as it would be published now; made afresh, kept nowhere."""
    found = response_or_404(_user(request), key)
    try:
        data = papers.response_pdf(published.RESPONSE.read(found))
    except CannotRenderError as problem:
        messages.error(request, str(problem))
        return redirect(response_url(found, "preview"))
    if data is None:
        messages.error(request, _("This installation makes no PDFs."))
        return redirect(response_url(found, "preview"))
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="response-preview.pdf"'
    return answer


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
