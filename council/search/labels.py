"""Names of fields before their values in the text of an entry: a sign is stored, an excerpt shows it in words.

An excerpt says "Other options considered: Sandbags until January", which alone would read as what was decided. No
search looks at a sign, so whoever looks for "consultation" does not find every decision that has such a field.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# Answers that say no more than a field left empty.
SAYS_NOTHING = frozenset(("none", "nil", "n/a", "na", "not applicable", "-", "–", "—"))


class Label(StrEnum):
    """Signs stand in stored texts, so none is ever given to another field. Hexagrams: no paper has them in its words.

    They are no letters to `words.py` nor to SQLite, which a test holds against each other.
    """

    DECIDED = "\u4dc0"
    MINUTES = "\u4dc1"
    PURPOSE = "\u4dc2"
    REASONS = "\u4dc3"
    ALTERNATIVES = "\u4dc4"
    CONSULTATION = "\u4dc5"
    WARDS = "\u4dc6"
    LEAD_MEMBER = "\u4dc7"
    REPORT_AUTHOR = "\u4dc8"
    MAKER = "\u4dc9"
    PLAN_REFERENCE = "\u4dca"
    WHY_KEY = "\u4dcb"
    DOCUMENTS = "\u4dcc"
    LEAD_DIRECTOR = "\u4dcd"
    DEPARTMENT = "\u4dce"
    WHERE = "\u4dcf"
    DISSENT = "\u4dd0"
    MADE_BY = "\u4dd1"
    ANSWER = "\u4dd2"
    AS_AGREED = "\u4dd3"
    ACTION = "\u4dd4"
    LEADS = "\u4dd5"
    NO_ACTION = "\u4dd6"
    RESPONDENT = "\u4dd7"
    WHY_PAUSED = "\u4dd8"
    WHY_NOT = "\u4dd9"
    REPORTED_BY = "\u4dda"
    EVIDENCE = "\u4ddb"


WORDS: dict[str, Any] = {
    Label.DECIDED: _("Decided"),
    Label.MINUTES: _("Minutes"),
    Label.PURPOSE: _("Purpose"),
    Label.REASONS: _("Reasons"),
    Label.ALTERNATIVES: _("Other options considered"),
    Label.CONSULTATION: _("Consultation"),
    Label.WARDS: _("Wards affected"),
    Label.LEAD_MEMBER: _("Lead member"),
    Label.REPORT_AUTHOR: _("Report by"),
    Label.MAKER: _("Decision maker"),
    Label.PLAN_REFERENCE: _("Forward plan reference"),
    Label.WHY_KEY: _("Why it is a key decision"),
    Label.DOCUMENTS: _("Documents to be considered"),
    Label.LEAD_DIRECTOR: _("Lead director"),
    Label.DEPARTMENT: _("Department"),
    Label.WHERE: _("Where"),
    Label.DISSENT: _("Dissent"),
    Label.MADE_BY: _("Made by"),
    Label.ANSWER: _("Answer"),
    Label.AS_AGREED: _("As agreed"),
    Label.ACTION: _("What will be done"),
    Label.LEADS: _("Who leads it"),
    Label.NO_ACTION: _("Why there is no separate action"),
    Label.RESPONDENT: _("Answered by"),
    Label.WHY_PAUSED: _("Why it is paused"),
    Label.WHY_NOT: _("Reason"),
    Label.REPORTED_BY: _("Reported by"),
    Label.EVIDENCE: _("Evidence"),
}
SIGN = re.compile(f"[{''.join(Label)}]")


def labelled(label: Label, *values: str, between: str = ", ") -> str:
    """The values with the sign of their field; empty where they say nothing."""
    said = between.join(value.strip() for value in values if value and value.strip())
    return "" if said.rstrip(".").lower() in SAYS_NOTHING or not said else f"{label}{said}"


def in_words(shown: str) -> SafeString:
    """Escaped HTML with each sign as a reader sees it: "Wards affected: Harbour"."""
    return SafeString(SIGN.sub(lambda sign: f"{conditional_escape(WORDS[sign[0]])}: ", shown))
