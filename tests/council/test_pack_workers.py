"""Packs made by real processes: one is killed in the middle, in another a paper becomes exempt while it is at work."""

from __future__ import annotations

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from council import jobs
from council.models import JobWorker, RegisterEntry, RegisterHead
from meetings.models import AgendaPack, Document
from tests import factories
from tests.meetings.packing import ADDRESS, fetched, make_agenda, text_of
from tests.workers import later, start, start_worker, wait_for

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.pdf, pytest.mark.slow,
]  # fmt: skip
# Every paper has been put in when the worker says that it waits, and it goes on when it is told to.
WAITING = """
import pathlib, time
from meetings import packs
build, folder = packs.build, pathlib.Path({folder!r})
def slow(contents, first_page, say, work):
    def said(words):
        say(words)
        if words == "Writing the file" and not (folder / "go").exists():
            (folder / "began").touch()
            while not (folder / "go").exists():
                time.sleep(0.02)
    return build(contents, first_page, said, work)
packs.build = slow
"""
MAKE_EXEMPT = """
import datetime, django
django.setup()
from meetings import actions
from meetings.models import Document
paper = Document.objects.get(pk={key})
at = datetime.datetime(2026, 11, 2, 11, 0, tzinfo=datetime.UTC)
actions.make_exempt(paper, restriction="exempt", paragraphs="3", reason="Prices are being agreed", by=None, at=at)
"""


@pytest.fixture
def files(private_files, tmp_path):
    """The environment of processes that use this test's files and its temporary folder."""
    factories.make_council()
    (tmp_path / "temporary").mkdir()
    return {"COUNCIL_FILES": str(private_files), "TMPDIR": str(tmp_path / "temporary")}


def kept(private_files) -> list[str]:
    """The digests of every rendered file there is."""
    return sorted(path.name for path in (private_files / "rendered").rglob("*") if path.is_file())


def test_a_pack_whose_worker_is_killed_is_made_once_by_another(client, private_files, files, tmp_path):
    with transaction.atomic():
        make_agenda()
    entries, made = RegisterEntry.objects.count(), RegisterHead.objects.get().made
    first = start_worker("--lease", "1", code=WAITING.format(folder=str(tmp_path)), **files)
    wait_for((tmp_path / "began").exists)
    assert AgendaPack.objects.get().progress == "Writing the file"
    first.kill()
    first.communicate()
    assert (client.get(ADDRESS).status_code, kept(private_files)) == (404, [])
    second = start_worker("--lease", "1", **files)
    wait_for(lambda: DBTaskResult.objects.get().status == "READY")
    later()
    wait_for(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL")
    second.terminate()
    assert second.communicate(timeout=30)[1].count("did meetings.packs.make_packs") == 1
    job, pack = DBTaskResult.objects.get(), AgendaPack.objects.get()
    assert (job.return_value, jobs.attempts_of(job)) == ("0: 6 pages", 2)
    assert (pack.state, pack.progress, kept(private_files)) == ("made", "", [pack.digest])
    assert len(text_of(fetched(client))) == 6
    assert (RegisterEntry.objects.count(), RegisterHead.objects.get().made) == (entries, made + 1)
    assert not JobWorker.objects.exists()


def test_a_paper_made_exempt_by_one_process_is_not_in_the_pack_another_is_making(
    client, private_files, files, tmp_path
):
    with transaction.atomic():
        make_agenda()
    paper = Document.objects.order_by("pk").first()
    worker = start_worker(code=WAITING.format(folder=str(tmp_path)), **files)
    wait_for((tmp_path / "began").exists)
    other = start(MAKE_EXEMPT.format(key=paper.pk), **files)
    assert (other.communicate(timeout=60)[1], other.returncode) == ("", 0)
    assert Document.objects.get(pk=paper.pk).is_withheld
    (tmp_path / "go").touch()
    seen = set()
    wait_for(lambda: look(client, seen) and not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists())
    worker.terminate()
    worker.communicate(timeout=30)
    pages = text_of(fetched(client))
    assert seen <= {404, 5}
    assert len(pages) == 5
    assert "Words of Opening hours" not in "".join(pages)
    assert "Why: Prices are being agreed" in pages[1]
    pack = AgendaPack.objects.get()
    assert kept(private_files) == [pack.digest], "what was made with the paper in it is gone"


def look(client, seen: set[int]) -> bool:
    """Ask for the pack as anybody might at any moment: remember how many pages it had, or that it was not there."""
    response = client.get(ADDRESS)
    seen.add(len(text_of(response.getvalue())) if response.status_code == 200 else response.status_code)
    return True
