"""The feeds of the lists: the rows of the page under the same filters, and nothing that is not public."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from council import lists
from council.models import Council
from meetings import actions as meeting_actions
from recommendations import actions
from tests import factories
from tests.factories import AT
from tests.following import feed_of, whole_feed
from tests.recommendations.answering import TODAY, YES, a_set, ago, answer
from tests.site import world

pytestmark = pytest.mark.django_db
FEEDS = {name: f"/{name}.atom" for name in ("meetings", "decisions", "forward-plan", "issues", "recommendations")}


@pytest.fixture(autouse=True)
def today():
    factories.make_council()
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), dt.UTC), tick=False):
        yield


@pytest.mark.pdf
def test_each_feed_has_the_public_rows_of_its_list_and_no_other(client, shared_world):
    council = Council.current()
    for name, address in FEEDS.items():
        one = lists.called(name)
        rows = one.read(one.select({}, council=council, on=TODAY).rows, council=council, on=TODAY)
        entries = whole_feed(client, address)
        assert rows
        assert sorted(entry.link for entry in entries) == sorted(f"http://testserver{row['address']}" for row in rows)
        assert {entry.title for entry in entries} == {row["title"] for row in rows}
        assert world.CANARY.encode() not in client.get(address).content


def test_drafts_change_no_feed_and_what_is_withdrawn_is_gone(client, private_files):
    issue, meeting, found = factories.make_issue(public=True), factories.make_meeting(public=True), a_set()
    names = ("issues", "meetings", "recommendations")
    before = {name: client.get(FEEDS[name]).content for name in names}
    factories.make_issue(**world.canaries(type(issue), "draft"))
    factories.make_meeting(held_on=dt.date(2030, 1, 8), **world.canaries(type(meeting), "draft"))
    world.make_set("draft")
    world.fill_response(factories.make_response(found), "drafting")
    assert world.count_canaries() > 20
    assert {name: client.get(FEEDS[name]).content for name in names} == before
    meeting_actions.withdraw(issue, reason="By mistake", by=None, at=AT)
    meeting_actions.withdraw(meeting, reason="By mistake", by=None, at=AT)
    actions.withdraw_set(found, reason="By mistake", by=None, at=AT)
    assert [feed_of(client, FEEDS[name]).entries for name in names] == [[], [], []]


def test_the_overdue_list_can_be_followed(client):
    late, soon = a_set("That it be late.", received=90), a_set("That it be soon.", received=3)
    found = feed_of(client, "/recommendations.atom?state=overdue&junk=1")
    (entry,) = found.entries
    assert entry.link == f"http://testserver/recommendations/{late.reference}/1/"
    assert entry.title.startswith("Recommendation 1) of the Finance Panel")
    assert entry.summary == "Finance Panel made 1 recommendation about the ledger"
    assert found.feed.title == "Recommendations: Overdue – Wenshire Council"
    assert found.links["alternate"] == "http://testserver/recommendations/?state=overdue"
    assert found.feed.id != feed_of(client, "/recommendations.atom").feed.id
    answer(late, YES, approved_on=ago(1))
    assert feed_of(client, "/recommendations.atom?state=overdue").entries == []
    assert soon.reference in client.get("/recommendations.atom").content.decode()


def test_a_row_that_changes_comes_first_keeps_its_id_and_says_what_happened(client):
    first, second = a_set("One.", "Two."), a_set("Three.")
    before = {entry.link: entry.id for entry in feed_of(client, "/recommendations.atom").entries}
    assert uuid.uuid5(first.public_id, "1").urn in before.values()
    with time_machine.travel(AT + dt.timedelta(days=9), tick=False):
        response = actions.start_response(first, by=None, at=AT)
    del response
    answered = answer(second, YES)
    found = feed_of(client, "/recommendations.atom").entries
    assert {entry.link: entry.id for entry in found} == before
    told = {entry.link.partition(second.reference)[1]: entry.summary for entry in found}
    assert told[second.reference] == "Cabinet responded to the recommendations about the ledger"
    assert answered.version == 1


@pytest.mark.parametrize("address", ["/nothing.atom", "/sign-in.atom", "/recommendations%00.atom"])
def test_there_is_no_other_feed(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["state=nothing", "page=-1", "page=99999999999999999999", "words=%00", "body=%F0",
                                   f"words={'x' * 3000}", "year=2026/27&year=x", "state=&stage=&body="])  # fmt: skip
def test_no_query_string_breaks_a_feed(client, query):
    a_set()
    for address in FEEDS.values():
        feed_of(client, f"{address}?{query}")


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    for number in range(count):
        a_set("That it be done.")
        factories.make_issue(f"Subject {number}", public=True)
        factories.make_meeting(held_on=TODAY - dt.timedelta(number), public=True)
    for name, queries in {"recommendations": 8, "issues": 6, "meetings": 6}.items():
        with django_assert_num_queries(queries):
            assert client.get(FEEDS[name]).status_code == 200, name
