"""What came of the demonstration's recommendations: updates written, accepted, returned, and scrutiny's verdicts.

Days count from a meeting at which a committee looked at what came of them, or from the day it is loaded for.
"""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from council.demo.agendas import Agendas
from council.demo.days import in_office, moment, plus
from council.demo.items import At, file_below
from council.demo.stage import Stage, Words, read_words
from council.models import MailSent
from recommendations.actions.links import ask_for_update, send_by_link
from recommendations.actions.progress import (
    accept_update,
    correct_update,
    return_update,
    withdraw_update,
    write_update,
)
from recommendations.actions.reviews import record_reviews, withdraw_review
from recommendations.actions.stages import close_set
from recommendations.models import Action, ProgressUpdate, Recommendation, RecommendationSet

SCRUTINY = "scrutiny-committee"
REPORT_BACK, LATEST = "report-back", "report-back-late"
SITE = "https://decisions.wenshire.example"
WRITTEN = ("status", "narrative", "paused_reason", "why_not", "proposes_closing")


class Progress:
    """Updates and reviews of sets that were answered. The two meetings get an item each for them."""

    def __init__(self, stage: Stage, agendas: Agendas) -> None:
        self.stage = stage
        self.words: dict[str, list[Words]] = {name: [] for name in ("items", "updates", "reviews")}
        for words in (read_words("progress_earlier"), read_words("progress")):
            for name, entries in self.words.items():
                entries += words[name]
        latest = stage.diary.last(SCRUTINY, plus(stage.today, -1))
        self.days = {
            "today": stage.today,
            LATEST: latest,
            REPORT_BACK: stage.diary.last(SCRUTINY, plus(latest, -20)),
        }
        for words in self.words["items"]:
            body, key = words.get("body", SCRUTINY), words["key"]
            if "days_ago" in words:
                self.days[key] = stage.diary.last(body, plus(stage.today, -words["days_ago"]))
            agendas.place(body, self.days[key], words)

    def schedule(self) -> None:
        """Put every update, and the verdicts of both meetings, into the script."""
        for words in self.words["updates"]:
            day = plus(self.days[words["from"]], words["day"])
            self.stage.at(in_office(day, "13:40"), partial(self.write, words, day))
        for meeting in {words["key"] for words in self.words["items"]} - {LATEST}:
            self.stage.at(in_office(plus(self.days[meeting], 3), "10:50"), partial(self.review, meeting))
        # As late as can be, so that the next agenda has been begun by then.
        self.stage.at(moment(plus(self.stage.today, -1), "23:10"), partial(self.review, LATEST))

    def row(self, words: Words) -> Recommendation:
        """The recommendation an entry of the file speaks of."""
        found = self.stage.records[f"set:{words['set']}"]
        return Recommendation.objects.select_related("set").get(set=found, position=words["place"])

    def action(self, row: Recommendation, words: Words) -> Action | None:
        """The action it speaks of, counted from 1; None for the whole recommendation."""
        own = Action.objects.filter(response_item__recommendation=row, position=words.get("action", 0))
        return own.order_by("-pk").first()

    def write(self, words: Words, day: datetime.date, at: At) -> None:
        """One update, or a link that waits for one, as far as it got."""
        row, office = self.row(words), self.stage.offices[words["office"]]
        action, by = self.action(row, words), self.stage.users["executive.officer"]
        fields: dict[str, Any] = {name: words[name] for name in WRITTEN if name in words}
        fields |= {"as_at": min(day, at.date()), "office": office, "office_title": office.title}
        if words["until"] in ("asked", "sent"):
            link = ask_for_update(
                row, to=office.email, office=office, office_title=office.title, address=SITE, action=action,
                by=self.stage.users["scrutiny.publisher"], at=at,
            )  # fmt: skip
            # Nothing of a demonstration goes out: the log says that it did.
            MailSent.objects.filter(step=link.public_id.hex).update(state="sent", sent_at=at, text="")
            if words["until"] == "sent":
                send_by_link(link, fields=fields, evidence=[], at=at + datetime.timedelta(hours=1))
            return
        fields["action_key"] = action.key if action else None
        update = write_update(row, fields=fields, evidence=words.get("evidence", []), by=by, at=at)
        if "paper" in words:
            file_below(self.stage, "update", update, words["paper"], by=by, at=at)
        self.go_on(update, words, fields, at)

    def go_on(self, update: ProgressUpdate, words: Words, fields: dict[str, Any], at: At) -> None:
        """Accept it, return it, correct it, withdraw it."""
        said: dict[str, Any] = {"by": self.stage.users["scrutiny.publisher"], "at": at + datetime.timedelta(minutes=5)}
        if words["until"] == "waiting":
            return
        if words["until"] == "returned":
            return_update(update, reason=words["reason"], edit_number=None, **said)
            return
        update = accept_update(update, edit_number=None, **said)
        said["at"] += datetime.timedelta(minutes=5)
        if words["until"] == "corrected":
            again = fields | {"narrative": words["corrected"]}
            correct_update(
                update, fields=again, evidence=words.get("evidence", []), reason=words["reason"], is_clerical=True,
                edit_number=None, **said,
            )  # fmt: skip
        if words["until"] == "withdrawn":
            withdraw_update(update, reason=words["reason"], **said)

    def review(self, meeting: str, at: At) -> None:
        """The verdicts of one meeting, published together."""
        item = self.stage.records[f"item:{meeting}"]
        entries = [words for words in self.words["reviews"] if words["at"] == meeting]
        rows = {}
        for words in entries:
            names = ("verdict", "rag", "words", "refers_to_council", "asked_office", "calls_officer")
            fields: dict[str, Any] = {name: words[name] for name in names if name in words}
            if "further_in" in words:
                fields["further_by"] = plus(self.days[meeting], words["further_in"])
            for place in words.get("places", [words.get("place")]):
                rows[self.row(words | {"place": place}).pk] = fields
        by = self.stage.users["democracy"]
        made = record_reviews(item, rows, by=by, at=at)
        gone = {(words["set"], words["place"]): words["withdrawn"] for words in entries if "withdrawn" in words}
        subjects = {self.stage.records[f"set:{name}"].pk: name for name, _place in gone}
        for review in made:
            reason = gone.get((subjects.get(review.set_id, ""), review.recommendation.position))
            if reason:
                withdraw_review(review, reason=reason, by=by, at=at + datetime.timedelta(minutes=5))
        self.close(meeting, at)

    def close(self, meeting: str, at: At) -> None:
        """Sets of which nothing is left to follow are closed at the same item."""
        words = next(words for words in self.words["items"] if words["key"] == meeting)
        for name in words.get("closes", []):
            found: RecommendationSet = self.stage.records[f"set:{name}"]
            self.stage.records[f"set:{name}"] = close_set(
                found, closed_on=self.days[meeting], closed_at=self.stage.records[f"item:{meeting}"],
                closed_reason=read_words(f"sets/{name}")["closed_reason"], edit_number=None,
                by=self.stage.users["scrutiny.publisher"], at=at + datetime.timedelta(minutes=10),
            )  # fmt: skip
