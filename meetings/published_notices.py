"""What the public reads of a meeting's notices and of its agenda's supplements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from council.schemas import MOMENT
from meetings.models import AgendaSupplement, MeetingNotice

NOTICE = Catalogue(
    MeetingNotice,
    (
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("What happened"), lambda n: n.get_kind_display(), ()),
        PublicField("reason", _("Why")),
        PublicField("held_on_before", _("Date before")),
        PublicField("starts_at_before", _("Time before")),
        PublicField("venue_before", _("Where before")),
        PublicField("due_on", _("Last day to publish the agenda")),
        PublicField("due_working", _("Why that day")),
        PublicField("given_at", _("Published"), lambda n: n.published_at, (), MOMENT),
    ),
    BOOKKEEPING | {"meeting"},
)

SUPPLEMENT = Catalogue(
    AgendaSupplement,
    (
        PublicField("number", _("Number")),
        PublicField("name", _("Name"), str, ()),
        PublicField("reason", _("Why it is late")),
        PublicField("given_at", _("Published"), lambda s: s.published_at, (), MOMENT),
    ),
    BOOKKEEPING | {"meeting"},
)
