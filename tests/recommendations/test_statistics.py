"""The public page of figures and its CSV: what it says, what is not counted, how many queries it takes."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
import time_machine
from lxml import html

from council.models import Body
from council.spreadsheets import cell
from council.statute.periods import municipal_year
from council.views import home
from recommendations import actions
from recommendations.choices import Outcome
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        yield


def received(day: datetime.date) -> dict:
    return {"made_on": day, "received_on": day, "notice_given_on": day}


def rows_of(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def two_years():
    f.make_council()
    cabinet = f.make_cabinet()
    roads = f.make_body("Roads Panel")
    early = f.make_set("One", "Two", public=True, addressee=cabinet, **received(D(2026, 6, 1)))
    f.make_response(early, until="published", approved_on=D(2026, 7, 2))
    late = f.make_set("Three", public=True, made_by=roads, addressee=cabinet, **received(D(2025, 6, 1)))
    refused = {"outcome": Outcome.NOT_ACCEPTED, "outcome_words": "No", "comment": "No money."}
    f.make_response(late, until="published", approved_on=D(2025, 9, 1), answers=refused)
    f.make_set("Four", public=True, made_by=roads, addressee=cabinet, **received(D(2026, 11, 2)))
    f.make_set("Draft canary", addressee=cabinet, **received(D(2026, 6, 1)))
    gone = f.make_set("Withdrawn canary", public=True, addressee=cabinet, **received(D(2026, 6, 1)))
    actions.withdraw_set(gone, reason="By mistake", by=None, at=f.AT)


def test_the_table_of_years(client, two_years):
    found = rows_of(client, "/statistics/years.csv")
    named = [(row["Made in"], row["Recommendations made"], row["Agreed"], row["Not agreed"]) for row in found]
    assert named == [("2026/27", "3", "2", "0"), ("2025/26", "1", "0", "1")]
    in_time = [(row["Answered in the time set by law"], row["Answered in the time set by law: of"]) for row in found]
    assert in_time == [("1", "1"), ("0", "1")]
    assert [row["Awaiting an answer"] for row in found] == ["1", "0"]
    assert {row["As at"] for row in found} == {"2026-11-26"}


def test_the_home_page_says_the_same_of_this_year(client, two_years):
    (row, _earlier) = rows_of(client, "/statistics/years.csv")
    counted = home.figures(municipal_year(D(2026, 11, 26)))
    assert {name: str(counted[name]) for name in ("sets", "made", "agreed", "in_part", "refused", "awaiting")} == {
        "sets": row["Sets of recommendations made"], "made": row["Recommendations made"], "agreed": row["Agreed"],
        "in_part": row["Agreed in part"], "refused": row["Not agreed"], "awaiting": row["Awaiting an answer"],
    }  # fmt: skip


def test_a_year_narrows_committees_and_offices(client, two_years):
    found = rows_of(client, "/statistics/committees.csv?year=2025/26")
    assert [(row["Made by"], row["Recommendations made"]) for row in found] == [("Roads Panel", "1")]
    offices = rows_of(client, "/statistics/offices.csv?year=2026/27")
    assert {(row["Answered by"], row["Recommendations made"]) for row in offices} == {
        ("Cabinet Member for Libraries", "2"), ("Nobody yet", "1"),
    }  # fmt: skip


def test_the_page_says_it_in_words_and_agrees_with_the_tables_behind_it(client, two_years):
    page = html.fromstring(client.get("/statistics/").content)
    assert [lead.text_content() for lead in page.xpath("//p[@class='lead']")] == [
        "1 of 2 sets of recommendations of all years were answered in the time set by law.",
        "The middle answer of 2 took 61.5 days.",
    ]
    for name in ("years", "committees", "offices"):
        (section,) = page.xpath(f"//section[h2/@id='{name}']")
        shown = [row.text_content().strip() for row in section.xpath(".//tbody//th/div[@class='cell-body']")]
        assert shown == [row[next(iter(row))] for row in rows_of(client, f"/statistics/{name}.csv")]
        assert len(section.xpath(".//*[@role='img']/title")) == len(shown)


def test_an_unknown_year_or_table(client, two_years):
    assert "There is nothing of that year" in client.get("/statistics/?year=1066/67").content.decode()
    assert client.get("/statistics/canaries.csv").status_code == 404


def test_no_recommendations(client):
    f.make_council()
    assert "No recommendations have been published yet" in client.get("/statistics/").content.decode()
    assert rows_of(client, "/statistics/years.csv") == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    f.make_council()
    panels = [f.make_body(f"Panel {number}") for number in range(3)]
    cabinet = f.make_body("Cabinet", Body.Kind.EXECUTIVE)
    for number in range(count):
        day = D(2026, 1, 1) + datetime.timedelta(days=number)
        made = f.make_set("One", public=True, made_by=panels[number % 3], addressee=cabinet, **received(day))
        if number % 2 == 0:
            f.make_response(made, until="published", approved_on=D(2026, 3, 1))
    with django_assert_num_queries(5):
        client.get("/statistics/")


@pytest.mark.parametrize(
    ("value", "words"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-", "'-"), (-3, "-3"), (None, ""), (True, "yes"), ("Roads", "Roads")],
)
def test_a_spreadsheet_runs_nothing(value, words):
    assert cell(value) == words
