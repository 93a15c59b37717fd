"""What rich text may hold, and how pasted HTML becomes that: paragraphs, lists, tables, a few inline marks, links.

nh3 has the last word, when text is saved and again when it is shown. `cleaned(cleaned(x)) == cleaned(x)`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

import nh3

from council.rich.tree import BLOCKS, MAX_CHARACTERS, Node, TooOddError, read
from council.rich.word import joined_lists

TAGS = {"p", "br", "strong", "em", "sub", "sup", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th",
        "td", "a"}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto"}
RENAMED = {"b": "strong", "i": "em", "strong": "strong", "em": "em", "sub": "sub", "sup": "sup", "a": "a", "br": "br"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
STYLES = (
    ("strong", re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("em", re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)),
    ("sup", re.compile(r"(?<![\w-])vertical-align\s*:\s*super", re.IGNORECASE)),
    ("sub", re.compile(r"(?<![\w-])vertical-align\s*:\s*sub\b", re.IGNORECASE)),
)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f\v\u00a0]+")
__all__ = ["TooOddError", "cleaned", "shown"]


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("start", "colspan", "rowspan"):
        return value if re.fullmatch(r"[1-9]\d{0,3}", value) else None
    if name == "type":
        return value if value in ("a", "i", "A", "I") else None
    if name == "scope":
        return value if value in ("col", "row") else None
    return value


def shown(source: str) -> str:
    """HTML that may stand on a page, whatever was stored. Too much of it, or too deep, is shown as text."""
    if len(source) > MAX_CHARACTERS or _depth(source) > 200:
        return html.escape(source)
    return nh3.clean(
        source, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, url_schemes=SCHEMES, url_relative="deny",
        link_rel="nofollow noopener noreferrer", clean_content_tags={"script", "style"},
    )  # fmt: skip


def _depth(source: str) -> int:
    """How deep lists and tables could nest: more than nh3 takes in reasonable time is refused before it is asked."""
    deepest = now = 0
    for found in re.finditer(r"<(/?)(?:ul|ol|table|li|div|dl|dd|blockquote)\b", source, re.IGNORECASE):
        now = max(0, now - 1) if found[1] else now + 1
        deepest = max(deepest, now)
    return deepest


def cleaned(source: str) -> str:
    """Any HTML as the little that is kept. Raises TooOddError where it cannot be read."""
    blocks = _blocks(joined_lists(read(source)))
    return shown("\n".join(filter(None, map(_written, blocks))))


# Inline


def _inline(children: Iterable[Any]) -> list[Any]:
    """Text and inline marks; anything else is replaced by what it holds."""
    found: list[Any] = []
    for child in children:
        if isinstance(child, str):
            found.append(child)
            continue
        inside = _inline(child.children)
        if child.tag == "br":
            found.append(Node("br"))
        elif child.tag == "a" and LINK.match(child.attributes.get("href", "")) and Node("", {}, inside).text().strip():
            found.append(Node("a", {"href": child.attributes["href"]}, inside))
        elif child.tag in BLOCKS:
            found += [Node("br"), *inside, Node("br")]
        else:
            found += _marked(child, inside)
    return found


def _marked(node: Node, inside: list[Any]) -> list[Any]:
    style = node.attributes.get("style", "") + ";" + node.attributes.get("data-style", "")
    tags = [tag for tag, pattern in STYLES if pattern.search(style)]
    own = RENAMED.get(node.tag)
    if own and own not in ("a", "br") and own not in tags and not (own == "strong" and NOT_BOLD.search(style)):
        tags.append(own)
    if not Node("", {}, inside).text().strip():
        return inside
    for tag in tags:
        inside = [Node(tag, {}, inside)]
    return inside


# Blocks


def _blocks(children: Iterable[Any]) -> list[Node]:
    """Paragraphs, lists and tables in order; loose text becomes paragraphs."""
    found: list[Node] = []
    loose: list[Any] = []

    def settle() -> None:
        found.extend(_paragraphs(_inline(loose)))
        loose.clear()

    for child in children:
        if isinstance(child, str) or (child.tag not in BLOCKS and not _holds_blocks(child)):
            loose.append(child)
            continue
        settle()
        found += _block(child)
    settle()
    return found


def _holds_blocks(node: Node) -> bool:
    return any(below.tag in BLOCKS for below in node.walk())


def _block(node: Node) -> list[Node]:
    if node.tag in HEADINGS:
        return [Node("p", {}, [Node("strong", {}, part.children)]) for part in _paragraphs(_inline(node.children))]
    if node.tag in ("ul", "ol"):
        return _list(node)
    if node.tag == "table":
        return _table(node)
    if node.tag in ("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "li"):
        return _blocks(node.children)
    return _blocks(node.children)


def _paragraphs(children: list[Any]) -> list[Node]:
    """Inline content as paragraphs, parted where two line breaks follow each other."""
    parts: list[list[Any]] = [[]]
    breaks = 0
    for child in children:
        if isinstance(child, Node) and child.tag == "br":
            breaks += 1
            continue
        if isinstance(child, str) and not child.strip(" \t\n\r\f\v\u00a0") and breaks:
            continue
        if breaks and parts[-1]:
            if breaks > 1:
                parts.append([])
            else:
                parts[-1].append(Node("br"))
        breaks = 0
        parts[-1].append(child)
    return [Node("p", {}, part) for part in parts if Node("", {}, part).text().strip()]


def _list(node: Node) -> list[Node]:
    """A list whose every child is an item; a list straight inside a list belongs to the item before it."""
    made = Node(node.tag, {name: node.attributes[name] for name in ("start", "type") if name in node.attributes})
    for child in node.children:
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, Node) and child.tag in ("ul", "ol") and made.children:
            made.children[-1].children += _list(child)
            continue
        inside = _blocks(child.children if isinstance(child, Node) and child.tag == "li" else [child])
        if not inside:
            continue
        if inside[0].tag == "p" and sum(part.tag == "p" for part in inside) == 1:
            inside = [*inside[0].children, *inside[1:]]
        made.children.append(Node("li", {}, inside))
    if not made.children:
        return []
    return [made]


def _table(node: Node) -> list[Node]:
    """Rows of cells. Where no cell is a heading, the first row of several is taken for the headings."""
    rows, captions = _rows(node)
    if not any(cell.text().strip() for row in rows for cell in row):
        return []
    if len(rows) > 1 and not any(cell.tag == "th" for row in rows for cell in row):
        for cell in rows[0]:
            cell.tag = "th"
    is_head = len(rows) > 1 and all(cell.tag == "th" for cell in rows[0])
    for place, row in enumerate(rows):
        for cell in row:
            if cell.tag == "th":
                cell.attributes["scope"] = "col" if is_head and place == 0 else "row"
    made = Node("table", {}, [Node("caption", {}, captions)] if captions else [])
    lines = [Node("tr", {}, list(row)) for row in rows]
    if is_head:
        made.children.append(Node("thead", {}, lines[:1]))
        lines = lines[1:]
    made.children.append(Node("tbody", {}, lines))
    return [made]


def _rows(node: Node) -> tuple[list[list[Node]], list[Any]]:
    rows: list[list[Node]] = []
    captions: list[Any] = []
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                rows.append([Node("td", {}, [child])])
        elif child.tag == "caption":
            captions += [*([Node("br")] if captions else []), *_lines(child.children)]
        elif child.tag == "tr":
            cells = [_cell(cell) for cell in child.children if not isinstance(cell, str) or cell.strip()]
            rows += [cells] if cells else []
        elif child.tag in ("thead", "tbody", "tfoot"):
            below, more = _rows(child)
            rows, captions = rows + below, captions + more
        elif child.text().strip():
            rows.append([_cell(child)])
    return rows, captions


def _cell(node: Any) -> Node:
    if isinstance(node, str) or node.tag not in ("td", "th"):
        return Node("td", {}, _lines([node]))
    spans = {name: node.attributes[name] for name in ("colspan", "rowspan") if name in node.attributes}
    return Node(node.tag, spans, _lines(node.children))


def _lines(children: list[Any]) -> list[Any]:
    """The content of a cell: its paragraphs as lines, its lists as they are, a table inside it as lines."""
    found: list[Any] = []
    blocks = _blocks(children)
    for block in (part for found in blocks for part in (_flattened(found) if found.tag == "table" else [found])):
        if found and not (isinstance(found[-1], Node) and found[-1].tag in ("ul", "ol")) and block.tag == "p":
            found.append(Node("br"))
        found += block.children if block.tag == "p" else [block]
    return found


def _flattened(table: Node) -> list[Node]:
    """A table as lines: each row one, its cells parted by spaces."""
    lines: list[Any] = []
    for row in (node for node in table.walk() if node.tag in ("tr", "caption")):
        cells = row.children if row.tag == "tr" else [row]
        lines += [part for cell in cells for part in (*_inline(cell.children), " ")] + [Node("br")]
    return _paragraphs(lines)


# Writing


def _written(node: Any) -> str:
    """A block, without the spaces at its ends and with every run of spaces as one."""
    return re.sub(r"\s*(<br>)\s*", r"\1", _raw(node)).strip()


def _raw(node: Any) -> str:
    if isinstance(node, str):
        return html.escape(SPACES.sub(" ", node), quote=False)
    if node.tag == "br":
        return "<br>"
    facts = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items())
    inside = "".join(map(_raw, node.children))
    if node.tag in ("p", "li", "td", "th", "caption"):
        inside = re.sub(r" {2,}", " ", inside).strip()
        inside = re.sub(r" (?=<(?:ul|ol)[ >])", "", inside)
    return f"<{node.tag}{facts}>{inside}</{node.tag}>"
