"""Sealing what was published by mistake: who asked, who confirmed, and which records the database let go of."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.models.register import AppendOnly, RegisterEntry


class SealRequest(models.Model):
    """One officer asks, a second one confirms or refuses: never the same person confirms.

    `reason` is for the second officer alone; the public reads `because` and both posts. `record_kind` is the name of
    the record's model, `reference` its opaque key.
    """

    class Because(models.TextChoices):
        PERSONAL = "personal", _("It held personal data that must not be public")
        EXEMPT = "exempt", _("It held exempt information")
        CONFIDENTIAL = "confidential", _("It held confidential information")
        COURT = "court", _("A court or a regulator ordered it")
        MISTAKE = "mistake", _("It was published by mistake")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a second officer")
        SEALED = "sealed", _("Sealed")
        REFUSED = "refused", _("Refused")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record_kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=32, db_index=True)
    because = models.CharField(max_length=12, choices=Because)
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("request to seal")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(state="waiting"), name="sealrequest_one_waiting_per_record"
            ),
            models.CheckConstraint(
                name="sealrequest_sealed_by_two_people",
                condition=~Q(state="sealed") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("requested_by"))),
            ),
            models.CheckConstraint(
                name="sealrequest_decided_by_and_at",
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.reference}: {self.state}"


class SealedReference(AppendOnly):
    """A record whose words were destroyed, drafts below it too, under the entry that seals it.

    The triggers let the audit rows of these references, and of no others, be emptied.
    """

    reference = models.CharField(max_length=32, primary_key=True)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.reference
