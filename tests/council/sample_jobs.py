"""Jobs for the tests of the queue: they say that they began, may wait, and write one row that cannot be doubled."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from django_tasks import task

from council.models import ExtraHoliday

DAY = datetime.date(2030, 5, 7)


@task()
def proclaim(name: str, folder: str) -> str:
    """Wait until there is a file "go" in the folder, then write the holiday, if it is not there yet."""
    began = Path(folder) / "began"
    with began.open("a") as file:
        file.write(f"{name}\n")
    deadline = time.monotonic() + 60
    while not (Path(folder) / "go").exists():
        if time.monotonic() > deadline:
            raise TimeoutError(name)
        time.sleep(0.02)
    made = ExtraHoliday.objects.get_or_create(on=DAY, defaults={"title": name})[1]
    return "written" if made else "was there"


@task()
def fail(times: int, folder: str) -> str:
    """Fail that often, then come out well."""
    count = Path(folder) / "failed"
    before = len(count.read_text()) if count.exists() else 0
    if before < times:
        count.write_text("x" * (before + 1))
        raise RuntimeError(f"failure {before + 1}")
    return "at last"
