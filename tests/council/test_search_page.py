"""The search page: what it answers to any address, what it shows, how much it asks of the database."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.search import FACETS, finding
from council.views import search
from tests import factories as f
from tests.decision_factories import make_decision
from tests.reading import heading_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
NAMES = ("words", *FACETS, "from", "to", "sort", "page")


def several(number: int) -> None:
    """So many public items about lamps, one a month."""
    cabinet = f.make_cabinet()
    for month in range(number):
        day = datetime.date(2020 + month // 12, month % 12 + 1, 3)
        f.make_item(
            f.make_meeting(cabinet, day, public=True), public=True, title=f"Lamps {month}", summary="On the quay"
        )


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("words=lamps", 7), ("words=lamps&sort=newest", 7), ("words=lamps+OR+quay&from=1/1/2020", 7),
        ('words="the+quay"&kind=item&body=cabinet&year=2019/20', 9),
    ],
)  # fmt: skip
def test_statements_do_not_grow(client, django_assert_num_queries, on_postgresql, query, asked):
    """PostgreSQL is also told how to look, in a transaction of its own: in a test a savepoint."""
    several(1)
    asked += 3 if on_postgresql else 0
    with django_assert_num_queries(asked):
        client.get(f"/search/?{query}")
    several(30)
    with django_assert_num_queries(asked):
        response = client.get(f"/search/?{query}")
    assert response.content.count(b"<mark>") > 3


def test_results_say_what_they_are(client):
    several(1)
    make_decision(public=True, title="Lamps of the harbour", wards="Harbour, Quay")
    page = client.get("/search/?words=lamps")
    assert heading_of(page) == "Search"
    told = words_of(page)
    assert "2 results for “lamps”, best match first" in told
    assert "Lamps 0 Agenda item Cabinet 3 January 2020 On the quay" in told
    html = page.content.decode()
    assert "<mark>Lamps</mark> of the harbour" in html
    assert '<option value="quay">Quay (1)</option>' in html
    assert 'value="lamps"' in html
    narrowed = client.get("/search/?words=lamps&ward=Quay&sort=newest")
    assert "1 result for “lamps”, Quay" in words_of(narrowed)
    assert '<option value="quay" selected>Quay (1)</option>' in narrowed.content.decode()


def test_of_very_many_results_it_says_that_there_are_more(client, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 3)
    monkeypatch.setattr(search, "COUNTED", 3)
    several(3)
    assert "3 results for “lamps”" in words_of(client.get("/search/?words=lamps"))
    meeting = f.make_meeting(f.make_body("Quays Panel"), public=True)
    f.make_item(meeting, public=True, title="A fourth lamp")
    told = words_of(client.get("/search/?words=lamps"))
    assert "More than 3 results for “lamps”, best match first" in told
    assert "the numbers beside the filters are those of the newest 3." in told
    assert "1 result for “lamps”, Quays Panel" in words_of(client.get("/search/?words=lamps&body=quays-panel"))
    misspelt = words_of(client.get("/search/?words=lapms"))
    assert "(more than 3 results)" in misspelt


def test_nothing_published_nothing_asked_and_nothing_found(client):
    assert "Nothing has been published yet." in words_of(client.get("/search/"))
    several(1)
    asked = words_of(client.get("/search/"))
    assert "You can look for:" in asked
    page, _follow, below = asked.partition("Download and follow")
    assert below
    assert "result" not in page.replace("Results", "")
    nothing = words_of(client.get("/search/?words=zebra"))
    assert "No results for “zebra”" in nothing
    assert "Use fewer or other words, or take a filter away." in nothing
    assert "1 result, decisions" not in nothing
    assert "2 results, Cabinet, newest first" in words_of(client.get("/search/?body=cabinet"))


def test_a_misspelt_word_is_asked_about_with_an_address(client):
    several(1)
    page = client.get("/search/?words=lmaps&kind=item&page=3")
    assert "Did you mean lamps ? (1 result)" in words_of(page).replace("lamps?", "lamps ?")
    assert 'href="/search/?words=lamps&amp;kind=item"' in page.content.decode()
    assert "Did you mean" not in words_of(client.get("/search/?words=lmaps&kind=decision"))


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("words=" + "x" * 401, "Search for 400 characters or fewer: nothing was searched for."),
        ("words=-lamps", "Enter a word to look for as well as the words that are not to be there."),
        ("words=%3F%3F", "Enter a word: a search needs letters or numbers."),
        ("words=lamps&kind=zzz", "That kind is not one of those listed, so all are shown."),
        ("words=lamps&body=zzz", "That committee is not one of those listed, so all are shown."),
        ("words=lamps&office=zzz", "That office is not one of those listed, so all are shown."),
        ("words=lamps&outcome=zzz", "That answer is not one of those listed, so all are shown."),
        ("words=lamps&year=1999/00", "That year is not one of those listed, so all are shown."),
        ("words=lamps&ward=zzz", "That ward is not one of those listed, so all are shown."),
        ("words=lamps&from=31/2/2026", "The first day must be a real date, like 27/3/2026: it was not used."),
        ("words=lamps&to=%00", "The last day must be a real date, like 27/3/2026: it was not used."),
        ("words=lamps&page=51", "Only the first 50 pages can be looked through."),
    ],
)
def test_what_cannot_be_used_is_said(client, query, hint):
    several(1)
    page = client.get(f"/search/?{query}")
    assert page.status_code == 200
    assert hint.rstrip(".") in words_of(page)


@pytest.mark.parametrize("name", FACETS)
def test_a_value_that_no_filter_has_narrows_nothing_and_is_left_out(client, name):
    several(1)
    page = client.get(f"/search/?words=lamps&{name}=zzz&sort=newest")
    assert "1 result for “lamps”" in words_of(page)
    assert "zzz" not in page.content.decode().partition("<main")[2]
    assert "Without filters" not in words_of(page)


def test_a_value_that_nothing_found_has_is_a_filter_all_the_same(client):
    several(1)
    make_decision(public=True, title="Benches", wards="Harbour", maker_kind="officer", maker_title="Head of Quays",
                  decided_on=datetime.date(2026, 6, 1))  # fmt: skip
    for chosen in ("ward=Harbour", "office=Head+of+Quays", "year=2026/27"):
        page = client.get(f"/search/?words=lamps&{chosen}")
        told = words_of(page)
        assert "No results for “lamps”, " in told
        assert "so all are shown" not in told
        assert "Without filters" in told


def test_every_page_has_the_one_box(client):
    several(1)
    html = client.get("/meetings/").content.decode()
    assert '<form class="search" role="search" method="get" action="/search/">' in html


def test_what_was_typed_is_never_markup(client):
    several(1)
    html = client.get("/search/", {"words": "<script>alert(1)</script>", "ward": '"><b>', "office": "<i>"}).content
    assert b"<script>alert" not in html
    assert b"<b>" not in html
    assert b"<i>" not in html


ANYTHING = st.text(max_size=60) | st.sampled_from(
    ['"', "OR", "-", '" OR -"', "lamps", "NEAR(a b)", "title:lamps", "a*", "'; DROP", "\0", "\ud7ff", "^", "{x}", "t|x",
     "& !", "<->", "9" * 30, "-9", "1e9", "0001-01-01", "9999-12-31", "1/1/0001", "x" * 500]
)  # fmt: skip


def any_query(client, pairs) -> None:
    response = client.get(f"/search/?{urlencode(pairs)}")
    assert response.status_code in (200, 400)
    assert len(response.content) < 200_000


QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), ANYTHING), max_size=6)
OPTIONS = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=120, **OPTIONS)
@given(pairs=QUERIES)
def test_any_address_has_an_answer(client, pairs):
    any_query(client, pairs)


@pytest.mark.slow
def test_ten_thousand_addresses_have_an_answer(client, on_postgresql):
    """On PostgreSQL the same forms and pages, and fewer show the same."""

    @settings(max_examples=1_000 if on_postgresql else 10_000, **OPTIONS)
    @given(pairs=QUERIES)
    def ask(pairs):
        any_query(client, pairs)

    ask()
