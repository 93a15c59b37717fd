"""Sentences made from public dictionaries, and the marked differences between texts and versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import differences
from recommendations import wording
from recommendations.choices import Outcome

FACTS = {
    "made_by": "Finance Panel",
    "made_on": "2021-08-02",
    "subject": "ledger",
    "has_article": True,
    "addressee": "Cabinet",
}


def an_item(outcome="", **fields):
    return {"outcome": outcome, "outcome_words": "", "recommendation": {"label": "1)", "position": 1}} | fields


class TestHeadings:
    def test_the_sentence(self):
        assert wording.response_heading({"set": FACTS}) == (
            "Cabinet response to recommendations of the Finance Panel made on 2 August 2021 concerning the ledger"
        )

    def test_without_an_article(self):
        assert wording.set_heading(FACTS | {"has_article": False}).endswith("concerning ledger")

    def test_a_body_that_has_its_own_article(self):
        assert "of The Assembly made on" in wording.set_heading(
            FACTS | {"made_by": {"name": "The Assembly", "slug": "x"}}
        )

    def test_a_date_that_is_not_recorded(self):
        assert wording.set_heading(FACTS | {"made_on": None}) == (
            "Recommendations of the Finance Panel concerning the ledger"
        )

    def test_an_interim_response_is_called_so(self):
        assert wording.response_heading({"set": FACTS, "kind": "interim"}).startswith("Cabinet interim response to")


class TestRecommendations:
    @pytest.mark.parametrize(
        ("label", "name"),
        [("1)", "Recommendation 1)"), ("R1", "Recommendation R1"), ("Rec 3", "Rec 3"), ("", "Recommendation 7"),
         ("Recommendation 2", "Recommendation 2"), ("3 to 5", "Recommendation 3 to 5")],
    )  # fmt: skip
    def test_are_called_by_their_label_as_printed(self, label, name):
        assert wording.recommendation_name({"label": label, "position": 7}) == name

    @pytest.mark.parametrize(
        ("paragraphs", "words"),
        [
            ("3", "paragraph 3 of"),
            ("18A", "paragraph 18A of"),
            ("3, 5", "paragraphs 3, 5 of"),
            ("3 and 5", "paragraphs 3"),
        ],
    )
    def test_the_ground_for_withholding(self, paragraphs, words):
        assert f"exempt under {words}" in wording.exempt_ground(paragraphs)


class TestAnswers:
    @pytest.mark.parametrize(
        ("outcomes", "sentence"),
        [
            ([Outcome.NO_OUTCOME], "Cabinet answered the recommendation without saying whether it agrees."),
            ([Outcome.IN_PART] * 2, "Cabinet agreed in part to both recommendations."),
            ([Outcome.NOT_ACCEPTED] * 5, "Cabinet agreed to none of the 5 recommendations."),
            ([Outcome.ACCEPTED, ""], "Cabinet answered 2 recommendations: 1 agreed and 1 not yet answered."),
            ([""], "Cabinet has not answered the recommendation yet."),
        ],
    )
    def test_in_one_sentence(self, outcomes, sentence):
        items = [an_item(outcome) for outcome in outcomes]
        assert wording.answer_sentence({"set": FACTS, "items": items}) == sentence

    def test_the_councils_own_word_is_shown(self):
        assert wording.outcome_shown(an_item("accepted", outcome_words="Aye")) == "Aye"

    def test_without_a_word_of_its_own(self):
        assert wording.outcome_shown(an_item("no_outcome_given")) == "No outcome given"

    def test_the_foot_names_the_body_that_met(self):
        assert wording.meeting_label({"set": FACTS | {"addressee": "Executive"}}) == "Date of Executive meeting:"


class TestDifferences:
    def test_words_are_marked(self):
        found = differences.marked("That it be done at once.", "That it be done well, at once.")
        assert found == "<p>That it be done <ins>well, </ins>at once.</p>"

    def test_paragraphs_stay(self):
        assert differences.marked("One.\n\nTwo.", "One.\n\n2.") == "<p>One.</p>\n<p><del>Two.</del> <ins>2.</ins></p>"

    def test_markup_in_the_text_is_text(self):
        found = differences.marked("<b>a</b>", "<script>")
        assert found == "<p><del>&lt;b&gt;a&lt;/b&gt;</del> <ins>&lt;script&gt;</ins></p>"

    @given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
    def test_both_texts_can_be_read_out_of_it(self, before, after):
        runs = differences.word_difference(before, after)
        assert "".join(run for kind, run in runs if kind != "gone") == after
        assert "".join(run for kind, run in runs if kind != "new") == before
