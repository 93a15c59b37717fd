"""One row per public happening: what timelines, "what's new", feeds and alerts read."""

from django.db import models

from council.models.register import AppendOnly, AppendOnlyQuerySet, RegisterEntry, not_hidden


class PublicEventQuerySet(AppendOnlyQuerySet):
    """Timelines start from `shown()`."""

    def shown(self) -> "PublicEventQuerySet":
        """Events of records that nothing later withdrew or restricted. A clerical correction is no news."""
        return self.filter(not_hidden("reference", "entry_id")).exclude(entry__act=RegisterEntry.Act.CLERICAL)


class PublicEvent(AppendOnly):
    """Written by `publish()`. It is shown only while the record it speaks of is public.

    `issue_reference` is the issue's opaque `public_id`, so that this layer needs to know nothing of issues.
    """

    entry = models.OneToOneField(RegisterEntry, on_delete=models.PROTECT, primary_key=True, related_name="event")
    reference = models.CharField(max_length=32, db_index=True)
    issue_reference = models.CharField(max_length=32, blank=True, db_index=True)
    body = models.ForeignKey("council.Body", on_delete=models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField(db_index=True)
    sentence = models.CharField(max_length=1000)
    address = models.CharField(max_length=500)

    objects = PublicEventQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        ordering = ["-happened_on", "-entry_id"]

    def __str__(self) -> str:
        return self.sentence
