"""The administrator's page of the work in the background: what waits, runs and failed, and trying it again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from council import jobs
from council.access import officer_view
from council.bulk import NAMED as BULK_NAMED
from council.publication import RefusedError
from council.roles import Permission
from meetings.opened_decisions import NAMED as DECISIONS_NAMED
from meetings.packs import NAMED as PACKS_NAMED

# What jobs are called: by the path of their function, a function of all their arguments.
NAMES = {**BULK_NAMED, **PACKS_NAMED, **DECISIONS_NAMED}


@officer_view(Permission.CONFIGURE)
def work(request: HttpRequest) -> HttpResponse:
    """What waits, runs and failed; what was done lately."""
    now = timezone.now()
    at_work = DBTaskResult.objects.filter(status__in=(jobs.READY, jobs.RUNNING))
    failed = DBTaskResult.objects.failed().order_by("-finished_at")
    done = Paginator(DBTaskResult.objects.successful().order_by("-finished_at"), 20)
    context = {
        "at_work": _lines(at_work[:100], now),
        "failed": _lines(failed[:100], now),
        "done": _lines(done.get_page(1), now),
        "done_count": done.count,
        "has_worker": jobs.has_worker(now),
        "most_attempts": jobs.MOST_ATTEMPTS,
    }
    return render(request, "council/officer/work.html", context)


def _lines(found: Iterable[DBTaskResult], now: Any) -> list[dict[str, Any]]:
    rows = list(found)
    names = {job.pk: job.task_path.rsplit(".", 1)[-1] for job in rows}
    for path, name in NAMES.items():
        same = [job for job in rows if job.task_path == path]
        names |= zip([job.pk for job in same], name([job.args_kwargs["kwargs"] for job in same]), strict=True)
    return [_line(job, names[job.pk], now) for job in rows]


def _line(job: DBTaskResult, name: str, now: Any) -> dict[str, Any]:
    rests = job.status == jobs.READY and job.worker_ids and job.run_after > now
    words = {jobs.READY: _("Waiting"), jobs.RUNNING: _("Running"), jobs.FAILED: _("Failed")}
    last = job.traceback.strip().splitlines()[-1] if job.traceback.strip() else ""
    return {
        "key": job.pk,
        "name": name,
        "words": _("Waiting to be tried again") if rests else words.get(job.status, _("Done")),
        "attempts": jobs.attempts_of(job),
        "enqueued_at": job.enqueued_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "run_after": job.run_after if rests else None,
        "why": last,
    }


@officer_view(Permission.CONFIGURE, methods=("POST",))
def again(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put something that failed back in the queue."""
    try:
        jobs.try_again(key)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is in the queue again."))
    return redirect("work")
