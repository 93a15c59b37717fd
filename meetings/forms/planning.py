"""What is asked again before a meeting is planned: a date that is past, a time the same body already meets at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council.models import Body
from council.templatetags.words import on
from meetings.choices import MeetingStatus
from meetings.models import Meeting

FURTHEST = 3 * 366  # days ahead that a meeting is planned


def check_planned(form: Any, body: Body | None, *, but_for: Meeting | None = None) -> None:
    """Ask, beside the tick box `is_meant`, whether a doubtful date is meant; without doubts the box goes away.

    Never refuses: whoever ticks the box goes on.
    """
    day, time = form.cleaned_data.get("held_on"), form.cleaned_data.get("starts_at")
    doubts = doubts_about(body, day, time, timezone.localdate(), but_for) if day else []
    if doubts and not form.cleaned_data.get("is_meant"):
        words = _("%(doubts)s If this is meant, tick the box and save again")
        form.add_error("is_meant", words % {"doubts": " ".join(doubts)})
    if not doubts:
        form.fields.pop("is_meant", None)


def doubts_about(
    body: Body | None, day: dt.date, time: dt.time | None, today: dt.date, but_for: Meeting | None = None
) -> list[str]:
    """Why a date may not be what somebody meant, in sentences."""
    found = []
    if day < today:
        found.append(_("%(day)s is past.") % {"day": on(day)})
    if (day - today).days > FURTHEST:
        found.append(_("%(day)s is more than three years away.") % {"day": on(day)})
    others = Meeting.objects.filter(body=body, held_on=day, starts_at=time, withdrawn_at=None)
    others = others.exclude(status__in=(MeetingStatus.CANCELLED, MeetingStatus.POSTPONED))
    if body and others.exclude(pk=but_for.pk if but_for else None).exists():
        names = {"body": body.name, "day": on(day)}
        found.append(_("%(body)s already has a meeting on %(day)s at this time.") % names)
    return found
