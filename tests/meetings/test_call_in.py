"""Call-in: valid or not and why, the countdown, each step published at its own moment, the decision's status after."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import Council, PublicEvent
from council.publication import RefusedError
from council.statute.calendars import load_calendar
from council.statute.call_in import CallInTerms, call_in_faults, consider_by
from meetings import actions
from meetings.models import CallIn, Decision
from tests import factories
from tests.decision_factories import MEMBERS, NOT_SUBJECT, at_noon, make_call_in, make_decision, make_step
from tests.factories import AT
from tests.reading import words_of

D, T = datetime.date, datetime.time
TERMS = CallInTerms(D(2026, 11, 9), T(17), 4)


class TestValidity:
    @pytest.mark.parametrize("at", [datetime.datetime(2026, 11, 9, 17, 0, 59), datetime.datetime(2026, 11, 3, 9)])
    def test_in_time_and_by_enough(self, at):
        assert call_in_faults(at, 4, TERMS) == ()

    def test_a_minute_late(self):
        found = call_in_faults(datetime.datetime(2026, 11, 9, 17, 1), 4, TERMS)
        assert found == ("It was received on 9 November 2026 at 17:01; the last moment was 9 November 2026 at 17:00.",)

    def test_too_few_and_too_late_are_both_said(self):
        found = call_in_faults(datetime.datetime(2026, 11, 10, 9), 1, TERMS)
        assert len(found) == 2
        assert found[1] == "It was made by one member; four are needed."

    def test_not_subject(self):
        terms = CallInTerms(None, T(17), 1)
        assert call_in_faults(datetime.datetime(2026, 11, 3), 9, terms) == ("The decision is not subject to call-in.",)

    def test_the_period_for_the_meeting_counts_working_days_and_may_be_none(self):
        calendar = load_calendar("england-and-wales")
        assert consider_by(D(2026, 12, 18), 10, calendar) == D(2027, 1, 6)
        assert consider_by(D(2026, 12, 18), None, calendar) is None


pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council(call_in_members=4, call_in_meeting_days=10)


@pytest.fixture
def decision() -> Decision:
    return make_decision(public=True)  # published Monday 2 November 2026, last day Monday 9 November


@pytest.fixture
def page(client, decision):
    """What residents read, on a day."""

    def read(on: D | None = None) -> str:
        with time_machine.travel(at_noon(on or D(2026, 11, 4)), tick=False):
            return words_of(client.get(f"/decisions/{decision.reference}/"))

    return read


def test_the_countdown_is_in_words(page):
    words = (
        "Takes effect on Tuesday 10 November 2026; councillors can challenge it until 5pm on Monday 9 November 2026."
    )
    assert words in page()
    assert "In the call-in period" in page()


def test_the_hour_is_the_councils(client):
    Council.objects.update(call_in_hour=T(12))
    decision = make_decision(public=True, title="Noon")
    assert decision.call_in_hour == T(12)


def test_a_valid_call_in_stops_the_decision(page, decision):
    call_in = make_call_in(decision, public=True)
    assert (call_in.is_valid, call_in.consider_by) == (True, D(2026, 11, 17))
    found = page(D(2026, 11, 20))
    assert "Called in" in found
    assert "It takes no effect until this is settled. Scrutiny is to consider it by Tuesday 17 November 2026." in found
    assert "By: Councillor Ash (Aldry), Councillor Birch (Aldry), Councillor Cole (Aldry), Councillor Dale" in found


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"members": MEMBERS[:3]}, "It was made by three members; four are needed."),
        ({"received_at": at_noon(D(2026, 11, 12))}, "It was received on 12 November 2026 at 12:00"),
        ({"refused_reason": "The same was settled in May."}, "Refused by the proper officer: The same was settled"),
    ],
)
def test_an_invalid_request_is_recorded_with_why_and_stops_nothing(page, decision, fields, why):
    call_in = make_call_in(decision, public=True, **fields)
    assert not call_in.is_valid
    assert call_in.consider_by is None
    found = page(D(2026, 11, 20))
    assert "A request to call it in was not valid" in found
    assert why in found
    assert "Took effect on Tuesday 10 November 2026." in found
    with pytest.raises(RefusedError, match="not valid"):
        make_step(call_in, "outcome", public=True)


def test_only_one_call_in_of_a_decision_can_be_valid(decision):
    first, second = make_call_in(decision), make_call_in(decision)
    from meetings import actions_decisions

    assert actions_decisions.publish_call_in(first, by=None, at=AT).is_valid
    late = actions_decisions.publish_call_in(second, by=None, at=AT)
    assert (late.is_valid, late.validity) == (False, "The decision has been called in already.")


def test_nobody_calls_in_a_decision_that_is_not_public():
    with pytest.raises(RefusedError, match="Only a decision that is public"):
        make_call_in(make_decision(), at_noon(D(2026, 11, 3)))


def test_a_decision_not_subject_cannot_be_called_in():
    decision = make_decision(public=True, **NOT_SUBJECT)
    assert make_call_in(decision).validity == "The decision is not subject to call-in."


def test_no_further_action_lets_the_decision_stand(page, decision):
    call_in = make_call_in(decision, public=True)
    make_step(call_in, "outcome", public=True, outcome="no_action", effective_on=D(2026, 11, 11))
    found = page(D(2026, 11, 12))
    assert "Called in and upheld" in found
    assert (
        "took no further action on Tuesday 10 November 2026: the decision stands, from Wednesday 11 November" in found
    )


@pytest.mark.parametrize("outcome", ["referred_back", "to_council"])
def test_sent_back_it_waits_for_the_final_decision(page, decision, outcome):
    call_in = make_call_in(decision, public=True)
    make_step(call_in, "outcome", public=True, outcome=outcome)
    found = page(D(2026, 11, 30))
    assert "Called in and sent back" in found
    assert "It takes no effect until the final decision." in found


@pytest.mark.parametrize(
    ("result", "status", "words"),
    [
        ("confirmed", "Called in and upheld", "Cabinet confirmed the decision on Tuesday 17 November 2026."),
        ("changed", "Called in and changed", "Cabinet changed the decision on Tuesday 17 November 2026"),
    ],
)
def test_the_final_decision_ends_it(page, decision, result, status, words):
    call_in = make_call_in(decision, public=True)
    make_step(call_in, "meeting", public=True, at=at_noon(D(2026, 11, 5)))
    make_step(call_in, "outcome", public=True, at=at_noon(D(2026, 11, 11)))
    final = {"result": result, "by_whom": "Cabinet", "happened_on": D(2026, 11, 17), "effective_on": D(2026, 11, 24)}
    make_step(call_in, "final", public=True, at=at_noon(D(2026, 11, 18)), text="Seven libraries open.", **final)
    found = page(D(2026, 11, 20))
    assert status in found
    assert words in found
    assert "It takes effect from Tuesday 24 November 2026." in found
    trail = ("The meeting that considers it", "Published 5 November", "What scrutiny decided", "Published 11 November",
             "The final decision", "Seven libraries open.", "Published 18 November")  # fmt: skip
    places = [found.index(step, found.index("Call-in")) for step in trail]
    assert places == sorted(places)


def test_each_step_is_an_event_of_the_issue(decision):
    issue = factories.make_issue(public=True)
    decision = make_decision(public=True, issue=issue, title="Late opening")
    call_in = make_call_in(decision, public=True)
    make_step(call_in, "meeting", public=True)
    make_step(call_in, "outcome", public=True)
    make_step(call_in, "final", public=True)
    events = PublicEvent.objects.filter(issue_reference=issue.public_id.hex, address__startswith="/decisions/")
    assert [event.sentence for event in events.order_by("entry_id")] == [
        "Decision of Cabinet on 27 October 2026: Late opening",
        "Called in by councillors: Late opening",
        "Scrutiny Committee is to consider the call-in: Late opening",
        "Scrutiny Committee referred the decision back: Late opening",
        "Scrutiny Committee confirmed the decision: Late opening",
    ]


def test_a_draft_call_in_and_a_draft_step_change_nothing(page, decision):
    before = page()
    make_call_in(decision)
    assert page() == before
    call_in = make_call_in(decision, public=True)
    called_in = page()
    make_step(call_in, "outcome")
    assert page() == called_in


def test_withdrawing_a_call_in_takes_its_steps_and_frees_the_decision(page, decision):
    call_in = make_call_in(decision, public=True)
    step = make_step(call_in, "outcome", public=True)
    actions.withdraw(CallIn.objects.get(pk=call_in.pk), reason="Entered under the wrong decision", by=None, at=AT)
    step.refresh_from_db()
    assert step.is_withdrawn
    assert "Took effect on Tuesday 10 November 2026." in page(D(2026, 11, 20))


def test_the_decision_hides_who_called_it_in_once_it_is_withheld(client, decision):
    make_call_in(decision, public=True)
    actions.make_exempt(Decision.objects.get(), restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)
    found = words_of(client.get(f"/decisions/{decision.reference}/"))
    assert "Councillor Ash" not in found
    assert "Nobody was asked" not in found
