"""What the written statement of a decision must hold, by nation and by who decided.

England, executive: SI 2012/2089 reg 12 (a body), reg 13(1) and (2) (one member), reg 13(3) and (4) (an officer).
England, an officer's decision that is not executive: SI 2014/2095 reg 7. Wales, executive: WSI 2001/2290 reg 7.
Of other decisions no such statement is asked for by these: the minutes are their record (LGA 1972 s.100C).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DecidedBy(StrEnum):
    """Who decided, as these regulations tell apart."""

    EXECUTIVE_BODY = "executive_body"
    MEMBER = "member"
    EXECUTIVE_OFFICER = "executive_officer"
    OFFICER = "officer"
    OTHER_BODY = "other_body"


EXECUTIVE = (DecidedBy.EXECUTIVE_BODY, DecidedBy.MEMBER, DecidedBy.EXECUTIVE_OFFICER)


@dataclass(frozen=True)
class Element:
    """One thing the statement must hold: its name, and the rule that asks for it (empty: good practice)."""

    name: str
    rule: str


def elements(nation: str, by: DecidedBy, *, is_expressly_delegated: bool = True) -> tuple[Element, ...]:
    """What the statement must hold, in the order of the regulation.

    `is_expressly_delegated`: the officer was given this decision by name, for which alone SI 2014/2095 reg 7(3)(d)
    asks for the members' conflicts. Raises ValueError for an unknown decider.
    """
    by = DecidedBy(by)
    if nation == "england" and by in EXECUTIVE:
        return _england_executive(by)
    if nation == "england" and by is DecidedBy.OFFICER:
        return _england_officer(is_expressly_delegated)
    if nation == "wales" and by in EXECUTIVE:
        rule = "WSI 2001/2290 reg 7"
        names = ("text", "decided_on", "reasons", "conflicts", "dispensations", "consultation", "would_have_decided")
        return tuple(Element(name, rule) for name in names)
    return (Element("text", ""), Element("decided_on", ""))


def _england_executive(by: DecidedBy) -> tuple[Element, ...]:
    """The five letters of SI 2012/2089 reg 12(2), 13(2) and 13(4), which are alike but for whose conflicts count."""
    rule = {
        DecidedBy.EXECUTIVE_BODY: "SI 2012/2089 reg 12(2)",
        DecidedBy.MEMBER: "SI 2012/2089 reg 13(2)",
        DecidedBy.EXECUTIVE_OFFICER: "SI 2012/2089 reg 13(4)",
    }[by]
    letters = (("text", "a"), ("decided_on", "a"), ("reasons", "b"), ("alternatives", "c"), ("conflicts", "d"),
               ("dispensations", "e"))  # fmt: skip
    return tuple(Element(name, f"{rule}({letter})") for name, letter in letters)


def _england_officer(is_expressly_delegated: bool) -> tuple[Element, ...]:
    rule = "SI 2014/2095 reg 7(3)"
    letters = [("decided_on", "a"), ("text", "b"), ("reasons", "b"), ("alternatives", "c")]
    letters += [("conflicts", "d")] if is_expressly_delegated else []
    return tuple(Element(name, f"{rule}({letter})") for name, letter in letters)
