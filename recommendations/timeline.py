"""What happened to a set, newest first: its public events, and recorded dates of which no event tells."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import PublicEvent, RegisterEntry
from council.statute.wording import listed
from recommendations.models import CabinetResponse, RecommendationSet
from recommendations.published import response_address
from recommendations.wording import all_addressees

Facts = dict[str, Any]

# Among things of one day: made, sent, received, then what has a serial.
MADE, SENT, RECEIVED = 0, 1, 2


def moments(recommendation_set: RecommendationSet, facts: Facts, versions: list[CabinetResponse]) -> list[Facts]:
    """Dated, linked moments, newest first. One query."""
    own = recommendation_set.public_id.hex
    addresses = {version.public_id.hex: response_address(version) for version in versions}
    events = PublicEvent.objects.shown().filter(reference__in=[own, *addresses]).select_related("entry")
    found: list[tuple[tuple[datetime.date, int], Facts]] = []
    stages = set()
    for event in events:
        is_made = event.reference == own and event.entry.act == RegisterEntry.Act.PUBLISHED
        if event.reference == own and event.entry.act == RegisterEntry.Act.CHANGED:
            stages.add(event.happened_on)
        address = addresses.get(event.reference) or reverse("register-entry", args=[event.entry_id])
        order = MADE if is_made else RECEIVED + event.entry_id
        found.append(((event.happened_on, order), _moment(event.happened_on, event.sentence, address)))
    for day, order, words in _recorded(recommendation_set, facts):
        if day not in stages:
            found.append(((day, order), _moment(day, words, "")))
    return [moment for _key, moment in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _moment(day: datetime.date, words: str, url: str) -> Facts:
    return {"when": day, "words": words, "url": url}


def _recorded(recommendation_set: RecommendationSet, facts: Facts) -> list[tuple[datetime.date, int, str]]:
    who = {"who": listed(all_addressees(facts))}
    stages = [
        (recommendation_set.sent_on, SENT, _("The recommendations were sent to %(who)s") % who),
        (recommendation_set.received_on, RECEIVED, _("%(who)s received the recommendations") % who),
    ]
    return [(day, order, words) for day, order, words in stages if day]
