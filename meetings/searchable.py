"""How meetings, items, issues, decisions, plan entries and papers are found: entries of the search index.

Everything is read through the public catalogues, from rows that the public may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.models.published import PublishedRecord
from council.publication import local_date
from council.search.entries import KINDS, SEARCHED, Entry, Searched, around
from council.search.labels import Label, labelled
from council.statute.wording import long_date
from council.subjects import names_of
from meetings import subjects
from meetings.holders import holder_of, related_to_holders
from meetings.models import (
    AgendaItem,
    Decision,
    Document,
    DocumentPage,
    Issue,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    PlanEntry,
)
from meetings.models.document import HANGS_ON
from meetings.published import ISSUE, ITEM, MEETING, MINUTES, OUTCOME
from meetings.published_decisions import DECISION
from meetings.published_documents import DOCUMENT, document_page_address, document_text_address
from meetings.published_plan import PLAN_ENTRY
from meetings.querysets import public_child

SHOWN_AS = {
    "meeting": (gettext_lazy("Meeting"), gettext_lazy("Meetings")),
    "item": (gettext_lazy("Agenda item"), gettext_lazy("Agenda items and minutes")),
    "decision": (gettext_lazy("Decision"), gettext_lazy("Decisions")),
    "plan": (gettext_lazy("Forward plan"), gettext_lazy("Forward plan entries")),
    "issue": (gettext_lazy("Issue"), gettext_lazy("Issues")),
    "document": (gettext_lazy("Document"), gettext_lazy("Documents, by page")),
}


def together(*texts: Any) -> str:
    """The texts that are there, a paragraph each."""
    return "\n\n".join(str(text).strip() for text in texts if text and str(text).strip())


def wards_in(*lines: str) -> tuple[tuple[str, str], ...]:
    """Wards as somebody listed them, by the part of an address that their pages have, each with its name."""
    return tuple(sorted(names_of(lines).items()))


def meeting_entries(meeting: Meeting) -> list[Entry]:
    """The meeting: its body and its day."""
    facts = MEETING.read(meeting)
    title = _("%(body)s, %(day)s") % {"body": facts["body"]["name"], "day": long_date(meeting.held_on)}
    text = together(facts["note"], labelled(Label.WHERE, facts["venue"]), facts["taking_part"], facts["access"])
    return [Entry("meeting", title, text, facts["address"], meeting.held_on, row=meeting.pk, body=meeting.body_id)]


def item_entries(item: AgendaItem) -> list[Entry]:
    """The item with what was recommended, decided and minuted under it; none of a heading, which has no page."""
    facts = ITEM.read(item)
    if not facts["address"]:
        return []
    outcome, minutes = public_child(item, "outcome"), public_child(item, "minutes")
    rows = [f"{row['label']} {row['text']}" for row in facts["recommendations"]]
    text = together(
        labelled(Label.DECIDED, OUTCOME.read(outcome)["text"] if outcome else ""), facts["summary"],
        facts["recommendations_lead"], *rows, labelled(Label.MINUTES, MINUTES.read(minutes)["text"] if minutes else ""),
        labelled(Label.LEAD_MEMBER, facts["lead_member"]), labelled(Label.REPORT_AUTHOR, facts["report_author"]),
        labelled(Label.PLAN_REFERENCE, facts["plan_reference"]),
    )  # fmt: skip
    meeting = item.meeting
    return [
        Entry("item", facts["title"], text, facts["address"], meeting.held_on, row=item.pk, code=facts["paper_code"],
              body=meeting.body_id)
    ]  # fmt: skip


def issue_entries(issue: Issue) -> list[Entry]:
    """The issue."""
    facts = ISSUE.read(issue)
    text = together(
        facts["in_short"], labelled(Label.LEAD_MEMBER, facts["lead_member"]),
        labelled(Label.PLAN_REFERENCE, facts["plan_reference"]),
    )  # fmt: skip
    day = local_date(issue.published_at)
    return [
        Entry("issue", facts["title"], text, facts["address"], day, row=issue.pk, code=facts["reference"],
              wards=wards_in(facts["wards"]))
    ]  # fmt: skip


def decision_entries(decision: Any) -> list[Entry]:
    """The decision with its whole statement; under the wards that the list of decisions finds it by."""
    facts = DECISION.read(decision)
    parts = [f"{part['label']} {part['text']}" for part in facts["parts"]]
    text = together(
        facts["summary"], facts["lead_in"], facts["text"], *parts, labelled(Label.PURPOSE, facts["purpose"]),
        labelled(Label.REASONS, facts["reasons"]), labelled(Label.ALTERNATIVES, facts["alternatives"]),
        labelled(Label.CONSULTATION, facts["consultation"]), labelled(Label.WARDS, facts["wards"]),
        labelled(Label.LEAD_MEMBER, facts["lead_member"]), labelled(Label.REPORT_AUTHOR, facts["report_author"]),
        labelled(Label.MAKER, facts["maker_title"], facts["maker_name"]),
    )  # fmt: skip
    return [
        Entry(
            "decision", facts["title"], text, facts["address"], decision.decided_on, row=decision.pk,
            code=facts["reference"], body=decision.body_id, wards=wards_in(decision.own_wards, decision.issue_wards),
            office="" if decision.maker_kind == "body" else facts["maker_title"],
        )
    ]  # fmt: skip


def plan_entries(entry: Any) -> list[Entry]:
    """The entry of the forward plan; under the wards that the list of entries finds it by."""
    facts = PLAN_ENTRY.read(entry)
    text = together(
        facts["matter"], labelled(Label.WHY_KEY, facts["key_reason"]),
        labelled(Label.DOCUMENTS, *facts["documents"], between="; "),
        labelled(Label.CONSULTATION, facts["consultation"]), labelled(Label.WARDS, facts["wards"]),
        labelled(Label.LEAD_MEMBER, facts["lead_member"]), labelled(Label.LEAD_DIRECTOR, facts["lead_director"]),
        labelled(Label.DEPARTMENT, facts["department"]), labelled(Label.MAKER, facts["maker"]),
    )  # fmt: skip
    return [
        Entry(
            "plan", facts["title"], text, facts["address"], entry.due_on, row=entry.pk, code=facts["reference"],
            body=entry.body_id, wards=wards_in(entry.own_wards, entry.issue_wards),
            office="" if entry.is_by_body else entry.maker_title,
        )
    ]  # fmt: skip


def document_entries(document: Document) -> list[Entry]:
    """The paper by its title, and each page of its text: text that was read out of the file before."""
    facts = DOCUMENT.read(document)
    title, day, body = facts["title"], *_when(document)
    address, text_address = document_page_address(document), document_text_address(document)
    found = [
        Entry("document", title, facts["kind_words"], address, day, row=document.pk, code=facts["reference"], body=body)
    ]
    if text_address:
        pages = DocumentPage.objects.filter(of__document=document, of__superseded_at=None).order_by("number")
        found += [
            Entry("document", "", page.text, f"{text_address}#page-{page.number}", day, part=page.number,
                  row=document.pk, heading=title, body=body)
            for page in pages
            if page.text.strip()
        ]  # fmt: skip
    return found


def _when(document: Document) -> tuple[Any, int]:
    """The day and the body of what a paper hangs on; of the paper itself where that says none."""
    if holder := holder_of(document):
        day, body = holder.dated(document.parents()[0])
        return day or local_date(document.published_at), body
    for above in _above(document):
        if isinstance(above, Meeting):
            return above.held_on, above.body_id
        if isinstance(above, Decision):
            return above.decided_on, above.body_id
    return local_date(document.published_at), 0


def _above(record: PublishedRecord) -> Iterable[PublishedRecord]:
    for parent in record.parents():
        yield parent
        yield from _above(parent)


def about_issue(issue: Issue) -> Iterable[PublishedRecord]:
    """What is found by the wards of the issue, too."""
    yield from Decision.objects.filter(Q(issue=issue) | Q(item__issue=issue), published_at__isnull=False)
    yield from PlanEntry.objects.filter(issue=issue, published_at__isnull=False)


def register() -> None:
    """Put all of this into the registry."""
    KINDS.update(SHOWN_AS)
    body = ("meeting__body",)
    above = {
        "item": ("item__meeting__body",),
        "meeting": body,
        "decision": ("decision__body", "decision__item__meeting__body"),
    }
    papers = [*(lookup for name in HANGS_ON for lookup in above.get(name, (name,))), *related_to_holders()]
    beside = ("meeting__body", "outcome", "minutes", "approves_minutes_of__body")
    SEARCHED.update(
        {
            Meeting: Searched(lambda: Meeting.objects.published().select_related("body"), meeting_entries),
            AgendaItem: Searched(
                lambda: AgendaItem.objects.published().select_related(*beside).prefetch_related(
                    "report_recommendations", "contacts"
                ),
                item_entries,
            ),
            Issue: Searched(lambda: Issue.objects.published(), issue_entries),
            Decision: Searched(
                lambda: subjects.decisions(Decision.objects.published()).select_related("body", "item__meeting__body"),
                decision_entries,
            ),
            PlanEntry: Searched(
                lambda: subjects.entries(PlanEntry.objects.published()).select_related("body", "issue"), plan_entries
            ),
            Document: Searched(lambda: Document.objects.published().select_related(*papers), document_entries),
        }
    )  # fmt: skip
    around(ItemOutcome, lambda outcome: [outcome.item])
    around(ItemMinutes, lambda minutes: [minutes.item])
    around(Issue, about_issue)
