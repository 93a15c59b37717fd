"""Which words in the outcome column are an outcome."""

import pytest

from recommendations.importers.outcomes import outcome_of_cell, read_outcome


@pytest.mark.parametrize(
    ("words", "outcome", "qualifiers"),
    [
        ("Yes", "accepted", []),
        ("AGREED", "accepted", []),
        ("Accept.", "accepted", []),
        ("Derbyn", "accepted", []),
        ("Agreed in principle", "accepted", ["in_principle"]),
        ("Already in hand", "accepted", ["already_in_progress"]),
        ("In part", "accepted_in_part", []),
        ("Partially accepted", "accepted_in_part", []),
        ("Agreed in part", "accepted_in_part", []),
        ("No", "not_accepted", []),
        ("Not accepted at this time", "not_accepted", []),
        ("Disagree", "not_accepted", []),
        ("Do not accept", "not_accepted", []),
        ("Gwrthod", "not_accepted", []),
        ("Noted", None, []),
        ("Nodi", None, []),
        ("Yes / No / In part", None, []),
        ("Nobody agreed", None, []),
        ("", None, []),
    ],
)
def test_outcome_words(words, outcome, qualifiers):
    assert read_outcome(words) == (outcome, qualifiers)


def test_outcome_cell_may_go_on_with_the_reasons():
    assert outcome_of_cell(["ACCEPT", "It was done in May."]) == ("ACCEPT", "accepted", [], ["It was done in May."])
    assert outcome_of_cell(["Partially", "accepted"])[:2] == ("Partially accepted", "accepted_in_part")
    assert outcome_of_cell(["Noted", "It was a long and useful talk with everybody."])[3] == [
        "It was a long and useful talk with everybody."
    ]
    assert outcome_of_cell(["–"]) == (None, None, [], [])
