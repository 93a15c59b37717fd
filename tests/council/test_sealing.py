"""Sealing: two people, only what was withdrawn, and afterwards not a word of it anywhere here."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django_tasks_db.models import DBTaskResult

from council import files, sealing
from council.models import AuditEvent, HeldText, OldAddress, RegisterEntry, SealedReference, SealRequest, Snapshot
from council.publication import RefusedError
from council.roles import NotAllowedError
from council.verification import verify_register
from meetings import actions as meetings
from meetings import actions_decisions
from meetings.choices import DocumentKind
from meetings.staging import stage
from meetings.uploads import read_upload
from recommendations import actions as recommendations
from tests import factories
from tests.cast import CAST
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.reading import heading_of, words_of
from tests.site import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

BECAUSE = "It held personal data that must not be public"


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block at whose end its transaction counts as committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def two():
    """The two who may seal: a publisher of both sides and an administrator."""
    first = factories.make_user(*CAST["clerk"], username="first", post="Democratic Services Manager")
    second = factories.make_user(*CAST["administrator"], username="second", post="Monitoring Officer")
    return first, second


def seal(record, two):
    request = sealing.request_seal(record, because="personal", reason="A name.", by=two[0], at=AT)
    return sealing.confirm_seal(request, by=two[1], at=AT)


def withdrawn(record):
    return meetings.withdraw(record, reason="By mistake", by=None, at=AT)


def everything() -> str:
    """Every row of every table as text, sessions in clear, and every file below the private folder."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [f"{table}: {row}" for row in cursor.fetchall()]
    told += [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join(told)


def files_with(folder: Path, words: str) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.pdf
def test_after_sealing_no_word_is_anywhere_and_nothing_else_is_gone(private_files, two, committed):
    cases = world.make_world()
    gone = re.compile(rf"{world.CANARY}\w+withdrawn\w*")
    other = re.compile(rf"{world.CANARY}(?!\w*withdrawn)\w+")
    before = everything()
    assert len(set(gone.findall(before))) > 40
    kept, stored = set(other.findall(before)), {str(p) for p in private_files.rglob("*") if p.is_file()}
    assert files_with(private_files, "bytesdraft")
    doomed = [case.record for case in cases if case.state == "withdrawn"]
    assert len({type(record) for record in doomed}) > 8
    with committed():
        for record in doomed:
            record.refresh_from_db()
            if not sealing.is_sealed(record):
                seal(record, two)
    after = everything()
    assert sorted(line[:300] for line in after.splitlines() if gone.search(line)) == []
    assert set(other.findall(after)) == kept
    assert files_with(private_files, "withdrawn") == []
    lost = stored - {str(p) for p in private_files.rglob("*") if p.is_file()}
    assert 0 < len(lost) < len(stored)
    assert files_with(private_files, "bytesdraft")
    verdict = verify_register()
    assert verdict.is_sound, verdict
    assert verdict.acts["sealed"] >= len(doomed)


def test_one_record_is_sealed_and_its_twin_is_not(private_files, two, committed):
    meeting = factories.make_meeting(public=True)
    pair = []
    for word in ("canarygone", "canarykept"):
        contacts = [{"name": f"{word} contact"}]
        item = factories.make_item(meeting, public=True, title=f"{word} title", summary=word, contacts=contacts)
        item = meetings.save(item, changes={"summary": f"{word} again"}, reason=f"{word} reason", by=None, at=AT)
        factories.make_minutes(item, f"{word} minutes", public=True)
        draft = factories.make_document(item, f"{word} paper")
        draft.file.save("x.txt", ContentFile(f"{word} bytes".encode()), save=True)
        pair.append(item)
    gone = withdrawn(pair[0])
    with committed():
        entry = seal(gone, two)
    assert "canarygone" not in everything()
    assert files_with(private_files, "canarygone") == []
    assert everything().count("canarykept") > 10
    assert len(files_with(private_files, "canarykept")) == 1
    assert verify_register().is_sound
    assert (entry.act, entry.office) == ("sealed", "Democratic Services Manager; Monitoring Officer")


def test_words_in_forms_messages_and_old_addresses_go_too(two):
    keeper = factories.make_user(("officer", "both"))
    issue = factories.make_issue("canarygone long subject", public=True)
    other = factories.make_issue("canarykept long subject", public=True)
    for word, record in (("canarygone", issue), ("canarykept", other)):
        path = f"/officer/issues/{record.public_id}/edit/"
        HeldText.objects.create(user=keeper, path=path, fields={"title": [f"{word} typed"]}, why="x")
        session = SessionStore()
        session["_messages"] = json.dumps([["__json_message", 0, 25, f"Published: {record.title}", ""]])
        session["kept"] = "yes"
        session.save()
        job = {"args": [], "kwargs": {"key": record.public_id.hex}}
        facts = {"task_path": "x", "worker_ids": [], "queue_name": "default", "backend_name": "default"}
        DBTaskResult.objects.create(args_kwargs=job, exception_class_path="", traceback="", priority=0, **facts)
        DBTaskResult.objects.create(
            args_kwargs={}, exception_class_path="", traceback=f"ValueError: {word} long subject", priority=0, **facts
        )
        OldAddress.objects.create(path=f"/issues/{record.reference}/{word}-old/", new_path=record.entry.event.address)
    seal(withdrawn(issue), two)
    assert "canarygone" not in everything()
    assert everything().count("canarykept") > 5
    assert DBTaskResult.objects.count() == 2
    assert HeldText.objects.count() == OldAddress.objects.count() == 1
    assert Session.objects.count() == 2
    assert all(session.get_decoded()["kept"] == "yes" for session in Session.objects.all())


@pytest.mark.pdf
def test_a_response_goes_with_every_version_its_draft_and_its_pdfs(private_files, two, committed):
    first = factories.make_response(until="published", answers={"comment": "canarygone comment"})
    second = recommendations.start_response(first.set, by=first.drafted_by, at=AT, correction_reason="canarygone why")
    second = factories.advance(second, "published")
    third = recommendations.start_response(first.set, by=first.drafted_by, at=AT, correction_reason="canarygone more")
    kept = factories.make_response(until="published", answers={"comment": "canarykept comment"})
    recommendations.withdraw_response(second, reason="By mistake", by=None, at=AT)
    second.refresh_from_db()
    pdfs = len(list((private_files / "rendered").rglob("*")))
    with committed():
        seal(second, two)
    assert "canarygone" not in everything()
    assert "canarykept comment" in everything()
    assert len(list((private_files / "rendered").rglob("*"))) < pdfs
    kept.refresh_from_db()
    assert files_exist(kept)
    assert verify_register().is_sound
    assert {row.reference for row in SealedReference.objects.all()} >= {
        record.public_id.hex for record in (first, second, third)
    }
    assert RegisterEntry.objects.filter(act="sealed").count() == 2, "a draft that was never published has no entry"


def files_exist(response) -> bool:
    return files.fetch(response.pdf_digest) is not None


@pytest.mark.pdf
def test_every_pdf_that_a_decision_ever_had_goes(private_files, two, committed):
    decision = make_decision(public=True, reasons="canarygone reasons")
    changes = {"reasons": "canarygone other reasons"}
    decision = actions_decisions.save_decision(decision, changes=changes, reason="Wrong.", by=None, at=AT)
    stored = [path for path in (private_files / "rendered").rglob("*") if path.is_file()]
    assert len(stored) == 2
    decision.refresh_from_db()
    withdrawn(decision)
    decision.refresh_from_db()
    with committed():
        seal(decision, two)
    assert [path for path in stored if path.exists()] == []
    assert "canarygone" not in everything()


def test_the_imported_file_a_record_came_from_goes_too(private_files, two, committed):
    original = factories.make_document(None, "canarygone source", kind=DocumentKind.ORIGINAL, format="TXT")
    original.file.save("x.txt", ContentFile(b"canarygone subject of a page, and more"), save=True)
    issue = factories.make_issue("canarygone subject of a page", public=True, original=original)
    with committed():
        seal(withdrawn(issue), two)
    assert "canarygone" not in everything()
    assert files_with(private_files, "canarygone") == []


def test_an_upload_that_waits_for_its_form_goes_with_a_document_of_the_same_bytes(private_files, two, committed):
    officer = factories.make_user(("officer", "both"))
    for word in ("canarygone", "canarykept"):
        chosen = read_upload(SimpleUploadedFile(f"{word}.txt", f"{word} bytes".encode()))
        stage(chosen, officer)
        paper = factories.make_document(factories.make_item(public=True), word, format="TXT", sha256=sha256_of(word))
        paper = meetings.publish(paper, by=None, at=AT)
        if word == "canarygone":
            withdrawn(paper)
            gone = paper
    gone.refresh_from_db()
    with committed():
        seal(gone, two)
    assert files_with(private_files, "canarygone") == []
    assert len(files_with(private_files, "canarykept")) == 2


def sha256_of(word: str) -> str:
    return hashlib.sha256(f"{word} bytes".encode()).hexdigest()


def test_it_takes_two_people(two):
    first, second = two
    issue = withdrawn(factories.make_issue("canarygone", public=True))
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=first, at=AT)
    with pytest.raises(RefusedError, match="Somebody else must confirm it"):
        sealing.confirm_seal(request, by=first, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SealRequest.objects.filter(pk=request.pk).update(state="sealed", decided_by=first, decided_at=AT)
    assert "canarygone" in everything()
    with pytest.raises(RefusedError, match="Somebody has asked for this already"):
        sealing.request_seal(issue, because="personal", reason="A name.", by=second, at=AT)
    sealing.confirm_seal(request, by=second, at=AT)
    assert "canarygone" not in everything()
    acts = AuditEvent.objects.filter(reference=str(request.public_id.hex)).order_by("pk")
    assert [(event.act, event.by.username) for event in acts] == [("asked to seal", "first"), ("sealed", "second")]
    for again in (sealing.confirm_seal, sealing.refuse_seal):
        with pytest.raises(RefusedError, match="decided this already"):
            again(request, by=second, at=AT, **({"reason": "No"} if again is sealing.refuse_seal else {}))
    issue.refresh_from_db()
    with pytest.raises(RefusedError, match="sealed already"):
        sealing.request_seal(issue, because="personal", reason="A name.", by=first, at=AT)


def test_a_request_can_be_refused_and_asked_for_again(two):
    issue = withdrawn(factories.make_issue("canarykept", public=True))
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=two[0], at=AT)
    with pytest.raises(RefusedError, match="Enter why it is not to be sealed"):
        sealing.refuse_seal(request, reason=" ", by=two[1], at=AT)
    refused = sealing.refuse_seal(request, reason="It is lawful.", by=two[1], at=AT)
    assert (refused.state, refused.refusal, refused.decided_by) == ("refused", "It is lawful.", two[1])
    assert "canarykept" in everything()
    seal(issue, two)
    assert SealRequest.objects.filter(state="sealed").count() == 1


