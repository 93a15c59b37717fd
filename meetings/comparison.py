"""What a report recommended beside what was decided, part by part, with the differences marked. Pure."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from council.differences import marked, said
from council.templatetags.words import paragraphs

Row = dict[str, Any]


def compared(recommended: list[Row], decided: list[Row]) -> list[Row]:
    """One row for each part: both texts, how they differ (`same`, `changed`, `new`, `dropped`), the marks in words.

    Parts belong together by their label where every part has one of its own, else by their place.
    """
    rows = []
    for one, other in _pairs(recommended, decided):
        before, after = (one or {}).get("text", ""), (other or {}).get("text", "")
        change = "dropped" if other is None else "new" if one is None else "same" if before == after else "changed"
        rows.append({
            "label": (other or one or {}).get("label", ""),
            "recommended": before,
            "decided": _decided(change, before, after),
            "change": change,
        })  # fmt: skip
    return rows


def _decided(change: str, before: str, after: str) -> SafeString:
    return said(marked(before, after)) if change == "changed" else paragraphs(after)


def _pairs(recommended: list[Row], decided: list[Row]) -> list[tuple[Row | None, Row | None]]:
    if _has_own_labels(recommended) and _has_own_labels(decided):
        before = {_key(row): row for row in recommended}
        pairs: list[tuple[Row | None, Row | None]] = [(before.pop(_key(row), None), row) for row in decided]
        return pairs + [(row, None) for row in before.values()]
    longest = max(len(recommended), len(decided))
    return [(_at(recommended, place), _at(decided, place)) for place in range(longest)]


def _has_own_labels(rows: list[Row]) -> bool:
    keys = [_key(row) for row in rows]
    return all(keys) and len(set(keys)) == len(keys)


def _key(row: Row) -> str:
    """ "(a)" and "a." are the same label."""
    return "".join(character for character in row["label"].casefold() if character.isalnum())


def _at(rows: list[Row], place: int) -> Row | None:
    return rows[place] if place < len(rows) else None
