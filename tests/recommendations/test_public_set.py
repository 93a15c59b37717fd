"""The page of a set while it waits, where it belongs, what has happened, and how the server answers."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from recommendations import actions
from tests import factories as f
from tests.reading import heading_of, links_of, words_of
from tests.recommendations.answering import TODAY, YES, a_set, ago, answer, lead_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files", "today")]


@pytest.fixture
def today():
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


class TestAwaiting:
    def test_the_heading_and_the_recommendations(self, client):
        page = page_of(client, a_set("That it be mended.", received=10, subject="roof", has_article=True))
        assert heading_of(page) == "Recommendations of the Finance Panel made on 18 October 2026 concerning the roof"
        assert "1) That it be mended." in words_of(page)

    def test_says_who_has_to_answer_and_by_when(self, client):
        page = page_of(client, a_set(received=10))
        assert lead_of(page) == "Cabinet has to answer by Tuesday 22 December 2026."

    def test_due_soon(self, client):
        page = page_of(client, a_set(received=55))
        assert "Cabinet has to answer by Saturday 7 November 2026, in 5 days." in words_of(page)

    def test_the_last_day_is_still_in_time(self, client):
        page = page_of(client, a_set(received=0, made_on=ago(70), received_on=datetime.date(2026, 9, 3),
                                     notice_given_on=datetime.date(2026, 9, 3)))  # fmt: skip
        assert "Cabinet has to answer by today, Monday 2 November 2026." in words_of(page)
        assert "verdue" not in words_of(page)

    def test_overdue_by_so_many_days(self, client):
        page = page_of(client, a_set(received=70))
        assert "Overdue Cabinet had to answer by Friday 23 October 2026: 10 days overdue." in words_of(page)

    def test_a_clock_of_before_the_council_began_is_not_shown(self, client):
        f.make_council(clock_starts_on=datetime.date(2026, 10, 1))
        words = words_of(page_of(client, a_set(received=70)))
        assert "Cabinet has not answered yet; no due date is shown." in words
        assert "The council counts the time to answer for recommendations received from 1 October 2026." in words
        assert "23 October 2026" not in words

    def test_without_a_date_of_receipt_nothing_is_claimed(self, client):
        words = words_of(page_of(client, a_set(made_on=ago(400))))
        assert "When Cabinet received the recommendations is not recorded" in words
        assert "Received on Not recorded" in words
        assert "verdue" not in words
        assert "Answer due by" not in words

    def test_a_target_is_called_the_councils_own(self, client):
        f.make_council(target_months=3)
        words = words_of(page_of(client, a_set(made_on=ago(30), received_on=ago(20))))
        assert "the council's target of three months beginning with that day, last day 12 January 2027." in words
        assert "This is the council’s own target." in words

    def test_a_period_in_law_is_called_so_with_its_working(self, client):
        words = words_of(page_of(client, a_set(received=10)))
        assert "Received 23 October 2026, two months beginning with that day, last day 22 December 2026." in words
        assert "This period is set by law" in words

    def test_a_draft_answer_changes_nothing(self, client):
        recommendation_set = a_set(received=70)
        before = page_of(client, recommendation_set)
        f.make_response(recommendation_set, until="approved", approved_on=ago(1))
        after = page_of(client, recommendation_set)
        assert (after.content, after["ETag"]) == (before.content, before["ETag"])


class TestInterim:
    def test_it_stands_beside_the_running_clock(self, client):
        recommendation_set = a_set("One.", "Two.", received=55)
        waiting = {"outcome": "", "outcome_words": "", "comment": "We will answer in full in December."}
        answer(recommendation_set, waiting, YES, kind="interim", approved_on=ago(5))
        page = page_of(client, recommendation_set)
        words = words_of(page)
        assert heading_of(page).startswith("Recommendations of the Finance Panel")
        assert "Due soon Cabinet has to answer by Saturday 7 November 2026, in 5 days." in words
        assert "Interim response This is not the full answer, and the time to answer goes on." in words
        assert "Agree? Not yet answered Comment We will answer in full in December." in words
        assert client.get(f"/recommendations/{recommendation_set.reference}.pdf").status_code == 404

    def test_the_full_answer_takes_its_place(self, client):
        recommendation_set = a_set("One.", received=55)
        answer(recommendation_set, YES | {"comment": "Interim words."}, kind="interim", approved_on=ago(5))
        answer(recommendation_set, YES | {"comment": "Full words."}, kind="full", approved_on=ago(2))
        words = words_of(page_of(client, recommendation_set))
        assert "Full words." in words
        assert "Interim words." not in words
        assert "Version 1, published on 2 November 2026 Interim response" in words


class TestWhereItBelongs:
    def test_links_to_item_and_issue_only_where_they_are_public(self, client):
        issue = f.make_issue("The ledger", public=True)
        item = f.make_item(
            f.make_meeting(f.make_body("Finance Panel"), public=True), title="Ledger report", public=True
        )
        hidden_item = f.make_item(title="CANARY item")
        hidden_issue = f.make_issue("CANARY issue")
        seen = page_of(client, a_set(issue=issue, made_at=item))
        unseen = page_of(client, a_set(issue=hidden_issue, made_at=hidden_item, made_at_meeting=hidden_item.meeting))
        assert "Made at Finance Panel, 6 October 2026: Ledger report" in words_of(seen)
        assert "Part of the issue The ledger" in words_of(seen)
        assert any(link.startswith("/issues/") for link in links_of(seen) if link != "/issues/")
        assert b"CANARY" not in unseen.content
        assert "Made at" not in words_of(unseen)

    def test_the_exempt_title_of_an_item_is_not_shown(self, client):
        item = f.make_item(
            f.make_meeting(public=True), title="CANARY", public_title="A lease", public=True, restriction="exempt",
            exempt_paragraphs="3", exempt_reason="Money.",
        )  # fmt: skip
        page = page_of(client, a_set(made_at=item))
        assert "A lease" in words_of(page)
        assert b"CANARY" not in page.content

    def test_an_officers_summary_is_marked(self, client):
        words = words_of(page_of(client, a_set(in_short="They asked for balance.")))
        assert "In short (an officer’s summary, not part of the record) They asked for balance." in words


class TestTimeline:
    def test_newest_first_with_links(self, client):
        recommendation_set = a_set("One.", made_on=ago(100), sent_on=ago(99), received_on=ago(98))
        answer(recommendation_set, YES, approved_on=ago(50))
        page = page_of(client, recommendation_set)
        told = words_of(page).split("What happened, newest first ")[1]
        order = [
            "13 September 2026 Cabinet responded to the recommendations about the ledger",
            "27 July 2026 Cabinet received the recommendations",
            "26 July 2026 The recommendations were sent to Cabinet",
            "25 July 2026 Finance Panel made 1 recommendation about the ledger",
        ]
        places = [told.index(words) for words in order]
        assert places == sorted(places)
        assert {"/register/1/", f"/recommendations/{recommendation_set.reference}/responses/1/"} <= set(links_of(page))

    def test_a_stage_with_its_own_event_is_told_once(self, client):
        recommendation_set = a_set("One.", made_on=ago(100))
        actions.receive_set(
            recommendation_set, received_on=ago(90), notice_given_on=None, edit_number=None, by=None, at=f.AT
        )
        told = words_of(page_of(client, recommendation_set)).split("What happened, newest first ")[1]
        assert told.count("received the recommendations") == 1


class TestAnswersOfTheServer:
    def test_queries_do_not_grow(self, client, django_assert_num_queries):
        few, many = a_set("One."), a_set(*[f"Number {n}." for n in range(30)])
        for recommendation_set in (few, many):
            rows = [YES] * recommendation_set.recommendations.count()
            answer(recommendation_set, *rows)
            answer(recommendation_set, *rows, reason="A comma.")
            with django_assert_num_queries(7):
                page_of(client, recommendation_set)

    def test_no_cookie_and_a_lasting_etag(self, client):
        recommendation_set = a_set("One.")
        page = page_of(client, recommendation_set)
        assert page.cookies == {}
        assert "Cookie" not in page.get("Vary", "")
        address = f"/recommendations/{recommendation_set.reference}/"
        assert client.get(address, headers={"If-None-Match": page["ETag"]}).status_code == 304

    @pytest.mark.parametrize(
        "address", ["/recommendations/SR-1-1/", "/recommendations/%00/", "/recommendations/SR-1.pdf"]
    )
    def test_what_does_not_exist_is_404(self, client, address):
        assert client.get(address).status_code == 404

    def test_a_draft_is_404(self, client):
        f.make_set("CANARY")
        assert client.get("/recommendations/SR-2026-1/").status_code == 404

    def test_other_methods_are_405(self, client):
        assert client.post("/recommendations/SR-2026-1/").status_code == 405
