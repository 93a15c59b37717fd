"""How dates and numbers are written in the sentences that show the arithmetic. No rule of law lives here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def long_date(day: date) -> str:
    """A date as "2 August 2021", the same whatever the server's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number_word(number: int) -> str:
    """The number as a word up to twelve, in figures beyond."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "one month", "two months", "20 working days"."""
    return f"{number_word(number)} {noun}" if number == 1 else f"{number_word(number)} {noun}s"


def listed(words: Sequence[str]) -> str:
    """The words as one phrase: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
