"""How the public side reads the forward plan: published entries with their published notices."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from council.models import Body, Membership
from meetings.choices_plan import FORTHCOMING
from meetings.models import Decision, Notice, PlanEdition, PlanEntry, Representation


def members_on(body: Body, day: datetime.date) -> list[str]:
    """The names of who sits on a body on a day, substitutes left out, the chair first."""
    found = Membership.on(body, day).exclude(capacity=Membership.Capacity.SUBSTITUTE)
    rows = found.order_by("person__name").values_list("capacity", "person__name")
    return [name for _capacity, name in sorted(rows, key=lambda row: row[0] != Membership.Capacity.CHAIR)]


def public_notices(entry: PlanEntry) -> list[Notice]:
    """The notices of an entry that the public may read, the earliest first."""
    return list(Notice.objects.published().filter(plan_entry=entry).order_by("given_on", "pk"))


def with_notices(entries: QuerySet) -> QuerySet:
    """Entries with what their page and their line say of them; published notices are in `public_notices`."""
    notices = Notice.objects.published().order_by("given_on", "pk")
    return entries.select_related("body", "issue").prefetch_related(
        Prefetch("notices", notices, to_attr="public_notices")
    )


def in_full(entries: QuerySet) -> QuerySet:
    """Entries with their notices and, of each, the representations that were published; the decisions made of them."""
    written = Representation.objects.published().order_by("received_on", "pk")
    notices = Notice.objects.published().order_by("given_on", "pk")
    notices = notices.prefetch_related(Prefetch("representations", written, to_attr="public_representations"))
    decisions = Decision.objects.published().select_related("item").order_by("decided_on", "pk")
    return entries.select_related("body", "issue").prefetch_related(
        Prefetch("notices", notices, to_attr="public_notices"),
        Prefetch("decisions", decisions, to_attr="public_decisions"),
    )


def forthcoming(body: Body | None = None) -> QuerySet:
    """Public entries whose decision is still to come, the next one first."""
    found = PlanEntry.objects.published().filter(status__in=FORTHCOMING)
    found = found.filter(body=body) if body else found
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def editions(body_slug: str = "") -> Any:
    """Public editions, the newest first: of one body, or those of the whole council."""
    found = PlanEdition.objects.published().select_related("body").order_by("-published_at", "-pk")
    return found.filter(body__slug=body_slug) if body_slug else found.filter(body=None)
