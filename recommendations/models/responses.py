"""Cabinet responses: the executive's answer to a set, item by item, with the actions it promises."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.guard import GuardedModel
from council.models.people import Body, Office, OfficeHolding
from council.models.published import PublishedRecord
from meetings.models import AgendaItem, Decision, Document
from recommendations.choices import ApprovalBasis, NoAction, Outcome, ResponseKind, ResponseStatus
from recommendations.models.sets import Duty, Recommendation, RecommendationSet


class CabinetResponse(PublishedRecord):
    """One version of the answer of one addressee of a set. A correction is a new row with the next version.

    The respondent's title and name are kept as they were that day, whatever the office is called later. Without a
    `duty` it is the answer of the set's addressee. What goes out with an agenda is a row of its own, of the kind
    "proposed": it `proposes` the row that was or will be agreed, and answers nothing.
    """

    public_parents = ("set",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="responses")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, blank=True, related_name="responses")
    kind = models.CharField(_("kind"), max_length=8, choices=ResponseKind, default=ResponseKind.FULL)
    status = models.CharField(max_length=12, choices=ResponseStatus, default=ResponseStatus.DRAFTING)
    respondent_title = models.CharField(_("office of who responds"), max_length=200, blank=True)
    respondent_name = models.CharField(_("name of who responds"), max_length=200, blank=True)
    respondent = models.ForeignKey(OfficeHolding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(_("why it was returned"), blank=True)
    approval_basis = models.CharField(_("how it was approved"), max_length=12, choices=ApprovalBasis, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, db_index=True)
    approved_at = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approval_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    considered_on = models.DateField(_("to be considered on"), null=True, blank=True)
    considered_at = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    correction_reason = models.TextField(_("why it is corrected"), blank=True)
    signed_off_digest = models.CharField(max_length=64, blank=True, editable=False)
    pdf_digest = models.CharField(max_length=64, blank=True, editable=False)
    original = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(PublishedRecord.Meta):
        verbose_name = _("response")
        ordering = ["set", "-version"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["set", "version"], condition=Q(duty__isnull=True), name="cabinetresponse_version_once"
            ),
            models.UniqueConstraint(fields=["duty", "version"], name="cabinetresponse_version_once_a_duty"),
            models.UniqueConstraint(
                fields=["set"],
                condition=Q(published_at__isnull=True, duty__isnull=True) & ~Q(kind=ResponseKind.PROPOSED),
                name="cabinetresponse_one_draft",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(published_at__isnull=True) & ~Q(kind=ResponseKind.PROPOSED),
                name="cabinetresponse_one_draft_a_duty",
            ),
            models.CheckConstraint(
                name="cabinetresponse_proposed_with_its_day",
                condition=Q(kind=ResponseKind.PROPOSED, considered_on__isnull=False)
                | ~Q(kind=ResponseKind.PROPOSED) & Q(considered_on__isnull=True, considered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cabinetresponse_decision_of_one_member",
                condition=Q(approved_decision__isnull=True) | Q(approval_basis=ApprovalBasis.INDIVIDUAL),
            ),
            models.CheckConstraint(
                name="cabinetresponse_status_matches_publication",
                condition=Q(published_at__isnull=True)
                & ~Q(status__in=[ResponseStatus.PUBLISHED, ResponseStatus.SUPERSEDED])
                | Q(
                    published_at__isnull=False,
                    status__in=[ResponseStatus.PUBLISHED, ResponseStatus.SUPERSEDED],
                ),
            ),
            models.CheckConstraint(
                name="cabinetresponse_submitted_by_and_at",
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cabinetresponse_signed_off_by_and_at",
                condition=Q(signed_off_by__isnull=True, signed_off_at__isnull=True, signed_off_digest="")
                | Q(signed_off_by__isnull=False, signed_off_at__isnull=False) & ~Q(signed_off_digest=""),
            ),
            models.CheckConstraint(
                name="cabinetresponse_approval_has_its_date",
                condition=Q(approval_basis__in=["", ApprovalBasis.NOT_RECORDED], approved_on__isnull=True)
                | Q(
                    approval_basis__in=[ApprovalBasis.MEETING, ApprovalBasis.INDIVIDUAL],
                    approved_on__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Response to {self.set.subject}, version {self.version}"

    @property
    def kept_by(self) -> Body:
        """The body whose officers write and publish this answer."""
        return self.duty.kept_by if self.duty is not None else self.set.addressee

    @property
    def who(self) -> str:
        """Who answers: the set's addressee, or that of the duty."""
        return self.duty.name if self.duty is not None else self.set.addressee.name

    def belongings(self) -> dict[str, Any]:
        """The stored answers and actions, for the audit trail."""
        answers = ResponseItem.objects.filter(response=self).order_by("recommendation__position")
        actions = Action.objects.filter(response_item__response=self).order_by("response_item", "position")
        return {
            "answers": list(answers.values(*(field.attname for field in ResponseItem._meta.concrete_fields))),
            "actions": list(actions.values(*(field.attname for field in Action._meta.concrete_fields))),
        }

    def next_version(self) -> int:
        """A response has its version from the start; publishing does not raise it."""
        return self.version


