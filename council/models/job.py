"""The processes that do work in the background. The work itself stands in the queue's own table."""

from django.db import models


class JobWorker(models.Model):
    """One running worker and the lease it renews while it lives.

    What a worker with a lapsed lease was doing is free for another.
    """

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    lease_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id
