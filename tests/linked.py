"""Linked data as other programs read it: JSON-LD expanded by a processor of its own, without the network."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from pyld import jsonld

VOCABULARY = "https://schema.org/"
DATES = ("startDate", "datePublished", "dateModified", "dateCreated")
ADDRESSES = ("url", "item", "contentUrl", "isPartOf", "isBasedOn", "license")
# What schema.org knows of each type, as far as this site says it; anything else is a fault.
THING = {"name", "url", "description", "identifier"}
WORK = THING | {
    "genre", "position", "text", "author", "contributor", "dateCreated", "datePublished", "dateModified", "version",
    "publisher", "license", "inLanguage", "isPartOf", "isBasedOn", "hasPart", "about", "sourceOrganization", "temporal",
    "creativeWorkStatus", "encoding",
}  # fmt: skip
KNOWN = {
    "Event": THING | {"startDate", "eventStatus", "location", "organizer"},
    "Place": THING,
    "GovernmentOrganization": THING | {"parentOrganization", "contactPoint"},
    "ContactPoint": {"email", "telephone"},
    "Person": THING | {"jobTitle"},
    **dict.fromkeys(("CreativeWork", "CollectionPage", "WebSite", "WebPage", "DigitalDocument"), WORK),
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"contentUrl", "encodingFormat"},
    "MediaObject": WORK | {"contentUrl", "encodingFormat"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}  # fmt: skip


def _load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    """The context of schema.org as far as it matters here; nothing else is ever asked for."""
    assert url == "https://schema.org", url
    terms = {name: {"@id": f"{VOCABULARY}{name}", "@type": "@id"} for name in ADDRESSES}
    context = {"@context": {"@vocab": VOCABULARY, **terms}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


class _Blocks(HTMLParser):
    """The data blocks of a page, and every script that is none and has no address."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inline: list[dict[str, str | None]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        self._inside = tag == "script" and found.get("type") == "application/ld+json"
        if self._inside:
            self.blocks.append("")
        elif tag == "script" and not found.get("src"):
            self.inline.append(found)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def blocks_of(response: Any) -> list[dict[str, Any]]:
    """The linked data of a page, each block checked and as it stands there."""
    page = _Blocks()
    page.feed(response.content.decode())
    assert page.inline == []
    found = [json.loads(block) for block in page.blocks]
    for block in found:
        expanded = jsonld.expand(block, {"documentLoader": _load})
        assert expanded, block
        for node in expanded:
            _check(node)
    return found


def _check(node: Any) -> None:
    """Every node has a type that is known, and properties that its type has; every address is whole."""
    (kind,) = (name.removeprefix(VOCABULARY) for name in node["@type"])
    names = {name.removeprefix(VOCABULARY) for name in node if not name.startswith("@")}
    assert names <= KNOWN[kind], (kind, names - KNOWN[kind])
    for name, values in node.items():
        for value in values if not name.startswith("@") else ():
            term = name.removeprefix(VOCABULARY)
            if "@type" in value:
                _check(value)
            elif term in ADDRESSES:
                assert re.fullmatch(r"https?://\S+", value["@id"]), (term, value)
            elif term in DATES:
                pattern = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?"
                assert re.fullmatch(pattern, value["@value"]), (term, value)
            else:
                assert value["@value"] != "", term


def subject_of(response: Any) -> dict[str, Any]:
    """What a page is about: its block that is no trail of breadcrumbs."""
    (found,) = (block for block in blocks_of(response) if block["@type"] != "BreadcrumbList")
    return found
