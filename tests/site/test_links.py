"""Bar 16: every link of the public side leads somewhere, every page parses without an error and names each id once."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
import tinyhtml5
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.pdf
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Links, ids and what is opened and closed wrongly, of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.links += [found[name] for name in ("href", "src", "action") if found.get(name)]
        self.ids.update([found["id"]] if "id" in found else [])
        if "style" in found or any(name.startswith("on") for name in found):
            self.faults.append(f"inline style or script on <{tag}>")
        # A data block runs nothing (tests/site/test_about.py); every other script is a file of our own.
        if tag == "script" and not found.get("src") and found.get("type") != "application/ld+json":
            self.faults.append("a script in the page")
        if len(found) != len(attrs):
            self.faults.append(f"an attribute twice on <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.faults += [f"<{tag}> is never closed" for tag in page.open if tag not in ("html", "body")]
    page.faults += [f"id {name} stands {count} times" for name, count in page.ids.items() if count > 1]
    return page


def test_every_public_link_leads_somewhere(answers):
    waiting, pages, broken = ["/"], {}, []
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        answer = answers.get(address)
        body = answer.content
        pages[address] = page = read(body.decode()) if answer.is_page else Page()
        if answer.status_code not in (200, 410):
            broken.append(f"{address}: {answer.status_code}")
        broken += [f"{address}: {fault}" for fault in page.faults]
        if answer.is_page:
            assert tinyhtml5.parse(body.decode()) is not None
            assert re.match(r"\s*<!doctype html>", body.decode(), re.I)
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link))
            if link.startswith("#") and fragment not in page.ids:
                broken.append(f"{address}: leads to #{fragment}, which is not there")
            if target.startswith("/static/"):
                assert finders.find(target.removeprefix("/static/")), target
            elif target.startswith("/") and not target.startswith("/officer/"):
                waiting.append(target)
    assert broken == []
    assert len(pages) > 60
