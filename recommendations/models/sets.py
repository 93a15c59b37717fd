"""Recommendation sets and their recommendations: what a scrutiny body made, on a date, about a subject."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.models.guard import GuardedModel
from council.models.people import Body
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.models import AgendaItem, Document, Issue, Meeting
from recommendations.choices import DueBasis, Origin, SetStatus
from recommendations.querysets import RecommendationSetQuerySet


class RecommendationSet(PublishedRecord):
    """What a scrutiny body made. `due_on` is stored with its basis: law and calendars change, this date does not.

    Dates other than `made_on` may be not recorded; then no clock runs and nothing is called late.
    """

    reference = models.CharField(max_length=40, blank=True, editable=False)
    made_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_on = models.DateField(_("made on"), null=True, blank=True, db_index=True)
    made_at = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made at"),
    )
    made_at_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(_("subject"), max_length=500)
    has_article = models.BooleanField(_("the heading reads “concerning the …”"), default=False)
    origin = models.CharField(_("origin"), max_length=24, choices=Origin, blank=True)
    referred_by = models.CharField(_("referred by"), max_length=200, blank=True)
    addressee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("who has to answer"))
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_short = models.TextField(_("in short"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=SetStatus, default=SetStatus.DRAFTED)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    notice_given_on = models.DateField(_("written notice given on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True, db_index=True)
    due_basis = models.CharField(_("basis of the due date"), max_length=10, choices=DueBasis, default=DueBasis.NONE)
    due_working = models.CharField(_("how the due date was worked out"), max_length=500, blank=True)
    original = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecommendationSetQuerySet.as_manager()

    class Meta(PublishedRecord.Meta):
        verbose_name = _("set of recommendations")
        ordering = ["-made_on", "-pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="set_reference_once"),
            models.CheckConstraint(
                name="set_due_with_basis",
                condition=Q(due_on__isnull=True, due_basis=DueBasis.NONE)
                | (Q(due_on__isnull=False, received_on__isnull=False) & ~Q(due_basis=DueBasis.NONE)),
                violation_error_message=_("A due date stands with its basis and the date of receipt."),
            ),
            models.CheckConstraint(
                name="set_statutory_needs_notice",
                condition=~Q(due_basis=DueBasis.STATUTORY) | Q(notice_given_on__isnull=False),
                violation_error_message=_("A statutory due date needs the date the written notice was given."),
            ),
            models.CheckConstraint(
                name="set_received_after_made",
                condition=Q(received_on__isnull=True) | Q(made_on__isnull=True) | Q(received_on__gte=F("made_on")),
                violation_error_message=_("The date of receipt must not be before the date the set was made."),
            ),
            models.CheckConstraint(
                name="set_published_with_reference", condition=Q(published_at__isnull=True) | ~Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def belongings(self) -> dict[str, Any]:
        """The stored recommendations, for the audit trail."""
        rows = Recommendation.objects.filter(set=self).order_by("position")
        return {
            "recommendations": list(rows.values("label", "text", "restriction", "exempt_paragraphs", "public_summary"))
        }


class Recommendation(RestrictedRecord, GuardedModel):
    """One recommendation, its label as printed and apart from its text. `key` is stable over versions."""

    frozen_by = ("set__published_at",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="recommendations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField()
    label = models.CharField(_("label"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    public_summary = models.TextField(_("summary for the public"), blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["set", "position"]
        constraints = [
            *RestrictedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["set", "position"], name="recommendation_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:60]}"
