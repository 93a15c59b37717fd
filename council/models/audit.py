"""Who did what, when: one row for each change. Written by `council/audit.py` alone; never published."""

from django.conf import settings
from django.db import models

from council.models.register import AppendOnly


class AuditEvent(AppendOnly):
    """One change, with what stood there before and after."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=32, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(AppendOnly.Meta):
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.record_kind} {self.reference}"
