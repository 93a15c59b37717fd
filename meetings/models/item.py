"""Agenda items and what belongs to them: report recommendations, contacts, the outcome line, the minutes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD
from council.models.guard import GuardedModel
from council.models.published import PublishedRecord
from council.models.restricted import RestrictedRecord
from meetings.choices import ItemKind, MinutesStatus
from meetings.models.issue import Issue
from meetings.models.meeting import Meeting
from meetings.models.supplement import AgendaSupplement


class AgendaItem(RestrictedRecord, PublishedRecord):
    """One item. Agenda number and minute number are two labels, as printed: "11", "5a", "68", "1/19".

    `slug` is frozen at publication. An exempt item's title is public unless `public_title` replaces it.
    A sub-item ("5a") belongs to the nearest item above it; a heading has a title and a place and nothing else.
    """

    public_parents = ("meeting",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.ITEM)
    position = models.PositiveIntegerField(_("place on the agenda"))
    agenda_number = models.CharField(_("agenda number"), max_length=20, blank=True)
    minute_number = models.CharField(_("minute number"), max_length=20, blank=True)
    slug = models.SlugField(max_length=40, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public, if the title itself is exempt"), max_length=500, blank=True
    )
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    supplement = models.ForeignKey(
        AgendaSupplement, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="items"
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="carried_to"
    )
    summary = models.TextField(_("what it is about"), blank=True)
    report_author = models.CharField(_("report by"), max_length=300, blank=True)
    paper_code = models.CharField(_("paper"), max_length=40, blank=True)
    lead_member = models.CharField(_("lead member"), max_length=300, blank=True)
    plan_reference = models.CharField(_("forward plan reference"), max_length=60, blank=True)
    recommendations_lead = models.CharField(_("words before the report's recommendations"), max_length=500, blank=True)
    approves_minutes_of = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_at",
        verbose_name=_("minutes of"),
    )

    class Meta(PublishedRecord.Meta):
        verbose_name = _("agenda item")
        ordering = ["meeting", "position"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            *RestrictedRecord.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "position"], name="agendaitem_place_once"),
            models.UniqueConstraint(
                fields=["meeting", "slug"], condition=~models.Q(slug=""), name="agendaitem_address_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_heading(self) -> bool:
        """Whether it only divides the agenda: no page, no outcome, no minutes, no papers."""
        return self.kind == ItemKind.HEADING

    def belongings(self) -> dict[str, Any]:
        """The stored recommendations and contacts, for the audit trail."""
        rows = ReportRecommendation.objects.filter(item=self).order_by("position")
        people = ItemContact.objects.filter(item=self).order_by("position")
        return {
            "report_recommendations": list(rows.values("label", "text")),
            "contacts": list(people.values("name", "job_title", "telephone", "email")),
        }


class ReportRecommendation(GuardedModel):
    """What a report asks the decision maker to resolve, lettered. Not a scrutiny recommendation."""

    frozen_by = ("item__published_at",)

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="report_recommendations")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField()

    class Meta(GuardedModel.Meta):
        ordering = ["item", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="reportrecommendation_place_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:60]}"


class ItemContact(GuardedModel):
    """Whom to ask about an item."""

    frozen_by = ("item__published_at",)

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="contacts")
    position = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200)
    job_title = models.CharField(_("post"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["item", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="itemcontact_place_once")]

    def __str__(self) -> str:
        return self.name


class WordsUnderItem(PublishedRecord):
    """Words that belong to an item: where that is exempt or confidential, only their summary is public."""

    public_parents = ("item",)

    class Meta(PublishedRecord.Meta):
        abstract = True

    @classmethod
    def public_when(cls, prefix: str = "") -> Q:
        """Published, not withdrawn, and with words that the public may read."""
        has_words = ~Q(**{f"{prefix}item__restriction__in": WITHHELD}) | ~Q(**{f"{prefix}public_summary": ""})
        return super().public_when(prefix) & has_words

    @property
    def is_public(self) -> bool:
        """The same answer as `published()`, for one row."""
        return super().is_public and not (self.item.is_withheld and not self.public_summary)  # type: ignore[attr-defined]


class ItemOutcome(WordsUnderItem):
    """The outcome line of an item, published days before the minutes. It is not a decision record.

    For an exempt or confidential item only `public_summary` is public.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="outcome")
    text = models.TextField(_("what was decided"))
    public_summary = models.TextField(_("summary for the public, where the item is exempt"), blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("outcome of an item")

    def __str__(self) -> str:
        return self.text[:80]


class ItemMinutes(WordsUnderItem):
    """The minutes of one item, draft until the next meeting confirms them.

    `text` has every word; `html` the same with lists, tables and bold, sanitised, where there is any of that.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(_("minutes"))
    html = models.TextField(_("minutes with their layout"), blank=True)
    public_summary = models.TextField(_("summary for the public, where the item is exempt"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    confirming_meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="confirmed_minutes"
    )
    is_cut_short = models.BooleanField(_("cut short at the source"), default=False)
    source_url = models.URLField(_("address of the source"), blank=True)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("minutes of an item")
        verbose_name_plural = _("minutes of items")

    def __str__(self) -> str:
        return self.text[:80]
