"""Several rows of the tracker at once: one update for all of them, or who leads and by when, each by itself."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import officer_view
from council.held import form_data, release
from council.models import User
from council.publication import RefusedError
from council.roles import Permission
from recommendations import published
from recommendations.actions.progress import write_update
from recommendations.actions.several import REFUSED, Result, change_rows
from recommendations.forms.progress import UpdateForm
from recommendations.forms.several import ChangeSeveralForm
from recommendations.models import Recommendation
from recommendations.permissions import visible_sets
from recommendations.permissions_progress import may_write
from recommendations.progress_lines import short_name
from recommendations.several import may_change, work_of
from recommendations.tracked_words import asked_words
from recommendations.views.shared import READ_WRITE
from recommendations.views.update_editor import new_key, told

MOST_AT_ONCE = 50


def chosen_rows(user: User, keys: list[str]) -> list[Recommendation]:
    """The ticked recommendations of public sets this user may see, in the order of their sets."""
    wanted = set()
    for key in keys[:MOST_AT_ONCE]:
        try:
            wanted.add(uuid.UUID(key))
        except ValueError:
            continue
    sets = visible_sets(user).published().filter(withdrawn_at=None)
    rows = Recommendation.objects.filter(key__in=wanted, set__in=sets.order_by().values("pk"))
    related = rows.select_related("set__made_by", "set__addressee", "duty__kept_by")
    return list(related.order_by("set", "position"))


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def write_several(request: HttpRequest) -> HttpResponse:
    """The same words for each ticked recommendation; each update then waits to be accepted like any other."""
    user = told(request)
    sent = request.POST if request.method == "POST" else request.GET
    rows = [row for row in chosen_rows(user, sent.getlist("row")) if may_write(user, row.set)]
    if not rows:
        messages.error(request, _("Choose the recommendations the update is about, of those you write about."))
        return redirect("recommendations:officer-tracker")
    form = UpdateForm(form_data(request), today=timezone.localdate(), actions=None, initial={"office_title": user.post})
    key = new_key(request)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for row in rows:
                    own = uuid.uuid5(key, row.key.hex)  # a form that is sent twice writes each once
                    write_update(row, **form.values(), by=user, at=timezone.now(), key=own)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            done = ngettext("%(n)d update is saved.", "%(n)d updates are saved.", len(rows)) % {"n": len(rows)}
            messages.success(request, f"{done} {_('They wait for scrutiny’s officer to accept them.')}")
            return redirect("recommendations:officer-tracker")
    chosen = [_chosen(row) for row in rows]
    context = {"rows": chosen, "form": form, "new_key": key}
    return render(request, "recommendations/officer/update_several.html", context)


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def change_several(request: HttpRequest) -> HttpResponse:
    """Who leads, and the days that are not published, for each ticked one; then what came of each."""
    user = told(request)
    data = form_data(request)
    form, sent = ChangeSeveralForm(data, today=timezone.localdate()), request.GET if data is None else data
    rows = chosen_rows(user, sent.getlist("row"))
    if not rows:
        messages.error(request, _("Choose the recommendations to change first."))
        return redirect("recommendations:officer-tracker")
    seen = dict(text.split(":", 1) for text in sent.getlist("seen") if ":" in text)
    results: list[Result] = []
    if request.method == "POST" and form.is_valid():
        results = change_rows(rows, form.wanted(), seen=seen, by=user, at=timezone.now())
        release(request)
        rows, seen = [result.row for result in results if result.state == REFUSED], {}
    work = work_of(rows)
    context = {
        "form": form,
        "results": results,
        "is_restored": request.method != "POST" and form.is_bound,
        "rows": [
            _chosen(one.row) | {"seen": seen.get(one.row.key.hex, one.seen)}
            | {"work": one if may_change(user, one) else None, "says_who": True}
            for one in work
        ],
    }  # fmt: skip
    return render(request, "recommendations/officer/change_several.html", context)


def _chosen(row: Recommendation) -> dict[str, Any]:
    """What a list of chosen ones says of it: somebody who ticked forty sees which they are."""
    name = f"{row.set.reference}, {short_name(row)}"
    said = asked_words(published.RECOMMENDATION.read(row))
    return {"key": row.key.hex, "name": name, "subject": row.set.subject, "words": said}
