"""Who leads a promised action now, where it is no longer the post that its published answer names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models.people import Office
from council.models.published import PublishedRecord
from recommendations.models.sets import RecommendationSet


class ActionOwner(models.Model):
    """One hand-over of one action, by its key, from the post that led it until then. Rows are only ever added.

    The published answer keeps its words. A row counts only where the post before it is the one that leads the action:
    a corrected answer that names another post is not overruled by what was handed over earlier.
    """

    action_key = models.UUIDField(db_index=True)
    instead_of = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hand-over of an action")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="actionowner_to_another", condition=~models.Q(office=models.F("instead_of")))
        ]

    def __str__(self) -> str:
        return f"{self.instead_of_id} -> {self.office_id}"


class LeadChange(PublishedRecord):
    """What residents read of a hand-over: of one set, which post leads promised actions now, and since when.

    `leads` is how it stands from then on, those handed over earlier too: key of an action -> the post its answer names
    (`named`), the post that leads it `now`, its part of an address, and `since`. Titles of posts alone: no word of any
    action stands here. The latest public one of a set counts.
    """

    public_parents = ("set",)

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="lead_changes")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    from_title = models.CharField(_("post that led"), max_length=200)
    to_title = models.CharField(_("post that leads now"), max_length=200)
    since = models.DateField(_("since"))
    labels = models.CharField(_("recommendations"), max_length=300)
    leads = models.JSONField(default=dict)

    class Meta(PublishedRecord.Meta):
        verbose_name = _("change of who leads")
        ordering = ["pk"]
        constraints = [*PublishedRecord.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.from_title} -> {self.to_title}"
