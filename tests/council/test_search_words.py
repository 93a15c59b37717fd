"""The words of a text and of a query: divided and stemmed as SQLite does it, whatever somebody types."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.search import excerpts, parse
from council.search.query import LONGEST, MOST_TERMS
from council.search.sqlite import expression
from council.search.stemming import stem
from council.search.vectors import tsquery, vector
from council.search.words import folded_in_place, words_of
from meetings.searchable import together

ENDINGS = (
    "s es ies sses ed eed ing y ational tional enci anci izer logi bli alli entli eli ousli ization ation ator alism "
    "iveness fulness ousness aliti iviti biliti icate ative alize iciti ical ful ness al ance ence er ic able ible ant "
    "ement ment ent ion ou ism ate iti ous ive ize e ll"
).split()


def divided_by_sqlite(text: str) -> list[str]:
    """The stems of a text in their order, as the full-text table has them."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize='porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
    connection.execute("INSERT INTO f(t) VALUES (?)", (text,))
    return [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]


def test_stems_are_those_of_sqlite():
    lot = random.Random(5)
    made = (
        "".join(lot.choice("bcdfgklmnprstvwyaeiou") for _ in range(lot.randint(0, 6))) + lot.choice(ENDINGS)
        for _ in range(20_000)
    )
    words = [*made, "libraries", "library", "agreed", "filing", "eed", "sses", "x" * 70]
    assert list(map(stem, words)) == divided_by_sqlite(" ".join(words))


@pytest.mark.parametrize(
    "text",
    [
        "The Council's café – 'naïve' re-use of £3.5m (2026/27)", "Llŷn a Môn: ffordd osgoi Caernarfon",
        "e\u0301te\u0301 A\u030angstro\u0308m", "snake_case e-mail a.b@c.example", "SR-2026-4, IS-2025-1;FP/3", "", "…",
        "Straße ½ ² Ⅷ ٣ Ελλάδα ПРИВЕТ",
    ],
)  # fmt: skip
def test_words_are_divided_as_sqlite_does_it(text):
    assert list(map(stem, words_of(text))) == divided_by_sqlite(text)


@pytest.mark.parametrize(
    ("typed", "clauses", "without"),
    [
        ("library hours", [["library"], ["hours"]], []),
        ('"Opening  hours" library', [["opening hours"], ["library"]], []),
        ("“opening hours”", [["opening hours"]], []),
        ("ferry OR bridge tolls", [["ferry", "bridge"], ["tolls"]], []),
        ("ferry or bridge", [["ferry"], ["or"], ["bridge"]], []),
        ("bus -shelter", [["bus"]], ["shelter"]),
        ('bus -"bus shelter"', [["bus"]], ["bus shelter"]),
        ("re-use", [["re use"]], []),
        ("SR-2026-4", [["sr 2026 4"]], []),
        ("OR", [["or"]], []),
        ("OR OR", [["or"]], []),
        ('"', [], []),
        ("- -- !", [], []),
        ("council's", [["council s"]], []),
    ],
)
def test_what_is_typed_is_understood(typed, clauses, without):
    query = parse(typed)
    assert [[" ".join(term) for term in clause] for clause in query.clauses] == clauses
    assert [" ".join(term) for term in query.without] == without


def test_what_cannot_be_used_is_said():
    assert parse("x" * (LONGEST + 1)).hints == ("Search for 400 characters or fewer: nothing was searched for",)
    assert parse("-library").hints == ("Enter a word to look for as well as the words that are not to be there",)
    assert parse("?!").hints == ("Enter a word: a search needs letters or numbers",)
    many = parse(" ".join(f"word{n}" for n in range(40)))
    assert len(many.clauses) == MOST_TERMS
    assert many.hints == ("Only the first words were searched for. Use fewer, or put a phrase in quotation marks",)
    assert parse("library").hints == parse("").hints == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=500))
