"""Labels at the start of a line: "1)", "(a)", "1.1", "R1:", "Recommendation 1".

Owns: reading one label, and dividing a text at labels that run on (1, 2, 3 …). A number that merely begins a
sentence ("2021 was …", "1.5 million …", "3 libraries …") is no label. Must not change a word of the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Value = tuple[int, ...]

BULLET = re.compile(r"^(?:[•·▪◦●‣∙\uf0b7\uf0a7*–—-]\s+|[•·▪●\uf0b7\uf0a7](?=\w)|o[\t\u00a0]\s*)")
_DASH_BULLET = re.compile(r"^[*–—-]\s")
_SHAPE = re.compile(
    r"(?P<open>\()?"
    r"(?P<word>(?:[Rr]ecommendation|RECOMMENDATION|[Rr]ec\.?|REC\.?)\s?(?:[Nn]o\.?\s?)?|R\s?)?"
    r"(?P<body>\d{1,3}(?:\.\d{1,3}){1,2}|\d{1,3}[a-z]?|[ivxl]{1,6}|[IVXL]{1,6}|[a-z]|[A-Z])"
    r"(?P<close>[).:])?",
    re.ASCII,
)
_MEASURE = re.compile(r"\s*(?:million|billion|thousand|bn|m|per|percent|%|times|km|miles?|hectares?|tonnes?|p)\b")
_ROMAN = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_NESTING = 4


@dataclass(frozen=True)
class Mark:
    """One reading of the label that a line begins with."""

    label: str
    style: tuple[str, ...]
    value: Value
    rest: str
    is_firm: bool

    @property
    def is_first(self) -> bool:
        """True for 1, a, i, 1.1, 2.1 and 1a."""
        return self.value[-1] == 1 or self.value == (1, 0)

    def followers(self) -> list[Value]:
        """The values which may come next in a list of this style."""
        if self.style[0] == "number":
            number, letter = self.value
            after: list[Value] = [(number + 1, 0), (number + 1, 1)]
            return [(number, letter + 1), *after] if letter else after
        last = self.value[-1]
        if self.style[0] == "dotted":
            return [(*self.value[:-1], last + 1), (*self.value[:-2], self.value[-2] + 1, 1)]
        return [(last + 1,)]


def readings(line: str) -> list[Mark]:
    """Every way to read the start of `line` as a label, likeliest first; empty when it has none.

    "(i)" is read both as the Roman one and as the letter after "(h)".
    """
    line = line.strip()
    shape = _SHAPE.match(line)
    if not shape:
        return []
    opening, word, body, closing = (part or "" for part in shape.group("open", "word", "body", "close"))
    rest = line[shape.end() :]
    if (opening and closing != ")") or (closing == ":" and not word):
        return []
    if not _ends_label(closing, rest):
        return []
    firm = _firmness(word, body, closing, rest)
    if firm is None:
        return []
    label = " ".join(shape.group().split())
    family_word = "rec" if word.lower().startswith("rec") else word[:1]
    outside = (family_word, opening, "" if word else closing)
    if word:
        rest = re.sub(r"^\s*[–—-]\s+", "", rest)
    return [Mark(label, (family, *outside), value, rest.strip(), firm) for family, value in _values(body)]


def _ends_label(closing: str, rest: str) -> bool:
    if closing == ")":
        return not re.match(r"\s*[,;.:)]|\d", rest)
    return closing == ":" or not rest or rest[0].isspace()


def _firmness(word: str, body: str, closing: str, rest: str) -> bool | None:
    """True: a label by its look alone. False: only in a list. None: never."""
    numeric = body[0].isdigit()
    if word:
        opens_sentence = not rest or re.match(r"[\t\u00a0]|\s{2}|\s[–—-]\s|\s[A-Z\"“‘'(]", rest)
        return True if numeric and (closing or opens_sentence) else None
    if closing == ")":
        return True
    if closing == ".":
        return numeric
    if not closing and "." in body and rest:
        return None if _MEASURE.match(rest) or body.startswith("0") else False
    return None


def _values(body: str) -> Iterable[tuple[str, Value]]:
    if "." in body:
        parts = tuple(int(part) for part in body.split("."))
        return [("dotted", parts)]
    if body[0].isdigit():
        letter = ord(body[-1]) - 96 if body[-1].isalpha() else 0
        return [("number", (int(body.rstrip("abcdefghijklmnopqrstuvwxyz")), letter))]
    case = "upper " if body.isupper() else "lower "
    found: list[tuple[str, Value]] = []
    if _ROMAN.fullmatch(body.lower()):
        found.append((case + "roman", (_roman(body.lower()),)))
    if len(body) == 1:
        found.append((case + "letter", (ord(body.lower()) - 96,)))
    return found


def _roman(numeral: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))


def bare(label: str | None) -> str:
    """The label without the marks round it: "2" for "2)", "1a" for "(1a)."."""
    return (label or "").strip(" ()[].:")


def divide(lines: Sequence[str], nested: bool = False) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Divide stripped lines ("" = blank) at the first list of running labels: what stands before, the parts.

    Inside a part (`nested`) a label that stands alone divides nothing.
    """
    marks = [readings(line) for line in lines]
    places: dict[tuple[tuple[str, ...], Value], list[int]] = defaultdict(list)
    for at, found in enumerate(marks):
        for mark in found:
            places[mark.style, mark.value].append(at)

    def next_place(mark: Mark, after: int) -> tuple[int, Mark] | None:
        best: tuple[int, Mark] | None = None
        for value in mark.followers():
            row = places.get((mark.style, value), [])
            spot = bisect_right(row, after)
            if spot < len(row) and (best is None or row[spot] < best[0]):
                best = (
                    row[spot],
                    next(m for m in marks[row[spot]] if m.style == mark.style and m.value == value),
                )
        return best

    before = ""
    for at, found in enumerate(marks):
        for mark in found:
            runs_on = next_place(mark, at) is not None
            if runs_on or (not nested and _stands_alone(mark, at == 0 or not lines[at - 1], before)):
                starts = [(at, mark)]
                while following := next_place(starts[-1][1], starts[-1][0]):
                    starts.append(following)
                ends = [place for place, _ in starts[1:]] + [len(lines)]
                return list(lines[:at]), [
                    (m.label, [m.rest, *lines[place + 1 : end]]) for (place, m), end in zip(starts, ends, strict=True)
                ]
        before = lines[at] or before
    return list(lines), []


def _stands_alone(mark: Mark, starts_paragraph: bool, before: str) -> bool:
    return mark.is_first and (before.endswith(":") or (mark.is_firm and starts_paragraph))


def joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs of stripped lines: wrapped lines joined with a space, each bullet a paragraph of its own."""
    found: list[list[str]] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif fresh or (BULLET.match(line) and _may_begin_bullet(line, found[-1])):
            found.append([line])
            fresh = False
        else:
            found[-1].append(line)
    return [" ".join(paragraph) for paragraph in found]


def _may_begin_bullet(line: str, above: list[str]) -> bool:
    return not _DASH_BULLET.match(line) or above[-1][-1] in ":;,." or bool(BULLET.match(above[0]))


def flattened(lines: Sequence[str], nesting: int = _NESTING) -> list[str]:
    """Paragraphs of the text of one part: a nested "(a)" begins a paragraph and keeps its label."""
    lead, parts = divide(lines, nested=True) if nesting else (list(lines), [])
    found = joined(lead)
    for label, body in parts:
        inner = flattened(body, nesting - 1)
        if body[0]:
            found.append(f"{label} {inner[0]}")
            found.extend(inner[1:])
        else:
            found.append(label)
            found.extend(inner)
    return found
