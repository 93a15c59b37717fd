"""What the public reads of recommendation sets and Cabinet responses. Nothing else is public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import DAY, FLAG, NAMED, NUMBER, PARTS, SOME_OBJECT, TEXT, listed, one_of, or_none, record, rows_of
from recommendations import limbs
from recommendations.choices import Origin
from recommendations.models import Action, CabinetResponse, Duty, Recommendation, RecommendationSet, ResponseItem


def set_address(recommendation_set: RecommendationSet) -> str:
    """Its path on the site; empty while it is a draft."""
    reference = recommendation_set.reference
    return reverse("recommendations:set", args=[reference]) if reference else ""


def response_address(response: CabinetResponse) -> str:
    """The lasting path of this version; empty while its set is a draft."""
    reference = response.set.reference
    if not reference:
        return ""
    if response.duty is not None:
        return reverse("recommendations:duty-response", args=[reference, response.duty.number, response.version])
    return reverse("recommendations:response", args=[reference, response.version])


def body_of(name: str) -> Any:
    """A reader for a foreign key to a body."""
    return lambda record: {"name": getattr(record, name).name, "slug": getattr(record, name).slug}


DUTY = Catalogue(
    Duty,
    (
        PublicField("number", _("Number")),
        PublicField("name", _("Who has to answer")),
        PublicField("route", _("Which way it goes")),
        PublicField("route_words", _("Which way it goes, in words"), lambda d: d.get_route_display(), ()),
        PublicField("received_on", _("Received on, where that was another day")),
        PublicField("notice_given_on", _("Written notice given to them on, where they received it on another day")),
        PublicField("due_on", _("Answer due on")),
        PublicField("due_basis", _("Basis of the due date")),
        PublicField("due_working", _("How the due date was worked out")),
    ),
    frozenset({"id", "set", "body", "office", "kept_by"}),
)

RECOMMENDATION = Catalogue(
    Recommendation,
    (
        PublicField("label", _("Label")),
        PublicField("position", _("Place")),
        PublicField("text", _("Recommendation"), lambda r: "" if r.is_withheld else r.text),
        PublicField("limbs", _("Limbs"), lambda r: [] if r.is_withheld else r.limbs, None, PARTS),
        PublicField("addressee", _("Who has to answer"), lambda r: r.duty.name if r.duty else "", ("duty",)),
        PublicField(
            "addressee_number", _("Their number"), lambda r: r.duty.number if r.duty else None, (), or_none(NUMBER)
        ),
        PublicField("dissent_by", _("Who dissented"), lambda r: "" if r.is_withheld else r.dissent_by, ("dissent_by",)),
        PublicField("dissent", _("Dissent"), lambda r: "" if r.is_withheld else r.dissent, ("dissent",)),
        PublicField("is_withheld", _("Withheld"), None, (), FLAG),
        PublicField("restriction", _("Restriction")),
        PublicField("restriction_words", _("Restriction in words"), lambda r: r.get_restriction_display(), ()),
        PublicField("exempt_paragraphs", _("Schedule 12A paragraphs")),
        PublicField("exempt_reason", _("Why it is withheld")),
        PublicField("public_summary", _("Summary")),
    ),
    frozenset({"id", "set", "key", "restriction_lapses_on"}),
)


def recommendations_of(recommendation_set: RecommendationSet) -> list[dict[str, Any]]:
    """Each recommendation in its order, withheld ones without their words."""
    return [RECOMMENDATION.read(row) for row in recommendation_set.recommendations.all()]


def duties_of(recommendation_set: RecommendationSet) -> list[dict[str, Any]]:
    """The further addressees of its recommendations, in the order of their numbers."""
    duties = {row.duty.number: row.duty for row in recommendation_set.recommendations.all() if row.duty is not None}
    return [DUTY.read(duties[number]) for number in sorted(duties)]


SET = Catalogue(
    RecommendationSet,
    (
        PublicField("reference", _("Reference")),
        PublicField("subject", _("Subject")),
        PublicField("has_article", _("“the” before the subject")),
        PublicField("made_by", _("Made by"), body_of("made_by"), None, NAMED),
        PublicField("made_on", _("Made on")),
        PublicField("origin", _("Origin"), lambda s: str(Origin(s.origin).label)),
        PublicField("is_letter", _("A letter"), lambda s: s.origin == Origin.LETTER, (), FLAG),
        PublicField("referred_by", _("Referred by")),
        PublicField("copy_to", _("Copy to")),
        PublicField("addressee", _("Who has to answer"), body_of("addressee"), None, NAMED),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda s: s.get_status_display(), ()),
        PublicField("sent_on", _("Sent on")),
        PublicField("notice_given_on", _("Written notice given on")),
        PublicField("received_on", _("Received on")),
        PublicField("due_on", _("Answer due on")),
        PublicField("due_basis", _("Basis of the due date")),
        PublicField("due_working", _("How the due date was worked out")),
        PublicField("duties", _("Who else has to answer"), duties_of, (), rows_of(DUTY)),
        PublicField("deferred_until", _("Deferred until")),
        PublicField("deferred_reason", _("Why it is deferred")),
        PublicField("noted_on", _("Response noted on")),
        PublicField("monitored_from", _("Monitored from")),
        PublicField("closed_on", _("Closed on")),
        PublicField("closed_reason", _("Why it is closed")),
        PublicField("dissent_by", _("Who dissented")),
        PublicField("dissent", _("Dissent")),
        PublicField("in_short", _("In short")),
        PublicField("recommendations", _("Recommendations"), recommendations_of, (), rows_of(RECOMMENDATION)),
        PublicField("address", _("Address"), set_address, ()),
    ),
    BOOKKEEPING | {"made_at", "made_at_meeting", "noted_at", "closed_at", "issue", "original", "notice_digest"},
)  # fmt: skip

# What the notice of a set says beside the day it was sent.
NOTICE = (
    "reference", "subject", "has_article", "made_by", "made_on", "origin", "is_letter", "referred_by", "copy_to",
    "addressee", "dissent_by", "dissent", "recommendations",
)  # fmt: skip

ACTION = Catalogue(
    Action,
    (
        PublicField("key", _("Key")),
        PublicField("description", _("What will be done")),
        PublicField("lead", _("Who leads it"), lambda a: a.lead_title, ("lead_title",)),
        PublicField("due_on", _("By when")),
        PublicField("no_due_reason", _("Why there is no date")),
        PublicField("cost", _("Cost or resources")),
    ),
    frozenset({"id", "response_item", "position", "lead_office"}),
)


def limbs_answered(item: ResponseItem) -> list[dict[str, Any]]:
    """Each limb with its answer; of a withheld recommendation without its words."""
    found = limbs.with_answers(item.recommendation.limbs, item.limbs)
    return [answer | {"text": ""} for answer in found] if item.recommendation.is_withheld else found


def exempt_part(item: ResponseItem) -> dict[str, str] | None:
    """Paragraphs, reason and public summary where a part of the comment is exempt; never the part itself."""
    if not item.exempt_comment:
        return None
    return {
        "paragraphs": item.exempt_paragraphs,
        "reason": item.exempt_reason,
        "summary": item.public_summary,
    }


RESPONSE_ITEM = Catalogue(
    ResponseItem,
    (
        PublicField(
            "recommendation",
            _("Recommendation"),
            lambda i: RECOMMENDATION.read(i.recommendation),
            None,
            one_of(RECOMMENDATION),
        ),
        PublicField("outcome", _("Outcome")),
        PublicField("outcome_words", _("In the council's words")),
        PublicField("is_in_principle", _("In principle")),
        PublicField("is_already_in_progress", _("Already in progress")),
        PublicField("has_amendment", _("With an amendment")),
        PublicField(
            "agreed_wording",
            _("Agreed wording"),
            lambda i: "" if i.recommendation.is_withheld else i.agreed_wording,
            ("agreed_wording",),
        ),
        PublicField("comment", _("Comment")),
        PublicField("limbs", _("Answers to its limbs"), limbs_answered, None, listed(SOME_OBJECT)),
        PublicField(
            "exempt_part",
            _("Exempt part"),
            exempt_part,
            ("exempt_paragraphs", "exempt_reason", "public_summary"),
            or_none(record(paragraphs=TEXT, reason=TEXT, summary=TEXT)),
        ),
        PublicField("actions", _("Actions"), lambda i: [ACTION.read(a) for a in i.actions.all()], (), rows_of(ACTION)),
        PublicField("no_action", _("No separate action")),
        PublicField("no_action_words", _("No separate action, in words"), lambda i: i.get_no_action_display(), ()),
        PublicField("no_action_reason", _("Why there is no separate action")),
    ),
    frozenset(
        {
            "id",
            "response",
            "exempt_comment",
            "drafter_office",
            "drafter",
            "internal_due_on",
            "asked_on",
            "private_notes",
        }
    ),
)


def heading_facts(response: CabinetResponse) -> dict[str, Any]:
    """What the heading sentence is made from."""
    answered = response.set
    return {
        "reference": answered.reference,
        "subject": answered.subject,
        "has_article": answered.has_article,
        "is_letter": answered.origin == Origin.LETTER,
        "made_by": answered.made_by.name,
        "made_on": answered.made_on,
        "addressee": response.who,
    }


HEADING = record(reference=TEXT, subject=TEXT, has_article=FLAG, is_letter=FLAG, made_by=TEXT, made_on=or_none(DAY),
                 addressee=TEXT)  # fmt: skip

RESPONSE = Catalogue(
    CabinetResponse,
    (
        PublicField("set", _("Recommendations"), heading_facts, ("set", "duty"), HEADING),
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("Kind in words"), lambda r: r.get_kind_display(), ()),
        PublicField("version", _("Version")),
        PublicField("respondent_title", _("Office of who responds")),
        PublicField("respondent_name", _("Name of who responds")),
        PublicField("approval_basis", _("How it was approved")),
        PublicField("approval_words", _("How it was approved, in words"), lambda r: r.get_approval_basis_display(), ()),
        PublicField("approved_on", _("Approved on")),
        PublicField("considered_on", _("To be considered on")),
        PublicField("correction_reason", _("Why it was corrected")),
        PublicField("items", _("Answers"), lambda r: [RESPONSE_ITEM.read(i) for i in r.items.all()], (),
                    rows_of(RESPONSE_ITEM)),
        PublicField("address", _("Address"), response_address, ()),
    ),
    (BOOKKEEPING - {"version"})
    | {
        "status", "respondent", "drafted_by", "submitted_by", "submitted_at", "signed_off_by", "signed_off_at",
        "returned_reason", "approved_at", "approved_decision", "considered_at", "proposes",
        "approval_recorded_by", "signed_off_digest", "pdf_digest", "original",
    },
)  # fmt: skip

CATALOGUES = (RECOMMENDATION, DUTY, SET, ACTION, RESPONSE_ITEM, RESPONSE)
