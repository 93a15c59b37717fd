"""The courses of sets that go the usual way: who made one and when, who answered how soon, what the committee did then.

Days are those before today, or from the day of receipt. What is out of the ordinary stands in `programme.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from council.demo.days import in_office, office_day, plus
from council.demo.responses import ResponsePlan
from council.demo.sets import SetPlan
from recommendations.choices import ApprovalBasis

if TYPE_CHECKING:
    from council.demo.programme import Programme

SCRUTINY, RESOURCES = "scrutiny-committee", "resources-and-performance-panel"
HOMES = "homes-and-climate-panel"


@dataclass(frozen=True)
class Course:
    """One set. It was made at the body's last meeting `near` days ago; a letter was written on that very day.

    `answered` is days from receipt to the first Cabinet that may agree the answer, `alone` to a member's own decision,
    `second` to the answer of the further addressee.
    """

    name: str
    made_by: str
    near: int
    has_notice: bool = False
    is_letter: bool = False
    answered: int | None = None
    alone: int | None = None
    second: int | None = None
    proposed_before: int = 0
    is_changed: bool = False
    is_noted: bool = False
    is_monitored: bool = False
    second_later: int = 0


# With a notice the answer is due within two months, else within three: an `answered` of 16 is in time on any day.
COURSES = (
    Course("street-lights", SCRUTINY, 690, has_notice=True, answered=16, is_noted=True, is_monitored=True),
    Course("budget-savings", RESOURCES, 610, answered=16),
    Course("care-at-home", SCRUTINY, 600, has_notice=True, answered=16, is_noted=True, is_monitored=True),
    Course("school-meals", SCRUTINY, 560, has_notice=True, answered=16, is_noted=True),
    Course("complaints", RESOURCES, 540, answered=16, second=30),
    Course("waste", SCRUTINY, 520, has_notice=True, answered=16, is_noted=True, is_monitored=True),
    Course("evening-buses", SCRUTINY, 500, has_notice=True, answered=16, second=40, second_later=5, is_noted=True),
    Course("pavements", SCRUTINY, 480, has_notice=True, alone=30, is_noted=True),
    Course("car-parks", SCRUTINY, 470, has_notice=True, answered=9),
    Course("empty-homes", HOMES, 430, answered=101),
    Course("playgrounds", HOMES, 420, is_letter=True, answered=30),
    Course("museum", SCRUTINY, 340, has_notice=True, answered=16, is_noted=True, is_monitored=True),
    Course("digital", SCRUTINY, 330, has_notice=True, answered=16, is_noted=True, is_monitored=True),
    Course("home-adaptations", HOMES, 330, has_notice=True, answered=75),
    Course(
        "tree-planting", HOMES, 300, has_notice=True, answered=16, proposed_before=5, is_changed=True, is_noted=True
    ),
    Course("agency-staff", RESOURCES, 290, answered=16, second=25),
    Course("hospital", SCRUTINY, 250, has_notice=True, answered=16, second=20, is_noted=True),
    Course("warm-rooms", RESOURCES, 165, is_letter=True, answered=30),
    Course("childrens-homes", SCRUTINY, 130, has_notice=True, answered=16),
)


class Courses:
    """Puts these sets and their answers into the script of a programme."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def plans(self) -> Iterator[SetPlan | ResponsePlan]:
        """Every set, each followed by its answers."""
        for course in COURSES:
            yield from self.plans_of(course)

    def plans_of(self, course: Course) -> Iterator[SetPlan | ResponsePlan]:
        """One set and its answers."""
        programme = self.programme
        if course.is_letter:
            found = programme.letter(course.name, course.made_by, course.near, has_notice=course.has_notice)
        else:
            found = programme.received_soon(
                course.name, course.made_by, course.near, has_notice=course.has_notice, others_after=course.second_later
            )
        yield found
        answers = list(self.answers(course, found))
        yield from answers
        if course.is_noted:
            programme.followed(found, last_of(answers), is_monitored=course.is_monitored)

    def answers(self, course: Course, found: SetPlan) -> Iterator[ResponsePlan]:
        """The answer of the addressee, and that of a second one."""
        if course.answered is not None:
            yield self.programme.at_cabinet(
                found, course.answered, proposed_before=course.proposed_before, is_changed=course.is_changed
            )
        if course.alone is not None:
            yield alone(found, course.alone)
        if course.second is not None:
            yield alone(found, course.second, duty=2)


def alone(found: SetPlan, after: int, *, duty: int | None = None) -> ResponsePlan:
    """An answer that one person gave, so many days after receipt."""
    decided = office_day(plus(found.received_on or found.made_on, after))
    return ResponsePlan(
        found, plus(decided, -14), approved_on=decided, basis=ApprovalBasis.INDIVIDUAL, submitted_after=6, duty=duty
    )


def last_of(answers: list[ResponsePlan]) -> ResponsePlan:
    """The answer that came last: a committee notes a response when everybody has answered."""
    return max(answers, key=lambda answer: answer.approved_on or datetime.date.min)


class Unanswered:
    """Sets that wait for an answer: just received, being drafted and chased, overdue with one of eighteen answered."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def plans(self) -> Iterator[SetPlan | ResponsePlan]:
        """Every one of them, each followed by what has been drafted."""
        programme, ago = self.programme, self.programme.ago
        overdue = programme.overdue_since(70)
        yield (cycling := programme.received("cycling", (SCRUTINY,), overdue, has_notice=True))
        yield programme.at_cabinet(cycling, 17, part="interim", started_on=plus(overdue, 4))
        yield ResponsePlan(cycling, ago(40), until="draft", chased_on=(ago(12),))
        since = office_day(ago(35), -1)
        yield (roads := programme.received("road-repairs", (SCRUTINY,), since, has_notice=True))
        yield ResponsePlan(roads, ago(25), until="draft", chased_on=(ago(9), ago(3)))
        yield programme.received("community-grants", (SCRUTINY, HOMES), office_day(ago(26), -1))
        since = office_day(ago(12), -1)
        yield (leavers := programme.received("care-leavers", (SCRUTINY,), since, has_notice=True))
        yield ResponsePlan(leavers, ago(8), until="draft", is_assigned=True)
        since = office_day(ago(28), -1)
        yield (hall := programme.received("sports-hall", (SCRUTINY, RESOURCES), since, has_notice=True))
        considered = programme.diary.coming("cabinet")[0]
        yield ResponsePlan(hall, ago(25), until="signed_off", proposed_on=ago(8), considered_on=considered)
        yield self.put_off()
        written = office_day(ago(18), -1)
        yield programme.set_plan("youth-council", SCRUTINY, written, sent_on=plus(written, 4), addressee="council")

    def put_off(self) -> SetPlan:
        """A letter whose answer was put off, and is awaited again."""
        programme, ago = self.programme, self.programme.ago
        written = office_day(ago(52), -1)
        rats = programme.set_plan("rats", HOMES, written, sent_on=plus(written, 2), received_on=plus(written, 6))
        stage = programme.stage
        stage.at(in_office(ago(38), "15:40"), lambda at: rats.defer(ago(14), at))
        stage.at(in_office(ago(11), "10:05"), rats.resume)
        return rats
