"""What changed this week: what is shown, on which day, and where earlier weeks are."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from meetings import actions as meetings
from tests import factories as f
from tests.reading import links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
UTC = datetime.UTC


@pytest.fixture(autouse=True)
def _thursday():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=UTC), tick=False):
        f.make_council()
        yield


def published(title: str, day: datetime.datetime):
    return meetings.publish(f.make_issue(title), by=None, at=day)


def test_a_week_is_told_day_by_day_the_latest_first(client):
    published("Damp homes", datetime.datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    published("Street lamps", datetime.datetime(2026, 11, 25, 17, tzinfo=UTC))
    published("Last week", datetime.datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    page = client.get("/this-week/")
    told = words_of(page)
    assert told.startswith(
        "What changed this week What was published, updated or corrected from 23 November 2026 to 29 November 2026"
    )
    assert told.index("Wednesday 25 November 2026") < told.index("Street lamps") < told.index("Monday 23 November")
    assert ("Damp homes" in told, "Last week" in told) == (True, False)
    assert "/weeks/2026-11-16/" in links_of(page)
    earlier = client.get("/weeks/2026-11-16/")
    assert "Last week" in words_of(earlier)
    assert "/this-week/" in links_of(earlier)
    assert "/this-week/" in links_of(client.get("/"))


def test_the_day_is_that_of_the_council_in_summer_too(client):
    published("Midnight", datetime.datetime(2026, 7, 5, 23, 30, tzinfo=UTC))
    assert "Monday 6 July 2026" in words_of(client.get("/weeks/2026-07-06/"))
    assert "Midnight" not in words_of(client.get("/weeks/2026-06-29/"))


def test_what_is_below_one_meeting_is_one_line(client):
    meeting = f.make_meeting()
    at = datetime.datetime(2026, 11, 24, 9, tzinfo=UTC)
    meetings.publish(meeting, by=None, at=at)
    for _number in range(3):
        meetings.publish(f.make_item(meeting), by=None, at=at)
    assert "and 2 more of this meeting" in words_of(client.get("/this-week/"))


def test_nothing_that_is_not_public_is_told(client):
    nothing = words_of(client.get("/this-week/"))
    assert "Nothing has been published this week yet." in nothing
    f.make_issue("Canary draft")
    gone = published("Canary withdrawn", datetime.datetime(2026, 11, 24, 9, tzinfo=UTC))
    meetings.withdraw(gone, reason="By mistake", by=None, at=datetime.datetime(2026, 11, 25, 9, tzinfo=UTC))
    told = words_of(client.get("/this-week/"))
    assert "the latest first. Wednesday 25 November 2026 A record was withdrawn. Download and follow" in told


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/weeks/2026-11-23/", 200),
        ("/weeks/2026-11-25/", 301),
        ("/weeks/2026-11-30/", 404),
        ("/weeks/2026-02-30/", 404),
        ("/weeks/0001-01-01/", 404),
        ("/weeks/9999-12-31/", 404),
        ("/weeks/last/", 404),
    ],
)
def test_a_week_has_one_address(client, address, status):
    assert client.get(address).status_code == status


def test_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries):
    for number in range(30):
        published(f"Long {'words ' * 40}{number}", datetime.datetime(2026, 11, 24, 9, tzinfo=UTC))
        if number in (0, 29):
            with django_assert_num_queries(4):
                assert client.get("/this-week/").status_code == 200
