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
    MINUTES = "minutes", _("Printed minutes")
    ORIGINAL = "original", _("Original file of an import")
