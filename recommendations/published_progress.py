"""What the public reads of progress updates and committee reviews. Nothing else is public.

Of a recommendation that is withheld the state alone is public: no word of an update or a review about it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import NAMED, object_of, rows_of
from meetings.models import Document
from meetings.published import item_address
from recommendations.models import (
    CommitteeReview,
    LeadChange,
    ProgressUpdate,
    Recommendation,
    UpdateEvidence,
    UpdateLink,
)
from recommendations.published import RECOMMENDATION, body_of


def recommendation_address(recommendation: Recommendation) -> str:
    """Its own path on the site; empty while its set is a draft. Needs its set loaded."""
    reference = recommendation.set.reference
    return reverse("recommendations:recommendation", args=[reference, recommendation.position]) if reference else ""


def which(record: ProgressUpdate | CommitteeReview) -> dict[str, Any]:
    """The recommendation it speaks of, withheld ones without their words, with the reference of its set."""
    return RECOMMENDATION.read(record.recommendation) | {"reference": record.set.reference}


def unless_withheld(name: str) -> Any:
    """A reader for words about a recommendation."""
    return lambda record: "" if record.recommendation.is_withheld else getattr(record, name)


def evidence_address(evidence: UpdateEvidence) -> str:
    """The link, or the page of the document."""
    document = evidence.document
    return reverse("meetings:document-page", args=[document.reference]) if document else evidence.url


EVIDENCE = Catalogue(
    UpdateEvidence,
    (
        PublicField("title", _("What it is")),
        PublicField("url", _("Address"), evidence_address, ("url", "document")),
    ),
    frozenset({"id", "update", "position"}),
)


def public_evidence() -> QuerySet[UpdateEvidence]:
    """Links, and documents the public may read, with what their addresses need."""
    rows = UpdateEvidence.objects.filter(Q(document=None) | Document.public_when("document__"))
    return rows.select_related("document").order_by("position")


def evidence_of(update: ProgressUpdate) -> list[dict[str, Any]]:
    """Its evidence in order; read before as `evidence_read` where there are several updates."""
    if update.recommendation.is_withheld:
        return []
    rows = getattr(update, "evidence_read", None)
    return [EVIDENCE.read(row) for row in (public_evidence().filter(update=update) if rows is None else rows)]


WHICH = object_of((*RECOMMENDATION.fields, PublicField("reference", _("Reference"))), RECOMMENDATION.model)

UPDATE = Catalogue(
    ProgressUpdate,
    (
        PublicField("recommendation", _("Recommendation"), which, ("recommendation", "set"), WHICH),
        PublicField("action_key", _("Action")),
        PublicField("as_at", _("As at")),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda u: u.get_status_display(), ()),
        PublicField("why_not", _("Reason")),
        PublicField("why_not_words", _("Reason in words"), lambda u: u.get_why_not_display(), ()),
        PublicField("paused_reason", _("Why it is paused"), unless_withheld("paused_reason")),
        PublicField("narrative", _("What has been done"), unless_withheld("narrative")),
        PublicField("proposes_closing", _("Scrutiny is asked to close it")),
        PublicField("office_title", _("Post that reports")),
        PublicField("public_on", _("Published on")),
        PublicField("evidence", _("Evidence"), evidence_of, (), rows_of(EVIDENCE)),
    ),
    BOOKKEEPING | {"stage", "office", "written_by", "written_at", "returned_reason"},
)  # fmt: skip

REVIEW = Catalogue(
    CommitteeReview,
    (
        PublicField("recommendation", _("Recommendation"), which, ("recommendation", "set"), WHICH),
        PublicField("body", _("Reviewed by"), body_of("body"), None, NAMED),
        PublicField("reviewed_on", _("Reviewed on")),
        PublicField("verdict", _("Verdict")),
        PublicField("verdict_words", _("Verdict in words"), lambda r: r.get_verdict_display(), ()),
        PublicField("rag", _("Rating")),
        PublicField("rag_words", _("Rating in words"), lambda r: r.get_rag_display() if r.rag else "", ()),
        PublicField("words", _("In the committee’s words"), unless_withheld("words")),
        PublicField("further_by", _("Further response wanted by")),
        PublicField("refers_to_council", _("Referred to council")),
        PublicField("asked_office", _("Post asked to account")),
    ),
    BOOKKEEPING | {"item", "asked_item"},
)

LINK = Catalogue(
    UpdateLink,
    (),
    frozenset(
        {"id", "public_id", "recommendation", "action_key", "update", "to", "office", "office_title", "token_hash",
         "asked_by", "asked_at", "expires_at", "used_at", "typed"}
    ),
)  # fmt: skip

LEAD_CHANGE = Catalogue(
    LeadChange,
    (
        PublicField("reference", _("Reference"), lambda change: change.set.reference, ("set",)),
        PublicField("labels", _("Recommendations")),
        PublicField("from_title", _("Post that led")),
        PublicField("to_title", _("Post that leads now")),
        PublicField("since", _("Since")),
    ),
    BOOKKEEPING | {"office", "leads"},
)

CATALOGUES = (EVIDENCE, UPDATE, REVIEW, LINK, LEAD_CHANGE)


def reviewed_at_address(review: CommitteeReview) -> str:
    """The page of the item at which it was reviewed, where that is public. Needs the item's meeting and body."""
    return item_address(review.item) if review.item.is_public else ""
