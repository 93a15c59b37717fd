"""HTML of any quality as a shallow tree: a forgiving reader in linear time.

It decides nothing about safety (nh3 has the last word, in `clean.py`): it makes Word's and broken markup plain enough
to be rearranged, and keeps every word on the way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

MAX_CHARACTERS = 3_000_000
MAX_DEPTH = 30
MAX_TAG = 4_000
MAX_BROKEN = 200

# Their content is no text of the minutes. Words that a tracked change took out are not pasted as if they stood.
DROPPED = {
    "applet", "audio", "canvas", "del", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "style", "svg", "template", "textarea", "title", "video", "xml",
}  # fmt: skip
RAW = {"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xml"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
EMPTY = {"br", "hr", "img", "input", "link", "meta", "base", "col", "area", "source", "track", "wbr", "param", "embed"}
# What an opening tag closes when it is still open, looked for no further up than any of the second.
CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
}
# How far up a closing tag may look for what it closes.
WITHIN: dict[str, set[str]] = {
    "table": set(),
    "tr": {"table"},
    "tbody": {"table"},
    "thead": {"table"},
    "tfoot": {"table"},
}
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")


class TooOddError(ValueError):
    """The text cannot be read as HTML within reason. The message is for the officer."""


@dataclass
class Node:
    """An element with its attributes and children; a child that is a string is text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The elements below, each before its own children."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """All the text below."""
        return "".join(child.text() if isinstance(child, Node) else child for child in self.children)


def read(source: str) -> Node:
    """The tree of an HTML text. Raises TooOddError where it is too long or has too many broken tags."""
    if len(source) > MAX_CHARACTERS:
        raise TooOddError(_("This text is too long. Divide it, or leave out what is no part of the minutes"))
    builder = _Builder()
    place, broken = 0, 0
    source = _without_declarations(source.replace("\0", ""))
    while place < len(source):
        start = source.find("<", place)
        if start < 0:
            break
        builder.add_text(source[place:start])
        found = TAG.match(source, start, min(len(source), start + MAX_TAG))
        if found is None:
            broken += 1
            if broken > MAX_BROKEN:
                raise TooOddError(_("This text has too many broken parts. Paste it again, or type it"))
            builder.add_text("<")
            place = start + 1
            continue
        place = found.end()
        is_end, tag, rest = found[1] == "/", found[2].lower(), found[3]
        if is_end:
            builder.close(tag)
            continue
        if tag in RAW:
            end = re.compile(rf"</{re.escape(tag)}[\s/>]", re.IGNORECASE).search(source, place)
            place = source.find(">", end.start()) + 1 if end and source.find(">", end.start()) >= 0 else len(source)
            continue
        builder.open(tag, _attributes(rest))
    builder.add_text(source[place:])
    return builder.root


def _without_declarations(source: str) -> str:
    """The text without comments and `<!…>`, `<?…>`; what stands between two conditional ones stays."""
    kept, place = [], 0
    ends = {"<!--": True, "<": True}
    for found in re.finditer(r"<!--|<[!?]", source):
        start = found.start()
        if start < place:
            continue
        mark, end = ("<!--", "-->") if found[0] == "<!--" else ("<", ">")
        if not ends[mark]:
            continue
        stop = source.find(end, start + 2)
        if stop < 0:
            ends[mark] = False
            continue
        kept.append(source[place:start])
        place = stop + len(end)
    return "".join([*kept, source[place:]])


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(text):
        value = value[1:-1] if value[0] in "\"'" else value
        found.setdefault(name.lower(), html.unescape(value))
    return found


class _Builder:
    """Puts tags and text into a tree, closing what the next tag closes."""

    def __init__(self) -> None:
        self.root = Node("")
        self.open_nodes = [self.root]
        self.dropping, self.drops_open = "", 0

    def add_text(self, text: str) -> None:
        if text and not self.dropping:
            self.open_nodes[-1].children.append(html.unescape(text))

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in DROPPED and tag not in EMPTY and self.dropping in ("", tag):
            self.dropping, self.drops_open = tag, self.drops_open + 1
        if self.dropping:
            return
        if tag in BLOCKS:
            self._close_first({"p"}, {"td", "th", "li", "table", "div", "blockquote", "dd"})
        if tag in CLOSES:
            self._close_first(*CLOSES[tag])
        node = Node(tag, attributes)
        if tag not in EMPTY and len(self.open_nodes) > MAX_DEPTH:
            # Too deep to mean anything: its words stay, as words of what holds it.
            self.open_nodes[-1].children.append(Node("br") if tag in BLOCKS else "")
            return
        self.open_nodes[-1].children.append(node)
        if tag not in EMPTY:
            self.open_nodes.append(node)

    def close(self, tag: str) -> None:
        if self.dropping:
            self.drops_open -= tag == self.dropping
            self.dropping = self.dropping if self.drops_open else ""
            return
        self._close_first({tag}, WITHIN.get(tag, {"td", "th", "table"} - {tag}))

    def _close_first(self, tags: set[str], within: set[str]) -> None:
        for depth in range(len(self.open_nodes) - 1, 0, -1):
            if self.open_nodes[depth].tag in tags:
                del self.open_nodes[depth:]
                return
            if self.open_nodes[depth].tag in within:
                return
