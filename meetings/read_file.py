"""Has an uploaded file read by a limited child process, and gives back what it found. A hostile file costs one child.

Needs no network and no database. What a child found is for officers: nothing of it is logged.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from meetings.choices import FileReading

SECONDS = 30  # by the clock on the wall; the child's own limit of processor time is shorter
LARGEST_ANSWER = 64_000_000
EXIT_NO_MEMORY = 3
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ}


class HostileFileError(Exception):
    """The file must not be kept; the argument is the code of the reason (meetings/uploads.py has the sentences)."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a file. `pages` holds only text that is seen; `findings` what is there but not seen."""

    outcome: str = FileReading.NOT_READ
    page_count: int | None = None
    pages: list[str] = field(default_factory=list)
    findings: list[dict[str, str]] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether there is text to offer as a web page."""
        return any(text.strip() for text in self.pages)


def read_file(path: str, file_format: str) -> Reading:
    """Read the file at `path`. Raises HostileFileError; a crash or a time-out is a finding, never an error."""
    command = [sys.executable, "-m", "meetings.reading.child", path, file_format or "?"]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                command,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return unread(FileReading.TOO_MUCH)
        if done.returncode:
            too_much = done.returncode in OUT_OF_TIME or done.returncode == EXIT_NO_MEMORY
            return unread(FileReading.TOO_MUCH if too_much else FileReading.BROKEN)
        answer.seek(0)
        return _understood(answer.read(LARGEST_ANSWER))


def unread(outcome: str) -> Reading:
    """The reading of a file that could not be read."""
    return Reading(outcome=outcome, findings=[{"kind": "unread", "where": "", "words": ""}])


def _understood(answer: bytes) -> Reading:
    try:
        data: dict[str, Any] = json.loads(answer)
    except ValueError:
        return unread(FileReading.BROKEN)
    if data.get("refused"):
        raise HostileFileError(data["refused"])
    findings = [{"kind": kind, "where": where, "words": words} for kind, where, words in data["findings"]]
    if data["reading"] in (FileReading.BROKEN, FileReading.ENCRYPTED):
        findings = [*unread(data["reading"]).findings, *findings]
    return Reading(data["reading"], data["page_count"], data["pages"], findings)
