"""Each record of a meeting as officers see it: its state, what the public reads of it and does not, what can be done.

Gives plain dictionaries to templates; decides nothing: permissions and lifecycle do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council.choices import Restriction
from council.models import User
from council.models.published import PublishedRecord
from council.publication import RefusedError
from council.sealing import seal_address
from council.templatetags.words import on
from meetings import published
from meetings.holders import holder_of, related_to_holders
from meetings.lifecycle import check_ready
from meetings.models import (
    AgendaItem,
    AgendaSupplement,
    Attendance,
    CallIn,
    CallInStep,
    Decision,
    Document,
    Issue,
    ItemMinutes,
    ItemOutcome,
    ItemProceedings,
    Meeting,
    MeetingNotice,
    Notice,
    PlanEdition,
    PlanEntry,
    Representation,
)
from meetings.moments import only_by_supplement, too_early
from meetings.permissions import may_edit, may_make_exempt, may_publish, may_see
from meetings.views.pieces_decisions import decision_page, decision_withheld_words
from meetings.views.pieces_plan import PLAN_RECORDS, plan_named, plan_page, plan_withheld_words


@dataclass(frozen=True)
class Kind:
    """One kind of record: its model, what is read with it, what it is called, the view of its form."""

    model: type[PublishedRecord]
    related: tuple[str, ...]
    this: Any
    edit_view: str = ""


OF_DECISION = ("decision__body", "decision__item__meeting__body")
OF_CALL_IN = tuple(f"call_in__{name}" for name in OF_DECISION)
# By the word for a kind in addresses.
KINDS: dict[str, Kind] = {
    "meeting": Kind(Meeting, ("body",), _lazy("this meeting"), "officer-meeting-edit"),
    "notice": Kind(MeetingNotice, ("meeting__body",), _lazy("this notice"), "officer-notice-edit"),
    "supplement": Kind(AgendaSupplement, ("meeting__body",), _lazy("this supplement"), "officer-supplement-edit"),
    "item": Kind(AgendaItem, ("meeting__body",), _lazy("this agenda item"), "officer-item-edit"),
    "outcome": Kind(ItemOutcome, ("item__meeting__body",), _lazy("this outcome")),
    "minutes": Kind(ItemMinutes, ("item__meeting__body",), _lazy("these minutes")),
    "proceedings": Kind(ItemProceedings, ("item__meeting__body",), _lazy("these votes, speakers and interests")),
    "attendance": Kind(Attendance, ("meeting__body",), _lazy("this attendance")),
    "issue": Kind(Issue, (), _lazy("this issue"), "officer-issue-edit"),
    "document": Kind(
        Document,
        ("item__meeting__body", "meeting__body", "decision__body", "decision__item__meeting__body"),
        _lazy("this document"),
        "officer-document-edit",
    ),
    "plan-entry": Kind(PlanEntry, ("body", "issue"), _lazy("this forward plan entry"), "officer-plan-edit"),
    "plan-notice": Kind(
        Notice, ("plan_entry__body", "plan_entry__issue"), _lazy("this notice"), "officer-plan-notice-edit"
    ),
    "representation": Kind(
        Representation,
        ("notice__plan_entry__body", "notice__plan_entry__issue"),
        _lazy("this representation"),
        "officer-representation-edit",
    ),
    "plan-edition": Kind(PlanEdition, ("body",), _lazy("this edition of the forward plan")),
    "decision": Kind(Decision, ("body", "item__meeting__body"), _lazy("this decision"), "officer-decision-edit"),
    "call-in": Kind(CallIn, OF_DECISION, _lazy("this call-in"), "officer-call-in-edit"),
    "call-in-step": Kind(CallInStep, OF_CALL_IN, _lazy("this step of the call-in"), "officer-call-in-step-edit"),
}


def kind_of(record: PublishedRecord) -> str:
    """The word for a record's kind in addresses."""
    return next(word for word, kind in KINDS.items() if isinstance(record, kind.model))


