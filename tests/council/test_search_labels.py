"""Labels in excerpts: a reader knows what each value is, and no search finds a record by the name of a field."""

from __future__ import annotations

import pytest

from council.search import excerpts, parse
from council.search.labels import SAYS_NOTHING, WORDS, Label, labelled
from council.search.words import words_of
from meetings.choices_decisions import Answer
from meetings.searchable import together
from tests import factories as f
from tests.council.test_search_index import found
from tests.council.test_search_words import divided_by_sqlite
from tests.decision_factories import make_decision
from tests.factories_plan import make_entry
from tests.reading import words_of as words_on


def test_each_label_has_its_own_sign_and_words():
    assert list(WORDS) == list(Label)
    assert len(Label.__members__) == len({str(words) for words in WORDS.values()})
    assert {len(sign) for sign in Label} == {1}


def test_a_sign_is_no_letter_to_either_database():
    text = " ".join(f"{sign}lamps" for sign in Label)
    assert set(words_of(text)) == {"lamps"}
    assert set(divided_by_sqlite(text)) == {"lamp"}


def test_what_says_nothing_is_left_out():
    assert [labelled(Label.WARDS, value) for value in ("", "  ", "None", "none.", "N/A", "-")] == [""] * 6
    assert "all" not in SAYS_NOTHING
    assert labelled(Label.WARDS, " All ") == "\u4dc6All"
    assert labelled(Label.MAKER, "Leader", "", "Ada Fenwright") == "\u4dc9Leader, Ada Fenwright"


def test_an_excerpt_says_what_a_value_is_and_marks_in_the_value_alone():
    reasons = labelled(Label.REASONS, "Lamps\n\nand wards")
    text = together("That the quay be lit.", labelled(Label.WARDS, "All"), reasons)
    shown = excerpts.excerpt(text, parse("wards lamps").stems)
    assert shown == ("That the quay be lit. Wards affected: All · Reasons: <mark>Lamps</mark> · and <mark>wards</mark>")


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
def test_decisions_and_the_plan_are_not_found_by_their_labels_and_say_them(client):
    make_decision(public=True, title="Lamps let", alternatives="Candles until January", wards="Skelmere",
                  consultation_answer=Answer.NONE, consultation="")  # fmt: skip
    make_entry("Lamps planned", public=True, wards="All", consultation="None")
    f.make_issue("Lamps", public=True, lead_member="Leader of the Council")
    assert found("none") == found("consultation") == found("affected") == found("member leader") == []
    assert found("candles") == ["decision: Lamps let"]
    told = words_on(client.get("/search/?words=lamps"))
    assert "Other options considered: Candles until January · Wards affected: Skelmere" in told
    assert "Wards affected: All · " in told
    assert "Lead member: Leader of the Council" in told
    assert "Consultation: None" not in told
