"""The process that does the work in the background: takes one job after the other, renews its lease meanwhile.

Killed, it leaves a lapsed lease, and any other worker takes its job back (`council/jobs.py`). Asked to stop, it puts
the job it is at back into the queue and goes.
"""

from __future__ import annotations

import datetime
import logging
import os
import signal
import threading
import time
import traceback
from typing import Any

from django.db import DatabaseError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from council import jobs
from council.models import JobWorker

log = logging.getLogger("council.jobs")


class StopNow(BaseException):
    """Raised in the middle of a job when the process is asked to end."""


class Worker:
    """One worker. `lease` and `interval` in seconds; `parent` is a process with which this one ends."""

    def __init__(self, *, interval: float = 1, lease: float = 60, parent: int = 0) -> None:
        self.worker_id = f"{os.getpid()}-{get_random_string(12)}"
        self.interval, self.lease, self.parent = interval, datetime.timedelta(seconds=lease), parent
        self.stopping = threading.Event()
        self.is_in_job = False

    def work_off(self) -> None:
        """Do what is ready, and no more: a batch, without a heartbeat, on a lease of one hour."""
        self.lease = datetime.timedelta(hours=1)
        self._renew()
        jobs.reclaim(timezone.now())
        try:
            while (job := self._claim()) is not None and not self.stopping.is_set():
                self._do(job)
        finally:
            JobWorker.objects.filter(pk=self.worker_id).delete()

    def run(self) -> None:
        """Work until asked to stop."""
        self._renew()
        beat = threading.Thread(target=self._beat, daemon=True)
        beat.start()
        looked_at = 0.0
        try:
            while not self._is_to_stop():
                close_old_connections()
                job = None
                try:
                    if time.monotonic() - looked_at > self.lease.total_seconds() / 4:
                        jobs.reclaim(timezone.now())
                        jobs.forget_finished(timezone.now())
                        looked_at = time.monotonic()
                    job = self._claim()
                except OperationalError as busy:
                    log.warning("the database was busy or away: %s", busy)
                    self.stopping.wait(self.interval)
                    continue
                if job is not None:
                    self._do(job)
                else:
                    self.stopping.wait(self.interval)
        finally:
            self.stopping.set()
            beat.join(timeout=5)
            JobWorker.objects.filter(pk=self.worker_id).delete()

    def stop(self, *_: Any) -> None:
        """Handle a signal: end now, with the job put back."""
        self.stopping.set()
        if self.is_in_job:
            raise StopNow

    def _is_to_stop(self) -> bool:
        return self.stopping.is_set() or bool(self.parent and not _is_running(self.parent))

    def _claim(self) -> DBTaskResult | None:
        """The next job that is ready, marked as this worker's. Two workers never get the same."""
        with transaction.atomic():
            job = DBTaskResult.objects.ready().get_locked()
            if job is not None:
                job.claim(self.worker_id)
        return job

    def _do(self, job: DBTaskResult) -> None:
        began = time.monotonic()
        named = f"{job.task_path} {job.id}"
        try:
            self.is_in_job = True
            value = self._call(job)
            self.is_in_job = False
        except StopNow:
            self.is_in_job = False
            values: dict[str, Any] = {"status": TaskResultStatus.READY, "worker_ids": job.worker_ids[:-1]}
            log.info("put %s back: the worker was asked to stop", named)
        except Exception as problem:
            self.is_in_job = False
            log.exception("attempt %d of %s failed", jobs.attempts_of(job), named)
            values = {
                "status": TaskResultStatus.FAILED,
                "finished_at": timezone.now(),
                "exception_class_path": f"{type(problem).__module__}.{type(problem).__qualname__}",
                "traceback": traceback.format_exc(),
            }
        else:
            log.info("did %s in %.1f s", named, time.monotonic() - began)
            values = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": timezone.now(), "return_value": value,
                      "exception_class_path": "", "traceback": ""}  # fmt: skip
        is_own = jobs.finish(job, self.worker_id, **values)
        if is_own and values["status"] == TaskResultStatus.FAILED:
            jobs.reclaim(timezone.now())

    @staticmethod
    def _call(job: DBTaskResult) -> Any:
        result: Any = job.task_result
        arguments = [TaskContext(task_result=result)] if job.task.takes_context else []
        return normalize_json(job.task.call(*arguments, *result.args, **result.kwargs))

    def _renew(self) -> None:
        now = timezone.now()
        JobWorker.objects.update_or_create(
            pk=self.worker_id, defaults={"lease_until": now + self.lease}, create_defaults={
                "started_at": now, "lease_until": now + self.lease}
        )  # fmt: skip

    def _beat(self) -> None:
        """Renew the lease while the main thread works. A database that is away is asked again."""
        while not self.stopping.wait(min(self.lease.total_seconds() / 4, 5)):
            if self.parent and not _is_running(self.parent):
                os.kill(os.getpid(), signal.SIGTERM)
                break
            try:
                self._renew()
            except DatabaseError as problem:
                log.warning("the lease could not be renewed: %s", problem)
                connection.close()
        connection.close()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
