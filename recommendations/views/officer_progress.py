"""Officers' pages of progress updates: asking for one by link, writing one, looking at one, accepting, returning it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.held import form_data
from council.models import User
from council.publication import RefusedError
from council.roles import Permission
from meetings.views.pieces import papers_seen_of
from recommendations.actions.links import ask_for_update, return_with_link
from recommendations.actions.progress import accept_update, withdraw_update, write_update
from recommendations.choices_progress import UpdateStage
from recommendations.forms.progress import AskForm, UpdateForm
from recommendations.forms.steps import ReasonForm
from recommendations.lifecycle_progress import update_gaps
from recommendations.models import ProgressUpdate, Recommendation
from recommendations.owners import owners_of
from recommendations.permissions_progress import may_accept, may_write, row_or_404, update_or_404
from recommendations.progress_lines import short_name
from recommendations.published_progress import UPDATE, recommendation_address
from recommendations.querysets_progress import standing_actions
from recommendations.trail import trail
from recommendations.views.shared import READ_WRITE, edit_number, take_step
from recommendations.views.update_editor import edit_page, new_key, told

HERE = "recommendations/officer"


def actions_of(row: Recommendation) -> list[Any]:
    """The actions of a recommendation in the answer that stands."""
    return list(standing_actions().filter(response_item__recommendation=row).order_by("position"))


def set_page(row: Recommendation | ProgressUpdate) -> str:
    """The officers' page of the set, at its progress."""
    return reverse("recommendations:officer-set", args=[row.set.public_id]) + "#progress"


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def ask(request: HttpRequest, key: uuid.UUID, place: int) -> HttpResponse:
    """Mail a link to whoever is to say where this stands."""
    row = row_or_404(told(request), key, place)
    actions = actions_of(row)
    chosen = next((action for action in actions if action.key.hex == request.GET.get("action")), None)
    office = owners_of([chosen])[chosen.pk] if chosen else None
    initial = {"action": chosen.key.hex, "office": office.pk if office else None} if chosen else {}
    initial |= {"office_title": chosen.lead_title} if chosen and office is None else {}
    form, key_sent = AskForm(form_data(request), actions=actions, initial=initial), new_key(request)

    def show() -> HttpResponse:
        context = {"row": row, "set": row.set, "form": form, "new_key": key_sent}
        return render(request, f"{HERE}/update_ask.html", context)

    if request.method != "POST" or not form.is_valid():
        return show()

    def act() -> None:
        site = request.build_absolute_uri("/")
        ask_for_update(row, **form.values(), address=site, by=told(request), at=timezone.now(), key=key_sent)

    done = _("A link was sent to %(to)s. It works once, for three weeks.") % {"to": form.cleaned_data["to"]}
    return take_step(request, row.set, "asked for an update", act, done=done, to=set_page(row), form=form, again=show)


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def write(request: HttpRequest, key: uuid.UUID, place: int) -> HttpResponse:
    """Write an update oneself; whoever may accept it may publish it in the same step."""
    row = row_or_404(told(request), key, place)
    user = told(request)
    initial = {"action": request.GET.get("action", ""), "office_title": user.post}
    shown: dict[str, Any] = {"today": timezone.localdate(), "actions": actions_of(row), "initial": initial}
    form = UpdateForm(form_data(request), files=request.FILES or None, owner=user, **shown)
    context = {"row": row, "set": row.set, "form": form, "new_key": new_key(request)}
    context |= {"may_accept": may_accept(user, row.set)}
    if request.method != "POST" or not form.is_valid():
        form.keep_file()
        return render(request, f"{HERE}/update_edit.html", context)
    is_wanted = request.POST.get("do") == "publish" and context["may_accept"]
    try:
        update = write_update(row, **form.values(), by=user, at=timezone.now(), key=new_key(request))
        if is_wanted and update.stage == UpdateStage.WAITING:
            accept_update(update, edit_number=None, by=user, at=timezone.now())
    except RefusedError as refused:
        form.add_error(None, str(refused))
        form.keep_file()
        return render(request, f"{HERE}/update_edit.html", context)
    form.saved()
    messages.success(
        request, _("Published.") if is_wanted else _("Saved. It waits for scrutiny’s officer to accept it.")
    )
    return redirect(set_page(row))


