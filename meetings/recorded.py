"""What public pages show of attendance, votes, speakers and interests: the words that the register holds of them.

A published record's rows cannot change, so its pages read the snapshot of its latest entry, which came from the
catalogue, and need no query for each kind of row. Asks the database nothing that the querysets have not read.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from council.statute.wording import listed
from meetings.choices import Presence
from meetings.models import AgendaItem, Meeting
from meetings.published import item_address, public_title
from meetings.querysets import public_child

Data = dict[str, Any]
# Of more speakers the line of an item names two, and says how many others there were.
SPEAKERS_NAMED = 3


def as_published(record: Any) -> Data:
    """The public words of a record that is public. Needs `entry__snapshot` loaded."""
    return json.loads(record.entry.snapshot.text)["record"]


def attendance_of(meeting: Meeting) -> Data | None:
    """Who was at a meeting, and how many members were there; None where nothing is public."""
    attendance = public_child(meeting, "attendance")
    if attendance is None:
        return None
    return with_totals(as_published(attendance))


def with_totals(found: Data) -> Data:
    """The public words of an attendance, with how many were present and which columns have anything in them."""
    present = sum(member["presence"] == Presence.PRESENT for member in found["members"])
    columns = {name: any(member[name] for member in found["members"]) for name in ("party", "ward")}
    return found | {"present_count": present, "columns": columns}


def proceedings_of(item: AgendaItem) -> Data | None:
    """Votes, speakers and interests of an item, or the summary of a withheld one; None where nothing is public."""
    proceedings = public_child(item, "proceedings")
    if proceedings is None:
        return None
    found = as_published(proceedings)
    return found | {"votes": [vote | {"has_counts": vote["votes_for"] is not None} for vote in found["votes"]]}


def proceedings_in_short(found: Data | None) -> str:
    """Votes and speakers of an item in one line: how each vote ended, and who spoke; empty where nothing is public."""
    if found is None:
        return ""
    parts = [_vote_in_short(vote) for vote in found["votes"]]
    names = [speaker["name"] for speaker in found["speakers"]]
    if len(names) > SPEAKERS_NAMED:
        rest = len(names) - SPEAKERS_NAMED + 1
        names = [*names[: SPEAKERS_NAMED - 1], _("%(count)d others") % {"count": rest}]
    if names:
        parts.append(_("Spoke: %(names)s.") % {"names": listed(names)})
    return " ".join(filter(None, [found["summary"], *parts]))


def _vote_in_short(vote: Data) -> str:
    facts = {"result": str(vote["result_words"]).lower(), "for": vote["votes_for"], "against": vote["votes_against"]}
    if not vote["has_counts"]:
        return _("Vote: %(result)s.") % facts
    facts["abstained"] = vote["abstentions"] or 0
    return _("Vote: %(result)s, %(for)s for, %(against)s against, %(abstained)s abstained.") % facts


def declarations_at(meeting: Meeting, items: list[AgendaItem]) -> list[Data]:
    """Every interest declared at a meeting: those in no single item first, then item by item."""
    attendance = public_child(meeting, "attendance")
    found = list(as_published(attendance)["declarations"]) if attendance else []
    for item in items:
        proceedings = public_child(item, "proceedings")
        for declared in as_published(proceedings)["declarations"] if proceedings else ():
            number = item.agenda_number or item.minute_number
            about = {"number": number, "title": public_title(item), "address": item_address(item)}
            found.append(declared | {"item": about})
    return found
