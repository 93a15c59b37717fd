"""Choices of the meetings app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONFIRMED = "confirmed", _("Confirmed")


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Report")
    APPENDIX = "appendix", _("Appendix")
    SUPPLEMENT = "supplement", _("Supplement")
    BACKGROUND = "background", _("Background paper")
    FRONT_SHEET = "front_sheet", _("Front sheet")
    MINUTES = "minutes", _("Printed minutes")
    ORIGINAL = "original", _("Original file of an import")


class FileReading(models.TextChoices):
    """What came of reading an uploaded file. Only a PDF that was read can go into a pack."""

    NOT_READ = "not_read", _("Not read")
    READ = "read", _("Read")
    ENCRYPTED = "encrypted", _("It has a password")
    BROKEN = "broken", _("It is damaged")
    TOO_MUCH = "too_much", _("Reading it took too much time or memory")
