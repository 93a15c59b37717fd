"""Meetings as iCal, for all bodies, for one, for one meeting: what a calendar program is told, and what it is not."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
import time_machine

from council.ical import LONDON
from meetings import actions
from meetings.published import meeting_address
from tests import factories
from tests.factories import AT
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
FACTS = {
    "starts_at": dt.time(18, 30), "venue": "Neuadd y Dref; Siambr 1, Wenbridge",
    "access": "There is a hearing loop.", "taking_part": "Write to us.\n\nBy noon on Thursday.",
    "take_part_by": dt.date(2026, 11, 19), "take_part_by_time": dt.time(12), "adjustments": "Ann Orme, 01632 960101",
    "contact": "Democratic Services, 01632 960100", "note": "Please come early.",
    "webcast_url": "https://webcast.wenshire.example/cabinet/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    factories.make_council()
    with time_machine.travel(TODAY, tick=False):
        yield


def events_of(client, address="/meetings.ics"):
    """The events of a calendar, as another program reads them."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(response.content)
    assert found.errors == []
    return found.walk("VEVENT")


def test_a_meeting_tells_all_that_its_page_tells(client):
    meeting = factories.make_meeting(held_on=dt.date(2026, 11, 24), public=True, **FACTS)
    (found,) = events_of(client)
    address = f"http://testserver{meeting_address(meeting)}"
    assert str(found["UID"]) == str(meeting.public_id)
    assert (str(found["SUMMARY"]), str(found["LOCATION"]), str(found["URL"])) == ("Cabinet", FACTS["venue"], address)
    assert found.decoded("DTSTART") == dt.datetime(2026, 11, 24, 18, 30, tzinfo=LONDON)
    assert found.decoded("LAST-MODIFIED") == found.decoded("CREATED") == AT
    assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", 1)
    assert str(found["DESCRIPTION"]) == "\n\n".join([
        FACTS["note"], FACTS["taking_part"], "To take part, write by noon on Thursday 19 November 2026.",
        FACTS["access"], "For adjustments ask: Ann Orme, 01632 960101", f"Watch: {FACTS['webcast_url']}",
        f"Contact: {FACTS['contact']}", f"Agenda and papers: {address}",
    ])  # fmt: skip


def test_a_meeting_whose_time_is_not_recorded_takes_the_whole_day(client):
    factories.make_meeting(held_on=dt.date(2026, 11, 24), public=True)
    assert events_of(client)[0].decoded("DTSTART") == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("status", "word", "summary", "said"),
    [
        ("cancelled", "CANCELLED", "Cancelled: Cabinet", "This meeting is cancelled."),
        ("postponed", "TENTATIVE", "Postponed: Cabinet",
         "This meeting is postponed. It will not be held on Tuesday 24 November 2026."),
        ("held", "CONFIRMED", "Cabinet", "Please come early."),
    ],
)  # fmt: skip
def test_what_becomes_of_a_meeting_reaches_those_who_follow(client, status, word, summary, said):
    meeting = factories.make_meeting(held_on=dt.date(2026, 11, 24), public=True, **FACTS)
    (before,) = events_of(client)
    later = AT + dt.timedelta(days=3)
    actions.save(meeting, changes={"status": status}, reason="No business", by=None, at=later)
    (after,) = events_of(client)
    assert after["UID"] == before["UID"]
    assert (after["SEQUENCE"], after["STATUS"], str(after["SUMMARY"])) == (2, word, summary)
    assert after.decoded("LAST-MODIFIED") == later
    assert after.decoded("CREATED") == AT
    assert str(after["DESCRIPTION"]).startswith(said)


def test_a_moved_meeting_keeps_its_identity(client):
    meeting = factories.make_meeting(held_on=dt.date(2026, 11, 24), public=True)
    actions.save(meeting, changes={"held_on": dt.date(2026, 12, 1)}, reason="Moved", by=None, at=AT)
    (found,) = events_of(client)
    assert (str(found["UID"]), found["SEQUENCE"]) == (str(meeting.public_id), 2)
    assert found.decoded("DTSTART") == dt.date(2026, 12, 1)


