"""Issues: a subject followed over time through meetings and decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.models.published import PublishedRecord


class Issue(PublishedRecord):
    """Its page is the history of everything published about it."""

    reference = models.CharField(max_length=40, blank=True, editable=False)
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=300)
    plan_reference = models.CharField(_("forward plan reference"), max_length=60, blank=True)
    lead_member = models.CharField(_("lead member"), max_length=300, blank=True)
    wards = models.CharField(_("wards affected, divided by commas"), max_length=500, blank=True)
    topics = models.CharField(_("topics, divided by commas"), max_length=300, blank=True)
    in_short = models.TextField(_("in short"), blank=True)
    original = models.ForeignKey("meetings.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(PublishedRecord.Meta):
        verbose_name = _("issue")
        ordering = ["title"]
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="issue_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
