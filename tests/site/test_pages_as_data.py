"""Every public page is also data, at its own address with another ending: what it shows, and nothing else."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council import formats, indexes
from council.views.data import data_patterns
from tests import decision_factories, factories
from tests.reading import links_of, words_of
from tests.site import world_lists
from tests.site.test_classified import routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
# Pages that are a form and nothing to read, and what only the owner of a link may see.
FORMS = {
    "alerts/", "alerts/follow/", "alerts/link/", "alerts/sent/", "alerts/confirm/<str:token>/",
    "alerts/mine/<str:token>/", "alerts/stop/<str:token>/", "sign-in/", "sign-out/", "updates/<str:token>/",
}  # fmt: skip


def test_every_public_page_is_data_too():
    data = {re.sub(r"<\w+:", "<", str(pattern.pattern)) for pattern in data_patterns()}
    pages = {address for address, _route in routes() if address == "" or address.endswith("/")}
    pages = {address for address in pages if not address.startswith("officer/")}
    missing = {
        address
        for address in pages - FORMS
        if re.sub(r"<\w+:", "<", formats.data_address(f"/{address}")[1:]) not in data
    }
    assert missing == set()
    assert pages >= FORMS
    assert len(pages - FORMS) > 30


def data(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return response.json()


@pytest.mark.parametrize("one", [one for one in indexes.every() if one.name != "search"], ids=lambda one: one.name)
@time_machine.travel(world_lists.NOON, tick=False)
def test_an_index_has_the_rows_of_its_page_as_json_and_as_a_table(client, one):
    world_lists.make_lists(3)
    factories.make_issue("Damp homes", public=True, topics="Housing, Health", wards="Skelmere")
    factories.make_membership(factories.make_cabinet(), "Councillor Ada Fenwright", ward="Aldry")
    factories.make_response(until="published", respondent=factories.make_holding())
    rows = data(client, one.address("json"))["rows"]
    addresses = [row["address"] for row in rows]
    shown = [link for link in links_of(client.get(one.path)) if link in addresses]
    assert shown
    assert list(dict.fromkeys(shown)) == addresses
    table = client.get(one.address("csv")).getvalue().decode("utf-8-sig")
    assert [row["address"] for row in csv.DictReader(io.StringIO(table))] == addresses
    first = data(client, f"{one.address('json')}?page_size=1")
    assert [row["address"] for row in first["rows"]] == addresses[:1]
    assert (first["total"], first["pages"]) == (len(rows), len(rows))
    assert data(client, f"{one.address('json')}?page_size=1&page=99")["rows"] == rows[-1:]


@time_machine.travel(world_lists.NOON, tick=False)
def test_a_page_leads_to_its_data_with_what_it_was_asked(client):
    world_lists.make_lists(2)
    for address, expected in (
        ("/", "/index.json"),
        ("/people/", "/people.csv"),
        ("/wards/aldry/?utm=x", "/wards/aldry.json"),
        ("/statistics/?year=2026/27", "/statistics.json?year=2026%2F27"),
        ("/meetings/calendar/?month=2026-10&other=1", "/meetings/calendar.json?month=2026-10"),
        ("/my-committees/?committee=cabinet&committee=finance-panel",
         "/my-committees.json?committee=cabinet&committee=finance-panel"),
        ("/search/?words=issue&kind=issue&sort=newest", "/search.json?kind=issue&sort=newest&words=issue"),
        ("/search/?words=issue", "/search.csv?words=issue"),
    ):  # fmt: skip
        page = client.get(address)
        assert expected in map(html.unescape, links_of(page)), address
        assert client.get(expected).status_code == 200
    assert f"/meetings/calendar.json?month={'x' * 500}" not in words_of(
        client.get(f"/meetings/calendar/?month={'x' * 500}")
    )


@time_machine.travel(world_lists.NOON, tick=False)
def test_data_of_pages_say_what_the_pages_say(client):
    world_lists.make_lists(2)
    answered = factories.make_set(public=True, received_on=datetime.date(2021, 8, 3))
    factories.make_response(answered, until="published", respondent=factories.make_holding())
    told = data(client, "/statistics.json")["record"]
    found = {row["name"]: row["figures"] for row in told["years"]}
    assert {name: (row["recommendations"], row["awaiting"], row["accepted"]) for name, row in found.items()} == {
        "2021/22": (2, 0, {"count": 2, "of": 2, "percent": 100}),
        "2026/27": (2, 2, {"count": 0, "of": 0, "percent": None}),
    }
    assert told["sentences"]
    shown = words_of(client.get("/statistics/"))
    assert [line for line in told["sentences"] if line not in shown] == []
    calendar = data(client, "/meetings/calendar.json?month=2026-10")["record"]
    page = client.get("/meetings/calendar/?month=2026-10")
    assert [line["address"] for line in calendar["lines"]]
    assert {line["address"] for line in calendar["lines"]} <= set(links_of(page))
    assert data(client, "/meetings/calendar.json?month=soon")["record"]["hints"] == [
        "Enter a month and a year from 1800 to 2199, like November 2026"
    ]
    week = data(client, "/this-week.json")["record"]
    assert {line["address"] for line in week["events"]} <= set(links_of(client.get("/this-week/")))
    assert client.get("/weeks/2026-10-28.json").headers["Location"] == "/weeks/2026-10-26.json"
    assert client.get("/weeks/2999-01-05.json").status_code == 404


def statements(client) -> dict[str, int]:
    found = {}
    for address in (*(one.address(ending) for one in indexes.every() for ending in ("json", "csv")),
                    "/index.json", "/this-week.json", "/statistics.json", "/my-committees.json?committee=cabinet",
                    "/meetings/calendar.json?month=2026-10", "/years/2026-27.json", "/wards/aldry.json",
                    "/search.json?words=issue+OR+cabinet"):  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
            if response.streaming:
                response.getvalue()
        found[address] = len(captured)
    return found


@time_machine.travel(world_lists.NOON, tick=False)
def test_as_many_statements_at_1_row_as_at_30(client):
    world_lists.make_lists(2)
    factories.make_membership(factories.make_cabinet(), "Councillor Ada Fenwright", ward="Aldry")
    decision_factories.make_decision(public=True, wards="Aldry")
    few = statements(client)
    world_lists.make_lists(30)
    for number in range(30):
        factories.make_membership(factories.make_cabinet(), f"Councillor Ada Fenwright {number}", ward="Aldry")
    assert statements(client) == few
    # On PostgreSQL a search has a savepoint and settings of its own.
    assert max(number for address, number in few.items() if not address.startswith("/search")) <= 8


@time_machine.travel(world_lists.NOON, tick=False)
def test_what_a_page_cannot_be_asked_is_refused_as_data(client):
    for address in ("/people.json?page=0", "/search.json?page_size=101", f"/statistics.json?year={'x' * 500}"):
        answer = client.get(address)
        assert answer.status_code == 400, address
        assert answer.json()["error"]["bulk"].endswith("/data/council-decisions.zip")
    assert client.get("/people/nobody.json").json()["error"]["status"] == 404
