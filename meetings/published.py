"""What the public reads of meetings, items, outcomes, minutes, issues and documents. Nothing else is public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import DAY, LINKED, NAMED, TEXT, or_none, record, rows_of
from council.statute.wording import long_date
from meetings.addresses import item_address, meeting_address
from meetings.models import (
    AgendaItem,
    Issue,
    ItemContact,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    ReportRecommendation,
)
from meetings.published_decisions import DECISION_CATALOGUES
from meetings.published_documents import (
    DOCUMENT,
    DOCUMENT_FILE,
    DOCUMENT_PAGE,
    public_title,
    unless_withheld,
)
from meetings.published_minutes import CATALOGUES as MINUTES_CATALOGUES
from meetings.published_notices import NOTICE, SUPPLEMENT
from meetings.published_packs import PACK


def issue_address(issue: Issue) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:issue", args=[issue.reference, issue.slug]) if issue.reference else ""


def under_item(record: ItemOutcome | ItemMinutes) -> str:
    """The words, or for an exempt or confidential item only the summary made for the public."""
    return record.public_summary if record.item.is_withheld else record.text


def confirming_meeting(minutes: ItemMinutes) -> dict[str, Any] | None:
    """Day and address of the meeting that confirmed the minutes, while it is public. Needs its body loaded."""
    meeting = minutes.confirming_meeting
    if meeting is None or not meeting.is_public:
        return None
    return {"held_on": meeting.held_on, "address": meeting_address(meeting)}


def html_under_item(record: ItemMinutes) -> str:
    """The words with their layout; nothing for an exempt or confidential item, whose summary is plain."""
    return "" if record.item.is_withheld else record.html


def approved_minutes(item: AgendaItem) -> Any:
    """The meeting whose minutes the item approves: its day and address, where that meeting is public."""
    meeting = item.approves_minutes_of
    if meeting is None or not meeting.is_public:
        return None
    return {"name": long_date(meeting.held_on), "address": meeting_address(meeting)}


RESTRICTION = (
    PublicField("restriction", _("Restriction")),
    PublicField("restriction_words", _("Restriction in words"), lambda r: r.get_restriction_display(), ()),
    PublicField("exempt_paragraphs", _("Schedule 12A paragraphs")),
    PublicField("exempt_reason", _("Why it is withheld")),
)


def report_recommendations(item: AgendaItem) -> list[dict[str, Any]]:
    """The report's recommendations; none where the item is exempt or confidential."""
    return [] if item.is_withheld else [REPORT_RECOMMENDATION.read(row) for row in item.report_recommendations.all()]


MEETING = Catalogue(
    Meeting,
    (
        PublicField("body", _("Body"), lambda m: {"name": m.body.name, "slug": m.body.slug}, None, NAMED),
        PublicField("held_on", _("Date")),
        PublicField("starts_at", _("Time")),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda m: m.get_status_display(), ()),
        PublicField("venue", _("Where")),
        PublicField("is_step_free", _("Step-free")),
        PublicField("has_hearing_loop", _("Hearing loop")),
        PublicField("access", _("Access")),
        PublicField("adjustments", _("Whom to ask for adjustments")),
        PublicField("taking_part", _("How to take part")),
        PublicField("take_part_by", _("Take part by")),
        PublicField("take_part_by_time", _("Until when on that day")),
        PublicField("contact", _("Contact")),
        PublicField("note", _("Note")),
        PublicField("webcast_url", _("Webcast")),
        PublicField("convened_on", _("Convened on")),
        PublicField("address", _("Address"), meeting_address, ("place",)),
    ),
    BOOKKEEPING | {"copied_from"},
)

REPORT_RECOMMENDATION = Catalogue(
    ReportRecommendation,
    (PublicField("label", _("Label")), PublicField("text", _("Recommendation"))),
    frozenset({"id", "item", "position"}),
)

CONTACT = Catalogue(
    ItemContact,
    (
        PublicField("name", _("Name")),
        PublicField("job_title", _("Post")),
        PublicField("telephone", _("Telephone")),
        PublicField("email", _("E-mail")),
    ),
    frozenset({"id", "item", "position"}),
)

ITEM = Catalogue(
    AgendaItem,
    (
        PublicField("kind", _("Kind")),
        PublicField("agenda_number", _("Agenda number")),
        PublicField("minute_number", _("Minute number")),
        PublicField("title", _("Title"), public_title, ("title", "public_title")),
        *RESTRICTION,
        PublicField("lead_member", _("Lead member")),
        PublicField("plan_reference", _("Forward plan reference")),
        PublicField("report_author", _("Report by"), unless_withheld("report_author"), ("report_author",)),
        PublicField("paper_code", _("Paper"), unless_withheld("paper_code"), ("paper_code",)),
        PublicField("summary", _("What it is about"), unless_withheld("summary"), ("summary",)),
        PublicField(
            "recommendations_lead", _("Before the recommendations"), unless_withheld("recommendations_lead"),
            ("recommendations_lead",),
        ),
        PublicField(
            "recommendations", _("The report's recommendations"),
            report_recommendations, (), rows_of(REPORT_RECOMMENDATION),
        ),
        PublicField("approves_minutes_of", _("Approves the minutes of"), approved_minutes, None, or_none(LINKED)),
        PublicField(
            "contacts", _("Contacts"), lambda i: list(map(CONTACT.read, i.contacts.all())), (), rows_of(CONTACT)
        ),
        PublicField("address", _("Address"), item_address, ("slug",)),
    ),
    BOOKKEEPING | {"meeting", "position", "issue", "supplement", "carried_from", "restriction_lapses_on"},
)  # fmt: skip

OUTCOME = Catalogue(
    ItemOutcome,
    (PublicField("text", _("What was decided"), under_item, ("text", "public_summary")),),
    BOOKKEEPING | {"item"},
)

MINUTES = Catalogue(
    ItemMinutes,
    (
        PublicField("text", _("Minutes"), under_item, ("text", "public_summary")),
        PublicField("html", _("Minutes with their layout"), html_under_item),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda m: m.get_status_display(), ()),
        PublicField(
            "confirmed_at",
            _("Confirmed at the meeting"),
            confirming_meeting,
            ("confirming_meeting",),
            or_none(record(held_on=DAY, address=TEXT)),
        ),
        PublicField("is_cut_short", _("Cut short at the source")),
        PublicField(
            "source_url",
            _("Address of the source"),
            lambda m: "" if m.item.is_withheld else m.source_url,
            ("source_url",),
        ),
    ),
    BOOKKEEPING | {"item"},
)

ISSUE = Catalogue(
    Issue,
    (
        PublicField("reference", _("Reference")),
        PublicField("title", _("Title")),
        PublicField("plan_reference", _("Forward plan reference")),
        PublicField("lead_member", _("Lead member")),
        PublicField("wards", _("Wards affected")),
        PublicField("topics", _("Topics")),
        PublicField("in_short", _("In short")),
        PublicField("address", _("Address"), issue_address, ("slug",)),
    ),
    BOOKKEEPING | {"original"},
)

CATALOGUES = (
    MEETING, NOTICE, SUPPLEMENT, REPORT_RECOMMENDATION, CONTACT, ITEM, OUTCOME, MINUTES, ISSUE, DOCUMENT,
    DOCUMENT_FILE, DOCUMENT_PAGE, PACK, *MINUTES_CATALOGUES, *DECISION_CATALOGUES,
)  # fmt: skip
