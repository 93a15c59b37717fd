"""The data of the public pages: plain values from the catalogue, put together for one page each.

Takes rows that the querysets have already chosen; asks the database nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.choices import Restriction
from council.feeds import said
from council.models import Body
from council.models.published import PublishedRecord
from council.representations import Catalogue
from council.statute.wording import listed
from council.templatetags.words import filesize, pages
from council.text import excerpt
from meetings.choices import MeetingStatus, MinutesStatus
from meetings.models import AgendaItem, Document, Meeting
from meetings.pages_notices import notice_lines, supplement_lines
from meetings.published import DOCUMENT, ITEM, MEETING, MINUTES, OUTCOME, public_title
from meetings.published_decisions import DECISION
from meetings.published_documents import document_page_address, document_text_address, replaced_by
from meetings.querysets import public_child
from meetings.recorded import attendance_of, declarations_at, proceedings_in_short, proceedings_of

Data = dict[str, Any]

OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
ON_LISTS = ("body", "held_on", "starts_at", "status", "status_words", "venue", "address")
IN_LINES = (
    "kind", "agenda_number", "minute_number", "title", "restriction", "restriction_words", "exempt_paragraphs",
    "exempt_reason", "address",
)  # fmt: skip


def some(catalogue: Catalogue, record: models.Model, names: Iterable[str]) -> Data:
    """Only these public values of a record: for lists, which need not read every child of every row."""
    wanted = set(names)
    return {field.name: field.value(record) for field in catalogue.fields if field.name in wanted}


def short(text: str, words: int = 40) -> str:
    """The beginning of a text on one line; an ellipsis where something was left out."""
    beginning, is_cut = excerpt(text, words)
    return " ".join(beginning.split()) + (" …" if is_cut else "")


def what_is_published(has_agenda: bool, has_decisions: bool, minutes_status: str | None) -> str:
    """ "Agenda", "Agenda and decisions", "Agenda, decisions and draft minutes"; empty where nothing is."""
    parts = [_("agenda")] if has_agenda else []
    parts += [_("decisions")] if has_decisions else []
    if minutes_status:
        parts.append(_("minutes") if minutes_status == MinutesStatus.CONFIRMED else _("draft minutes"))
    return str(capfirst(listed(parts)))


def event_line(event: Data) -> Data:
    """A public event (its EVENT_VALUES) for a reader: a correction says that it is one."""
    words = said(event["entry__act"], event["sentence"])
    return {"happened_on": event["happened_on"], "sentence": words, "address": event["address"]}


def meeting_line(meeting: Any) -> Data:
    """A meeting in a list. Needs the annotations of `with_state` and `upcoming_first`."""
    words = what_is_published(meeting.has_agenda, meeting.has_decisions, meeting.minutes_status)
    return some(MEETING, meeting, ON_LISTS) | {
        "published": words,
        "has_agenda": meeting.has_agenda,
        "is_upcoming": meeting.is_upcoming,
        "moved_from": meeting.moved_from if meeting.moved_from != meeting.held_on else None,
        "is_off": meeting.status in OFF,
    }


def document_data(document: Document) -> Data:
    """A paper, with `availability` (held, withheld or only listed) and its size and pages in words."""
    data, older = DOCUMENT.read(document), replaced_by(document)
    if data["restriction"] != Restriction.OPEN:
        availability = "withheld"
    else:
        availability = "held" if data["address"] else "listed"
    facts = [data["format"], filesize(data["size_bytes"]) or data["size_text"], pages(data["page_count"])]
    return data | {
        "availability": availability,
        "facts": ", ".join(filter(None, facts)),
        "supplement": str(document.supplement) if document.supplement else "",
        "replaces": {"title": public_title(older), "address": document_page_address(older)} if older else None,
        "text_address": document_text_address(document),
        "versions_address": document_page_address(document) if document.version > 1 and data["address"] else "",
    }


def item_line(item: AgendaItem) -> Data:
    """An item on its meeting's page: its names, the beginning of its outcome, its papers."""
    outcome, minutes = public_child(item, "outcome"), public_child(item, "minutes")
    decision = public_child(item, "decision")
    return some(ITEM, item, IN_LINES) | {
        "decision": decision_line_of(decision),
        "outcome": short(OUTCOME.read(outcome)["text"]) if outcome else decision_in_short(decision),
        "minutes": some(MINUTES, minutes, ("status", "status_words")) if minutes else None,
        "proceedings": short(proceedings_in_short(proceedings_of(item))),
        "documents": [document_data(paper) for paper in item.documents.all()],
        "supplement": str(item.supplement) if item.supplement else "",
    }


def decision_line_of(decision: Any) -> Data | None:
    """Where the decision record of an item is, and how it begins; None without one."""
    if decision is None:
        return None
    return some(DECISION, decision, ("reference", "address")) | {"words": decision_in_short(decision)}


