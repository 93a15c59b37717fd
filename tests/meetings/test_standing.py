"""Where an issue stands, from published words of plans and decisions; and the timeline's kinds and headings."""

from __future__ import annotations

import datetime as dt

import pytest

from meetings.history import in_groups, kind_words, timeline, told
from meetings.standing import standing

ON = dt.date(2026, 11, 26)
DAY = dt.timedelta(days=1)
ISSUE = "/issues/IS-2026-1/lamps/"


def happening(kind, on=ON, sentence="Something was published", serial=1, **facts):
    """An event of the timeline."""
    event = {"kind": kind, "happened_on": on, "sentence": sentence, "address": f"/{kind}/", "serial": serial,
             "facts": facts, "kind_words": ""}  # fmt: skip
    return {"on": on, "event": event}


def meeting(on, body="Cabinet", outcome="", is_off=False):
    """An appearance at a meeting."""
    found = {"meeting": {"body": {"name": body}}, "outcome": {"text": outcome} if outcome else None,
             "is_off": is_off, "minutes": None}  # fmt: skip
    return {"on": on, "event": None, "found": found}


def plan(when=ON + 16 * DAY, status="planned", serial=1, on=ON - 30 * DAY, **facts):
    words = {"maker": "Cabinet", "due_on": when and when.isoformat(), "due_to": None, "due": "12 December 2026",
             "due_kind": "date", "status": status, **facts}  # fmt: skip
    return happening("planentry", on, serial=serial, **words)


def decision(on=ON - 2 * DAY, **facts):
    words = {"maker_title": "Cabinet", "decided_on": on.isoformat(), "title": "New lamps", "is_subject": True,
             "last_day_on": "2026-12-01", "call_in_hour": "17:00:00", "effective_on": "2026-12-02"} | facts  # fmt: skip
    return happening("decision", on, **words)


def stands(*entries):
    newest_first = sorted(entries, key=lambda entry: entry["on"], reverse=True)
    return " ".join(standing(newest_first, ISSUE, ON))


