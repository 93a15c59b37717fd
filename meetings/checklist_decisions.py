"""What a decision record must hold before it is published, and what it should: the check list officers see.

A wall stops publication; a warning is shown and stops nothing. A breach of a notice rule is neither: a decision that
was taken is published, saying which rule was not met and why.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from council.models import Council
from council.statute.decision_records import DecidedBy, elements
from meetings.choices_decisions import Answer, MakerKind, NotSubject
from meetings.models.decision import ANSWERED, Decision


@dataclass(frozen=True)
class Line:
    """One line of the check list: what, which rule asks for it, whether it is there, whether its lack stops us."""

    name: str
    words: str
    rule: str
    is_done: bool
    is_wall: bool = True
    problem: str = ""


def words_for(name: str, by: DecidedBy) -> str:
    """What an element is called; whose conflicts count depends on who decided."""
    if name == "conflicts":
        return _conflicts_of(by)
    return {
        "text": _("The decision"),
        "decided_on": _("Date of decision"),
        "reasons": _("Reasons"),
        "alternatives": _("Alternative options considered and rejected"),
        "dispensations": _("Dispensations granted"),
        "consultation": _("Consultation before the decision"),
        "would_have_decided": _("Who would have decided but for an interest"),
    }[name]


def _conflicts_of(by: DecidedBy) -> str:
    if by in (DecidedBy.MEMBER, DecidedBy.EXECUTIVE_OFFICER):
        return _("Conflicts of interest of executive members who were consulted")
    if by == DecidedBy.OFFICER:
        return _("Conflicts of interest that members declared")
    return _("Conflicts of interest of members of the body")


def is_answered(decision: Decision, name: str) -> bool:
    """Whether an element is there; "none" is an answer, an empty field is not."""
    if name == "text":
        return bool(decision.text or decision.parts)
    if name in ANSWERED:
        return getattr(decision, f"{name}_answer") != ""
    return bool(getattr(decision, name))


def asked_of(decision: Decision, nation: str) -> list[tuple[str, str]]:
    """(name, rule) of each element the law asks of this decision. Dispensations only where somebody had a conflict."""
    found = elements(nation, decision.decided_by, is_expressly_delegated=decision.is_expressly_delegated is not False)
    needs_dispensations = decision.conflicts_answer != Answer.NONE
    return [(e.name, e.rule) for e in found if e.name != "dispensations" or needs_dispensations]


def checklist(decision: Decision, council: Council, on: datetime.date) -> list[Line]:
    """Every line for one decision, walls first in the order of the statement."""
    lines = [Line("maker", _("Who decided"), "", bool(decision.maker_title))]
    lines += [
        Line(name, words_for(name, decision.decided_by), rule, is_answered(decision, name))
        for name, rule in asked_of(decision, council.nation)
    ]
    return [*lines, *_answers_wanted(decision, council), *_reasons_wanted(decision), *_warnings(decision, on)]


def _answers_wanted(decision: Decision, council: Council) -> list[Line]:
    """Two questions that only a decision of the executive raises."""
    if not decision.is_executive:
        return []
    rule = "SI 2012/2089 reg 8" if council.nation == Council.Nation.ENGLAND else ""
    found = [Line("is_key", _("Key decision or not"), rule, decision.is_key is not None)]
    if council.call_in_days:
        found.append(Line("is_subject", _("Subject to call-in or not"), "", decision.is_subject is not None))
    return found


def _reasons_wanted(decision: Decision) -> list[Line]:
    """What an answer given above asks for in its turn."""
    wanted = []
    if decision.maker_kind == MakerKind.OFFICER:
        words = _("Whether it was delegated to the officer by name")
        is_said = decision.is_expressly_delegated is not None
        wanted.append(Line("is_expressly_delegated", words, "SI 2014/2095 reg 7(2)", is_said, is_wall=False))
    if decision.is_subject is False and decision.is_executive:
        wanted.append(Line("not_subject", _("Why it is not subject to call-in"), "", bool(decision.not_subject)))
        if decision.not_subject == NotSubject.URGENT:
            who = _("Who agreed that it is urgent")
            wanted.append(Line("urgency_agreed_by", who, "", bool(decision.urgency_agreed_by)))
    if decision.is_key:
        wanted.append(Line("key_reason", _("Why it is key"), "", bool(decision.key_reason), is_wall=False))
    return wanted


def _warnings(decision: Decision, on: datetime.date) -> list[Line]:
    """Dates that can hardly be right; none of them stops publication."""
    published_on = decision.published_on or on
    found: list[Line] = []

    def warn(name: str, what: str, problem: str) -> None:
        found.append(Line(name, what, "", is_done=False, is_wall=False, problem=problem))

    if decision.decided_on and decision.decided_on > published_on:
        problem = _("The date of decision is after the publication date. A decision is published once it is made")
        warn("decided_on", _("The order of its dates"), problem)
    if decision.override_on and decision.override_on < published_on:
        warn("override_on", _("The day of effect"), _("It takes effect before it is published. Check the day"))
    holding: Any = decision.holding
    if holding and decision.decided_on and not _held_on(holding, decision.decided_on):
        problem = _("This person did not hold the office on the date of decision. Check who decided")
        warn("holding", _("Who held the office"), problem)
    return found


def _held_on(holding: Any, day: datetime.date) -> bool:
    has_begun = holding.starts_on is None or holding.starts_on <= day
    return has_begun and (holding.ends_on is None or holding.ends_on >= day)


def lacks(decision: Decision) -> str:
    """What a decision still lacks before it may be published, as a sentence; empty where it is complete."""
    lines = checklist(decision, Council.current(), decision.published_on or datetime.date.max)
    missing = [line.words for line in lines if line.is_wall and not line.is_done]
    if not missing:
        return ""
    return _("Not filled in yet: %(what)s. Where there is none, say so.") % {"what": "; ".join(missing)}
