"""Recommendation sets and their recommendations: what a scrutiny body made, on a date, about a subject."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.models.guard import GuardedModel
from council.models.people import Body, Office
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.models import AgendaItem, Document, Issue, Meeting
from recommendations.choices import DueBasis, Origin, Route, SetStatus
from recommendations.querysets import DutyQuerySet, RecommendationSetQuerySet


class RecommendationSet(PublishedRecord):
    """What a scrutiny body made. `due_on` is stored with its basis: law and calendars change, this date does not.

    Dates other than `made_on` may be not recorded; then no clock runs and nothing is called late. `addressee` and
    `due_on` hold for every recommendation that has no `duty` of its own.
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
    copy_to = models.CharField(_("copy to"), max_length=300, blank=True)
    dissent_by = models.CharField(_("who dissented"), max_length=300, blank=True)
    dissent = models.TextField(_("dissent, in their words"), blank=True)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_short = models.TextField(_("in short"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=SetStatus, default=SetStatus.DRAFTED)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    notice_given_on = models.DateField(_("written notice given on"), null=True, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True, db_index=True)
    due_basis = models.CharField(_("basis of the due date"), max_length=10, choices=DueBasis, default=DueBasis.NONE)
    due_working = models.CharField(_("how the due date was worked out"), max_length=500, blank=True)
    deferred_until = models.DateField(_("deferred until"), null=True, blank=True)
    deferred_reason = models.TextField(_("why it is deferred"), blank=True)
    noted_on = models.DateField(_("response noted on"), null=True, blank=True)
    noted_at = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    monitored_from = models.DateField(_("monitored from"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_at = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.TextField(_("why it is closed"), blank=True)
    notice_digest = models.CharField(max_length=64, blank=True, editable=False)
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
                name="set_deferred_until_and_why",
                condition=Q(deferred_until__isnull=True, deferred_reason="") & ~Q(status=SetStatus.DEFERRED)
                | Q(deferred_until__isnull=False, status=SetStatus.DEFERRED) & ~Q(deferred_reason=""),
                violation_error_message=_("A deferral stands with its reason and the day it ends."),
            ),
            models.CheckConstraint(
                name="set_closed_on_a_day",
                condition=Q(closed_on__isnull=False, status=SetStatus.CLOSED)
                | Q(closed_on__isnull=True, closed_at__isnull=True, closed_reason="") & ~Q(status=SetStatus.CLOSED),
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
        names = ("label", "text", "limbs", "restriction", "exempt_paragraphs", "public_summary", "duty_id")
        duties = Duty.objects.filter(set=self).order_by("number")
        return {
            "recommendations": list(rows.values(*names, "dissent_by", "dissent")),
            "duties": list(duties.values("number", "name", "route", *DAYS, "due_on", "due_basis")),
        }


# When a set, or a duty of its own, was received, and notice given: the clock starts with the later.
DAYS = ("received_on", "notice_given_on")


class Duty(GuardedModel):
    """A further addressee of a set, where some of its recommendations go to somebody else than the set's.

    `name` is who that is as on that day; `body` or `office` where the council has them on its lists. `kept_by` is
    the body whose officers record the answer. `number` is part of the answer's address and never changes.
    Without days of its own it was received, and notice given, when the set was.
    """

    frozen_by = ("set__published_at",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="duties")
    number = models.PositiveIntegerField()
    name = models.CharField(_("who has to answer"), max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kept_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(_("which way it goes"), max_length=12, choices=Route)
    received_on = models.DateField(_("received on another day"), null=True, blank=True)
    notice_given_on = models.DateField(_("written notice given to them on"), null=True, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True, db_index=True)
    due_basis = models.CharField(_("basis of the due date"), max_length=10, choices=DueBasis, default=DueBasis.NONE)
    due_working = models.CharField(_("how the due date was worked out"), max_length=500, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta(GuardedModel.Meta):
        verbose_name = _("duty to answer")
        verbose_name_plural = _("duties to answer")
        ordering = ["set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["set", "number"], name="duty_number_once"),
            models.CheckConstraint(
                name="duty_of_a_body_or_an_office", condition=Q(body__isnull=True) | Q(office__isnull=True)
            ),
            models.CheckConstraint(
                name="duty_notice_with_its_own_day",
                condition=Q(notice_given_on__isnull=True) | Q(received_on__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_due_with_basis",
                condition=Q(due_on__isnull=True, due_basis=DueBasis.NONE)
                | Q(due_on__isnull=False) & ~Q(due_basis=DueBasis.NONE),
            ),
            models.CheckConstraint(
                name="duty_statutory_for_the_executive_or_council",
                condition=~Q(due_basis=DueBasis.STATUTORY) | Q(route__in=[Route.EXECUTIVE, Route.COUNCIL]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def days(self, found: RecommendationSet) -> tuple[datetime.date | None, datetime.date | None]:
        """When it was received and notice given: its own days, else those of its set, `found`."""
        of = self if self.received_on else found
        return of.received_on, of.notice_given_on


class Recommendation(RestrictedRecord, GuardedModel):
    """One recommendation, its label as printed and apart from its text. `key` is stable over versions.

    `limbs` are its lettered parts, each a `label` and a `text`. Without a `duty` it goes to the set's addressee.
    """

    frozen_by = ("set__published_at",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="recommendations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField()
    label = models.CharField(_("label"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    limbs = models.JSONField(_("limbs"), default=list, blank=True)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations")
    dissent_by = models.CharField(_("who dissented"), max_length=300, blank=True)
    dissent = models.TextField(_("dissent, in their words"), blank=True)
    public_summary = models.TextField(_("summary for the public"), blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["set", "position"]
        constraints = [
            *RestrictedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["set", "position"], name="recommendation_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:60]}"