def named(record: Any) -> str:
    """What to call a record in a sentence or a list."""
    if isinstance(record, PLAN_RECORDS):
        return plan_named(record)
    if (holder := holder_of(record)) and not isinstance(record, Document):
        return holder.named(record)
    if isinstance(record, AgendaItem):
        number = record.agenda_number or record.minute_number
        return _("Item %(number)s: %(title)s") % {"number": number, "title": record.title} if number else record.title
    if isinstance(record, ItemOutcome):
        return _("What was decided: %(title)s") % {"title": record.item.title}
    if isinstance(record, ItemMinutes):
        return _("Minutes: %(title)s") % {"title": record.item.title}
    if isinstance(record, ItemProceedings):
        return _("Votes, speakers and interests: %(title)s") % {"title": record.item.title}
    if isinstance(record, Attendance):
        return _("Attendance: %(meeting)s") % {"meeting": named(record.meeting)}
    if isinstance(record, Meeting):
        return f"{record.body.name}, {on(record.held_on)}"
    return str(record)


def rows_of(kind: str) -> Any:
    """Every record of a kind, with what its permissions and its readiness are asked of."""
    found = KINDS[kind].model._base_manager.all()
    related = [*KINDS[kind].related, *(related_to_holders() if KINDS[kind].model is Document else ())]
    return found.select_related(*related) if related else found


def page_of(record: Any) -> str:
    """The officers' page on which a record is shown."""
    if isinstance(record, PLAN_RECORDS):
        return plan_page(record)
    if isinstance(record, Meeting):
        return reverse("meetings:officer-meeting", args=[record.public_id])
    if isinstance(record, Issue):
        return reverse("meetings:officer-issue", args=[record.public_id])
    if isinstance(record, Decision | CallIn | CallInStep):
        return decision_page(record)
    if isinstance(record, AgendaItem):
        return reverse("meetings:officer-item", args=[record.public_id])
    if isinstance(record, Attendance):
        return f"{page_of(record.meeting)}#attendance"
    if holder := holder_of(record):
        return f"{holder.page(record.parents()[0])}#document" if isinstance(record, Document) else holder.page(record)
    above = record.parents()
    if isinstance(record, MeetingNotice | AgendaSupplement):
        return f"{page_of(record.meeting)}#{kind_of(record)}-{record.pk}"
    return f"{page_of(above[0])}#{kind_of(record)}" if above else reverse("meetings:officer-list")


def section_of(record: Any) -> tuple[str, str]:
    """The first step of a record's breadcrumbs: words and address."""
    if isinstance(record, PLAN_RECORDS):
        return _("Forward plan"), reverse("meetings:officer-plan")
    if isinstance(record, Issue):
        return _("Issues"), reverse("meetings:officer-issue-list")
    if isinstance(record, Decision | CallIn | CallInStep):
        return _("Decisions"), reverse("meetings:officer-decision-list")
    if holder := holder_of(record):
        return holder.section()
    return _("Meetings"), reverse("meetings:officer-list")


def edit_address(record: Any) -> str:
    """The address of its form."""
    kind = kind_of(record)
    if KINDS[kind].edit_view:
        return reverse(f"meetings:{KINDS[kind].edit_view}", args=[record.public_id])
    above = record.meeting if isinstance(record, Attendance) else record.item
    return reverse(f"meetings:officer-{kind}-edit", args=[above.public_id])


def piece(record: Any, user: User) -> dict[str, Any]:
    """A record's state in words, and the addresses of what this officer may do with it now."""
    kind = kind_of(record)
    names = (
        "edit_url",
        "publish_url",
        "blocked",
        "withdraw_url",
        "exempt_url",
        "review_url",
        "found_url",
        "found_words",
    )
    here = dict.fromkeys(names, "")
    here["seal_url"] = seal_address(record, user)
    if may_edit(user, record):
        here["edit_url"] = edit_address(record)
    if may_make_exempt(user, record):
        here["exempt_url"] = reverse("meetings:officer-make-exempt", args=[kind, record.public_id])
    if may_publish(user, record) and not record.is_published:
        here["blocked"] = why_not_ready(record) or only_by_supplement(record, timezone.now())
        here["publish_url"] = reverse("meetings:officer-publish", args=[kind, record.public_id])
    if may_publish(user, record) and record.is_public:
        here["withdraw_url"] = reverse("meetings:officer-withdraw", args=[kind, record.public_id])
    is_restricted = isinstance(record, AgendaItem | Document) and record.restriction != Restriction.OPEN
    if may_publish(user, record) and record.is_public and is_restricted:
        here["review_url"] = reverse("meetings:officer-review-restriction", args=[kind, record.public_id])
    if isinstance(record, Document) and record.needs_a_look:
        here["found_url"] = reverse("meetings:officer-document-findings", args=[record.public_id])
        here["found_words"] = _("Look at what the file hides")
    words, code = state(record)
    return here | {
        "kind": kind,
        "words": words,
        "code": code,
        "restricted": record.get_restriction_display() if getattr(record, "restriction", "open") != "open" else "",
        "sentence": what_is_public(record),
        "edit_words": _("Correct") if record.is_published else _("Edit"),
        "edit_number": record.edit_number,
        "version": record.version,
        "published_at": record.published_at,
        "changed_at": record.changed_at if record.version > 1 else None,
        "is_public": record.is_public,
        "is_draft": not record.is_published,
    }


