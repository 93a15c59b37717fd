"""Decisions and call-ins as officers see them: where they are shown, and what residents read of a withheld one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, CallIn, CallInStep, Decision
from meetings.published_decisions import decision_title


def decision_page(record: Decision | CallIn | CallInStep) -> str:
    """The officers' page of the decision that a record is or belongs to."""
    if isinstance(record, CallInStep):
        return decision_page(record.call_in)
    if isinstance(record, CallIn):
        return f"{decision_page(record.decision)}#call-in"
    return reverse("meetings:officer-decision", args=[record.public_id])


def decision_of(item: AgendaItem) -> dict[str, Any]:
    """Where the decision record of an item is, and its state, for the item's own page."""
    decision: Decision | None = getattr(item, "decision", None)
    if decision is None:
        return {}
    words = _("Withdrawn") if decision.is_withdrawn else _("Published") if decision.is_published else _("Draft")
    code = "withdrawn" if decision.is_withdrawn else "published" if decision.is_published else "draft"
    return {"decision_url": decision_page(decision), "decision_state": (words, code)}


def decision_withheld_words(decision: Decision) -> str:
    """What residents read of an exempt or confidential decision, in a sentence."""
    facts = {"title": decision_title(decision)}
    if decision.public_summary:
        words = _("Residents read the title “%(title)s”, the summary for the public, who decided and when, and that "
                  "it is withheld and why. They do not get its words.")  # fmt: skip
    else:
        words = _("Residents read the title “%(title)s”, who decided and when, and that it is withheld and why. They "
                  "do not get its words, and there is no summary for them.")  # fmt: skip
    return words % facts