def test_what_is_public_or_a_draft_is_refused_with_what_to_do(two):
    issue = factories.make_issue(public=True)
    for record, words in ((issue, "Withdraw it first"), (factories.make_issue("Draft"), "never published")):
        with pytest.raises(RefusedError, match=words):
            sealing.request_seal(record, because="personal", reason="A name.", by=two[0], at=AT)
    assert not SealRequest.objects.exists()


@pytest.mark.parametrize("name", sorted(set(CAST) - {"visitor", "clerk", "administrator"}))
def test_nobody_else_may_ask_or_confirm(two, name):
    bodies = [factories.make_body("Harbour Board")] if name == "elsewhere" else None
    user = factories.make_user(*CAST[name], bodies=bodies, is_active=name != "left")
    issue = withdrawn(factories.make_issue(public=True))
    with pytest.raises(NotAllowedError):
        sealing.request_seal(issue, because="personal", reason="A name.", by=user, at=AT)
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=two[0], at=AT)
    for act in (sealing.confirm_seal, sealing.refuse_seal):
        with pytest.raises(NotAllowedError):
            act(request, by=user, at=AT, **({"reason": "No"} if act is sealing.refuse_seal else {}))


def test_the_register_says_sealed_by_whom_and_why_and_no_word(client, two):
    issue = factories.make_issue("canarygone subject", public=True)
    page = issue.entry.event.address
    meetings.save(issue, changes={"title": "canarygone again"}, reason="canarygone why", by=None, at=AT)
    issue.refresh_from_db()
    entry = seal(withdrawn(issue), two)
    assert entry.serial == 4
    words = words_of(client.get("/register/4/"))
    assert BECAUSE in words
    assert "sealed by two officers" in words
    assert "Democratic Services Manager" in words
    assert "Monitoring Officer" in words
    assert client.get("/register/4/").status_code == 200
    for path in (page, *(f"/register/{n}{end}" for n in (1, 2, 3) for end in ("/", ".txt")), "/register/1/versions/"):
        response = client.get(path)
        assert response.status_code == 410, path
        assert "canarygone" not in response.content.decode(), path
        assert BECAUSE in words_of(response), path
    gone = client.get(page)
    assert heading_of(gone) == "This issue has been sealed"
    assert "has been withdrawn" not in words_of(gone)
    assert "two officers had its words destroyed" in words_of(gone)
    assert "canarygone" not in client.get("/register/").content.decode()
    assert Snapshot.objects.count() == 1
    assert verify_register().is_sound


