"""Text as officers type and paste it: line ends, paragraphs, labelled parts, excerpts.

Used by importers and by forms. Owns no wording: nothing here corrects, completes or drops a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from council.labels import BULLET, divide, flattened, joined, readings

__all__ = [
    "Labelled",
    "LabelledText",
    "excerpt",
    "normalise_newlines",
    "paragraphs",
    "split_label",
    "split_labelled",
    "without_bullet",
]

_OTHER_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Cllr|Cllrs|St|No|Nos|para|paras|approx|e\.g|i\.e|[A-Z])\.[\"'”’)\]]*$")


@dataclass(frozen=True)
class Labelled:
    """One part of a text with its label as printed ("1)", "(a)"); `label` is empty where none is printed."""

    label: str
    text: str


@dataclass(frozen=True)
class LabelledText:
    """A text divided into parts, with what stands before the first of them."""

    lead_in: str
    parts: tuple[Labelled, ...]


def normalise_newlines(text: str) -> str:
    """`text` with every kind of line end (and form feed) written as a line feed."""
    return _OTHER_LINE_ENDS.sub("\n", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, divided at blank lines; line breaks inside a paragraph stay."""
    found: list[list[str]] = []
    fresh = True
    for line in normalise_newlines(text).split("\n"):
        if not line.strip():
            fresh = True
            continue
        if fresh:
            found.append([])
        found[-1].append(line.rstrip())
        fresh = False
    return ["\n".join(lines).strip() for lines in found]


def without_bullet(paragraph: str) -> str:
    """The paragraph without the mark of a bullet at its start."""
    return BULLET.sub("", paragraph.strip(), count=1).strip()


def split_label(text: str) -> Labelled:
    """The label at the start of `text`, and the rest. For a text known to be one part, such as a table cell.

    The label is empty when there is none; an initial ("A. Smith") is not taken for one.
    """
    first, *others = text.strip().split("\n")
    ranged = re.match(
        r"(?:(?:Recommendations?|Recs?\.?|R)\s?)?\d{1,3}\s*(?:to|and|&|[–-])\s*R?\d{1,3}\s*(?:[).:]|(?=\t|\s{2}|$))",
        first,
        re.IGNORECASE,
    )
    if ranged:
        label, rest = ranged.group().strip(), first[ranged.end() :]
    else:
        marks = [m for m in readings(first) if m.is_firm or not m.style[0].startswith("upper")]
        if not marks:
            return Labelled("", text.strip())
        label, rest = marks[0].label, marks[0].rest
    return Labelled(label, "\n".join([rest.strip(), *others]).strip())


def split_labelled(text: str) -> LabelledText:
    """Divide a pasted text at its running labels; without labels, at its bullets or else its paragraphs.

    A list nested in a part stays in that part's text, each of its limbs a paragraph of its own. Lines wrapped
    inside a paragraph are joined with a space; paragraphs are divided by a blank line.
    """
    lines = [line.strip() for line in normalise_newlines(text).split("\n")]
    lead, parts = divide(lines)
    if parts:
        labelled = tuple(Labelled(label, "\n\n".join(flattened(body))) for label, body in parts)
        return LabelledText("\n\n".join(joined(lead)), labelled)
    return _split_unlabelled(joined(lead))


def _split_unlabelled(found: Sequence[str]) -> LabelledText:
    bullets = [place for place, paragraph in enumerate(found) if BULLET.match(paragraph)]
    start = bullets[0] if bullets and found[bullets[0] - 1].endswith(":") else 0
    parts = (Labelled("", without_bullet(paragraph)) for paragraph in found[start:])
    return LabelledText("\n\n".join(found[:start]), tuple(part for part in parts if part.text))


def excerpt(text: str, words: int = 500) -> tuple[str, bool]:
    """The beginning of `text`, at most `words` words long, and whether anything was left out.

    Cut after a paragraph where one ends near the limit, else after a sentence, else (a very long sentence)
    after a word. Paragraphs are divided by a blank line; no dots are added.
    """
    whole = paragraphs(text)
    kept: list[str] = []
    left = words
    for paragraph in whole:
        size = len(paragraph.split())
        if size <= left:
            kept.append(paragraph)
            left -= size
            continue
        if left > words // 5:
            piece = _beginning(paragraph, left, whole_sentences=left < words // 2)
            kept.extend([piece] if piece else [])
        return "\n\n".join(kept), True
    return "\n\n".join(kept), False


def _beginning(paragraph: str, words: int, whole_sentences: bool) -> str:
    best = ""
    for end in _SENTENCE_END.finditer(paragraph):
        piece = paragraph[: end.end()]
        if len(piece.split()) > words:
            break
        if not _ABBREVIATION.search(piece):
            best = piece
    if best or whole_sentences:
        return best
    places = [match.end() for match in re.finditer(r"\S+", paragraph)]
    return paragraph[: places[words - 1]] if words else ""
