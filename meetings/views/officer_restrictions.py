"""Officers' page of a restriction whose day of review has come: open it now, or keep it withheld until another day."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import officer_view
from council.choices import Restriction
from council.models import User
from council.roles import Permission
from meetings.actions_below import opened_with
from meetings.forms import ReviewForm
from meetings.permissions import find, may_publish
from meetings.restriction_reviews import keep_withheld, open_now
from meetings.views.editing import OfficerRequest
from meetings.views.officer import BOTH, verb_page
from meetings.views.pieces import named, rows_of


@officer_view(Permission.PUBLISH_MEETING, methods=BOTH)
def review(request: OfficerRequest, kind: str, key: uuid.UUID) -> HttpResponse:
    """Decide about one item or document; nothing is opened unless an officer says so here."""
    if kind not in ("item", "document"):
        raise Http404

    def allowed(user: User, found: Any) -> bool:
        is_restricted = found.restriction != Restriction.OPEN or request.method == "POST"
        return may_publish(user, found) and found.is_published and not found.is_withdrawn and is_restricted

    record = find(rows_of(kind), key, request.user, allowed)

    def act(form: ReviewForm) -> None:
        chosen, by, at = form.cleaned_data, request.user, timezone.now()
        if chosen["decision"] == ReviewForm.OPEN:
            open_now(record, reason=chosen["reason"], by=by, at=at)
        else:
            keep_withheld(record, until=chosen["until"], reason=chosen["reason"], by=by, at=at)

    words = {
        "heading": _("Is it still withheld?"),
        "said": _("Decided: %(name)s") % {"name": named(record)},
        "opens_too": [named(below) for below in opened_with(record)] if record.is_withheld else [],
    }
    return verb_page(request, ReviewForm, record, act, "meetings/officer/review_restriction.html", words)
