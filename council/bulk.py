"""The file with everything that is published: when it is made, and whether it may be given out.

It is made in the background after publications, with a pause so that many make one file. Anything that is withdrawn or
made exempt takes the file away in the same transaction, and a file that was begun before then is never given out.
"""

from __future__ import annotations

import datetime
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from council import files, jobs
from council.bulk_build import build
from council.models import BulkFile, Council, RegisterEntry, RegisterHead
from council.models.published import PublishedRecord

# How often one run begins again because something was hidden while it worked.
MOST_TURNS = 3


class StillChangingError(Exception):
    """Something was hidden again and again while the file was made. The queue tries again later."""


def follow_up(record: PublishedRecord) -> None:
    """After something was published: have the file made anew. After something was hidden: take it away first."""
    if record.entry is not None and record.entry.act in RegisterEntry.HIDING:
        take_away()
        ask_for(at_once=True)
    else:
        ask_for()


def follow_configuration(record: Any, at: datetime.datetime) -> None:
    """After the council's settings changed: the licence or the words for outcomes may be others now."""
    if isinstance(record, Council):
        ask_for()


def ask_for(*, at_once: bool = False) -> None:
    """Put the making into the queue: after a pause, or at once. Without a queue it is made when it is asked for."""
    minutes = settings.BULK_MINUTES
    if not minutes or has_no_queue():
        return
    later = make_bulk.using(run_after=timezone.now() + datetime.timedelta(minutes=minutes))
    jobs.enqueue(make_bulk if at_once else later, at_once=at_once)


def has_no_queue() -> bool:
    """Whether this installation does all work at once."""
    return isinstance(task_backends[make_bulk.backend], ImmediateBackend)


@task()
def make_bulk(at_once: bool = False) -> str:
    """The job. `at_once` only tells a job that may not wait from one that does."""
    return make()


def make() -> str:
    """Make the file of what is public now, if the one there is is another; what was made, in words."""
    for _turn in range(MOST_TURNS):
        head, council = RegisterHead.objects.filter(pk=1).first() or RegisterHead(), Council.current()
        row, _new = BulkFile.objects.get_or_create(pk=1)
        if row.digest and (row.serial, row.configuration) == (head.serial, council.edit_number) and servable(row):
            return "nothing to make"
        began, now = time.monotonic(), timezone.now()
        with tempfile.TemporaryDirectory(prefix="everything-") as folder:
            counts, path = build(Path(folder), council, head, now)
            size, digest = path.stat().st_size, files.keep_file(path)
        facts = {"digest": digest, "size_bytes": size, "serial": head.serial, "configuration": council.edit_number,
                 "counts": counts, "made_at": now, "seconds": time.monotonic() - began}  # fmt: skip
        if _store(facts):
            return f"{sum(counts.values())} rows, {size} bytes"
    raise StillChangingError


def _store(facts: dict[str, Any]) -> bool:
    """Keep the file unless something was hidden since it was begun; the file it replaces goes."""
    with transaction.atomic():
        row = BulkFile.objects.select_for_update().get(pk=1)
        before = row.digest
        for name, value in facts.items():
            setattr(row, name, value)
        if not servable(row):
            transaction.on_commit(lambda: files.forget(facts["digest"]))
            return False
        row.save()
        if before and before != row.digest:
            transaction.on_commit(lambda: files.forget(before))
    return True


def servable(row: BulkFile | None) -> bool:
    """Whether the file holds nothing that was withdrawn or made exempt since it was begun."""
    if row is None or not row.digest:
        return False
    return not RegisterEntry.objects.filter(serial__gt=row.serial, act__in=RegisterEntry.HIDING).exists()


def take_away() -> None:
    """Delete the file. Inside the transaction that hides something."""
    for row in BulkFile.objects.select_for_update().exclude(digest=""):
        digest = row.digest
        BulkFile.objects.filter(pk=row.pk).update(digest="", size_bytes=0)
        transaction.on_commit(lambda digest=digest: files.forget(digest))  # type: ignore[misc]


def current() -> BulkFile | None:
    """The row of the file that may be given out now; None while there is none."""
    row = BulkFile.objects.filter(pk=1).first()
    return row if servable(row) else None


def _named(found: list[dict[str, Any]]) -> list[str]:
    return ["Download of everything that is published" for _arguments in found]


# What the job is called on the administrators' page.
NAMED = {make_bulk.module_path: _named}
