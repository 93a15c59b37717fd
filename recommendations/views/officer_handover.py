"""The administrator's page on which one post hands over what is open to another, all at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import officer_view
from council.held import form_data, release
from council.publication import RefusedError
from council.roles import Permission
from recommendations.actions.handover import hand_over
from recommendations.forms.handover import HandOverForm
from recommendations.owners import OpenWork, open_work
from recommendations.views.shared import READ_WRITE


@officer_view(Permission.CONFIGURE, methods=READ_WRITE)
def handover(request: HttpRequest) -> HttpResponse:
    """Show what would move; move it with a button of its own."""
    form = HandOverForm(form_data(request), initial={"since": timezone.localdate()})
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    found, by = form.cleaned_data, request.user
    if request.POST.get("do") != "hand-over":
        return _show(request, form, open_work(found["office"], timezone.now()))
    try:
        moved = hand_over(found["office"], found["to"], since=found["since"], by=by, at=timezone.now())  # type: ignore[arg-type]
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return _show(request, form)
    release(request)
    names = {"office": found["office"].title, "to": found["to"].title, "count": moved.count}
    if moved.count:
        words = ngettext(
            "%(count)d thing went from %(office)s to %(to)s.", "%(count)d things went from %(office)s to %(to)s.",
            moved.count,
        )  # fmt: skip
        messages.success(request, words % names)
    else:
        messages.info(request, _("Nothing is open at %(office)s.") % names)
    return redirect("recommendations:officer-hand-over")


def _show(request: HttpRequest, form: HandOverForm, work: OpenWork | None = None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "work": work}
    context["is_restored"] = request.method != "POST" and form.is_bound
    return render(request, "recommendations/officer/hand_over.html", context)
