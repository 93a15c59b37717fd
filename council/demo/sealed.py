"""The demonstration's mistakes, withdrawn: one was sealed, one was not, one waits for the second officer."""

from __future__ import annotations

import datetime

from council import sealing
from council.demo.days import in_office, plus
from council.demo.stage import Stage
from council.models import SealRequest
from meetings import actions
from meetings.models import Issue

MISTAKES = (
    ("Complaint of a tenant of Canal Street", "The tenant can be recognised.", 60, "seal"),
    ("Rent of the kiosk in Castle Park", "The tenant's name is in the title of a paper.", 240, "refuse"),
    ("Dismissal of a member of staff at the depot", "The person can be recognised.", 9, ""),
)
REFUSAL = "The paper has another title. Nothing personal was published."


def schedule_mistakes(stage: Stage) -> None:
    """Published one day, withdrawn the next, asked to be sealed; what the second officer said, if anything."""
    for title, reason, ago, verb in MISTAKES:
        Mistake(stage, title, reason, ago, verb).schedule()


class Mistake:
    """One subject that should never have been published."""

    def __init__(self, stage: Stage, title: str, reason: str, ago: int, verb: str) -> None:
        self.stage, self.title, self.reason, self.ago, self.verb = stage, title, reason, ago, verb
        self.issue = Issue()
        self.request = SealRequest()

    def schedule(self) -> None:
        """Put its steps into the script."""
        said = {"seal": [self.seal], "refuse": [self.refuse], "": []}[self.verb]
        steps = [self.publish, self.withdraw, self.ask, *said]
        for number, step in enumerate(steps):
            self.stage.at(in_office(plus(self.stage.today, number - self.ago), "15:20"), step)

    def publish(self, at: datetime.datetime) -> None:
        """Made public by mistake."""
        by = self.stage.users["democracy"]
        draft = actions.save(Issue(), changes={"title": self.title}, by=by, at=at)
        self.issue = actions.publish(draft, by=by, at=at)

    def withdraw(self, at: datetime.datetime) -> None:
        """Hidden as soon as somebody saw it."""
        words = "It was published by mistake."
        self.issue = actions.withdraw(self.issue, reason=words, by=self.stage.users["democracy"], at=at)

    def ask(self, at: datetime.datetime) -> None:
        """The first officer asks for the seal."""
        by, because = self.stage.users["democracy"], SealRequest.Because.PERSONAL
        self.request = sealing.request_seal(self.issue, because=because, reason=self.reason, by=by, at=at)

    def seal(self, at: datetime.datetime) -> None:
        """The second officer confirms it."""
        sealing.confirm_seal(self.request, by=self.stage.users["administrator"], at=at)

    def refuse(self, at: datetime.datetime) -> None:
        """The second officer sees no need."""
        sealing.refuse_seal(self.request, reason=REFUSAL, by=self.stage.users["administrator"], at=at)
