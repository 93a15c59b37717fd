"""The demonstration's Cabinet responses: drafted, returned, signed off, approved, published and corrected."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from council.demo import at_meeting, drafting
from council.demo.agendas import Agendas
from council.demo.days import in_office, moment, plus
from council.demo.items import At, file_below
from council.demo.people import holder_on
from council.demo.sets import SetPlan
from council.demo.stage import Stage, Words
from council.models import Council, User
from meetings.actions import publish as publish_document
from meetings.models import AgendaItem
from recommendations import actions
from recommendations.choices import ApprovalBasis, ResponseKind
from recommendations.models import CabinetResponse

Day = datetime.date
ANSWER = (
    "outcome", "outcome_words", "is_in_principle", "is_already_in_progress", "has_amendment", "agreed_wording",
    "comment", "exempt_comment", "exempt_paragraphs", "exempt_reason", "public_summary", "no_action",
    "no_action_reason", "drafter", "private_notes", "limbs",
)  # fmt: skip
# Which table of the set's file describes the Cabinet item at which each part is agreed.
ITEM_OF = {"answer": "answered_at", "interim": "interim_at", "correction": "corrected_at"}
STEPS = ("draft", "submitted", "returned", "signed_off", "approved", "published")


@dataclass
class ResponsePlan:
    """The answer to one set. `until` is the step it has reached; `approved_on` may be Cabinet's or one member's day.

    `part` names the table in the set's file that holds the answers: "answer", "interim" or "correction".
    """

    answered: SetPlan
    started_on: Day
    until: str = "published"
    approved_on: Day | None = None
    basis: str = ApprovalBasis.MEETING
    part: str = "answer"
    submitted_after: int = 6
    is_imported: bool = False
    duty: int | None = None
    proposed_before: int = 0
    proposed_on: Day | None = None
    considered_on: Day | None = None
    is_changed: bool = False
    is_at_once: bool = False
    is_assigned: bool = False
    chased_on: tuple[Day, ...] = ()

    @property
    def stage(self) -> Stage:
        return self.answered.stage

    @property
    def drafter(self) -> User:
        return self.stage.users["democracy" if self.is_imported or self.is_at_once else "executive.officer"]

    @property
    def signer(self) -> User:
        return self.stage.users["leader"]

    @property
    def publisher(self) -> User:
        return self.stage.users["democracy" if self.is_imported else "executive.publisher"]

    @property
    def key(self) -> str:
        """The response's short name among the records."""
        return f"response:{self.answered.name}" + (f":{self.duty}" if self.duty else "")

    @property
    def record(self) -> CabinetResponse:
        return self.stage.records[self.key]

    def keep(self, response: CabinetResponse) -> None:
        """Remember the response as it stands now."""
        self.stage.records[self.key] = response

    def place_item(self, agendas: Agendas) -> None:
        """Put the response on the agenda of the Cabinet meeting that agrees it."""
        words = self.answered.words.get(ITEM_OF[self.part])
        if words and not self.duty and self.approved_on and self.basis == ApprovalBasis.MEETING:
            issue = self.answered.words.get("issue")
            item = {"key": self.item_key, "author": "Cabinet Secretary", **words}
            agendas.place(self.answered.addressee, self.approved_on, item | ({"issue": issue} if issue else {}))

    @property
    def item_key(self) -> str:
        """The short name of the Cabinet item at which it is agreed."""
        return f"{self.part}{self.duty or ''}:{self.answered.name}"

    @property
    def cabinet_item(self) -> AgendaItem | None:
        """The item at which it is agreed, where it has one."""
        return self.stage.records.get(f"item:{self.item_key}")

    def schedule(self) -> None:
        """Put its course, as far as it got, into the script."""
        if self.is_at_once:
            at_meeting.schedule_at_once(self)
            return
        at, begun = self.stage.at, self.started_on
        submitted = plus(begun, self.submitted_after)
        reached = STEPS.index(self.until)
        at(in_office(begun, "09:40"), self.start)
        at(in_office(plus(begun, 1), "16:20"), partial(drafting.assign, self) if self.is_assigned else self.save)
        for day in self.chased_on:
            at(in_office(day, "09:35"), partial(drafting.chase, self))
        if reached >= STEPS.index("submitted"):
            at(in_office(submitted, "14:10"), self.submit)
        if self.until == "returned":
            at(in_office(plus(submitted, 3), "17:05"), self.send_back)
            at(in_office(plus(submitted, 9), "12:40"), partial(self.save, part="answer_again"))
        elif reached >= STEPS.index("signed_off"):
            at(in_office(plus(submitted, 3), "15:30"), self.sign_off)
        if self.approved_on and self.proposed_before:
            at(in_office(plus(self.approved_on, -self.proposed_before), "16:45"), self.propose)
        if self.proposed_on:
            at(in_office(self.proposed_on, "16:50"), self.propose)
        if self.approved_on and self.is_changed:
            at(moment(self.approved_on, "20:10"), partial(at_meeting.change, self))
        if self.approved_on and reached >= STEPS.index("approved"):
            at(moment(self.approved_on, "20:45"), self.approve)
        if self.approved_on and reached >= STEPS.index("published"):
            at(in_office(plus(self.approved_on, 2), "11:00"), self.publish)

    def schedule_import(self, on: Day) -> None:
        """History from an old file goes through every step on one day; what it does not say is not recorded."""
        steps = (self.start, self.save, self.submit, self.sign_off, self.approve, self.publish)
        for hour, step in enumerate(steps, start=11):
            self.stage.at(in_office(on, f"{hour}:20"), step)

    def start(self, at: At) -> None:
        """Open the draft."""
        reason = self.answered.words["correction_reason"] if self.part == "correction" else ""
        answered = self.answered.record
        duty = answered.duties.get(number=self.duty) if self.duty else None
        said: dict[str, Any] = {"duty": duty, "correction_reason": reason}
        self.keep(actions.start_response(answered, by=self.drafter, at=at, **said))

    def save(self, at: At, part: str = "") -> None:
        """Write the answers; a correction leaves alone what its part of the file does not name."""
        self.keep(
            actions.save_response(
                self.record,
                fields={} if self.part == "correction" else self.fields(),
                rows=self.rows(part),
                edit_number=self.record.edit_number,
                by=self.drafter,
                at=at,
            )
        )

    def rows(self, part: str = "") -> dict[int, dict[str, Any]]:
        """The answers of the file, by the key of the row."""
        rows = {}
        for item in self.record.items.select_related("recommendation"):
            words = self.answered.words["recommendations"][item.recommendation.position - 1]
            answer = words.get(part) or words.get(self.part)
            if answer is not None:
                rows[item.pk] = self.row(answer)
        return rows

    def fields(self) -> dict[str, Any]:
        """Who answers: the office with its title and holder as they were that day, or as the file says."""
        words, answered = self.answered.words, self.answered
        kind: Words = {"kind": ResponseKind.INTERIM if self.part == "interim" else ResponseKind.FULL}
        if self.duty:
            return kind | {"respondent_title": words["duty_respondent"]}
        if "respondent" not in words:
            as_printed = {name: words[name] for name in ("respondent_title", "respondent_name")}
            return kind | {"original": answered.record.original} | as_printed
        day = self.approved_on or answered.received_on or answered.made_on
        holding = holder_on(self.stage, words["respondent"], day)
        if holding is None:
            raise ValueError(f"Nobody held the office {words['respondent']} on {day}.")
        names = {"respondent_title": holding.office.title, "respondent_name": holding.person.name}
        return kind | {"respondent": holding} | names

    def row(self, answer: Words) -> dict[str, Any]:
        """One row as an officer enters it: the outcome in the council's own words unless the file gives others."""
        row: dict[str, Any] = {name: answer[name] for name in ANSWER if name in answer}
        row.setdefault("outcome_words", Council.current().word_for(answer.get("outcome", "")))
        if "wanted_in" in answer:
            row["internal_due_on"] = plus(self.stage.today, answer["wanted_in"])
        if "service" in answer:
            row["drafter_office"] = self.stage.offices[answer["service"]]
        if "actions" in answer:
            row["actions"] = [self.action(words) for words in answer["actions"]]
        return row

    def action(self, words: Words) -> dict[str, Any]:
        """One promised action; `due_in` counts days from approval, or from today while that is open."""
        found: Words = {name: words[name] for name in ("description", "no_due_reason", "cost") if name in words}
        if "lead" in words:
            office = self.stage.offices[words["lead"]]
            found |= {"lead_office": office, "lead_title": office.title}
        if "due_in" in words:
            found["due_on"] = plus(self.approved_on or self.stage.today, words["due_in"])
        return found

    def submit(self, at: At) -> None:
        """Send it for sign-off."""
        self.keep(actions.submit_response(self.record, edit_number=None, by=self.drafter, at=at))

    def send_back(self, at: At) -> None:
        """Return it with the reason of the file."""
        reason = self.answered.words["returned"]
        self.keep(actions.return_response(self.record, reason=reason, edit_number=None, by=self.signer, at=at))

    def sign_off(self, at: At) -> None:
        """Clear it inside the council."""
        self.keep(actions.sign_off_response(self.record, edit_number=None, by=self.signer, at=at))

    def propose(self, at: At) -> None:
        """Publish it with the agenda, as it is proposed."""
        considered = self.considered_on or self.approved_on
        said: dict[str, Any] = {"considered_on": considered, "considered_at": self.cabinet_item, "edit_number": None}
        actions.propose_response(self.record, **said, by=self.publisher, at=at)

    def approve(self, at: At) -> None:
        """Record what Cabinet, or one member, agreed."""
        self.keep(
            actions.record_approval(
                self.record,
                basis=self.basis,
                approved_on=self.approved_on,
                approved_at=self.cabinet_item,
                edit_number=None,
                by=self.publisher,
                at=at,
            )
        )

    def publish(self, at: At) -> None:
        """Make it public, with its PDF."""
        self.keep(actions.publish_response(self.record, edit_number=None, by=self.publisher, at=at))
        words = self.answered.words.get("answer_paper")
        if words and self.part == "answer":
            paper = file_below(self.stage, "response", self.record, words, by=self.drafter, at=at)
            publish_document(paper, by=self.publisher, at=at)
