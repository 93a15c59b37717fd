"""Kept counts: the next reader, whatever they choose, costs fewer statements, and nobody counts what is not public."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council import destroying, kept_counts
from council.models import Council
from meetings import actions
from tests import factories
from tests.factories import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
TODAY = datetime.date(2026, 10, 6)
LISTS = ("meetings", "decisions", "forward-plan", "issues", "recommendations")


@pytest.fixture(autouse=True)
def kept(settings, time_machine):
    """Counts are kept, rendered pages are not."""
    settings.KEPT_PAGES = 1
    time_machine.move_to(datetime.datetime(2026, 10, 6, 12, 0, tzinfo=datetime.UTC))
    kept_counts.forget()
    yield
    kept_counts.forget()


@pytest.fixture
def waiting():
    """A set of two recommendations that waits for its answer."""
    factories.make_council()
    days = {"made_on": TODAY, "received_on": TODAY, "notice_given_on": TODAY}
    return factories.make_set("That the lamps be lit.", "That the quay be swept.", public=True, **days)


def statements(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def counted(client, address: str = "/recommendations/") -> dict[str, str]:
    """Words of each choice -> the number beside it."""
    text = client.get(address).content.decode()
    return dict(re.findall(r">\s*([^<>()]+) \(([\d,]+)\)\s*<", text))


@pytest.mark.parametrize("name", LISTS)
def test_the_next_reader_costs_a_statement_less_whatever_they_choose(client, waiting, name):
    first = statements(client, f"/{name}/")
    assert statements(client, f"/{name}/") < first
    assert statements(client, f"/{name}/?page=2&year=2026/27&state=overdue&key=yes") < first


def test_what_is_published_and_withdrawn_is_counted_at_once(client, waiting):
    assert counted(client)["Awaiting an answer"] == "2"
    another = factories.make_set("That the bells be rung.", public=True, made_on=TODAY)
    assert counted(client)["Awaiting an answer"] == "3"
    actions.withdraw(another, reason="By mistake", by=None, at=AT)
    assert counted(client)["Awaiting an answer"] == "2"
    assert "1 recommendation" not in client.get("/recommendations/?state=overdue").content.decode()


def test_a_draft_changes_no_count(client, waiting):
    before = counted(client)
    factories.make_set("That nobody knows yet.", made_on=TODAY)
    assert counted(client) == before


def test_the_configuration_is_followed_at_once(client, waiting):
    assert counted(client)["Due soon"] == "0"
    council = Council.objects.get()
    council.due_soon_days = 90
    council.save()
    assert counted(client)["Due soon"] == "2"


def test_the_next_day_is_counted_anew(client, waiting, time_machine):
    due_on = waiting.due_on
    at_noon = datetime.datetime(due_on.year, due_on.month, due_on.day, 12, 0, tzinfo=datetime.UTC)
    time_machine.move_to(at_noon)
    assert counted(client)["Overdue"] == "0"
    time_machine.move_to(at_noon + datetime.timedelta(days=1))
    assert counted(client)["Overdue"] == "2"


def test_counts_under_words_are_of_those_words(client, waiting):
    assert counted(client)["Awaiting an answer"] == "2"
    assert counted(client, "/recommendations/?words=quay")["Awaiting an answer"] == "1"
    assert counted(client)["Awaiting an answer"] == "2"


def test_nothing_is_kept_without_a_state_or_where_it_is_switched_off(settings):
    made = []

    def make() -> int:
        made.append(1)
        return len(made)

    council = Council()
    assert [kept_counts.keeper(council, TODAY)("it", make) for _ in range(2)] == [1, 2]
    council.as_of = ("a" * 64, 0, 1)
    assert [kept_counts.keeper(council, TODAY)("it", make) for _ in range(2)] == [3, 3]
    council.as_of = ("b" * 64, 0, 1)
    assert kept_counts.keeper(council, TODAY)("it", make) == 4
    settings.KEPT_PAGES = 0
    assert kept_counts.keeper(council, TODAY)("it", make) == 5


def test_sealing_forgets_what_this_process_kept(client, waiting):
    counted(client)
    assert kept_counts._kept
    destroying._forget_pages()
    assert not kept_counts._kept


def test_no_more_is_kept_than_a_handful():
    council = Council()
    for number in range(3 * kept_counts.MOST):
        council.as_of = (str(number),)
        kept_counts.keeper(council, TODAY)("it", lambda: 0)
    assert len(kept_counts._kept) == kept_counts.MOST
