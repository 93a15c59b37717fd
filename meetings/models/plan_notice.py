"""The notices below a forward plan entry, and what people wrote about meeting in private."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.choices_plan import AgreedBy, NoticeKind, ToldWhom, UrgencyCovers
from meetings.models.plan import PlanEntry, UnderPlanEntry


class Notice(UnderPlanEntry):
    """One of the five notices of SI 2012/2089. Which particulars each needs is said in `lifecycle_plan.py`.

    `given_on` is the day it was made available: the day of publication, unless it was given elsewhere before.
    `reasons` are, by kind: why in private (reg 5), why regulation 9 could not be met (reg 10), why it is urgent and
    cannot be deferred (reg 11).
    """

    public_parents = ("plan_entry",)

    plan_entry = models.ForeignKey(PlanEntry, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    given_on = models.DateField(_("day it was given"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    representations_how = models.TextField(_("how to write to us about it"), blank=True)
    representations_by = models.DateField(_("last day to write to us"), null=True, blank=True)
    no_representations = models.BooleanField(_("nobody wrote to us"), default=False)
    reply = models.TextField(_("the council's reply to what was written"), blank=True)
    told_whom = models.CharField(_("who was told in writing"), max_length=8, choices=ToldWhom, blank=True)
    told_name = models.CharField(_("their name"), max_length=300, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    covers = models.CharField(_("what is urgent"), max_length=8, choices=UrgencyCovers, blank=True)
    agreed_by = models.CharField(_("who agreed"), max_length=20, choices=AgreedBy, blank=True)
    agreed_name = models.CharField(_("their name"), max_length=200, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_why_not = models.TextField(_("why not the chair of scrutiny"), blank=True)
    late_reason = models.TextField(_("why it was given late"), blank=True)

    class Meta(UnderPlanEntry.Meta):
        verbose_name = _("notice")
        ordering = ["plan_entry", "given_on", "pk"]
        constraints = [
            *UnderPlanEntry.Meta.constraints,
            models.CheckConstraint(
                name="notice_public_says_when_given",
                condition=Q(published_at__isnull=True) | Q(given_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.plan_entry.title}"


class Representation(UnderPlanEntry):
    """What somebody wrote about meeting in private: their name and words stay inside, the summary is published.

    It becomes public with the five-day notice, which has to give details of it.
    """

    public_parents = ("notice",)

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="representations")
    received_on = models.DateField(_("received on"))
    who = models.CharField(_("who wrote"), max_length=300)
    words = models.TextField(_("their words"))
    public_summary = models.TextField(_("summary for the public"), blank=True)

    class Meta(UnderPlanEntry.Meta):
        verbose_name = _("representation")
        ordering = ["notice", "received_on", "pk"]
        constraints = [*UnderPlanEntry.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.received_on:%-d %B %Y}"