def test_each_body_has_its_own_and_so_has_each_meeting(client):
    parks = factories.make_body("Parks Panel")
    days = [dt.date(2026, 12, day) for day in (1, 8, 8)]
    meetings = [factories.make_meeting(parks, day, public=True) for day in days]
    factories.make_meeting(held_on=days[0], public=True)
    assert len(events_of(client)) == 4
    assert [str(found["UID"]) for found in events_of(client, "/meetings/parks-panel.ics")] == [
        str(meeting.public_id) for meeting in meetings
    ]
    for meeting in meetings:
        (found,) = events_of(client, f"{meeting_address(meeting).rstrip('/')}.ics")
        assert str(found["UID"]) == str(meeting.public_id)


def test_a_year_of_past_meetings_and_all_that_are_to_come(client):
    today = TODAY.date()
    for days in (-367, -366, 0, 900):
        factories.make_meeting(held_on=today + dt.timedelta(days), public=True)
    found = [event.decoded("DTSTART") for event in events_of(client)]
    assert found == [today + dt.timedelta(days) for days in (-366, 0, 900)]


def test_drafts_are_not_told_and_withdrawn_meetings_are_gone(client):
    meeting = factories.make_meeting(held_on=dt.date(2026, 12, 1), public=True, venue="Secret venue")
    factories.make_meeting(factories.make_body("Hidden Panel"), dt.date(2026, 12, 2))
    assert len(events_of(client)) == 1
    assert client.get("/meetings/hidden-panel.ics").status_code == 404
    actions.withdraw(meeting, reason="By mistake", by=None, at=AT)
    assert events_of(client) == []
    assert client.get("/meetings/cabinet.ics").status_code == 404
    response = client.get(f"{meeting_address(meeting).rstrip('/')}.ics")
    assert response.status_code == 410
    assert "By mistake" in words_of(response)
    assert b"Secret venue" not in response.content


@pytest.mark.parametrize("address", ["/meetings/nobody.ics", "/meetings/cabinet/1999-01-01.ics", "/meetings/a b.ics"])
def test_what_does_not_exist_is_404(client, address):
    factories.make_meeting(public=True)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/meetings.ics", "/meetings/cabinet.ics", "/meetings/cabinet/2026-12-01.ics"])
def test_nothing_new_is_304_and_something_new_is_not(client, address):
    factories.make_meeting(held_on=dt.date(2026, 12, 1), public=True)
    first = client.get(address)
    assert first.content == client.get(address).content
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    factories.make_meeting(held_on=dt.date(2026, 12, 8), public=True)
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_meetings(client, django_assert_num_queries, count):
    for number in range(count):
        factories.make_meeting(held_on=dt.date(2026, 12, 1) + dt.timedelta(number), public=True)
    for address, queries in (
        ("/meetings.ics", 3),
        ("/meetings/cabinet.ics", 4),
        ("/meetings/cabinet/2026-12-01.ics", 3),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_calendar_list_and_meeting_say_where_to_follow_them(client):
    factories.make_meeting(held_on=dt.date(2026, 12, 1), public=True)
    for address, expected in {
        "/meetings/": ["/meetings.ics"],
        "/meetings/?body=cabinet": ["/meetings/cabinet.ics", "/meetings.ics"],
        "/meetings/calendar/": ["/meetings.ics"],
        "/meetings/cabinet/2026-12-01/": ["/meetings/cabinet/2026-12-01.ics", "/meetings/cabinet.ics", "/meetings.ics"],
    }.items():
        response = client.get(address)
        assert "Download and follow" in words_of(response)
        assert [link for link in links_of(response) if link.endswith(".ics")] == expected


def test_each_host_of_the_site_is_told_its_own_addresses(client, settings):
    settings.ALLOWED_HOSTS = ["old.wen.example", "new.wen.example"]
    factories.make_meeting(held_on=dt.date(2026, 12, 1), public=True)
    for host in ("old.wen.example", "new.wen.example"):
        assert f"URL:http://{host}/meetings/" in client.get("/meetings.ics", headers={"host": host}).content.decode()
