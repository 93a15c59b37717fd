"""Documents go out of sight with the set, the response or the update that they hang on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from council import publication
from council.models import User
from meetings.models import Document
from recommendations.models import CabinetResponse, ProgressUpdate, RecommendationSet

NAMES: dict[type, str] = {
    RecommendationSet: "recommendation_set",
    CabinetResponse: "response",
    ProgressUpdate: "update",
}


def withdraw_below(records: Iterable[Any], *, reason: str, by: User | None, at: datetime.datetime) -> None:
    """Withdraw the public documents of records that are withdrawn or hidden, inside the transaction of those."""
    of = Q(pk__in=())
    for record in records:
        if type(record) in NAMES:
            of |= Q(**{NAMES[type(record)]: record})
    rows = Document.objects.select_for_update(of=("self",)).filter(of, published_at__isnull=False, withdrawn_at=None)
    publication.withdraw(list(rows.order_by("pk")), reason=reason, by=by, at=at)
