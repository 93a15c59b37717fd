"""What somebody typed into the search box, understood: words, "a phrase", -not, OR. Any text at all is a query.

Owns the one parser that both databases use; knows neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from council.search.stemming import stem
from council.search.words import words_of

LONGEST = 400  # characters
MOST_TERMS, MOST_WORDS = 12, 30
TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

Term = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """Each of `clauses` is met by any one of its terms; none of `without` may stand anywhere.

    A term is one word or, of several, a phrase. `hints` say what was left out, and why.
    """

    text: str = ""
    clauses: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    hints: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.clauses

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is looked for, folded, each once."""
        return tuple(dict.fromkeys(word for clause in self.clauses for term in clause for word in term))

    @property
    def stems(self) -> frozenset[str]:
        """The stems of these, for marking them in a text."""
        return frozenset(map(stem, self.words))

    @property
    def code(self) -> str:
        """The text as a reference: "SR-2026-4", whatever the case and the space around it."""
        return self.text.strip().strip('"').upper()


def parse(text: str) -> Query:
    """The query of a text, of any length and with any characters."""
    typed = " ".join(text.replace("\0", " ").split())
    if len(typed) > LONGEST:
        return Query(
            hints=(_("Search for %(most)d characters or fewer: nothing was searched for") % {"most": LONGEST},)
        )
    clauses: list[list[Term]] = []
    without: list[Term] = []
    joins = False
    for number, found in enumerate(TERM.finditer(typed.translate(QUOTES))):
        minus, phrase, word = found.groups()
        if word == "OR" and clauses and number:
            joins = True
            continue
        is_not = bool(minus) or (word is not None and word.startswith("-") and len(word) > 1)
        term = tuple(words_of(phrase if word is None else word))
        if not term:
            continue
        if is_not:
            without.append(term)
        elif joins:
            clauses[-1].append(term)
        else:
            clauses.append([term])
        joins = False
    return _bounded(typed, clauses, without)


def _bounded(typed: str, clauses: list[list[Term]], without: list[Term]) -> Query:
    """The query with so many terms and words as a search may take."""
    hints = []
    terms, words, kept = 0, 0, []
    for clause in clauses:
        terms += len(clause)
        words += sum(map(len, clause))
        if terms > MOST_TERMS or words > MOST_WORDS:
            hints.append(_("Only the first words were searched for. Use fewer, or put a phrase in quotation marks"))
            break
        kept.append(tuple(clause))
    if not kept and clauses:
        kept = [(clauses[0][0][:MOST_WORDS],)]
    if without and not kept:
        hints.append(_("Enter a word to look for as well as the words that are not to be there"))
    if typed and not clauses and not without:
        hints.append(_("Enter a word: a search needs letters or numbers"))
    return Query(typed, tuple(kept), tuple(without[:MOST_TERMS]) if kept else (), tuple(hints))
