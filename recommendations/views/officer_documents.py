"""Officers' pages on which a document is added to recommendations, to a response, to an update.

Edited, looked at, published and withdrawn it is on the pages of every document.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse

from council.access import officer_view
from council.roles import Permission
from meetings.views.officer_documents import add_below
from recommendations.permissions import response_or_404, set_or_404
from recommendations.permissions_progress import may_write, update_or_404
from recommendations.views.shared import READ_WRITE


@officer_view(Permission.RECORD_SET, methods=READ_WRITE)
def add_to_set(request: Any, key: uuid.UUID) -> HttpResponse:
    """A new paper of a set, as a draft."""
    found = set_or_404(request.user, key, Permission.RECORD_SET)
    return add_below(request, "recommendation_set", _standing(found))


@officer_view(Permission.DRAFT_RESPONSE, methods=READ_WRITE)
def add_to_response(request: Any, key: uuid.UUID) -> HttpResponse:
    """A new paper of a response, as a draft."""
    found = response_or_404(request.user, key, Permission.DRAFT_RESPONSE)
    return add_below(request, "response", _standing(found))


@officer_view(Permission.SEE_DESK, methods=READ_WRITE)
def add_to_update(request: Any, key: uuid.UUID) -> HttpResponse:
    """A new paper of an update: it goes out when that is accepted, or by itself where that is public."""
    found = update_or_404(request.user, key)
    if not may_write(request.user, found.set):
        raise Http404
    return add_below(request, "update", _standing(found))


def _standing(record: Any) -> Any:
    """Nothing is added to what was withdrawn."""
    if record.is_withdrawn or getattr(record, "set", record).is_withdrawn:
        raise Http404
    return record
