"""When each thing of the demonstration happened, in days before `today`; nothing here says what it was about."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

from council.demo.agendas import Agendas
from council.demo.courses import HOMES, RESOURCES, SCRUTINY, Courses, Unanswered
from council.demo.days import RHYTHMS, in_office, office_day, plus, received_for
from council.demo.decisions import schedule_decisions
from council.demo.drafting import schedule_hand_over
from council.demo.meetings import MeetingPlan
from council.demo.progress import Progress
from council.demo.responses import ResponsePlan
from council.demo.sets import SetPlan, schedule_import
from council.demo.stage import Stage, read_words
from council.demo.unusual import Unusual
from council.statute.periods import municipal_year
from meetings import scheduling
from recommendations.choices import ApprovalBasis

AUDIT, LICENSING = "audit-and-governance-committee", "licensing-committee"
LATE_BY, DUE_IN = 12, 9  # days by which one answer is overdue, and in which another is due


class Programme:
    """Puts the sets, their answers and two years of meetings into the stage's script."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.diary, self.today = stage, stage.diary, stage.today
        self.agendas = Agendas(stage)

    def ago(self, days: int) -> datetime.date:
        """The day so many days before today."""
        return plus(self.today, -days)

    def write(self) -> None:
        """Write the whole script."""
        courses = (Courses(self).plans(), Unusual(self).plans(), Unanswered(self).plans())
        for planned in (*self.answered_sets(), *self.awaiting_sets(), *chain(*courses)):
            planned.place_item(self.agendas)
            if isinstance(planned, ResponsePlan):
                planned.schedule()
        self.place_single_items()
        progress = Progress(self.stage, self.agendas)
        cancelled = next(day for day in self.diary.past(LICENSING) if day >= self.diary.latest_year)
        postponed = self.diary.coming(AUDIT)[0]
        self.agendas.spread(without={(LICENSING, cancelled, 1), (AUDIT, postponed, 1)})
        self.ordinary_meetings()
        self.special_meetings(cancelled, postponed)
        schedule_decisions(self.stage)
        schedule_hand_over(self.stage)
        progress.schedule()

    def set_plan(
        self, name: str, made_by: str, made_on: datetime.date, *, is_published: bool = True, **facts
    ) -> SetPlan:  # type: ignore[no-untyped-def]
        """Plan and schedule one set."""
        plan = SetPlan(self.stage, name, made_by, made_on, **facts)
        plan.schedule(is_published=is_published)
        return plan

    def received_soon(self, name: str, made_by: str, near: int, **facts: Any) -> SetPlan:
        """A set made at the last meeting `near` days ago, sent and received in the week after."""
        made_on = self.diary.last(made_by, self.ago(near))
        sent, received = office_day(plus(made_on, 5)), office_day(plus(made_on, 7))
        return self.set_plan(name, made_by, made_on, sent_on=self.recorded(sent), received_on=received, **facts)

    def recorded(self, sent: datetime.date) -> datetime.date | None:
        """The day of sending is recorded, with its notice, since the latest year began; before, receipt alone was."""
        return sent if sent >= self.diary.latest_year else None

    def received(self, name: str, bodies: tuple[str, ...], on: datetime.date, **facts: Any) -> SetPlan:
        """A set received on a given day, made by whichever of these bodies met last before."""
        made_on, body = max((self.diary.last(body, plus(on, -6)), body) for body in bodies)
        sent = office_day(plus(on, -1), -1)
        return self.set_plan(name, body, made_on, sent_on=self.recorded(sent), received_on=on, **facts)

    def letter(self, name: str, made_by: str, near: int, **facts: Any) -> SetPlan:
        """A letter written so many days ago, at no meeting."""
        written = office_day(self.ago(near))
        posted, received = office_day(plus(written, 2)), office_day(plus(written, 6))
        return self.set_plan(name, made_by, written, sent_on=self.recorded(posted), received_on=received, **facts)

    def overdue_since(self, days: int) -> datetime.date:
        """The day of receipt of a set whose answer is overdue by about so many days."""
        return received_for(self.ago(days), 2)

    def cabinet_after(self, answered: SetPlan, days: int) -> datetime.date:
        """The first Cabinet meeting so many days or more from the set's receipt."""
        return self.diary.next("cabinet", plus(answered.received_on or answered.made_on, days))

    def at_cabinet(self, answered: SetPlan, after: int, **facts: Any) -> ResponsePlan:
        """The answer agreed by the first Cabinet meeting `after` days or more from receipt."""
        agreed = self.cabinet_after(answered, after)
        started = facts.pop("started_on", None) or plus(agreed, -14 if after < 60 else -20)
        return ResponsePlan(answered, started, approved_on=agreed, **facts)

    def answered_sets(self) -> Iterator[SetPlan | ResponsePlan]:
        """Sets with a published answer, and the one that was withdrawn."""
        yield (libraries := self.received_soon("library-hours", SCRUTINY, 215, has_notice=True))
        yield (answer := self.at_cabinet(libraries, 16))
        self.followed(libraries, answer, is_monitored=True)
        yield (gates := self.received_soon("bus-gates", SCRUTINY, 290, has_notice=True, turn=2))
        yield self.at_cabinet(gates, 16)
        first = self.cabinet_after(gates, 16)
        agreed = self.diary.next("cabinet", plus(first, 20))
        correction = ResponsePlan(gates, plus(first, 9), approved_on=agreed, part="correction", submitted_after=5)
        yield correction
        self.followed(gates, correction, is_monitored=True, is_closed=True)
        yield (fostering := self.received_soon("fostering", SCRUTINY, 270))
        yield self.at_cabinet(fostering, 101)
        yield (retrofit := self.received_soon("retrofit", HOMES, 150, has_notice=True))
        decided = office_day(plus(retrofit.received_on or self.today, 38))
        alone = ResponsePlan(
            retrofit, plus(decided, -18), approved_on=decided, basis=ApprovalBasis.INDIVIDUAL, submitted_after=8
        )
        yield alone
        self.followed(retrofit, alone)
        yield (letter := self.letter("bus-shelters", RESOURCES, 175))
        yield self.at_cabinet(letter, 30)
        yield (allotments := self.received_soon("allotments", SCRUTINY, 130, has_notice=True))
        yield self.at_cabinet(allotments, 16)
        self.stage.at(in_office(self.ago(26), "16:40"), allotments.withdraw)
        self.import_history()

    def followed(
        self, answered: SetPlan, answer: ResponsePlan, *, is_monitored: bool = False, is_closed: bool = False
    ) -> None:
        """What the committee did with an answer: noted at its next meeting, then followed, and closed two later."""
        noted_on = self.diary.next(answered.made_by, plus(answer.approved_on or self.today, 3))
        closed_on = self.diary.next(answered.made_by, plus(noted_on, 40)) if is_closed else None
        answered.follow(self.agendas, noted_on, plus(noted_on, 2) if is_monitored else None, closed_on)

    def import_history(self) -> None:
        """Recommendations from before the clocks began, taken in from an old file."""
        made_on = office_day(datetime.date(self.today.year - 5, 3, 9))
        plan = SetPlan(self.stage, "contact-centre", "overview-and-scrutiny-committee", made_on)
        brought_in = self.ago(320)
        schedule_import(plan, brought_in)
        answer = ResponsePlan(plan, brought_in, basis=ApprovalBasis.NOT_RECORDED, is_imported=True)
        answer.schedule_import(brought_in)

    def awaiting_sets(self) -> Iterator[SetPlan | ResponsePlan]:
        """Sets that nobody has answered in full, at every step there is."""
        overdue = self.overdue_since(LATE_BY)
        yield (damp := self.received("damp", (SCRUTINY, HOMES), overdue, has_notice=True))
        yield self.at_cabinet(damp, 17, part="interim", started_on=plus(overdue, 4))
        yield ResponsePlan(damp, self.ago(15), until="submitted")
        due_soon = received_for(plus(self.today, DUE_IN), 2)
        yield (streets := self.received("school-streets", (SCRUTINY, RESOURCES), due_soon, has_notice=True))
        yield ResponsePlan(streets, self.ago(30), until="returned")
        lately = office_day(self.ago(20), -1)
        yield (wardens := self.received("flood-wardens", (SCRUTINY, HOMES), lately, has_notice=True))
        yield ResponsePlan(wardens, plus(lately, 2), until="signed_off")
        agreed = self.diary.last("cabinet", self.ago(1))
        before = office_day(plus(agreed, -30), -1)
        yield (fields := self.received("playing-fields", (SCRUTINY, RESOURCES), before))
        yield ResponsePlan(fields, plus(agreed, -18), approved_on=agreed, until="approved", proposed_before=5)
        yield from self.two_who_answer()
        made_on = self.diary.last(HOMES, self.ago(14))
        yield self.set_plan("river-path", HOMES, made_on, sent_on=plus(made_on, 6), addressee="wen-valley-flood-board")
        yield self.set_plan("telephone-waits", SCRUTINY, self.diary.last(SCRUTINY, self.ago(6)))
        yield self.set_plan("verges", SCRUTINY, self.diary.last(SCRUTINY, self.ago(6)), is_published=False)

    def two_who_answer(self) -> Iterator[SetPlan | ResponsePlan]:
        """A letter to Cabinet and to a trust: the trust has answered, Cabinet has put it off."""
        written = office_day(self.ago(40), -1)
        ferry = self.set_plan(
            "ferry", RESOURCES, written, sent_on=plus(written, 3), received_on=plus(written, 6), has_notice=True
        )
        yield ferry
        said_on = office_day(plus(written, 22))
        yield ResponsePlan(ferry, plus(written, 8), approved_on=said_on, basis=ApprovalBasis.INDIVIDUAL, duty=2)
        self.stage.at(in_office(self.ago(5), "15:20"), partial(ferry.defer, plus(self.today, 30)))

    def place_single_items(self) -> None:
        """Items of issues that run over several meetings, placed before and after the sets they belong to."""
        for words in read_words("agendas/placed")["items"]:
            near = self.ago(words["days_ago"])
            self.agendas.place(words["body"], self.diary.last(words["body"], near), words)

    def ordinary_meetings(self) -> None:
        """Every body's meetings, as its rhythm has them."""
        upcoming = [(days[0], body) for body in RHYTHMS if body != AUDIT and (days := self.diary.coming(body))]
        for body in RHYTHMS:
            for day in self.diary.dates[body]:
                items = self.agendas.of((body, day, 1))
                if not items and day < self.diary.latest_year:
                    continue  # of the year before only what had business is told
                plan = MeetingPlan(self.stage, body, day, items, is_next=(day, body) == min(upcoming))
                plan.schedule()
                plan.schedule_incidents()
                self.stage.records[f"plan:{body}:{day}"] = plan

    def special_meetings(self, cancelled: datetime.date, postponed: datetime.date) -> None:
        """One cancelled, one postponed to a later day, one a second on its day, and one that nobody has published."""
        lost: MeetingPlan = self.stage.records[f"plan:{LICENSING}:{cancelled}"]
        self.stage.at(
            in_office(plus(cancelled, -7), "15:45"), lambda at: lost.do("cancel", at, "There is no business.")
        )
        later: MeetingPlan = self.stage.records[f"plan:{AUDIT}:{postponed}"]
        upstairs = {"venue": "Committee Room 3, Wenbridge Town Hall", "is_step_free": False, "has_hearing_loop": False}
        new = MeetingPlan(self.stage, AUDIT, plus(postponed, 21), [], changes=upstairs)
        note = "The auditor's report is not ready. The committee meets three weeks later instead."
        self.stage.at(in_office(self.ago(6), "10:15"), new.arrange)
        self.stage.at(in_office(self.ago(5), "10:35"), new.add_standing_items)
        self.stage.at(
            in_office(self.ago(6), "10:25"),
            lambda at: later.do("postpone", at, note),
        )
        day = self.diary.last(SCRUTINY, self.ago(290))
        call_in = {"starts_at": datetime.time(16, 30), "note": "An extra meeting, for a call-in only."}
        MeetingPlan(
            self.stage, SCRUTINY, day, self.agendas.of((SCRUTINY, day, 2)), turn=2, changes=call_in, arranged=-15
        ).schedule()
        self.move_and_change()
        visit = office_day(plus(self.today, 47))
        draft = MeetingPlan(self.stage, SCRUTINY, visit, [read_words("agendas/placed")["visit"]], turn=2)
        self.stage.at(in_office(self.ago(5), "14:50"), lambda at: self.keep_draft(draft, at))
        self.stage.at(in_office(self.ago(4), "11:30"), self.copy_licensing_year)

    def copy_licensing_year(self, at: datetime.datetime) -> None:
        """Next year's meetings of the Licensing Committee, as drafts that nobody has published yet."""
        year = municipal_year(plus(self.today, -180))
        copies = scheduling.copies_of([self.stage.bodies[LICENSING]], year)
        flags = scheduling.flags_of(copies)
        planned = [one for one, those in zip(copies, flags, strict=True) if not any(flag.is_double for flag in those)]
        flags = scheduling.flags_of(planned)
        seen = [scheduling.mark(one.held_on, those) for one, those in zip(planned, flags, strict=True)]
        scheduling.schedule(planned, seen=seen, by=self.stage.users["democracy"], at=at)

    def move_and_change(self) -> None:
        """The last meetings of two committees in the diary: one moves to the next day, one to another room."""
        moved: MeetingPlan = self.stage.records[f"plan:{SCRUTINY}:{self.diary.coming(SCRUTINY)[-1]}"]
        next_day = plus(moved.day, 1)
        self.stage.at(
            in_office(self.ago(9), "11:20"),
            lambda at: moved.do("move", at, "The hall is a polling station that day.", held_on=next_day),
        )
        elsewhere: MeetingPlan = self.stage.records[f"plan:cabinet:{self.diary.coming('cabinet')[-1]}"]
        self.stage.at(
            in_office(self.ago(8), "11:20"),
            lambda at: elsewhere.do(
                "change", at, "The lift is being repaired.", venue="Market Hall, Wenbridge", has_hearing_loop=False
            ),
        )
        self.cancel_and_reinstate()

    def cancel_and_reinstate(self) -> None:
        """A Cabinet meeting that was not to be held, and is."""
        back: MeetingPlan = self.stage.records[f"plan:cabinet:{self.diary.coming('cabinet')[-2]}"]
        why = "The hall was needed as a rest centre."
        self.stage.at(in_office(self.ago(13), "15:10"), lambda at: back.do("cancel", at, why))
        again = "The rest centre has closed, so the meeting is held after all."
        self.stage.at(in_office(self.ago(7), "10:50"), lambda at: back.do("reinstate", at, again))

    def keep_draft(self, plan: MeetingPlan, at: datetime.datetime) -> None:
        """Save a meeting and its agenda without publishing either."""
        self.stage.records[plan.key] = plan.save_draft(at)
        plan.draft_agenda(at)
