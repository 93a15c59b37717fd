"""The forward plan of the demonstration: entries in every state, the five notices, editions."""

from __future__ import annotations

import datetime
from typing import Any

from council.demo.days import in_office, office_day, plus
from council.demo.stage import Stage, Words, read_words
from meetings import actions, actions_decisions, actions_plan
from meetings.models import Notice, PlanEntry, Representation

At = datetime.datetime
COLUMNS = (
    "title", "public_title", "matter", "public_summary", "due_kind", "period_words", "is_key", "key_ground",
    "key_reason", "documents", "restriction", "exempt_paragraphs", "exempt_reason", "consultation", "lead_member",
    "lead_director", "department", "contact", "wards", "maker_kind", "maker_title", "maker_name",
)  # fmt: skip
WHERE = "Wenbridge Town Hall, Market Place, Wenbridge, and this site"
PROCEDURE = "Write to democracy@wenshire.example or ring 01632 960100"
EDITIONS_AGO = (30, 2)


class Plan:
    """Puts the entries, what became of them and the editions into the stage's script."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.by = stage.users["democracy"]
        words = read_words("plan")
        self.entries = words["entries"]
        holdings = read_words("people")["holdings"]
        self.members = "\n".join(sorted(row["name"] for row in holdings if _is_in_cabinet(row)))
        self.chair = next(row["name"] for row in holdings if row["office"] == "chair-of-the-scrutiny-committee")

    def write(self) -> None:
        """Write the whole script."""
        for words in self.entries:
            added = in_office(plus(self.stage.today, -words["on_plan"]), "09:25")
            self.stage.at(added, lambda at, words=words: self.add(words, at))  # type: ignore[misc]
            self.later(words)
        for days in EDITIONS_AGO:
            day = office_day(plus(self.stage.today, -days), -1)
            self.stage.at(in_office(day, "16:50"), self.publish_editions)

    def later(self, words: Words) -> None:
        """What became of an entry after it came onto the plan."""
        first = plus(self.stage.today, -words["on_plan"] + words.get("notice_after", 0))
        steps = [("notice", first, self.give_notice), ("representation", plus(first, 9), self.record_letter),
                 ("moved_reason", plus(first, 21), self.move), ("deferred_reason", plus(first, 25), self.defer),
                 ("dropped_reason", plus(first, 30), self.drop)]  # fmt: skip
        if "second_after" in words:
            steps.append(("second_reasons", plus(first, words["second_after"]), self.give_second_notice))
        if "decided_in" in words:
            steps.append(("decided_in", plus(self.stage.today, words["decided_in"]), self.decide))
        for name, day, step in steps:
            if name in words:
                self.stage.at(
                    in_office(day, "11:05"), lambda at, step=step, words=words: step(words, at)  # type: ignore[misc]
                )  # fmt: skip

    def add(self, words: Words, at: At) -> None:
        """Save an entry; publish it unless it stays a draft."""
        due_on = office_day(plus(self.stage.today, words["due_in"]))
        changes: dict[str, Any] = {name: words[name] for name in COLUMNS if name in words}
        changes |= {
            "body": self.stage.bodies["cabinet"],
            "members": self.members,
            "due_on": due_on.replace(day=1) if words["due_kind"] == "month" else due_on,
            "due_to": plus(self.stage.today, words["due_to"]) if "due_to" in words else None,
            "key_route": words.get("key_route", "key_decision") if words["is_key"] else "",
            "documents_where": WHERE,
            "documents_procedure": PROCEDURE,
        }
        if "issue" in words:
            changes["issue"] = self.stage.records[f"issue:{words['issue']}"]
        entry = actions.save(PlanEntry(), changes=changes, by=self.by, at=at)
        if "is_draft" not in words:
            entry = actions.publish(entry, by=self.by, at=at)
        self.keep(words, entry)

    def keep(self, words: Words, entry: PlanEntry) -> None:
        """Remember an entry by its key."""
        self.stage.records[f"plan-entry:{words['key']}"] = entry

    def entry(self, words: Words) -> PlanEntry:
        """The entry of these words, as it is now."""
        return PlanEntry.objects.get(pk=self.stage.records[f"plan-entry:{words['key']}"].pk)

    def give_notice(self, words: Words, at: At) -> None:
        """Publish the notice the entry asks for."""
        entry = self.entry(words)
        chair = {"reasons": words.get("reasons", ""), "agreed_name": self.chair, "agreed_on": at.date()}
        changes: dict[str, Any] = {
            "key_decision": {},
            "private_first": {
                "reasons": words.get("private_reasons", ""),
                "representations_how": PROCEDURE,
                "representations_by": plus(at.date(), 21),
            },
            "general_exception": {
                "reasons": words.get("reasons", ""),
                "told_whom": "chair",
                "told_name": self.chair,
                "told_on": at.date(),
            },
            "special_urgency": chair | {"covers": "key", "agreed_by": "scrutiny_chair"},
        }[words["notice"]]
        changes |= {"plan_entry": entry, "kind": words["notice"], "is_cleared": entry.is_withheld}
        notice = actions.save(Notice(), changes=changes, by=self.by, at=at)
        self.stage.records[f"plan-notice:{words['key']}"] = actions.publish(notice, by=self.by, at=at)

    def give_second_notice(self, words: Words, at: At) -> None:
        """Five days before a private meeting: why, what people wrote, and the council's reply to it."""
        changes = {
            "plan_entry": self.entry(words),
            "kind": "private_second",
            "reasons": words["second_reasons"],
            "reply": words["reply"],
        }
        notice = actions.save(Notice(), changes=changes, by=self.by, at=at)
        actions.publish(notice, by=self.by, at=at)

    def record_letter(self, words: Words, at: At) -> None:
        """What somebody wrote about meeting in private."""
        changes = {
            "notice": self.stage.records[f"plan-notice:{words['key']}"],
            "received_on": at.date(),
            "who": "Mr Hew Larkin",
            "words": words["representation_words"],
            "public_summary": words["representation"],
            "is_cleared": True,
        }
        written = actions.save(Representation(), changes=changes, by=self.by, at=at)
        actions.publish(written, by=self.by, at=at)

    def move(self, words: Words, at: At) -> None:
        """Another date."""
        entry = self.entry(words)
        day: Any = entry.due_on
        dates = {"due_kind": entry.due_kind, "due_on": office_day(plus(day, words["moved_by"])), "due_to": None}
        actions_plan.reschedule(
            entry, dates=dates | {"period_words": ""}, reason=words["moved_reason"], by=self.by, at=at
        )

    def defer(self, words: Words, at: At) -> None:
        """No date for now."""
        actions_plan.defer(self.entry(words), reason=words["deferred_reason"], by=self.by, at=at)

    def drop(self, words: Words, at: At) -> None:
        """Off the plan."""
        actions_plan.drop(self.entry(words), reason=words["dropped_reason"], by=self.by, at=at)

    def decide(self, words: Words, at: At) -> None:
        """Made: its record is published, and marks the entry decided."""
        draft = actions_decisions.start_from_entry(self.entry(words), by=self.by, at=at)
        given = words["decision"] | {"decided_on": at.date()}
        draft = actions_decisions.save_decision(draft, changes=given, by=self.by, at=at)
        actions_decisions.publish_decision(draft, by=self.by, at=at)

    def publish_editions(self, at: At) -> None:
        """The whole plan, as it stands."""
        actions_plan.publish_edition(body=None, by=self.by, at=at)


def _is_in_cabinet(row: Words) -> bool:
    return row["office"].startswith(("cabinet-member", "leader")) and "to" not in row
