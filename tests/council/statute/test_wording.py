"""How dates, numbers and counts are written in the sentences that show the arithmetic."""

from __future__ import annotations

from datetime import date

import pytest

from council.statute.wording import counted, listed, long_date, number_word


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 8, 2), "2 August 2021"),
        (date(2024, 2, 29), "29 February 2024"),
        (date(2025, 12, 31), "31 December 2025"),
    ],
)
def test_long_date_has_no_leading_zero(day: date, words: str) -> None:
    assert long_date(day) == words


@pytest.mark.parametrize(
    ("number", "word"), [(0, "zero"), (1, "one"), (12, "twelve"), (13, "13"), (28, "28"), (-1, "-1")]
)
def test_number_word_stops_at_twelve(number: int, word: str) -> None:
    assert number_word(number) == word


@pytest.mark.parametrize(("number", "words"), [(1, "one month"), (2, "two months"), (20, "20 months")])
def test_counted_takes_the_plural(number: int, words: str) -> None:
    assert counted(number, "month") == words


@pytest.mark.parametrize(
    ("words", "phrase"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed_joins_with_and(words: list[str], phrase: str) -> None:
    assert listed(words) == phrase
