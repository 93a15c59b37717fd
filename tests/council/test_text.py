"""Dividing pasted text: paragraphs, running labels, excerpts. No word may be lost, added or moved."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.text import (
    Labelled,
    LabelledText,
    excerpt,
    normalise_newlines,
    paragraphs,
    split_label,
    split_labelled,
    without_bullet,
)

LABELS = [
    "1)",
    "(1)",
    "1.",
    "2)",
    "(2)",
    "2.",
    "3.",
    "(a)",
    "a)",
    "a.",
    "(b)",
    "b)",
    "b.",
    "(i)",
    "(ii)",
    "i.",
    "ii.",
    "1.1",
    "1.2",
    "2.1",
    "R1",
    "R2:",
    "R1.",
    "Recommendation 1:",
    "Recommendation 2",
    "Rec 1",
    "Rec. 2",
    "1a.",
    "1b.",
    "A.",
    "B.",
    "•",
    "-",
    "2021",
    "1.5",
]
WORDS = ["the", "That", "council", "agrees.", "million", "was", "said:", "£5", "(b)", "and", "1)", "d’être"]
LINE = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
LABELLED_LINE = st.tuples(st.sampled_from(["", *LABELS]), st.sampled_from(["", " ", "\t", "\u00a0 "]), LINE).map(
    "".join
)
PASTED = st.lists(LABELLED_LINE, max_size=14).flatmap(
    lambda lines: st.lists(
        st.sampled_from(["\n", "\n\n", "\r\n", "\n\u00a0\n"]), min_size=len(lines), max_size=len(lines)
    ).map(lambda ends: "".join(line + end for line, end in zip(lines, ends, strict=True)))
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of(divided: LabelledText) -> list[str]:
    return words(" ".join([divided.lead_in, *(f"{part.label} {part.text}" for part in divided.parts)]))


def labels_of(text: str) -> list[str]:
    return [part.label for part in split_labelled(text).parts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1)", "2)"),
        ("(1)", "(2)"),
        ("1.", "2."),
        ("(a)", "(b)"),
        ("a)", "b)"),
        ("a.", "b."),
        ("1.1", "1.2"),
        ("1.9", "2.1"),
        ("R1", "R2"),
        ("R1.", "R2."),
        ("R1:", "R2:"),
        ("Recommendation 1:", "Recommendation 2:"),
        ("Rec 1", "Rec 2"),
        ("(i)", "(ii)"),
        ("(h)", "(i)"),
        ("(ix)", "(x)"),
        ("A.", "B."),
        ("1a.", "1b."),
        ("1b)", "2)"),
        ("8)", "9)"),
    ],
)
def test_labels_that_run_on_are_kept_as_printed(first, second):
    divided = split_labelled(f"The Panel asks:\n\n{first} That bins be emptied.\n\n{second} That lids be shut.")

    assert divided == LabelledText(
        "The Panel asks:", (Labelled(first, "That bins be emptied."), Labelled(second, "That lids be shut."))
    )


@pytest.mark.parametrize(
    "text",
    [
        "2021 was a hard year.",
        "1.5 million people came.\n\n1.6 million are expected.",
        "3 libraries closed.\n\n4 libraries opened.",
        "A. Smith spoke first.",
        "Recommendation 1 was accepted.\n\nRecommendation 2 was not.",
        "12. is missing from the list.",
    ],
)
def test_a_sentence_that_begins_with_a_number_is_no_label(text):
    assert split_labelled(text) == LabelledText("", tuple(Labelled("", line) for line in text.split("\n\n")))


def test_one_label_is_enough_at_the_start_of_a_paragraph():
    assert split_labelled("1. That the report be noted.").parts == (Labelled("1.", "That the report be noted."),)
    assert split_labelled("The Cabinet resolves:\n1.1 To adopt it.") == LabelledText(
        "The Cabinet resolves:", (Labelled("1.1", "To adopt it."),)
    )


def test_labels_must_run_on():
    divided = split_labelled("1) one\n\n2) two\n\n4) four\n\n1) again")

    assert divided.parts == (Labelled("1)", "one"), Labelled("2)", "two\n\n4) four\n\n1) again"))


def test_wrapped_lines_are_joined_and_paragraphs_kept():
    text = "1) That the Council\n   looks again\n\nand says so in\nSeptember.\n2) That\nthe year 2021\nbe left out."

    assert split_labelled(text).parts == (
        Labelled("1)", "That the Council looks again\n\nand says so in September."),
        Labelled("2)", "That the year 2021 be left out."),
    )


def test_a_nested_list_stays_in_its_part_as_paragraphs():
    text = "1) That Cabinet:\n(a) asks for figures\n(b) prints them\n(i) monthly\n(ii) yearly\n2) That it\n\n(a) waits"

    assert split_labelled(text).parts == (
        Labelled("1)", "That Cabinet:\n\n(a) asks for figures\n\n(b) prints them\n\n(i) monthly\n\n(ii) yearly"),
        Labelled("2)", "That it\n\n(a) waits"),
    )


def test_lettered_text_may_hold_numbers():
    assert labels_of("(a) note:\n1) this\n2) that\n(b) agree") == ["(a)", "(b)"]


def test_bullets_are_parts_without_labels_after_their_lead():
    text = "Thank you.\n\nThe Panel asks that:\n• bins be emptied\n• lids be\nshut"

    assert split_labelled(text) == LabelledText(
        "Thank you.\n\nThe Panel asks that:", (Labelled("", "bins be emptied"), Labelled("", "lids be shut"))
    )


def test_text_without_labels_gives_a_part_for_each_paragraph():
    assert split_labelled("One\nparagraph.\n\n\u00a0\n\nAnother.").parts == (
        Labelled("", "One paragraph."),
        Labelled("", "Another."),
    )
    assert split_labelled(" \n ") == LabelledText("", ())


@given(st.one_of(PASTED, st.text()))
@settings(max_examples=400, deadline=None)
def test_no_word_is_lost_added_or_moved(text):
    without_o_bullets = re.sub(r"(?m)^\s*o(?=[\t\u00a0])", "", normalise_newlines(text))

    assert [w for w in words_of(split_labelled(text)) if w != "o"] == [w for w in words(without_o_bullets) if w != "o"]


@given(PASTED)
@settings(max_examples=200, deadline=None)
def test_parts_divided_again_stay_whole(text):
    for part in split_labelled(text).parts:
        assert words_of(split_labelled(part.text)) == words(part.text)


def test_label_of_one_cell():
    assert split_label("2) That it be so.\nAnd more.") == Labelled("2)", "That it be so.\nAnd more.")
    assert split_label("R4 That it be so.") == Labelled("R4", "That it be so.")
    assert split_label("(a)\u00a0\u00a0 write") == Labelled("(a)", "write")
    assert split_label("Recommendations 3 to 5: That all be paid.") == Labelled(
        "Recommendations 3 to 5:", "That all be paid."
    )
    assert split_label("A. Smith be thanked") == Labelled("", "A. Smith be thanked")
    assert split_label("12 of the shelters") == Labelled("", "12 of the shelters")


def test_paragraphs_are_divided_at_blank_lines_only():
    assert paragraphs("\r\n One\r\ntwo  \r\n\u00a0\r\nthree\n\n\n") == ["One\ntwo", "three"]
    assert paragraphs(" \n") == []


@given(st.text())
def test_paragraphs_keep_every_word(text):
    assert " ".join(paragraphs(text)).split() == normalise_newlines(text).split()


def test_newlines_of_every_kind_become_line_feeds():
    assert normalise_newlines("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize("marked", ["• one", "·\u00a0\u00a0 one", "- one", "– one", "o\tone", "•one"])
def test_the_mark_of_a_bullet_goes(marked):
    assert without_bullet(marked) == "one"


def test_a_short_text_is_not_cut():
    assert excerpt("One two.\n\nThree.", words=3) == ("One two.\n\nThree.", False)


def test_an_excerpt_ends_after_a_paragraph_near_the_limit():
    text = "\n\n".join(["w " * 89 + "end.", "v " * 49 + "end."])

    assert excerpt(text, words=100) == (text.split("\n\n")[0], True)


def test_an_excerpt_ends_after_a_sentence():
    text = "First words of Mr. Pike were heard. " + "He went on and on " * 20 + "and stopped. " + "More " * 200

    kept, is_cut = excerpt(text, words=120)

    assert is_cut
    assert kept.endswith("and stopped.")


def test_an_excerpt_of_one_endless_sentence_ends_after_a_word():
    assert excerpt("one two three four five", words=3) == ("one two three", True)


def test_an_excerpt_does_not_begin_a_paragraph_it_cannot_end_a_sentence_of():
    text = "w " * 70 + "end.\n\n" + "v " * 60 + "end."

    assert excerpt(text, words=100) == ("w " * 70 + "end.", True)


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_an_excerpt_is_the_beginning_of_the_text(text, limit):
    kept, is_cut = excerpt(text, words=limit)

    assert len(kept.split()) <= limit
    assert (
        text.split()[: len(kept.split())] == kept.split()
        or normalise_newlines(text).split()[: len(kept.split())] == kept.split()
    )
    assert is_cut == (len(normalise_newlines(text).split()) > limit)
