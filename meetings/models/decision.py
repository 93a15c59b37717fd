"""Decisions: the written statement of one, by a body, a Cabinet member or an officer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.models.people import Body, OfficeHolding
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from council.statute.decision_records import EXECUTIVE, DecidedBy
from meetings.choices_decisions import Answer, MakerKind, NoticeRule, NotSubject
from meetings.models.issue import Issue
from meetings.models.item import AgendaItem
from meetings.models.plan import PlanEntry

# Elements of the statement to which "none" is an answer: each is a text beside its answer.
ANSWERED = ("alternatives", "conflicts", "dispensations", "consultation", "would_have_decided")
# Bodies that decide for the executive.
EXECUTIVE_BODIES = (Body.Kind.EXECUTIVE, Body.Kind.JOINT)


def _answer() -> models.CharField:
    return models.CharField(max_length=8, choices=Answer, blank=True)


def _answered_alike(name: str) -> models.CheckConstraint:
    """An element has words exactly where its answer says so."""
    has_words = ~Q(**{name: ""})
    says_so = Q(**{f"{name}_answer": Answer.GIVEN})
    return models.CheckConstraint(
        name=f"decision_{name}_answered", condition=(says_so & has_words) | (~says_so & ~has_words)
    )


class Decision(RestrictedRecord, PublishedRecord):
    """The decision record. An item's outcome line is a simpler thing and needs none of this.

    `maker_title` and `maker_name` are kept as they were that day. `body` is the body that decided or,
    for one person's decision, the body whose officers keep it: that of their office. Three dates: `decided_on`,
    `published_on`, `effective_on`, the last with its working, or with the reason of an override. `parts` and
    `contacts` are lists of rows.
    """

    public_parents = ("item",)
    stands_alone = True

    reference = models.CharField(max_length=40, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public, if the title itself is exempt"), max_length=500, blank=True
    )
    public_summary = models.TextField(_("summary for the public, where the decision is exempt"), blank=True)
    maker_kind = models.CharField(_("who decided"), max_length=20, choices=MakerKind)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("body"))
    holding = models.ForeignKey(OfficeHolding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    maker_title = models.CharField(_("body or office, as it was called that day"), max_length=200, blank=True)
    maker_name = models.CharField(_("name of who decided"), max_length=200, blank=True)
    authority = models.TextField(_("power under which it was made"), blank=True)
    is_expressly_delegated = models.BooleanField(_("delegated to this officer by name"), null=True, blank=True)
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    plan_entry = models.ForeignKey(
        PlanEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions",
        verbose_name=_("entry of the forward plan"),
    )  # fmt: skip
    decided_on = models.DateField(_("date of decision"), null=True, blank=True, db_index=True)
    lead_in = models.CharField(_("words before the parts"), max_length=500, blank=True)
    text = models.TextField(_("decision"), blank=True)
    parts = models.JSONField(_("parts of the decision"), default=list, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    alternatives = models.TextField(_("alternative options considered and rejected"), blank=True)
    alternatives_answer = _answer()
    conflicts = models.TextField(_("conflicts of interest"), blank=True)
    conflicts_answer = _answer()
    dispensations = models.TextField(_("dispensations"), blank=True)
    dispensations_answer = _answer()
    consultation = models.TextField(_("consultation"), blank=True)
    consultation_answer = _answer()
    would_have_decided = models.TextField(_("who would have decided but for an interest"), blank=True)
    would_have_decided_answer = _answer()
    is_key = models.BooleanField(_("key decision"), null=True, blank=True)
    key_reason = models.TextField(_("why it is key, or is not"), blank=True)
    is_subject = models.BooleanField(_("subject to call-in"), null=True, blank=True)
    not_subject = models.CharField(_("why it is not"), max_length=20, choices=NotSubject, blank=True)
    not_subject_reason = models.TextField(_("why, in words"), blank=True)
    urgency_agreed_by = models.CharField(_("who agreed that it is urgent"), max_length=300, blank=True)
    wards = models.CharField(_("wards affected"), max_length=500, blank=True)
    lead_member = models.CharField(_("lead member"), max_length=300, blank=True)
    report_author = models.CharField(_("report by"), max_length=300, blank=True)
    contacts = models.JSONField(_("contacts"), default=list, blank=True)
    background_papers = models.TextField(_("background papers, one on each line"), blank=True)
    broken_rule = models.CharField(_("rule of notice not met"), max_length=20, choices=NoticeRule, blank=True)
    broken_rule_reason = models.TextField(_("why it was not met"), blank=True)
    published_on = models.DateField(_("publication date"), null=True, blank=True, db_index=True)
    call_in_hour = models.TimeField(null=True, blank=True, editable=False)
    last_day_on = models.DateField(_("last day for call-in"), null=True, blank=True, editable=False)
    effective_on = models.DateField(_("effective from"), null=True, blank=True, editable=False)
    effective_working = models.CharField(max_length=1000, blank=True, editable=False)
    override_on = models.DateField(_("effective from another day"), null=True, blank=True)
    override_reason = models.TextField(_("why it takes effect on another day"), blank=True)
    pdf_digest = models.CharField(max_length=64, blank=True, editable=False)
    pdf_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("decision")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            *RestrictedRecord.Meta.constraints,
            *(_answered_alike(name) for name in ANSWERED),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="decision_reference_once"
            ),
            models.CheckConstraint(
                name="decision_published_has_its_dates",
                condition=Q(published_at__isnull=True)
                | Q(decided_on__isnull=False, published_on__isnull=False, effective_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_override_says_why",
                condition=Q(override_on__isnull=True, override_reason="")
                | (Q(override_on__isnull=False) & ~Q(override_reason="")),
            ),
            models.CheckConstraint(
                name="decision_takes_effect_after_it_is_made",
                condition=Q(override_on__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(override_on__gte=F("decided_on")),
            ),
            models.CheckConstraint(
                name="decision_not_subject_says_why",
                condition=Q(is_subject=False) | Q(not_subject="", not_subject_reason="", urgency_agreed_by=""),
            ),
            models.CheckConstraint(
                name="decision_broken_rule_says_why",
                condition=Q(broken_rule="", broken_rule_reason="") | (~Q(broken_rule="") & ~Q(broken_rule_reason="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_withheld(self) -> bool:
        """Kept from the public itself, or of an item that is. Needs `item` loaded."""
        return super().is_withheld or (self.item is not None and self.item.is_withheld)

    @property
    def decided_by(self) -> DecidedBy:
        """Who decided, as the regulations tell apart."""
        if self.maker_kind == MakerKind.BODY:
            return DecidedBy.EXECUTIVE_BODY if self.body.kind in EXECUTIVE_BODIES else DecidedBy.OTHER_BODY
        return DecidedBy(self.maker_kind)

    @property
    def is_executive(self) -> bool:
        """Whether it is a decision of the executive: only these can be key or called in."""
        return self.decided_by in EXECUTIVE

    @property
    def has_pdf(self) -> bool:
        """Whether the stored paper is of the version that stands, and may be read."""
        return bool(self.pdf_digest) and self.pdf_version == self.version and not self.is_withheld
