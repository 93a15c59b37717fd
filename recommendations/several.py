"""What of a ticked recommendation can be changed from the tracker: its row in a draft, and what was promised for it.

Who leads what was promised moves by the door of a hand-over. The day of a published promise is part of the answer
that was approved, so only a new version of that answer moves it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from council.models import Body, Office, User
from council.roles import Permission, has_permission
from recommendations.drafting import rows_being_drafted
from recommendations.models import Action, Recommendation, ResponseItem
from recommendations.owners import ON_THEIR_WAY, lead_of, owners_of
from recommendations.querysets_progress import open_actions


@dataclass(frozen=True)
class Wanted:
    """What the form asks for; what is None stays as it is."""

    office: Office | None = None
    since: datetime.date | None = None
    drafts_by: datetime.date | None = None
    actions_by: datetime.date | None = None


@dataclass
class Work:
    """One recommendation: its row in a draft, that row's actions, and what is promised and open."""

    row: Recommendation
    kept_by: Body
    item: ResponseItem | None = None
    drafted: list[Action] = field(default_factory=list)
    promised: list[Action] = field(default_factory=list)
    owners: dict[int, Office | None] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """What somebody saw who opened the form: another text means that it changed since."""
        draft = f"{self.item.response_id}.{self.item.response.edit_number}" if self.item else ""
        leads = ((action.pk, self.owners[action.pk]) for action in self.promised)
        return "_".join([draft, *(f"{key}.{office.pk if office else 0}" for key, office in leads)])

    @property
    def leads(self) -> list[str]:
        """The posts that lead its actions now."""
        drafted = [action.lead_title for action in self.drafted]
        return list(dict.fromkeys(filter(None, [*(lead_of(one, self.owners) for one in self.promised), *drafted])))

    def to_move(self, wanted: Wanted) -> list[Action]:
        """Promised actions that another post on the council's list leads."""
        return [one for one in self.promised if wanted.office and self.owners[one.pk] not in (None, wanted.office)]

    def to_write(self, wanted: Wanted) -> list[Action]:
        """Actions of the draft whose lead or day would change."""
        office, day = wanted.office, wanted.actions_by
        return [
            one for one in self.drafted
            if (office and (one.lead_office_id, one.lead_title) != (office.pk, office.title))
            or (day and one.due_on != day)
        ]  # fmt: skip

    def wants_draft_by(self, wanted: Wanted) -> bool:
        """Whether the day its draft is wanted by would change."""
        return bool(wanted.drafts_by and self.item and self.item.internal_due_on != wanted.drafts_by)

    def why_not_all(self, wanted: Wanted) -> list[str]:
        """What of the wish cannot be done for this one, in words."""
        words = []
        if wanted.office and any(self.owners[one.pk] is None for one in self.promised):
            words.append(_("The answer names a post that is not on the council’s list. Correct the answer instead."))
        if wanted.actions_by and self.promised:
            words.append(_("The day of what was promised is part of the answer. Correct the answer to move it."))
        if wanted.drafts_by and self.item is None:
            words.append(_("No answer to it is being drafted."))
        return words


def may_change(user: User | None, work: Work) -> bool:
    """Whoever drafts or publishes for the body that answers; `None` is the system itself."""
    return user is None or may_draft(user, work) or may_publish(user, work)


def may_draft(user: User | None, work: Work) -> bool:
    """Whether they write in its draft."""
    return user is None or has_permission(user, Permission.DRAFT_RESPONSE, work.kept_by)


def may_publish(user: User | None, work: Work) -> bool:
    """Whether they publish its answer, and so who leads what it promises."""
    return user is None or has_permission(user, Permission.PUBLISH_RESPONSE, work.kept_by)


def work_of(rows: Sequence[Recommendation]) -> list[Work]:
    """What there is to change of each recommendation: a number of queries that does not grow with them."""
    keys = [row.pk for row in rows]
    items = rows_being_drafted().filter(recommendation__in=keys).select_related("response").prefetch_related("actions")
    drafts = {item.recommendation_id: item for item in items}
    promised = _promised(keys)
    owners = owners_of(action for actions in promised.values() for action in actions)
    found = []
    for row in rows:
        item = drafts.get(row.pk)
        kept_by = row.duty.kept_by if row.duty else row.set.addressee
        drafted = list(item.actions.all()) if item else []
        found.append(Work(row, kept_by, item, drafted, promised[row.pk], owners))
    return found


def _promised(keys: Iterable[int]) -> dict[int, list[Action]]:
    """Open actions of the answers that stand, and of those on their way to being published."""
    related = ("response_item__recommendation__set", "response_item__response", "lead_office")
    on_their_way = Action.objects.filter(
        response_item__response__status__in=ON_THEIR_WAY, response_item__response__set__withdrawn_at=None
    )
    by_row: dict[int, dict[object, Action]] = defaultdict(dict)
    for actions in (on_their_way, open_actions()):
        for action in actions.filter(response_item__recommendation__in=keys).select_related(*related).order_by("pk"):
            by_row[action.response_item.recommendation_id][action.key] = action
    return defaultdict(list, {key: list(actions.values()) for key, actions in by_row.items()})
