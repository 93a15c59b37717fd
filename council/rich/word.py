"""Lists as Word pastes them: paragraphs whose style names a list and a level, with the mark in a span to be ignored.

Bullets, "1.", "a." and "i." become real lists. Any other label, "(a)" or "1)", stays text in front of its paragraph:
an HTML list would print another one.
"""

from __future__ import annotations

import re
from typing import Any

from council.rich.tree import Node

LEVEL = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
# Word's bullets come as letters of Symbol and Wingdings, among them "o" and the section sign.
BULLETS = set("·•●○◦▪▫■□◆◊–—-*o§Øüv►▶➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf076")
NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
            "xvii", "xviii", "xix", "xx"]  # fmt: skip


def joined_lists(root: Node) -> list[Any]:
    """The children of `root` with runs of Word's list paragraphs joined into lists."""
    for node in list(root.walk()):
        if any(isinstance(child, Node) and _level(child) for child in node.children):
            node.children = _joined(node.children)
    return _joined(root.children)


def _style(node: Node) -> str:
    return node.attributes.get("style", "") + ";" + node.attributes.get("data-style", "")


def _level(node: Node) -> int:
    """The level of a list paragraph, from 1; 0 for any other node."""
    found = LEVEL.search(_style(node)) if node.tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6") else None
    return int(found[1]) if found else 0


def _joined(children: list[Any]) -> list[Any]:
    made: list[Any] = []
    # The lists open at the end of `made`, outermost first: level, list, the place its next item would have.
    open_lists: list[tuple[int, Node, int]] = []
    for child in children:
        if isinstance(child, str) and not child.strip() and open_lists:
            continue
        level = _level(child) if isinstance(child, Node) else 0
        if not level:
            open_lists.clear()
            made.append(child)
            continue
        mark = _take_mark(child)
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        same = open_lists[-1] if open_lists and open_lists[-1][0] == level else None
        kind = _kind(mark, same[1] if same else None, same[2] if same else 1)
        if kind is None:
            open_lists.clear()
            made.append(Node("p", {}, [f"{mark} " if mark else "", *child.children]))
            continue
        tag, style, number = kind
        if same and _continues(same, tag, style, number):
            target = same[1]
            open_lists.pop()
        else:
            if same:
                open_lists.pop()
            target = Node(tag, _facts(style, number))
            holder = open_lists[-1][1].children[-1].children if open_lists else made
            holder.append(target)
        target.children.append(Node("li", {}, child.children))
        open_lists.append((level, target, number + 1))
    return made


def _take_mark(node: Node) -> str:
    """The printed mark of a list paragraph, taken out of it."""
    for holder in (node, *node.walk()):
        for place, child in enumerate(holder.children):
            if isinstance(child, Node) and IGNORED.search(_style(child)):
                del holder.children[place]
                return " ".join(child.text().replace("\u00a0", " ").split())
    return ""


def _kind(mark: str, before: Node | None, expected: int) -> tuple[str, str, int] | None:
    """(list element, its type, the item's number) that prints this mark; None where no list would."""
    if mark in BULLETS or not mark:
        return ("ul", "", 1) if mark or before is None or before.tag == "ul" else None
    if found := re.fullmatch(r"(\d{1,4})\.", mark):
        return ("ol", "", int(found[1])) if int(found[1]) else None
    found = re.fullmatch(r"([a-z]{1,5}|[A-Z]{1,5})\.", mark)
    if not found:
        return None
    letters, upper = found[1].lower(), found[1].isupper()
    kind = before.attributes.get("type", "").lower() if before else ""
    if letters in NUMERALS and (kind == "i" or letters == "i") and kind != "a":
        return "ol", "I" if upper else "i", NUMERALS.index(letters) + 1
    if len(letters) == 1:
        return "ol", "A" if upper else "a", ord(letters) - ord("a") + 1
    return None


def _continues(open_list: tuple[int, Node, int], tag: str, style: str, number: int) -> bool:
    _level_of, made, expected = open_list
    if made.tag != tag or made.attributes.get("type", "") != style:
        return False
    return tag == "ul" or number == expected


def _facts(style: str, number: int) -> dict[str, str]:
    facts = {"type": style} if style else {}
    return facts | ({"start": str(number)} if number > 1 else {})
