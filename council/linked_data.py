"""Writes what a page is about as linked data: JSON-LD 1.1 with schema.org's words, as a data block of the page.

Pure functions. A data block runs nothing, so the Content-Security-Policy needs no exception for it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

CONTEXT = "https://schema.org"
# Properties whose values are addresses: the site's own paths are made whole.
ADDRESSES = frozenset({"@id", "url", "item", "contentUrl", "isPartOf", "isBasedOn", "license", "sameAs", "about"})
# What could end the block or begin another; JSON has the same characters in other letters.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data: Any) -> SafeString:
    """The block. No value can end it: all but ASCII, and `<`, `>`, `&`, are written as numbers."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')  # escaped in the line above


def document(data: Mapping[str, Any], absolute: Callable[[str], str]) -> dict[str, Any]:
    """The whole document: its context, addresses made whole, what is empty left out."""
    return {"@context": CONTEXT} | _plain(data, absolute)


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where a page is: names and paths from the home page to it; the last may have no path."""
    steps = [
        {"@type": "ListItem", "position": place, "name": words, "item": address}
        for place, (words, address) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _plain(value: Any, absolute: Callable[[str], str], name: str = "") -> Any:
    if isinstance(value, Mapping):
        found = {key: _plain(one, absolute, key) for key, one in value.items()}
        return {key: one for key, one in found.items() if one not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_plain(one, absolute, name) for one in value]
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    words = str(value)
    return absolute(words) if name in ADDRESSES and words.startswith("/") else words
