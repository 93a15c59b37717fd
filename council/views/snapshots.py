"""Snapshots as people read them: each value under its catalogue's label, lists as parts, and what changed between two.

Pure functions on the plain values of a snapshot. Any value whose label is no longer known is shown by its name.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from council.choices import Restriction
from council.differences import marked, said
from council.representations import Catalogue
from council.templatetags.words import at, on
from council.templatetags.words import paragraphs as as_paragraphs
from council.text import paragraphs
from meetings import published as meetings
from meetings import published_minutes
from meetings import published_plan as plan
from recommendations import published as recommendations
from recommendations import published_progress as progress
from recommendations.choices import DueBasis

Data = dict[str, Any]

CATALOGUES: dict[str, Catalogue] = {
    str(catalogue.model._meta.model_name): catalogue
    for catalogue in (*meetings.CATALOGUES, *plan.CATALOGUES, *recommendations.CATALOGUES, *progress.CATALOGUES)
}
# The catalogue of the parts of a list, by the record that holds it and the list's name.
PARTS: dict[tuple[Catalogue | None, str], Catalogue] = {
    (meetings.ITEM, "recommendations"): meetings.REPORT_RECOMMENDATION,
    (meetings.ITEM, "contacts"): meetings.CONTACT,
    **published_minutes.PARTS,
    (plan.NOTICE, "particulars"): plan.PLAN_ENTRY,
    (plan.EDITION, "contents"): plan.PLAN_ENTRY,
    (progress.UPDATE, "evidence"): progress.EVIDENCE,
    (progress.UPDATE, "recommendation"): recommendations.RECOMMENDATION,
    (progress.REVIEW, "recommendation"): recommendations.RECOMMENDATION,
    (recommendations.SET, "recommendations"): recommendations.RECOMMENDATION,
    (recommendations.SET, "duties"): recommendations.DUTY,
    (recommendations.RESPONSE, "items"): recommendations.RESPONSE_ITEM,
    (recommendations.RESPONSE, "what_will_be_done"): recommendations.RESPONSE_ITEM,
    (recommendations.RESPONSE_ITEM, "recommendation"): recommendations.RECOMMENDATION,
    (recommendations.RESPONSE_ITEM, "actions"): recommendations.ACTION,
}
# Bookkeeping that says nothing to a reader; codes, each with the value that says it in words; codes said here.
UNSAID = {"key", "action_key", "position", "has_article", "is_letter", "is_withheld", "html", "addressee_number"}
IN_WORDS = {"approval_basis": "approval_words"}
CODES = {"due_basis": dict(DueBasis.choices) | {DueBasis.NONE.value: ""}}
# Days whose name does not say so.
DAYS = ("as_at", "further_by", "since")
# Words before times words after that are compared one by one: about a third of a second at most.
EFFORT = 1_000_000
# What differs between any two versions of a response.
OF_THE_VERSION = {"version", "address"}
# What the response's own fragment shows already.
IN_FRAGMENT = {"set", "respondent_title", "respondent_name", "items"}
IN_FRAGMENT_ITEM = {"actions", "no_action", "no_action_words", "no_action_reason"}


def kind_words(kind: str) -> str:
    """What a reader calls a kind of record."""
    if kind == "recommendationset":
        return _("recommendations")
    return str(CATALOGUES[kind].model._meta.verbose_name) if kind in CATALOGUES else kind


def readable(record: Data, catalogue: Catalogue | None) -> list[Data]:
    """Rows of `label` with `text`, or with `parts` (a `name` and rows of its own). Empty values are left out."""
    labels = catalogue.labels() if catalogue else {}
    names = [name for name in labels if name in record] + [name for name in record if name not in labels]
    rows = []
    for name in names:
        if name in UNSAID or IN_WORDS.get(name, f"{name}_words") in record:
            continue
        code = next((code for code, words in IN_WORDS.items() if words == name), name.removesuffix("_words"))
        label = labels.get(code) or labels.get(name) or capfirst(name.replace("_", " "))
        value = record[name]
        if isinstance(value, dict) and "name" not in value:
            value = [value]
        if isinstance(value, list):
            inside = PARTS.get((catalogue, name))
            parts = [_part(part, place, inside) for place, part in enumerate(value, start=1)]
            rows.append({"label": label, "parts": [part for part in parts if part["rows"]]})
        else:
            rows.append({"label": label, "text": _text(name, value)})
    return [row for row in rows if row.get("text") or row.get("parts")]


def _part(part: Any, place: int, catalogue: Catalogue | None) -> Data:
    if not isinstance(part, dict):
        return {"name": "", "place": place, "rows": [{"label": "", "text": str(part)}]}
    rows = readable({name: value for name, value in part.items() if name != "label"}, catalogue)
    name = part.get("label") or (part.get("recommendation") or {}).get("label") or ""
    return {"name": name, "place": place, "rows": rows}


def _text(name: str, value: Any) -> str:
    if name in CODES:
        return str(CODES[name].get(value, value))
    if name == "restriction_words" and value == Restriction.OPEN.label:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, str) and (name.endswith("_on") or name in DAYS):
        return on(value)
    if isinstance(value, str) and name.endswith("_at"):
        return at(value)
    return "" if value is None else str(value)


def beside_the_fragment(record: Data) -> Data:
    """What a response's snapshot holds and its fragment does not show: actions, how it was approved, why corrected."""
    items = [
        {name: value for name, value in item.items() if name in IN_FRAGMENT_ITEM}
        | {"label": item["recommendation"]["label"]}
        for item in record.get("items", [])
    ]
    rest = {name: value for name, value in record.items() if name not in IN_FRAGMENT}
    return rest | {"what_will_be_done": items}


def flattened(rows: list[Data], before: str = "") -> dict[str, str]:
    """Every text of `readable` rows by its place in words: "Recommendations, 2): Text"."""
    found: dict[str, str] = {}
    for row in rows:
        place = f"{before}{row['label']}"
        if "text" in row:
            found[place] = row["text"]
        for part in row.get("parts", ()):
            found |= flattened(part["rows"], f"{place}, {part['name'] or part['place']}: ")
    return found


def changes(
    older: Data, newer: Data, catalogue: Catalogue | None, effort: int = EFFORT
) -> list[tuple[str, SafeString]]:
    """What differs between two snapshots of a record: its place in words, and both texts as one with marks."""
    older, newer = (
        {name: value for name, value in found.items() if name not in OF_THE_VERSION} for found in (older, newer)
    )
    old, new = flattened(readable(older, catalogue)), flattened(readable(newer, catalogue))
    places = [*new, *(place for place in old if place not in new)]
    return [
        (re.sub(r": $", "", place), said(compared(old.get(place, ""), new.get(place, ""), effort)))
        for place in places
        if old.get(place) != new.get(place)
    ]


def compared(before: str, after: str, effort: int = EFFORT) -> SafeString:
    """Both texts as one with the difference marked; long ones paragraph by paragraph, so that it takes no long time."""
    if len(before.split()) * len(after.split()) <= effort:
        return marked(before, after)
    old, new = paragraphs(before), paragraphs(after)
    shown = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "\n\n".join(old[i:j]), "\n\n".join(new[k:m])
        effort -= len(gone.split()) * len(fresh.split()) if kind == "replace" else 0
        if kind == "equal":
            shown.append(as_paragraphs(fresh))
        elif effort >= 0:
            shown.append(marked(gone, fresh))
        else:
            shown += [marked(gone, ""), marked("", fresh)]
    return SafeString("\n".join(shown))
