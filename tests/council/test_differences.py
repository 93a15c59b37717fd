"""Differences between two texts: nothing is lost, and long texts are compared quickly."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import differences
from council.differences import marked, said, word_difference

texts = st.text(alphabet="ab \n.", max_size=60)


@given(texts, texts)
def test_the_runs_give_both_texts_back(before, after):
    runs = word_difference(before, after)
    assert "".join(run for kind, run in runs if kind != "new") == before
    assert "".join(run for kind, run in runs if kind != "gone") == after


@given(texts, texts)
def test_so_they_do_where_paragraphs_are_compared(before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "MOST_COMPARISONS", 0)
        test_the_runs_give_both_texts_back.hypothesis.inner_test(before, after)


def test_one_changed_word_is_marked_alone():
    assert marked("Keep six open", "Keep seven open") == "<p>Keep <del>six</del> <ins>seven</ins> open</p>"


def test_long_texts_are_compared_by_paragraph():
    words = random.Random(1)
    paragraphs = [" ".join(words.choice("abcdefghij") * 3 for _ in range(90)) for _ in range(100)]
    changed = [*paragraphs[:50], "An added paragraph.", *paragraphs[50:]]
    runs = word_difference("\n\n".join(paragraphs), "\n\n".join(changed))
    assert [(kind, run.strip()) for kind, run in runs if kind != "same"] == [("new", "An added paragraph.")]


def test_those_who_hear_the_page_are_told_what_is_gone_and_what_is_new():
    heard = said(marked("Keep six open", "Keep seven open"))
    assert '<del><span class="hidden">[taken out: </span>six<span class="hidden">] </span></del>' in heard
    assert '<ins><span class="hidden">[new: </span>seven<span class="hidden">] </span></ins>' in heard
