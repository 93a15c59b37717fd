"""What the public reads of decisions, call-ins and their steps. Nothing else is public."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD
from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import DAY, NAMED, PARTS, SOME_OBJECT, TEXT, listed, or_none, record
from meetings.addresses import item_address
from meetings.choices_decisions import Answer
from meetings.models import CallIn, CallInStep, Decision
from meetings.published_documents import unless_withheld


def decision_address(decision: Decision) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:decision", args=[decision.reference]) if decision.reference else ""


def decision_title(decision: Decision) -> str:
    """The title; where it is withheld the one made for the public, the item's where the decision has none."""
    if not decision.is_withheld:
        return decision.title
    item = decision.item
    if not decision.public_title and item is not None and item.is_withheld:
        return item.public_title or item.title
    return decision.public_title or decision.title


def withholding(decision: Decision) -> Any:
    """Whose restriction is told: the item's where that is withheld and the decision itself is not marked."""
    inherits = decision.is_withheld and decision.restriction not in WITHHELD
    return decision.item if inherits else decision


def answer(name: str) -> Any:
    """A reader for an element to which "none" is an answer."""

    def read(decision: Decision) -> str:
        if decision.is_withheld:
            return ""
        is_none = getattr(decision, f"{name}_answer") == Answer.NONE
        return _now("None") if is_none else getattr(decision, name)

    return read


def yes_or_no(value: bool | None) -> str:
    """A question that may not have been answered yet."""
    return "" if value is None else _now("Yes") if value else _now("No")


def decided_at(decision: Decision) -> dict[str, Any] | None:
    """The meeting's body and date and the item's address: no title of another record."""
    item = decision.item
    if item is None:
        return None
    return {"name": item.meeting.body.name, "held_on": item.meeting.held_on, "address": item_address(item)}


def _open(name: str, label: Any, instead: Any = "", schema: Any = None) -> PublicField:
    """A column that is public unless the decision is withheld."""
    return PublicField(name, label, unless_withheld(name, instead), (name,), schema)


def _answered(name: str, label: Any) -> PublicField:
    return PublicField(name, label, answer(name), (name, f"{name}_answer"))


AT_MEETING = record(name=TEXT, held_on=DAY, address=TEXT)

