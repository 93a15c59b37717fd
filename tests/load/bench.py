"""`make bench`: how fast the public pages are, beside the empty view of the same run, on one database.

    bench.py PORT        with DATABASE_URL naming a database that holds the demonstration

Serves the site with two gunicorn workers and `DEBUG` off, asks for each page over one connection that stays open, and
prints for each: statements, bytes, CPU of application and database together where the page is rendered and where it
was kept, latency, and requests a second with eight readers at once. CPU is what the kernel accounted to the workers
and to PostgreSQL's processes, so what the asking costs is not in it.
"""

from __future__ import annotations

import http.client
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import django

REQUESTS, READERS, SECONDS = 120, 8, 4
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
ROW = "{:<16}{:>6}{:>8}{:>10}{:>9}{:>8}{:>8}{:>8}{:>9}"


def pages() -> dict[str, str]:
    """What is measured: one of each page, the meeting with twelve items among them."""
    from django.db.models import Count

    from meetings.models import Meeting
    from recommendations.models import RecommendationSet

    meeting = Meeting.objects.published().annotate(size=Count("items")).filter(size=12).order_by("-held_on")[0]
    item = meeting.items.select_related("issue").exclude(decision=None).order_by("position")[0]
    answered = RecommendationSet.objects.published().filter(responses__status="published").order_by("pk")[0]
    return {
        "empty view": "/empty/",
        "home": "/",
        "meetings": "/meetings/",
        "meeting": meeting.entry.event.address,
        "item": item.entry.event.address,
        "decisions": "/decisions/",
        "decision": item.issue.decisions.order_by("pk")[0].entry.event.address,
        "forward plan": "/forward-plan/",
        "issues": "/issues/",
        "issue": item.issue.entry.event.address,
        "recommendations": "/recommendations/",
        "statistics": "/statistics/",
        "response": f"/recommendations/{answered.reference}/",
        "register": "/register/",
    }


class Server:
    """The site under gunicorn; leaving the `with` block ends it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "gunicorn", "tests.load.measured:application", "--workers", "2", "--threads",
                   "4", "--worker-class", "gthread", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning",
                   "--no-control-socket"]  # fmt: skip
        self.process = subprocess.Popen(command, start_new_session=True)
        for _ in range(100):
            if self.process.poll() is not None:
                raise SystemExit(f"The server ended. Is port {self.port} in use? PORT= takes another one.")
            try:
                if self.ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5), "/empty/")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.2)
        raise SystemExit("The server does not answer.")

    def __exit__(self, *problem: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def ask(self, connection: http.client.HTTPConnection, address: str, measure: str = "") -> tuple[int, int, str]:
        """Status, bytes and statements of one answer."""
        headers = {"Accept-Encoding": "identity"} | ({"X-Measure": measure} if measure else {})
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        return answer.status, len(answer.read()), answer.headers.get("X-Statements", "-")

    def workers(self) -> list[int]:
        """The processes that answer."""
        return children_of(self.process.pid)


def children_of(parent: int) -> list[int]:
    """The processes a process started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]


def database_processes() -> list[int]:
    """PostgreSQL's processes that serve the workers; none with SQLite, which runs inside them."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'measured'")
        return [pid for (pid,) in cursor.fetchall()]


def cpu(processes: list[int]) -> float:
    """Milliseconds of CPU these have used, in user and in system mode."""
    total = 0.0
    for process in processes:
        try:
            # The nanoseconds the scheduler counted: ticks are too coarse for pages of a few milliseconds.
            tasks = Path(f"/proc/{process}/task").iterdir()
            total += sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6
        except OSError:
            continue
    return total


def memory(process: int) -> float:
    """Megabytes a process alone holds, shared pages in proportion."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("The kernel does not say how much memory is used.")


def one_by_one(server: Server, address: str, measure: str) -> tuple[float, list[float]]:
    """CPU a request and each latency, in milliseconds, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for _ in range(8):
        server.ask(connection, address, measure)
    asked = [*server.workers(), *database_processes()]
    before, times = cpu(asked), []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        status, _, _ = server.ask(connection, address, measure)
        times.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
    used = cpu(asked) - before
    connection.close()
    return used / REQUESTS, sorted(times)


def all_at_once(server: Server, address: str) -> float:
    """Requests a second with READERS asking without a pause."""
    counts, until = [0] * READERS, time.monotonic() + SECONDS

    def read(reader: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while time.monotonic() < until:
            server.ask(connection, address)
            counts[reader] += 1
        connection.close()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def part(times: list[float], share: float) -> float:
    """The latency that a share of the requests stays below."""
    return times[min(int(len(times) * share), len(times) - 1)]


def main(port: int) -> None:
    """Measure and print."""
    django.setup()
    from django.db import connection as database

    addresses = pages()
    print(f"\n{database.vendor}: {REQUESTS} requests a page, two workers; CPU and latency in milliseconds")
    print(ROW.format("page", "SQL", "bytes", "rendered", "kept", "p50", "p95", "p99", "req/s"))
    with Server(port) as server:
        for name, address in addresses.items():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            asked = [server.ask(connection, address, "count") for _ in range(8)]
            connection.close()
            # What opens a thread's first connection to the database is no part of the page.
            _, size, statements = min(asked, key=lambda answer: int(answer[2]))
            rendered, times = one_by_one(server, address, "rendered")
            kept, _ = one_by_one(server, address, "")
            rate = all_at_once(server, address)
            numbers = [f"{part(times, share):.1f}" for share in (0.5, 0.95, 0.99)]
            print(ROW.format(name, statements, size, f"{rendered:.1f}", f"{kept:.1f}", *numbers, f"{rate:.0f}"))
        sizes = [memory(worker) for worker in server.workers()]
    print(f"memory of a worker: {statistics.mean(sizes):.0f} MB; p50 to p99 are of rendered pages, req/s of kept ones")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    main(int(sys.argv[1]))
