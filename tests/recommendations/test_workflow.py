"""Bar 5: a random walk through the whole life of recommendations, by everybody, checked against a model.

Made, answered (tests/recommendations/walking.py), reported on, reviewed, handed over. Whatever anybody tries, in
whatever order: only what the tables allow happens, nobody signs off their own words, nobody but scrutiny closes, each
change leaves an audit row, the public sees exactly what was published, what is overdue is the same wherever it is
asked, and the register verifies.
"""

from __future__ import annotations

import datetime
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from council import pdf, publication
from council.models import Council
from recommendations.actions.handover import hand_over
from recommendations.actions.links import ask_for_update, send_by_link
from recommendations.actions.progress import (
    accept_update,
    correct_update,
    return_update,
    revise_update,
    withdraw_update,
    write_update,
)
from recommendations.actions.reviews import record_reviews, withdraw_review
from recommendations.choices import ApprovalBasis, Outcome
from recommendations.choices_progress import CLOSED_STATES, CLOSING, Verdict
from recommendations.models import CommitteeReview, ProgressUpdate, RecommendationSet, UpdateLink
from recommendations.owners import open_work
from recommendations.querysets_progress import with_progress
from recommendations.tracker import tracked
from tests.cast import WHO
from tests.factories import AT
from tests.recommendations import overdue
from tests.recommendations.walking import Ground, Walk, after_a_change, people

TODAY = AT.date()
DAY = datetime.timedelta(days=1)
STATUSES = ("in_progress", "paused", "complete", "not_implemented")
NEEDED = {"paused": {"paused_reason": "The frost."}, "not_implemented": {"why_not": "not_feasible"}}
WRITERS = WHO["record_set"] | WHO["publish_set"] | WHO["draft_response"]
REASONS = st.sampled_from(["", "A word was wrong"])
BY_PUBLISHER = "scrutiny_publisher"


def words_of(status: str, *, proposes: bool = False, narrative: str = "Half is lit.") -> dict[str, Any]:
    closes = proposes and status in ("complete", "not_implemented")
    fields = {"status": status, "as_at": TODAY, "narrative": narrative, "office_title": "Head of Lamps"}
    return {"paused_reason": "", "why_not": "", "proposes_closing": closes} | fields | NEEDED.get(status, {})


