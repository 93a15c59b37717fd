"""What differs between two versions of a response, part by part. Pure; `council/differences.py` compares the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council.differences import marked
from council.templatetags.words import on as long_date
from recommendations import limbs, wording

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


def of_answers(older: Facts, newer: Facts) -> list[Difference]:
    """What differs in the answers alone."""
    found = [_compared(what, old, new) for what, old, new in _answer_pairs(older, newer)]
    return [difference for difference in found if difference]


def _compared(what: str, old: str, new: str) -> Difference | None:
    return None if old == new else Difference(what, marked(old, new))


def _pairs(older: Facts, newer: Facts) -> Iterator[tuple[str, str, str]]:
    yield _("Heading"), wording.response_heading(older), wording.response_heading(newer)
    yield _("Response provided by"), wording.respondent(older), wording.respondent(newer)
    yield wording.meeting_label(newer), long_date(older.get("approved_on")), long_date(newer.get("approved_on"))
    yield from _answer_pairs(older, newer)


def _answer_pairs(older: Facts, newer: Facts) -> Iterator[tuple[str, str, str]]:
    before = {item["recommendation"]["position"]: item for item in older["items"]}
    for item in newer["items"]:
        earlier = before.get(item["recommendation"]["position"], {})
        name = wording.recommendation_name(item["recommendation"])
        for what, read in PARTS:
            yield f"{name}: {what()}", read(earlier) if earlier else "", read(item)


def _recommended(item: Facts) -> str:
    recommendation = item["recommendation"]
    if recommendation["is_withheld"]:
        return str(recommendation["public_summary"])
    return "\n\n".join(
        part for part in (recommendation["text"], limbs.as_text(recommendation.get("limbs", []))) if part
    )


def _limbs_answered(item: Facts) -> str:
    """The answers to its limbs, one a paragraph."""
    lines = []
    for limb in item.get("limbs", []):
        said = " – ".join(part for part in (wording.outcome_shown(limb), limb["comment"]) if part)
        lines.append(f"{limb['label']} {said}".strip())
    return "\n\n".join(lines)


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
    (lambda: _("limbs"), _limbs_answered),
    (lambda: _("comment"), lambda item: item.get("comment") or ""),
    (lambda: _("exempt part"), _withheld),
    (lambda: _("what will be done"), _done),
)
