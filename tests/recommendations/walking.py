"""A random walk through the life of a set and its responses, by everybody, checked against a model.

Whatever anybody tries, in whatever order: only what the tables allow happens, nobody signs off their own words, each
change leaves an audit row, the public sees exactly what was published, and the register verifies.
"""

from __future__ import annotations

import copy
import datetime
import functools
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from council.models import AuditEvent, Office, PublicEvent, RegisterEntry
from council.publication import RefusedError
from council.roles import NotAllowedError
from council.verification import verify_register
from recommendations import actions
from recommendations.choices import ApprovalBasis, Outcome
from recommendations.lifecycle import NEEDS_ANSWER, SET_TRANSITIONS
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.cast import WHO, make_cast
from tests.factories import AT

PEOPLE = sorted(name for name in make_cast.__globals__["CAST"] if name != "visitor")
people = st.sampled_from(PEOPLE)
STAGES: dict[str, tuple[Any, dict[str, Any]]] = {
    "defer": (actions.defer_set, {"deferred_until": AT.date(), "deferred_reason": "The audit comes first."}),
    "resume": (actions.resume_set, {}),
    "note": (actions.note_response, {"noted_on": AT.date(), "noted_at": None}),
    "monitor": (actions.monitor_set, {"monitored_from": AT.date()}),
    "close": (actions.close_set, {"closed_on": AT.date(), "closed_at": None, "closed_reason": "It is done."}),
}


class Ground:
    """What every walk starts from, made once: people, a draft set, posts, items of a meeting that was held."""

    def __init__(self) -> None:
        factories.make_council()
        self.cast = make_cast()
        self.set = factories.make_set("That the lamps be lit.")
        posts = ("Head of Lamps", "Head of Streets")
        self.posts = [Office.objects.create(title=one, slug=one[-5:].lower(), kind="officer") for one in posts]
        meeting = factories.make_meeting(self.set.made_by, AT.date() - datetime.timedelta(days=2), public=True)
        self.items = [factories.make_item(meeting, public=True, title=f"Review {number}") for number in range(3)]


def after_a_change(check: Any) -> Any:
    """An invariant that is asked again once something has happened: what was refused is known to have changed nothing.

    (`attempt` rolls back what was refused, as a request does, and counts the audit rows.)
    """
    name = check.__name__

    @functools.wraps(check)
    def asked(self: Any) -> None:
        if self.asked_at.get(name) != self.successes:
            self.asked_at[name] = self.successes
            check(self)

    return invariant()(asked)


