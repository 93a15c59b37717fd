"""What differs between two texts, word by word, and between two versions of a response. Pure.

Differences are marked by <ins> and <del>, which the style sheets underline and strike through: never colour alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council.templatetags.words import on as long_date
from recommendations import wording

Facts = dict[str, Any]

TOKENS = re.compile(r"\n[^\S\n]*\n\s*|\n|[^\S\n]+|\S+")
# Long texts are compared paragraph by paragraph: word by word two of 9,000 words take over ten seconds.
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*|(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)
MOST_COMPARISONS = 10_000_000
MARKS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


def word_difference(before: str, after: str) -> list[tuple[str, str]]:
    """Runs of text, each "same", "gone" or "new", in reading order; joined they give both texts back."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) * len(new) > MOST_COMPARISONS:
        old, new = PARAGRAPHS.findall(before), PARAGRAPHS.findall(after)
    runs: list[tuple[str, str]] = []
    for kind, i, j, k, m in _operations(old, new):
        if kind == "equal":
            runs.append(("same", "".join(new[k:m])))
            continue
        runs += [("gone", "".join(old[i:j]))] * (j > i) + [("new", "".join(new[k:m]))] * (m > k)
    return runs


def _operations(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The matcher's operations, with a lone blank between two changes counted as changed too: it reads better."""
    found = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    held: tuple[str, int, int, int, int] | None = None
    for place, (kind, i, j, k, m) in enumerate(found):
        between = held is not None and place + 1 < len(found)
        if kind == "equal" and not (between and not "".join(new[k:m]).strip(" ")):
            if held:
                yield held
            held = None
            yield kind, i, j, k, m
        else:
            held = ("replace", held[1], j, held[3], m) if held else (kind, i, j, k, m)
    if held:
        yield held


def marked(before: str, after: str) -> SafeString:
    """The two texts as one, in escaped paragraphs with what is gone in <del> and what is new in <ins>."""
    shown: list[str] = [""]
    for kind, run in word_difference(before.replace("\r\n", "\n"), after.replace("\r\n", "\n")):
        for place, piece in enumerate(re.split(r"\n[^\S\n]*\n\s*", run)):
            if place:
                shown.append("")
            if piece:
                start, end = MARKS[kind]
                # What takes the place of other words stands a space away from them.
                shown[-1] += " " if kind == "new" and shown[-1].endswith("</del>") else ""
                shown[-1] += f"{start}{escape(piece)}{end}".replace("\n", "<br>")
    return SafeString("\n".join(f"<p>{piece}</p>" for piece in shown if piece.strip()))


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is, and both texts as one with the difference marked."""

    what: str
    words: SafeString


def between(older: Facts, newer: Facts) -> list[Difference]:
    """What differs between two published versions of a response, in the order of the page."""
    found = [_compared(what, old, new) for what, old, new in _pairs(older, newer)]
    return [difference for difference in found if difference]


def _compared(what: str, old: str, new: str) -> Difference | None:
    return None if old == new else Difference(what, marked(old, new))


def _pairs(older: Facts, newer: Facts) -> Iterator[tuple[str, str, str]]:
    yield _("Heading"), wording.response_heading(older), wording.response_heading(newer)
    yield _("Response provided by"), wording.respondent(older), wording.respondent(newer)
    yield wording.meeting_label(newer), long_date(older.get("approved_on")), long_date(newer.get("approved_on"))
    before = {item["recommendation"]["position"]: item for item in older["items"]}
    for item in newer["items"]:
        earlier = before.get(item["recommendation"]["position"], {})
        name = wording.recommendation_name(item["recommendation"])
        for what, read in PARTS:
            yield f"{name}: {what()}", read(earlier) if earlier else "", read(item)


def _recommended(item: Facts) -> str:
    recommendation = item["recommendation"]
    return recommendation["public_summary"] if recommendation["is_withheld"] else recommendation["text"]


def _answered(item: Facts) -> str:
    return ", ".join(part for part in (wording.outcome_shown(item), *wording.qualifiers(item)) if part)


def _withheld(item: Facts) -> str:
    part = item.get("exempt_part") or {}
    words = (wording.exempt_ground(part["paragraphs"]), part["reason"], part["summary"]) if part else ()
    return "\n\n".join(word for word in words if word)


def action_words(action: Facts) -> str:
    """One action as a line of text."""
    due = long_date(action["due_on"]) or action["no_due_reason"]
    return "; ".join(part for part in (action["description"], action["lead"], due, action["cost"]) if part)


def _done(item: Facts) -> str:
    lines = [action_words(action) for action in item.get("actions", [])]
    reasons = (item.get("no_action_words") if item.get("no_action") else "", item.get("no_action_reason"))
    return "\n\n".join([*lines, *(str(reason) for reason in reasons if reason)])


PARTS = (
    (lambda: _("recommendation"), _recommended),
    (lambda: _("answer"), _answered),
    (lambda: _("agreed wording"), lambda item: item.get("agreed_wording") or ""),
    (lambda: _("comment"), lambda item: item.get("comment") or ""),
    (lambda: _("exempt part"), _withheld),
    (lambda: _("what will be done"), _done),
)
