"""What each record of a meeting needs before it may be published, and what hangs on it. Tables: one line a kind."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from council.choices import Restriction
from council.models import Body, Council, OldAddress, User
from council.models.published import PublishedRecord
from council.publication import RefusedError
from council.roles import Permission
from council.statute import exemptions
from meetings.checklist_decisions import lacks as _lacks_of_decision
from meetings.choices import ItemKind
from meetings.holders import require_for
from meetings.lifecycle_plan import entry_lacks, notice_lacks, representation_lacks
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


def body_of(record: PublishedRecord) -> Body | None:
    """The body whose officers may work on a record: its own, or that of what it hangs on; None where any may."""
    if "body" in {field.name for field in record._meta.concrete_fields}:
        return record.body  # type: ignore[attr-defined,no-any-return]
    parents = record.parents()
    return body_of(parents[0]) if parents else None


def require_of(by: User | None, permission: Permission, record: PublishedRecord) -> None:
    """Raise NotAllowedError unless somebody may do this to a record of theirs."""
    require_for(by, permission, record, body_of(record))


def check_ready(record: PublishedRecord) -> None:
    """Raise RefusedError, in words, unless the record may be published now."""
    parents = record.parents()
    if record.public_parents and not parents and not record.stands_alone:
        noun = record._meta.get_field(record.public_parents[0]).related_model._meta.verbose_name  # type: ignore[union-attr]
        raise RefusedError(_("Publish the %(what)s first.") % {"what": noun})
    for parent in parents:
        if not parent.is_public:
            raise RefusedError(_("Publish the %(what)s first.") % {"what": parent._meta.verbose_name})
    problem = lacks(record)
    if problem:
        raise RefusedError(problem)


def lacks(record: PublishedRecord) -> str:
    """What the record itself lacks for publication, in words; empty where it is complete."""
    return LACKS[type(record)](record) if type(record) in LACKS else ""


def _lacks_summary(record: ItemOutcome | ItemMinutes | ItemProceedings) -> str:
    if record.item.is_withheld and not record.public_summary:
        return _("The item is exempt. Enter a summary for the public before you publish this.")
    return ""


def _lacks_words_or_parent(record: ItemOutcome | ItemMinutes) -> str:
    if record.item.is_heading:
        return _("A heading has no outcome and no minutes.")
    return _lacks_summary(record)


def _lacks_parent(record: AgendaItem) -> str:
    above = item_above(record) if record.kind == ItemKind.SUB_ITEM else None
    if record.kind == ItemKind.SUB_ITEM and above is None:
        return _("There is no item above this sub-item. Make it an item of its own, or move it below one.")
    if above and not above.is_public:
        return _("Publish the item above this sub-item first.")
    if above and above.is_withheld and not record.is_withheld:
        return _("The item above this sub-item is withheld. Withhold this too, or make it an item of its own.")
    return ""


def _lacks_proceedings(record: ItemProceedings) -> str:
    if record.item.is_heading:
        return _("A heading has no votes and no speakers.")
    if not any(rows.exists() for rows in (record.votes, record.speakers, record.declarations)):
        return _("Enter a vote, who spoke or an interest first.")
    return _lacks_summary(record)


def _lacks_members(record: Attendance) -> str:
    return "" if record.members.exists() else _("Enter which members were there first.")


def _lacks_file(record: Document) -> str:
    if not record.file and not record.size_text and not record.format:
        return _("Add the file, or the type and size of the paper that is listed.")
    if record.needs_a_look and record.restriction == Restriction.OPEN:
        return _("Look at what was found in the file first, and say that it may be published with it.")
    return ""


def _lacks_validity(record: CallInStep) -> str:
    return "" if record.call_in.is_valid else _("The call-in is not valid, so nothing follows from it.")


# What a record lacks, in words; empty where it is complete.
LACKS: dict[type[PublishedRecord], Callable[[Any], str]] = {
    AgendaItem: _lacks_parent,
    ItemOutcome: _lacks_words_or_parent,
    ItemMinutes: _lacks_words_or_parent,
    ItemProceedings: _lacks_proceedings,
    Attendance: _lacks_members,
    Document: _lacks_file,
    PlanEntry: entry_lacks,
    Notice: notice_lacks,
    Representation: representation_lacks,
    Decision: _lacks_of_decision,
    CallInStep: _lacks_validity,
}
# What somebody relies on: a change of it is never clerical, whatever the officer says.
OF_SUBSTANCE = (
    "held_on", "starts_at", "status", "restriction", "file_name", "sha256", "decided_on", "override_on", "is_key",
    "is_subject", "maker_kind", "given_on", "agreed_by", "published_on", "received_at", "outcome", "result",
    "effective_on", "happened_on",
)  # fmt: skip
# The first part of the reference that a kind of record is given at its first publication: "D-2026-14".
REFERENCES: dict[type[PublishedRecord], str] = {Issue: "IS", Document: "D", PlanEntry: "FP", Decision: "DEC"}


def refuse_incomplete(record: PublishedRecord, changes: dict[str, Any]) -> None:
    """Raise RefusedError where a published record would lack something after these changes."""
    changed = copy.copy(record)
    for name, value in changes.items():
        setattr(changed, name, value)
    problem = lacks(changed)
    if problem:
        raise RefusedError(problem)


def refuse_unknown_paragraphs(text: str) -> None:
    """Raise RefusedError where the text names what is no paragraph of the nation's Schedule."""
    wrong = exemptions.unknown_in(text, Council.current().nation) if text else []
    if wrong:
        raise RefusedError(not_a_paragraph(wrong))


