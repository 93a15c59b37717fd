"""Reads a page as a reader does: its words without the markup, white space folded."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

# These do not part words; every other element does.
INLINE = {"a", "code", "del", "ins", "mark", "span", "strong", "time"}
VOID = {"meta", "link", "br", "input", "img", "hr"}


class _Words(HTMLParser):
    """Collects the text inside one element, or of the whole page."""

    def __init__(self, only: str) -> None:
        super().__init__()
        self.only = only
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == self.only or (self.depth and tag not in VOID):
            self.depth += 1
        self.part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1
        self.part(tag)

    def part(self, tag: str) -> None:
        if tag not in INLINE:
            self.found.append(" ")

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found.append(data)


def words_of(response: Any, only: str = "main") -> str:
    """The text of the page inside the element `only`."""
    reader = _Words(only)
    reader.feed(response.content.decode())
    return " ".join("".join(reader.found).split())


def record_words(response: Any) -> str:
    """The text of the page without the ways to cite, download and follow it at its end."""
    return re.split(r" (?:Cite this page|Download and follow)\b", words_of(response))[0]


def heading_of(response: Any) -> str:
    """The text of the one <h1>."""
    assert response.content.count(b"<h1") == 1
    return words_of(response, "h1")


def links_of(response: Any) -> list[str]:
    """Every address the page links to, in order."""
    return re.findall(r'<a\b[^>]*\bhref="([^"]*)"', response.content.decode())
