"""What differs between two versions of a response, part by part. Pure; `council/differences.py` compares the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council.differences import marked
from council.templatetags.words import on as long_date
from recommendations import wording

Facts = dict[str, Any]


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
