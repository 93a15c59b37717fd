"""The history of an issue: its meetings and its public events in one timeline, and where it stands now.

Works on plain values from `meetings/pages.py` and asks the database nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from council.statute.wording import long_date
from council.text import excerpt
from meetings.pages import short

Data = dict[str, Any]

# Words of minutes on an issue's page. Nobody is sent to another page for the last few.
EXCERPT, WHOLE_UP_TO = 500, 550


def day_of(found: Data) -> datetime.date:
    """The day of an appearance's meeting."""
    return datetime.date.fromisoformat(found["meeting"]["held_on"])


def heading(found: Data) -> str:
    """ "Meeting: 15 July 2014 - Cabinet (Item 68)"."""
    names = {"day": long_date(day_of(found)), "body": found["meeting"]["body"]["name"], "number": found["number"]}
    if found["number"]:
        return _("Meeting: %(day)s - %(body)s (Item %(number)s)") % names
    return _("Meeting: %(day)s - %(body)s") % names


def with_excerpt(found: Data) -> Data:
    """The appearance with the beginning of its minutes, about 500 words, and whether that is not all of them."""
    minutes = found["minutes"]
    if not minutes:
        return found
    is_long = len(minutes["text"].split()) > WHOLE_UP_TO
    beginning, is_cut = excerpt(minutes["text"], EXCERPT) if is_long else (minutes["text"], False)
    return found | {"minutes": minutes | {"text": beginning, "is_excerpt": is_cut}}


def timeline(appearances: list[Data], events: list[Data], on: datetime.date) -> list[Data]:
    """One entry for each appearance and each other event, newest first.

    Events of an appearance (agenda, decision, minutes, papers) stand inside its entry, as `published`.
    """
    entries: list[Data] = [
        {
            "on": day_of(found),
            "is_past": day_of(found) < on,
            "event": None,
            "found": found,
            "heading": heading(found),
            "published": [],
        }
        for found in appearances
    ]
    by_address = {entry["found"]["item"]["address"]: entry for entry in entries}
    others = []
    for event in events:
        if event["address"] in by_address:
            by_address[event["address"]]["published"].append(event)
        else:
            others.append({"on": event["happened_on"], "event": event})
    return sorted(entries + others, key=lambda entry: entry["on"], reverse=True)


def standing(entries: list[Data], issue_address: str, on: datetime.date) -> list[str]:
    """Where the issue stands on a day: what happened last, then who considers it next."""
    told = [entry for entry in entries if not entry["event"] or entry["event"]["address"] != issue_address]
    happened = [entry for entry in told if entry["on"] < on or entry["event"] or entry["found"]["outcome"]]
    coming = [entry for entry in told if entry["on"] >= on and entry not in happened]
    coming = [entry for entry in coming if not entry["found"]["is_off"]]
    sentences = [_latest(happened[0])] if happened else []
    if coming:
        sentences.append(_next(coming[-1]))
    return sentences or [_("Nothing has been published about this yet.")]


def _latest(entry: Data) -> str:
    if entry["event"]:
        return _("%(what)s (%(day)s).") % {"what": entry["event"]["sentence"], "day": long_date(entry["on"])}
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


def _next(entry: Data) -> str:
    names = {"body": entry["found"]["meeting"]["body"]["name"], "day": long_date(entry["on"])}
    return _("%(body)s considers this on %(day)s.") % names
