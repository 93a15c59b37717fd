"""Where an issue stands now: what happened last, and what comes next, in a sentence each.

Reads the entries of its timeline: appearances at meetings, and events with the published words they stand on
(`history.told`). Dates come from those words; what is over is told in the past tense, and nothing is guessed.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from council.statute.wording import long_date
from council.templatetags.words import clock
from meetings.pages import short

Data = dict[str, Any]

# These say what is planned, not what happened.
PLANNING = ("planentry", "notice", "representation")
# Of several things on one day the further one says where it stands.
FURTHEST = ("callinstep", "callin", "decision")
FORTHCOMING, DEFERRED = ("planned", "rescheduled"), "deferred"


def standing(entries: list[Data], issue_address: str, on: datetime.date) -> list[str]:
    """Where the issue stands on a day: what happened last, then what is due or who considers it next."""
    told = [entry for entry in entries if not entry["event"] or entry["event"]["address"] != issue_address]
    happened = [entry for entry in told if _has_happened(entry, on)]
    sentences = [_latest(_furthest(happened), on)] if happened else []
    sentences += [sentence for sentence in [_next(told, happened, on)] if sentence]
    if not sentences and told and (planning := [entry for entry in told if entry["event"]]):
        sentences = [_event(planning[0])]
    return sentences or [_("Nothing has been published about this yet.")]


def _kind(entry: Data) -> str:
    return str(entry["event"].get("kind", "")) if entry["event"] else ""


def _has_happened(entry: Data, on: datetime.date) -> bool:
    if entry["event"]:
        return _kind(entry) not in PLANNING
    return entry["on"] < on or bool(entry["found"]["outcome"])


def _furthest(happened: list[Data]) -> Data:
    """The latest thing that happened; of those on the same day the one that goes furthest."""
    newest = [entry for entry in happened if entry["on"] == happened[0]["on"]]
    for kind in FURTHEST:
        for entry in newest:
            if _kind(entry) == kind:
                return entry
    return newest[0]


def _latest(entry: Data, on: datetime.date) -> str:
    if entry["event"]:
        facts = entry["event"].get("facts")
        return (
            _decided(facts, on) if _kind(entry) == "decision" and facts and facts.get("decided_on") else _event(entry)
        )
    found = entry["found"]
    names = {"body": found["meeting"]["body"]["name"], "day": long_date(entry["on"])}
    if found["outcome"]:
        names["words"] = short(found["outcome"]["text"])
        return _("%(body)s decided on %(day)s: %(words)s") % names
    if found["is_off"]:
        return _("%(body)s was to consider this on %(day)s, but that meeting was not held.") % names
    if found["minutes"]:
        return _("%(body)s considered this on %(day)s; the minutes below say what was said.") % names
    return _("%(body)s considered this on %(day)s. What it decided has not been published yet.") % names


def _event(entry: Data) -> str:
    return _("%(what)s (%(day)s).") % {"what": entry["event"]["sentence"], "day": long_date(entry["on"])}


def _decided(facts: Data, on: datetime.date) -> str:
    """A decision record in a sentence, with how long it can be challenged and when it takes effect."""
    last, effective = _day(facts.get("last_day_on")), _day(facts.get("override_on") or facts.get("effective_on"))
    names = {
        "who": facts["maker_title"],
        "day": long_date(datetime.date.fromisoformat(facts["decided_on"])),
        "title": facts["title"],
        "last": long_date(last) if last else "",
        "effective": long_date(effective) if effective else "",
        "hour": clock(datetime.time.fromisoformat(facts["call_in_hour"])) if facts.get("call_in_hour") else "",
    }
    if last and last >= on and facts.get("is_subject"):
        if names["hour"]:
            words = _("%(who)s decided on %(day)s: %(title)s; councillors can challenge it until %(hour)s on %(last)s.")
        else:
            words = _("%(who)s decided on %(day)s: %(title)s; councillors can challenge it until %(last)s.")
    elif effective and effective > on:
        words = _("%(who)s decided on %(day)s: %(title)s; it takes effect on %(effective)s.")
    elif effective:
        words = _("%(who)s decided on %(day)s: %(title)s; it took effect on %(effective)s.")
    else:
        words = _("%(who)s decided on %(day)s: %(title)s.")
    return words % names


def _next(told: list[Data], happened: list[Data], on: datetime.date) -> str:
    """What is due: the decision on the forward plan, or the next meeting that has this on its agenda."""
    coming = [entry for entry in told if not entry["event"] and entry["on"] >= on and entry not in happened]
    coming = [entry for entry in coming if not entry["found"]["is_off"]]
    meeting = coming[-1] if coming else None
    plan = _plan(told)
    due = _day(plan.get("due_on")) if plan else None
    if plan and plan["status"] == DEFERRED and not meeting:
        return _("The decision of %(maker)s is deferred; there is no new date yet.") % plan
    if plan and plan["status"] in FORTHCOMING and due and (not meeting or due <= meeting["on"]):
        return _due(plan, due, happened, on)
    if not meeting:
        return ""
    names = {"body": meeting["found"]["meeting"]["body"]["name"], "day": long_date(meeting["on"])}
    return _("%(body)s considers this on %(day)s.") % names


def _plan(told: list[Data]) -> Data | None:
    """The published words of the entry on the forward plan whose state was published last."""
    entries = [entry["event"] for entry in told if _kind(entry) == "planentry" and entry["event"].get("facts")]
    newest: Data = max(entries, key=lambda event: event["serial"], default={})
    return newest.get("facts")


def _due(plan: Data, due: datetime.date, happened: list[Data], on: datetime.date) -> str:
    last = _day(plan.get("due_to")) or due
    names = {"maker": plan["maker"], "due": plan["due"], "day": long_date(due)}
    if plan["due_kind"] != "date":
        names["due"] = plan["due"][:1].lower() + plan["due"][1:] if plan["due_kind"] != "month" else plan["due"]
        return _("A decision is due from %(maker)s (%(due)s).") % names
    if last >= on:
        return _("A decision is due from %(maker)s on %(day)s.") % names
    if any(entry["on"] >= due and (not entry["event"] or _kind(entry) == "decision") for entry in happened):
        return ""
    return _("A decision was due from %(maker)s on %(day)s; none has been published yet.") % names


def _day(written: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
