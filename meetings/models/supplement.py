"""Supplements of an agenda: what was added after it was published, and why it could not wait."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models.published import PublishedRecord
from meetings.models.meeting import Meeting


class AgendaSupplement(PublishedRecord):
    """Numbered in the order of publication; the items and papers it brought name it. There is no draft of one.

    `reason` is why its items are taken although they were not on the agenda in time: the special circumstances of
    the Local Government Act 1972, s.100B(4)(b).
    """

    public_parents = ("meeting",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.TextField(_("why it is late"))

    class Meta(PublishedRecord.Meta):
        verbose_name = _("supplement of an agenda")
        ordering = ["meeting", "number"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "number"], name="agendasupplement_number_once"),
            models.CheckConstraint(
                name="agendasupplement_says_why",
                condition=~models.Q(reason=""),
                violation_error_message=_("A supplement says why it is late."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Supplement %(number)d") % {"number": self.number})
