"""Meetings, items, issues, decisions, entries of the forward plan and documents as data, each at its own address."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from council.access import public_or_gone
from council.records import PublicResource, of_table
from council.representations import PublicField
from council.schemas import DAY, TEXT, listed, one_of, or_none, record, rows_of, some_of
from meetings.lists import DECISIONS, ISSUES, MEETINGS, PLAN
from meetings.models import AgendaItem, Issue, MeetingNotice, PlanEntry
from meetings.pages import IN_LINES, event_line, some
from meetings.published import DOCUMENT, DOCUMENT_FILE, ITEM, issue_address, item_address
from meetings.published_decisions import CALL_IN, CALL_IN_STEP, DECISION
from meetings.published_minutes import ATTENDANCE, PROCEEDINGS
from meetings.published_notices import NOTICE as MEETING_NOTICE
from meetings.published_plan import NOTICE, REPRESENTATION
from meetings.querysets import (
    EVENT_VALUES,
    earlier_files,
    events_of_issue,
    item_by_number,
    public_child,
    published_documents,
)
from meetings.querysets_decisions import published_call_ins
from meetings.querysets_plan import in_full
from meetings.recorded import as_published
from meetings.tables import DOCUMENTS, ITEMS, outcome_words

BODY_SLUG, PLACE = _("Short name of the body in addresses"), _("Date of the meeting, and “-2” for a second one")
DOCUMENTS_OF = PublicField(
    "documents", _("Papers"), lambda row: [DOCUMENT.read(paper) for paper in row.documents.all()], (), rows_of(DOCUMENT)
)


def _papers() -> Prefetch:
    return Prefetch("documents", published_documents())


def _items(meeting: Any) -> list[dict[str, Any]]:
    return [some(ITEM, item, IN_LINES) | {"outcome": outcome_words(item)} for item in meeting.public_items]


ITEM_LINE = listed(record(**some_of(ITEM, IN_LINES)["properties"], outcome=TEXT))


def _of_child(name: str) -> Any:
    """What the register holds of a record below; None where nothing is public."""

    def read(row: Any) -> Any:
        child = public_child(row, name)
        return as_published(child) if child else None

    return read


def _with_items(meetings: Any) -> Any:
    items = AgendaItem.objects.published().select_related("outcome").order_by("position")
    notices = MeetingNotice.objects.published().order_by("-pk")
    return meetings.select_related("attendance__entry__snapshot").prefetch_related(
        Prefetch("items", items, to_attr="public_items"),
        Prefetch("notices", notices, to_attr="public_notices"),
        _papers(),
    )


MEETING = of_table(
    MEETINGS,
    "meetings/<slug:body>/<slug:place>.json",
    {"body": "body__slug", "place": "place"},
    {"body": BODY_SLUG, "place": PLACE},
    more=(
        PublicField("notices", _("What happened to the meeting"),
                    lambda m: [MEETING_NOTICE.read(notice) for notice in m.public_notices], (),
                    rows_of(MEETING_NOTICE)),
        PublicField("attendance", _("Who was there"), _of_child("attendance"), (), or_none(one_of(ATTENDANCE))),
        DOCUMENTS_OF,
        PublicField("items", _("Agenda items"), _items, (), ITEM_LINE),
    ),
    prepared=_with_items,
)  # fmt: skip


def _item_meant(body: str, place: str, slug: str) -> str:
    """The address of the item that has this as its other number."""
    item = item_by_number(body, place, slug)
    return item_address(item) if item else ""


ITEM_RECORD = of_table(
    ITEMS,
    "meetings/<slug:body>/<slug:place>/items/<slug:slug>.json",
    {"body": "meeting__body__slug", "place": "meeting__place", "slug": "slug"},
    {"body": BODY_SLUG, "place": PLACE, "slug": _("Number of the item as it stands in its address")},
    more=(
        PublicField("proceedings", _("Votes, speakers and interests"), _of_child("proceedings"), (),
                    or_none(one_of(PROCEEDINGS))),
        DOCUMENTS_OF,
    ),
    instead=_item_meant,
    prepared=lambda items: items.select_related("proceedings__entry__snapshot").prefetch_related(_papers()),
)  # fmt: skip


def _issue_meant(reference: str, slug: str) -> str:
    """The address of the issue with this reference, whatever words stand behind it; 410 and 404 as its page."""
    return issue_address(public_or_gone(Issue.objects.all(), reference=reference))


def _events(issue: Any) -> list[dict[str, Any]]:
    return [event_line(event) for event in events_of_issue(issue).values(*EVENT_VALUES)]


ISSUE = of_table(
    ISSUES,
    "issues/<str:reference>/<slug:slug>.json",
    {"reference": "reference", "slug": "slug"},
    {"reference": _("Reference of the issue"), "slug": _("Its title as it stands in its address")},
    more=(
        PublicField("events", _("What happened, the latest first"), _events, (),
                    listed(record(happened_on=DAY, sentence=TEXT, address=TEXT))),
    ),
    instead=_issue_meant,
)  # fmt: skip


def _call_ins(decision: Any) -> list[dict[str, Any]]:
    found = []
    for call_in in decision.public_call_ins:
        call_in.decision = decision
        for step in call_in.public_steps:
            step.call_in = call_in
        found.append(CALL_IN.read(call_in) | {"steps": [CALL_IN_STEP.read(step) for step in call_in.public_steps]})
    return found


DECISION_RECORD = of_table(
    DECISIONS,
    "decisions/<str:reference>.json",
    {"reference": "reference"},
    {"reference": _("Reference of the decision")},
    more=(
        PublicField("call_ins", _("Call-ins"), _call_ins, (),
                    listed(record(**one_of(CALL_IN)["properties"], steps=rows_of(CALL_IN_STEP)))),
        DOCUMENTS_OF,
    ),
    prepared=lambda decisions: decisions.prefetch_related(published_call_ins(), _papers()),
)  # fmt: skip


def _notices(entry: Any) -> list[dict[str, Any]]:
    return [
        NOTICE.read(notice) | {"representations": [REPRESENTATION.read(row) for row in notice.public_representations]}
        for notice in entry.public_notices
    ]


def _made(entry: Any) -> list[dict[str, Any]]:
    return [some(DECISION, decision, MADE) for decision in entry.public_decisions]


MADE = ("reference", "title", "decided_on", "address")
PLAN_ENTRY = of_table(
    PLAN,
    "forward-plan/<str:reference>.json",
    {"reference": "reference"},
    {"reference": _("Reference of the entry")},
    more=(
        PublicField("notices", _("Notices"), _notices, (),
                    listed(record(**one_of(NOTICE)["properties"], representations=rows_of(REPRESENTATION)))),
        PublicField("decisions", _("Decisions that were made of it"), _made, (), listed(some_of(DECISION, MADE))),
    ),
    prepared=lambda _rows: PLAN.with_changed(in_full(PlanEntry.objects.published())),
)  # fmt: skip


def _earlier(document: Any) -> list[dict[str, Any]]:
    return [DOCUMENT_FILE.read(row) for row in earlier_files(document)] if document.has_public_bytes else []


DOCUMENT_RECORD = of_table(
    DOCUMENTS,
    "documents/<str:reference>.json",
    {"reference": "reference"},
    {"reference": _("Reference of the document")},
    more=(PublicField("earlier_files", _("Files it had before"), _earlier, (), rows_of(DOCUMENT_FILE)),),
)

RESOURCES: tuple[PublicResource, ...] = (MEETING, ITEM_RECORD, ISSUE, DECISION_RECORD, PLAN_ENTRY, DOCUMENT_RECORD)
