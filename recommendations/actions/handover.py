"""Handing over what is open at one post to another: the post changed, or its portfolio went elsewhere."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from council import audit, publication
from council.drafts import save_draft
from council.models import Office, User
from council.publication import RefusedError
from council.roles import Permission, require
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow
from recommendations.models import Action, ActionOwner, CabinetResponse, UpdateLink
from recommendations.owners import OpenWork, open_work


@transaction.atomic
def hand_over(office: Office, to: Office, *, since: datetime.date, by: User | None, at: datetime.datetime) -> OpenWork:
    """Move everything open at `office` to the post `to`; gives what it was. Published words stay as they were."""
    require(by, Permission.CONFIGURE)
    if office == to:
        raise RefusedError(_("Select another post than the one that hands over."))
    work = open_work(office, at)
    keys = {row.response_id for row in work.rows} | {action.response_item.response_id for action in work.drafted}
    for response in CabinetResponse.objects.filter(pk__in=keys).order_by("pk"):
        _move_draft(response, office, to, by=by, at=at)
    for action in work.promised:
        ActionOwner.objects.create(
            action_key=action.key, instead_of=office, office=to, since=since, recorded_by=by, recorded_at=at
        )
    UpdateLink.objects.filter(pk__in=[link.pk for link in work.links]).update(office=to, office_title=to.title)
    if work.count:
        facts = {"to": to.title, "since": since, "actions": sorted(action.key.hex for action in work.promised)}
        counts = {"rows": len(work.rows), "drafted": len(work.drafted), "links": len(work.links)}
        audit.record("handed_over", office, by=by, at=at, after=facts | counts)
    return work


def _move_draft(
    response: CabinetResponse, office: Office, to: Office, *, by: User | None, at: datetime.datetime
) -> None:
    """Rows and actions of one draft. Whoever has it open is shown both versions when they save."""
    locked = publication.lock(response)
    follow(RESPONSE_TRANSITIONS, "save", locked.status)

    def write() -> None:
        for item in locked.items.filter(drafter_office=office, outcome=""):
            item.drafter_office, item.drafter, item.asked_on = to, "", None
            item.save()
        for action in Action.objects.filter(response_item__response=locked, lead_office=office):
            action.lead_office, action.lead_title = to, to.title
            action.save()

    save_draft(locked, changes={}, by=by, at=at, act="handed_over", children=write)
