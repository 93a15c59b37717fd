"""Committee reviews: scrutiny's own verdict, at a meeting, on what came of a recommendation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.people import Body
from council.models.published import PublishedRecord
from meetings.models import AgendaItem
from recommendations.choices_progress import Rag, Verdict
from recommendations.models.sets import Recommendation, RecommendationSet


class CommitteeReview(PublishedRecord):
    """One verdict. Body and day are kept as facts, so that it reads the same whatever becomes of the meeting's page.

    `asked_item` is the opaque key of the drafted item at which the officer is to account for it: a draft that may still
    be deleted, so no foreign key, and nobody's to read before it is published on its own.
    """

    public_parents = ("set",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="reviews")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reviews")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewed at"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewed by"))
    reviewed_on = models.DateField(_("reviewed on"), db_index=True)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    rag = models.CharField(_("rating"), max_length=6, choices=Rag, blank=True)
    words = models.TextField(_("in the committee’s words"), blank=True)
    further_by = models.DateField(_("further response wanted by"), null=True, blank=True)
    refers_to_council = models.BooleanField(_("referred to council"), default=False)
    asked_office = models.CharField(_("post asked to account"), max_length=200, blank=True)
    asked_item = models.UUIDField(null=True, blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("committee review")
        ordering = ["-reviewed_on", "-pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["recommendation", "item"],
                condition=Q(withdrawn_at__isnull=True),
                name="committeereview_once_at_an_item",
            ),
            models.CheckConstraint(
                name="committeereview_further_steps_of_the_dissatisfied",
                condition=Q(verdict=Verdict.NOT_SATISFIED) | Q(further_by__isnull=True, refers_to_council=False),
                violation_error_message=_("A further response, or council, belongs to “not satisfied”."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} {self.verdict}"
