"""Page, JSON, CSV, feed and search of one query agree row for row, and none says a word of what is not public."""

from __future__ import annotations

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from council import lists
from tests.site import world_lists
from tests.site.agreeing import SEARCHED, Asking, page, readers_of
from tests.site.test_list_statements import STATEMENTS, statements

pytestmark = pytest.mark.django_db
# List, query, and how many rows stand on the page that it names.
QUERIES = [
    ("meetings", {}, 25),
    ("meetings", {"page": "2"}, 5),
    ("meetings", {"body": "cabinet", "year": "2026/27"}, 25),
    ("meetings", {"words": '"october 2026"', "page": "2"}, 5),
    ("meetings", {"words": "12 cabinet", "year": "2026/27"}, 1),
    ("meetings", {"body": "nobody", "year": "1066", "nothing": "1"}, 25),
    ("decisions", {}, 25),
    ("decisions", {"page": "2"}, 6),
    ("decisions", {"status": "effective", "key": "no"}, 0),
    ("decisions", {"words": "decision 07"}, 1),
    ("decisions", {"words": "decided OR libraries -lease", "ward": "aldry"}, 15),
    ("decisions", {"words": "saturdays", "body": "cabinet", "year": "2026/27", "page": "2"}, 5),
    ("decisions", {"words": "saturdays", "key": "yes", "maker": "body"}, 25),
    ("forward-plan", {}, 31),
    ("forward-plan", {"key": "yes", "private": "no"}, 30),
    ("forward-plan", {"words": "roofs", "ward": "aldry"}, 15),
    ("forward-plan", {"words": "lease", "private": "yes"}, 1),
    ("issues", {}, 25),
    ("issues", {"words": "issue 05"}, 1),
    ("issues", {"words": "iss"}, 0),
    ("issues", {"words": "issues", "ward": "aldry"}, 15),
    ("recommendations", {}, 25),
    ("recommendations", {"page": "2", "state": "awaiting"}, 6),
    ("recommendations", {"words": "subject", "body": "finance-panel"}, 25),
    ("recommendations", {"words": '"subject 02" OR "subject 03"'}, 2),
    ("recommendations", {"words": "recommendation -subject"}, 1),
    ("recommendations", {"words": "recommendation", "ward": "aldry", "year": "2026/27"}, 15),
    ("recommendations", {"words": "bor"}, 0),
    *((name, {"words": world_lists.HIDDEN}, 0) for name in SEARCHED),
    ("register", {}, 25),
    ("register", {"page": "3"}, 25),
]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Thirty public rows in every list and their siblings, made once; each test works in a savepoint above them."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_ROOT=folder, MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        with time_machine.travel(world_lists.NOON, tick=False):
            world_lists.make_lists(30)
            world_lists.make_siblings()
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "query", "count"), QUERIES)
@time_machine.travel(world_lists.NOON, tick=False)
def test_every_format_of_a_list_and_the_search_give_the_rows_of_its_page(made, client, name, query, count):
    asking = Asking(client, lists.called(name), query)
    shown = page(asking)
    assert len(shown) == count
    assert {ending: reader(asking) for ending, reader in readers_of(asking).items()} == dict.fromkeys(
        readers_of(asking), shown
    )
    if world_lists.HIDDEN not in query.values():  # else every answer repeats what was asked
        assert [body for body in asking.bodies if world_lists.HIDDEN in body] == []


@time_machine.travel(world_lists.NOON, tick=False)
def test_a_list_takes_as_many_statements_at_30_rows_as_at_1(made, client):
    assert statements(client) == STATEMENTS
