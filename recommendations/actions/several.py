"""Changing many recommendations at once from the tracker: who leads, and the days that are not published.

Each set is a transaction of its own: what is refused for one leaves the others changed, and each says what it came to.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council import audit, publication
from council.drafts import save_draft
from council.models import Office, User
from council.publication import RefusedError
from recommendations.actions.lead_changes import tell_who_leads
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow
from recommendations.models import (
    Action,
    ActionOwner,
    CabinetResponse,
    Recommendation,
    RecommendationSet,
    ResponseItem,
    UpdateLink,
)
from recommendations.several import Wanted, Work, may_change, may_draft, may_publish, work_of

CHANGED, NOTHING, REFUSED = "changed", "nothing", "refused"


@dataclass(frozen=True)
class Result:
    """What came of one recommendation."""

    row: Recommendation
    state: str
    words: tuple[str, ...]


def change_rows(
    rows: Sequence[Recommendation], wanted: Wanted, *, seen: Mapping[str, str], by: User | None, at: datetime.datetime
) -> list[Result]:
    """Do what is wanted for each of these, in their order. `seen` is what the form showed: hex key -> `Work.seen`."""
    by_set: dict[int, list[Recommendation]] = defaultdict(list)
    for row in rows:
        by_set[row.set_id].append(row)
    found: dict[int, Result] = {}
    for own in by_set.values():
        try:
            results = _change_set(own, wanted, seen=seen, by=by, at=at)
        except RefusedError as refused:
            results = [Result(row, REFUSED, (str(refused),)) for row in own]
        found |= {result.row.pk: result for result in results}
    return [found[row.pk] for row in rows]


@transaction.atomic
def _change_set(
    rows: list[Recommendation], wanted: Wanted, *, seen: Mapping[str, str], by: User | None, at: datetime.datetime
) -> list[Result]:
    locked = publication.lock(RecommendationSet(pk=rows[0].set_id))
    if not locked.is_public:
        raise RefusedError(_("It is no longer public."))
    drafts = CabinetResponse.objects.select_for_update().filter(set=locked, published_at=None)
    list(drafts.order_by("pk").values_list("pk", flat=True))  # whoever saves one of them now waits
    work = work_of(rows)
    refusals = {one.row.pk: words for one in work if (words := _refusal(one, wanted, seen, by))}
    doing = [one for one in work if one.row.pk not in refusals]
    _move(doing, wanted, by=by, at=at)
    _write_drafts(doing, wanted, by=by, at=at)
    return [
        Result(one.row, REFUSED, (refusals[one.row.pk],)) if one.row.pk in refusals else _told(one, wanted)
        for one in work
    ]


def _refusal(work: Work, wanted: Wanted, seen: Mapping[str, str], by: User | None) -> str:
    """Why nothing is changed for this one; empty where it may be. What is so already is never refused."""
    if not may_change(by, work):
        return _("You do not draft or publish its answer, so you cannot change it.")
    moves = bool(work.to_move(wanted))
    writes = bool(work.to_write(wanted)) or work.wants_draft_by(wanted)
    if moves and not may_publish(by, work):
        return _("Residents read who leads what was promised, so only a publisher of its answer can change that.")
    if writes and not may_draft(by, work):
        return _("Only those who draft its answer can change the draft.")
    if (moves or writes) and seen.get(work.row.key.hex, work.seen) != work.seen:
        return _("Somebody changed it since you opened this page. Look at it below and send it again.")
    return ""


def _told(work: Work, wanted: Wanted) -> Result:
    """What was done for one that is not refused: `work` holds how it stood before."""
    words = []
    actions = len(work.to_move(wanted)) + len([one for one in work.to_write(wanted) if _gets_lead(one, wanted)])
    if wanted.office and actions:
        told = ngettext("%(post)s leads %(n)d action now.", "%(post)s leads %(n)d actions now.", actions)
        words.append(told % {"post": wanted.office.title, "n": actions})
    if wanted.actions_by and any(one.due_on != wanted.actions_by for one in work.drafted):
        words.append(_("The actions in the draft have the new day."))
    if work.wants_draft_by(wanted):
        words.append(_("The draft is wanted by the new day."))
    left = work.why_not_all(wanted)
    if words:
        return Result(work.row, CHANGED, (*words, *left))
    return Result(work.row, REFUSED if left else NOTHING, tuple(left) or (_("There was nothing to change."),))


def _gets_lead(action: Action, wanted: Wanted) -> bool:
    return wanted.office is not None and action.lead_office_id != wanted.office.pk


def _move(doing: list[Work], wanted: Wanted, *, by: User | None, at: datetime.datetime) -> None:
    """Promised actions go to the other post, which is published at once for each post that led some of them."""
    office, since = wanted.office, wanted.since
    if office is None or since is None:
        return
    moving: dict[Office, list[Action]] = defaultdict(list)
    for work in doing:
        for action in work.to_move(wanted):
            moving[work.owners[action.pk]].append(action)  # type: ignore[index]
    for was, own in moving.items():
        keys = [action.key for action in own]
        for key in keys:
            ActionOwner.objects.create(
                action_key=key, instead_of=was, office=office, since=since, recorded_by=by, recorded_at=at
            )
        links = UpdateLink.objects.filter(action_key__in=keys, office=was, used_at=None, expires_at__gt=at)
        links.update(office=office, office_title=office.title)
        tell_who_leads(own, was.title, office, since, by=by, at=at)
        facts = {"from": was.title, "to": office.title, "since": since, "actions": sorted(key.hex for key in keys)}
        audit.record("handed_over", own[0].response_item.recommendation.set, by=by, at=at, after=facts)


def _write_drafts(doing: list[Work], wanted: Wanted, *, by: User | None, at: datetime.datetime) -> None:
    """Rows and actions of drafts. Whoever has one open is shown both versions when they save."""
    by_draft: dict[int, list[Work]] = defaultdict(list)
    for work in doing:
        if work.item is not None and (work.to_write(wanted) or work.wants_draft_by(wanted)):
            by_draft[work.item.response_id].append(work)
    for key, own in sorted(by_draft.items()):
        draft = publication.lock(CabinetResponse(pk=key))
        follow(RESPONSE_TRANSITIONS, "save", draft.status)

        def write(own: list[Work] = own) -> None:
            for work in own:
                _write_row(work, wanted)

        act = "saved" if any(work.to_write(wanted) for work in own) else "assigned"  # who words it does not sign it off
        save_draft(draft, changes={}, by=by, at=at, act=act, children=write)


def _write_row(work: Work, wanted: Wanted) -> None:
    if work.wants_draft_by(wanted):
        item = ResponseItem.objects.get(pk=work.item.pk)  # type: ignore[union-attr]
        item.internal_due_on = wanted.drafts_by
        item.save()
    for action in work.to_write(wanted):
        stored = Action.objects.get(pk=action.pk)  # `work` keeps how it stood, for what is told afterwards
        if wanted.office is not None:
            stored.lead_office, stored.lead_title = wanted.office, wanted.office.title
        if wanted.actions_by is not None:
            stored.due_on, stored.no_due_reason = wanted.actions_by, ""
        stored.save()
