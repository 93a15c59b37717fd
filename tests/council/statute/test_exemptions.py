"""The descriptions of exempt information by nation: which paragraphs there are, what is refused, how they are cited."""

from __future__ import annotations

import pytest

from council.models import Council
from council.statute.exemptions import (
    PARAGRAPHS,
    SCHEDULES,
    explained,
    has_paragraphs,
    numbers_in,
    unknown_in,
    written,
)
from council.templatetags.exemptions import cited, paragraphs_explained


def test_every_nation_has_its_own():
    assert set(PARAGRAPHS) == set(SCHEDULES) == set(Council.Nation.values)


@pytest.mark.parametrize(
    ("nation", "numbers"),
    [
        # LGA 1972 Sch 12A Part 1
        ("england", ["1", "2", "3", "4", "5", "6", "7"]),
        # LGA 1972 Sch 12A Part 4 (WSI 2007/969); 18A to 18C by WSI 2007/951 reg 4
        ("wales", ["12", "13", "14", "15", "16", "17", "18", "18A", "18B", "18C"]),
        # LG(S)A 1973 Sch 7A Part I
        ("scotland", [str(number) for number in range(1, 16)]),
        ("northern-ireland", []),
    ],
)
def test_the_paragraphs_of_each_nation(nation, numbers):
    assert list(PARAGRAPHS[nation]) == numbers
    assert has_paragraphs(nation) == bool(numbers)
    assert all(PARAGRAPHS[nation].values())


@pytest.mark.parametrize(
    ("text", "nation", "wrong"),
    [
        ("3", "england", []),
        ("1, 3 and 5", "england", []),
        ("paragraphs 1 & 2", "england", []),
        ("8", "england", ["8"]),
        ("3 and 12", "england", ["12"]),
        ("18a", "wales", []),
        ("18A", "england", ["18A"]),
        ("3", "wales", ["3"]),
        ("15", "scotland", []),
        ("16", "scotland", ["16"]),
        ("three", "england", ["three"]),
        ("Schedule 6, paragraph 3", "northern-ireland", []),
    ],
)
def test_what_is_no_paragraph_is_named(text, nation, wrong):
    assert unknown_in(text, nation) == wrong


def test_numbers_are_text_in_the_order_given_and_each_once():
    assert numbers_in("3, 1 and 3 and 18a") == ["3", "1", "18A"]
    assert written(["1", "3", "18A"]) == "1, 3 and 18A"


def test_a_citation_names_the_schedule_of_the_nation():
    assert cited("3", "england") == "(Schedule 12A to the Local Government Act 1972, paragraph 3)"
    assert cited("1 and 2", "wales") == "(Schedule 12A to the Local Government Act 1972, paragraphs 1 and 2)"
    assert cited("6", "scotland") == "(Schedule 7A to the Local Government (Scotland) Act 1973, paragraph 6)"
    assert cited("Schedule 6, paragraph 3", "northern-ireland") == "(Schedule 6, paragraph 3)"
    assert cited("", "england") == ""


def test_a_reader_is_told_what_a_paragraph_is_about():
    assert explained("7 and 99", "england") == ["preventing, investigating or prosecuting crime"]
    told = "Information: preventing, investigating or prosecuting crime."
    assert paragraphs_explained("14", "scotland") == told
    assert paragraphs_explained("words", "northern-ireland") == ""