def test_a_snapshot_that_survived_its_seal_is_found(two):
    issue = factories.make_issue(public=True)
    kept = Snapshot.objects.get()
    seal(withdrawn(issue), two)
    Snapshot.objects.bulk_create([Snapshot(entry_id=kept.entry_id, salt=kept.salt, text=kept.text)])
    verdict = verify_register()
    assert (verdict.bad_serial, verdict.problem) == (1, "it was sealed and its words are still here")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM council_snapshot WHERE entry_id = 1",
        "DELETE FROM council_publicevent WHERE entry_id = 1",
        "UPDATE council_auditevent SET \"before\" = '{}', \"after\" = '{}' WHERE reference = %s",
    ],
)
def test_the_database_lets_go_of_words_only_under_a_seal(two, statement):
    issue = withdrawn(factories.make_issue("Kept", public=True))
    values = [issue.public_id.hex] if "%s" in statement else []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change", ["by_id = NULL", "act = 'x'", "reference = 'x'", '"after" = \'{"a": 1}\'', "record_kind = 'x'"]
)
def test_of_a_sealed_record_only_the_words_leave_the_audit_trail(two, change):
    issue = withdrawn(factories.make_issue("Kept", public=True))
    seal(issue, two)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE council_auditevent SET {change} WHERE reference = %s AND by_id IS NOT NULL",
                       [issue.public_id.hex])  # fmt: skip
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM council_auditevent WHERE reference = %s", [issue.public_id.hex])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM council_sealedreference")


def test_by_command_with_two_people(two):
    issue = withdrawn(factories.make_issue("canarygone", public=True))
    said = io.StringIO()
    with pytest.raises(CommandError, match="Name an active user"):
        call_command("seal", 1, because="personal", reason="A name.")
    call_command("seal", 1, by="first", because="personal", reason="A name.", stdout=said)
    key = said.getvalue().split()[0]
    call_command("seal", list=True, stdout=said)
    assert said.getvalue().count(key) == 2
    with pytest.raises(CommandError, match="Somebody else must confirm it"):
        call_command("seal", confirm=key, by="first")
    with pytest.raises(CommandError, match="no request with this key"):
        call_command("seal", confirm="nonsense", by="second")
    with pytest.raises(CommandError, match="no record under this number"):
        call_command("seal", 99, by="first", because="personal", reason="A name.")
    call_command("seal", confirm=key, by="second", stdout=said)
    assert "Sealed: entry 3." in said.getvalue()
    assert "canarygone" not in everything()
    issue.refresh_from_db()
    assert issue.withdrawn_reason == BECAUSE