class Walk(RuleBasedStateMachine):
    """One set and its responses. `status` and `writers` are the model of the newest response."""

    ground: Ground
    # The model where walks begin, when some steps of the usual way have been taken; empty for the ground itself.
    begun: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.successes, self.asked_at = 0, dict[str, int]()
        self.cast = self.ground.cast
        self.set = RecommendationSet.objects.get(pk=self.ground.set.pk)
        self.set_state = "draft"
        self.status = ""
        self.writers: set[str] = set()
        self.is_complete = False
        self.published: list[int] = []
        self.proposed: list[int] = []
        self.promises: list[dict[str, Any]] = []

    def take_up(self) -> None:
        """Go on from where walks begin."""
        for name, value in copy.deepcopy(self.begun).items():
            setattr(self, name, value)

    @property
    def has_changed(self) -> bool:
        """Whether anything happened since the walk began: else all is as it was checked there."""
        return self.successes != self.begun.get("successes")

    def teardown(self) -> None:
        if self.has_changed:
            assert verify_register().is_sound
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def attempt(self, act: Any, *, may: bool, possible: bool) -> bool:
        """Try something; it must happen exactly if the person may and the moment allows it."""
        before = AuditEvent.objects.count()
        try:
            with transaction.atomic():
                act()
        except NotAllowedError:
            assert not may
        except RefusedError:
            assert not possible, "refused at a moment that allows it"
        else:
            assert may, "done by somebody who may not"
            assert possible, "done at a moment that does not allow it"
            assert AuditEvent.objects.count() > before, "no audit row"
            self.successes += 1
            return True
        assert AuditEvent.objects.count() == before, "an audit row for something refused"
        return False

    def newest(self) -> CabinetResponse:
        return CabinetResponse.objects.filter(set=self.set).order_by("-version").first()

    @rule(who=people)
    def publish_set(self, who: str) -> None:
        act = lambda: actions.publish_set(self.set, edit_number=None, by=self.cast[who], at=AT)  # noqa: E731
        if self.attempt(act, may=who in WHO["publish_set"], possible=self.set_state == "draft"):
            self.set_state = "public"

    @rule(who=people)
    def receive_set(self, who: str) -> None:
        stored = RecommendationSet.objects.get(pk=self.set.pk)
        possible = self.set_state == "public" and stored.status in SET_TRANSITIONS["receive"].sources

        def act() -> None:
            actions.receive_set(
                stored, received_on=AT.date(), notice_given_on=AT.date(), edit_number=None, by=self.cast[who], at=AT
            )

        self.attempt(act, may=who in WHO["publish_set"], possible=possible)

    @rule(who=people, verb=st.sampled_from(sorted(STAGES)))
    def move_on(self, who: str, verb: str) -> None:
        """The later stages: only scrutiny records them, and nothing is noted or closed that is not answered."""
        stored = RecommendationSet.objects.get(pk=self.set.pk)
        is_answered = bool(self.published) or verb not in NEEDS_ANSWER
        possible = self.set_state == "public" and stored.status in SET_TRANSITIONS[verb].sources and is_answered

        def act() -> None:
            action, facts = STAGES[verb]
            action(stored, **facts, edit_number=None, by=self.cast[who], at=AT)

        self.attempt(act, may=who in WHO["publish_set"], possible=possible)

    @rule(who=people, reason=st.sampled_from(["", "Wrong panel"]))
    def withdraw_set(self, who: str, reason: str) -> None:
        act = lambda: actions.withdraw_set(self.set, reason=reason, by=self.cast[who], at=AT)  # noqa: E731
        possible = self.set_state == "public" and bool(reason)
        if self.attempt(act, may=who in WHO["publish_set"], possible=possible):
            self.set_state = "withdrawn"
            self.published, self.proposed = [], []

    @rule(who=people, reason=st.sampled_from(["", "A date was wrong"]))
    def start(self, who: str, reason: str) -> None:
        is_correction = self.status == "published" and bool(self.published)
        is_free = self.status in ("", "published")
        possible = self.set_state == "public" and is_free and (bool(reason) or not is_correction)

        def act() -> None:
            actions.start_response(self.set, by=self.cast[who], at=AT, correction_reason=reason)

        if self.attempt(act, may=who in WHO["draft_response"], possible=possible):
            was_answered = self.newest().version > 1
            self.status, self.writers, self.is_complete = "drafting", {who}, was_answered

    @precondition(lambda self: self.status != "")
    @rule(who=people, outcome=st.sampled_from(["", *Outcome.values]), comment=st.sampled_from(["", "Because."]))
    def save(self, who: str, outcome: str, comment: str) -> None:
        response = self.newest()
        row = {"outcome": outcome, "comment": comment, "no_action": "", "outcome_words": outcome}
        row |= {"actions": self.promises} if outcome else {}

        def act() -> None:
            rows = {item.pk: row for item in response.items.all()}
            fields = {"respondent_title": "Cabinet Member for Lamps"}
            actions.save_response(
                response, fields=fields, rows=rows, edit_number=response.edit_number, by=self.cast[who], at=AT
            )

        if self.attempt(act, may=who in WHO["draft_response"], possible=self.status == "drafting"):
            self.writers.add(who)
            self.is_complete = outcome == Outcome.ACCEPTED or bool(outcome and comment)

    @precondition(lambda self: self.status != "")
    @rule(who=people)
    def submit(self, who: str) -> None:
        act = lambda: actions.submit_response(self.newest(), edit_number=None, by=self.cast[who], at=AT)  # noqa: E731
        possible = self.status == "drafting" and self.is_complete
        if self.attempt(act, may=who in WHO["draft_response"], possible=possible):
            self.status = "submitted"
            self.writers.add(who)

    @precondition(lambda self: self.status != "")
    @rule(who=people)
    def sign_off(self, who: str) -> None:
        act = lambda: actions.sign_off_response(self.newest(), edit_number=None, by=self.cast[who], at=AT)  # noqa: E731
        possible = self.status == "submitted" and who not in self.writers
        if self.attempt(act, may=who in WHO["sign_off"], possible=possible):
            self.status = "signed_off"

    @precondition(lambda self: self.status != "")
    @rule(who=people, reason=st.sampled_from(["", "Say why"]))
    def send_back(self, who: str, reason: str) -> None:
        possible = self.status in ("submitted", "signed_off", "approved") and bool(reason)

        def act() -> None:
            actions.return_response(self.newest(), reason=reason, edit_number=None, by=self.cast[who], at=AT)

        if self.attempt(act, may=who in WHO["sign_off"], possible=possible):
            self.status = "drafting"

    @precondition(lambda self: self.status != "")
    @rule(who=people, basis=st.sampled_from(ApprovalBasis.values), is_dated=st.booleans())
    def approve(self, who: str, basis: str, is_dated: bool) -> None:
        has_date = is_dated or basis == ApprovalBasis.NOT_RECORDED
        possible = self.status in ("signed_off", "approved") and has_date

        def act() -> None:
            day = AT.date() if is_dated else None
            actions.record_approval(
                self.newest(), basis=basis, approved_on=day, edit_number=None, by=self.cast[who], at=AT
            )

        if self.attempt(act, may=who in WHO["publish_response"], possible=possible):
            self.status = "approved"

    @precondition(lambda self: self.status in ("submitted", "signed_off", "approved"))
    @rule(who=people)
    def propose(self, who: str) -> None:
        """A proposal is public and answers nothing; the draft goes on as it was."""
        number = self.newest().version
        facts: dict[str, Any] = {"considered_on": AT.date(), "considered_at": None}

        def act() -> None:
            actions.propose_response(self.newest(), **facts, edit_number=None, by=self.cast[who], at=AT)

        possible = self.status == "signed_off" and self.set_state == "public"
        if self.attempt(act, may=who in WHO["publish_response"], possible=possible):
            self.proposed.append(number)

    @precondition(lambda self: self.status != "")
    @rule(who=people)
    def publish(self, who: str) -> None:
        act = lambda: actions.publish_response(self.newest(), edit_number=None, by=self.cast[who], at=AT)  # noqa: E731
        possible = self.status == "approved" and self.set_state == "public"
        if self.attempt(act, may=who in WHO["publish_response"], possible=possible):
            self.status = "published"
            self.published.append(self.newest().version)

    @precondition(lambda self: self.status != "")
    @rule(who=people, reason=st.sampled_from(["", "By mistake"]))
    def withdraw(self, who: str, reason: str) -> None:
        act = lambda: actions.withdraw_response(self.newest(), reason=reason, by=self.cast[who], at=AT)  # noqa: E731
        if self.attempt(act, may=who in WHO["publish_response"], possible=bool(self.is_shown() and reason)):
            self.published, self.proposed = [], []

    def is_shown(self) -> list[int]:
        """Versions the public may read, proposals among them."""
        return sorted([*self.published, *self.proposed])

    @after_a_change
    def the_public_sees_what_was_published(self) -> None:
        assert RecommendationSet.objects.published().exists() == (self.set_state == "public")
        seen = CabinetResponse.objects.published().order_by("version").values_list("version", flat=True)
        assert list(seen) == self.is_shown()
        assert bool(RecommendationSet.objects.published().answered()) == bool(self.published)
        shown = RegisterEntry.objects.shown().filter(record_kind="cabinetresponse", act="published")
        assert shown.count() == len(self.is_shown())
        assert PublicEvent.objects.shown().filter(entry__in=shown).count() == len(self.is_shown())

    @after_a_change
    def nobody_signed_off_their_own_words(self) -> None:
        for response in CabinetResponse.objects.exclude(signed_off_by=None):
            assert response.signed_off_by_id not in (response.drafted_by_id, response.submitted_by_id)
