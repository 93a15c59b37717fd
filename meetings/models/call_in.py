"""Call-ins: scrutiny stops a decision that is made but not yet carried out; each later step is a row of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.published import PublishedRecord
from meetings.choices_decisions import CallInOutcome, CallInStepKind, FinalResult
from meetings.models.decision import Decision
from meetings.models.meeting import Meeting


class CallIn(PublishedRecord):
    """A request of members. Whether it is valid is worked out from the council's rule, and kept with the reason.

    `members` is a list of rows (name, and the ward or post beside it). `refused_reason` is the proper officer's,
    where a request that keeps the rule is refused all the same.
    """

    public_parents = ("decision",)

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="call_ins")
    received_at = models.DateTimeField(_("received at"))
    members = models.JSONField(_("members who ask for it"), default=list)
    grounds = models.TextField(_("grounds, one on each line"), blank=True)
    grounds_words = models.TextField(_("grounds, in the members' words"), blank=True)
    refused_reason = models.TextField(_("why the proper officer refused it"), blank=True)
    is_valid = models.BooleanField(_("valid"), default=False, editable=False)
    validity = models.TextField(_("why it is or is not valid"), blank=True, editable=False)
    consider_by = models.DateField(_("to be considered by"), null=True, blank=True, editable=False)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("call-in")
        ordering = ["decision", "received_at", "pk"]

    def __str__(self) -> str:
        return f"Call-in of {self.decision.title}"


class CallInStep(PublishedRecord):
    """One step after a valid call-in: the meeting that considers it, what scrutiny decided, the final decision."""

    public_parents = ("call_in",)

    call_in = models.ForeignKey(CallIn, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=CallInStepKind)
    happened_on = models.DateField(_("date"))
    by_whom = models.CharField(_("by whom"), max_length=300)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="call_in_steps")
    outcome = models.CharField(_("outcome"), max_length=14, choices=CallInOutcome, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=FinalResult, blank=True)
    text = models.TextField(_("in words"), blank=True)
    effective_on = models.DateField(_("the decision takes effect on"), null=True, blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("step of a call-in")
        ordering = ["call_in", "happened_on", "pk"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["call_in", "kind"], condition=Q(withdrawn_at__isnull=True), name="callinstep_once"
            ),
            models.CheckConstraint(
                name="callinstep_has_what_its_kind_says",
                condition=Q(kind=CallInStepKind.MEETING, outcome="", result="")
                | (Q(kind=CallInStepKind.OUTCOME, result="") & ~Q(outcome=""))
                | (Q(kind=CallInStepKind.FINAL, outcome="") & ~Q(result="") & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="callinstep_ends_with_a_day_of_effect",
                condition=Q(outcome=CallInOutcome.NO_ACTION, effective_on__isnull=False)
                | Q(kind=CallInStepKind.FINAL)
                | (~Q(outcome=CallInOutcome.NO_ACTION) & Q(effective_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.call_in.decision.title}"
