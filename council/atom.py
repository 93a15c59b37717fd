"""Writes news feeds as programs read them: Atom, RFC 4287, in pages (RFC 5005) and with tombstones (RFC 6721).

Pure functions from values to bytes: no model, no request. Every address is whole, every moment has its zone.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
# What no XML 1.0 document may hold, not even as a reference (section 2.2).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of a feed in which nothing stands yet: an element `updated` is asked for all the same (RFC 4287 4.1.1).
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """One entry. `key` never changes; `updated` says when a reader has to look again."""

    key: uuid.UUID
    title: str
    updated: dt.datetime
    published: dt.datetime
    address: str
    summary: str = ""
    category: str = ""
    category_words: str = ""
    related: str = ""


@dataclass(frozen=True)
class Tombstone:
    """An entry that stood here and does no more: its key and when it went, and no word of it."""

    key: uuid.UUID
    when: dt.datetime


@dataclass(frozen=True)
class Feed:
    """A feed or one page of it; `pages` are the addresses of RFC 5005: first, previous, next, last."""

    key: uuid.UUID
    title: str
    address: str
    page_address: str
    author: str
    author_address: str
    entries: tuple[Entry | Tombstone, ...]
    subtitle: str = ""
    rights: str = ""
    licence: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)


def write(feed: Feed) -> bytes:
    """The whole document."""
    # Prefixes are written out: ElementTree's register of them is one for the process, and other libraries change it.
    root = ET.Element("feed", {"xmlns": ATOM, "xmlns:at": TOMBSTONES, "xml:lang": "en-GB"})
    _add(root, "id", feed.key.urn)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", moment(max(map(_changed, feed.entries), default=NEVER)))
    _link(root, "self", feed.address, CONTENT_TYPE.partition(";")[0])
    _link(root, "alternate", feed.page_address, "text/html")
    for relation, address in feed.pages.items():
        _link(root, relation, address)
    if feed.licence:
        _link(root, "license", feed.licence)
    author = ET.SubElement(root, "author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.author_address)
    if feed.rights:
        _add(root, "rights", feed.rights)
    for entry in feed.entries:
        _tombstone(root, entry) if isinstance(entry, Tombstone) else _entry(root, entry)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _changed(entry: Entry | Tombstone) -> dt.datetime:
    return entry.when if isinstance(entry, Tombstone) else entry.updated


def _entry(root: ET.Element, entry: Entry) -> None:
    found = ET.SubElement(root, "entry")
    _add(found, "id", entry.key.urn)
    _add(found, "title", entry.title)
    _add(found, "published", moment(entry.published))
    _add(found, "updated", moment(entry.updated))
    _link(found, "alternate", entry.address, "text/html")
    if entry.related and entry.related != entry.address:
        _link(found, "related", entry.related, "text/html")
    if entry.category:
        labelled = {"label": clean(entry.category_words)} if entry.category_words else {}
        ET.SubElement(found, "category", {"term": clean(entry.category)} | labelled)
    if entry.summary:
        _add(found, "summary", entry.summary)


def _tombstone(root: ET.Element, gone: Tombstone) -> None:
    ET.SubElement(root, "at:deleted-entry", {"ref": gone.key.urn, "when": moment(gone.when)})


def _add(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = clean(words)


def _link(parent: ET.Element, relation: str, address: str, kind: str = "") -> None:
    typed = {"type": kind} if kind else {}
    ET.SubElement(parent, "link", {"rel": relation, **typed, "href": clean(address)})


def clean(words: str) -> str:
    """The words without what no XML document may hold."""
    return _NO_XML.sub("", words)


def moment(at: dt.datetime) -> str:
    """A moment with its zone as RFC 3339 writes UTC, to the second."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
