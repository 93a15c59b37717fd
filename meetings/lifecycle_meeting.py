"""What may happen to a published meeting: a table of verbs, each with the states it starts from and the one it ends in.

None of it is done to a draft: a draft is simply edited.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.choices import MeetingStatus, NoticeKind
from meetings.models import Meeting

S = MeetingStatus


@dataclass(frozen=True)
class Step:
    """One verb: from which states, to which (None: it stays), and the notice that tells it (None: none needed)."""

    starts: tuple[MeetingStatus, ...]
    ends: MeetingStatus | None
    notice: NoticeKind | None


STEPS: dict[str, Step] = {
    "cancel": Step((S.SCHEDULED, S.POSTPONED), S.CANCELLED, NoticeKind.CANCELLED),
    "postpone": Step((S.SCHEDULED,), S.POSTPONED, NoticeKind.POSTPONED),
    "move": Step((S.SCHEDULED, S.POSTPONED), S.SCHEDULED, NoticeKind.MOVED),
    "change": Step((S.SCHEDULED,), None, NoticeKind.CHANGED),
    "reinstate": Step((S.CANCELLED, S.POSTPONED), S.SCHEDULED, NoticeKind.REINSTATED),
    "hold": Step((S.SCHEDULED,), S.HELD, None),
}


def possible_steps(meeting: Meeting, on: datetime.date) -> list[str]:
    """The verbs that can be done to a meeting on a day."""
    return [name for name in STEPS if not why_not(meeting, name, on)]


def why_not(meeting: Meeting, name: str, on: datetime.date) -> str:
    """Why a verb cannot be done, in words; empty where it can."""
    if not meeting.is_public:
        return _("Only a published meeting changes with a notice. Edit a draft instead.")
    if meeting.status not in STEPS[name].starts:
        words = _("The meeting is %(status)s now, so this cannot be done.")
        return words % {"status": meeting.get_status_display().lower()}
    if name == "hold" and meeting.held_on > on:
        return _("The meeting is still to come.")
    return ""
