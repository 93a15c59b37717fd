"""The stages of a set, each a page with its dates and a post that records it once; several at once; the notice."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import files
from council.access import officer_view
from council.held import form_data
from council.pdf import CannotRenderError
from council.publication import RefusedError
from council.roles import Permission
from recommendations import actions
from recommendations.forms.set_editor import due_words
from recommendations.forms.stages import CloseForm, DeferForm, MonitorForm, NoteForm
from recommendations.forms.steps import ReceiveForm, SendForm, StagesForm
from recommendations.lifecycle import SET_TRANSITIONS
from recommendations.models import RecommendationSet
from recommendations.papers import notice_name
from recommendations.permissions import set_or_404
from recommendations.views.shared import READ_WRITE, edit_number, take_step

HERE = "recommendations/officer"


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def send(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that a published set was sent; the notice is made."""
    found = _set(request, key)
    today = timezone.localdate()
    form = SendForm(form_data(request), today=today, found=found, initial={"sent_on": today})
    words = {"title": _("Record that the recommendations were sent"), "button": _("Record sending")}
    words["hint"] = _("The notice to those who have to answer is made as a PDF and published with the recommendations.")
    return _stage(request, found, form, "send", actions.send_set, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def receive(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that a published set was received: the clock starts."""
    found = _set(request, key)
    today = timezone.localdate()
    initial = {"received_on": today, "notice_given_on": found.notice_given_on}
    form = ReceiveForm(form_data(request), today=today, found=found, initial=initial)
    words = {"title": _("Record that the recommendations were received"), "button": _("Record receipt")}
    return _stage(request, found, form, "receive", actions.receive_set, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def defer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that they are put off, until when and why."""
    found = _set(request, key)
    form = DeferForm(form_data(request), today=timezone.localdate(), found=found)
    words = {"title": _("Record that the recommendations are deferred"), "button": _("Record the deferral")}
    return _stage(request, found, form, "defer", actions.defer_set, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def resume(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that they are no longer put off."""
    found = _set(request, key)
    words = {"title": _("Record that the recommendations are no longer deferred"), "button": _("Record it")}
    return _stage(request, found, None, "resume", actions.resume_set, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def note(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that the committee noted the response."""
    found = _set(request, key)
    form = NoteForm(form_data(request), today=timezone.localdate(), found=found)
    words = {"title": _("Record that the committee noted the response"), "button": _("Record it")}
    return _stage(request, found, form, "note", actions.note_response, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def monitor(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record from when the committee follows what is done."""
    found = _set(request, key)
    form = MonitorForm(form_data(request), today=timezone.localdate(), found=found)
    words = {"title": _("Record that the committee monitors what is done"), "button": _("Record it")}
    return _stage(request, found, form, "monitor", actions.monitor_set, words)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def close(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Record that the committee is done with them. The executive never closes what it did itself."""
    found = _set(request, key)
    form = CloseForm(form_data(request), today=timezone.localdate(), found=found)
    words = {"title": _("Record that the recommendations are closed"), "button": _("Close them")}
    return _stage(request, found, form, "close", actions.close_set, words)


def _set(request: HttpRequest, key: uuid.UUID) -> RecommendationSet:
    return set_or_404(request.user, key, Permission.PUBLISH_SET)  # type: ignore[arg-type]


def _stage(
    request: HttpRequest, found: RecommendationSet, form: BaseForm | None, verb: str, action: Any, words: dict[str, str]
) -> HttpResponse:
    """A page with the dates of one stage; on receipt it can show the due date before anything is saved."""
    page = reverse("recommendations:officer-set", args=[found.public_id])
    sources = SET_TRANSITIONS[verb].sources
    if request.method == "GET" and (found.is_withdrawn or not found.is_published or found.status not in sources):
        messages.info(request, _("This is no longer at the step where that can be done."))
        return redirect(page)
    is_valid = form is None or (form.is_bound and form.is_valid())
    said: dict[str, Any] = form.cleaned_data if form is not None and is_valid else {}
    due: dict[str, Any] | None = None
    dues: list[tuple[str, dict[str, Any]]] = []
    if isinstance(form, ReceiveForm) and said:
        said = form.values()
        due, dues = _due_dates(form)

    def show() -> HttpResponse:
        context = {"set": found, "form": form, "due": due, "dues": dues, "is_receipt": verb == "receive", **words}
        return render(request, f"{HERE}/set_stage.html", context)

    def act() -> None:
        _once(lambda: action(found, **said, edit_number=edit_number(request), by=request.user, at=timezone.now()))

    if request.method != "POST" or request.POST.get("do") == "show" or not is_valid:
        return show()
    done = _("Recorded. %(words)s") % {"words": due["words"] if due else ""}
    return take_step(request, found, "changed", act, done=done.strip(), to=page, form=form, again=show)


def _due_dates(form: ReceiveForm) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
    """When the set's addressee has to answer, and each further one, by the days of a form that holds."""
    said = form.values()
    days, others = (said["received_on"], said["notice_given_on"]), said["others"]
    dues = [(one.name, due_words(one.route, *others.get(one.number, days))) for one in form.own_days.duties]
    return due_words(form.found.addressee, *days), dues


def _once(action: Any) -> None:
    """Where the notice cannot be made, say so beside the form: nothing is recorded."""
    try:
        action()
    except CannotRenderError as problem:
        raise RefusedError(str(problem)) from problem


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def stages(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Agreed, sent and received in one go; a draft is published with it."""
    found = _set(request, key)
    page = reverse("recommendations:officer-set", args=[key])
    may_start = not found.is_published or found.status in SET_TRANSITIONS["send"].sources
    if request.method == "GET" and (found.is_withdrawn or not may_start):
        messages.info(request, _("This is no longer at the step where that can be done."))
        return redirect(page)
    form = StagesForm(form_data(request), today=timezone.localdate(), found=found)
    is_valid = form.is_bound and form.is_valid()
    words = {"title": _("Record several steps at once"), "button": _("Record them")}
    words["hint"] = _("Each date gets its own entry in the register. Leave empty what has not happened yet.")

    def show() -> HttpResponse:
        due, dues = _due_dates(form) if is_valid else (None, [])
        context = {"set": found, "form": form, "due": due, "dues": dues, "is_receipt": True, **words}
        return render(request, f"{HERE}/set_stage.html", context)

    def act() -> None:
        said: dict[str, Any] = {"edit_number": edit_number(request), "by": request.user, "at": timezone.now()}
        _once(lambda: actions.record_stages(found, **form.values(), **said))

    if request.method != "POST" or request.POST.get("do") == "show" or not is_valid:
        return show()
    verb = "changed" if found.is_published else "saved"
    return take_step(request, found, verb, act, done=_("Recorded."), to=page, form=form, again=show)


@officer_view(Permission.SEE_DESK)
def notice(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The notice as it was sent."""
    found = set_or_404(request.user, key)  # type: ignore[arg-type]
    data = files.fetch(found.notice_digest)
    if data is None:
        raise Http404
    name = notice_name(found.reference)
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
