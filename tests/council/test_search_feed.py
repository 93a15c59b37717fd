"""A search as a feed: what the page finds under the same words and filters, the newest first, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from meetings import actions
from meetings.models import Issue
from tests import factories
from tests.factories import AT
from tests.following import feed_of, whole_feed
from tests.site import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council():
    factories.make_council()


def test_a_search_is_followed_by_its_words_and_filters(client):
    issue = factories.make_issue("Harbour <lamps> & lights", public=True)
    factories.make_issue("Library hours", public=True)
    found = feed_of(client, "/search.atom?words=harbour&kind=nothing&junk=1")
    (entry,) = found.entries
    assert (entry.title, entry.link) == ("Harbour <lamps> & lights", f"http://testserver{issue.entry.event.address}")
    assert (entry.id, entry.updated) == (issue.public_id.urn, "2026-11-02T10:30:00Z")
    assert found.feed.title == "Search: harbour – Wenshire Council"
    assert found.links["alternate"] == "http://testserver/search/?words=harbour"
    assert found.feed.id != feed_of(client, "/search.atom?words=library").feed.id
    later = AT + dt.timedelta(days=2)
    actions.save(issue, changes={"title": "Harbour lights"}, reason="Wrong", by=None, at=later)
    (after,) = feed_of(client, "/search.atom?words=harbour").entries
    assert (after.id, after.updated) == (entry.id, "2026-11-04T10:30:00Z")
    assert '/search.atom?words=harbour"' in client.get("/search/?words=harbour").content.decode()


def test_nothing_that_is_not_public_is_found_or_changes_the_feed(client):
    gone = factories.make_issue("Harbour gone", public=True)
    factories.make_issue("Harbour lights", public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    before = client.get("/search.atom?words=harbour").content
    assert b"gone" not in before
    assert before.count(b"<entry>") == 1
    factories.make_issue(**world.canaries(Issue, "draft") | {"title": "Harbour draft"})
    assert client.get("/search.atom?words=harbour").content == before


@pytest.mark.parametrize("query", ["", "words=%00", f"words={'x' * 3000}", "page=-1", "page=99999999999999999999",
                                   "kind=x&body=x&from=x&to=2026-13-40", "words=%22%22&sort=x"])  # fmt: skip
def test_any_address_has_an_answer(client, query):
    factories.make_issue("Harbour lights", public=True)
    feed_of(client, f"/search.atom?{query}")


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_results(client, django_assert_num_queries, on_postgresql, count):
    for number in range(count):
        factories.make_issue(f"Harbour {number}", public=True)
    with django_assert_num_queries(12 if on_postgresql else 9):  # there: a transaction with its settings
        client.get("/search.atom?words=harbour")
    assert len(whole_feed(client, "/search.atom?words=harbour")) == count
