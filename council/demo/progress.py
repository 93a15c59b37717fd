"""What came of the demonstration's recommendations: updates written, accepted, returned, and scrutiny's verdicts.

Days count from one of three: the report-back meeting, the committee's latest meeting, or the day it is loaded for.
"""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from council.demo.agendas import Agendas
from council.demo.days import in_office, moment, plus
from council.demo.items import At
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
from recommendations.models import Action, ProgressUpdate, Recommendation

SCRUTINY = "scrutiny-committee"
REPORT_BACK, LATEST = "report-back", "report-back-late"
SITE = "https://decisions.wenshire.example"
WRITTEN = ("status", "narrative", "paused_reason", "why_not", "proposes_closing")


class Progress:
    """Updates and reviews of sets that were answered. The two meetings get an item each for them."""

    def __init__(self, stage: Stage, agendas: Agendas) -> None:
        self.stage = stage
        self.words = read_words("progress")
        latest = stage.diary.last(SCRUTINY, plus(stage.today, -1))
        self.days = {
            "today": stage.today,
            LATEST: latest,
            REPORT_BACK: stage.diary.last(SCRUTINY, plus(latest, -20)),
        }
        for words in self.words["items"]:
            agendas.place(SCRUTINY, self.days[words["key"]], words)

    def schedule(self) -> None:
        """Put every update, and the verdicts of both meetings, into the script."""
        for words in self.words["updates"]:
            day = plus(self.days[words["from"]], words["day"])
            self.stage.at(in_office(day, "13:40"), partial(self.write, words, day))
        self.stage.at(in_office(plus(self.days[REPORT_BACK], 3), "10:50"), partial(self.review, REPORT_BACK))
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
            rows[self.row(words).pk] = fields
        by = self.stage.users["democracy"]
        made = record_reviews(item, rows, by=by, at=at)
        gone = {(words["set"], words["place"]): words["withdrawn"] for words in entries if "withdrawn" in words}
        subjects = {self.stage.records[f"set:{name}"].pk: name for name, _place in gone}
        for review in made:
            reason = gone.get((subjects.get(review.set_id, ""), review.recommendation.position))
            if reason:
                withdraw_review(review, reason=reason, by=by, at=at + datetime.timedelta(minutes=5))
