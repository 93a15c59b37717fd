"""Progress updates: dated statements of where a recommendation, or one of its actions, stands; and links to write one.

They hang on the recommendation and on an action's stable key, so they survive a corrected response.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.guard import GuardedModel
from council.models.people import Office
from council.models.published import PublishedRecord
from meetings.models import Document
from recommendations.choices_progress import ENDED, ProgressStatus, UpdateStage, WhyNot
from recommendations.models.sets import Recommendation, RecommendationSet


class ProgressUpdate(PublishedRecord):
    """What is said of a recommendation as at a day. Append-only: the next one does not replace it.

    Without `action_key` it speaks of the whole recommendation. `public_on` is the day it became public, in the
    council's time: reviews are held against it.
    """

    public_parents = ("set",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="updates")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="updates")
    action_key = models.UUIDField(_("action"), null=True, blank=True)
    stage = models.CharField(max_length=8, choices=UpdateStage, default=UpdateStage.WAITING)
    as_at = models.DateField(_("as at"))
    status = models.CharField(_("where it stands"), max_length=16, choices=ProgressStatus)
    why_not = models.CharField(_("why it will not be done"), max_length=14, choices=WhyNot, blank=True)
    paused_reason = models.TextField(_("why it is paused"), blank=True)
    narrative = models.TextField(_("what has been done"))
    proposes_closing = models.BooleanField(_("scrutiny is asked to close it"), default=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office_title = models.CharField(_("post that reports"), max_length=200)
    public_on = models.DateField(null=True, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    returned_reason = models.TextField(_("why it was returned"), blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("progress update")
        ordering = ["-as_at", "-pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.CheckConstraint(
                name="progressupdate_accepted_is_published",
                condition=Q(published_at__isnull=True, public_on__isnull=True) & ~Q(stage=UpdateStage.ACCEPTED)
                | Q(published_at__isnull=False, public_on__isnull=False, stage=UpdateStage.ACCEPTED),
            ),
            models.CheckConstraint(
                name="progressupdate_paused_says_why",
                condition=Q(status=ProgressStatus.PAUSED) & ~Q(paused_reason="")
                | ~Q(status=ProgressStatus.PAUSED) & Q(paused_reason=""),
                violation_error_message=_("Say why it is paused, and only then."),
            ),
            models.CheckConstraint(
                name="progressupdate_not_implemented_says_why",
                condition=Q(status=ProgressStatus.NOT_IMPLEMENTED) & ~Q(why_not="")
                | ~Q(status=ProgressStatus.NOT_IMPLEMENTED) & Q(why_not=""),
                violation_error_message=_("Say why it will not be done, and only then."),
            ),
            models.CheckConstraint(
                name="progressupdate_closing_is_proposed_of_what_ended",
                condition=Q(proposes_closing=False) | Q(status__in=ENDED),
                violation_error_message=_("Closing can be proposed of what is complete or will not be done."),
            ),
            models.CheckConstraint(
                name="progressupdate_returned_with_reason",
                condition=~Q(stage=UpdateStage.RETURNED) | ~Q(returned_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} {self.as_at}"

    @property
    def speaks_of(self) -> Recommendation:
        """Whose restriction holds for what is filed with it."""
        return self.recommendation

    def belongings(self) -> dict[str, Any]:
        """The stored evidence, for the audit trail."""
        rows = UpdateEvidence.objects.filter(update=self).order_by("position")
        return {"evidence": list(rows.values("title", "url", "document_id"))}


class UpdateEvidence(GuardedModel):
    """A link, or a published document of the council, that shows what an update says."""

    frozen_by = ("update__published_at",)

    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(_("what it is"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(GuardedModel.Meta):
        ordering = ["update", "position"]
        constraints = [
            models.UniqueConstraint(fields=["update", "position"], name="updateevidence_place_once"),
            models.CheckConstraint(
                name="updateevidence_link_or_document",
                condition=Q(document__isnull=True) | Q(url=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class UpdateLink(models.Model):
    """Leave to write one update of one row, once, until a day, for whoever has the link that was mailed.

    The token itself is not here, only its hash. `typed` are words that came too late, for the form of the next link.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="update_links")
    action_key = models.UUIDField(null=True, blank=True)
    update = models.ForeignKey(ProgressUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    to = models.EmailField(_("sent to"), max_length=254)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office_title = models.CharField(_("post that is asked"), max_length=200)
    token_hash = models.CharField(max_length=43, unique=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    typed = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("link for an update")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return str(self.public_id)
