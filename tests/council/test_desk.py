"""The desk: what waits for whom, by when, worked back from the calendar; nothing that is not theirs."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import HeldText
from recommendations.desk import days_words, desk, timing_words
from recommendations.models import RecommendationSet
from tests import factories as make
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2021, 9, 20)
MADE = datetime.date(2021, 8, 2)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime.datetime(2021, 9, 20, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def panel():
    make.make_council()
    return make.make_body("Finance Panel")


def make_received(panel, subject="the ledger", received_on=MADE):
    return make.make_set(
        made_by=panel, public=True, subject=subject, made_on=MADE, received_on=received_on, notice_given_on=received_on
    )


def lines(user):
    """(what, about) of what waits for a user, and of what they wait for."""
    found = desk(user, TODAY)
    return [(line.words, line.about) for line in found.waiting], [(line.words, line.about) for line in found.others]


def test_the_due_date_stands_with_its_arithmetic_and_the_last_meeting_before_it(client, panel):
    make_received(panel)
    make.make_meeting(held_on=datetime.date(2021, 9, 28), public=True)
    make.make_meeting(held_on=datetime.date(2021, 10, 12), public=True)
    make.make_meeting(held_on=datetime.date(2021, 9, 30), public=False)
    make.make_meeting(held_on=datetime.date(2021, 9, 29), public=True, status="cancelled")
    make.make_meeting(make.make_body("Harbour Board"), datetime.date(2021, 9, 30), public=True)
    client.force_login(make.make_user(("officer", "executive")))
    words = words_of(client.get("/officer/"))
    assert "Received 2 August 2021, two months beginning with that day, last day 1 October 2021." in words
    assert "Last Cabinet before the due date 28 September 2021." in words
    assert "11 days left" in words


@pytest.mark.parametrize(
    ("meets_on", "words"),
    [
        ([], "no Cabinet meets before the due date"),
        (
            [datetime.date(2021, 9, 21), datetime.date(2021, 9, 28)],
            "last Cabinet before the due date 28 September 2021",
        ),
        ([datetime.date(2021, 10, 1)], "Cabinet meets on the due date itself"),
        ([datetime.date(2021, 10, 2)], "no Cabinet meets before the due date"),
    ],
)
def test_the_meeting_that_matters(panel, meets_on, words):
    found = make_received(panel)
    assert timing_words(found, {found.addressee_id: meets_on}, TODAY) == words


@pytest.mark.parametrize(
    ("meets_on", "words"),
    [([], "no meeting of Cabinet is listed"), ([datetime.date(2021, 10, 12)], "next Cabinet 12 October 2021")],
)
def test_once_it_is_late_the_next_meeting_matters(panel, meets_on, words):
    found = make_received(panel)
    assert timing_words(found, {found.addressee_id: meets_on}, datetime.date(2021, 10, 2)) == words


def test_without_a_due_date_no_meeting_is_named(panel):
    assert timing_words(make.make_set(made_by=panel), {}, TODAY) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [((2021, 9, 30), "1 day left"), ((2021, 10, 1), "last day today"), ((2021, 10, 2), "1 day late"),
     ((2021, 9, 20), "11 days left"), ((2021, 10, 11), "10 days late")],
)  # fmt: skip
def test_how_far_away_the_last_day_is(day, words):
    assert days_words(datetime.date(2021, 10, 1), datetime.date(*day)) == words


def test_each_step_waits_for_the_one_who_takes_it(panel):
    drafter = make.make_user(("officer", "executive"))
    approver = make.make_user(("approver", "executive"))
    publisher = make.make_user(("publisher", "executive"))
    steps = {
        "drafting": (drafter, "Finish the response", "Response being drafted"),
        "submitted": (approver, "Sign off the response", "Response waiting for sign-off"),
        "signed_off": (
            publisher, "Record the approval of the response", "Response waiting for its approval to be recorded",
        ),
        "approved": (publisher, "Publish the response", "Response waiting to be published"),
    }  # fmt: skip
    for state in steps:
        make.make_response(make_received(panel, state), until=state, drafter=drafter)
    for user in (drafter, approver, publisher):
        waiting, others = lines(user)
        assert sorted(waiting) == sorted((step[1], state) for state, step in steps.items() if step[0] == user)
        assert sorted(others) == sorted((step[2], state) for state, step in steps.items() if step[0] != user)


def test_what_one_wrote_oneself_waits_for_somebody_else(panel):
    both = make.make_user(("officer", "executive"), ("approver", "executive"))
    make.make_response(make_received(panel), until="submitted", drafter=both)
    assert lines(both) == ([], [("Response waiting for sign-off", "the ledger")])


def test_what_has_to_be_answered_waits_for_the_executives_officers_and_is_awaited_by_scrutiny(panel):
    make_received(panel)
    assert lines(make.make_user(("officer", "executive"))) == ([("Start the response", "the ledger")], [])
    assert lines(make.make_user(("officer", "scrutiny"))) == ([], [("Answer of Cabinet", "the ledger")])
    assert lines(make.make_user(("approver", "executive"))) == ([], [])


def test_sets_wait_for_scrutinys_officers_and_publishers(panel):
    make.make_set(made_by=panel, subject="complete")
    make.make_set(made_by=panel, subject="undated", made_on=None)
    make.make_set(made_by=panel, subject="public", public=True)
    sent = make.make_set(made_by=panel, subject="sent", sent_on=MADE, public=True)
    assert sent.status == "sent"
    officer = make.make_user(("officer", "scrutiny"))
    assert sorted(lines(officer)[0]) == [
        ("Finish the draft recommendations", "complete"), ("Finish the draft recommendations", "undated"),
    ]  # fmt: skip
    publisher = make.make_user(("publisher", "scrutiny"))
    assert sorted(lines(publisher)[0]) == [
        ("Publish the recommendations", "complete"),
        ("Record that the recommendations were received", "sent"),
        ("Record that the recommendations were sent", "public"),
    ]
    assert lines(make.make_user(("officer", "executive"))) == ([("Start the response", "sent")], [])


def test_what_waits_stands_by_its_date(panel):
    make_received(panel, "later", datetime.date(2021, 9, 10))
    make_received(panel, "sooner")
    make.make_set(made_by=panel, subject="never", sent_on=MADE, public=True)
    waiting, _others = lines(make.make_user(("officer", "executive")))
    assert [about for _words, about in waiting] == ["sooner", "later", "never"]


def test_an_officer_of_another_body_sees_nothing(client, panel):
    make.make_response(make_received(panel), until="submitted")
    make.make_set(made_by=panel)
    other = make.make_body("Harbour Board")
    client.force_login(make.make_user(("officer", "both"), ("approver", "both"), ("publisher", "both"), bodies=[other]))
    words = words_of(client.get("/officer/"))
    assert "Nothing waits for you." in words
    assert "ledger" not in words


@pytest.mark.pdf
def test_what_is_answered_is_gone_from_every_desk(panel, private_files):
    make.make_response(make_received(panel), until="published")
    everything = make.make_user(("officer", "both"), ("approver", "both"), ("publisher", "both"))
    assert lines(everything) == ([], [])
    assert desk(everything, datetime.date(2022, 1, 1)).clocks == []


def test_clocks_from_before_the_councils_start_date_are_not_called_late(panel):
    make.make_council(clock_starts_on=datetime.date(2021, 8, 3))
    make_received(panel)
    assert desk(make.make_user(("officer", "both")), datetime.date(2022, 1, 1)).clocks == []


def test_words_of_a_correction_that_were_kept_are_named_on_the_desk(client):
    officer = make.make_user(("publisher", "both"))
    issue = make.make_issue("Bins", public=True)
    HeldText.objects.create(
        user=officer, path=f"/officer/issues/{issue.public_id}/edit/", fields={"title": ["Bin days"]}, why="x"
    )
    client.force_login(officer)
    assert "An issue you were changing or correcting: Bin days" in words_of(client.get("/officer/"))


def test_words_kept_are_offered_to_their_writer_alone(client, panel):
    writer = make.make_user(("officer", "executive"))
    kept = HeldText.objects.create(
        user=writer, path="/officer/recommendations/add/", fields={"subject": ["bins"]}, why="your sign-in had ended"
    )
    client.force_login(writer)
    response = client.get("/officer/")
    words = words_of(response)
    assert "Words kept for you Recommendations you were recording: bins" in words
    assert "Kept 20 September 2021 at 10am: your sign-in had ended." in words
    assert f"/officer/recommendations/add/?held={kept.token}" in links_of(response)
    client.force_login(make.make_user(("officer", "executive")))
    assert "kept" not in words_of(client.get("/officer/")).lower()


def test_the_desk_needs_the_same_queries_for_one_line_and_for_thirty(client, panel):
    user = make.make_user(("officer", "both"), ("approver", "both"), ("publisher", "both"))
    drafter = make.make_user(("officer", "executive"))
    client.force_login(user)

    def fill(count):
        for number in range(count):
            make_received(panel, f"to answer {number}")
            make.make_response(make_received(panel, f"drafted {number}"), until="submitted", drafter=drafter)
            make.make_set(made_by=panel, subject=f"draft {number}")
            HeldText.objects.create(user=user, path="/officer/", fields={}, why="an error")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/officer/").status_code == 200
        return len(seen)

    fill(1)
    few = queries()
    fill(29)
    assert RecommendationSet.objects.count() == 90
    assert queries() == few
