"""Packs of 500 pages and of scanned papers, each measured in a process of its own; the bars are the issue's."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.meetings.packing import tagged

pytestmark = [pytest.mark.load, pytest.mark.pdf]
ROOT = Path(__file__).resolve().parents[2]
PAPERS, PAGES = 25, 20
BUILD = """
import json, resource, sys, time
from pathlib import Path
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
           "taking_part": "", "access": "", "webcast_url": "", "contact": "", "note": "", "off": "", "adjustments": "",
           "is_step_free": None, "has_hearing_loop": None, "take_part_by": None, "take_part_by_time": None}
council = {"name": "Wenshire Council", "contact_name": "", "contact_email": "", "contact_phone": ""}
work = Path(sys.argv[1]) / "work"
work.mkdir()
began, cpu = time.monotonic(), time.process_time()
contents = Contents(0, council, meeting, tuple(map(item, range(1, int(sys.argv[2]) + 1))))
built = build(contents, 1, lambda words: None, work)
seconds, cpu = time.monotonic() - began, time.process_time() - cpu
children = resource.getrusage(resource.RUSAGE_CHILDREN)
# ru_maxrss of a process counts what its parent held when it was started.
own = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
facts = {"pages": built.pages, "seconds": seconds, "cpu": cpu + children.ru_utime + children.ru_stime,
         "peak_mb": own, "child_mb": children.ru_maxrss / 1024,
         "size_mb": built.size / 1e6, "is_accessible": built.is_accessible}
print(json.dumps(facts))
"""


def scanned(pages: int) -> bytes:
    """A report as a scanner makes it: nothing but pictures of A4 pages in colour, 200 dots to the inch."""
    noise = Image.effect_noise((1654, 2339), 24)
    page = Image.merge("RGB", (noise, noise.rotate(180), noise))
    out = io.BytesIO()
    page.save(out, "PDF", save_all=True, append_images=[page.rotate(180)] * (pages - 1), resolution=200, quality=75)
    return out.getvalue()


def built(folder: Path, papers: list[bytes]) -> dict[str, Any]:
    """What making a pack of these papers took."""
    for number, data in enumerate(papers, start=1):
        (folder / f"{number}.pdf").write_bytes(data)
    command = [sys.executable, "-c", BUILD, folder, str(len(papers))]
    made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert made.returncode == 0, made.stderr
    facts: dict[str, Any] = json.loads(made.stdout)
    print(facts)
    checked = subprocess.run(
        ["qpdf", "--check", folder / "work" / "pack.pdf"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert facts["cpu"] < 30
    assert max(facts["peak_mb"], facts["child_mb"]) < 600
    return facts


def test_a_pack_of_500_pages(tmp_path):
    facts = built(tmp_path, [tagged("A long report", PAGES)] * PAPERS)
    assert facts["is_accessible"]
    assert facts["pages"] >= PAPERS * PAGES + 2


@pytest.mark.parametrize("papers", [1, 6])
def test_a_pack_with_scanned_papers_of_60_pages(tmp_path, papers):
    facts = built(tmp_path, [scanned(60)] * papers + [tagged("A long report", PAGES)] * (PAPERS - 3 * papers))
    assert facts["pages"] >= 60 * papers + PAGES * (PAPERS - 3 * papers)
    assert facts["size_mb"] > 30
