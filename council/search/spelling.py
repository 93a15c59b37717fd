"""Help with misspelt words: the nearest word that stands in the index. It knows no word that is not public."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from council.models import SearchWord
from council.search.query import Query, parse
from council.search.stemming import stem
from council.search.words import WORD, folded_in_place

MOST_CANDIDATES = 3000
SHORTEST = 4


def suggestion(query: Query) -> str:
    """The text of the query with each word that stands nowhere replaced by the nearest that does; empty if none is."""
    words = [word for word in query.words if len(word) >= SHORTEST and word.isalpha()]
    if not words:
        return ""
    near = Q(beginning__in={start for word in words for start in beginnings(word)})
    near |= Q(ending__in={end for word in words for end in endings(word)})
    rows = SearchWord.objects.filter(near, entries__gt=0).order_by("-entries", "word")
    known = list(rows.values_list("word", "entries")[:MOST_CANDIDATES])
    stems = {stem(word) for word, _number in known}
    instead = {word: nearest(word, known) for word in words if stem(word) not in stems}
    text = query.text
    for word, other in instead.items():
        if other:
            text = _replaced(text, word, other)
    return text if text != query.text and not parse(text).is_empty else ""


def beginnings(word: str) -> tuple[str, ...]:
    """How the word that was meant may begin, if it ends otherwise: a letter was left out, put in or swapped."""
    return word[:2], word[1] + word[0], word[0] + word[2], word[1:3]


def endings(word: str) -> tuple[str, ...]:
    """How it may end, if it begins otherwise."""
    last = word[-3:]
    return last, last[0] + last[2] + last[1], last[1] + last[0] + last[2], word[-4:-1]


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str:
    """The word of fewest changes from this one, at most one for four letters; of several the most frequent."""
    most = 1 if len(word) < 6 else 2
    best, found = most + 1, ""
    for other, _number in known:  # most frequent first
        if abs(len(other) - len(word)) > most:
            continue
        changes = distance(word, other, best - 1)
        if changes < best:
            best, found = changes, other
            if best == 1:
                break
    return found


def distance(one: str, two: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbour; anything above `most` where there are more."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(two, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _replaced(text: str, word: str, other: str) -> str:
    parts, at = [], 0
    for found in WORD.finditer(folded_in_place(text)):
        if found[0] == word:
            parts += [text[at : found.start()], other]
            at = found.end()
    return "".join([*parts, text[at:]])
