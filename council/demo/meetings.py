"""One meeting of the demonstration from its arrangement to its confirmed minutes, step by step."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from council.demo import minutes
from council.demo.agendas import numbers
from council.demo.days import RHYTHMS, in_office, moment, office_day, plus
from council.demo.items import At, draft_item, draft_paper, made_file, save_document
from council.demo.stage import Stage, Words, read_words
from council.models import User
from council.rich import from_marks
from council.statute.wording import long_date
from meetings import actions, actions_agenda, actions_meeting, actions_publish
from meetings.choices import DocumentKind, MeetingStatus
from meetings.document_files import write_file
from meetings.models import AgendaItem, Document, ItemMinutes, ItemOutcome, Meeting

VENUE = "Council Chamber, Wenbridge Town Hall, Market Street, Wenbridge"
ACCESS = (
    "Come in from Market Street. There is an accessible toilet on the ground floor.\n\n"
    "If you need an adjustment, ask if you can by noon two working days before."
)
TAKING_PART = (
    "Anyone may come and listen. To ask a question about something on the agenda, write to"
    " democracy@wenshire.example. You have three minutes to speak."
)
PAPER_CODES = {
    "cabinet": "CA",
    "council": "CO",
    "scrutiny-committee": "SC",
    "resources-and-performance-panel": "RP",
    "homes-and-climate-panel": "HC",
    "planning-committee": "PL",
    "licensing-committee": "LI",
    "audit-and-governance-committee": "AG",
}
# Who writes a body's agenda; everything else is written by Democratic Services.
WRITERS = {
    "scrutiny-committee": "scrutiny.officer",
    "planning-committee": "licensing.clerk",
    "licensing-committee": "licensing.clerk",
}
ARRANGED, DRAFTED, OUT, WRITTEN_UP, MINUTED = -115, -12, -8, 2, 9  # days from the meeting


@dataclass
class MeetingPlan:
    """A meeting and what is on its agenda. `turn` is 2 for a second meeting of that body on one day."""

    stage: Stage
    body: str
    day: datetime.date
    items: list[Words]
    turn: int = 1
    changes: Words = field(default_factory=dict)
    is_next: bool = False
    arranged: int = ARRANGED

    @property
    def key(self) -> str:
        """The meeting's short name among the records."""
        return f"meeting:{self.body}:{self.day}:{self.turn}"

    @property
    def writer(self) -> User:
        return self.stage.users[WRITERS.get(self.body, "democracy")]

    @property
    def publisher(self) -> User:
        return self.stage.users["democracy"]

    @property
    def meeting(self) -> Meeting:
        return self.stage.records[self.key]

    def schedule(self) -> None:
        """Put the meeting's ordinary course into the script."""
        stage, day, today = self.stage, self.day, self.stage.today
        stage.at(in_office(plus(day, self.arranged)), self.arrange)
        if not self.items:
            return
        stage.at(min(in_office(plus(day, DRAFTED), "11:00"), moment(plus(today, -3), "11:00")), self.draft_agenda)
        out = in_office(plus(day, OUT), "16:00")
        stage.at(min(out, moment(plus(today, -1), "16:00")) if self.is_next else out, self.publish_agenda)
        stage.at(in_office(plus(day, 1), "11:00"), self.publish_outcomes)
        stage.at(in_office(plus(day, WRITTEN_UP), "14:30"), self.write_minutes)
        stage.at(in_office(plus(day, MINUTED), "14:30"), self.publish_minutes)
        following = [later for later in stage.diary.dates[self.body] if later > day]
        if following:
            stage.at(in_office(plus(following[0], 1), "14:00"), partial(self.confirm_minutes, on=following[0]))
        if self.turn == 1 and day >= stage.diary.latest_year:
            stage.at(in_office(plus(day, MINUTED), "14:10"), partial(minutes.record_attendance, self))
            stage.at(in_office(plus(day, MINUTED), "14:20"), partial(minutes.record_proceedings, self))

    def arrange(self, at: At) -> None:
        """Put the meeting into the public calendar."""
        self.stage.records[self.key] = actions.publish(self.save_draft(at), by=self.publisher, at=at)

    def save_draft(self, at: At) -> Meeting:
        """Save the meeting, for officers only."""
        body = self.stage.bodies[self.body]
        changes = {
            "body": body,
            "held_on": self.day,
            "starts_at": RHYTHMS[self.body].hour,
            "venue": VENUE,
            "access": ACCESS,
            "is_step_free": True,
            "has_hearing_loop": True,
            "taking_part": TAKING_PART,
            "adjustments": "Democratic Services, 01632 960100, democracy@wenshire.example",
            "take_part_by": office_day(plus(self.day, -5), -1),
            "take_part_by_time": datetime.time(12),
            "contact": "Democratic Services, 01632 960100, democracy@wenshire.example",
            **self.changes,
        }
        if self.body in ("cabinet", "council"):
            changes["webcast_url"] = f"https://webcast.wenshire.example/{self.body}/{self.day}"
        return actions.save(Meeting(), changes=changes, by=self.writer, at=at)

    def do(self, verb: str, at: At, reason: str, **changes: Any) -> None:
        """Change the published meeting with a notice."""
        self.stage.records[self.key] = actions_meeting.change_meeting(
            self.meeting, verb, reason=reason, changes=changes, by=self.publisher, at=at
        )

    def draft_agenda(self, at: At) -> None:
        """Write every item, its contacts and its papers, for officers only; Cabinet's agenda has a front sheet."""
        if self.body == "cabinet" and self.day >= self.stage.diary.latest_year:
            self.draft_front_sheet(at)
        for position, (number, words) in enumerate(zip(numbers(self.items), self.items, strict=True), start=1):
            if words.get("approves"):
                words = words | {"approves_minutes_of": self.meeting_before()}
            code = PAPER_CODES[self.body]
            item = draft_item(self.stage, self.meeting, position, number, words, code, by=self.writer, at=at)
            self.stage.records[self.item_key(position)] = item
            if "key" in words:
                self.stage.records[f"item:{words['key']}"] = item

    def draft_front_sheet(self, at: At) -> None:
        """The sheet that goes on top of the printed agenda."""
        title = f"Front sheet, {self.meeting.body.name}, {long_date(self.day)}"
        text = "\n\n".join([f"This meeting is held in the {VENUE}.", ACCESS, TAKING_PART])
        changes = {"meeting": self.meeting, "title": title, "kind": DocumentKind.FRONT_SHEET}
        save_document(self.stage, changes, made_file(title, "pdf", text), by=self.writer, at=at)

    def meeting_before(self) -> Meeting | None:
        """The body's last meeting before this one."""
        earlier = Meeting.objects.filter(body=self.meeting.body, held_on__lt=self.day, status=MeetingStatus.HELD)
        return earlier.order_by("-held_on").first()

    def item_key(self, position: int) -> str:
        """An item's short name among the records."""
        return f"{self.key}:{position}"

    def item(self, position: int) -> AgendaItem:
        """The item in one place of the agenda, as stored now."""
        return AgendaItem.objects.select_related("meeting__body", "issue").get(
            pk=self.stage.records[self.item_key(position)].pk
        )

    def publish_agenda(self, at: At) -> None:
        """Publish every item and paper; what happens to some of them later is put off until then."""
        actions_publish.publish_agenda(self.meeting, by=self.publisher, at=at)

    def publish_outcomes(self, at: At) -> None:
        """Record that the meeting took place, and what was decided on each item."""
        self.stage.records[self.key] = actions_meeting.hold(self.meeting, by=self.publisher, at=at)
        for position, words in self.with_words("outcome"):
            changes = {
                "item": self.item(position),
                "text": words["outcome"],
                "public_summary": words.get("outcome_public", ""),
            }
            outcome = actions.save(ItemOutcome(), changes=changes, by=self.writer, at=at)
            if "outcome" not in words.get("held_back", []):
                actions.publish(outcome, by=self.publisher, at=at)

    def write_minutes(self, at: At) -> None:
        """Write each item's minutes, for officers only."""
        for position, words in self.with_words("minutes"):
            rich = from_marks(words["minutes"])
            changes = {
                "item": self.item(position),
                "text": rich.text,
                "html": rich.html,
                "public_summary": words.get("minutes_public", ""),
                "is_cut_short": "cut_short_at" in words,
                "source_url": words.get("cut_short_at", ""),
            }
            self.stage.records[f"minutes:{self.item_key(position)}"] = actions.save(
                ItemMinutes(), changes=changes, by=self.writer, at=at
            )

    def publish_minutes(self, at: At) -> None:
        """Publish each item's minutes as a draft; the next meeting confirms them."""
        for position, words in self.with_words("minutes"):
            if "minutes" not in words.get("held_back", []):
                written = self.stage.records[f"minutes:{self.item_key(position)}"]
                actions.publish(written, by=self.publisher, at=at)

    def confirm_minutes(self, at: At, *, on: datetime.date) -> None:
        """The next meeting confirms the minutes."""
        if actions_publish.minutes_to_confirm(self.meeting):
            later = self.stage.records.get(f"meeting:{self.body}:{on}:1")
            actions_publish.confirm_minutes(self.meeting, at_meeting=later, by=self.publisher, at=at)

    def with_words(self, name: str) -> list[tuple[int, Words]]:
        """Place and words of the items that have something to say under `name`."""
        return [(place, words) for place, words in enumerate(self.items, start=1) if name in words]

    def schedule_incidents(self) -> None:
        """Put into the script what happens to single items and papers after the agenda is out."""
        if self.is_next:
            self.stage.at(moment(plus(self.stage.today, -1), "17:10"), self.draft_late_item)
        out = plus(self.day, OUT)
        for position, words in self.with_words("made_exempt"):
            self.stage.at(in_office(plus(out, 2), "09:15"), partial(self.make_exempt, position, words["made_exempt"]))
        for position, words in self.with_words("corrected"):
            self.stage.at(in_office(plus(out, 3), "12:10"), partial(self.correct, position, words["corrected"]))
        for position, words in self.with_words("decided_next_time"):
            to = next(day for day in self.stage.diary.dates[self.body] if day > self.day)
            drafted = in_office(plus(to, DRAFTED), "11:40")
            self.stage.at(drafted, partial(self.carry_over, position=position, to=to))
            decided = partial(self.decide_carried, position=position, text=words["decided_next_time"])
            self.stage.at(in_office(plus(to, 1), "11:20"), decided)
        for position, words in self.with_words("papers"):
            for number, paper in enumerate(words["papers"], start=1):
                if paper.get("is_late"):
                    when = in_office(plus(self.day, -3), "15:00")
                    self.stage.at(when, partial(self.add_late_paper, position, number, paper))
                if "replaced" in paper:
                    when = in_office(plus(out, 4), "11:15")
                    self.stage.at(when, partial(self.replace_file, position, number, paper["replaced"]))
                if "withdrawn" in paper:
                    when = in_office(plus(self.day, 12), "10:20")
                    self.stage.at(when, partial(self.withdraw_paper, position, number, paper["withdrawn"]))

    def add_standing_items(self, at: At) -> None:
        """Begin the agenda with what stands on every agenda of the committee, as drafts."""
        actions_agenda.add_standing_items(self.meeting, by=self.writer, at=at)

    def carry_over(self, at: At, *, position: int, to: datetime.date) -> None:
        """Put an item that was not decided on the agenda of the next meeting, before that goes out."""
        later = self.stage.records[f"meeting:{self.body}:{to}:1"]
        made = actions_agenda.carry_over(self.item(position), later, by=self.writer, at=at)
        self.stage.records[f"carried:{self.item_key(position)}"] = made

    def decide_carried(self, at: At, *, position: int, text: str) -> None:
        """Publish what the next meeting decided on it."""
        item = AgendaItem.objects.get(pk=self.stage.records[f"carried:{self.item_key(position)}"].pk)
        outcome = actions.save(ItemOutcome(), changes={"item": item, "text": text}, by=self.writer, at=at)
        actions.publish(outcome, by=self.publisher, at=at)

    def draft_late_item(self, at: At) -> None:
        """Somebody begins another item after the agenda is out."""
        words = read_words("agendas/placed")["late"]
        place = len(self.items) + 1
        number = numbers([*self.items, words])[-1]
        draft_item(self.stage, self.meeting, place, number, words, PAPER_CODES[self.body], by=self.writer, at=at)

    def make_exempt(self, position: int, words: Words, at: At) -> None:
        """Close an item that was published as open."""
        item = self.item(position)
        actions.make_exempt(item, restriction="exempt", by=self.publisher, at=at, **words)

    def correct(self, position: int, words: Words, at: At) -> None:
        """Correct the words of a published item."""
        changes = {name: text for name, text in words.items() if name not in ("reason", "is_clerical")}
        told = {"reason": words["reason"], "is_clerical": words.get("is_clerical", False)}
        actions.save(self.item(position), changes=changes, by=self.publisher, at=at, **told)

    def add_late_paper(self, position: int, number: int, words: Words, at: At) -> None:
        """Add a paper after the agenda went out; one that is marked so stays a draft."""
        paper = draft_paper(self.stage, self.item(position), number, words, by=self.writer, at=at)
        if words.get("is_draft"):
            return
        if actions_publish.agenda_drafts(self.meeting) == [paper]:
            why = "The paper was finished after the agenda was published."
            actions_publish.publish_supplement(self.meeting, reason=why, by=self.publisher, at=at)
        else:
            actions.publish(paper, by=self.publisher, at=at)

    def replace_file(self, position: int, number: int, words: Words, at: At) -> None:
        """Put another file in the place of a published one, which stays readable as superseded."""
        paper = Document.objects.get(item=self.item(position), position=number)
        upload = made_file(paper.title, paper.format.lower(), words["text"])
        write = write_file(upload, by=self.publisher, at=at, reason=words["reason"])
        facts = {"reason": words["reason"], "by": self.publisher, "at": at, "children": write}
        self.stage.files.append(str(actions.save(paper, changes=upload.columns, **facts).file.name))

    def withdraw_paper(self, position: int, number: int, reason: str, at: At) -> None:
        """Withdraw a published paper."""
        paper = Document.objects.get(item=self.item(position), position=number)
        actions.withdraw(paper, reason=reason, by=self.publisher, at=at)
