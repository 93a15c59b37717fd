"""Officers' page of the rows of a response being drafted: who drafts which by when, chasing, several answered alike."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.held import form_data
from council.models import Council
from council.publication import RefusedError
from council.roles import Permission
from council.templatetags.site import errors_of
from recommendations import actions
from recommendations.choices import ResponseStatus
from recommendations.drafting import is_late, state_of
from recommendations.forms.drafters import AnswerRowsForm, AssignForm, ChaseForm
from recommendations.models import CabinetResponse
from recommendations.permissions import response_or_404, response_url
from recommendations.timetable import timetable_of
from recommendations.views.shared import READ_WRITE, edit_number, take_step

PAGE = "recommendations/officer/response_rows.html"
# What each button writes into the audit trail.
ACTS = {"assign": "assigned", "chase": "chased", "answer": "saved"}


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Three short forms below one table; each button does its own and leaves the other two as they are."""
    found = _found(request, key)
    if request.method != "POST" and found.status != ResponseStatus.DRAFTING:
        messages.info(request, _("It is no longer being drafted, so its words cannot be changed."))
        return redirect(response_url(found))
    forms = _forms(request, found)
    button = request.POST.get("do", "")
    if request.method != "POST" or button not in ACTS or not forms[button].is_valid():
        return _show(request, found, forms)
    said: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if button == "chase":
        return _chase(request, found, forms, said)
    said["edit_number"] = edit_number(request)
    act, done = {"assign": _assign, "answer": _answer}[button](request, found, forms[button], said)

    def again() -> HttpResponse:
        return _show(request, _found(request, key), forms, status=409)

    page = response_url(found, "rows")
    return take_step(request, found, ACTS[button], act, done=done, to=page, form=forms[button], again=again)


def _found(request: HttpRequest, key: uuid.UUID) -> CabinetResponse:
    user: Any = request.user
    return response_or_404(user, key, Permission.DRAFT_RESPONSE)


def _forms(request: HttpRequest, found: CabinetResponse) -> dict[str, Any]:
    """The three forms; only the one whose button was pressed is bound."""
    data, today = form_data(request), timezone.localdate()
    pressed = data.get("do", "") if data is not None else ""
    items = list(found.items.all())
    planned = timetable_of(found, today)
    wanted = planned.drafts_by if planned and planned.drafts_by >= today else None

    def typed(name: str) -> Any:
        return data if name == pressed else None

    return {
        "assign": AssignForm(
            typed("assign"), prefix="assign", items=items, today=today, initial={"internal_due_on": wanted}
        ),
        "chase": ChaseForm(typed("chase"), prefix="chase", items=items, today=today),
        "answer": AnswerRowsForm(typed("answer"), prefix="answer", items=items, council=Council.current()),
    }


def _show(request: HttpRequest, found: CabinetResponse, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "response": found,
        "set": found.set,
        "forms": forms,
        "errors": list(errors_of([form for form in forms.values() if form.is_bound])),
        "timetable": timetable_of(found, today),
        "due_on": (found.duty or found.set).due_on,
        "is_restored": request.method != "POST" and any(form.is_bound for form in forms.values()),
        "rows": [
            {"item": item, "state": state_of(item), "is_late": is_late(item, today)} for item in found.items.all()
        ],
    }
    return render(request, PAGE, context, status=status)


def _assign(request: HttpRequest, found: CabinetResponse, form: Any, said: dict[str, Any]) -> tuple[Any, str]:
    values = dict(form.cleaned_data)
    tells, items = values.pop("tells"), values.pop("which")

    def act() -> None:
        actions.assign_rows(found, items=items, **values, **said, site=_site(request) if tells else "")

    names = {"office": values["office"].title, "rows": form.data["assign-which"]}
    words = _("%(office)s drafts %(rows)s, and was sent an e-mail.") if tells else _("%(office)s drafts %(rows)s.")
    return act, words % names


def _answer(request: HttpRequest, found: CabinetResponse, form: Any, said: dict[str, Any]) -> tuple[Any, str]:
    def act() -> None:
        actions.answer_rows(found, items=form.cleaned_data["which"], answer=form.answer(), **said)

    return act, _("Saved. Each of them has this answer now.")


def _chase(request: HttpRequest, found: CabinetResponse, forms: dict[str, Any], said: dict[str, Any]) -> HttpResponse:
    items = [int(key) for key in forms["chase"].cleaned_data["rows"]]
    try:
        asked = actions.chase_rows(found, items=items, on=timezone.localdate(), site=_site(request), **said)
    except RefusedError as refused:
        forms["chase"].add_error(None, str(refused))
        return _show(request, _found(request, found.public_id), forms, status=409)
    if asked:
        names = {"offices": ", ".join(office.title for office in asked)}
        messages.success(request, _("An e-mail goes to %(offices)s.") % names)
    else:
        messages.info(request, _("They were asked by e-mail today already, so nothing was sent again."))
    return redirect(response_url(found, "rows"))


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
