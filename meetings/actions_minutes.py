"""The rows of attendance, votes, speakers and interests, and where they start from: the membership list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from council.models import Membership
from council.publication import RefusedError
from meetings.choices import Presence, VoteWay
from meetings.models import (
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

Row = dict[str, Any]


def members_on_the_day(meeting: Meeting) -> list[Row]:
    """The rows of an attendance as the membership list has them on the day: chair first, then by name.

    Substitute members are left out: they come only where they took somebody's place.
    """
    order = list(Membership.Capacity)
    found = Membership.on(meeting.body, meeting.held_on).exclude(capacity=Membership.Capacity.SUBSTITUTE)
    by_name: dict[str, Membership] = {}
    for row in sorted(found, key=lambda m: (order.index(Membership.Capacity(m.capacity)), m.person.name)):
        by_name.setdefault(row.person.name, row)
    return [
        {
            "name": name, "capacity": row.capacity, "party": row.party, "ward": row.ward,
            "presence": Presence.PRESENT.value, "substitute_for": "", "note": "",
        }
        for name, row in by_name.items()
    ]  # fmt: skip


def write_attendance_rows(
    members: Iterable[Row], others: Iterable[Row], declarations: Iterable[Row]
) -> Callable[[Attendance], None]:
    """The rows of an attendance, replacing what is there. Nobody is named twice."""
    members = list(members)
    names = [" ".join(str(row["name"]).casefold().split()) for row in members]

    def write(attendance: Attendance) -> None:
        if len(names) != len(set(names)):
            raise RefusedError("A member is named twice.")
        for rows, model, given in (
            (attendance.members, MemberAttendance, members),
            (attendance.others, OtherAttendance, others),
            (attendance.declarations, Declaration, declarations),
        ):
            rows.all().delete()
            for position, row in enumerate(given, start=1):
                model.objects.create(attendance=attendance, position=position, **row)

    return write


def write_proceedings_rows(
    votes: Iterable[Row], speakers: Iterable[Row], declarations: Iterable[Row]
) -> Callable[[ItemProceedings], None]:
    """The rows of an item's proceedings, replacing what is there. A vote's row has the names of each way of voting."""

    def write(proceedings: ItemProceedings) -> None:
        MemberVote.objects.filter(vote__proceedings=proceedings).delete()
        for rows in (proceedings.votes, proceedings.speakers, proceedings.declarations):
            rows.all().delete()
        for position, row in enumerate(votes, start=1):
            _write_vote(proceedings, position, dict(row))
        for position, row in enumerate(speakers, start=1):
            Speaker.objects.create(proceedings=proceedings, position=position, **row)
        for position, row in enumerate(declarations, start=1):
            Declaration.objects.create(proceedings=proceedings, position=position, **row)

    return write


def _write_vote(proceedings: ItemProceedings, position: int, row: Row) -> None:
    ways = row.pop("members", {})
    check_vote(row, ways)
    vote = RecordedVote.objects.create(proceedings=proceedings, position=position, **row)
    names = [(way, name) for way in VoteWay.values for name in ways.get(way, ())]
    for place, (way, name) in enumerate(names, start=1):
        MemberVote.objects.create(vote=vote, position=place, way=way, name=name)


COUNTS = {"votes_for": VoteWay.FOR, "votes_against": VoteWay.AGAINST, "abstentions": VoteWay.ABSTAINED}


def check_vote(row: Row, ways: dict[str, list[str]]) -> None:
    """Raise RefusedError unless the counts agree with the names, where any are given, and nobody voted twice."""
    names = [" ".join(name.casefold().split()) for found in ways.values() for name in found]
    if len(names) != len(set(names)):
        raise RefusedError("A member is named twice in one vote.")
    if not names:
        return
    for column, way in COUNTS.items():
        if row.get(column) != len(ways.get(way, ())):
            raise RefusedError("The counts of a vote must agree with the names.")
