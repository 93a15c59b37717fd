"""Makes entries of the forward plan, notices and representations for tests, through the actions. Names are invented."""

from __future__ import annotations

import datetime
from typing import Any

from meetings import actions
from meetings.models import Notice, PlanEntry, Representation
from tests.factories import AT, make_cabinet

# The day of every publication made here, and a decision with time left for every notice before it.
TODAY = AT.date()
DUE = datetime.date(2026, 12, 15)
MEMBERS = "Councillor Ada Fenwright\nCouncillor Bea Orrin"


def make_entry(title: str = "Library roof", *, public: bool = False, **fields: Any) -> PlanEntry:
    """A key decision of Cabinet on 15 December 2026, complete for its notice unless said otherwise."""
    changes = {
        "title": title,
        "matter": "Whether to replace the roof.",
        "body": fields.get("body") or make_cabinet(),
        "members": MEMBERS,
        "due_on": DUE,
        "is_key": True,
        "key_ground": "money",
        "key_route": "key_decision",
        "documents": "Report of the surveyor",
        "documents_where": "Town Hall, Wenbridge",
        "documents_procedure": "Write to democracy@wenshire.example",
        **fields,
    }
    if not changes["is_key"]:
        changes |= {"key_ground": "", "key_route": ""}
    entry = actions.save(PlanEntry(), changes=changes, by=None, at=AT)
    return actions.publish(entry, by=None, at=AT) if public else entry


EXEMPT = {
    "restriction": "exempt",
    "exempt_paragraphs": "3",
    "exempt_reason": "Prices",
    "public_title": "A lease",
    "public_summary": "Whether to take a lease.",
}
WORDS: dict[str, dict[str, Any]] = {
    "key_decision": {},
    "private_first": {"reasons": "Prices would be known", "representations_how": "Write to us"},
    "private_second": {"reasons": "Prices would be known", "no_representations": True},
    "general_exception": {
        "reasons": "The grant came late",
        "told_whom": "chair",
        "told_name": "Councillor Cy Dell",
        "told_on": TODAY,
    },
    "special_urgency": {
        "reasons": "The roof is falling in",
        "covers": "key",
        "agreed_by": "scrutiny_chair",
        "agreed_name": "Councillor Cy Dell",
        "agreed_on": TODAY,
    },
}


def make_notice(
    entry: PlanEntry | None = None, kind: str = "key_decision", *, public: bool = False, **fields: Any
) -> Notice:
    """A complete notice of a kind; `given_on` only where it is recorded."""
    entry = entry or make_entry(public=True)
    changes = WORDS[kind] | {"plan_entry": entry, "kind": kind, "is_cleared": entry.is_withheld} | fields
    notice = actions.save(Notice(), changes=changes, by=None, at=AT)
    return actions.publish(notice, by=None, at=AT) if public else notice


def make_representation(notice: Notice, *, public: bool = False, **fields: Any) -> Representation:
    """What somebody wrote about meeting in private."""
    changes = {
        "notice": notice,
        "received_on": TODAY,
        "who": "Mr E. Fold",
        "words": "Let us in!",
        "public_summary": "One resident asked for an open meeting.",
        "is_cleared": notice.plan_entry.is_withheld,
        **fields,
    }
    written = actions.save(Representation(), changes=changes, by=None, at=AT)
    return actions.publish(written, by=None, at=AT) if public else written
