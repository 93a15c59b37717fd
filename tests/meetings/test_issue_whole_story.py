"""One issue with every kind of record on its page: plan, notice, agenda, decision, call-in, and where it stands."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from meetings import actions_decisions
from meetings.published import issue_address
from tests import factories
from tests.decision_factories import make_call_in, make_decision, make_step
from tests.factories_plan import make_entry, make_notice
from tests.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    """The day of every publication here."""
    factories.make_council()
    with time_machine.travel(factories.AT, tick=False):
        yield


@pytest.fixture
def issue():
    return factories.make_issue("Library roof", public=True)


def stands(client, issue) -> str:
    words = words_of(client.get(issue_address(issue)))
    return words.partition("Where this stands now ")[2].partition(" What happened, newest first")[0]


def test_an_entry_on_the_forward_plan_says_what_is_due(client, issue):
    entry = make_entry(public=True, issue=issue)
    make_notice(entry, public=True)
    assert stands(client, issue) == "A decision is due from Cabinet on 15 December 2026."


def test_a_decision_says_until_when_it_can_be_challenged(client, issue):
    make_entry(public=True, issue=issue)
    decision = make_decision(public=True, issue=issue)
    assert decision.last_day_on is not None
    found = stands(client, issue)
    assert found.startswith("Cabinet decided on 27 October 2026: New opening hours for libraries; councillors can")
    assert f"challenge it until 5pm on {decision.last_day_on.day} November 2026." in found


def test_a_call_in_is_what_happened_last(client, issue):
    decision = make_decision(public=True, issue=issue)
    call_in = make_call_in(decision, public=True)
    assert stands(client, issue).startswith("Called in by councillors: New opening hours for libraries (")
    make_step(call_in, "outcome", public=True)
    assert "referred the decision back" in stands(client, issue)


def test_every_kind_of_record_is_on_the_timeline_with_its_kind_as_a_word(client, issue):
    make_notice(make_entry(public=True, issue=issue), public=True)
    decision = make_decision(public=True, issue=issue)
    make_step(make_call_in(decision, public=True), "meeting", public=True)
    meeting = factories.make_meeting(held_on=dt.date(2026, 10, 6), public=True)
    factories.make_outcome(factories.make_item(meeting, public=True, issue=issue), public=True)
    answered = factories.make_set(public=True, issue=issue)
    factories.make_response(answered, until="published")
    words = words_of(client.get(issue_address(issue))).partition("What happened, newest first")[2]
    for kind in ("Forward plan", "Notice", "Decision", "Call-in", "Recommendations", "Response", "Issue"):
        assert f"{kind} " in words, kind
    assert "Meeting: 6 October 2026 - Cabinet" in words


def test_a_meeting_whose_item_has_a_decision_record_says_what_it_decided(client, issue):
    meeting = factories.make_meeting(held_on=dt.date(2026, 10, 27), public=True)
    item = factories.make_item(meeting, public=True, issue=issue)
    make_decision(item=item, issue=issue)
    assert "What was decided has not been published." in words_of(client.get(issue_address(issue)))
    decision = actions_decisions.publish_decision(item.decision, by=None, at=factories.AT)
    page = client.get(issue_address(issue))
    assert "What was decided has not been published." not in words_of(page)
    said = "Decision RESOLVED that: (a) six libraries open on Saturdays. All of it, and when it takes effect: decision"
    assert f"{said} {decision.reference}" in words_of(page)


def test_what_is_not_published_of_a_plan_or_a_decision_changes_nothing(client, issue):
    make_entry(public=True, issue=issue)
    before = client.get(issue_address(issue)).content
    make_entry("Hidden", issue=issue)
    make_decision(issue=issue, title="Hidden")
    assert client.get(issue_address(issue)).content == before


def test_all_of_it_needs_no_more_queries(client, issue, django_assert_max_num_queries):
    for number in range(5):
        make_entry(f"Roof {number}", public=True, issue=issue)
        make_decision(public=True, issue=issue)
    factories.make_item(public=True, issue=issue)
    with django_assert_max_num_queries(8):
        assert client.get(issue_address(issue)).status_code == 200
