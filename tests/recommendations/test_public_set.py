"""The page of a set: the answer first, then why, by when, what will be done and what has happened."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from recommendations import actions
from recommendations.choices import ApprovalBasis, Outcome
from tests import factories as f
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files", "today")]

TODAY = datetime.date(2026, 11, 2)
YES = {"outcome": Outcome.ACCEPTED, "outcome_words": "Yes", "comment": "Agreed.", "no_action": "done"}
PART = {"outcome": Outcome.IN_PART, "outcome_words": "In part", "comment": "Only the roof.", "no_action": "intent"}
NO = {"outcome": Outcome.NOT_ACCEPTED, "outcome_words": "No", "comment": "There is no money."}


@pytest.fixture
def today():
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def a_set(*texts, received=None, **fields):
    """A public set; `received` days ago, with written notice that day."""
    if received is not None:
        day = ago(received)
        fields = {"made_on": ago(received + 5), "received_on": day, "notice_given_on": day} | fields
    return f.make_set(*texts, public=True, **fields)


def answer(recommendation_set, *rows, reason="", until="published", approved_on=datetime.date(2021, 9, 14), **fields):
    """A response with one row of values for each recommendation."""
    response = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason=reason)
    fields = {
        "respondent_title": "Cabinet Member for Libraries",
        "respondent_name": "Councillor Ada Fenwright",
    } | fields
    values = {item.pk: row for item, row in zip(response.items.all(), rows, strict=True)}
    response = actions.save_response(
        response, fields=fields, rows=values, edit_number=response.edit_number, by=None, at=f.AT
    )
    drafter = f.make_user(("officer", "executive"))
    return f.advance(response, until, approved_on=approved_on, drafter=drafter)


def page_of(client, recommendation_set):
    response = client.get(f"/recommendations/{recommendation_set.reference}/")
    assert response.status_code == 200
    return response


def lead_of(response) -> str:
    return response.content.decode().split('<p class="lead">')[1].split("</p>")[0]


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


class TestAnswered:
    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            ([YES], "Cabinet agreed to the recommendation."),
            ([YES, YES], "Cabinet agreed to both recommendations."),
            ([YES, YES, YES], "Cabinet agreed to all 3 recommendations."),
            ([YES, YES, PART, NO], "Cabinet answered 4 recommendations: 2 agreed, 1 in part and 1 refused."),
            ([NO, NO], "Cabinet agreed to neither recommendation."),
        ],
    )
    def test_the_answer_comes_first(self, client, rows, sentence):
        recommendation_set = a_set(*[f"That it be done {n}." for n in range(len(rows))])
        answer(recommendation_set, *rows)
        page = page_of(client, recommendation_set)
        assert lead_of(page) == sentence
        assert heading_of(page) == (
            "Cabinet response to recommendations of the Finance Panel made on 2 August 2021 concerning the ledger"
        )

    def test_who_responds_the_date_and_each_row(self, client):
        recommendation_set = a_set("That the ledger be balanced.", "That a roof be built.")
        answer(recommendation_set, YES, PART)
        words = words_of(page_of(client, recommendation_set))
        assert "Date of Cabinet meeting: 14 September 2021" in words
        assert "Response provided by Cabinet Member for Libraries, Councillor Ada Fenwright" in words
        assert "Recommendation 1) That the ledger be balanced. Agree? Yes Comment Agreed." in words
        assert "Recommendation 2) That a roof be built. Agree? In part Comment Only the roof." in words

    def test_an_office_without_a_name(self, client):
        recommendation_set = a_set("That it be done.")
        answer(recommendation_set, YES, respondent_name="")
        assert "<strong>Response provided by Cabinet Member for Libraries</strong>" in (
            page_of(client, recommendation_set).content.decode()
        )

    def test_a_comment_keeps_its_paragraphs_and_its_stray_dot(self, client):
        recommendation_set = a_set("That it be done.")
        answer(recommendation_set, YES | {"comment": ".Agreed.\n\nI meet them\nregularly.\n\n<b>Thanks</b>"})
        html = page_of(client, recommendation_set).content.decode()
        assert "<p>.Agreed.</p>\n<p>I meet them<br>regularly.</p>\n<p>&lt;b&gt;Thanks&lt;/b&gt;</p>" in html

    def test_qualifiers_stand_beside_the_outcome(self, client):
        recommendation_set = a_set("That it be done at once.")
        more = {"is_in_principle": True, "has_amendment": True, "agreed_wording": "That it be done in spring."}
        answer(recommendation_set, PART | more)
        page = page_of(client, recommendation_set)
        assert "In part in principle with an amendment" in words_of(page)
        assert "That it be done <del>at once.</del> <ins>in spring.</ins>" in page.content.decode()

    def test_noted_is_no_outcome(self, client):
        recommendation_set = a_set("That it be done.", "And that.")
        noted = {"outcome": Outcome.NO_OUTCOME, "outcome_words": "Noted", "comment": "Noted."}
        answer(recommendation_set, YES, noted)
        page = page_of(client, recommendation_set)
        assert lead_of(page) == "Cabinet answered 2 recommendations: 1 agreed and 1 answered without saying."
        assert "Agree? Noted no outcome given Comment" in words_of(page)

    def test_in_time_and_late(self, client):
        on_time, late = a_set("One.", received=100), a_set("Two.", received=100)
        answer(on_time, YES, approved_on=ago(50))
        answer(late, YES, approved_on=ago(30))
        assert "The answer came on 13 September 2026, in time." in lead_of(page_of(client, on_time))
        assert "The answer came on 3 October 2026, 9 days late." in lead_of(page_of(client, late))

    def test_imported_history_is_never_called_late(self, client):
        recommendation_set = a_set("One.", received=100)
        answer(recommendation_set, YES, approved_on=None)
        words = words_of(page_of(client, recommendation_set))
        assert "Date of Cabinet meeting: not recorded" in words
        assert " late" not in words
        assert "in time" not in words

    def test_a_single_member_decides(self, client):
        recommendation_set = a_set("One.")
        response = answer(recommendation_set, YES, until="signed_off")
        response = actions.record_approval(
            response, basis=ApprovalBasis.INDIVIDUAL, approved_on=ago(3), edit_number=None, by=None, at=f.AT
        )
        actions.publish_response(response, edit_number=None, by=None, at=f.AT)
        page = page_of(client, recommendation_set)
        assert lead_of(page) == "The Cabinet Member for Libraries agreed to the recommendation."
        assert "Date of decision: 30 October 2026" in words_of(page)

    def test_what_will_be_done(self, client):
        recommendation_set = a_set("One.", "Two.", "Three.", "Four.")
        action = {"description": "An audit", "lead_title": "Head of Audit", "due_on": ago(-90), "cost": "£2,000"}
        undated = {"description": "A survey", "no_due_reason": "after the audit"}
        answer(
            recommendation_set,
            YES | {"no_action": "", "actions": [action, undated]},
            PART | {"no_action": "done", "no_action_reason": "It was done in May."},
            PART | {"no_action": ""},
            NO,
        )
        words = words_of(page_of(client, recommendation_set))
        assert "What will be done An audit Cost or resources: £2,000 Who Head of Audit By when 31 January 2027" in words
        assert "What will be done A survey Who Not recorded By when No date: after the audit" in words
        assert "Recommendation 2): no separate action, already done. It was done in May." in words
        assert "Recommendation 3): no action is recorded." in words
        assert "Recommendation 4):" not in words


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


class TestCorrected:
    @pytest.fixture
    def corrected(self):
        recommendation_set = a_set("That the ledger be balanced.", "That staff be thanked.")
        answer(recommendation_set, YES | {"comment": "Agreed, by spring."}, YES)
        answer(recommendation_set, YES | {"comment": "Agreed, by summer."}, PART, reason="The season was wrong.")
        return recommendation_set

    def test_a_banner_gives_the_reason_and_the_difference(self, client, corrected):
        page = page_of(client, corrected)
        words = words_of(page)
        assert "Corrected version This response was corrected on 2 November 2026. Why: The season was wrong." in words
        html = page.content.decode()
        assert "<p>Agreed, by <del>spring.</del> <ins>summer.</ins></p>" in html
        assert "<strong>Recommendation 2): answer</strong></p><p><del>Yes</del> <ins>In part</ins></p>" in html
        assert f"/recommendations/{corrected.reference}/responses/1/" in links_of(page)

    def test_the_answer_is_that_of_the_newest_version(self, client, corrected):
        assert lead_of(page_of(client, corrected)) == "Cabinet answered 2 recommendations: 1 agreed and 1 in part."

    def test_a_draft_correction_is_not_seen(self, client):
        recommendation_set = a_set("One.")
        answer(recommendation_set, YES)
        before = page_of(client, recommendation_set).content
        answer(recommendation_set, NO, reason="It was wrong.", until="approved")
        assert page_of(client, recommendation_set).content == before

    def test_recommendations_corrected_since_are_shown_beside_the_answer(self, client):
        recommendation_set = a_set("That the leger be balanced.")
        answer(recommendation_set, YES)
        rows = [{"key": row.key, "label": row.label, "text": "That the ledger be balanced."}
                for row in recommendation_set.recommendations.all()]  # fmt: skip
        recommendation_set.refresh_from_db()
        actions.revise_set(
            recommendation_set, fields={}, rows=rows, edit_number=recommendation_set.edit_number, by=None, at=f.AT,
            reason="A letter was missing.",
        )  # fmt: skip
        page = page_of(client, recommendation_set)
        assert "That the leger be balanced." in words_of(page)
        assert "That the <del>leger</del> <ins>ledger</ins> be balanced." in page.content.decode()


class TestWithdrawn:
    def test_a_withdrawn_set_is_a_tombstone(self, client):
        recommendation_set = a_set("CANARY")
        actions.withdraw_set(recommendation_set, reason="It was not theirs.", by=None, at=f.AT)
        response = client.get(f"/recommendations/{recommendation_set.reference}/")
        assert response.status_code == 410
        assert "It was not theirs." in words_of(response)
        assert b"CANARY" not in response.content

    def test_a_withdrawn_answer_is_told_and_the_clock_runs_again(self, client):
        recommendation_set = a_set("One.", received=70)
        response = answer(recommendation_set, YES | {"comment": "CANARY"}, approved_on=ago(20))
        actions.withdraw_response(response, reason="The wrong member signed it.", by=None, at=f.AT)
        page = page_of(client, recommendation_set)
        words = words_of(page)
        assert "10 days overdue" in words
        told = "An answer was published here and withdrawn on 2 November 2026. Why: The wrong member signed it."
        assert told in words
        assert b"CANARY" not in page.content

    def test_an_answer_after_a_withdrawn_one_stands_alone(self, client):
        recommendation_set = a_set("One.")
        response = answer(recommendation_set, YES)
        actions.withdraw_response(response, reason="The wrong member signed it.", by=None, at=f.AT)
        answer(recommendation_set, NO)
        words = words_of(page_of(client, recommendation_set))
        assert "Cabinet did not agree to the recommendation." in words
        assert "withdrawn" not in words


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
