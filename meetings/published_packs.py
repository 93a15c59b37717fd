"""What the public reads of a pack beside its bytes: how long and how large it is."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.models import Body, Membership
from council.representations import Catalogue, PublicField
from meetings.models import AgendaPack, Meeting


def members_on_the_front(body: Body, day: datetime.date) -> list[dict[str, str]]:
    """Who sits on a committee on a day, as the front sheet of its pack names them: the chair first, substitutes last.

    Name and capacity are all that is public of a membership.
    """
    order = list(Membership.Capacity)
    found = sorted(Membership.on(body, day), key=lambda one: (order.index(one.capacity), one.person.name))  # type: ignore[arg-type]
    found.sort(key=lambda one: one.capacity == Membership.Capacity.SUBSTITUTE)
    named: dict[str, dict[str, str]] = {}
    for one in found:
        said = "" if one.capacity == Membership.Capacity.MEMBER else str(one.get_capacity_display())
        named.setdefault(one.person.name, {"name": one.person.name, "capacity": said})
    return list(named.values())


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
        {"id", "meeting", "state", "progress", "fingerprint", "configuration", "digest", "left_out", "not_tagged",
         "is_accessible", "stored", "asked_at", "made_at", "seconds"}
    ),
)  # fmt: skip