def decision_in_short(decision: Any) -> str:
    """The beginning of a decision, where its item has no outcome line; empty without a decision."""
    if decision is None:
        return ""
    return short(decision_words(some(DECISION, decision, ("lead_in", "parts", "text", "summary"))))


def decision_words(data: Data) -> str:
    """The decision as one text: lead-in, parts, and what goes with them; its summary where it is withheld."""
    parts = [f"{row['label']} {row['text']}".strip() for row in data["parts"]]
    return "\n\n".join(filter(None, [data["lead_in"], *parts, data["text"], data["summary"]]))


# Bodies that make recommendations or answer them: their members are offered a briefing before each meeting.
RECOMMENDING = (Body.Kind.SCRUTINY, Body.Kind.EXECUTIVE, Body.Kind.COUNCIL)


def meeting_page(meeting: Any, before: Meeting | None, after: Meeting | None, on: datetime.date) -> Data:
    """A meeting with everything published of it. Needs what `meetings_in_full` reads."""
    items = meeting.public_items
    lines = [item_line(item) for item in items]
    decided = [line for line in lines if line["outcome"]]
    statuses = {line["minutes"]["status"] for line in lines if line["minutes"]}
    minutes_status = MinutesStatus.DRAFT if MinutesStatus.DRAFT in statuses else next(iter(statuses), None)
    parts = [part for item in items for part in parts_of(item)]
    return {
        "meeting": MEETING.read(meeting),
        "heading": what_is_published(bool(lines), bool(decided), minutes_status) or _("Meeting"),
        "is_past": meeting.held_on < on,
        "is_off": meeting.status in OFF,
        "has_briefing": meeting.held_on >= on and meeting.status not in OFF and meeting.body.kind in RECOMMENDING,
        "items": lines,
        "documents": [document_data(paper) for paper in meeting.public_documents],
        "decided": decided,
        "attendance": attendance_of(meeting),
        "declarations": declarations_at(meeting, items),
        "notices": notice_lines(meeting),
        "supplements": supplement_lines(items, meeting.public_documents),
        "previous": some(MEETING, before, ("held_on", "address")) if before else None,
        "next": some(MEETING, after, ("held_on", "address")) if after else None,
        "last_changed": last_changed(
            [meeting, *held_by(meeting), *meeting.public_notices, *meeting.public_documents, *parts]
        ),
    }


def appearance(item: AgendaItem) -> Data:
    """One item with all that is published of it, as its own page and its issue's history show it."""
    outcome, minutes = public_child(item, "outcome"), public_child(item, "minutes")
    decision = public_child(item, "decision")
    data = ITEM.read(item)
    return {
        "item": data,
        "meeting": some(MEETING, item.meeting, ON_LISTS),
        "number": data["minute_number"] or data["agenda_number"],
        "outcome": OUTCOME.read(outcome) if outcome else None,
        "decision": decision_line_of(decision),
        "minutes": MINUTES.read(minutes) if minutes else None,
        "proceedings": proceedings_of(item),
        "documents": [document_data(paper) for paper in item.documents.all()],
        "is_off": item.meeting.status in OFF,
        "has_report": bool(data["recommendations"] or data["recommendations_lead"]),
        "last_changed": last_changed(parts_of(item)),
    }


def parts_of(item: AgendaItem) -> list[PublishedRecord]:
    """The item and what is public of its outcome, minutes, votes, decision record and papers."""
    own = (public_child(item, name) for name in ("outcome", "minutes", "proceedings", "decision"))
    return [item, *(child for child in own if child), *item.documents.all()]


def held_by(meeting: Meeting) -> list[PublishedRecord]:
    """What is public of a meeting beside its items: who was there."""
    attendance = public_child(meeting, "attendance")
    return [attendance] if attendance else []


# What an item's page shows beside the item, and what it calls it.
CORRECTED_BELOW = {
    "outcome": gettext_lazy("Decision"),
    "minutes": gettext_lazy("Minutes"),
    "proceedings": gettext_lazy("Votes, speakers and interests"),
}


def named_on_item(item: AgendaItem) -> list[tuple[PublishedRecord, str, Any, str]]:
    """The records of an item's page for `notes_read`: what it calls each, and where its corrections were read.

    The item is the page itself. Needs item and papers read with `with_corrections`.
    """
    children = [(public_child(item, name), str(words), item, name) for name, words in CORRECTED_BELOW.items()]
    papers = [(paper, public_title(paper), paper, "") for paper in item.documents.all()]
    return [(item, "", item, ""), *(child for child in children if child[0]), *papers]


def named_beside(meeting: Meeting) -> list[tuple[PublishedRecord, str]]:
    """What a meeting's page shows beside its items, each with what the page calls it."""
    return [(record, _("Who was there")) for record in held_by(meeting)]


def last_changed(records: Iterable[PublishedRecord]) -> datetime.datetime | None:
    """When the latest of these was published or changed."""
    return max((record.changed_at for record in records if record.changed_at), default=None)
