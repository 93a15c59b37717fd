"""A pack of 500 pages, measured in a process of its own. The figures are printed; only what is right is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.meetings.packing import tagged

pytestmark = [pytest.mark.load, pytest.mark.pdf]
ROOT = Path(__file__).resolve().parents[2]
PAPERS, PAGES = 25, 20
BUILD = """
import json, resource, sys, time
import django
django.setup()
from django.conf import settings
from page import ValidationProfile, validate_pdf_bytes
from meetings.pack_build import build
from meetings.pack_parts import Contents, PackItem, Paper
settings.MEDIA_ROOT = sys.argv[1]
shown = {"restriction": "open", "restriction_words": "Open", "exempt_paragraphs": "", "exempt_reason": ""}
def item(n):
    words = shown | {"title": f"Paper {n}", "kind": "report", "kind_words": "Report", "availability": "held",
                     "address": f"/documents/D-2026-{n}/paper.pdf", "format": "PDF"}
    about = shown | {"agenda_number": str(n), "title": f"Matter {n}", "report_author": "", "paper_code": ""}
    return PackItem(about, (Paper(words, f"{n}.pdf"),))
meeting = {"body": {"name": "Cabinet", "slug": "cabinet"}, "held_on": "2026-10-06", "starts_at": None, "venue": "",
           "taking_part": "", "access": "", "webcast_url": "", "contact": "", "note": "", "off": ""}
council = {"name": "Wenshire Council", "contact_name": "", "contact_email": "", "contact_phone": ""}
began, cpu = time.monotonic(), time.process_time()
built = build(Contents(0, council, meeting, tuple(map(item, range(1, int(sys.argv[2]) + 1)))), 1, lambda words: None)
seconds, cpu = time.monotonic() - began, time.process_time() - cpu
children = resource.getrusage(resource.RUSAGE_CHILDREN)
facts = {"pages": built.pages, "seconds": seconds, "cpu": cpu + children.ru_utime + children.ru_stime,
         "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "child_mb": children.ru_maxrss / 1024,
         "size_mb": len(built.data) / 1e6, "is_accessible": built.is_accessible}
open(sys.argv[1] + "/pack.pdf", "wb").write(built.data)
print(json.dumps(facts))
"""


def test_a_pack_of_500_pages(tmp_path):
    data = tagged("A long report", PAGES)
    for number in range(1, PAPERS + 1):
        (tmp_path / f"{number}.pdf").write_bytes(data)
    command = [sys.executable, "-c", BUILD, tmp_path, str(PAPERS)]
    made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert made.returncode == 0, made.stderr
    facts = json.loads(made.stdout)
    print(facts)
    assert facts["is_accessible"]
    assert facts["pages"] >= PAPERS * PAGES + 2
    checked = subprocess.run(["qpdf", "--check", tmp_path / "pack.pdf"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
