"""Rich text in plain words: for excerpts, search and PDFs (`to_text`), and as marks of the textarea (`to_marks`)."""

from __future__ import annotations

import re
from typing import Any

from council.rich.tree import Node, read

NUMERALS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MARKS = {"strong": "**", "em": "*", "sub": "~", "sup": "^"}


def to_text(source: str) -> str:
    """The words of cleaned HTML: paragraphs parted by an empty line, list items marked, cells parted by a bar."""
    return "\n\n".join(_Writer(has_marks=False).blocks(read(source).children))


def to_marks(source: str, *, has_emphasis: bool = True) -> str:
    """Cleaned HTML in plain marks, so that `from_marks` gives the same words again."""
    return "\n\n".join(_Writer(has_marks=True, has_emphasis=has_emphasis).blocks(read(source).children))


def label_of(list_node: Node, place: int) -> str:
    """What a browser prints before the item at `place` (from 0) of a list."""
    if list_node.tag == "ul":
        return "-"
    number = int(list_node.attributes.get("start", "1")) + place
    kind = list_node.attributes.get("type", "1")
    if kind in "aA" and number <= 26:
        letters = chr(ord("a") + number - 1)
    elif kind in "iI" and number < 40:
        letters = _roman(number)
    else:
        return f"{number}."
    return f"{letters.upper() if kind.isupper() else letters}."


def _roman(number: int) -> str:
    written = ""
    for value, letters in NUMERALS:
        count, number = divmod(number, value)
        written += letters * count
    return written


class _Writer:
    """Writes blocks one way or the other."""

    def __init__(self, *, has_marks: bool, has_emphasis: bool = False) -> None:
        self.has_marks, self.has_emphasis = has_marks, has_emphasis

    def blocks(self, children: list[Any]) -> list[str]:
        found: list[str] = []
        loose: list[Any] = []
        for child in [*children, Node("end")]:
            if isinstance(child, str) or child.tag not in ("p", "ul", "ol", "table", "end"):
                loose.append(child)
                continue
            if words := self.paragraph(loose):
                found.append(words)
            loose = []
            if child.tag == "p":
                found.append(self.paragraph(child.children))
            elif child.tag in ("ul", "ol"):
                found.append("\n".join(self.items(child)))
            elif child.tag == "table":
                found.append("\n".join(self.table(child)))
        return [block for block in found if block.strip()]

    def paragraph(self, children: list[Any]) -> str:
        lines = self.inline(children).strip().split("\n")
        lines = [line.strip() for line in lines]
        if self.has_marks:
            lines = [re.sub(r"^(\d{1,9})\.(?=\s|$)", r"\1\\.", line) for line in lines]
            lines = [re.sub(r"^-(?=\s|$)", r"\\-", line) for line in lines]
            lines = [re.sub(r"^\|", r"\\|", line) for line in lines]
        return "\n".join(lines)

    def items(self, node: Node) -> list[str]:
        lines: list[str] = []
        items = [child for child in node.children if isinstance(child, Node)]
        for place, item in enumerate(items):
            label = label_of(node, place)
            if self.has_marks and node.tag == "ol" and not label[:-1].isdigit():
                # Plain marks know numbers only: a lettered item keeps its label as text of a bullet.
                label = f"- {label}"
            parts = self.blocks(item.children)
            is_loose = sum(isinstance(child, Node) and child.tag == "p" for child in item.children) > 1
            words = ("\n\n" if is_loose else "\n").join(parts)
            first, *rest = words.split("\n")
            indent = " " * (2 if label.startswith("- ") else len(label) + 1)
            lines.append(f"{label} {first}")
            lines += [f"{indent}{line}" if line else "" for line in rest]
        return lines

    def table(self, node: Node) -> list[str]:
        caption = [self.paragraph(part.children) for part in node.walk() if part.tag == "caption"]
        rows = [[cell for cell in row.children if isinstance(cell, Node)] for row in node.walk() if row.tag == "tr"]
        lines = ["  ".join([" ".join(words.split("\n")) for words in caption])] if caption else []
        lines += [""] if caption and self.has_marks else []
        width = max((len(row) for row in rows), default=0)
        for place, row in enumerate(rows):
            cells = [" ".join(" ".join(self.blocks(cell.children)).split()) for cell in row]
            if not self.has_marks:
                lines.append(" | ".join(cells))
                continue
            cells = [re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells] + [""] * (width - len(cells))
            lines.append("| " + " | ".join(cells) + " |")
            if place == 0:
                lines.append("|" + " --- |" * width)
        return lines

    def inline(self, children: list[Any]) -> str:
        return "".join(self.one(child) for child in children)

    def one(self, child: Any) -> str:
        if isinstance(child, str):
            words = re.sub(r"\s+", " ", child)
            return re.sub(r"([\\*~^])|\](?=\()", lambda found: "\\" + found[0], words) if self.has_marks else words
        if child.tag == "br":
            return "\n"
        inside = self.inline(child.children)
        if child.tag == "a":
            return self.link(child.attributes.get("href", ""), inside)
        mark = MARKS.get(child.tag, "") if self.has_emphasis else ""
        if not mark or not inside.strip():
            return inside
        before, words, after = re.fullmatch(r"(\s*)(.*?)(\s*)", inside, re.DOTALL).groups()  # type: ignore[union-attr]
        return f"{before}{mark}{words}{mark}{after}"

    def link(self, address: str, words: str) -> str:
        if not address or address.removeprefix("mailto:") == words.strip():
            return words if not self.has_marks or not address else f"[{words}]({address})"
        return f"[{words}]({address})" if self.has_marks else f"{words} ({address})"
