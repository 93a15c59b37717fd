"""Notices of a meeting: cancelled, postponed, moved, at another time or place, going ahead after all, agenda late."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.published import PublishedRecord
from meetings.choices import NoticeKind
from meetings.models.meeting import Meeting


class MeetingNotice(PublishedRecord):
    """What happened to a published meeting and why, made public in one transaction with the change itself.

    The columns that end in `_before` are what the meeting's page said until then. `due_on` and `due_working` belong
    to a late agenda alone: the last day on which it could have been published in time, and the rule with its source.
    """

    public_parents = ("meeting",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    reason = models.TextField(_("why"), blank=True)
    held_on_before = models.DateField(_("date before"))
    starts_at_before = models.TimeField(_("time before"), null=True, blank=True)
    venue_before = models.CharField(_("where before"), max_length=300, blank=True)
    due_on = models.DateField(_("last day to publish the agenda"), null=True, blank=True)
    due_working = models.CharField(_("why that day"), max_length=500, blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("notice of a meeting")
        ordering = ["meeting", "pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.CheckConstraint(
                name="meetingnotice_says_why",
                condition=Q(kind=NoticeKind.LATE_AGENDA) | ~Q(reason=""),
                violation_error_message=_("A notice says why."),
            ),
            models.CheckConstraint(
                name="meetingnotice_late_agenda_has_its_day",
                condition=Q(kind=NoticeKind.LATE_AGENDA, due_on__isnull=False)
                | (~Q(kind=NoticeKind.LATE_AGENDA) & Q(due_on__isnull=True)),
                violation_error_message=_("Only a late agenda has a last day to publish, and it always has one."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