CHALLENGE = "Cabinet decided on 24 November 2026: New lamps; councillors can challenge it until 5pm on 1 December 2026."
CASES = {
    "nothing": ([], "Nothing has been published about this yet."),
    "planned": ([plan()], "A decision is due from Cabinet on 12 December 2026."),
    "planned for a period": (
        [plan(due_kind="not_before", due="Not before 12 December 2026")],
        "A decision is due from Cabinet (not before 12 December 2026).",
    ),
    "planned for a month": (
        [plan(due_kind="month", due="December 2026")], "A decision is due from Cabinet (December 2026).",
    ),
    "planned, and on an agenda that day": (
        [plan(), meeting(ON + 16 * DAY)], "A decision is due from Cabinet on 12 December 2026.",
    ),
    "considered by somebody else before the decision": (
        [plan(), meeting(ON + 3 * DAY, "Scrutiny Committee")], "Scrutiny Committee considers this on 29 November 2026.",
    ),
    "moved: the words published last": (
        [plan(serial=1), plan(ON + 20 * DAY, "rescheduled", serial=5, on=ON - 3 * DAY)],
        "A decision is due from Cabinet on 16 December 2026.",
    ),
    "deferred": ([plan(None, "deferred")], "The decision of Cabinet is deferred; there is no new date yet."),
    "dropped": ([plan(status="dropped")], "Something was published (27 October 2026)."),
    "due and nothing published": (
        [plan(ON - 3 * DAY)], "A decision was due from Cabinet on 23 November 2026; none has been published yet.",
    ),
    "due and decided": ([plan(ON - 3 * DAY), decision()], CHALLENGE),
    "due and an outcome published": (
        [plan(ON - 3 * DAY), meeting(ON - 3 * DAY, outcome="Agreed")], "Cabinet decided on 23 November 2026: Agreed",
    ),
    "decided, can be challenged": ([decision()], CHALLENGE),
    "decided at a meeting of that day": ([meeting(ON - 2 * DAY, outcome="Agreed"), decision()], CHALLENGE),
    "decided, no hour": (
        [decision(call_in_hour=None)],
        "Cabinet decided on 24 November 2026: New lamps; councillors can challenge it until 1 December 2026.",
    ),
    "decided, last day today": (
        [decision(last_day_on=ON.isoformat())],
        "Cabinet decided on 24 November 2026: New lamps; councillors can challenge it until 5pm on 26 November 2026.",
    ),
    "decided, challenge over": (
        [decision(last_day_on="2026-11-25")],
        "Cabinet decided on 24 November 2026: New lamps; it takes effect on 2 December 2026.",
    ),
    "decided and in effect": (
        [decision(last_day_on="2026-11-20", effective_on="2026-11-21")],
        "Cabinet decided on 24 November 2026: New lamps; it took effect on 21 November 2026.",
    ),
    "decided, in effect on another day": (
        [decision(last_day_on="2026-11-20", override_on="2026-12-24")],
        "Cabinet decided on 24 November 2026: New lamps; it takes effect on 24 December 2026.",
    ),
    "decided, not subject to call-in": (
        [decision(is_subject=False, last_day_on=None, effective_on="2026-11-24")],
        "Cabinet decided on 24 November 2026: New lamps; it took effect on 24 November 2026.",
    ),
    "decided, day of effect not known": (
        [decision(last_day_on=None, effective_on=None)], "Cabinet decided on 24 November 2026: New lamps.",
    ),
    "called in": (
        [decision(), happening("callin", ON - DAY, "Called in by councillors: New lamps")],
        "Called in by councillors: New lamps (25 November 2026).",
    ),
    "call-in over the same day": (
        [decision(ON), happening("callin", ON, "Called in"), happening("callinstep", ON, "No further action")],
        "No further action (26 November 2026).",
    ),
    "a notice is not what happened last": (
        [decision(ON - 5 * DAY, effective_on="2026-11-22", last_day_on="2026-11-21"), happening("notice", ON)],
        "Cabinet decided on 21 November 2026: New lamps; it took effect on 22 November 2026.",
    ),
    "a response": (
        [happening("cabinetresponse", ON, "Cabinet responded")], "Cabinet responded (26 November 2026).",
    ),
    "a decision whose words were sealed": (
        [happening("decision", ON, "Decision of Cabinet")], "Decision of Cabinet (26 November 2026).",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "words"), CASES.values(), ids=CASES)
def test_where_it_stands(entries, words):
    assert stands(*entries) == words


KINDS = {
    "planentry": "Forward plan", "notice": "Notice", "decision": "Decision", "callin": "Call-in",
    "callinstep": "Call-in", "cabinetresponse": "Response", "document": "Document", "recommendationset":
    "Recommendations", "itemoutcome": "Decision", "itemminutes": "Minutes", "meetingnotice": "Notice",
    "progressupdate": "Progress update", "nothing": "", "registerentry": "Register entry",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "word"), KINDS.items())
def test_each_kind_has_its_word_and_one_that_is_not_listed_the_name_of_its_records(kind, word):
    assert kind_words(kind) == word


def test_nothing_is_filtered_out_whatever_its_kind():
    stored = {"entry_id": 7, "entry__act": "published", "happened_on": ON, "sentence": "New", "address": "/x/",
              "facts": "", "entry__record_kind": "something"}  # fmt: skip
    (entry,) = timeline([], [told(stored)], ON)
    assert (entry["event"]["sentence"], entry["event"]["kind_words"], entry["event"]["facts"]) == ("New", "", {})


def test_a_short_timeline_has_no_headings_and_an_empty_one_no_groups():
    entries = [happening("document", ON - number * DAY) for number in range(10)]
    assert [group["heading"] for group in in_groups(entries)] == [""]
    assert in_groups([]) == []


def test_a_long_timeline_is_grouped_by_month_and_one_of_several_years_by_year():
    by_month = [happening("document", ON - number * 10 * DAY) for number in range(12)]
    groups = in_groups(by_month)
    assert [group["heading"] for group in groups] == [
        "November 2026", "October 2026", "September 2026", "August 2026",
    ]  # fmt: skip
    assert [entry for group in groups for entry in group["entries"]] == by_month
    by_year = [happening("document", ON - number * 100 * DAY) for number in range(12)]
    assert [group["heading"] for group in in_groups(by_year)] == ["2026", "2025", "2024", "2023"]