class LongWalk(Walk):
    """The walk goes on: updates asked for, written, returned, accepted; reviews; posts that hand over.

    `stages` is the model of every update, `verdicts` of the reviews that stand, in their order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.posts, self.items = self.ground.posts, self.ground.items
        late = {"description": "Buy lamps.", "due_on": TODAY - DAY, "lead_title": "Head of Lamps"}
        self.promises = [late | {"lead_office": self.posts[0]}]
        self.row = self.set.recommendations.get()
        self.stages: dict[int, str] = {}
        self.links: list[int] = []
        self.verdicts: list[tuple[int, str]] = []
        self.take_up()

    def usual_way(self) -> list[Any]:
        """Walks begin after each number of these steps, so that every state is reached often."""
        return [
            lambda: self.publish_set(BY_PUBLISHER),
            lambda: self.start("executive_officer", ""),
            lambda: self.save("executive_officer", Outcome.ACCEPTED, "Because."),
            lambda: self.submit("executive_officer"),
            lambda: self.sign_off("approver"),
            lambda: self.approve("executive_publisher", ApprovalBasis.MEETING, True),
            lambda: self.publish("executive_publisher"),
            lambda: self.ask("clerk"),
            lambda: self.write_by_link("paused", ""),
            lambda: self.accept(BY_PUBLISHER, 0),
            lambda: self.review(BY_PUBLISHER, 0, "keep_open", True),
            lambda: self.write("executive_officer", "complete", True, "It is lit."),
            lambda: self.accept("clerk", 1),
            lambda: self.start("clerk", "A date was wrong"),
        ]

    @property
    def is_public(self) -> bool:
        return self.set_state == "public"

    def update(self, place: int) -> ProgressUpdate | None:
        """One of the updates there are, the newest for 0."""
        keys = sorted(self.stages, reverse=True)
        return ProgressUpdate.objects.select_related("set").get(pk=keys[place % len(keys)]) if keys else None

    @precondition(lambda self: self.set_state != "draft")
    @rule(who=people)
    def ask(self, who: str) -> None:
        def act() -> None:
            said = {"to": "lamps@wenshire.example", "office": self.posts[0], "office_title": "Head of Lamps"}
            link = ask_for_update(self.row, **said, address="https://x.example", by=self.cast[who], at=AT)
            self.links = [link.pk]  # the earlier one of the same row to the same address has ended

        self.attempt(act, may=who in WRITERS, possible=self.is_public)

    @precondition(lambda self: self.links)
    @rule(status=st.sampled_from(STATUSES), narrative=st.sampled_from(["", "Half is lit."]))
    def write_by_link(self, status: str, narrative: str) -> None:
        """Whoever has the link, once."""
        link = UpdateLink.objects.get(pk=self.links[0])
        fields = words_of(status, narrative=narrative or "It goes on.")

        def act() -> None:
            self.stages[send_by_link(link, fields=fields, evidence=[], at=AT).pk] = "waiting"

        if self.attempt(act, may=True, possible=self.is_public and link.used_at is None):
            assert not self.attempt(act, may=True, possible=False)

    @precondition(lambda self: self.set_state != "draft")
    @rule(who=people, status=st.sampled_from(STATUSES), proposes=st.booleans(), words=st.sampled_from(["", "Lit."]))
    def write(self, who: str, status: str, proposes: bool, words: str) -> None:
        fields = words_of(status, proposes=proposes, narrative=words)

        def act() -> None:
            self.stages[write_update(self.row, fields=fields, evidence=[], by=self.cast[who], at=AT).pk] = "waiting"

        self.attempt(act, may=who in WRITERS, possible=self.is_public and bool(words))

    @precondition(lambda self: self.stages)
    @rule(who=people, place=st.integers(0, 3), status=st.sampled_from(STATUSES))
    def revise(self, who: str, place: int, status: str) -> None:
        update = self.update(place)
        possible = self.stages[update.pk] in ("waiting", "returned")

        def act() -> None:
            revise_update(update, fields=words_of(status), evidence=[], edit_number=None, by=self.cast[who], at=AT)

        if self.attempt(act, may=who in WRITERS, possible=possible):
            self.stages[update.pk] = "waiting"

    @precondition(lambda self: self.stages)
    @rule(who=people, place=st.integers(0, 3), reason=REASONS)
    def return_it(self, who: str, place: int, reason: str) -> None:
        update = self.update(place)
        possible = self.stages[update.pk] == "waiting" and bool(reason)

        def act() -> None:
            return_update(update, reason=reason, edit_number=None, by=self.cast[who], at=AT)

        if self.attempt(act, may=who in WHO["publish_set"], possible=possible):
            self.stages[update.pk] = "returned"

    @precondition(lambda self: self.stages)
    @rule(who=people, place=st.integers(0, 3))
    def accept(self, who: str, place: int) -> None:
        update = self.update(place)
        possible = self.is_public and self.stages[update.pk] == "waiting"
        act = lambda: accept_update(update, edit_number=None, by=self.cast[who], at=AT)  # noqa: E731
        if self.attempt(act, may=who in WHO["publish_set"], possible=possible):
            self.stages[update.pk] = "public"

    @precondition(lambda self: self.stages)
    @rule(who=people, place=st.integers(0, 3), reason=REASONS)
    def correct(self, who: str, place: int, reason: str) -> None:
        update = self.update(place)
        fields = {"narrative": "A quarter is lit."}

        def act() -> None:
            said = {"is_clerical": False, "edit_number": None, "by": self.cast[who], "at": AT}
            correct_update(update, fields=fields, evidence=[], reason=reason, **said)

        possible = self.stages[update.pk] == "public" and bool(reason)
        self.attempt(act, may=who in WHO["publish_set"], possible=possible)

    @precondition(lambda self: self.stages)
    @rule(who=people, place=st.integers(0, 3), reason=REASONS)
    def withdraw_one(self, who: str, place: int, reason: str) -> None:
        update = self.update(place)
        act = lambda: withdraw_update(update, reason=reason, by=self.cast[who], at=AT)  # noqa: E731
        possible = self.stages[update.pk] == "public" and bool(reason)
        if self.attempt(act, may=who in WHO["publish_set"], possible=possible):
            self.stages[update.pk] = "withdrawn"

    @precondition(lambda self: self.set_state != "draft")
    @rule(who=people, place=st.integers(0, 2), verdict=st.sampled_from(Verdict.values), has_words=st.booleans())
    def review(self, who: str, place: int, verdict: str, has_words: bool) -> None:
        """At a meeting that was held: scrutiny alone, once at each item."""
        item = self.items[place]
        facts: dict[str, Any] = {"verdict": verdict, "words": "As said." if has_words else ""}
        facts |= {"further_by": TODAY + DAY} if has_words and verdict == Verdict.NOT_SATISFIED else {}
        is_whole = has_words or verdict not in (Verdict.NOT_SATISFIED, Verdict.NOT_IMPLEMENTED)
        is_free = item.pk not in {key for key, _verdict in self.verdicts}

        def act() -> None:
            record_reviews(item, {self.row.pk: facts}, by=self.cast[who], at=AT)

        if self.attempt(act, may=who in WHO["publish_set"], possible=self.is_public and is_free and is_whole):
            self.verdicts.append((item.pk, verdict))

    @precondition(lambda self: self.verdicts)
    @rule(who=people, reason=REASONS)
    def withdraw_last_review(self, who: str, reason: str) -> None:
        review = CommitteeReview.objects.published().get(item=self.verdicts[-1][0])
        act = lambda: withdraw_review(review, reason=reason, by=self.cast[who], at=AT)  # noqa: E731
        if self.attempt(act, may=who in WHO["publish_set"], possible=bool(reason)):
            self.verdicts.pop()

    @precondition(lambda self: self.status != "")
    @rule(who=people, back=st.booleans())
    def post_hands_over(self, who: str, back: bool) -> None:
        here, there = self.posts[::-1] if back else self.posts
        if open_work(here, AT).count:
            act = lambda: hand_over(here, there, since=TODAY, by=self.cast[who], at=AT)  # noqa: E731
            self.attempt(act, may=who in WHO["configure"], possible=True)

    @after_a_change
    def updates_and_reviews_are_as_the_model_says(self) -> None:
        if self.set_state == "withdrawn":
            self.stages = {key: "withdrawn" if was == "public" else was for key, was in self.stages.items()}
            self.verdicts = []
        public = sorted(key for key, stage in self.stages.items() if stage == "public")
        assert sorted(ProgressUpdate.objects.published().values_list("pk", flat=True)) == public
        reviews = CommitteeReview.objects.published().order_by("pk").values_list("item_id", "verdict")
        assert list(reviews) == self.verdicts

    def teardown(self) -> None:
        if self.has_changed:
            self.check_at_the_end()
        super().teardown()

    def check_at_the_end(self) -> None:
        """Only scrutiny's verdict has closed it, and what is overdue is the same wherever it is asked."""
        row = with_progress(self.set.recommendations.all(), TODAY).get()
        is_closed = bool(self.verdicts) and self.verdicts[-1][1] in CLOSING
        assert (row.implementation in CLOSED_STATES) == is_closed
        council = Council.current()
        rows = tracked(RecommendationSet.objects.all(), council, TODAY)
        promised = sorted(action.description for row in rows for action in row.actions if action.is_overdue)
        assert sorted(overdue.actions_of_reminders(council, TODAY)) == promised
        awaited = sorted(overdue.of_rows(rows))
        assert sorted(overdue.of_reminders(council, TODAY)) == awaited
        assert sorted(overdue.of_the_querysets(council, TODAY)) == sorted(subject for subject, _who in awaited)


