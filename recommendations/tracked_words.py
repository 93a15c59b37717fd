"""A recommendation and the answer to it as plain lines, for tables and papers without markup. Public facts alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from recommendations import wording

Facts = dict[str, Any]


def asked_words(facts: Facts) -> str:
    """What was recommended, its lettered parts below it; of what is withheld, what stands in its place."""
    if facts["is_withheld"]:
        return str(facts["public_summary"])
    return _lines([facts["text"], *(f"{limb['label']} {limb['text']}" for limb in facts["limbs"])])


def comment_words(said: Facts) -> str:
    """What stands beside the outcome, the agreed wording, the comment, the answer to each part, what is withheld."""
    agreed, exempt = said["agreed_wording"], said["exempt_part"]
    lines = [", ".join(wording.qualifiers(said)).capitalize()]
    lines += [_("Agreed wording: %(words)s") % {"words": agreed}] * bool(agreed)
    lines += [said["comment"], *map(_limb, said["limbs"])]
    if exempt:
        ground = wording.exempt_ground(exempt["paragraphs"])
        lines += [_("Part of this comment is %(ground)s.") % {"ground": ground}, exempt["summary"]]
    return _lines(lines)


def _limb(limb: Facts) -> str:
    """ "(a) Yes. From the new timetable on."."""
    outcome = ", ".join(filter(None, (limb["outcome_words"], *wording.qualifiers(limb))))
    said = ". ".join(filter(None, (outcome, limb["comment"])))
    return f"{limb['label']} {said}" if said else ""


def _lines(words: Iterable[str]) -> str:
    return "\n".join(filter(None, words))
