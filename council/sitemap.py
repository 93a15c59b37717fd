"""Writes sitemaps as search engines read them: the index, and parts of one kind of page each (sitemaps.org, 0.9).

Pure functions from values to text. A part is far smaller than the protocol's limit of 50,000 addresses, so that none
takes long to make.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.sax.saxutils import escape

CONTENT_TYPE = "application/xml; charset=utf-8"
A_PART = 5_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Line = tuple[str, dt.datetime | None]


def index(parts: Iterable[Line]) -> str:
    """The index: the address of each part, and when the last of its pages changed."""
    return _document("sitemapindex", "sitemap", parts)


def part(pages: Iterable[Line]) -> str:
    """One part: the address of each page, and when it changed."""
    return _document("urlset", "url", pages)


def _document(root: str, element: str, lines: Iterable[Line]) -> str:
    found = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {_NAMESPACE}>"]
    for address, changed in lines:
        when = f"<lastmod>{changed.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        found.append(f"<{element}><loc>{escape(address)}</loc>{when}</{element}>")
    return "\n".join([*found, f"</{root}>", ""])


def parts_of(count: int) -> int:
    """How many parts so many pages need."""
    return -(-count // A_PART)
