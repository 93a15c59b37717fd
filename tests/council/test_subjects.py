"""Names of wards and topics in a line of text: what is one name, and which lines have it."""

from __future__ import annotations

import pytest

from council import subjects


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("", []),
        ("Aldry", ["aldry"]),
        ("Aldry, Skelmere ward; Barton and Sandhills.", ["aldry", "skelmere", "barton-and-sandhills"]),
        ("Aldry,  aldry Ward,\nSt Mary’s", ["aldry", "st-marys"]),
        ("All", ["all"]),
        ("All wards", ["all"]),
        ("Borough-wide", ["all"]),
        ("the whole city", ["all"]),
        ("None", []),
        ("N/A", []),
        ("Ward", ["ward"]),
        ("Housing, Climate change", ["housing", "climate-change"]),
        ("Allerton", ["allerton"]),
        ("!!!", []),
    ],
)
def test_a_line_is_its_names(text, slugs):
    assert subjects.slugs_in(text) == slugs


def test_names_are_as_written_in_the_shortest_way_with_the_whole_area_first():
    lines = ["Skelmere ward, aldry", "Aldry ward", "Aldry", "All wards", ""]
    assert list(subjects.names_of(lines).items()) == [
        ("all", "The whole area"),
        ("aldry", "Aldry"),
        ("skelmere", "Skelmere ward"),
    ]


def test_lines_with_a_name_have_it_as_a_whole_name():
    lines = ["Aldry", "Aldry North", "Skelmere, Aldry ward", "Aldry"]
    assert subjects.lines_with(lines, "aldry") == ["Aldry", "Skelmere, Aldry ward"]
