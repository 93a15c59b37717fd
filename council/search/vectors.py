"""The words of an entry and of a query as PostgreSQL takes them: `tsvector` and `tsquery` literals made here.

Made here and not by a text search configuration, so that words are divided and stemmed as SQLite does it, and no
database needs anything set up. Beside each word stand, to be found in the index alone without looking into the row:
- the words of the title, marked (`t|library`): "title matches first"
- each pair of neighbours of which one is a very common word (`of_the`): a phrase of such words would else be looked
  up in nearly every row
- each other pair of neighbours, in one of so many heaps (`p|1f3k`): a phrase is looked up in the rows of its heap alone
- what the entry is narrowed by (`n|q8107`, of `marks`)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from council.search.query import Query, Term
from council.search.stemming import stem
from council.search.words import words_of

TITLE, HEAP, MARK = "t|", "p|", "n|"
HEAPS = 1 << 18
MOST_PLACES = 16_383  # PostgreSQL's own limit
COMMON = frozenset(
    map(
        stem,
        (
            "a about after all also an and any are as at be been before between but by can could did do does for from "
            "had has have he her his if in into is it its may more must no not of on one or other our out over s shall "
            "she should so some such than that the their them then there these they this those to under up was we were "
            "what when where which who will with would you "
            "agreed cabinet committee council councillor meeting members report"
        ).split(),
    )
)


def vector(title: str, code: str, text: str, marks: str) -> str:
    """The words of an entry with their places, as a literal. Nothing is a phrase across title, code and text."""
    places: dict[str, list[str]] = {}
    pairs: set[str] = set()
    at = 0
    for part, mark in ((title, "A"), (code, "B"), (text, "")):
        stems = [stem(word) for word in words_of(part)]
        for offset, one in enumerate(stems, start=at + 1):
            if offset < MOST_PLACES:
                places.setdefault(one, []).append(f"{offset}{mark}")
                if mark == "A":  # the title
                    places.setdefault(TITLE + one, []).append(str(offset))
        pairs.update(pairs_of(stems), heaps_of(stems))
        if mark == "A":  # the title
            pairs.update(TITLE + pair for pair in pairs_of(stems))
        at += len(stems) + 1
    found = [f"'{word[:1000]}':{','.join(where[:255])}" for word, where in places.items()]
    return " ".join([*found, *(f"'{pair[:1000]}'" for pair in pairs), *(f"'{MARK}{mark}'" for mark in marks.split())])


def pairs_of(stems: Sequence[str]) -> Iterable[str]:
    """Each two neighbours of which one is very common."""
    return (f"{one}_{two}" for one, two in pairwise(stems) if one in COMMON or two in COMMON)


def heaps_of(stems: Sequence[str]) -> Iterable[str]:
    """The heaps of all other neighbours."""
    for one, two in pairwise(stems):
        if one not in COMMON and two not in COMMON:
            yield f"{HEAP}{crc32(f'{one} {two}'.encode()) % HEAPS:x}"


def tsquery(query: Query, *, in_title: bool = False, marks: Iterable[str] = (), one_of: Iterable[str] = ()) -> str:
    """A query as a literal, empty where nothing is asked for; `in_title` asks for its words in the title.

    All `marks` must be there too, and any one of `one_of`.
    """
    prefix = TITLE if in_title else ""
    wanted = [f"({' | '.join(_term(term, prefix) for term in clause)})" for clause in query.clauses]
    wanted += [f"'{MARK}{mark}'" for mark in marks]
    either = " | ".join(f"'{MARK}{mark}'" for mark in one_of)
    wanted += [f"({either})"] if either else []
    return " & ".join([*wanted, *(f"!({_term(term, '')})" for term in query.without)])


def _term(term: Term, prefix: str) -> str:
    stems = [stem(word) for word in term]
    pairs = [prefix + pair for pair in pairs_of(stems)]
    if len(stems) == 2 and pairs:
        return f"'{pairs[0]}'"
    phrase = " <-> ".join(f"'{prefix}{one}'" for one in stems)
    return " & ".join([f"({phrase})", *(f"'{pair}'" for pair in [*pairs, *heaps_of(stems)])])
