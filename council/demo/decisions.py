"""Decision records of the demonstration and what came of them: published, called in, withdrawn, still a draft."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from council.demo.days import in_office, moment, office_day, plus
from council.demo.people import holder_on
from council.demo.stage import Stage, Words, read_words
from council.models import User
from meetings import actions as records
from meetings import actions_decisions as actions
from meetings.choices_decisions import MakerKind
from meetings.models import AgendaItem, CallIn, CallInStep, Decision

At = datetime.datetime
# What a file gives that is no column of the decision.
NOT_COLUMNS = (
    "item", "days_ago", "published_after", "office", "issue", "override_in", "call_ins", "withdrawn", "is_draft",
)  # fmt: skip


def schedule_decisions(stage: Stage) -> None:
    """Put every decision record into the script."""
    for words in (*read_words("decisions")["decisions"], *read_words("decisions_earlier")["decisions"]):
        DecisionPlan(stage, words).schedule()


class DecisionPlan:
    """One decision from its draft to whatever came of it."""

    def __init__(self, stage: Stage, words: Words) -> None:
        self.stage, self.words = stage, words
        self.draft: Decision
        self.requests: dict[int, CallIn] = {}

    @property
    def clerk(self) -> User:
        """Whoever records decisions: there once the script is played."""
        return self.stage.users["democracy"]

    def schedule(self) -> None:
        """Of one person: on its own days. Of a meeting: once the agenda is known, days after the meeting."""
        stage, words = self.stage, self.words
        if "item" in words:
            plan = next(
                found
                for key, found in stage.records.items()
                if key.startswith("plan:") and any(item.get("key") == words["item"] for item in found.items)
            )
            self.decided_on = plan.day
        else:
            self.decided_on = office_day(plus(stage.today, -words["days_ago"]), -1)
        drafted = moment(self.decided_on, "15:30") if words.get("is_draft") else self.at_office(0, "16:10")
        stage.at(drafted, self.write)
        if words.get("is_draft"):
            return
        stage.at(self.at_office(words["published_after"], "16:40"), self.publish)
        for number, call_in in enumerate(words.get("call_ins", [])):
            stage.at(self.later(call_in["after"], "16:20"), partial(self.call_in, number, call_in))
            for step in call_in.get("steps", []):
                stage.at(self.later(step["after"], "11:45"), partial(self.step, number, step))
        if "withdrawn" in words:
            stage.at(self.later(4, "10:05"), self.withdraw)

    def at_office(self, after: int, clock: str) -> At:
        """A time of an office day so many days after the decision."""
        return in_office(plus(self.decided_on, after), clock)

    @property
    def published_on(self) -> datetime.date:
        """The office day on which it is published."""
        return office_day(plus(self.decided_on, self.words["published_after"]))

    def later(self, after: int, clock: str) -> At:
        """A time of an office day so many days after its publication."""
        return in_office(plus(self.published_on, after), clock)

    def write(self, at: At) -> None:
        """Save the draft."""
        words = self.words
        given: dict[str, Any] = {name: value for name, value in words.items() if name not in NOT_COLUMNS}
        if "item" in words:
            key = self.stage.records[f"item:{words['item']}"].pk
            item = AgendaItem.objects.select_related("meeting__body", "issue").get(pk=key)
            draft = actions.start_from_item(item, by=self.clerk, at=at)
            self.draft = actions.save_decision(draft, changes=given, by=self.clerk, at=at)
            return
        holding = holder_on(self.stage, words["office"], self.decided_on)
        office = self.stage.offices[words["office"]]
        given |= {
            "decided_on": self.decided_on,
            "holding": holding,
            "maker_title": office.title,
            "maker_name": holding.person.name if holding else "",
            "body": self.stage.bodies["licensing-committee" if words["maker_kind"] == MakerKind.OFFICER else "cabinet"],
        }
        if "issue" in words:
            given["issue"] = self.stage.records[f"issue:{words['issue']}"]
        if "override_in" in words:
            given["override_on"] = plus(self.decided_on, words["override_in"])
        self.draft = actions.start_decision(given=given, by=self.clerk, at=at)

    def publish(self, at: At) -> None:
        """Publish it with its PDF."""
        self.draft = actions.publish_decision(self.draft, by=self.clerk, at=at)

    def call_in(self, number: int, words: Words, at: At) -> None:
        """Councillors ask for it to be called in."""
        changes = {
            "received_at": at - datetime.timedelta(hours=2),
            "members": [{"name": name, "ward": ""} for name in words["members"]],
            "grounds": "\n".join(words.get("grounds", [])),
            "grounds_words": words["grounds_words"],
        }
        request = actions.save_call_in(CallIn(decision=self.draft), changes=changes, by=self.clerk, at=at)
        self.requests[number] = actions.publish_call_in(request, by=self.clerk, at=at)

    def step(self, number: int, words: Words, at: At) -> None:
        """One step after a call-in."""
        day = plus(self.published_on, words["day"] if "day" in words else words["after"])
        given = ("kind", "by_whom", "outcome", "result", "text")
        changes: dict[str, Any] = {name: words[name] for name in given if name in words}
        changes |= {"call_in": self.requests[number], "happened_on": day}
        if words.get("outcome") == "no_action":
            changes["effective_on"] = plus(day, 1)
        if "effective_day" in words:
            changes["effective_on"] = plus(self.published_on, words["effective_day"])
        saved = records.save(CallInStep(), changes=changes, by=self.clerk, at=at)
        records.publish(saved, by=self.clerk, at=at)

    def withdraw(self, at: At) -> None:
        """Withdraw what was published by mistake."""
        records.withdraw(self.draft, reason=self.words["withdrawn"], by=self.clerk, at=at)
