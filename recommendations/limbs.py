"""The lettered parts of one recommendation, and the answers to them. Pure: lists of plain values in, the same out.

A limb is a `label` and a `text`. Its answer is an `outcome`, the council's `outcome_words` and a `comment`; answers
stand in the order of the limbs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from council.text import split_labelled

Limb = dict[str, str]
ANSWER = ("outcome", "outcome_words", "comment")


class NoLabelsError(ValueError):
    """The text does not begin with a label, or has only one."""


def read(text: str) -> list[Limb]:
    """The limbs in a typed text: "(a) …", "(b) …". None in an empty one; raises NoLabelsError."""
    if not text.strip():
        return []
    found = split_labelled(text)
    if found.lead_in.strip() or len(found.parts) < 2 or not all(part.label for part in found.parts):
        raise NoLabelsError
    return [{"label": part.label, "text": part.text} for part in found.parts]


def as_text(limbs: Sequence[Limb]) -> str:
    """The same limbs as they are typed."""
    return "\n\n".join(f"{limb['label']} {limb['text']}".strip() for limb in limbs)


def with_answers(limbs: Sequence[Limb], answers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each limb with its answer beside it; one not yet answered has empty words."""
    padded = [*answers, *({} for _ in limbs)]
    return [
        {"label": limb["label"], "text": limb["text"], **{name: answer.get(name, "") for name in ANSWER}}
        for limb, answer in zip(limbs, padded, strict=False)
    ]
