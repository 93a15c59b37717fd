"""The file with everything: what is in it, when it is made, and that nothing hidden is ever given out."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from council import bulk, bulk_build, files
from council.models import BulkFile, Council, RegisterEntry, RegisterHead
from council.worker import Worker
from meetings import actions
from tests import factories
from tests.factories import AT
from tests.site import world_lists
from tests.workers import later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
ADDRESS = "/data/council-decisions.zip"


@pytest.fixture
def minutes(settings):
    settings.BULK_MINUTES = 5


def got(client) -> zipfile.ZipFile:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.getvalue()))


def test_it_has_every_table_in_two_forms_with_dictionary_and_licence(client):
    world_lists.make_lists(3)
    world_lists.make_siblings()
    assert "rows" in bulk.make()
    archive = got(client)
    names = {name.partition(".")[0] for name in archive.namelist() if name.endswith(".jsonl")}
    assert names == {
        "call-ins", "decisions", "documents", "forward-plan", "issues", "items", "lead-changes", "meetings", "notices",
        "progress-updates", "recommendation-sets", "recommendations", "register", "responses", "reviews",
    }  # fmt: skip
    about = json.loads(archive.read("about.json"))
    head = RegisterHead.objects.get()
    assert (about["serial"], about["fingerprint"]) == (head.serial, head.fingerprint)
    assert about["licence"]["name"] == "Open Government Licence v3.0"
    assert "Open Government Licence v3.0" in archive.read("README.txt").decode()
    dictionary = list(csv.DictReader(io.StringIO(archive.read("dictionary.csv").decode("utf-8-sig"))))
    for name in names:
        rows = [json.loads(line) for line in archive.read(f"{name}.jsonl").splitlines()]
        table = list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
        assert (len(rows), len(table)) == (about["rows"][name],) * 2, name
        values = {row["name"] for row in dictionary if row["table"] == name}
        assert all(set(row) == values for row in rows), name
    assert about["rows"]["issues"] == 3
    assert world_lists.HIDDEN not in "".join(archive.read(name).decode() for name in archive.namelist())
    words = client.get("/data/").content.decode()
    assert f"as of entry {head.serial}" in words
    assert client.get(ADDRESS, headers={"If-None-Match": client.get(ADDRESS).headers["ETag"]}).status_code == 304


def test_a_withdrawal_takes_the_file_away_at_once(client, django_capture_on_commit_callbacks):
    issue = factories.make_issue("Words that must go", public=True)
    bulk.make()
    assert b"Words that must go" in got(client).read("issues.jsonl")
    digest = BulkFile.objects.get().digest
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(issue, reason="By mistake", by=None, at=AT)
    waiting = client.get(ADDRESS)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (503, "120")
    assert "Try again in a few minutes" in waiting.content.decode()
    assert not default_storage.exists(files.path_of(digest))
    bulk.make()
    assert b"must go" not in got(client).read("issues.jsonl")
    assert b"must go" not in got(client).read("register.jsonl")


def test_a_file_begun_before_a_withdrawal_is_never_kept(client, monkeypatch):
    issue = factories.make_issue("Words that must go", public=True)
    build, times = bulk_build.build, []

    def build_and_withdraw(*given):
        made = build(*given)
        if not times:
            actions.withdraw(issue, reason="By mistake", by=None, at=AT)
        times.append(made)
        return made

    monkeypatch.setattr(bulk, "build", build_and_withdraw)
    bulk.make()
    assert len(times) == 2
    assert b"must go" not in got(client).read("register.jsonl")


def test_a_file_whose_row_was_kept_too_late_is_not_given_out(client):
    issue = factories.make_issue(public=True)
    bulk.make()
    row = BulkFile.objects.get()
    actions.withdraw(issue, reason="By mistake", by=None, at=AT)
    row.save()  # as if the two had crossed
    assert client.get(ADDRESS).status_code == 503


@pytest.mark.usefixtures("minutes")
def test_many_publications_make_one_file_after_a_pause(client):
    for number in range(3):
        factories.make_issue(f"Issue {number}", public=True)
    job = DBTaskResult.objects.get(task_path=bulk.make_bulk.module_path)
    assert job.run_after > timezone.now() + datetime.timedelta(minutes=4)
    assert client.get(ADDRESS).status_code == 503
    later()
    Worker().work_off()
    assert BulkFile.objects.get().counts["issues"] == 3
    assert bulk.make() == "nothing to make"


@pytest.mark.usefixtures("minutes")
def test_after_a_withdrawal_it_is_made_without_a_pause(client):
    issue = factories.make_issue(public=True)
    actions.withdraw(issue, reason="By mistake", by=None, at=AT)
    Worker().work_off()
    assert BulkFile.objects.get().serial == RegisterEntry.objects.count()
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.usefixtures("minutes")
def test_another_licence_makes_another_file():
    factories.make_council()
    bulk.make()
    council = Council.current()
    bulk.follow_configuration(council, AT)
    Council.objects.update(edit_number=council.edit_number + 1, licence_name="Our own licence")
    later()
    Worker().work_off()
    archive = zipfile.ZipFile(io.BytesIO(files.fetch(BulkFile.objects.get().digest)))
    assert "Our own licence" in archive.read("README.txt").decode()


def test_it_is_made_by_nothing_where_it_is_switched_off():
    assert settings.BULK_MINUTES == 0
    factories.make_issue(public=True)
    assert not DBTaskResult.objects.filter(task_path=bulk.make_bulk.module_path).exists()


def test_a_table_is_read_to_its_end_a_few_rows_at_a_time(monkeypatch):
    monkeypatch.setattr(bulk_build, "AT_ONCE", 2)
    world_lists.make_lists(5)
    bulk.make()
    assert BulkFile.objects.get().counts["issues"] == 5
    assert BulkFile.objects.get().counts["register"] == RegisterEntry.objects.count()
