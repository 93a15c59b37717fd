"""Where the words of a query stand in a text: the part that says most, with each word marked. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from council.search.labels import in_words
from council.search.stemming import stem
from council.search.words import folded_in_place

LENGTH = 280  # characters of an excerpt
BETWEEN = " · "  # what stands between the paragraphs of a text, each field of a record being one or more
BLANK_LINE = re.compile(r"\n\s*\n")
Spot = tuple[int, int, str]  # where a word begins and ends, and its stem


def spots(text: str, stems: Iterable[str]) -> Iterator[Spot]:
    """Each word of the text that has one of these stems."""
    stems = frozenset(stems)
    if not stems:
        return
    # Stemming changes the end of a word alone: words that begin otherwise need not be stemmed to know.
    beginnings = "|".join(sorted({re.escape(one[:-1] if len(one) > 3 else one[:2]) for one in stems}))
    for found in re.finditer(rf"(?<![^\W_])(?:{beginnings})[^\W_]*", folded_in_place(text)):
        own = stem(found[0])
        if own in stems:
            yield found.start(), found.end(), own


def marked(text: str, stems: Iterable[str]) -> SafeString:
    """The whole text, its words marked."""
    return _marked(text, 0, len(text), spots(text, stems))


def excerpt(text: str, stems: Iterable[str]) -> SafeString:
    """The part of the text in which most of the words stand, closest together; else its beginning. Labels in words."""
    text = in_one_line(text)
    found = list(spots(text, stems))
    first = _best(found)
    begin = _word_before(text, max(0, min(first - LENGTH // 4, len(text) - LENGTH)))
    end = _word_after(text, begin + LENGTH)
    shown = _marked(text, begin, end, (spot for spot in found if begin <= spot[0] and spot[1] <= end))
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return in_words(f"{before}{shown}{after}")  # escaped piece by piece


def in_one_line(text: str) -> str:
    """Its paragraphs one after the other; a dot stands between two where no full stop or the like ends the first."""
    line = ""
    for paragraph in BLANK_LINE.split(text):
        if said := " ".join(paragraph.split()):
            line += f"{'' if not line else ' ' if line[-1] in '.!?:;…' else BETWEEN}{said}"
    return line


def _best(found: list[Spot]) -> int:
    """Where the window begins that holds most different words, and most words of these; the first such."""
    best, first, low = (0, 0), 0, 0
    for high, (_begin, end, _stem) in enumerate(found):
        while end - found[low][0] > LENGTH * 3 // 4:
            low += 1
        window = found[low : high + 1]
        neighbours = sum(two[0] - one[1] == 1 for one, two in pairwise(window))
        worth = (len({one for _, _, one in window}), neighbours)
        if worth > best:
            best, first = worth, found[low][0]
    return first


def _word_before(text: str, place: int) -> int:
    if place <= 0:
        return 0
    space = text.find(" ", place, place + 40)
    return place if space < 0 else space + 1


def _word_after(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 40, place)
    return place if space < 0 else space


def _marked(text: str, begin: int, end: int, found: Iterable[Spot]) -> SafeString:
    parts, at = [], begin
    for first, last, _stem in found:
        parts += [conditional_escape(text[at:first]), "<mark>", conditional_escape(text[first:last]), "</mark>"]
        at = last
    parts.append(conditional_escape(text[at:end]))
    return SafeString("".join(parts))  # escaped piece by piece
