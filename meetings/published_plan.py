"""What the public reads of the forward plan: entries, notices, representations, editions. Nothing else is public.

An entry whose restriction is exempt or confidential says so, and gives its public title and summary in place of
its words.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import DAY, LINKED, NAMED, SOME_OBJECT, TEXT, listed, or_none, record
from council.statute.wording import MONTHS, long_date
from meetings.choices_plan import DueKind, NoticeKind, PlanStatus
from meetings.models import Notice, PlanEdition, PlanEntry, Representation
from meetings.published import RESTRICTION, issue_address, public_title, unless_withheld


def plan_entry_address(entry: PlanEntry) -> str:
    """Its path on the site; empty while it is a draft."""
    return reverse("meetings:plan-entry", args=[entry.reference]) if entry.reference else ""


def notice_address(notice: Notice) -> str:
    """The part of its entry's page where it stands; empty while either is a draft."""
    address = plan_entry_address(notice.plan_entry)
    return f"{address}#{notice.kind.replace('_', '-')}" if address and notice.published_at else ""


def edition_address(edition: PlanEdition) -> str:
    """Its path on the site; empty before it is published."""
    return reverse("meetings:plan-edition", args=[edition.reference]) if edition.reference else ""


def due_words(due_kind: str, due_on: Any, due_to: Any, period_words: str) -> str:
    """ "15 July 2026", "Not before 15 July 2026", "July 2026", "Between 1 and 31 July 2026 (summer)"."""
    if not due_on:
        return _now("No date yet")
    if due_kind == DueKind.NOT_BEFORE:
        return _now("Not before %(day)s") % {"day": long_date(due_on)}
    if due_kind == DueKind.MONTH:
        return f"{MONTHS[due_on.month - 1]} {due_on.year}"
    if due_kind == DueKind.PERIOD and due_to:
        words = _now("Between %(first)s and %(last)s") % {"first": long_date(due_on), "last": long_date(due_to)}
        return f"{words} ({period_words})" if period_words else words
    return long_date(due_on)


def due_words_of(entry: PlanEntry) -> str:
    """The date or the period of an entry, in words."""
    return due_words(entry.due_kind, entry.due_on, entry.due_to, entry.period_words)


def maker_words(entry: PlanEntry) -> str:
    """ "Cabinet", "Cabinet Member for Libraries, Councillor Ada Fenwright"."""
    if entry.is_by_body:
        return entry.body.name
    return ", ".join(filter(None, (entry.maker_title, entry.maker_name)))


def _history(entry: PlanEntry) -> list[dict[str, Any]]:
    """What happened to the entry, oldest first. Where it is withheld, reasons are shown only if they were cleared."""
    labels = {
        "reschedule": _now("Moved to another date"),
        "defer": _now("Deferred"),
        "drop": _now("Taken off the plan"),
        "decide": _now("Decided"),
    }
    return [
        {
            "on": row["on"],
            "act_words": labels[row["act"]],
            "before": row["before"],
            "after": row["after"],
            "reason": "" if entry.is_withheld and not row["is_cleared"] else row["reason"],
        }
        for row in entry.history
    ]


def _issue(entry: PlanEntry) -> dict[str, str] | None:
    issue = entry.issue
    return {"name": issue.title, "address": issue_address(issue)} if issue and issue.is_public else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


CHANGE = record(on=DAY, act_words=TEXT, before=TEXT, after=TEXT, reason=TEXT)

PLAN_ENTRY = Catalogue(
    PlanEntry,
    (
        PublicField("reference", _("Reference")),
        PublicField("title", _("Title"), public_title, ("title", "public_title")),
        PublicField("matter", _("What it is about"), lambda e: e.public_summary if e.is_withheld else e.matter,
                    ("matter", "public_summary")),
        PublicField("issue", _("Issue"), _issue, ("issue",), or_none(LINKED)),
        PublicField("maker_kind", _("Kind of decision maker")),
        PublicField("maker_kind_words", _("Kind of decision maker in words"), lambda e: e.get_maker_kind_display(), ()),
        PublicField("maker", _("Decision maker"), maker_words, ("maker_title", "maker_name")),
        PublicField("body", _("Body"), lambda e: {"name": e.body.name, "slug": e.body.slug}, None, NAMED),
        PublicField("members", _("Members"), lambda e: _lines(e.members) if e.is_by_body else [], ("members",),
                    listed(TEXT)),
        PublicField("due_kind", _("How the date is given")),
        PublicField("due_kind_words", _("How the date is given, in words"), lambda e: e.get_due_kind_display(), ()),
        PublicField("due_on", _("Date, or first day of the period")),
        PublicField("due_to", _("Last day of the period")),
        PublicField("due", _("Decision due"), due_words_of, ("period_words",)),
        PublicField("is_key", _("Is key decision?")),
        PublicField("key_ground", _("Reason key")),
        PublicField("key_ground_words", _("Reason key in words"), lambda e: e.get_key_ground_display(), ()),
        PublicField("key_reason", _("Why it is key"), unless_withheld("key_reason"), ("key_reason",)),
        PublicField("key_route", _("Kind of notice")),
        PublicField("key_route_words", _("Kind of notice in words"), lambda e: e.get_key_route_display(), ()),
        *RESTRICTION,
        PublicField("is_agreed_urgent_private", _("Meeting in private is urgent")),
        PublicField("documents", _("Documents to be considered"),
                    lambda e: [] if e.is_withheld else _lines(e.documents), ("documents",), listed(TEXT)),
        PublicField("documents_where", _("Where the documents can be had")),
        PublicField("documents_procedure", _("How to ask for details of later documents")),
        PublicField("consultation", _("Consultation"), unless_withheld("consultation"), ("consultation",)),
        PublicField("lead_member", _("Lead member")),
        PublicField("lead_director", _("Lead director")),
        PublicField("department", _("Department")),
        PublicField("contact", _("Contact")),
        PublicField("wards", _("Wards affected")),
        PublicField("status", _("Status")),
        PublicField("status_words", _("Status in words"), lambda e: e.get_status_display(), ()),
        PublicField("decided_on", _("Decided on")),
        PublicField("decided_at", _("Address of the decision")),
        PublicField("is_recorded", _("Taken over from an earlier plan")),
        PublicField("history", _("What changed"), _history, None, listed(CHANGE)),
        PublicField("address", _("Address"), plan_entry_address, ()),
    ),
    BOOKKEEPING | {"holding", "restriction_lapses_on"},
)  # fmt: skip


