"""Public tables of meetings that have no list page of their own: items, papers, notices, call-ins."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.lists import PublicTable, latest
from council.representations import PublicField
from council.schemas import DAY, TEXT, one_of, or_none, record
from meetings.holders import holder_of
from meetings.models import AgendaItem, CallIn, CallInStep, Decision, Document, ItemMinutes, ItemOutcome, Notice
from meetings.published import DOCUMENT, ITEM, MINUTES, OUTCOME, item_address, meeting_address, public_title
from meetings.published_decisions import CALL_IN, decision_address, decision_title
from meetings.published_documents import document_page_address, document_text_address
from meetings.published_plan import NOTICE, notice_address, plan_entry_address
from meetings.querysets import documents_with_parents, public_child

MEETING_OF = record(body=TEXT, held_on=DAY, address=TEXT)


def meeting_of(row: Any) -> dict[str, Any]:
    """Where an item stands: body, day and address of its meeting."""
    meeting = row.meeting
    return {"body": meeting.body.name, "held_on": meeting.held_on, "address": meeting_address(meeting)}


def outcome_words(item: AgendaItem) -> str:
    """What was decided, as the outcome line has it; empty where none is public."""
    outcome = public_child(item, "outcome")
    return OUTCOME.read(outcome)["text"] if outcome else ""


def minutes_read(item: AgendaItem) -> dict[str, Any] | None:
    """The minutes of an item; None where none are public."""
    minutes = public_child(item, "minutes")
    return MINUTES.read(minutes) if minutes else None


def decision_of(item: AgendaItem) -> str:
    """The address of the decision record of an item; empty where none is public."""
    decision = public_child(item, "decision")
    return decision_address(decision) if decision else ""


def issue_of(record_with_issue: Any) -> str:
    """The reference of the issue it belongs to, where that is public."""
    issue = record_with_issue.issue
    return issue.reference if issue is not None and issue.is_public else ""


def items_loaded() -> QuerySet:
    """Public items with all that their table reads."""
    beside = ("meeting__body", "issue", "outcome", "minutes__confirming_meeting__body", "decision",
              "approves_minutes_of__body")  # fmt: skip
    items = AgendaItem.objects.published().select_related(*beside)
    return items.prefetch_related("report_recommendations", "contacts")


def _items_changed(items: QuerySet) -> QuerySet:
    below = (model.objects.filter(item=OuterRef("pk")) for model in (ItemOutcome, ItemMinutes, Decision))
    return items.annotate(changed=latest(*below))


ITEMS = PublicTable(
    name="items",
    title=_("Agenda items"),
    kinds=("agendaitem", "itemoutcome", "itemminutes"),
    model=AgendaItem,
    fields=(
        *ITEM.fields,
        PublicField("meeting", _("Meeting"), meeting_of, (), MEETING_OF),
        PublicField("issue_reference", _("Reference of the issue"), issue_of, ()),
        PublicField("outcome", _("What was decided"), outcome_words, ()),
        PublicField("decision_address", _("Address of the decision record"), decision_of, ()),
        PublicField("minutes", _("Minutes"), minutes_read, (), or_none(one_of(MINUTES))),
    ),
    load=lambda council, on: items_loaded(),
    title_of=public_title,
    address_of=item_address,
    with_changed=_items_changed,
)


def hangs_on(document: Document) -> str:
    """The address of the page on which the paper stands."""
    if document.meeting is not None:
        return meeting_address(document.meeting)
    if document.item is not None:
        return item_address(document.item)
    if holder := holder_of(document):
        return holder.address(document.parents()[0])
    return decision_address(document.decision) if document.decision else ""


def with_supplement(document: Document) -> str:
    """The supplement that brought it; empty for a paper of the first agenda."""
    return str(document.supplement) if document.supplement else ""


DOCUMENTS = PublicTable(
    name="documents",
    title=_("Documents"),
    kinds=("document",),
    model=Document,
    fields=(
        *(field for field in DOCUMENT.fields if field.name != "address"),
        PublicField("file_address", _("Address of the file"), lambda d: DOCUMENT.read(d)["address"], ()),
        PublicField("text_address", _("Address of its text"), document_text_address, ()),
        PublicField("belongs_to", _("Address of what it belongs to"), hangs_on, ()),
        PublicField("supplement", _("Supplement that brought it"), with_supplement, ()),
    ),
    load=lambda council, on: documents_with_parents().published(),  # type: ignore[attr-defined]
    title_of=public_title,
    address_of=document_page_address,
)

NOTICES = PublicTable(
    name="notices",
    title=_("Notices of the forward plan"),
    kinds=("notice",),
    model=Notice,
    fields=(
        *NOTICE.fields,
        PublicField("entry_reference", _("Reference of the entry"), lambda n: n.plan_entry.reference, ()),
    ),
    load=lambda council, on: Notice.objects.published().select_related("plan_entry__body", "plan_entry__issue"),
    title_of=lambda notice: f"{notice.get_kind_display()}: {public_title(notice.plan_entry)}",
    address_of=lambda notice: notice_address(notice) or plan_entry_address(notice.plan_entry),
)


def _call_ins_changed(call_ins: QuerySet) -> QuerySet:
    return call_ins.annotate(changed=latest(CallInStep.objects.filter(call_in=OuterRef("pk"))))


CALL_INS = PublicTable(
    name="call-ins",
    title=_("Call-ins"),
    kinds=("callin", "callinstep"),
    model=CallIn,
    fields=(
        *CALL_IN.fields,
        PublicField("decision_reference", _("Reference of the decision"), lambda c: c.decision.reference, ()),
    ),
    load=lambda council, on: CallIn.objects.published().select_related("decision__item", "decision__body"),
    title_of=lambda call_in: _now("Call-in of %(what)s") % {"what": decision_title(call_in.decision)},
    address_of=lambda call_in: decision_address(call_in.decision),
    with_changed=_call_ins_changed,
)

TABLES = (ITEMS, DOCUMENTS, NOTICES, CALL_INS)
