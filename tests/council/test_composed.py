"""A statement that is written once says for every key what it would say if it were written for that key."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from council import composed
from council.models import Body
from tests import factories

pytestmark = pytest.mark.django_db
WRITTEN: list[str] = []


def named(word: str, keys: tuple[int, ...]):
    """Bodies by key, with a word and a number like those that stand for keys in other statements."""
    WRITTEN.append(word)
    return Body.objects.filter(pk__in=keys).annotate(word=Value(word), number=Value(-2)).values("pk", "name", "word",
                                                                                              "number")  # fmt: skip


@pytest.fixture
def bodies():
    WRITTEN.clear()
    composed._written.cache_clear()
    yield [factories.make_body(f"Panel {number}") for number in range(3)]
    composed._written.cache_clear()


def test_it_is_written_once_for_the_same_arguments_and_asked_for_any_keys(bodies):
    keys = [body.pk for body in bodies]
    for asked in (keys, keys[:1], keys[1:], [*keys, 10**9]):
        found = composed.rows_of(named, ("one",), asked)
        assert {key: row["name"] for key, row in found.items()} == {
            body.pk: body.name for body in bodies if body.pk in asked
        }
        assert {(row["word"], row["number"]) for row in found.values()} == {("one", -2)}
    assert composed.rows_of(named, ("other",), keys[:1])[keys[0]]["word"] == "other"
    assert WRITTEN == ["one", "other"]


def test_no_rows_are_no_statement(bodies):
    with CaptureQueriesContext(connection) as captured:
        assert composed.rows_of(named, ("one",), []) == {}
    assert not captured.captured_queries


def test_more_keys_than_there_is_room_for_are_refused(bodies):
    with pytest.raises(ValueError, match="zip"):
        composed.rows_of(named, ("one",), list(range(1, composed.MOST + 2)))


def test_a_statement_that_does_not_name_its_keys_once_is_refused(bodies):
    def twice(keys: tuple[int, ...]):
        return Body.objects.filter(pk__in=keys).exclude(pk__in=keys).values("pk")

    with pytest.raises(ValueError, match="once"):
        composed.rows_of(twice, (), [1])


def test_days_are_days_on_both_databases():
    assert composed.as_day("2026-11-26") == composed.as_day(datetime.date(2026, 11, 26)) == datetime.date(2026, 11, 26)
    assert composed.as_day(None) is None
