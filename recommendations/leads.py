"""Who leads a promised action now, as residents read it: from the latest public change of who leads.

The published answer keeps the post it names. A change counts only while the answer that stands names that same post.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from recommendations.models import LeadChange


@dataclass(frozen=True)
class NowLed:
    """The post that leads now, and since when."""

    title: str
    slug: str
    since: datetime.date


def leads_of(set_key: str = "set_id") -> Subquery:
    """An annotation: what is public of who leads the actions of a set now; None where nothing was handed over."""
    changes = LeadChange.objects.filter(set=OuterRef(set_key), published_at__isnull=False, withdrawn_at=None)
    return Subquery(changes.order_by("-pk").values("leads")[:1])


def now_led(leads: Mapping[str, Any] | None, key: str, named: str) -> NowLed | None:
    """Who leads the action with this key, where it is another post than the one the answer names."""
    found = (leads or {}).get(key)
    if not found or found["named"] != named or found["now"] == named:
        return None
    return NowLed(found["now"], found["slug"], datetime.date.fromisoformat(found["since"]))
