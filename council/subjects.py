"""Wards and topics as officers write them: names in one line of text, divided by commas.

Two records share a ward or a topic where the names come to the same part of an address. Asks the database nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

# Where a decision is about the whole area: one page for all of it.
EVERYWHERE = "all"
_WHOLE = re.compile(
    r"(all|every|(all|every)-(the-)?(wards?|divisions?)(-affected)?"
    r"|(whole-)?(city|county|borough|district|council|area)-?wide|the-whole-(council|city|county|borough|district|area))"
)
_NONE = frozenset({"", "none", "n-a", "na", "not-applicable", "none-specific", "no-ward", "not-ward-specific"})
_KIND = re.compile(r"-(wards?|divisions?|electoral-divisions?)$")
_DIVIDES = re.compile(r"[,;\n]")


def names_in(text: str) -> list[str]:
    """The names in a line, each once, as they are written: "Aldry, Skelmere ward" is two."""
    found: dict[str, str] = {}
    for part in _DIVIDES.split(text):
        name = " ".join(part.split()).rstrip(".")
        if slug := slug_of(name):
            found.setdefault(slug, name)
    return list(found.values())


def slug_of(name: str) -> str:
    """The part of an address that stands for a name; empty for "none" and what says no name."""
    slug = slugify(name)
    if slug in _NONE:
        return ""
    return EVERYWHERE if _WHOLE.fullmatch(slug) else (_KIND.sub("", slug) or slug)[:80].strip("-")


def slugs_in(text: str) -> list[str]:
    """The parts of an address that stand for the names in a line."""
    return [slug_of(name) for name in names_in(text)]


def names_of(lines: Iterable[str]) -> dict[str, str]:
    """Part of the address -> name, of every name in any of the lines, by name; the whole area first.

    Of several ways to write a name it is the shortest, whatever the order of the lines.
    """
    found: dict[str, str] = {}
    for name in (name for line in lines for name in names_in(line)):
        slug = slug_of(name)
        written = _("The whole area") if slug == EVERYWHERE else name
        found[slug] = min(written, found.get(slug, written), key=lambda word: (len(word), word))
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != EVERYWHERE, pair[1].lower())))


def lines_with(lines: Iterable[str], slug: str) -> list[str]:
    """The lines in which the name that `slug` stands for is one of the names."""
    return [line for line in dict.fromkeys(lines) if slug in slugs_in(line)]
