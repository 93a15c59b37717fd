"""Packs: one PDF of all public papers of an agenda, made in the background from what is public."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


class AgendaPack(models.Model):
    """The pack of an agenda (`number` 0) or of one of its supplements, as it was made last.

    Nothing here is a record: it is made anew from public words and files, and is served only while `fingerprint` is
    that of what is public now. `configuration` stands for what the front sheet says of the council and the members of
    the committee: where that changes, the pack is made again. `left_out` and `not_tagged` hold public titles with the
    reason in words. `stored`, of an agenda's own pack alone, repeats what the meeting's page needs to know of all its
    packs: one row to read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be made")
        MAKING = "making", _("Being made")
        MADE = "made", _("Made")
        FAILED = "failed", _("Not made")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    progress = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    configuration = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    first_page = models.PositiveIntegerField(default=1)
    page_count = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)
    not_tagged = models.JSONField(default=list)
    stored = models.JSONField(default=list)
    is_accessible = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agendapack_once"),
            models.CheckConstraint(
                name="agendapack_made_has_its_file",
                condition=~Q(state="made") | (~Q(digest="") & ~Q(fingerprint="") & Q(page_count__gte=1)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}-{self.number}"

    def facts(self) -> dict[str, Any]:
        """What is repeated in `stored`."""
        names = ("number", "fingerprint", "first_page", "page_count", "size_bytes")
        return {name: getattr(self, name) for name in names}

    @property
    def last_page(self) -> int:
        """The number printed on its last page."""
        return self.first_page + self.page_count - 1
