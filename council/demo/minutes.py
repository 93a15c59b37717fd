"""Who sits on which body, and what a meeting leaves behind: attendance, votes, speakers, interests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from council.demo.days import plus
from council.demo.items import At
from council.demo.stage import Stage, Words, read_words
from council.models import Membership, Person
from meetings import actions, actions_minutes
from meetings.models import Attendance, ItemProceedings

if TYPE_CHECKING:
    from council.demo.meetings import MeetingPlan

# The item that approves the last minutes stands second on these bodies' agendas.
APPROVING = ("cabinet", "scrutiny-committee")
MINUTES_ITEM: Words = {
    "title": "Minutes of the last meeting",
    "outcome": "The minutes were agreed as a correct record.",
    "approves": True,
}


def set_up_members(stage: Stage) -> None:
    """The membership lists as an administrator keeps them."""
    for row in read_words("members")["members"]:
        slug = slugify(row["name"].removeprefix("Councillor "))
        person, _ = Person.objects.get_or_create(name=row["name"], defaults={"slug": slug})
        Membership.objects.create(
            body=stage.bodies[row["body"]],
            person=person,
            capacity=row.get("capacity", Membership.Capacity.MEMBER),
            party=row.get("party", ""),
            ward=row.get("ward", ""),
            starts_on=plus(stage.today, -row["from"]) if "from" in row else None,
            ends_on=plus(stage.today, -row["to"]) if "to" in row else None,
        )


def record_attendance(plan: MeetingPlan, at: At) -> None:
    """Write down and publish who was there; at the scrutiny committee a substitute takes a member's place."""
    rows = actions_minutes.members_on_the_day(plan.meeting)
    if not rows:
        return
    rows[-1] |= {"note": "Arrived at 6.20pm"}
    declared = []
    if plan.body == "scrutiny-committee":
        away = next(row for row in rows if row["name"] == "Councillor Leopold Garrity")
        away["presence"] = "apologies"
        rows.append({
            "name": "Councillor Jonty Abernale", "capacity": "substitute", "party": "Hill and Vale Group",
            "ward": "Skelmere", "presence": "present", "substitute_for": away["name"], "note": "",
        })  # fmt: skip
        declared = [{
            "name": "Mrs Adaeze Pellam", "kind": "personal", "conduct": "stayed",
            "interest": "She is a governor of two schools in the county.",
        }]  # fmt: skip
    others = [{"name": "Hester Quillan", "capacity": "Chief Executive"}]
    children = actions_minutes.write_attendance_rows(rows, others, declared)
    changes = {"meeting": plan.meeting}
    attendance = actions.save(Attendance(), changes=changes, by=plan.writer, at=at, children=children)
    actions.publish(attendance, by=plan.publisher, at=at)


def record_proceedings(plan: MeetingPlan, at: At) -> None:
    """Write down and publish the votes, speakers and interests of Cabinet's items that have any."""
    by_title: dict[str, Any] = {words["title"]: words for words in read_words("proceedings")["proceedings"]}
    for position, words in enumerate(plan.items if plan.body == "cabinet" else (), start=1):
        found = by_title.get(words["title"])
        if found is None:
            continue
        children = actions_minutes.write_proceedings_rows(
            found.get("votes", []), found.get("speakers", []), found.get("declarations", [])
        )
        changes = {"item": plan.item(position)}
        made = actions.save(ItemProceedings(), changes=changes, by=plan.writer, at=at, children=children)
        actions.publish(made, by=plan.publisher, at=at)
