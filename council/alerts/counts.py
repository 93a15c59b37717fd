"""How many follow what, for officers: counts alone. Who they are is nobody's business."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count

from council.alerts.asking import MAIL_KINDS
from council.alerts.matching import active
from council.alerts.sources import KINDS, topics_of
from council.models import AlertReader, MailSent, Subscription

MOST_LISTED = 100


def figures(at: datetime.datetime) -> dict[str, Any]:
    """Readers, subscriptions by kind and by what is followed, and how messages of the last 30 days ended."""
    rows = Subscription.objects.filter(active()).order_by().values("kind", "key").annotate(n=Count("pk"))
    most = list(rows.order_by("-n", "kind", "key")[:MOST_LISTED])
    topics = topics_of({(row["kind"], row["key"]) for row in most if row["kind"] != "search"})
    kinds = Subscription.objects.filter(active()).order_by().values("kind").annotate(n=Count("pk")).order_by("-n")
    states = MailSent.objects.filter(kind__in=MAIL_KINDS, queued_at__gt=at - datetime.timedelta(days=30))
    ended = {row["state"]: row["n"] for row in states.order_by().values("state").annotate(n=Count("pk"))}
    return {
        "readers": AlertReader.objects.filter(stopped_at=None, subscriptions__confirmed_at__isnull=False)
        .distinct()
        .count(),
        "stopped": AlertReader.objects.filter(stopped_at__isnull=False).count(),
        "waiting": Subscription.objects.filter(confirmed_at=None).count(),
        "kinds": [(KINDS[row["kind"]].words, row["n"]) for row in kinds if row["kind"] in KINDS],
        "followed": [
            {"topic": topics[row["kind"], row["key"]], "words": KINDS[row["kind"]].words, "n": row["n"]}
            for row in most
            if (row["kind"], row["key"]) in topics
        ],
        "mail": [(MailSent.State(state).label, n) for state, n in sorted(ended.items())],
    }