def test_any_text_is_a_query_for_both_databases(typed):
    query = parse(typed)
    assert sum(len(term) for clause in query.clauses for term in clause) <= 30
    if not query.is_empty:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(title, text)")
        for in_title in (True, False):
            asked = expression(query, ["f1"], in_title=in_title)
            connection.execute("SELECT * FROM f WHERE f MATCH ?", (asked,)).fetchall()
    assert tsquery(query).count("'") % 2 == vector(typed, "", typed, "f1").count("'") % 2 == 0


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=30))
def test_a_word_is_found_at_its_place_and_nothing_is_markup(text, typed):
    assert len(folded_in_place(text)) == len(text)
    shown = str(excerpts.excerpt(text, parse(typed).stems)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in shown
    assert ">" not in shown


def test_an_excerpt_is_the_part_that_says_most():
    text = (
        "Nothing. " * 80
        + "The library was loud. "
        + "Nothing. " * 80
        + "Libraries keep their <opening> hours. "
        + "No. " * 99
    )
    shown = str(excerpts.excerpt(text, parse("library hours").stems))
    assert "<mark>Libraries</mark> keep their &lt;opening&gt; <mark>hours</mark>." in shown
    assert "loud" not in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert str(excerpts.excerpt("Café and CAFE", parse("cafe").stems)) == "<mark>Café</mark> and <mark>CAFE</mark>"


def test_an_excerpt_of_a_long_text_is_found_wherever_it_stands_and_cuts_no_word():
    around = "Nothing is here to say of it. \n\n" * 400
    for words in ("The library is open.", "L" * 3000 + " library " + "l" * 3000):
        for text in (words, around + words, words + around, around + words + around):
            assert "<mark>library</mark>" in excerpts.excerpt(text, parse("library").stems), text[:20]
    shown = excerpts.excerpt(around + "The library is open." + around, parse("library").stems)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert set(str(shown).split()) <= set(f"{around} The <mark>library</mark> is open.Nothing …".split())
    both = excerpts.excerpt("library " + around + "library hours " + around, parse("library hours").stems)
    assert "<mark>library</mark> <mark>hours</mark>" in both


def test_a_word_is_marked_where_it_begins_as_another_does_and_not_within_one():
    shown = excerpts.marked("bus busy abus bus_y buss b us", parse("bus busy").stems)
    assert shown == "<mark>bus</mark> <mark>busy</mark> abus <mark>bus</mark>_y buss b us"


def test_an_excerpt_shows_where_a_field_or_a_paragraph_ends():
    text = together("That the library open\non Sundays", "", "Culture Panel", "Leader")
    shown = str(excerpts.excerpt(text, parse("panel").stems))
    assert shown == "That the library open on Sundays · Culture <mark>Panel</mark> · Leader"
    assert str(excerpts.excerpt("One.\n \n\n\nTwo.\n", ())) == "One. Two."


def test_paragraphs_of_an_excerpt_do_not_run_into_each_other():
    text = "Yes\n\nWith pleasure.\n\nThe bench\nis mended\n\nHead of Parks"
    assert str(excerpts.excerpt(text, ())) == "Yes · With pleasure. The bench is mended · Head of Parks"


def test_titles_codes_and_texts_share_no_phrase():
    found = vector("Old harbour", "D-1", "harbours", "f7 q8107").split()
    words, heaps = found[:6], found[6:8]
    assert words == ["'old':1A", "'t|old':1", "'harbour':2A,7", "'t|harbour':2", "'d':4B", "'1':5B"]
    assert {heap.partition("|")[0] for heap in heaps} == {"'p"}
    assert found[8:] == ["'n|f7'", "'n|q8107'"]
    pairs = vector("The end", "", "", "").split()
    assert pairs[:4] == ["'the':1A", "'t|the':1", "'end':2A", "'t|end':2"]
    assert set(pairs[4:]) == {"'the_end'", "'t|the_end'"}