def not_a_paragraph(wrong: list[str]) -> str:
    """What to say of words that name no paragraph."""
    schedule = exemptions.SCHEDULES[Council.current().nation]
    return _("There is no paragraph %(numbers)s in %(schedule)s. Choose from those listed") % {
        "numbers": ", ".join(wrong),
        "schedule": schedule,
    }


def give_address(record: PublishedRecord) -> None:
    """Freeze the record's address at its first publication. Needs the meeting's or the body's row locked."""
    if isinstance(record, Meeting) and not record.place:
        taken = set(Meeting.objects.filter(body=record.body).exclude(place="").values_list("place", flat=True))
        record.place = first_free(record.held_on.isoformat(), taken | old_places(record.body))
    if isinstance(record, AgendaItem) and not record.slug and not record.is_heading:
        others = AgendaItem.objects.filter(meeting=record.meeting).exclude(slug="")
        wanted = (
            slugify(record.agenda_number)
            or slugify(record.minute_number.replace("/", "-"))
            or f"item-{record.position}"
        )
        record.slug = first_free(wanted, set(others.values_list("slug", flat=True)))


def old_places(body: Body, but_for: str = "") -> set[str]:
    """Last parts of addresses under which a body's meetings once stood: they lead on for ever, so nobody gets them.

    Those that lead to the address `but_for` or below it are left out: a meeting may move back to where it was.
    """
    start = reverse("meetings:list") + f"{body.slug}/"
    moved = OldAddress.objects.filter(path__startswith=start)
    moved = moved.exclude(new_path__startswith=but_for) if but_for else moved
    return {path.removeprefix(start).split("/")[0] for path in moved.values_list("path", flat=True)}


def first_free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with -2, -3, … the first that is not taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


# What hangs on a record and goes out of sight with it: the model and its field that points here, in that order.
BELOW: dict[type[PublishedRecord], tuple[tuple[type[PublishedRecord], str], ...]] = {
    Meeting: (
        (AgendaItem, "meeting"),
        (Document, "meeting"),
        (AgendaSupplement, "meeting"),
        (MeetingNotice, "meeting"),
        (Attendance, "meeting"),
    ),
    AgendaSupplement: ((AgendaItem, "supplement"), (Document, "supplement")),
    AgendaItem: (
        (ItemOutcome, "item"),
        (ItemMinutes, "item"),
        (ItemProceedings, "item"),
        (Document, "item"),
        (Decision, "item"),
    ),
    PlanEntry: ((Notice, "plan_entry"), (PlanEdition, "entries")),
    Notice: ((Representation, "notice"), (PlanEdition, "notices")),
    Decision: ((CallIn, "decision"), (Document, "decision")),
    CallIn: ((CallInStep, "call_in"),),
}


def public_dependants(record: PublishedRecord) -> list[PublishedRecord]:
    """What must go out of sight with a record, parents first and each once: everything public that hangs on it."""
    found: dict[PublishedRecord, None] = {}
    for model, name in BELOW.get(type(record), ()):
        rows = model._base_manager.filter(**{name: record}, published_at__isnull=False, withdrawn_at=None)
        for row in rows.order_by("pk"):
            found |= dict.fromkeys([row, *public_dependants(row)])
    if isinstance(record, AgendaItem):
        for row in sub_items_of(record):
            if row.is_published and not row.is_withdrawn:
                found |= dict.fromkeys([row, *public_dependants(row)])
    return list(found)


def item_above(item: AgendaItem) -> AgendaItem | None:
    """The item that a sub-item belongs to: the nearest one above it."""
    above = AgendaItem.objects.filter(meeting=item.meeting_id, position__lt=item.position).order_by("-position")
    for found in above.select_related("meeting__body"):
        if found.kind != ItemKind.SUB_ITEM:
            return None if found.is_heading else found
    return None


def sub_items_of(item: AgendaItem) -> list[AgendaItem]:
    """The sub-items directly below an item, in their order, drafts too."""
    found: list[AgendaItem] = []
    if item.kind != ItemKind.ITEM:
        return found
    below = AgendaItem.objects.filter(meeting=item.meeting_id, position__gt=item.position).order_by("position")
    for row in below.select_related("meeting__body"):
        if row.kind != ItemKind.SUB_ITEM:
            break
        found.append(row)
    return found