@officer_view(Permission.SEE_DESK)
def update(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One update: its words, what is worth a second look, and what this user may do with it."""
    found = update_or_404(told(request), key)
    accepts, waits = may_accept(told(request), found.set), found.stage == UpdateStage.WAITING
    is_open = not found.is_published and not found.set.is_withdrawn
    context = {
        "update": found,
        "set": found.set,
        "public": UPDATE.read(found),
        "name": short_name(found.recommendation),
        "action": next((one for one in actions_of(found.recommendation) if one.key == found.action_key), None),
        "gaps": [] if found.is_published else update_gaps(found, timezone.localdate()),
        "may_accept": accepts and waits and is_open,
        "may_edit": is_open and may_write(told(request), found.set),
        "may_correct": accepts and found.is_public,
        "public_url": recommendation_address(found.recommendation) if found.is_public else "",
        "link": found.links.order_by("-asked_at").first(),
        "trail": trail([found]),
        "papers": papers_seen_of(found, told(request)),
        "may_add": may_write(told(request), found.set) and not found.is_withdrawn,
    }
    return render(request, f"{HERE}/update.html", context)


def _accepting(request: HttpRequest, key: uuid.UUID) -> tuple[ProgressUpdate, str]:
    found = update_or_404(told(request), key)
    if not may_accept(told(request), found.set):
        raise Http404
    return found, reverse("recommendations:officer-update", args=[key])


@officer_view(Permission.PUBLISH_SET, methods=("POST",))
def accept(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make it public, as it was written."""
    found, page = _accepting(request, key)

    def act() -> None:
        accept_update(found, edit_number=edit_number(request), by=told(request), at=timezone.now())

    done = _("Accepted. Residents can read it now.")
    return take_step(request, found, "published", act, done=done, to=page)


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def send_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Return it with a reason; who wrote it by a link gets a fresh one."""
    found, page = _accepting(request, key)
    label, hint = _("Why you return it"), _("Whoever wrote it reads this. Residents do not")
    form = ReasonForm(form_data(request), label=label, missing=_("Enter why you return it"), hint=hint)
    if request.method != "POST" and found.stage != UpdateStage.WAITING:
        return redirect(page)

    def act() -> None:
        said: dict[str, Any] = {"edit_number": edit_number(request), "by": told(request), "at": timezone.now()}
        site = request.build_absolute_uri("/")
        return_with_link(found, reason=form.cleaned_data["reason"], address=site, **said)

    words = {"title": _("Return the update"), "button": _("Return it")}
    return with_reason(request, found, form, "return", act, page, words, _("Returned."))


@officer_view(Permission.PUBLISH_SET, methods=READ_WRITE)
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Withdraw a public update, with a reason residents read in the register."""
    found, page = _accepting(request, key)
    label, hint = _("Why it is withdrawn"), _("Residents will read this in the register")
    missing = _("Enter why it is withdrawn. Residents will read this")
    form = ReasonForm(form_data(request), label=label, missing=missing, hint=hint)
    if found.is_withdrawn or not found.is_published:
        return redirect(page)

    def act() -> None:
        withdraw_update(found, reason=form.cleaned_data["reason"], by=told(request), at=timezone.now())

    words = {"title": _("Withdraw the update"), "button": _("Withdraw it")}
    return with_reason(request, found, form, "withdrawn", act, page, words, _("Withdrawn."))


def with_reason(
    request: HttpRequest, found: Any, form: ReasonForm, verb: str, act: Any, page: str, words: dict[str, str], done: str
) -> HttpResponse:
    """A page that asks why, then the act, once."""

    def show() -> HttpResponse:
        context = {"record": found, "set": found.set, "form": form, "page": page, "is_warning": verb == "withdrawn"}
        return render(request, f"{HERE}/progress_reason.html", context | words)

    if request.method != "POST" or not form.is_valid():
        return show()
    return take_step(request, found, verb, act, done=done, to=page, form=form, again=show)


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write an update again that waits or was returned; correct a public one, with a reason."""
    found = update_or_404(told(request), key)
    user: User = told(request)
    allowed = may_accept(user, found.set) if found.is_published else may_write(user, found.set)
    if not allowed or found.is_withdrawn:
        raise Http404
    return edit_page(request, found, actions_of(found.recommendation))
