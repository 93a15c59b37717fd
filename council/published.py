"""What the public reads of bodies, people, offices and who held them, where a public record names them. Nothing else.

They are configuration, with no published mark of their own: `recommendations/people.py` says which of them are shown.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.models import Body, Membership, Office, OfficeHolding, Person
from council.representations import Catalogue, PublicField

BODY = Catalogue(
    Body,
    (
        PublicField("name", _("Name")),
        PublicField("slug", _("Part of its address")),
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("Kind in words"), lambda b: b.get_kind_display(), ()),
        PublicField("exists_to", _("Until")),
    ),
    frozenset({"id", "parent", "predecessor", "exists_from", "email", "chair"}),
)

PERSON = Catalogue(
    Person,
    (PublicField("name", _("Name")), PublicField("slug", _("Part of their address"))),
    frozenset({"id"}),
)

OFFICE = Catalogue(
    Office,
    (
        PublicField("title", _("Title")),
        PublicField("slug", _("Part of its address")),
        PublicField("kind", _("Kind")),
    ),
    frozenset({"id", "body", "email"}),
)

HOLDING = Catalogue(
    OfficeHolding,
    (PublicField("starts_on", _("From")), PublicField("ends_on", _("To"))),
    frozenset({"id", "office", "person"}),
)

MEMBERSHIP = Catalogue(
    Membership,
    (
        PublicField("capacity", _("Capacity")),
        PublicField("capacity_words", _("Capacity in words"), lambda m: m.get_capacity_display(), ()),
        PublicField("party", _("Party or group")),
        PublicField("ward", _("Ward or division")),
        PublicField("starts_on", _("From")),
        PublicField("ends_on", _("To")),
    ),
    frozenset({"id", "person", "body"}),
)

CATALOGUES = (BODY, PERSON, OFFICE, HOLDING, MEMBERSHIP)
