"""Choices of the meetings app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class NoticeKind(models.TextChoices):
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed")
    MOVED = "moved", _("Moved to another date")
    CHANGED = "changed", _("Another time or place")
    REINSTATED = "reinstated", _("Going ahead after all")
    LATE_AGENDA = "late_agenda", _("Agenda published late")


class ItemKind(models.TextChoices):
    ITEM = "item", _("Item")
    SUB_ITEM = "sub_item", _("Sub-item of the item above it")
    HEADING = "heading", _("Heading")


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
