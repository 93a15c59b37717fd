"""What each record of a meeting needs before it may be published, and what hangs on it."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.publication import RefusedError
from meetings.models import AgendaItem, Document, ItemMinutes, ItemOutcome, Meeting


def check_ready(record: PublishedRecord) -> None:
    """Raise RefusedError, in words, unless the record may be published now."""
    for name in record.public_parents:
        parent = getattr(record, name)
        if parent is None or not parent.is_public:
            noun = parent._meta.verbose_name if parent is not None else _("agenda item")
            raise RefusedError(_("Publish the %(what)s first.") % {"what": noun})
    if isinstance(record, ItemOutcome | ItemMinutes) and record.item.is_withheld and not record.public_summary:
        raise RefusedError(_("The item is exempt. Enter a summary for the public before you publish this."))
    if isinstance(record, Document) and not record.file and not record.size_text and not record.format:
        raise RefusedError(_("Add the file, or the type and size of the paper that is listed."))


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


def public_dependants(record: PublishedRecord) -> list[PublishedRecord]:
    """What must go out of sight with a record, parents first: everything public that hangs on it."""
    if isinstance(record, Meeting):
        items = list(record.items.filter(published_at__isnull=False, withdrawn_at=None).order_by("pk"))
        return [found for item in items for found in (item, *public_dependants(item))]
    if not isinstance(record, AgendaItem):
        return []
    found: list[PublishedRecord] = []
    for model in (ItemOutcome, ItemMinutes, Document):
        rows = model.objects.filter(item=record, published_at__isnull=False, withdrawn_at=None)
        found += rows.order_by("pk")
    return found
