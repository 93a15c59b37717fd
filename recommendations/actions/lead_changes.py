"""Publishing that another post leads what was promised: at the hand-over, or with the answer if that comes later."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from council import publication
from council.drafts import save_draft
from council.models import Office, User
from recommendations import announcements_progress as announcements
from recommendations.leads import now_led
from recommendations.lifecycle import name_of
from recommendations.models import Action, ActionOwner, CabinetResponse, LeadChange, RecommendationSet
from recommendations.owners import owners_of


def tell_who_leads(
    actions: Iterable[Action], was: str, to: Office, since: datetime.date, *, by: User | None, at: datetime.datetime
) -> None:
    """An entry for each public set of whose published actions another post leads some now."""
    by_set: dict[int, list[Action]] = {}
    published = [action for action in actions if action.response_item.response.published_at]
    for action in sorted(published, key=lambda one: (one.response_item.recommendation.position, one.pk)):
        by_set.setdefault(action.response_item.recommendation.set_id, []).append(action)
    for key in sorted(by_set):
        found = publication.lock(RecommendationSet(pk=key))
        if not found.is_public:
            continue
        earlier = LeadChange.objects.filter(set=found, published_at__isnull=False, withdrawn_at=None).last()
        now = {"now": to.title, "slug": to.slug, "since": since.isoformat()}
        leads = {action.key.hex: now | {"named": action.lead_title} for action in by_set[key]}
        labels = dict.fromkeys(name_of(action.response_item.recommendation) for action in by_set[key])
        changes = {
            "set": found, "office": to, "from_title": was, "to_title": to.title, "since": since,
            "labels": ", ".join(labels)[:300], "leads": (earlier.leads if earlier else {}) | leads,
        }  # fmt: skip
        change = LeadChange()
        save_draft(change, changes=changes, by=by, at=at)
        publication.publish(change, announcements.led_by, by=by, at=at)


def tell_of_the_answer(response: CabinetResponse, *, by: User | None, at: datetime.datetime) -> None:
    """What was handed over while an answer was on its way is told once that is public."""
    related = ("response_item__recommendation", "response_item__response", "lead_office")
    actions = list(Action.objects.filter(response_item__response=response).select_related(*related))
    owners = owners_of(actions)
    last = LeadChange.objects.filter(set=response.set, published_at__isnull=False, withdrawn_at=None).last()
    told = last.leads if last else {}
    moved: dict[tuple[str, Office], list[Action]] = {}
    for action in actions:
        office = owners[action.pk]
        is_told = now_led(told, action.key.hex, action.lead_title) is not None
        if office is not None and office.pk != action.lead_office_id and not is_told:
            moved.setdefault((action.lead_title, office), []).append(action)
    for (was, office), own in moved.items():
        since = ActionOwner.objects.filter(action_key__in=[action.key for action in own], office=office).latest("pk")
        tell_who_leads(own, was, office, since.since, by=by, at=at)
