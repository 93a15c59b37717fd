"""The page of a set that was answered: the answer first, then why, what will be done, what was corrected."""

from __future__ import annotations

import pytest
import time_machine

from recommendations import actions
from recommendations.choices import ApprovalBasis, Outcome
from tests import factories as f
from tests.reading import heading_of, links_of, record_words, words_of
from tests.recommendations.answering import NO, PART, TODAY, YES, a_set, ago, answer, lead_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files", "today")]


@pytest.fixture
def today():
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


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
        words = record_words(page_of(client, recommendation_set))
        assert "Cabinet did not agree to the recommendation." in words
        assert "withdrawn" not in words
