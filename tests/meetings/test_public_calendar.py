"""The public calendar as a page: months, committees, what is off, what cannot be, and nothing that is not public."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine

from meetings import actions
from meetings.months import Month, read_month
from tests import factories
from tests.factories import AT
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
PAGE = "/meetings/calendar/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def meet(day, body=None, **fields):
    return factories.make_meeting(body, day, public=True, **fields)


def cells(response) -> dict[str, str]:
    """The words of each day's cell, by its date."""
    html = response.content.decode()
    found = {}
    for cell in re.findall(r"<td.*?</td>", html, re.DOTALL):
        day = re.search(r'datetime="([\d-]+)"', cell)
        if day:
            found[day[1]] = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
    return found


def test_this_month_is_shown_with_each_meeting_in_its_day(client):
    meet(dt.date(2026, 11, 10), starts_at=dt.time(18, 30))
    meet(dt.date(2026, 11, 10), factories.make_body("Parks Panel"), starts_at=dt.time(14))
    meet(dt.date(2026, 11, 26))
    meet(dt.date(2026, 12, 1))
    response = client.get(PAGE)
    assert heading_of(response) == "Meetings in November 2026"
    assert "3 meetings in November 2026." in words_of(response)
    days = cells(response)
    assert len(days) == 30
    assert days["2026-11-10"] == "Tuesday 10 November 2pm Parks Panel 6.30pm Cabinet"
    assert days["2026-11-26"] == "Thursday 26 November today Cabinet"
    assert days["2026-11-01"] == "Sunday 1 November"
    assert "/meetings/cabinet/2026-11-10/" in links_of(response)


def test_it_is_a_table_with_a_caption_and_scoped_headers(client):
    html = client.get(PAGE).content.decode()
    assert re.search(r"<caption>Meetings in November 2026</caption>", html)
    headers = re.findall(r'<th scope="col" role="columnheader">(\w+)</th>', html)
    assert headers == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(("month", "weeks"), [("2027-02", 4), ("2026-11", 6), ("2024-02", 5), ("2026-08", 6)])
def test_each_day_of_a_month_stands_once_under_its_weekday(client, month, weeks):
    meet(dt.date(2020, 1, 1))
    meet(dt.date(2030, 1, 1))
    response = client.get(PAGE, {"month": month})
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", response.content.decode(), re.DOTALL)[1:]
    assert [len(re.findall("<td", row)) for row in rows] == [7] * weeks
    found = {}
    for row in rows:
        for place, cell in enumerate(re.findall(r"<td.*?</td>", row, re.DOTALL)):
            if day := re.search(r'datetime="([\d-]+)"', cell):
                found[day[1]] = place
    assert all(dt.date.fromisoformat(day).weekday() == place for day, place in found.items())
    chosen = read_month(month)
    assert min(found), max(found) == (chosen.first_on.isoformat(), chosen.last_on.isoformat())
    assert len(found) == chosen.last_on.day


@pytest.mark.parametrize(("status", "word"), [("cancelled", "Cancelled"), ("postponed", "Postponed")])
def test_what_is_off_stays_in_its_day_and_says_so(client, status, word):
    meet(dt.date(2026, 11, 10), status=status)
    assert cells(client.get(PAGE))["2026-11-10"] == f"Tuesday 10 November Cabinet {word}"


def test_the_months_beside_are_linked_as_far_as_there_are_meetings_and_keep_the_committee(client):
    meet(dt.date(2026, 9, 8))
    meet(dt.date(2027, 2, 9), factories.make_body("Parks Panel"))

    def steps(**query):
        html = client.get(PAGE, query).content.decode()
        return [re.search(rf'rel="{rel}" href="([^"]*)"', html) for rel in ("prev", "next")]

    assert [step[1] for step in steps()] == [f"{PAGE}?month=2026-10", f"{PAGE}?month=2026-12"]
    first, last = steps(month="2026-09"), steps(month="2027-02")
    assert (first[0], first[1][1]) == (None, f"{PAGE}?month=2026-10")
    assert (last[0][1], last[1]) == (f"{PAGE}?month=2027-01", None)
    beyond = steps(month="2044-04")
    assert (beyond[0][1], beyond[1]) == (f"{PAGE}?month=2027-02", None)
    before = steps(month="1999-04")
    assert (before[0], before[1][1]) == (None, f"{PAGE}?month=2026-09")
    assert steps(body="parks-panel")[1][1] == f"{PAGE}?month=2026-12&amp;body=parks-panel"


