"""Who was at a meeting, and what was recorded of one item beside its minutes: votes, speakers, interests declared."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.models import Membership
from council.models.guard import GuardedModel
from council.models.published import PublishedRecord
from meetings.choices import Conduct, InterestKind, Presence, VoteResult, VoteWay
from meetings.models.item import AgendaItem, WordsUnderItem
from meetings.models.meeting import Meeting


class Attendance(PublishedRecord):
    """Who was present, who sent apologies, who was in attendance: one record of a meeting, with rows."""

    public_parents = ("meeting",)

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="attendance")
    note = models.TextField(_("note"), blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("attendance at a meeting")

    def __str__(self) -> str:
        return str(_("Attendance"))

    def belongings(self) -> dict[str, Any]:
        """The stored rows, for the audit trail."""
        if self.pk is None:
            return {}
        return {
            "members": rows_in_order(self.members, MEMBER_COLUMNS),
            "officers_and_guests": rows_in_order(self.others, ("name", "capacity")),
            "declarations": rows_in_order(self.declarations, DECLARATION_COLUMNS),
        }


class MemberAttendance(GuardedModel):
    """One member at one meeting: name, capacity, party and ward as they were that day."""

    frozen_by = ("attendance__published_at",)

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="members")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    capacity = models.CharField(_("capacity"), max_length=14, choices=Membership.Capacity)
    party = models.CharField(_("party or group"), max_length=100, blank=True)
    ward = models.CharField(_("ward or division"), max_length=100, blank=True)
    presence = models.CharField(_("present?"), max_length=10, choices=Presence)
    substitute_for = models.CharField(_("substitute for"), max_length=200, blank=True)
    note = models.CharField(_("arrived or left"), max_length=300, blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["attendance", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attendance", "position"], name="memberattendance_place_once"),
            models.CheckConstraint(
                name="memberattendance_substitute_is_present",
                condition=Q(substitute_for="") | Q(presence=Presence.PRESENT),
                violation_error_message=_("Only somebody who was present took another member’s place."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OtherAttendance(GuardedModel):
    """An officer or a guest in attendance."""

    frozen_by = ("attendance__published_at",)

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="others")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    capacity = models.CharField(_("capacity"), max_length=200, blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["attendance", "position"]
        constraints = [models.UniqueConstraint(fields=["attendance", "position"], name="otherattendance_place_once")]

    def __str__(self) -> str:
        return self.name


class ItemProceedings(WordsUnderItem):
    """What is recorded of an item beside its minutes: votes, who spoke, interests declared.

    For an exempt or confidential item only `public_summary` is public: no name, no word, no count.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="proceedings")
    public_summary = models.TextField(_("summary for the public, where the item is exempt"), blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("votes, speakers and interests of an item")
        verbose_name_plural = _("votes, speakers and interests of items")

    def __str__(self) -> str:
        return str(_("Votes, speakers and interests"))

    def belongings(self) -> dict[str, Any]:
        """The stored rows, for the audit trail."""
        if self.pk is None:
            return {}
        return {
            "votes": [vote.described() for vote in self.votes.order_by("position").prefetch_related("members")],
            "speakers": rows_in_order(self.speakers, ("name", "capacity")),
            "declarations": rows_in_order(self.declarations, DECLARATION_COLUMNS),
        }


class RecordedVote(GuardedModel):
    """One vote: the motion, who moved and seconded it, the counts, and whether it was carried."""

    frozen_by = ("proceedings__published_at",)

    proceedings = models.ForeignKey(ItemProceedings, on_delete=models.PROTECT, related_name="votes")
    position = models.PositiveIntegerField()
    motion = models.TextField(_("motion"))
    mover = models.CharField(_("moved by"), max_length=200, blank=True)
    seconder = models.CharField(_("seconded by"), max_length=200, blank=True)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstained"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=8, choices=VoteResult)

    class Meta(GuardedModel.Meta):
        ordering = ["proceedings", "position"]
        constraints = [
            models.UniqueConstraint(fields=["proceedings", "position"], name="recordedvote_place_once"),
            models.CheckConstraint(
                name="recordedvote_carried_by_no_minority",
                condition=Q(votes_for__isnull=True) | Q(votes_against__isnull=True)
                | ~Q(result=VoteResult.CARRIED) | Q(votes_for__gte=F("votes_against")),
                violation_error_message=_("A motion is not carried by fewer votes than there are against it."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.motion[:80]

    def described(self) -> dict[str, Any]:
        """The vote with its names, for the audit trail."""
        names = ("motion", "mover", "seconder", "votes_for", "votes_against", "abstentions", "result")
        ways: dict[str, list[str]] = {way: [] for way in VoteWay.values}
        for row in self.members.all():
            ways[row.way].append(row.name)
        return {name: getattr(self, name) for name in names} | {"members": ways}


class MemberVote(GuardedModel):
    """How one member voted."""

    frozen_by = ("vote__proceedings__published_at",)

    vote = models.ForeignKey(RecordedVote, on_delete=models.PROTECT, related_name="members")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    way = models.CharField(_("voted"), max_length=9, choices=VoteWay)

    class Meta(GuardedModel.Meta):
        ordering = ["vote", "position"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "position"], name="membervote_place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Speaker(GuardedModel):
    """Somebody who spoke on an item, and in what capacity, in the words of the day."""

    frozen_by = ("proceedings__published_at",)

    proceedings = models.ForeignKey(ItemProceedings, on_delete=models.PROTECT, related_name="speakers")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    capacity = models.CharField(_("in what capacity"), max_length=200)

    class Meta(GuardedModel.Meta):
        ordering = ["proceedings", "position"]
        constraints = [models.UniqueConstraint(fields=["proceedings", "position"], name="speaker_place_once")]

    def __str__(self) -> str:
        return self.name


class Declaration(GuardedModel):
    """An interest somebody declared: at the meeting as a whole, or in one item (then it is kept with that item)."""

    frozen_by = ("attendance__published_at", "proceedings__published_at")

    attendance = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    proceedings = models.ForeignKey(
        ItemProceedings, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of interest"), max_length=12, choices=InterestKind)
    interest = models.TextField(_("the interest"), blank=True)
    conduct = models.CharField(_("what they did"), max_length=12, choices=Conduct)

    class Meta(GuardedModel.Meta):
        ordering = ["attendance", "proceedings", "position"]
        constraints = [
            models.CheckConstraint(
                name="declaration_belongs_once",
                condition=Q(attendance__isnull=True, proceedings__isnull=False)
                | Q(attendance__isnull=False, proceedings__isnull=True),
            ),
            models.UniqueConstraint(fields=["attendance", "position"], name="declaration_place_once_a_meeting"),
            models.UniqueConstraint(fields=["proceedings", "position"], name="declaration_place_once_an_item"),
        ]

    def __str__(self) -> str:
        return self.name


MEMBER_COLUMNS = ("name", "capacity", "party", "ward", "presence", "substitute_for", "note")
DECLARATION_COLUMNS = ("name", "kind", "interest", "conduct")


def rows_in_order(rows: Any, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """These columns of the rows of a relation, in order, as they are stored now."""
    return list(rows.order_by("position").values(*names))
