"""What happens to a published meeting: cancelled, postponed, moved, at another time or place, reinstated, held.

The change and its notice are public together, in one transaction. A meeting that moves takes its addresses along.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import publication
from council.models import Body, OldAddress, User
from council.publication import RefusedError
from council.roles import Permission, require
from meetings import announcements, announcements_notices
from meetings.actions import give_notice
from meetings.lifecycle import first_free, old_places
from meetings.lifecycle_meeting import STEPS, why_not
from meetings.models import Meeting
from meetings.published import item_address, meeting_address


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    verb: str,
    *,
    reason: str,
    changes: Mapping[str, Any] | None = None,
    edit_number: int | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Meeting:
    """Do one of the verbs of `lifecycle_meeting.STEPS` that needs a notice; `reason` stands on the meeting's page."""
    step = STEPS[verb]
    Body.objects.select_for_update().get(pk=meeting.body_id)
    locked = publication.lock(meeting, edit_number)
    require(by, Permission.PUBLISH_MEETING, locked.body)
    _refuse_if(locked, verb, at)
    if not reason.strip():
        raise RefusedError(_("Enter why. Residents will read this."))
    new = dict(changes or {}) | ({"status": step.ends} if step.ends else {})
    before = addresses_of(locked)
    facts = {f"{name}_before": getattr(locked, name) for name in ("held_on", "starts_at", "venue")}
    if new.get("held_on", locked.held_on) != locked.held_on:
        new["place"] = _free_place(locked, new["held_on"])
    elif verb == "move":
        raise RefusedError(_("The meeting is on this date already. Enter another one."))
    publication.move_on(locked, announcements_notices.changed, changes=new, by=by, at=at)
    if "place" in new:
        lead_on(before, addresses_of(locked))
    if step.notice:
        give_notice(locked, step.notice, facts | {"reason": reason}, by=by, at=at)
    return locked


@transaction.atomic
def hold(meeting: Meeting, *, edit_number: int | None = None, by: User | None, at: datetime.datetime) -> Meeting:
    """Record that the meeting took place."""
    locked = publication.lock(meeting, edit_number)
    require(by, Permission.PUBLISH_MEETING, locked.body)
    _refuse_if(locked, "hold", at)
    publication.move_on(locked, announcements.held, changes={"status": STEPS["hold"].ends}, by=by, at=at)
    return locked


def addresses_of(meeting: Meeting) -> list[str]:
    """The public paths of a meeting and of every item that ever had one, in a lasting order."""
    items = list(meeting.items.exclude(slug="").order_by("pk"))
    for item in items:
        item.meeting = meeting
    return [meeting_address(meeting), *map(item_address, items)]


def lead_on(before: list[str], after: list[str]) -> None:
    """Make the old addresses lead to the new ones for ever, those that led to the old ones too."""
    for old, new in zip(before, after, strict=True):
        OldAddress.objects.filter(new_path=old).exclude(path=new).update(new_path=new)
        OldAddress.objects.filter(path=new).delete()
        OldAddress.objects.update_or_create(path=old, defaults={"new_path": new})


def _free_place(meeting: Meeting, day: datetime.date) -> str:
    others = Meeting.objects.filter(body=meeting.body_id).exclude(pk=meeting.pk).exclude(place="")
    taken = set(others.values_list("place", flat=True))
    return first_free(day.isoformat(), taken | old_places(meeting.body, but_for=meeting_address(meeting)))


def _refuse_if(meeting: Meeting, verb: str, at: datetime.datetime) -> None:
    problem = why_not(meeting, verb, publication.local_date(at))
    if problem:
        raise RefusedError(problem)
