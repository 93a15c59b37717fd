"""Handing over what is open at one post to another: the post changed, or its portfolio went elsewhere."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from council import audit, publication
from council.drafts import save_draft
from council.models import Office, User
from council.publication import RefusedError
from council.roles import Permission, require
from recommendations.actions.lead_changes import tell_who_leads
from recommendations.announcements import passed_on
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow
from recommendations.models import (
    Action,
    ActionOwner,
    CabinetResponse,
    Duty,
    UpdateLink,
)
from recommendations.owners import OpenWork, open_duties, open_work


@transaction.atomic
def hand_over(office: Office, to: Office, *, since: datetime.date, by: User | None, at: datetime.datetime) -> OpenWork:
    """Move everything open at `office` to the post `to`; gives what it was.

    Published words stay as they were. That another post leads, or has to answer, is published by itself, at once.
    """
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
    tell_who_leads(work.promised, office.title, to, since, by=by, at=at)
    moved = _move_duties(office, to, by=by, at=at)
    UpdateLink.objects.filter(pk__in=[link.pk for link in work.links]).update(office=to, office_title=to.title)
    work = replace(work, duties=moved)
    if work.count:
        facts = {"to": to.title, "since": since, "actions": sorted(action.key.hex for action in work.promised)}
        counts = {"rows": len(work.rows), "drafted": len(work.drafted), "links": len(work.links)}
        counts["duties"] = len(moved)
        audit.record("handed_over", office, by=by, at=at, after=facts | counts)
    return work


def _move_duties(office: Office, to: Office, *, by: User | None, at: datetime.datetime) -> list[Duty]:
    """What the post still has to answer is addressed to the other one; of public sets that is an entry of its own."""
    duties = open_duties(office)
    for duty in duties:
        locked = publication.lock(duty.set)
        if locked.duties.filter(office=to).exists():
            words = _("%(post)s has to answer some of the recommendations about %(subject)s. Correct them first.")
            raise RefusedError(words % {"post": to.title, "subject": locked.subject})

        def write(duty: Duty = duty) -> None:
            duty.office, duty.name = to, to.title
            duty.save()

        if locked.is_published:
            told = lambda found, post=to.title: passed_on(found, post)  # noqa: E731
            publication.move_on(locked, told, changes={}, children=write, by=by, at=at)
        else:
            save_draft(locked, changes={}, by=by, at=at, act="handed_over", children=write)
    return duties


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
