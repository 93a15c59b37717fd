"""What the public reads of meetings, items, outcomes, minutes, issues and documents. Nothing else is public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD
from council.representations import BOOKKEEPING, Catalogue, PublicField
from meetings.models import (
    AgendaItem,
    Document,
    Issue,
    ItemContact,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    ReportRecommendation,
)


def meeting_address(meeting: Meeting) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:meeting", args=[meeting.body.slug, meeting.place]) if meeting.place else ""


def item_address(item: AgendaItem) -> str:
    """Its path on the site; empty while it is a draft."""
    if not (item.slug and item.meeting.place):
        return ""
    return reverse("meetings:item", args=[item.meeting.body.slug, item.meeting.place, item.slug])


def issue_address(issue: Issue) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:issue", args=[issue.reference, issue.slug]) if issue.reference else ""


def document_address(document: Document) -> str:
    """The path of its bytes; empty where the public may not have them."""
    if not (document.reference and document.has_public_bytes):
        return ""
    return reverse("meetings:document", args=[document.reference, document_file_name(document)])


def document_file_name(document: Document) -> str:
    """The name in its address: from its public title, never from the uploaded file's name."""
    stem = slugify(public_title(document))[:80] or "document"
    return f"{stem}.{document.format.lower()}" if document.format else stem


def public_title(record: AgendaItem | Document) -> str:
    """The title, or the one that replaces it where the title itself is exempt."""
    return record.public_title if record.is_withheld and record.public_title else record.title


def unless_withheld(name: str, instead: Any = "") -> Any:
    """A reader for a column of a record that may be exempt as a whole."""
    return lambda record: instead if record.is_withheld else getattr(record, name)


def under_item(record: ItemOutcome | ItemMinutes) -> str:
    """The words, or for an exempt or confidential item only the summary made for the public."""
    return record.public_summary if record.item.is_withheld else record.text


def withholding(document: Document) -> Any:
    """Whose restriction is told: the item's where the whole item is withheld and the paper itself is not marked."""
    inherits = document.is_withheld and document.restriction not in WITHHELD
    return document.item if inherits else document


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
        PublicField("body", _("Body"), lambda m: {"name": m.body.name, "slug": m.body.slug}),
        PublicField("held_on", _("Date")),
        PublicField("starts_at", _("Time")),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda m: m.get_status_display(), ()),
        PublicField("venue", _("Where")),
        PublicField("access", _("Access")),
        PublicField("taking_part", _("How to take part")),
        PublicField("contact", _("Contact")),
        PublicField("note", _("Note")),
        PublicField("webcast_url", _("Webcast")),
        PublicField("address", _("Address"), meeting_address, ("place",)),
    ),
    BOOKKEEPING,
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
            report_recommendations, (),
        ),
        PublicField("contacts", _("Contacts"), lambda i: list(map(CONTACT.read, i.contacts.all())), ()),
        PublicField("address", _("Address"), item_address, ("slug",)),
    ),
    BOOKKEEPING | {"meeting", "position", "issue", "restriction_lapses_on"},
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
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda m: m.get_status_display(), ()),
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
        PublicField("in_short", _("In short")),
        PublicField("address", _("Address"), issue_address, ("slug",)),
    ),
    BOOKKEEPING | {"original"},
)

DOCUMENT = Catalogue(
    Document,
    (
        PublicField("reference", _("Reference")),
        PublicField("title", _("Title"), public_title, ("title", "public_title")),
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("Kind in words"), lambda d: d.get_kind_display(), ()),
        PublicField("format", _("Type"), unless_withheld("format"), ("format",)),
        PublicField("size_bytes", _("Size in bytes"), unless_withheld("size_bytes", None), ("size_bytes",)),
        PublicField("size_text", _("Size"), unless_withheld("size_text"), ("size_text",)),
        PublicField("restriction", _("Restriction"), lambda d: withholding(d).restriction, ("restriction",)),
        PublicField(
            "restriction_words", _("Restriction in words"), lambda d: withholding(d).get_restriction_display(), ()
        ),
        PublicField(
            "exempt_paragraphs",
            _("Schedule 12A paragraphs"),
            lambda d: withholding(d).exempt_paragraphs,
            ("exempt_paragraphs",),
        ),
        PublicField(
            "exempt_reason", _("Why it is withheld"), lambda d: withholding(d).exempt_reason, ("exempt_reason",)
        ),
        PublicField("address", _("Address"), document_address, ()),
    ),
    BOOKKEEPING | {"item", "position", "file", "file_name", "sha256", "supersedes", "restriction_lapses_on"},
)

CATALOGUES = (MEETING, REPORT_RECOMMENDATION, CONTACT, ITEM, OUTCOME, MINUTES, ISSUE, DOCUMENT)
