"""One update written for several recommendations at once, chosen on the tracker. All of them or none."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.access import officer_view
from council.held import form_data
from council.models import User
from council.publication import RefusedError
from council.roles import Permission
from recommendations.actions.progress import write_update
from recommendations.forms.progress import UpdateForm
from recommendations.models import Recommendation
from recommendations.permissions import visible_sets
from recommendations.permissions_progress import may_write
from recommendations.progress_lines import short_name
from recommendations.views.shared import READ_WRITE
from recommendations.views.update_editor import new_key, told

MOST_AT_ONCE = 50


def chosen_rows(user: User, keys: list[str]) -> list[Recommendation]:
    """The ticked recommendations of public sets this user may write about, in the order of their sets."""
    wanted = set()
    for key in keys[:MOST_AT_ONCE]:
        try:
            wanted.add(uuid.UUID(key))
        except ValueError:
            continue
    sets = visible_sets(user).published().filter(withdrawn_at=None)
    rows = Recommendation.objects.filter(key__in=wanted, set__in=sets.order_by().values("pk"))
    rows = rows.select_related("set__made_by", "set__addressee").order_by("set", "position")
    return [row for row in rows if may_write(user, row.set)]


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def write_several(request: HttpRequest) -> HttpResponse:
    """The same words for each ticked recommendation; each update then waits to be accepted like any other."""
    user = told(request)
    sent = request.POST if request.method == "POST" else request.GET
    rows = chosen_rows(user, sent.getlist("row"))
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
    named = [(row.key.hex, f"{row.set.reference}, {short_name(row)}") for row in rows]
    return render(request, "recommendations/officer/update_several.html", {"rows": named, "form": form, "new_key": key})
