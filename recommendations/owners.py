"""Who leads a promised action now: the post its answer names, or whoever it was handed over to since.

For officers and their e-mails. What residents read stays as it was published; the next accepted update names the post
that reports.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from council.models import Office
from recommendations.choices import ResponseStatus
from recommendations.drafting import rows_being_drafted
from recommendations.models import Action, ActionOwner, Duty, ResponseItem, UpdateLink
from recommendations.querysets_progress import open_actions

# Nobody may write in these any more, and residents do not read them yet.
ON_THEIR_WAY = (ResponseStatus.SUBMITTED, ResponseStatus.SIGNED_OFF, ResponseStatus.APPROVED)


def owners_of(actions: Iterable[Action]) -> dict[int, Office | None]:
    """The post that leads each action now, by the action's own key in the database."""
    found = list(actions)
    moves: dict[uuid.UUID, list[ActionOwner]] = defaultdict(list)
    for move in ActionOwner.objects.filter(action_key__in={action.key for action in found}).select_related("office"):
        moves[move.action_key].append(move)
    return {action.pk: _now(action, moves[action.key]) for action in found}


def lead_of(action: Action, owners: dict[int, Office | None]) -> str:
    """The title of whoever leads it now; as it is printed in the answer where nothing was handed over."""
    office = owners[action.pk]
    return office.title if office is not None and office.pk != action.lead_office_id else action.lead_title


def _now(action: Action, moves: list[ActionOwner]) -> Office | None:
    """Hand-overs are followed from the post the answer names; one from another post says nothing of this answer."""
    office = action.lead_office
    for move in moves:
        if office is not None and move.instead_of_id == office.pk:
            office = move.office
    return office


@dataclass(frozen=True)
class OpenWork:
    """What is open at a post: rows to draft, actions in drafts, promised actions, links for updates, duties."""

    rows: list[ResponseItem]
    drafted: list[Action]
    promised: list[Action]
    links: list[UpdateLink]
    duties: list[Duty]

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.rows) + len(self.drafted) + len(self.promised) + len(self.links) + len(self.duties)


def open_work(office: Office, at: datetime.datetime) -> OpenWork:
    """Everything that moves when the post hands over."""
    related = ("response_item__recommendation__set", "response_item__response", "lead_office")
    drafts = rows_being_drafted()
    drafted = Action.objects.filter(lead_office=office, response_item__in=drafts.values("pk"))
    keys = set(ActionOwner.objects.filter(office=office).values_list("action_key", flat=True))
    on_their_way = Action.objects.filter(
        response_item__response__status__in=ON_THEIR_WAY, response_item__response__set__withdrawn_at=None
    )
    promised = {
        action.key: action
        for actions in (on_their_way, open_actions())
        for action in [
            *actions.filter(lead_office=office).select_related(*related),
            *actions.filter(key__in=keys).select_related(*related),
        ]
    }
    now = owners_of(promised.values())
    links = UpdateLink.objects.filter(office=office, used_at=None, expires_at__gt=at)
    return OpenWork(
        rows=list(drafts.filter(drafter_office=office, outcome="").select_related("recommendation", "response__set")),
        drafted=list(drafted.select_related(*related).order_by("pk")),
        promised=[action for action in promised.values() if now[action.pk] == office],
        links=list(links.select_related("recommendation__set").order_by("pk")),
        duties=open_duties(office),
    )


def open_duties(office: Office) -> list[Duty]:
    """What is addressed to the post itself and not answered in full, of sets that were not withdrawn."""
    duties = Duty.objects.filter(office=office, set__withdrawn_at=None).awaiting()  # type: ignore[attr-defined]
    return list(duties.select_related("set__made_by").order_by("set_id", "number"))
