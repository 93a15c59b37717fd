"""How a text is divided into words: as SQLite's `unicode61 remove_diacritics 2` does it, so both databases agree.

A word is a run of letters and digits, in lower case; letters of the Latin alphabet without accents. Pure functions.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class _Folding(dict[int, str]):
    """Characters in lower case without their accents, worked out once each. Combining accents are left out."""

    def __init__(self, *, keeps_length: bool) -> None:
        super().__init__()
        self.keeps_length = keeps_length

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        taken_apart = unicodedata.normalize("NFD", letter)
        base, marks = taken_apart[0], taken_apart[1:]
        is_accented = base.isascii() and marks and all(unicodedata.combining(mark) for mark in marks)
        found = base if is_accented else letter
        lower = found.lower()
        found = lower if len(lower) == 1 else found
        if unicodedata.combining(letter):
            found = "x" if self.keeps_length else ""
        self[code] = found
        return found


_FOLDING, _FOLDING_IN_PLACE = _Folding(keeps_length=False), _Folding(keeps_length=True)


def folded(text: str) -> str:
    """The text in lower case without accents."""
    return text.lower() if text.isascii() else _folded(text, _FOLDING)


def folded_in_place(text: str) -> str:
    """The same with every character at its place, to find where a word stands."""
    return text.lower() if text.isascii() else _folded(text, _FOLDING_IN_PLACE)


def _folded(text: str, folding: _Folding) -> str:
    """Few characters of a text are beyond ASCII: those alone are looked up, and lower case leaves them as they are."""
    return BEYOND_ASCII.sub(lambda found: folding[ord(found[0])], text).lower()


def words_of(text: str) -> list[str]:
    """The words of a text in their order, folded, not stemmed."""
    return WORD.findall(folded(text))