DECISION = Catalogue(
    Decision,
    (
        PublicField("reference", _("Reference")),
        PublicField("title", _("Title"), decision_title, ("title", "public_title")),
        PublicField("restriction", _("Restriction"), lambda d: withholding(d).restriction, ("restriction",)),
        PublicField(
            "restriction_words", _("Restriction in words"), lambda d: withholding(d).get_restriction_display(), ()
        ),
        PublicField(
            "exempt_paragraphs", _("Schedule 12A paragraphs"), lambda d: withholding(d).exempt_paragraphs,
            ("exempt_paragraphs",),
        ),
        PublicField(
            "exempt_reason", _("Why it is withheld"), lambda d: withholding(d).exempt_reason, ("exempt_reason",)
        ),
        PublicField(
            "summary", _("Summary for the public"), lambda d: d.public_summary if d.is_withheld else "",
            ("public_summary",),
        ),
        _open("lead_in", _("Before the parts")),
        _open("text", _("Decision")),
        _open("parts", _("Parts of the decision"), [], PARTS),
        PublicField("maker_kind", _("Who decided")),
        PublicField("maker_title", _("Decision maker")),
        PublicField("maker_name", _("Name of the decision maker")),
        PublicField("body", _("Body"), lambda d: {"name": d.body.name, "slug": d.body.slug}, None, NAMED),
        _open("authority", _("Power under which it was made")),
        PublicField("is_key", _("Key decision")),
        PublicField("is_key_words", _("Is key decision?"), lambda d: yes_or_no(d.is_key), ()),
        _open("key_reason", _("Why it is key, or is not")),
        PublicField("is_subject", _("Subject to call-in")),
        PublicField("is_subject_words", _("Is subject to call-in?"), lambda d: yes_or_no(d.is_subject), ()),
        PublicField("not_subject", _("Reason for no call-in")),
        PublicField(
            "not_subject_words", _("Why it is not subject to call-in"), lambda d: d.get_not_subject_display(), ()
        ),
        _open("not_subject_reason", _("Why, in words")),
        _open("urgency_agreed_by", _("Urgency agreed by")),
        _open("purpose", _("Purpose")),
        _open("reasons", _("Reasons")),
        _answered("alternatives", _("Alternative options considered")),
        _answered("conflicts", _("Conflict of interest")),
        _answered("dispensations", _("Dispensation granted")),
        _answered("consultation", _("Consultation")),
        _answered("would_have_decided", _("Who would have decided but for an interest")),
        _open("wards", _("Wards affected")),
        _open("lead_member", _("Lead member")),
        _open("report_author", _("Report author")),
        _open("contacts", _("Contact"), [], listed(SOME_OBJECT)),
        _open("background_papers", _("Background papers")),
        PublicField("broken_rule", _("Code of the rule of notice")),
        PublicField("broken_rule_words", _("Rule of notice not met"), lambda d: d.get_broken_rule_display(), ()),
        _open("broken_rule_reason", _("Why it was not met")),
        PublicField("decided_on", _("Date of decision")),
        PublicField("published_on", _("Publication date")),
        PublicField("last_day_on", _("Last day for call-in")),
        PublicField("call_in_hour", _("Hour on that day")),
        PublicField("effective_on", _("Effective from")),
        PublicField("effective_working", _("How this was worked out")),
        PublicField("override_on", _("Day of effect set by the council")),
        _open("override_reason", _("Why it takes effect on another day")),
        PublicField("decided_at", _("Decided at meeting"), decided_at, (), or_none(AT_MEETING)),
        PublicField("address", _("Address"), decision_address, ()),
    ),
    BOOKKEEPING
    | {
        "holding", "is_expressly_delegated", "item", "issue", "plan_entry", "pdf_digest", "pdf_version",
        "restriction_lapses_on",
    },
)  # fmt: skip


def _unless_decision_withheld(name: str, instead: Any = "") -> Any:
    return lambda call_in: instead if call_in.decision.is_withheld else getattr(call_in, name)


CALL_IN = Catalogue(
    CallIn,
    (
        PublicField("received_at", _("Received")),
        PublicField("members", _("Members who asked for it"), _unless_decision_withheld("members", []), ("members",),
                    listed(SOME_OBJECT)),
        PublicField("grounds", _("Grounds"), _unless_decision_withheld("grounds"), ("grounds",)),
        PublicField(
            "grounds_words", _("In the members’ words"), _unless_decision_withheld("grounds_words"), ("grounds_words",)
        ),
        PublicField("is_valid", _("Valid")),
        PublicField(
            "validity", _("Why it is or is not valid"), _unless_decision_withheld("validity"),
            ("validity", "refused_reason"),
        ),
        PublicField("consider_by", _("To be considered by")),
    ),
    BOOKKEEPING | {"decision"},
)  # fmt: skip


CALL_IN_STEP = Catalogue(
    CallInStep,
    (
        PublicField("kind", _("Step")),
        PublicField("kind_words", _("Step in words"), lambda s: s.get_kind_display(), ()),
        PublicField("happened_on", _("Date")),
        PublicField("by_whom", _("By whom")),
        PublicField("outcome", _("Outcome")),
        PublicField("outcome_words", _("Outcome in words"), lambda s: s.get_outcome_display(), ()),
        PublicField("result", _("Result")),
        PublicField("result_words", _("Result in words"), lambda s: s.get_result_display(), ()),
        PublicField(
            "text", _("In words"), lambda s: "" if s.call_in.decision.is_withheld else s.text, ("text",)
        ),
        PublicField("effective_on", _("The decision takes effect on")),
    ),
    BOOKKEEPING | {"call_in", "meeting"},
)  # fmt: skip

DECISION_CATALOGUES = (DECISION, CALL_IN, CALL_IN_STEP)
