"""The child process: limits itself, reads one file, and prints what it found as JSON.

`python -m meetings.reading.child PATH FORMAT`. Exit 0: an answer. Anything else: the file could not be read.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 20  # of processor time
ANSWER = 64_000_000  # bytes it may write: its answer, nothing else
FILES = 40


def limit_myself() -> None:
    """Bounds that nothing in the file can lift. Set before any library that reads it is loaded."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(path: str, file_format: str) -> dict[str, object]:
    """What the file at `path` holds, read as what its bytes say it is."""
    from meetings.reading.found import Found, RefusedFileError

    found = Found()
    try:
        if file_format == "PDF":
            from meetings.reading.pdf import read_pdf

            read_pdf(path, found)
        elif file_format in ("DOCX", "XLSX", "PPTX", "ODT", "ODS"):
            from meetings.reading.office import read_office

            read_office(path, file_format, found)
        else:
            from meetings.reading.plain import read_plain

            read_plain(path, file_format, found)
    except RefusedFileError as refused:
        return {"refused": str(refused)}
    return found.as_data()


if __name__ == "__main__":
    limit_myself()
    try:
        json.dump(answer(sys.argv[1], sys.argv[2]), sys.stdout)
    except MemoryError:
        sys.exit(3)