def test_one_committee_alone(client):
    meet(dt.date(2026, 11, 10))
    meet(dt.date(2026, 11, 11), factories.make_body("Parks Panel"))
    response = client.get(PAGE, {"body": "parks-panel"})
    assert "1 meeting of Parks Panel in November 2026." in words_of(response)
    assert cells(response)["2026-11-10"] == "Tuesday 10 November"
    assert {"/meetings/?body=parks-panel", "/meetings/parks-panel.ics", "/meetings.ics"} <= set(links_of(response))


def test_list_and_calendar_lead_to_each_other_and_keep_the_committee(client):
    meet(dt.date(2026, 11, 10))
    assert "/meetings/" in links_of(client.get(PAGE))
    assert PAGE in links_of(client.get("/meetings/"))
    assert f"{PAGE}?body=cabinet" in links_of(client.get("/meetings/?body=cabinet"))


def test_a_month_without_meetings_says_so(client):
    assert "No meetings in November 2026." in words_of(client.get(PAGE))


IMPOSSIBLE = ["2026-13", "2026-00", "0000-11", "9999-01", "2026", "November", "Nonsense 2026", "2026-11-05", "1799-12",
              "2200-01", "\u0662\u0660\u0662\u0666-11", "x" * 40]  # fmt: skip


@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_a_month_that_cannot_be_is_refused_in_words_and_shown_as_it_was_typed(client, typed):
    meet(dt.date(2026, 11, 10))
    response = client.get(PAGE, {"month": typed})
    assert response.status_code == 200
    words = words_of(response)
    assert "There is a problem" in words
    assert "Enter a month and a year from 1800 to 2199, like November 2026" in words
    assert f'value="{typed}"' in response.content.decode()
    assert "1 meeting in November 2026." in words


@pytest.mark.parametrize("query", ["month=%00", "month=" + "9" * 500, "body=nobody", "body=%00", "month=a&month=b"])
def test_what_nobody_would_type_is_no_server_error_and_shows_this_month(client, query):
    meet(dt.date(2026, 11, 10))
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert "There is a problem" in words_of(response)
    assert "1 meeting in November 2026." in words_of(response)


@pytest.mark.parametrize("typed", ["2026-12", "12/2026", "12 2026", "December 2026", "dec 2026", " Dec.  2026 "])
def test_a_month_may_be_typed_as_people_write_it(typed):
    assert read_month(typed) == Month(2026, 12)


def test_stepping_over_a_year():
    assert (Month(2026, 12).step(1), Month(2026, 1).step(-1)) == (Month(2027, 1), Month(2025, 12))
    assert (Month(2028, 2).last_on, Month(2026, 2).code) == (dt.date(2028, 2, 29), "2026-02")


@pytest.mark.parametrize("count", [1, 30])
def test_a_month_needs_the_same_queries_at_1_and_at_30_meetings(client, django_assert_num_queries, count):
    for number in range(count):
        item = factories.make_item(meet(dt.date(2026, 11, 1) + dt.timedelta(number)), public=True)
        factories.make_outcome(item, public=True)
    with django_assert_num_queries(4):
        assert client.get(PAGE, {"body": "cabinet"}).status_code == 200


def test_an_unchanged_month_is_304_and_a_new_meeting_makes_it_new(client):
    meet(dt.date(2026, 11, 10))
    etag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304
    meet(dt.date(2026, 11, 17))
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 200


def test_drafts_and_withdrawn_meetings_change_nothing(client):
    meet(dt.date(2026, 11, 10))
    gone = meet(dt.date(2030, 1, 1), factories.make_body("Secret Panel"))
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    before = client.get(PAGE).content
    assert b"Secret Panel" not in before
    factories.make_meeting(factories.make_body("Hidden Panel"), dt.date(2026, 11, 11))
    factories.make_meeting(factories.make_cabinet(), dt.date(1990, 11, 11))
    assert client.get(PAGE).content == before
    assert b'rel="next"' not in before