class ResponseItem(GuardedModel):
    """The answer to one recommendation. `outcome_words` is the council's own word, as shown that day.

    `limbs` has one answer for each limb of the recommendation: `label`, `outcome`, `outcome_words`, `comment`.

    `exempt_comment` is never published: paragraphs, reason and public summary stand in its place.
    """

    frozen_by = ("response__published_at",)

    response = models.ForeignKey(CabinetResponse, on_delete=models.PROTECT, related_name="items")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    outcome_words = models.CharField(_("in the council's words"), max_length=200, blank=True)
    is_in_principle = models.BooleanField(_("in principle"), default=False)
    is_already_in_progress = models.BooleanField(_("already in progress"), default=False)
    has_amendment = models.BooleanField(_("with an amendment"), default=False)
    agreed_wording = models.TextField(_("agreed wording"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    limbs = models.JSONField(_("answers to its limbs"), default=list, blank=True)
    exempt_comment = models.TextField(_("exempt part of the comment"), blank=True)
    exempt_paragraphs = models.CharField(_("Schedule 12A paragraphs"), max_length=60, blank=True)
    exempt_reason = models.TextField(_("why the public interest is in withholding"), blank=True)
    public_summary = models.TextField(_("summary of the exempt part for the public"), blank=True)
    no_action = models.CharField(_("no separate action"), max_length=12, choices=NoAction, blank=True)
    no_action_reason = models.TextField(_("why there is no separate action"), blank=True)
    drafter_office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service that drafts it"),
    )
    drafter = models.CharField(_("who drafts this row"), max_length=200, blank=True)
    internal_due_on = models.DateField(_("draft wanted by"), null=True, blank=True)
    asked_on = models.DateField(_("last asked for it by e-mail"), null=True, blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("answer to one recommendation")
        ordering = ["response", "recommendation__position"]
        constraints = [
            models.UniqueConstraint(fields=["response", "recommendation"], name="responseitem_once"),
            models.CheckConstraint(
                name="responseitem_exempt_part_cites_paragraphs",
                condition=Q(exempt_comment="", exempt_paragraphs="", exempt_reason="", public_summary="")
                | (~Q(exempt_comment="") & ~Q(exempt_paragraphs="") & ~Q(exempt_reason="")),
                violation_error_message=_("Give the Schedule 12A paragraphs and the reason for the exempt part."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.label}: {self.outcome}"


class Action(GuardedModel):
    """What will be done. `key` is stable over versions of the response."""

    frozen_by = ("response_item__response__published_at",)

    response_item = models.ForeignKey(ResponseItem, on_delete=models.PROTECT, related_name="actions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField(default=1)
    description = models.TextField(_("what will be done"))
    lead_title = models.CharField(_("post that leads it"), max_length=200, blank=True)
    lead_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by when"), null=True, blank=True)
    no_due_reason = models.CharField(_("why there is no date"), max_length=300, blank=True)
    cost = models.CharField(_("cost or resources"), max_length=300, blank=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("action")
        ordering = ["response_item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["response_item", "position"], name="action_place_once"),
            models.UniqueConstraint(fields=["response_item", "key"], name="action_key_once_per_version"),
        ]

    def __str__(self) -> str:
        return self.description[:60]
