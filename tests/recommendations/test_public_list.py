"""The public list: what it says it shows, in which order, and what it says when there is nothing."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine

from recommendations import actions
from tests import factories as f
from tests.reading import heading_of, links_of, words_of
from tests.recommendations.progressing import an_update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files", "today")]

TODAY = datetime.date(2026, 11, 2)


@pytest.fixture
def today():
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def received(days: int) -> dict:
    day = ago(days)
    return {"made_on": ago(days + 3), "received_on": day, "notice_given_on": day}


def results(response) -> str:
    shown = words_of(response, "main").partition("What is shown ")[2]
    return shown.partition(" Download and follow ")[0]


def parameters(query: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in query.split("&") if part)


class TestRows:
    def test_a_row_says_what_when_by_whom_and_what_is_next(self, client):
        recommendation_set = f.make_set(
            "That the roof be mended.", public=True, subject="roof", has_article=True, **received(70)
        )
        page = client.get("/recommendations/")
        assert results(page).startswith(
            f"1 recommendation The roof Finance Panel, 21 August 2026 {recommendation_set.reference} "
            "Overdue Cabinet had to answer by Friday 23 October 2026: 10 days overdue 1) That the roof be mended."
        )
        assert f"/recommendations/{recommendation_set.reference}/#r1" in links_of(page)

    def test_an_answered_row_has_its_outcome_as_a_word(self, client):
        recommendation_set = f.make_set("That the roof be mended.", public=True, **received(70))
        f.make_response(recommendation_set, until="published", approved_on=ago(20))
        told = results(client.get("/recommendations/"))
        assert "Answered The answer came on 13 October 2026, in time 1) That the roof be mended. Agreed" in told

    def test_only_the_beginning_of_a_long_recommendation(self, client):
        f.make_set("That every road be mended, " * 40, public=True)
        told = results(client.get("/recommendations/"))
        assert told.count("That every road") == 7
        assert told.endswith("…")

    def test_a_withheld_one_is_named_as_withheld(self, client):
        row = {"label": "R1", "text": "CANARY", "restriction": "exempt", "exempt_paragraphs": "3",
               "exempt_reason": "Money.", "public_summary": "Buying a site."}  # fmt: skip
        f.make_set(rows=[row], public=True)
        page = client.get("/recommendations/")
        assert "R1 Withheld (exempt): Buying a site." in results(page)
        assert b"CANARY" not in page.content


class TestOrder:
    def test_what_is_next_comes_first(self, client):
        answered_early = f.make_set("F answered in June", public=True, **received(200))
        f.make_response(answered_early, until="published", approved_on=ago(150))
        answered_undated = f.make_set("G answered, no date", public=True, made_on=ago(10))
        f.make_response(answered_undated, until="published", approved_on=None)
        answered_now = f.make_set("E answered in October", public=True, **received(190))
        f.make_response(answered_now, until="published", approved_on=ago(10))
        f.make_set("D no clock", public=True, made_on=ago(1))
        f.make_set("C due later", public=True, **received(5))
        f.make_set("B overdue", public=True, **received(70))
        f.make_set("A most overdue", public=True, **received(90))
        told = results(client.get("/recommendations/"))
        assert re.findall(r"1\) ([A-G])\b", told) == list("ABCDEFG")

    def test_those_of_one_set_stay_together_in_their_order(self, client):
        f.make_set("One", "Two", "Three", public=True, subject="alpha")
        f.make_set("Four", "Five", public=True, subject="beta")
        told = results(client.get("/recommendations/"))
        assert re.findall(r"\d\) (\w+)", told) == ["Four", "Five", "One", "Two", "Three"]
        assert told.count("Alpha") == told.count("Beta") == 1

    def test_pages_of_twenty_five_keep_the_query(self, client):
        f.make_set(*[f"Number {n}." for n in range(1, 31)], public=True)
        first = client.get("/recommendations/?state=awaiting")
        second = client.get("/recommendations/?state=awaiting&page=2")
        assert [results(page).count("Number ") for page in (first, second)] == [25, 5]
        assert "Page 1 of 2" in results(first)
        assert "?state=awaiting&amp;page=2" in links_of(first)


class TestResultLine:
    @pytest.mark.parametrize(
        ("query", "line"),
        [
            ("", "2 recommendations"),
            ("body=finance-panel&state=awaiting&year=2026/27",
             "2 recommendations made by Finance Panel, awaiting an answer, in 2026/27"),
            ("state=overdue", "2 recommendations whose answer is overdue"),
            ("outcome=accepted", "No recommendations agreed"),
            ("words=mended", "1 recommendation with the words “mended”"),
            ("words=<i>", "No recommendations with the words “<i>”"),
        ],
    )  # fmt: skip
    def test_says_what_is_shown(self, client, query, line):
        f.make_set("That the roof be mended.", "That it be painted.", public=True, **received(70))
        told = results(client.get("/recommendations/", parameters(query)))
        assert told.startswith(line)

    def test_the_search_box_shows_what_was_searched_for(self, client):
        f.make_set(public=True)
        html = client.get("/recommendations/?words=%22x").content.decode()
        assert '<input type="search" id="site-search" name="words" value="&quot;x">' in html


class TestNothing:
    def test_nothing_published_yet(self, client):
        f.make_set("CANARY")
        page = client.get("/recommendations/")
        assert heading_of(page) == "What councillors recommended, and what came of it"
        assert "No recommendations have been published yet." in words_of(page)
        assert "Narrow this list" not in words_of(page)

    def test_nothing_fits(self, client):
        f.make_set(public=True)
        told = results(client.get("/recommendations/?words=zebra"))
        assert told == (
            "No recommendations with the words “zebra” Nothing fits all of that. "
            "Take one of the filters away, or use fewer words."
        )

    def test_a_value_that_cannot_be_used_is_said(self, client):
        f.make_set(public=True)
        page = client.get("/recommendations/?state=zzz&words=" + "x" * 401)
        told = results(page)
        assert told.startswith("2 recommendations ")
        assert "That is not one of those listed, so all are shown." in told
        assert "Search for 400 characters or fewer: these words were not used." in told


class TestWhatIsNotPublic:
    def test_the_page_is_the_same_with_and_without_it(self, client):
        public = f.make_set("Public.", public=True)
        before = client.get("/recommendations/")
        f.make_set("CANARY draft", made_by=f.make_body("Secret Panel"), made_on=datetime.date(1999, 1, 1))
        f.make_response(public, until="approved")
        after = client.get("/recommendations/")
        assert (after.content, after["ETag"]) == (before.content, before["ETag"])

    def test_a_withdrawn_set_leaves_rows_and_counts(self, client):
        f.make_set("Public.", public=True)
        before = client.get("/recommendations/").content
        withdrawn = f.make_set("CANARY", public=True, made_by=f.make_body("Other Panel"))
        actions.withdraw_set(withdrawn, reason="A mistake.", by=None, at=f.AT)
        assert client.get("/recommendations/").content == before


@pytest.mark.parametrize("query", ["", "?state=awaiting&body=finance-panel&words=number&year=2021/22"])
def test_queries_do_not_grow(client, django_assert_num_queries, query):
    f.make_set("Number one.", public=True)
    with django_assert_num_queries(7):
        client.get(f"/recommendations/{query}")
    for number in range(30):
        recommendation_set = f.make_set(f"Number {number}.", public=True)
        if number % 3 == 0:
            f.make_response(recommendation_set, until="published")
    with django_assert_num_queries(7):
        client.get(f"/recommendations/{query}")


def test_no_cookie(client):
    page = client.get("/recommendations/")
    assert page.cookies == {}
    assert "Cookie" not in page.get("Vary", "")


class TestWhatIsNext:
    """An answered recommendation says what is next and when."""

    @pytest.mark.parametrize(
        ("due_on", "words"),
        [
            (datetime.date(2026, 12, 1), "No update yet An action is due by 1 December 2026"),
            (datetime.date(2026, 10, 1), "No update yet An action was due by 1 October 2026"),
        ],
    )
    def test_the_next_action_with_its_day(self, client, due_on, words):
        found = f.make_set("That the roof be mended.", public=True, **received(70))
        action = {"description": "Mend it", "lead_title": "Head of Works", "due_on": due_on}
        f.make_response(found, until="published", approved_on=ago(20), answers={"no_action": "", "actions": [action]})
        assert results(client.get("/recommendations/")).endswith(f"Agreed {words}")

    def test_what_was_reported_waits_for_the_committee(self, client):
        found = f.make_set("That the roof be mended.", public=True, **received(70))
        f.make_response(found, until="published", approved_on=ago(20))
        an_update(found, "complete", as_at=ago(5))
        assert "The committee has to confirm this or keep it open" in results(client.get("/recommendations/"))
        assert results(client.get("/recommendations/?progress=open")).startswith("1 recommendation not yet complete ")
        assert "Nothing fits all of that." in results(client.get("/recommendations/?progress=complete"))
