"""Meetings: when and where a body meets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models.people import Body
from council.models.published import PublishedRecord
from meetings.choices import MeetingStatus


class Meeting(PublishedRecord):
    """One meeting of one body. A date is needed, a time is not: some sources give none.

    `place` is the last part of its address, frozen at publication: the date, with "-2" for a second that day.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    held_on = models.DateField(_("date"), db_index=True)
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(max_length=20, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=MeetingStatus, default=MeetingStatus.SCHEDULED)
    venue = models.CharField(_("where"), max_length=300, blank=True)
    is_step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    access = models.TextField(_("access to the building"), blank=True)
    adjustments = models.CharField(_("whom to ask for adjustments"), max_length=300, blank=True)
    taking_part = models.TextField(_("how to take part"), blank=True)
    take_part_by = models.DateField(_("last day to say that one takes part"), null=True, blank=True)
    take_part_by_time = models.TimeField(_("until when on that day"), null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    webcast_url = models.URLField(_("address of the webcast"), blank=True)
    convened_on = models.DateField(_("convened on, if at shorter notice than agendas need"), null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("the meeting a year before that it was copied from"),
    )  # fmt: skip

    class Meta(PublishedRecord.Meta):
        verbose_name = _("meeting")
        ordering = ["-held_on", "-starts_at", "body__name"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "place"], condition=~models.Q(place=""), name="meeting_address_once"
            ),
            models.CheckConstraint(
                name="meeting_time_to_take_part_has_its_day",
                condition=models.Q(take_part_by_time__isnull=True) | models.Q(take_part_by__isnull=False),
                violation_error_message=_("Give the day until which one can say that one takes part."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.name}, {self.held_on:%-d %B %Y}"
