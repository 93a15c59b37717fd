"""The history of an issue: its meetings and everything published about it in one timeline.

Works on plain values and asks the database nothing. What happened is told by public events alone, whatever kind of
record they speak of: a kind this file does not know is shown by the name of its records.
"""

from __future__ import annotations

import datetime
import json
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council.statute.wording import MONTHS, long_date
from council.text import excerpt
from meetings.pages import event_line

Data = dict[str, Any]

# Words of minutes on an issue's page. Nobody is sent to another page for the last few.
EXCERPT, WHOLE_UP_TO = 500, 550
# A timeline longer than this has headings: by year where it runs over more than two years, else by month.
WITHOUT_HEADINGS = 10
MONTHS_BY_MONTH = 24
# What kind of thing happened, by the name that the register gives a record.
KIND_WORDS: dict[str, Any] = {
    "agendaitem": _lazy("Agenda"),
    "agendasupplement": _lazy("Supplement"),
    "cabinetresponse": _lazy("Response"),
    "callin": _lazy("Call-in"),
    "callinstep": _lazy("Call-in"),
    "decision": _lazy("Decision"),
    "document": _lazy("Document"),
    "issue": _lazy("Issue"),
    "itemminutes": _lazy("Minutes"),
    "itemoutcome": _lazy("Decision"),
    "itemproceedings": _lazy("Votes and speakers"),
    "leadchange": _lazy("Who leads"),
    "meeting": _lazy("Meeting"),
    "meetingnotice": _lazy("Notice"),
    "notice": _lazy("Notice"),
    "planentry": _lazy("Forward plan"),
    "recommendationset": _lazy("Recommendations"),
    "representation": _lazy("Representation"),
}


def kind_words(kind: str) -> str:
    """What kind of thing a record is, in a word or two."""
    if kind in KIND_WORDS:
        return str(KIND_WORDS[kind])
    names = [model._meta.verbose_name for model in apps.get_models() if model._meta.model_name == kind]
    return str(capfirst(names[0])) if names else ""


def told(event: Data) -> Data:
    """A public event (TIMELINE_VALUES) for the timeline: its line, its kind, and the published words it stands on."""
    facts = json.loads(event["facts"])["record"] if event.get("facts") else {}
    kind = event["entry__record_kind"]
    return event_line(event) | {
        "address": event.get("moved_to") or event["address"],
        "kind": kind,
        "kind_words": kind_words(kind),
        "serial": event["entry_id"],
        "facts": facts,
    }


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
    # An excerpt is plain: markup cannot be cut in the middle.
    layout = {"html": ""} if is_cut else {}
    return found | {"minutes": minutes | layout | {"text": beginning, "is_excerpt": is_cut}}


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


def in_groups(entries: list[Data]) -> list[Data]:
    """The timeline under headings where it is long; otherwise one group without a heading."""
    if len(entries) <= WITHOUT_HEADINGS:
        return [{"heading": "", "entries": entries}] if entries else []
    newest, oldest = entries[0]["on"], entries[-1]["on"]
    by_year = (newest.year - oldest.year) * 12 + newest.month - oldest.month > MONTHS_BY_MONTH

    def words(entry: Data) -> str:
        day = entry["on"]
        return str(day.year) if by_year else f"{_(MONTHS[day.month - 1])} {day.year}"

    return [{"heading": name, "entries": list(found)} for name, found in groupby(entries, key=words)]
