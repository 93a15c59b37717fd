"""What each record of a meeting needs before it may be published, and what hangs on it. Tables: one line a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from council.models import Body
from council.models.published import PublishedRecord
from council.publication import RefusedError
from meetings.models import AgendaItem, Document, Issue, ItemMinutes, ItemOutcome, Meeting


def body_of(record: PublishedRecord) -> Body | None:
    """The body whose officers may work on a record: its own, or that of what it hangs on; None where any may."""
    if "body" in {field.name for field in record._meta.concrete_fields}:
        return record.body  # type: ignore[attr-defined,no-any-return]
    parents = record.parents()
    return body_of(parents[0]) if parents else None


def check_ready(record: PublishedRecord) -> None:
    """Raise RefusedError, in words, unless the record may be published now."""
    parents = record.parents()
    if record.public_parents and not parents:
        noun = record._meta.get_field(record.public_parents[0]).related_model._meta.verbose_name  # type: ignore[union-attr]
        raise RefusedError(_("Publish the %(what)s first.") % {"what": noun})
    for parent in parents:
        if not parent.is_public:
            raise RefusedError(_("Publish the %(what)s first.") % {"what": parent._meta.verbose_name})
    problem = LACKS[type(record)](record) if type(record) in LACKS else ""
    if problem:
        raise RefusedError(problem)


def _lacks_summary(record: ItemOutcome | ItemMinutes) -> str:
    if record.item.is_withheld and not record.public_summary:
        return _("The item is exempt. Enter a summary for the public before you publish this.")
    return ""


def _lacks_file(record: Document) -> str:
    if not record.file and not record.size_text and not record.format:
        return _("Add the file, or the type and size of the paper that is listed.")
    return ""


# What a record lacks, in words; empty where it is complete.
LACKS: dict[type[PublishedRecord], Callable[[Any], str]] = {
    ItemOutcome: _lacks_summary,
    ItemMinutes: _lacks_summary,
    Document: _lacks_file,
}
# The first part of the reference that a kind of record is given at its first publication: "D-2026-14".
REFERENCES: dict[type[PublishedRecord], str] = {Issue: "IS", Document: "D"}


def give_address(record: PublishedRecord) -> None:
    """Freeze the record's address at its first publication. Needs the meeting's or the body's row locked."""
    if isinstance(record, Meeting) and not record.place:
        taken = set(Meeting.objects.filter(body=record.body).exclude(place="").values_list("place", flat=True))
        record.place = first_free(record.held_on.isoformat(), taken)
    if isinstance(record, AgendaItem) and not record.slug:
        others = AgendaItem.objects.filter(meeting=record.meeting).exclude(slug="")
        wanted = (
            slugify(record.agenda_number)
            or slugify(record.minute_number.replace("/", "-"))
            or f"item-{record.position}"
        )
        record.slug = first_free(wanted, set(others.values_list("slug", flat=True)))


def first_free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with -2, -3, … the first that is not taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


# What hangs on a record and goes out of sight with it: the model and its field that points here, in that order.
BELOW: dict[type[PublishedRecord], tuple[tuple[type[PublishedRecord], str], ...]] = {
    Meeting: ((AgendaItem, "meeting"), (Document, "meeting")),
    AgendaItem: ((ItemOutcome, "item"), (ItemMinutes, "item"), (Document, "item")),
}


def public_dependants(record: PublishedRecord) -> list[PublishedRecord]:
    """What must go out of sight with a record, parents first: everything public that hangs on it."""
    found: list[PublishedRecord] = []
    for model, name in BELOW.get(type(record), ()):
        rows = model._base_manager.filter(**{name: record}, published_at__isnull=False, withdrawn_at=None)
        for row in rows.order_by("pk"):
            found += [row, *public_dependants(row)]
    return found
