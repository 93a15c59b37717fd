"""The forward plan: decisions that are to be made, and the editions of the plan that were published."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD, Restriction
from council.models.people import Body, OfficeHolding
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.choices_plan import FORTHCOMING, DueKind, KeyGround, KeyRoute, PlanMaker, PlanStatus
from meetings.models.issue import Issue


class PlanEntry(RestrictedRecord, PublishedRecord):
    """A decision that is to be made. Its restriction is the one that is anticipated.

    `body` decides or, for one person's decision, is the body whose officers keep the entry. `maker_title` and
    `maker_name` are kept as they are that day. `due_on` is the day, or the first day of the period. `history` is a
    list of moments (rescheduled, deferred, dropped, decided), each with the dates before and after and why; it only
    grows. Where exempt or confidential words are expected, the public reads `public_title` and `public_summary`.
    """

    reference = models.CharField(max_length=40, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public, if the title itself is exempt"), max_length=500, blank=True
    )
    matter = models.TextField(_("what the decision is about"), blank=True)
    public_summary = models.TextField(_("what it is about, for the public, where it is exempt"), blank=True)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_entries")
    maker_kind = models.CharField(_("who decides"), max_length=8, choices=PlanMaker, default=PlanMaker.BODY)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="plan_entries", verbose_name=_("body"))
    holding = models.ForeignKey(OfficeHolding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    maker_title = models.CharField(_("office"), max_length=200, blank=True)
    maker_name = models.CharField(_("name"), max_length=200, blank=True)
    members = models.TextField(_("members of the body"), blank=True)
    due_kind = models.CharField(_("how the date is given"), max_length=10, choices=DueKind, default=DueKind.DATE)
    due_on = models.DateField(_("date of decision"), null=True, blank=True, db_index=True)
    due_to = models.DateField(_("last day of the period"), null=True, blank=True)
    period_words = models.CharField(_("the period in words"), max_length=100, blank=True)
    is_key = models.BooleanField(_("key decision"), null=True, blank=True)
    key_ground = models.CharField(_("why it is key"), max_length=8, choices=KeyGround, blank=True)
    key_reason = models.TextField(_("why it is key, in words"), blank=True)
    key_route = models.CharField(_("which notice"), max_length=20, choices=KeyRoute, blank=True)
    is_agreed_urgent_private = models.BooleanField(_("meeting in private is agreed to be urgent"), default=False)
    is_recorded = models.BooleanField(_("it records what was planned or decided already"), default=False)
    documents = models.TextField(_("documents to be considered"), blank=True)
    documents_where = models.TextField(_("where the documents can be had"), blank=True)
    documents_procedure = models.TextField(_("how to ask for details of later documents"), blank=True)
    consultation = models.TextField(_("consultation"), blank=True)
    lead_member = models.CharField(_("lead member"), max_length=300, blank=True)
    lead_director = models.CharField(_("lead director"), max_length=300, blank=True)
    department = models.CharField(_("department"), max_length=300, blank=True)
    contact = models.CharField(_("contact"), max_length=300, blank=True)
    wards = models.CharField(_("wards affected"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=PlanStatus, default=PlanStatus.PLANNED)
    decided_on = models.DateField(_("date it was decided"), null=True, blank=True)
    decided_at = models.CharField(_("address of the decision"), max_length=500, blank=True)
    history = models.JSONField(default=list, blank=True, editable=False)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("forward plan entry")
        verbose_name_plural = _("forward plan entries")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            *RestrictedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="planentry_reference_once"),
            models.CheckConstraint(
                name="planentry_noticed_is_never_stored", condition=~Q(status=PlanStatus.NOTICED)
            ),
            models.CheckConstraint(
                name="planentry_period_has_its_days",
                condition=(Q(due_kind=DueKind.PERIOD) & (Q(due_to__gt=F("due_on")) | Q(due_on__isnull=True)))
                | (~Q(due_kind=DueKind.PERIOD) & Q(due_to__isnull=True, period_words="")),
                violation_error_message=_("Only a period has a last day and words; the last is after the first."),
            ),
            models.CheckConstraint(
                name="planentry_public_has_a_date_or_is_off",
                condition=Q(published_at__isnull=True)
                | Q(due_on__isnull=False)
                | Q(status__in=[PlanStatus.DEFERRED, PlanStatus.DROPPED, PlanStatus.DECIDED]),
                violation_error_message=_("A published entry has a date, unless it was deferred."),
            ),
            models.CheckConstraint(
                name="planentry_decided_says_when",
                condition=Q(status=PlanStatus.DECIDED, decided_on__isnull=False)
                | (~Q(status=PlanStatus.DECIDED) & Q(decided_on__isnull=True, decided_at="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_forthcoming(self) -> bool:
        """Whether the decision is still to come."""
        return self.status in FORTHCOMING

    @property
    def is_by_body(self) -> bool:
        """Whether a body decides, at a meeting."""
        return self.maker_kind == PlanMaker.BODY

    @property
    def is_private(self) -> bool:
        """Whether a part of the meeting or of the papers is expected to be private."""
        return self.restriction != Restriction.OPEN


class UnderPlanEntry(PublishedRecord):
    """Words published below an entry. Where the entry is withheld they are public only if somebody cleared them.

    Restricting the entry takes `is_cleared` away, so what was written while it was open goes out of sight.
    """

    is_cleared = models.BooleanField(_("it holds nothing exempt or confidential"), default=False)

    class Meta(PublishedRecord.Meta):
        abstract = True

    @property
    def entry_above(self) -> PlanEntry:
        """The entry it belongs to, directly or through its notice."""
        (above,) = self.parents()
        return above if isinstance(above, PlanEntry) else above.entry_above  # type: ignore[attr-defined]

    @property
    def hides_its_words(self) -> bool:
        """Whether its words are kept from the public. Needs the entry loaded."""
        return self.entry_above.restriction in WITHHELD and not self.is_cleared


class PlanEdition(PublishedRecord):
    """The plan as it stood on one day, of one body or of all: `contents` are the public values of its entries.

    `entries` and `notices` are what it speaks of: it goes out of sight with any of them.
    """

    reference = models.CharField(max_length=40, blank=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_editions")
    covers_from = models.DateField(_("covers from"))
    covers_to = models.DateField(_("covers to"), null=True, blank=True)
    contents = models.JSONField(default=list)
    entries = models.ManyToManyField(PlanEntry, related_name="editions")
    notices = models.ManyToManyField("meetings.Notice", related_name="editions")
    pdf_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("edition of the forward plan")
        verbose_name_plural = _("editions of the forward plan")
        ordering = ["-published_at", "-pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="planedition_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Forward plan of %(body)s")) % {"body": self.body} if self.body else str(_("Forward plan"))

    def belongings(self) -> dict[str, Any]:
        """What it speaks of, for the audit trail."""
        if self.pk is None:
            return {}
        return {
            "entries": list(self.entries.order_by("pk").values_list("reference", flat=True)),
            "notices": list(self.notices.order_by("pk").values_list("public_id", flat=True)),
        }
