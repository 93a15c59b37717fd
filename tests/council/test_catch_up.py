"""docs/catch_up.py against a running site: it catches up, checks the chain, forgets what was withdrawn."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from council.models import RegisterEntry
from meetings import actions
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).parents[2] / "docs" / "catch_up.py"


def catch_up(site: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), site, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_copy_catches_up_and_notices_what_does_not_belong(live_server, tmp_path):
    first = factories.make_issue("Harbour lights", public=True)
    gone = factories.make_issue("Words that must go", public=True)
    answer = catch_up(live_server.url, tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("2 new entries; the newest is 2")

    for number in range(120):  # more than one answer holds
        factories.make_issue(f"Issue {number}", public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    assert catch_up(live_server.url, tmp_path).stdout.startswith("121 new entries; the newest is 123")
    records = {path.stem for path in (tmp_path / "records").iterdir()}
    assert len(records) == 121
    assert first.public_id.hex in records
    assert gone.public_id.hex not in records
    kept = [json.loads(line) for line in (tmp_path / "entries.jsonl").read_text().splitlines()]
    assert [entry["fingerprint"] for entry in kept] == list(
        RegisterEntry.objects.order_by("serial").values_list("fingerprint", flat=True)
    )
    fresh = catch_up(live_server.url, tmp_path / "fresh")
    assert fresh.stdout.startswith("123 new entries")
    assert "Words that must go" not in "".join(path.read_text() for path in tmp_path.rglob("*.json*"))

    (tmp_path / "head.json").write_text(json.dumps([5, "f" * 64]))
    stale = catch_up(live_server.url, tmp_path)
    assert stale.returncode == 1
    assert "start again from" in stale.stderr
    assert "/data/council-decisions.zip" in stale.stderr
