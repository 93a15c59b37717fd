"""Sets that go an unusual way: to Cabinet and Council, to another committee, answered on the day they were made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from council.demo.days import office_day, plus
from council.demo.responses import ResponsePlan
from council.demo.sets import SetPlan
from recommendations.choices import ApprovalBasis

if TYPE_CHECKING:
    from council.demo.programme import Programme

SCRUTINY, RESOURCES = "scrutiny-committee", "resources-and-performance-panel"
HOMES, PLANNING = "homes-and-climate-panel", "planning-committee"
BEFORE = 30  # days by which receipt lies before the meeting of a body that meets seldom


class Unusual:
    """Puts these sets and their answers into the script of a programme."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.diary = programme, programme.diary

    def plans(self) -> Iterator[SetPlan | ResponsePlan]:
        """Every set, each followed by its answers."""
        yield from self.cabinet_and_council()
        yield from self.another_committee()
        yield from self.answered_at_once()

    def cabinet_and_council(self) -> Iterator[SetPlan | ResponsePlan]:
        """One recommendation to Cabinet, one that only full Council could follow."""
        decided = self.diary.last("council", self.programme.ago(390))
        since = office_day(plus(decided, -BEFORE), -1)
        yield (found := self.programme.received("council-tax-help", (SCRUTINY,), since, has_notice=True))
        yield self.programme.at_cabinet(found, 16)
        yield ResponsePlan(found, plus(decided, -18), approved_on=decided, duty=2)

    def another_committee(self) -> Iterator[SetPlan | ResponsePlan]:
        """A panel asks a committee that decides on plans."""
        decided = self.diary.last(PLANNING, self.programme.ago(150))
        since = office_day(plus(decided, -BEFORE), -1)
        yield (found := self.programme.received("planning-design", (HOMES,), since, addressee=PLANNING))
        yield ResponsePlan(found, plus(decided, -18), approved_on=decided)

    def answered_at_once(self) -> Iterator[SetPlan | ResponsePlan]:
        """A letter of the afternoon, answered by Cabinet in the evening."""
        evening = self.diary.last("cabinet", self.programme.ago(185))
        found = SetPlan(
            self.programme.stage, "market-stalls", RESOURCES, evening, sent_on=evening, received_on=evening,
            has_notice=True,
        )  # fmt: skip
        found.schedule_at_once()
        yield found
        yield ResponsePlan(found, evening, approved_on=evening, basis=ApprovalBasis.MEETING, is_at_once=True)
