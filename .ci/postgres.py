"""Runs a command with DATABASE_URL naming a private PostgreSQL that exists only while the command runs.

    postgres.py --find              exit 0 when the server's programs are on this machine
    postgres.py COMMAND [ARG…]      exit as the command did

The cluster lives in a temporary folder and listens on a socket in it that only its owner (and root) can open.
PostgreSQL refuses to run as root: root starts it as the user `postgres`, or `nobody` where there is none.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

# Speed instead of safety: the data lives for minutes. Enough connections for tests with many threads.
# No statement is worth compiling: tables have few rows, and guesses about new ones can be far too high. Nothing is
# vacuumed: rows of a test that is still at work would be counted as none, and plans made for empty tables.
OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0"
    " -c jit=off -c autovacuum=off -c max_connections=100"
)


def find_programs() -> Path | None:
    """The folder of the newest installed server: Debian keeps one per version outside PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.parent.name)])
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def server_user() -> pwd.struct_passwd | None:
    """Who must run the server: nobody in particular, unless we are root."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL cannot run as root, and there is no user postgres here.")


class Cluster:
    """One private server in one temporary folder; leaving the `with` block removes both."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.user = server_user()

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs as the server's user; CalledProcessError if it fails."""
        user = self.user
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            # A file: the server inherits it, and a pipe would stay open for as long as it runs.
            stdout=self.output,
            stderr=self.output,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            check=True,
            **identity,
        )

    def __enter__(self) -> str:
        # Not TMPDIR: the server's user may not be let in there, and a socket's path has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="council-postgres-", dir="/tmp"))
        self.output = (self.folder / "output").open("w+b")
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        data, log = str(self.folder / "data"), str(self.folder / "log")
        try:
            self.run("initdb", "--no-sync", "--auth=trust", "--username=council", "--encoding=UTF8", data)
            socket = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
            options = f"{OPTIONS} {socket} -c unix_socket_permissions=0700"
            self.run("pg_ctl", "start", "--wait", "-D", data, "-l", log, "-o", options)
            self.run("createdb", f"--host={self.folder}", "--username=council", "council")
        except subprocess.CalledProcessError:
            self.output.seek(0)
            sys.stderr.write(self.output.read().decode(errors="replace"))
            self.remove()
            sys.exit("PostgreSQL did not start; its own words are above.")
        except BaseException:
            self.remove()
            raise
        return f"postgres://council@/council?host={self.folder}"

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Stop the server, if it runs, and delete every trace of it; no further interrupt stops this."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if (self.folder / "data" / "postmaster.pid").exists():
            with contextlib.suppress(subprocess.CalledProcessError):
                self.run("pg_ctl", "stop", "--mode=immediate", "-D", str(self.folder / "data"))
        self.output.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def run_with_database(command: list[str], url: str) -> int:
    """Run the command to its end and return its exit status, also when we are asked to stop meanwhile."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    # The keyboard's interrupt reaches the command by itself; it may tidy up before its database goes.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    status = child.wait()
    return status if status >= 0 else 128 - status


def main(arguments: list[str]) -> int:
    """The command line."""
    programs = find_programs()
    if arguments == ["--find"]:
        return 0 if programs else 1
    if programs is None or not arguments:
        sys.exit("Usage: postgres.py COMMAND, where the PostgreSQL server is installed (initdb, pg_ctl).")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Cluster(programs) as url:
        return run_with_database(arguments, url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
