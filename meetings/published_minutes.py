"""What the public reads of attendance, votes, speakers and interests declared. Nothing else of them is public."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.representations import BOOKKEEPING, Catalogue, PublicField
from meetings.models import (
    Attendance,
    Declaration,
    ItemProceedings,
    MemberAttendance,
    MemberVote,
    OtherAttendance,
    RecordedVote,
    Speaker,
)

MEMBER = Catalogue(
    MemberAttendance,
    (
        PublicField("name", _("Name")),
        PublicField("capacity", _("Capacity")),
        PublicField("capacity_words", _("Capacity in words"), lambda r: r.get_capacity_display(), ()),
        PublicField("party", _("Party or group")),
        PublicField("ward", _("Ward or division")),
        PublicField("presence", _("Present?")),
        PublicField("presence_words", _("Present? In words"), lambda r: r.get_presence_display(), ()),
        PublicField("substitute_for", _("Substitute for")),
        PublicField("note", _("Arrived or left")),
    ),
    frozenset({"id", "attendance", "position"}),
)

OTHER = Catalogue(
    OtherAttendance,
    (PublicField("name", _("Name")), PublicField("capacity", _("Capacity"))),
    frozenset({"id", "attendance", "position"}),
)

DECLARATION = Catalogue(
    Declaration,
    (
        PublicField("name", _("Name")),
        PublicField("kind", _("Kind of interest")),
        PublicField("kind_words", _("Kind in words"), lambda r: r.get_kind_display(), ()),
        PublicField("interest", _("The interest")),
        PublicField("conduct", _("What they did")),
        PublicField("conduct_words", _("What they did, in words"), lambda r: r.get_conduct_display(), ()),
    ),
    frozenset({"id", "attendance", "proceedings", "position"}),
)

ATTENDANCE = Catalogue(
    Attendance,
    (
        PublicField("members", _("Members"), lambda a: list(map(MEMBER.read, a.members.all())), ()),
        PublicField("others", _("In attendance"), lambda a: list(map(OTHER.read, a.others.all())), ()),
        PublicField("declarations", _("Interests declared"), lambda a: [DECLARATION.read(d) for d in rows(a)], ()),
        PublicField("note", _("Note")),
    ),
    BOOKKEEPING | {"meeting"},
)

MEMBER_VOTE = Catalogue(
    MemberVote,
    (
        PublicField("name", _("Name")),
        PublicField("way", _("Voted")),
        PublicField("way_words", _("Voted, in words"), lambda r: r.get_way_display(), ()),
    ),
    frozenset({"id", "vote", "position"}),
)

VOTE = Catalogue(
    RecordedVote,
    (
        PublicField("motion", _("Motion")),
        PublicField("mover", _("Moved by")),
        PublicField("seconder", _("Seconded by")),
        PublicField("votes_for", _("For")),
        PublicField("votes_against", _("Against")),
        PublicField("abstentions", _("Abstained")),
        PublicField("result", _("Result")),
        PublicField("result_words", _("Result in words"), lambda r: r.get_result_display(), ()),
        PublicField("members", _("How members voted"), lambda v: list(map(MEMBER_VOTE.read, v.members.all())), ()),
    ),
    frozenset({"id", "proceedings", "position"}),
)

SPEAKER = Catalogue(
    Speaker,
    (PublicField("name", _("Name")), PublicField("capacity", _("In what capacity"))),
    frozenset({"id", "proceedings", "position"}),
)


def rows(record: Attendance | ItemProceedings) -> Any:
    """The interests declared at a meeting or in an item, in order."""
    return record.declarations.order_by("position")


def unless_item_withheld(read: Any) -> Any:
    """A reader of rows below an item: none where the item is exempt or confidential."""
    return lambda record: [] if record.item.is_withheld else read(record)


PROCEEDINGS = Catalogue(
    ItemProceedings,
    (
        PublicField(
            "summary", _("Summary"), lambda p: p.public_summary if p.item.is_withheld else "", ("public_summary",)
        ),
        PublicField("votes", _("Votes"), unless_item_withheld(lambda p: [VOTE.read(v) for v in p.votes.all()]), ()),
        PublicField(
            "speakers", _("Who spoke"), unless_item_withheld(lambda p: [SPEAKER.read(s) for s in p.speakers.all()]), ()
        ),
        PublicField(
            "declarations",
            _("Interests declared"),
            unless_item_withheld(lambda p: [DECLARATION.read(d) for d in rows(p)]),
            (),
        ),
    ),
    BOOKKEEPING | {"item"},
)

CATALOGUES = (MEMBER, OTHER, DECLARATION, ATTENDANCE, MEMBER_VOTE, VOTE, SPEAKER, PROCEEDINGS)
# The catalogue of the parts of a list, by the record that holds it and the list's name (for pages of the register).
PARTS: dict[tuple[Catalogue | None, str], Catalogue] = {
    (ATTENDANCE, "members"): MEMBER,
    (ATTENDANCE, "others"): OTHER,
    (ATTENDANCE, "declarations"): DECLARATION,
    (PROCEEDINGS, "votes"): VOTE,
    (PROCEEDINGS, "speakers"): SPEAKER,
    (PROCEEDINGS, "declarations"): DECLARATION,
    (VOTE, "members"): MEMBER_VOTE,
}
