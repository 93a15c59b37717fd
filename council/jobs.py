"""Work in the background: put in the queue, taken back from workers that died, tried again, a bounded number of times.

The queue's library keeps the rows (`DBTaskResult`); it neither tries again nor notices a worker that was killed, so
both stand here. A job may be run twice: every job must be able to bear that. `council/worker.py` runs them.
"""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from council.models import JobWorker
from council.publication import RefusedError

log = logging.getLogger("council.jobs")

MOST_ATTEMPTS = 5
KEEP_FINISHED = datetime.timedelta(days=14)
READY, RUNNING, FAILED = TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED


def enqueue(task: Task, **arguments: Any) -> None:
    """Have `task` done once the transaction that is open is committed; what is rolled back is never done.

    The same job with the same arguments that still waits is not put in a second time. It stays locked until then,
    so that no worker takes it up before it can see what this transaction changes.
    """
    if isinstance(task_backends[task.backend], ImmediateBackend):
        transaction.on_commit(lambda: task.enqueue(**arguments), robust=True)
        return
    with transaction.atomic():
        waiting = DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=READY)
        same = waiting.filter(task_path=task.module_path, args_kwargs={"args": [], "kwargs": arguments})
        if not same.order_by().values_list("pk", flat=True)[:1]:
            task.enqueue(**arguments)


def pause_after(attempts: int) -> datetime.timedelta:
    """How long a job rests after this many attempts: 10 seconds, 40 seconds, 2 min 40 s, 10 min 40 s."""
    return datetime.timedelta(seconds=10 * 4 ** (max(attempts, 1) - 1))


def attempts_of(job: DBTaskResult) -> int:
    """How often a worker has taken it up."""
    return len(job.worker_ids)


@transaction.atomic
def reclaim(at: datetime.datetime) -> int:
    """Take back what workers whose lease has lapsed were doing, and rest what failed; how many will be tried again."""
    JobWorker.objects.filter(lease_until__lt=at).delete()
    alive = set(JobWorker.objects.values_list("worker_id", flat=True))
    tried_again = 0
    running = DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=RUNNING)
    for job in running:
        if job.worker_ids and job.worker_ids[-1] in alive:
            continue
        tried_again += _once_more(job, at, "its worker stopped")
    for job in DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=FAILED):
        if attempts_of(job) < MOST_ATTEMPTS:
            tried_again += _once_more(job, at, job.exception_class_path)
    return tried_again


def _once_more(job: DBTaskResult, at: datetime.datetime, why: str) -> bool:
    """Put a job back behind its pause, or give it up."""
    attempts = attempts_of(job)
    named = f"{job.task_path} {job.id}"
    if attempts >= MOST_ATTEMPTS:
        log.error("gave up %s after attempt %d of %d: %s", named, attempts, MOST_ATTEMPTS, why)
        _write(job, status=FAILED, finished_at=at, traceback=f"{job.traceback}\nAttempt {attempts}: {why}.".strip())
        return False
    pause = pause_after(attempts)
    log.warning("attempt %d of %d of %s came to nothing: %s; again in %s", attempts, MOST_ATTEMPTS, named, why, pause)
    _write(job, status=READY, run_after=at + pause, finished_at=None)
    return True


def _write(job: DBTaskResult, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))


@transaction.atomic
def finish(job: DBTaskResult, worker_id: str, **values: Any) -> bool:
    """Write down how a job ended, unless it was taken from this worker meanwhile; whether it still was its own."""
    held = DBTaskResult.objects.select_for_update().filter(pk=job.pk, status=RUNNING).first()
    if held is None or held.worker_ids != job.worker_ids or held.worker_ids[-1:] != [worker_id]:
        log.warning("%s %s was taken from worker %s before it ended", job.task_path, job.pk, worker_id)
        return False
    _write(held, **values)
    return True


@transaction.atomic
def try_again(key: Any) -> DBTaskResult:
    """Put a job that was given up back in the queue, with all its attempts before it."""
    job = DBTaskResult.objects.select_for_update().filter(pk=key, status=FAILED).first()
    if job is None:
        raise RefusedError("This work is not at a stop any more. Look at the list again.")
    _write(job, status=READY, run_after=get_date_max(), finished_at=None, worker_ids=[], traceback="")
    log.info("%s %s is tried again because an administrator asked", job.task_path, job.id)
    return job


def forget_finished(at: datetime.datetime) -> int:
    """Delete what was done a fortnight ago or longer; what failed stays until somebody looks at it."""
    return DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_FINISHED).delete()[0]


def waiting_for(task: Task, **arguments: Any) -> DBTaskResult | None:
    """The newest job of this kind with these arguments that is not done, if there is one."""
    found = DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs={"args": [], "kwargs": arguments})
    return found.filter(status__in=(READY, RUNNING, FAILED)).order_by("-enqueued_at").first()


def given_up(task: Task, **arguments: Any) -> list[DBTaskResult]:
    """The jobs of this kind with these arguments that failed as often as they may."""
    found = DBTaskResult.objects.failed().filter(task_path=task.module_path)
    return list(found.filter(args_kwargs={"args": [], "kwargs": arguments}))


def has_worker(at: datetime.datetime | None = None) -> bool:
    """Whether any worker is alive."""
    return JobWorker.objects.filter(lease_until__gte=at or timezone.now()).exists()