def papers_of(parent: Any, user: User) -> list[dict[str, Any]]:
    """The documents of an item or a meeting with their state and verbs."""
    papers = rows_of("document").filter(pk__in=parent.documents.values("pk"))
    return [{"record": paper, "piece": piece(paper, user)} for paper in papers.order_by("position", "pk")]


def papers_seen_of(parent: Any, user: User) -> list[dict[str, Any]]:
    """Those of them that this officer may look at: the record itself may be shown to more people than its drafts."""
    return [paper for paper in papers_of(parent, user) if may_see(user, paper["record"])]


def why_not_ready(record: PublishedRecord) -> str:
    """Why it cannot be published now; empty if it can."""
    if any(parent.is_withdrawn for parent in record.parents()):
        return _("What it belongs to was withdrawn.")
    try:
        check_ready(record)
    except RefusedError as refused:
        return str(refused)
    return too_early(record, timezone.localdate())


def state(record: PublishedRecord) -> tuple[str, str]:
    """Its state as a word, and the code of that word's colour."""
    if record.is_withdrawn:
        return _("Withdrawn"), "withdrawn"
    return (_("Published"), "published") if record.is_published else (_("Draft"), "draft")


def what_is_public(record: Any) -> str:
    """What residents read of it and what they do not, in a sentence."""
    if record.is_withdrawn:
        facts = {"when": on(record.withdrawn_at), "why": record.withdrawn_reason}
        return _("Residents read that it was withdrawn on %(when)s and why: %(why)s") % facts
    withheld = _withheld_words(record)
    if not record.is_published:
        return _("Not public. %(later)s") % {"later": withheld} if withheld else _("Not public yet.")
    if not record.is_public:
        return _("Not public: what it belongs to was withdrawn.")
    return withheld or _("Residents read all of it.")


def after_publication(record: Any) -> str:
    """What residents will read of a draft once it is published, in a sentence."""
    return _withheld_words(record) or _("Residents will read all of it.")


def _withheld_words(record: Any) -> str:
    restriction = getattr(record, "restriction", "")
    if isinstance(record, PLAN_RECORDS):
        return plan_withheld_words(record)
    if restriction == Restriction.PART_EXEMPT:
        return _("Residents read all of this; withhold the papers that are exempt one by one.")
    if isinstance(record, AgendaItem) and record.is_withheld:
        title = _title_words(record)
        words = _("Residents read %(title)s, the contacts, and that it is withheld and why. They do not get what it is "
                  "about, the report’s recommendations or the papers.")  # fmt: skip
        return words % {"title": title}
    if isinstance(record, Document) and record.is_withheld:
        title = _title_words(record)
        return _("Residents read %(title)s, and that it is withheld and why. They do not get the file.") % {
            "title": title
        }
    if isinstance(record, Document) and record.withheld_by is not None:
        return _("What it belongs to is withheld: residents read its title but do not get the file.")
    if isinstance(record, Decision) and record.is_withheld:
        return decision_withheld_words(record)
    if isinstance(record, ItemOutcome | ItemMinutes | ItemProceedings) and record.item.is_withheld:
        return _("The item is withheld: residents read only the summary for the public.")
    return ""


def _title_words(record: Any) -> str:
    return _("the title “%(title)s”") % {"title": published.public_title(record)}


def public_words(record: Any) -> list[tuple[str, Any]]:
    """What residents read of an item, by label: straight from the catalogue of public fields."""
    catalogue = published.ITEM
    labels = catalogue.labels()
    hidden = ("restriction", "address", "contacts", "recommendations")
    return [(labels[name], value) for name, value in catalogue.read(record).items() if value and name not in hidden]
