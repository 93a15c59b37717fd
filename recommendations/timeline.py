"""What happened to a set, newest first: its public events, and recorded dates of which no event tells."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import PublicEvent, RegisterEntry
from council.statute.wording import listed
from recommendations.clock import day
from recommendations.models import CabinetResponse, RecommendationSet
from recommendations.published import response_address
from recommendations.wording import all_addressees, received_with_the_set

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
    recorded = [stage for stage in _recorded(recommendation_set, facts) if stage[0] not in stages]
    for on, order, words in [*recorded, *_received_apart(facts)]:
        found.append(((on, order), _moment(on, words, "")))
    return [moment for _key, moment in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _moment(day: datetime.date, words: str, url: str) -> Facts:
    return {"when": day, "words": words, "url": url}


def _recorded(recommendation_set: RecommendationSet, facts: Facts) -> list[tuple[datetime.date, int, str]]:
    sent, received = listed(all_addressees(facts)), listed(received_with_the_set(facts))
    stages = [
        (recommendation_set.sent_on, SENT, _("The recommendations were sent to %(who)s") % {"who": sent}),
        (recommendation_set.received_on, RECEIVED, _("%(who)s received the recommendations") % {"who": received}),
    ]
    return [(on, order, told) for on, order, told in stages if on]


def _received_apart(facts: Facts) -> list[tuple[datetime.date, int, str]]:
    """Days of those who did not receive it with the set: no entry of the register is about them alone."""
    words, found = _("%(who)s received the recommendations"), []
    for duty in facts["duties"]:
        on = day(duty["received_on"])
        if on and duty["received_on"] != facts["received_on"]:
            found.append((on, RECEIVED, words % {"who": duty["name"]}))
    return found