STEPS = range(15)
MODEL = (
    "successes", "asked_at", "set_state", "status", "writers", "is_complete", "published", "proposed", "stages",
    "links", "verdicts",
)  # fmt: skip


def walk(examples: int, steps: int) -> None:
    """So many walks that begin when so many steps of the usual way have been taken, which is done once for all."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    options = settings(max_examples=examples, stateful_step_count=6, deadline=None, suppress_health_check=checks)
    LongWalk.ground, LongWalk.begun = Ground(), {}
    first = LongWalk()
    try:
        for step in first.usual_way()[:steps]:
            step()
        first.the_public_sees_what_was_published()
        first.nobody_signed_off_their_own_words()
        first.updates_and_reviews_are_as_the_model_says()
        LongWalk.begun = {name: getattr(first, name) for name in MODEL}
        run_state_machine_as_test(LongWalk, settings=options)
    finally:
        LongWalk.begun = {}
        first.teardown()


@pytest.fixture(autouse=True)
def _without_pdfs(monkeypatch, settings, private_files):
    """As on a server without Pango that is allowed to do without: thousands of PDFs would prove nothing more.

    Search, downloads and alerts do not follow either: what they follow is compared in their own tests.
    """
    monkeypatch.setattr(publication, "FOLLOW_UPS", [])
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    settings.PDF_REQUIRED = False


@pytest.mark.django_db
def test_a_short_walk_by_everybody():
    walk(int(os.environ.get("COUNCIL_WALKS", "20")), 9)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("steps", STEPS)
def test_two_thousand_walks_by_everybody(steps, on_postgresql):
    """134 walks from each step of the usual way on SQLite; on PostgreSQL the same rules, and fewer show the same."""
    walk(14 if on_postgresql else 134, steps)
