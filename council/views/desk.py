"""The desk: what waits for me, what I wait for, which clocks end, which words are kept for me. Nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council import held, sealing
from council.access import officer_view
from council.models import Council, HeldText, User
from council.roles import Permission
from council.views import seal
from meetings.restriction_reviews import due_reviews
from recommendations.desk import desk as recommendations_desk
from recommendations.desk_progress import desk_lines as progress_lines

MOST_KEPT = 50
KEPT = {
    "recommendations:officer-set-add": gettext_lazy("Recommendations you were recording"),
    "recommendations:officer-set-edit": gettext_lazy("Recommendations you were changing"),
    "recommendations:officer-response-edit": gettext_lazy("A response you were writing"),
    "recommendations:officer-response-return": gettext_lazy("Why you were returning a response"),
    "recommendations:officer-response-approval": gettext_lazy("An approval you were recording"),
    "recommendations:officer-update-write": gettext_lazy("A progress update you were writing"),
    "recommendations:officer-update-edit": gettext_lazy("A progress update you were changing or correcting"),
    "recommendations:officer-update-return": gettext_lazy("Why you were returning a progress update"),
    "recommendations:officer-review": gettext_lazy("Verdicts you were entering"),
    "recommendations:officer-review-edit": gettext_lazy("A review you were correcting"),
    "meetings:officer-meeting-edit": gettext_lazy("A meeting you were changing or correcting"),
    "meetings:officer-item-edit": gettext_lazy("An agenda item you were changing or correcting"),
    "meetings:officer-outcome-edit": gettext_lazy("What was decided, which you were entering or correcting"),
    "meetings:officer-minutes-edit": gettext_lazy("Minutes you were writing or correcting"),
    "meetings:officer-document-edit": gettext_lazy("A document you were changing or correcting"),
    "meetings:officer-issue-edit": gettext_lazy("An issue you were changing or correcting"),
    "meetings:officer-withdraw": gettext_lazy("Why you were withdrawing something"),
    "seal-request": gettext_lazy("Why you were asking for a seal"),
}


@officer_view(Permission.SEE_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """One page, the same number of queries however much waits."""
    user: User = request.user  # type: ignore[assignment]
    found = recommendations_desk(user, timezone.localdate())
    waiting, others = seal.desk_lines(user)
    context = {
        "desk": replace(
            found, waiting=[*waiting, *progress_lines(user), *found.waiting], others=[*others, *found.others]
        ),
        "reviews": due_reviews(user, timezone.localdate()),
        "may_seal": sealing.may_seal(user),
        "kept": [_kept_line(kept) for kept in held.waiting_for(user)[:MOST_KEPT]],
        "due_soon_days": Council.current().due_soon_days,
    }
    return render(request, "officer/desk.html", context)


def _kept_line(kept: HeldText) -> dict[str, Any]:
    """A link that opens the page with the words in it, named after the page and what it is about."""
    try:
        what = KEPT.get(resolve(kept.path).view_name) or _("What you typed")
    except Resolver404:
        what = _("What you typed")
    about = next((words for name in ("subject", "title") if (words := kept.fields.get(name, [""])[0].strip())), "")
    words = _("%(what)s: %(about)s") % {"what": what, "about": about[:100]} if about else str(what)
    return {"url": f"{kept.path}?{urlencode({'held': kept.token})}", "what": words, "at": kept.at, "why": kept.why}
