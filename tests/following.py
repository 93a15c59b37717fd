"""Feeds as other programs read them: a strict check of the document's shape, then a feed reader of its own."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import feedparser

ATOM, TOMBSTONES, XML = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atompub/tombstones/1.0",
    "http://www.w3.org/XML/1998/namespace",
)
# RFC 4287 4.1.1 and 4.1.2: child -> (least, most) of what this site writes; anything else is a fault.
OF_FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "rights": (0, 1), "author": (1, 1),
           "link": (2, 7), "entry": (0, 1000)}  # fmt: skip
OF_ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (1, 1), "summary": (0, 1),
            "category": (0, 1), "link": (1, 2)}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
KEY = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LINK = re.compile(r"https?://[^\s<>]+")


def faults_of(content: bytes) -> list[str]:
    """What is wrong with an Atom document, against RFC 4287, 5005 and 6721."""
    root = ET.fromstring(content)
    if root.tag != f"{{{ATOM}}}feed":
        return [f"the root is {root.tag}"]
    found = _children(root, OF_FEED, "feed") + _values(root, "feed")
    keys = [entry.findtext(f"{{{ATOM}}}id") for entry in root.iter(f"{{{ATOM}}}entry")]
    keys += [gone.get("ref") for gone in root.iter(f"{{{TOMBSTONES}}}deleted-entry")]
    found += ["two entries have one id"] if len(keys) != len(set(keys)) else []
    for entry in root.iter(f"{{{ATOM}}}entry"):
        found += _children(entry, OF_ENTRY, "entry") + _values(entry, "entry")
    for gone in root.iter(f"{{{TOMBSTONES}}}deleted-entry"):
        if not (KEY.fullmatch(gone.get("ref", "")) and MOMENT.fullmatch(gone.get("when", "")) and len(gone) == 0):
            found.append("a tombstone is not ref and when alone")
    if "self" not in {link.get("rel") for link in root.findall(f"{{{ATOM}}}link")}:
        found.append("the feed does not name itself")
    return found


def _children(parent: ET.Element, allowed: dict[str, tuple[int, int]], what: str) -> list[str]:
    tags = [child.tag for child in parent]
    strange = {tag for tag in tags if tag.removeprefix(f"{{{ATOM}}}") not in allowed}
    strange -= {f"{{{TOMBSTONES}}}deleted-entry"} if what == "feed" else set()
    counts = {name: tags.count(f"{{{ATOM}}}{name}") for name in allowed}
    wrong = [name for name, (least, most) in allowed.items() if not least <= counts[name] <= most]
    return [f"{what}: {tag} is unknown" for tag in strange] + [f"{what}: {counts[name]} × {name}" for name in wrong]


def _values(parent: ET.Element, what: str) -> list[str]:
    found = []
    for child in parent:
        name, text = child.tag.partition("}")[2], (child.text or "").strip()
        if name in ("title", "summary", "rights", "subtitle") and not text:
            found.append(f"{what}: {name} is empty")
        if name in ("updated", "published") and not MOMENT.fullmatch(text):
            found.append(f"{what}: {name} is {text}")
        if name == "id" and not KEY.fullmatch(text):
            found.append(f"{what}: id is {text}")
        if name == "link" and not LINK.fullmatch(child.get("href", "")):
            found.append(f"{what}: a link to {child.get('href')}")
        if name == "author" and not child.findtext(f"{{{ATOM}}}name"):
            found.append(f"{what}: an author without a name")
    kinds = [(link.get("rel"), link.get("type")) for link in parent.findall(f"{{{ATOM}}}link")]
    return found + ([f"{what}: two links of one kind"] if len(kinds) != len(set(kinds)) else [])


def feed_of(client: Any, address: str) -> Any:
    """The feed at an address, read by feedparser once its shape is right."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert faults_of(response.content) == []
    read = feedparser.parse(response.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    gone = [row.get("ref") for row in ET.fromstring(response.content).iter(f"{{{TOMBSTONES}}}deleted-entry")]
    links = {link.rel: link.href for link in read.feed.links}
    return SimpleNamespace(response=response, feed=read.feed, entries=read.entries, links=links, gone=gone)


def whole_feed(client: Any, address: str) -> list[Any]:
    """Every entry of a feed in pages, from the first to the last, as RFC 5005 says to go."""
    found, following = [], address
    while following:
        read = feed_of(client, following)
        found += read.entries
        following = read.links.get("next", "").removeprefix("http://testserver")
    return found


def everything_followed(client: Any, address: str) -> dict[str, list[str]]:
    """Key -> paths of its links, of every entry and tombstone of a feed in pages."""
    found: dict[str, list[str]] = {}
    following = address
    while following:
        read = feed_of(client, following)
        found |= {
            entry.id: [link.href.removeprefix("http://testserver") for link in entry.links] for entry in read.entries
        }
        found |= {key: [] for key in read.gone}
        following = read.links.get("next", "").removeprefix("http://testserver")
    return found
