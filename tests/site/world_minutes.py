"""Attendance, votes, speakers and interests in every state, with canary words where the public must not read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from council.models import Body
from meetings import actions as meetings
from meetings.models import (
    AgendaItem,
    Attendance,
    Declaration,
    ItemProceedings,
    Meeting,
    MemberAttendance,
    MemberVote,
    OtherAttendance,
    RecordedVote,
    Speaker,
)
from tests import factories
from tests.factories import AT
from tests.site import world

MODELS = (
    Attendance, MemberAttendance, OtherAttendance, Declaration, ItemProceedings, RecordedVote, MemberVote, Speaker,
)  # fmt: skip
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}


def make_attendance(meeting: Meeting, state: str, *, public: bool = False) -> Attendance:
    """An attendance whose every word is a canary."""
    rows = {
        "members": [world.canaries(MemberAttendance, state) | {"capacity": "member", "presence": "present"}],
        "others": [world.canaries(OtherAttendance, state)],
        "declarations": [world.canaries(Declaration, state) | {"kind": "personal", "conduct": "left"}],
    }
    return factories.make_attendance(meeting, public=public, note=world.canaries(Attendance, state)["note"], **rows)


def make_proceedings(item: AgendaItem, state: str, *, public: bool = False, public_summary: str = "") -> Any:
    """Votes, speakers and interests whose every word is a canary, the summary for the public excepted."""
    name = world.canaries(MemberVote, state)["name"]
    vote = world.canaries(RecordedVote, state) | {
        "result": "carried", "votes_for": 1, "votes_against": 0, "abstentions": 0, "members": {"for": [name]},
    }  # fmt: skip
    declared = world.canaries(Declaration, state) | {"kind": "personal", "conduct": "left"}
    return factories.make_proceedings(
        item, public=public, public_summary=public_summary, votes=[vote], speakers=[world.canaries(Speaker, state)],
        declarations=[declared],
    )  # fmt: skip


def make_minutes_cases(body: Body) -> Iterator[world.Case]:
    """Each state on meetings of their own."""
    day = datetime.date(2026, 9, 1)
    meeting = factories.make_meeting(body, day, public=True)
    yield world.Case("attendance", "published", factories.make_attendance(meeting, public=True))
    item = factories.make_item(
        meeting, public=True, approves_minutes_of=factories.make_meeting(body, day.replace(day=3))
    )
    yield world.Case("proceedings", "published", factories.make_proceedings(item, public=True))

    open_item = factories.make_item(factories.make_meeting(body, day.replace(day=2), public=True), public=True)
    yield world.Case("attendance", "draft", make_attendance(open_item.meeting, "draft"))
    yield world.Case("proceedings", "draft", make_proceedings(open_item, "draft"))

    other = factories.make_meeting(body, day.replace(day=4), public=True)
    alone = make_attendance(other, "withdrawn", public=True)
    yield world.Case("attendance", "withdrawn", meetings.withdraw(alone, reason="By mistake", by=None, at=AT))
    yield from _below_items(other)

    gone = factories.make_meeting(body, day.replace(day=5), public=True)
    yield world.Case("attendance", "withdrawn", make_attendance(gone, "withdrawn", public=True))
    lost = factories.make_item(gone, public=True, title="Lamps")
    yield world.Case("proceedings", "withdrawn", make_proceedings(lost, "withdrawn", public=True))
    meetings.withdraw(gone, reason="By mistake", by=None, at=AT)


def _below_items(meeting: Meeting) -> Iterator[world.Case]:
    exempt = factories.make_item(meeting, public=True, **EXEMPT)
    summary = "A summary for everybody"
    yield world.Case("proceedings", "exempt", make_proceedings(exempt, "exempt", public=True, public_summary=summary))
    barred = factories.make_item(meeting, public=True, restriction="confidential", public_title="Barred by law")
    make_proceedings(barred, "exempt", public=True, public_summary=summary)
    later = factories.make_item(meeting, public=True, title="Lamps")
    made = make_proceedings(later, "madeexempt", public=True)
    meetings.save(later, changes=EXEMPT, reason="Prices", by=None, at=AT)
    yield world.Case("proceedings", "madeexempt", made)
    one = make_proceedings(factories.make_item(meeting, public=True, title="Lamps"), "withdrawn", public=True)
    yield world.Case("proceedings", "withdrawn", meetings.withdraw(one, reason="By mistake", by=None, at=AT))
