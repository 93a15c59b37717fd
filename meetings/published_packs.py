"""What the public reads of a pack beside its bytes: how long and how large it is."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.representations import Catalogue, PublicField
from meetings.models import AgendaPack, Meeting


def pack_address(meeting: Meeting, number: int) -> str:
    """The path of its bytes."""
    if number:
        return reverse("meetings:supplement-pack", args=[meeting.body.slug, meeting.place, number])
    return reverse("meetings:pack", args=[meeting.body.slug, meeting.place])


PACK = Catalogue(
    AgendaPack,
    (
        PublicField("number", _("Number")),
        PublicField("page_count", _("Pages")),
        PublicField("size_bytes", _("Size in bytes")),
        PublicField("first_page", _("First page")),
        PublicField("address", _("Address"), lambda pack: pack_address(pack.meeting, pack.number), ()),
    ),
    frozenset(
        {"id", "meeting", "state", "progress", "fingerprint", "digest", "left_out", "not_tagged", "is_accessible",
         "stored", "asked_at", "made_at", "seconds"}
    ),
)  # fmt: skip
