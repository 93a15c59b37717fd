"""Where the words of a query stand in a text: the part that says most, with each word marked. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from council.search.labels import in_words
from council.search.stemming import stem
from council.search.words import folded_in_place

LENGTH = 280  # characters of an excerpt
BETWEEN = " · "  # what stands between the paragraphs of a text, each field of a record being one or more
BLANK_LINE, SPACE = re.compile(r"\n\s*\n"), re.compile(r"\s")
MOST_SPOTS = 1000  # in a text that are weighed up
Spot = tuple[int, int, str]  # where a word begins and ends, and its stem


def spots(text: str, stems: Iterable[str]) -> Iterator[Spot]:
    """Each word of the text that has one of these stems."""
    stems = frozenset(stems)
    if not stems:
        return
    for found in _beginning_as(stems).finditer(folded_in_place(text)):
        own = stem(found[0])
        if own in stems:
            yield found.start(), found.end(), own


@lru_cache(maxsize=500)
def _beginning_as(stems: frozenset[str]) -> re.Pattern[str]:
    """Words that begin as these: stemming changes the end of a word alone, the others need not be stemmed to know.

    That nothing of a word stands before it is asked last: what begins with letters is found ten times as fast.
    """
    beginnings = sorted({re.escape(one[:-1] if len(one) > 3 else one[:2]) for one in stems})
    either = "|".join(rf"{one}(?<![^\W_]{one})" for one in beginnings)
    return re.compile(rf"(?:{either})[^\W_]*")


def marked(text: str, stems: Iterable[str]) -> SafeString:
    """The whole text, its words marked."""
    return _marked(text, 0, len(text), spots(text, stems))


def excerpt(text: str, stems: Iterable[str]) -> SafeString:
    """The part of the text in which most of the words stand, closest together; else its beginning. Labels in words."""
    stems = frozenset(stems)
    # A long text is read for its words alone: only what is around the best place is made one line.
    best = _best(spots(text, stems), len(stems))
    low, high = min(best, _space_after(text, best - 2 * LENGTH)), _space_after(text, best + 4 * LENGTH)
    line = in_one_line(text[low:high])
    found = list(spots(line, stems))
    first = _best(found, len(stems))
    begin = _word_before(line, max(0, min(first - LENGTH // 4, len(line) - LENGTH)))
    end = _word_after(line, begin + LENGTH)
    shown = _marked(line, begin, end, (spot for spot in found if begin <= spot[0] and spot[1] <= end))
    before, after = "… " if low or begin else "", " …" if high < len(text) or end < len(line) else ""
    return in_words(f"{before}{shown}{after}")  # escaped piece by piece


def in_one_line(text: str) -> str:
    """Its paragraphs one after the other; a dot stands between two where no full stop or the like ends the first."""
    line = ""
    for paragraph in BLANK_LINE.split(text):
        if said := " ".join(paragraph.split()):
            line += f"{'' if not line else ' ' if line[-1] in '.!?:;…' else BETWEEN}{said}"
    return line


def _best(found: Iterable[Spot], different: int) -> int:
    """Where the window begins that holds most of so many `different` words, and most neighbours; the first such.

    One word alone stands nowhere better than where it stands first.
    """
    best, first, low = (0, 0), 0, 0
    kept = list(islice(found, 1 if different == 1 else MOST_SPOTS))
    for high, (_begin, end, _stem) in enumerate(kept):
        while end - kept[low][0] > LENGTH * 3 // 4:
            low += 1
        window = kept[low : high + 1]
        neighbours = sum(two[0] - one[1] == 1 for one, two in pairwise(window))
        worth = (len({one for _, _, one in window}), neighbours)
        if worth > best:
            best, first = worth, kept[low][0]
    return first


def _space_after(text: str, place: int) -> int:
    """The first space from here on, so that no word is cut; the beginning or the end where there is none."""
    found = SPACE.search(text, max(place, 0)) if 0 < place < len(text) else None
    return found.start() if found else 0 if place <= 0 else len(text)


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
