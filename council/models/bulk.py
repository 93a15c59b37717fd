"""The file with everything that is published: what was made last, and of which state of the register."""

from __future__ import annotations

from django.db import models


class BulkFile(models.Model):
    """One row. `digest` names the stored file; empty while there is none that may be given out.

    `serial` is the newest entry of the register when the making began. The file holds nothing that was hidden then or
    later: an entry that hides anything, with a higher serial, takes it away. `counts` has the rows of each table.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    digest = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    serial = models.PositiveBigIntegerField(default=0)
    configuration = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="bulkfile_is_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return f"everything at {self.serial}"
