"""Page, JSON and CSV of one query agree row for row, and none says a word of what is not public."""

from __future__ import annotations

import pytest
import time_machine

from council import lists
from tests.site import world_lists
from tests.site.agreeing import READERS, SEARCHED, as_search, as_whole_csv, asked, page

pytestmark = pytest.mark.django_db
QUERIES = [
    ("meetings", {}),
    ("meetings", {"page": "2"}),
    ("meetings", {"body": "cabinet", "year": "2026/27"}),
    ("meetings", {"body": "nobody", "year": "1066"}),
    ("decisions", {}),
    ("decisions", {"page": "2"}),
    ("decisions", {"status": "effective", "key": "no"}),
    ("forward-plan", {}),
    ("forward-plan", {"key": "yes", "private": "no"}),
    ("issues", {}),
    ("issues", {"words": "Issue 1"}),
    ("issues", {"words": "nothing has these words"}),
    ("recommendations", {}),
    ("recommendations", {"page": "2", "state": "awaiting"}),
    ("recommendations", {"body": "finance-panel", "words": "subject 0"}),
    ("register", {}),
    ("register", {"page": "3"}),
]
SEARCHES = [
    {"words": "subject"},
    {"words": "Subject 1"},
    {"words": '"subject 2" OR "subject 3"'},
    {"words": "recommendation -subject"},
    {"words": "subject", "body": "finance-panel"},
    {"words": "nothing has these words"},
    {"words": "bor"},
]


@pytest.fixture
def today():
    with time_machine.travel("2026-11-02 12:00:00+00:00", tick=False):
        yield


@pytest.mark.usefixtures("today", "private_files")
def test_every_format_of_a_list_gives_the_rows_of_its_page(client):
    world_lists.make_lists(30)
    world_lists.make_siblings()
    wrong, rows = [], 0
    for name, query in QUERIES:
        one = lists.called(name)
        shown = page(client, one, query)
        rows += len(shown)
        for ending, reader in READERS.items():
            if reader(client, one, query) != shown:
                wrong.append((name, query, ending))
            assert world_lists.HIDDEN not in asked(client, one, query, ending), (name, ending)
    assert wrong == []
    assert rows > 250


@pytest.mark.usefixtures("today", "private_files")
def test_a_search_for_the_words_of_a_list_finds_its_rows(client):
    world_lists.make_lists(30)
    world_lists.make_siblings()
    wrong, rows = [], 0
    for query in SEARCHES:
        for name in SEARCHED:
            one = lists.called(name)
            listed = sorted(as_whole_csv(client, one, query))
            rows += len(listed)
            if sorted(as_search(client, one, query)) != listed:
                wrong.append((name, query))
    assert wrong == []
    assert rows > 60


@pytest.mark.usefixtures("today", "private_files")
@pytest.mark.parametrize("count", [1, 30])
def test_a_list_as_data_needs_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    world_lists.make_lists(count)
    queries = {"meetings": 6, "decisions": 6, "forward-plan": 7, "issues": 6, "recommendations": 7, "register": 5}
    for name, number in queries.items():
        with django_assert_num_queries(number, info=name):
            asked(client, lists.called(name), {}, "json")
        with django_assert_num_queries(number - (name != "recommendations"), info=f"{name}, table"):
            asked(client, lists.called(name), {}, "csv")
