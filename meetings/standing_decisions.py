"""Where a decision stands, in sentences for residents: when it takes effect, until when it can be challenged.

Works on plain values; asks the database nothing. A sentence states times ("until 5pm on Tuesday"), never "open now".
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from council.templatetags.words import at, on, on_day
from meetings.choices_decisions import CallInStepKind, DecisionStatus
from meetings.querysets_decisions import Facts

Data = dict[str, Any]


def countdown(effective_on: Any, last_day_on: Any, hour: Any) -> str:
    """ "Takes effect on Wednesday 25 November 2026; councillors can challenge it until 5pm on Tuesday 24 …"."""
    facts = {"effect": on_day(effective_on), "last": on_day(last_day_on), "hour": at(hour)}
    if not facts["hour"]:
        return _("Takes effect on %(effect)s; councillors can challenge it until %(last)s.") % facts
    return _("Takes effect on %(effect)s; councillors can challenge it until %(hour)s on %(last)s.") % facts


def challenge(last_day_on: Any, hour: Any) -> str:
    """The short form for lists: "councillors can challenge it until 5pm on 24 November 2026"."""
    if not at(hour):
        return _("councillors can challenge it until %(last)s") % {"last": on(last_day_on)}
    return _("councillors can challenge it until %(hour)s on %(last)s") % {"hour": at(hour), "last": on(last_day_on)}


def standing(data: Data, facts: Facts, status: DecisionStatus, call_ins: list[Data]) -> str:
    """One or two sentences on where it stands. `call_ins` as `pages_decisions` reads them."""
    effect = on_day(facts.takes_effect_on) if facts.takes_effect_on else ""
    if status == DecisionStatus.IN_WINDOW:
        return countdown(facts.effective_on, facts.last_day_on, data["call_in_hour"])
    if status == DecisionStatus.AWAITING_EFFECT:
        return _("Takes effect on %(day)s.") % {"day": effect} + _period_over(facts)
    if status == DecisionStatus.EFFECTIVE:
        return _("Took effect on %(day)s.") % {"day": effect} + _never_open(data)
    valid = next(call_in for call_in in call_ins if call_in["is_valid"])
    steps = {step["kind"]: step for step in valid["steps"]}
    called = _("Councillors called it in on %(day)s.") % {"day": on_day(valid["received_at"])}
    return f"{called} {_after(status, steps, valid, facts)}"


def _period_over(facts: Facts) -> str:
    if not facts.last_day_on:
        return ""
    return " " + _("Councillors could challenge it until %(day)s.") % {"day": on_day(facts.last_day_on)}


def _never_open(data: Data) -> str:
    if data["is_subject"] is not False or not data["not_subject_words"]:
        return ""
    return " " + _("Councillors could not challenge it: %(why)s.") % {"why": _small(data["not_subject_words"])}


def _after(status: DecisionStatus, steps: dict[str, Data], call_in: Data, facts: Facts) -> str:
    effect = on_day(facts.takes_effect_on) if facts.takes_effect_on else ""
    outcome, final = steps.get(CallInStepKind.OUTCOME), steps.get(CallInStepKind.FINAL)
    if final:
        names = {"who": final["by_whom"], "day": on_day(final["happened_on"]), "effect": effect}
        words = {
            DecisionStatus.UPHELD: _("%(who)s confirmed the decision on %(day)s."),
            DecisionStatus.RECONSIDERED: _("%(who)s changed the decision on %(day)s: the final decision is below."),
        }[status] % names
        return words + (" " + _("It takes effect from %(effect)s.") % names if effect else "")
    if outcome:
        names = {"who": outcome["by_whom"], "day": on_day(outcome["happened_on"]), "effect": effect}
        if status == DecisionStatus.UPHELD:
            return _("%(who)s took no further action on %(day)s: the decision stands, from %(effect)s.") % names
        return _("%(who)s sent it back on %(day)s. It takes no effect until the final decision.") % names
    return _waiting(steps.get(CallInStepKind.MEETING), call_in)


def _waiting(meeting: Data | None, call_in: Data) -> str:
    waits = _("It takes no effect until this is settled.")
    if meeting:
        names = {"who": meeting["by_whom"], "day": on_day(meeting["happened_on"])}
        return f"{waits} " + _("%(who)s considers it on %(day)s.") % names
    if call_in["consider_by"]:
        return f"{waits} " + _("Scrutiny is to consider it by %(day)s.") % {"day": on_day(call_in["consider_by"])}
    return waits


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def line_words(data: Data, status: str, takes_effect_on: datetime.date | None) -> str:
    """What a list says below a decision's status."""
    if status == DecisionStatus.IN_WINDOW:
        return challenge(data["last_day_on"], data["call_in_hour"])
    if takes_effect_on is None:
        return ""
    if status == DecisionStatus.AWAITING_EFFECT:
        return _("takes effect on %(day)s") % {"day": on(takes_effect_on)}
    return _("effective from %(day)s") % {"day": on(takes_effect_on)}
