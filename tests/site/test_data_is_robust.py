"""Whatever is asked of lists and data, the answer is 200 or an error in words, never a fault of the server."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from council import bulk, indexes, lists, records
from tests import factories
from tests.site import world_lists
from tests.workers import ROOT, database_url, wait_for

SEED = 20261126
# What breaks queries, parsers and databases, beside words that are found and values that filters know.
VALUES = (
    "", "0", "1", "-1", "2", "1e9", "99999999999999999999999", "٣", "²", "NaN", "true", "null", "None", "[]", "{}",
    "cabinet", "finance-panel", "2026/27", "2026/28", "1066/67", "yes", "no", "effective", "awaiting", "overdue",
    "accepted", "closed", "body", "member", "Issue 0", "ledger", "'", "\"", "' OR 1=1 --", "%", "_", "\\", "\0", "\x1f",
    "\n", "\u202e", "\ufeff", "\ud7ff", "🦺", "a" * 401, "a " * 150, "x" * 3000, "../../etc/passwd", "<script>", "=1+1",
    "2026-11-26", "2026-02-30", "0000-00-00", "9999-12-31T23:59:59Z", "2026-11-26T09:30:00+25:00",
    "0001-01-01T00:00:00-14:00",
)  # fmt: skip
NAMES = (
    "page", "page_size", "modified_since", "after", "fingerprint", "body", "year", "words", "maker", "key", "status",
    "private", "new", "state", "stage", "outcome", "month", "committee", "kind", "sort", "from", "to",
    "", "a[b]", "page[]", "\0", "ünknown", "x" * 500,
)  # fmt: skip
RAW = ("%", "%zz", "%C3%28", "&&&==", "page=1&page=2", "=", "?", "a;b;c", "%00", "+" * 50, "words=%FF%FE", "page=%0A1")


def query_string(lot: random.Random) -> str:
    """A query string by lot: some well-formed, some not, some with bytes that are no UTF-8."""
    if lot.random() < 0.1:
        return lot.choice(RAW)
    parts = []
    for _ in range(lot.randint(1, 5)):
        value = lot.choice(VALUES)
        if lot.random() < 0.2:
            value = "".join(chr(lot.choice((lot.randrange(1, 0x250), lot.randrange(0x2000, 0xD7FF)))) for _ in range(9))
        parts.append(f"{quote(lot.choice(NAMES))}={quote(value)}")
    return "&".join(parts)


def ask_at_random(client, count: int) -> None:
    """Ask every list in every format in turn."""
    world_lists.make_lists(3)
    factories.make_response(until="published")
    lot = random.Random(SEED)
    addresses = [one.address(ending) for one in (*lists.every(), *indexes.every()) for ending in ("", "json", "csv")]
    addresses += [one.path for one in records.every() if one.asks]
    wrong, statuses = [], set()
    for number in range(count):
        address, query = addresses[number % len(addresses)], query_string(lot)
        response = client.get(address, QUERY_STRING=query)
        if response.streaming:
            response.getvalue()
        statuses.add(response.status_code)
        if response.status_code not in (200, 400, 410):
            wrong.append(f"{address}?{query[:200]}: {response.status_code}")
    assert wrong == []
    assert {200, 400} <= statuses


@pytest.mark.django_db
def test_any_query_string_is_answered(client, private_files):
    ask_at_random(client, 216)


@pytest.mark.slow
@pytest.mark.django_db
def test_ten_thousand_query_strings_are_answered(client, private_files, on_postgresql):
    """On PostgreSQL the same forms and lists, and fewer show the same."""
    ask_at_random(client, 1_000 if on_postgresql else 10_000)


@contextmanager
def served(files: Path) -> Iterator[str]:
    """The site in processes of its own, on this test's database and files; its address."""
    environment = {"DATABASE_URL": database_url(), "COUNCIL_FILES": str(files)}
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "council.wsgi:application", "--workers", "2", "--bind",
               f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket",
               "--limit-request-line", "8190"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        wait_for(lambda: process.poll() is None and _answers(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/data/", timeout=10).status == 200)
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_nothing(tmp_path, private_files):
    world_lists.make_lists(2)
    factories.make_response(until="published", respondent=factories.make_holding())
    item = factories.make_item(public=True)
    factories.make_document(item, public=True)
    bulk.make()
    # Well-formed, and yet answered so: words that are not those of the address now, and a serial not given out.
    config = "[checks]\npositive_data_acceptance.expected-statuses = ['2xx', 301, 404, 410]\n"
    (tmp_path / "schemathesis.toml").write_text(config)
    program = Path(sys.executable).absolute().parent / "schemathesis"
    with served(private_files) as site:
        command = [program, "run", f"{site}/api/openapi.json", "--max-examples", "15", "--seed", str(SEED),
                   "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--warnings", "off"]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=1500, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
