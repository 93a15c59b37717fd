"""Whose recommendations, of when, about what, and who answers."""

import pytest

from council.importing import Parsed
from recommendations.importers import cabinet_response
from recommendations.importers.heading import read_heading, read_respondents

TITLE = "Cabinet response to recommendations of the Parks Panel made on 14/06/2022 concerning Benches"


def heading(*paragraphs: str) -> dict:
    return read_heading(paragraphs, Parsed("cabinet_response"))


@pytest.mark.parametrize(
    ("title", "made_by", "made_on", "subject"),
    [
        (TITLE, "Parks Panel", "2022-06-14", "Benches"),
        (
            "Executive response to recommendations from the Parks Panel regarding the Bench Review",
            "Parks Panel",
            None,
            "Bench Review",
        ),
        (
            "Cabinet's response to the recommendations made by Parks Panel made at its meeting on 2nd May 2022",
            "Parks Panel",
            "2022-05-02",
            None,
        ),
        ("Cabinet response to the Parks Panel – Benches", "Parks Panel", None, "Benches"),
        ("Cabinet response to the Bench Review", None, None, "Bench Review"),
    ],
)
def test_titles(title, made_by, made_on, subject):
    read = heading(title)

    assert (read["made_by"], read["made_on"], read["subject"]) == (made_by, made_on, subject)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("Cabinet Member for Parks, Councillor Una Voss", [("Cabinet Member for Parks", "Councillor Una Voss")]),
        ("Cllr Una Voss, Leader of the Council", [("Leader of the Council", "Cllr Una Voss")]),
        (
            "Leader and Cabinet Member for Parks, Councillor Una Voss",
            [("Leader and Cabinet Member for Parks", "Councillor Una Voss")],
        ),
        ("Cabinet Member for Parks (Councillor Una Voss)", [("Cabinet Member for Parks", "Councillor Una Voss")]),
        (
            "Leader, Councillor Una Voss and Cabinet Member for Parks, Councillor Ned Dell",
            [("Leader", "Councillor Una Voss"), ("Cabinet Member for Parks", "Councillor Ned Dell")],
        ),
        (
            "Cllr Una Voss, Leader; Cllr Ned Dell, Deputy Leader",
            [("Leader", "Cllr Una Voss"), ("Deputy Leader", "Cllr Ned Dell")],
        ),
        ("Councillor Una Voss", [(None, "Councillor Una Voss")]),
        ("Head of Parks", [("Head of Parks", None)]),
    ],
)
def test_respondents(words, people):
    assert [tuple(person.values()) for person in read_respondents(words)] == people


def test_line_under_the_title_is_not_drawn_into_it():
    text = f"{TITLE}\nThe Cabinet thanks the Panel.\n\nRecommendation\tAgree?\tComment\n1) So.\tYes\tAgreed."
    read = cabinet_response.parse(text, "paste.txt").as_dict()

    assert read["subject"] == "Benches"
    assert "line_not_placed: The Cabinet thanks the Panel." in read["warnings"]


def test_sentences_give_the_dates_too():
    read = heading(
        "Cabinet response to the Parks Panel – Benches",
        "Recommendations of 21 March 2023. Response of Councillor Una Voss, Leader,"
        " agreed by Cabinet on 18 April 2023.",
    )

    assert (read["made_on"], read["cabinet_meeting_date"]) == ("2023-03-21", "2023-04-18")
    assert read["respondents"] == [{"office": "Leader", "name": "Councillor Una Voss"}]


@pytest.mark.parametrize(
    ("title", "origin"),
    [
        ("Cabinet response to the Bench Task and Finish Group – Benches", "task_group"),
        ("Cabinet response to the call-in of the Bench Decision", "call_in"),
        ("Cabinet response to the letter of the Parks Panel", "letter"),
        (TITLE, None),
    ],
)
def test_origin_is_taken_only_from_words_that_say_so(title, origin):
    assert heading(title)["origin"] == origin
