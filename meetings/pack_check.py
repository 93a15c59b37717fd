"""Tries papers out before they go into a pack, in a child process with limits: a hostile file ends that and no more.

`python -m meetings.pack_check FILE …` writes one line of JSON for each paper it could judge. Nothing of Django here:
the child starts in a fraction of a second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_MEMORY = 600 * 1024 * 1024  # bytes
MOST_TIME = 20  # seconds of work for one paper
OPEN = {"attempt_recovery": False, "suppress_warnings": True}


@dataclass(frozen=True)
class Verdict:
    """Whether a paper can go into a pack; else `why` is "encrypted", "broken" or "too_much"."""

    why: str = ""
    pages: int = 0


def check(paths: Sequence[Path]) -> list[Verdict]:
    """A verdict for each file. A child that dies has died of the paper it was at; another goes on behind that."""
    found: list[Verdict] = []
    while len(found) < len(paths):
        rest = [str(path) for path in paths[len(found) :]]
        command = [sys.executable, "-m", "meetings.pack_check", *rest]
        try:
            child = subprocess.run(
                command, capture_output=True, check=False, timeout=MOST_TIME * (len(rest) + 1), cwd=_root()
            )
            said = child.stdout
        except subprocess.TimeoutExpired as slow:
            said = slow.stdout or b""
        lines = [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]
        found += [Verdict(line["why"], line["pages"]) for line in lines]
        if len(lines) < len(rest):
            found.append(Verdict("too_much"))
    return found


def _root() -> Path:
    return Path(__file__).resolve().parent.parent


def _judge(path: str) -> Verdict:
    """Open it, read every page's drawing commands and join it to nothing, as the pack will."""
    import pikepdf

    from meetings.pack_merge import Merger
    from meetings.pack_places import contents_of

    try:
        with pikepdf.open(path, **OPEN) as paper:  # type: ignore[arg-type]
            if paper.is_encrypted:
                return Verdict("encrypted")
            for page in paper.pages:
                for stream in contents_of(page):
                    stream.read_bytes()
            return Verdict("", Merger().add(paper, "x").pages)
    except pikepdf.PasswordError:
        return Verdict("encrypted")
    except MemoryError:
        return Verdict("too_much")
    except Exception:
        return Verdict("broken")


def _limit_time() -> None:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MOST_TIME, resource.RLIM_INFINITY))


def _main(paths: list[str]) -> None:
    import resource

    import pikepdf  # noqa: F401  (loaded before memory is limited)

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for path in paths:
        _limit_time()
        verdict = _judge(path)
        print(json.dumps({"why": verdict.why, "pages": verdict.pages}), flush=True)  # noqa: T201


if __name__ == "__main__":
    _main(sys.argv[1:])