def _cleared(name: str) -> Any:
    """A reader for words that are public below a withheld entry only where somebody cleared them."""
    return lambda record: "" if record.hides_its_words else getattr(record, name)


def _said(name: str, label: Any) -> PublicField:
    return PublicField(name, label, _cleared(name), (name,))


def _particulars(notice: Notice) -> list[dict[str, Any]]:
    """What the notice of a key decision says of the matter: its entry's public words. Other notices name it only."""
    data = PLAN_ENTRY.read(notice.plan_entry)
    names = ["title", "maker", "due"]
    if notice.kind == NoticeKind.KEY_DECISION:
        names += ["matter", "members", "documents", "documents_where", "documents_procedure"]
    return [{name: data[name] for name in names if data[name]}]


NOTICE = Catalogue(
    Notice,
    (
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("Kind in words"), lambda n: n.get_kind_display(), ()),
        PublicField("given_on", _("Given on")),
        PublicField("particulars", _("The decision"), _particulars, (), listed(SOME_OBJECT)),
        _said("reasons", _("Reasons")),
        _said("representations_how", _("How to write to us about it")),
        PublicField("representations_by", _("Last day to write to us")),
        PublicField("no_representations", _("Nobody wrote")),
        _said("reply", _("The council's reply")),
        PublicField("told_whom", _("Who was told in writing")),
        PublicField("told_whom_words", _("Who was told in writing, in words"), lambda n: n.get_told_whom_display(), ()),
        PublicField("told_name", _("Name of who was told")),
        PublicField("told_on", _("Told on")),
        PublicField("covers", _("What is urgent")),
        PublicField("covers_words", _("What is urgent, in words"), lambda n: n.get_covers_display(), ()),
        PublicField("agreed_by", _("Who agreed")),
        PublicField("agreed_by_words", _("Who agreed, in words"), lambda n: n.get_agreed_by_display(), ()),
        PublicField("agreed_name", _("Name of who agreed")),
        PublicField("agreed_on", _("Agreed on")),
        _said("agreed_why_not", _("Why not the scrutiny chair")),
        _said("late_reason", _("Why it was given late")),
        PublicField("address", _("Address"), notice_address, ()),
    ),
    BOOKKEEPING | {"plan_entry", "is_cleared"},
)

REPRESENTATION = Catalogue(
    Representation,
    (
        PublicField("received_on", _("Received on")),
        PublicField("summary", _("Summary"), _cleared("public_summary"), ("public_summary",)),
    ),
    BOOKKEEPING | {"notice", "is_cleared", "who", "words"},
)

EDITION = Catalogue(
    PlanEdition,
    (
        PublicField("reference", _("Reference")),
        PublicField(
            "body",
            _("Body"),
            lambda e: {"name": e.body.name, "slug": e.body.slug} if e.body else None,
            None,
            or_none(NAMED),
        ),
        PublicField("covers_from", _("Covers from")),
        PublicField("covers_to", _("Covers to")),
        PublicField("contents", _("Entries"), schema=listed(SOME_OBJECT)),
        PublicField("address", _("Address"), edition_address, ()),
    ),
    BOOKKEEPING | {"pdf_digest"},
)

CATALOGUES = (PLAN_ENTRY, NOTICE, REPRESENTATION, EDITION)
# States in which the public list of decisions to come does not show an entry.
NOT_FORTHCOMING = (PlanStatus.DECIDED, PlanStatus.DROPPED)
