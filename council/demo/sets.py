"""The demonstration's recommendation sets: recorded, published, sent and received, each on its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from council.demo.agendas import Agendas
from council.demo.days import in_office, moment, plus
from council.demo.items import At, file_below, made_file, save_document
from council.demo.stage import Stage, Words, read_words
from council.models import User
from meetings.actions import publish as publish_document
from meetings.choices import DocumentKind
from recommendations import actions
from recommendations.models import RecommendationSet

Day = datetime.date
ROW = (
    "label", "text", "limbs", "duty", "dissent_by", "dissent", "restriction", "exempt_paragraphs", "exempt_reason",
    "public_summary",
)  # fmt: skip


@dataclass
class SetPlan:
    """One set and the days on which things happened to it; a day that is None is not recorded."""

    stage: Stage
    name: str
    made_by: str
    made_on: Day
    sent_on: Day | None = None
    received_on: Day | None = None
    has_notice: bool = False
    addressee: str = "cabinet"
    turn: int = 1
    others_after: int = 0

    def __post_init__(self) -> None:
        self.words: Words = read_words(f"sets/{self.name}")

    @property
    def key(self) -> str:
        """The set's short name among the records."""
        return f"set:{self.name}"

    @property
    def record(self) -> RecommendationSet:
        return self.stage.records[self.key]

    @property
    def recorder(self) -> User:
        return self.stage.users["scrutiny.officer"]

    @property
    def publisher(self) -> User:
        return self.stage.users["scrutiny.publisher"]

    def place_item(self, agendas: Agendas) -> None:
        """Put the item at which the set was made on its agenda, where it was made at a meeting."""
        if "made_at" in self.words:
            words = {"key": self.key, "issue": self.words.get("issue"), **self.words["made_at"]}
            agendas.place(self.made_by, self.made_on, {k: v for k, v in words.items() if v}, self.turn)

    def schedule(self, *, is_published: bool = True) -> None:
        """Put its course into the script."""
        at, made_on = self.stage.at, self.made_on
        at(in_office(plus(made_on, 1), "09:30"), self.draft)
        if not is_published:
            return
        at(in_office(plus(made_on, 2), "11:30"), self.publish)
        if "paper" in self.words:
            at(in_office(plus(made_on, 2), "11:35"), self.file_paper)
        if self.sent_on:
            at(in_office(self.sent_on, "11:45"), partial(self.send, self.sent_on))
        if self.received_on:
            recorded_on = plus(self.received_on, self.others_after)
            at(in_office(recorded_on, "15:15"), partial(self.receive, self.received_on))

    def fields(self) -> dict[str, Any]:
        """What an officer types on the form."""
        records = self.stage.records
        item = records.get(f"item:{self.key}")
        fields: Words = {
            name: self.words[name]
            for name in ("subject", "has_article", "origin", "referred_by", "copy_to", "in_short")
            if name in self.words
        }
        fields |= {
            "made_by": self.stage.bodies[self.made_by],
            "made_on": self.made_on,
            "made_at": item,
            "made_at_meeting": item.meeting if item else None,
            "addressee": self.stage.bodies[self.addressee],
            "issue": records.get(f"issue:{self.words.get('issue')}"),
        }
        return fields

    def draft(self, at: At) -> None:
        """Record the set as a draft."""
        self.keep(actions.record_set(fields=self.fields(), rows=self.rows(), by=self.recorder, at=at))

    def rows(self) -> list[Words]:
        """Its recommendations, without the answers that stand beside them in the file."""
        rows = []
        for words in self.words["recommendations"]:
            row = {name: words[name] for name in ROW if name in words}
            who = row.get("duty", {})
            for name, known in (("body", self.stage.bodies), ("office", self.stage.offices)):
                if name in who:
                    row["duty"] = who | {name: known[who[name]]}
            rows.append(row)
        return rows

    def schedule_at_once(self) -> None:
        """Made, sent and received on one afternoon."""
        self.stage.at(moment(self.made_on, "15:30"), self.draft)
        self.stage.at(moment(self.made_on, "16:10"), self.hand_in)

    def hand_in(self, at: At) -> None:
        """Publish it and record that it was sent and received on the same day."""
        day = self.made_on
        given: dict[str, Any] = {"made_on": day, "sent_on": day, "received_on": day, "notice_given_on": day}
        self.keep(actions.record_stages(self.record, **given, edit_number=None, by=self.publisher, at=at))

    def publish(self, at: At) -> None:
        """Make it public."""
        self.keep(actions.publish_set(self.record, edit_number=None, by=self.publisher, at=at))

    def file_paper(self, at: At) -> None:
        """Add the document that the file names, and publish it."""
        words = self.words["paper"]
        paper = file_below(self.stage, "recommendation_set", self.record, words, by=self.recorder, at=at)
        publish_document(paper, by=self.publisher, at=at)

    def send(self, on: Day, at: At) -> None:
        """Record that it was sent."""
        self.keep(actions.send_set(self.record, sent_on=on, edit_number=None, by=self.publisher, at=at))

    def receive(self, on: Day, at: At) -> None:
        """Record that it was received, by others so many days after, with the notice where one was given."""
        later = (plus(on, self.others_after), None)
        others = {duty.number: later for duty in self.record.duties.all()} if self.others_after else {}
        self.keep(
            actions.receive_set(
                self.record,
                received_on=on,
                notice_given_on=on if self.has_notice else None,
                others=others,
                edit_number=None,
                by=self.publisher,
                at=at,
            )
        )

    def follow(self, agendas: Agendas, noted_on: Day, monitored_from: Day | None, closed_on: Day | None) -> None:
        """Put what the committee did with the answer into the script: noted, followed, closed."""
        if "noted_at" in self.words:
            words = {"key": f"noted:{self.name}", "issue": self.words.get("issue"), **self.words["noted_at"]}
            agendas.place(self.made_by, noted_on, {k: v for k, v in words.items() if v})
        at = self.stage.at
        at(in_office(plus(noted_on, 1), "10:10"), partial(self.note, noted_on))
        if monitored_from:
            at(in_office(plus(monitored_from, 1), "10:20"), partial(self.monitor, monitored_from))
        if closed_on:
            at(in_office(plus(closed_on, 1), "10:30"), partial(self.close, closed_on))

    def note(self, on: Day, at: At) -> None:
        """Record that the committee noted the answer."""
        item = self.stage.records.get(f"item:noted:{self.name}")
        said: dict[str, Any] = {"edit_number": None, "by": self.publisher, "at": at}
        self.keep(actions.note_response(self.record, noted_on=on, noted_at=item, **said))

    def monitor(self, on: Day, at: At) -> None:
        """Record that the committee follows what is done."""
        said: dict[str, Any] = {"edit_number": None, "by": self.publisher, "at": at}
        self.keep(actions.monitor_set(self.record, monitored_from=on, **said))

    def close(self, on: Day, at: At) -> None:
        """Record that the committee is done with it, and why."""
        said: dict[str, Any] = {"edit_number": None, "by": self.publisher, "at": at}
        why = self.words["closed_reason"]
        self.keep(actions.close_set(self.record, closed_on=on, closed_at=None, closed_reason=why, **said))

    def defer(self, until: Day, at: At) -> None:
        """Record that it is put off, and why."""
        said: dict[str, Any] = {"edit_number": None, "by": self.publisher, "at": at}
        why = self.words["deferred_reason"]
        self.keep(actions.defer_set(self.record, deferred_until=until, deferred_reason=why, **said))

    def resume(self, at: At) -> None:
        """Record that it is awaited again."""
        self.keep(actions.resume_set(self.record, edit_number=None, by=self.publisher, at=at))

    def withdraw(self, at: At) -> None:
        """Take it, and every answer to it, out of public sight."""
        self.keep(actions.withdraw_set(self.record, reason=self.words["withdrawn"], by=self.publisher, at=at))

    def keep(self, record: RecommendationSet) -> None:
        """Remember the set as it stands now."""
        self.stage.records[self.key] = record


def schedule_import(plan: SetPlan, on: Day) -> None:
    """History from an old file: recorded and published long after it was made, its original kept beside it."""

    def bring_in(at: At) -> None:
        by = plan.stage.users["democracy"]
        upload = made_file(plan.words["original"], "txt", plan.words["original_text"])
        changes = {"title": plan.words["original"], "kind": DocumentKind.ORIGINAL}
        original = save_document(plan.stage, changes, upload, by=by, at=at)
        fields = plan.fields() | {"original": original}
        record = actions.record_set(fields=fields, rows=plan.rows(), by=by, at=at)
        plan.keep(actions.publish_set(record, edit_number=None, by=by, at=at))

    plan.stage.at(in_office(on, "10:30"), bring_in)
