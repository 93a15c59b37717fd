"""The days by which recommendations have to be answered, as a calendar program reads them."""

from __future__ import annotations

import datetime as dt
import uuid

import icalendar
import pytest
import time_machine

from recommendations import actions
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.factories import AT
from tests.recommendations.answering import TODAY, YES, a_set, ago, answer
from tests.site import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    f.make_council(target_months=3)
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


def events_of(client, address="/recommendations.ics"):
    """The events of a calendar, as another program reads them."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    found = icalendar.Calendar.from_ical(response.content)
    assert found.errors == []
    return found.walk("VEVENT")


def received_on(found, day, at):
    """The day of receipt was recorded wrongly: a correction moves the day by which to answer."""
    fresh = RecommendationSet.objects.get(pk=found.pk)
    rows = [{"key": str(row.key), "label": row.label, "text": row.text} for row in fresh.recommendations.all()]
    fields = {"received_on": day, "notice_given_on": day}
    return actions.revise_set(
        fresh, fields=fields, rows=rows, edit_number=fresh.edit_number, reason="Wrong day", by=None, at=at
    )


def test_a_day_by_which_to_answer_takes_a_whole_day_and_says_what_it_is(client):
    found = a_set(received=20)
    (event,) = events_of(client)
    address = f"http://testserver/recommendations/{found.reference}/"
    assert event.decoded("DTSTART") == found.due_on == dt.date(2026, 12, 12)
    assert {"DTEND", "DURATION"} & set(event) == set()
    assert str(event["UID"]) == str(uuid.uuid5(found.public_id, "answer 0"))
    assert str(event["SUMMARY"]) == f"Cabinet: answer due on The ledger ({found.reference})"
    assert (event["STATUS"], event["TRANSP"], str(event["URL"])) == ("CONFIRMED", "TRANSPARENT", address)
    assert str(event["DESCRIPTION"]).split("\n\n")[1:] == [
        "Made by Finance Panel on 8 October 2026.", f"All about these recommendations: {address}",
    ]  # fmt: skip


def test_a_moved_day_keeps_its_identity_and_its_number_rises(client):
    found = a_set(received=20)
    (before,) = events_of(client)
    later = AT + dt.timedelta(hours=1)
    received_on(found, ago(10), later)
    (after,) = events_of(client)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert before.decoded("DTSTART") < after.decoded("DTSTART")
    assert after.decoded("LAST-MODIFIED") == after.decoded("DTSTAMP") == later


def test_what_was_answered_is_cancelled_and_comes_back_with_a_withdrawal(client):
    found = a_set(received=20)
    (waiting,) = events_of(client)
    response = answer(found, YES, YES, approved_on=ago(1))
    (answered,) = events_of(client)
    assert (answered["UID"], answered["STATUS"]) == (waiting["UID"], "CANCELLED")
    assert str(answered["SUMMARY"]) == f"Answered: The ledger ({found.reference})"
    assert str(answered["DESCRIPTION"]).startswith("Answered on 1 November 2026.")
    actions.withdraw_response(response, reason="By mistake", by=None, at=AT + dt.timedelta(hours=1))
    (again,) = events_of(client)
    assert (again["UID"], again["STATUS"], again["SUMMARY"]) == (waiting["UID"], "CONFIRMED", waiting["SUMMARY"])
    assert waiting["SEQUENCE"] < answered["SEQUENCE"] < again["SEQUENCE"]


def test_each_who_has_to_answer_has_a_day_of_their_own(client):
    rows = [
        {"label": "1)", "text": "One."},
        {"label": "2)", "text": "Two.", "duty": {"name": "The Wen Board", "route": ""}},
    ]
    found = a_set(received=50, rows=rows)
    board, cabinet = sorted(events_of(client), key=lambda event: str(event["SUMMARY"]), reverse=True)
    assert str(board["SUMMARY"]) == f"The Wen Board: answer due on The ledger ({found.reference})"
    assert cabinet.decoded("DTSTART") < board.decoded("DTSTART")
    assert cabinet["UID"] != board["UID"]
    answer(found, YES, approved_on=ago(1))
    assert {str(event["UID"]): str(event["STATUS"]) for event in events_of(client)} == {
        str(cabinet["UID"]): "CANCELLED", str(board["UID"]): "CONFIRMED",
    }  # fmt: skip


def test_the_filters_of_the_list_and_who_each_calendar_is_of(client):
    late, soon = a_set(received=90), a_set(received=20, made_by=f.make_body("Parks Panel"))
    holding = f.make_holding()
    answer(late, YES, YES, approved_on=ago(1), respondent=holding)
    calendars = {
        "/recommendations.ics": [late, soon],
        "/recommendations.ics?state=answered-late": [late],
        "/recommendations.ics?body=parks-panel&state=nothing": [soon],
        "/committees/parks-panel.ics": [soon],
        "/committees/finance-panel.ics": [late],
        "/committees/cabinet.ics": [late, soon],
        f"/offices/{holding.office.slug}.ics": [late],
        f"/recommendations/{soon.reference}.ics": [soon],
    }
    for address, expected in calendars.items():
        links = [str(event["URL"]).split("/")[-2] for event in events_of(client, address)]
        assert links == [found.reference for found in expected], address


def test_nothing_that_is_not_public_is_told_or_changes_a_calendar(client, private_files):
    found, gone = a_set(received=20), a_set(received=20, subject="Canary")
    addresses = ["/recommendations.ics", "/committees/cabinet.ics", f"/recommendations/{found.reference}.ics"]
    assert b"Canary" in client.get("/committees/cabinet.ics").content
    actions.withdraw_set(gone, reason="By mistake", by=None, at=AT)
    before = {address: client.get(address).content for address in addresses}
    assert not any(b"Canary" in content for content in before.values())
    day = TODAY + dt.timedelta(30)
    world.make_set("draft", received_on=day, notice_given_on=day)
    f.make_set(made_by=f.make_body("Hidden Panel"), received_on=ago(5))
    world.fill_response(f.make_response(found, respondent=f.make_holding("Hidden office")), "drafting")
    assert {address: client.get(address).content for address in addresses} == before
    for address in ("/committees/hidden-panel.ics", "/offices/nobody.ics", "/recommendations/SR-1999-1.ics",
                    "/recommendations/%00.ics"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.get(f"/recommendations/{gone.reference}.ics").status_code == 410


def test_no_day_before_the_councils_clocks_start_and_none_that_is_long_answered(client):
    f.make_council(target_months=3, clock_starts_on=ago(30))
    a_set(received=40)
    old = a_set(received=20)
    a_set()
    assert len(events_of(client)) == 1
    answer(old, YES, YES, approved_on=ago(1))
    with time_machine.travel(dt.datetime(2028, 6, 1, 12, tzinfo=dt.UTC), tick=False):
        assert events_of(client) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_sets(client, django_assert_num_queries, count):
    for _number in range(count):
        a_set(received=20)
    for address, queries in (
        ("/recommendations.ics", 7),
        ("/committees/finance-panel.ics", 6),
        ("/recommendations/SR-2026-1.ics", 6),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_nothing_new_is_304(client):
    a_set(received=20)
    etag = client.get("/recommendations.ics").headers["ETag"]
    assert client.get("/recommendations.ics", headers={"if-none-match": etag}).status_code == 304
