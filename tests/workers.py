"""Real worker processes on the test's database, and waiting for what they do."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

ROOT = Path(__file__).resolve().parents[1]


def later(minutes: int = 60) -> None:
    """Let the pauses of everything that waits be over."""
    DBTaskResult.objects.update(run_after=timezone.now() - datetime.timedelta(minutes=minutes))


def database_url() -> str:
    """The address of the database that this test uses, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    who = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    at = f"?host={found['HOST']}&port={found['PORT']}" if found["HOST"].startswith("/") else ""
    host = "" if at else f"{found['HOST']}:{found['PORT']}"
    return f"postgres://{who}@{host}/{found['NAME']}{at}"


def start_worker(*options: str, code: str = "", **environment: str) -> subprocess.Popen:
    """A real worker process on this test's database; `code` is run in it before it begins."""
    begin = f"import django; django.setup()\n{code}\nfrom django.core.management import call_command\n"
    arguments = ["run_jobs", "--interval", "0.05", *options]
    return start(f"{begin}call_command(*{arguments!r})", **environment)


def start(code: str, **environment: str) -> subprocess.Popen:
    """A process on this test's database that runs some Python."""
    found = os.environ | {"DATABASE_URL": database_url()} | environment
    return subprocess.Popen([sys.executable, "-c", code], env=found, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
