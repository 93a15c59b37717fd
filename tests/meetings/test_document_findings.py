"""What a file hides is shown to officers before publication and again at it; nothing is published unlooked-at."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from council.models import AuditEvent, Snapshot
from council.publication import RefusedError
from meetings import actions
from meetings.models import Document, DocumentFile
from meetings.restriction_reviews import open_now
from tests import factories as make
from tests.factories import AT
from tests.files import make_docx, make_pdf, text
from tests.filling import fields_of
from tests.meetings.test_reading import BLACK_BOX, DELETED
from tests.reading import words_of
from tests.site.world_documents import EXEMPT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
HIDING = make_pdf(text("Open words", 760) + text("canaryprice") + BLACK_BOX)
TYPED = {"title": "Report", "kind": "report", "restriction": "open"}


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"), username="Olwen")
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def upload(client, item, data=HIDING, name="report.pdf", **fields) -> Document:
    file = SimpleUploadedFile(name, data)
    assert client.post(address("officer-document-add", item), TYPED | {"upload": file} | fields).status_code == 302
    return Document.objects.latest("pk")


def look(client, paper):
    page = client.get(address("officer-document-findings", paper))
    return client.post(page.request["PATH_INFO"], fields_of(page) | {"looked": "on"})


def publish(client, paper, **fields):
    paper.refresh_from_db()
    return client.post(
        reverse("meetings:officer-publish", args=["document", paper.public_id]),
        {"edit_number": paper.edit_number} | fields,
    )


def test_what_is_found_is_shown_to_the_officer(client, officer):
    paper = upload(client, make.make_item(public=True))
    assert paper.needs_a_look
    words = words_of(client.get(address("officer-document-findings", paper)))
    assert "Text under a box or a picture: anybody can copy it page 1: canaryprice" in words


def test_a_word_file_s_deleted_words_are_shown(client, officer):
    paper = upload(client, make.make_item(public=True), make_docx(DELETED), "report.docx")
    assert "Tracked changes Gone words" in words_of(client.get(address("officer-document-findings", paper)))


def test_it_is_not_published_before_somebody_has_looked(client, officer):
    item = make.make_item(public=True)
    paper = upload(client, item)
    page = words_of(client.get(address("officer-item", item)))
    assert "Look at what was found in the file first" in page
    assert "Look at what the file hides" in page
    assert "Look at what was found" in words_of(client.post(
        reverse("meetings:officer-publish", args=["document", paper.public_id]),
        {"edit_number": paper.edit_number}, follow=True,
    ))  # fmt: skip
    paper.refresh_from_db()
    assert not paper.is_published


def test_looking_needs_a_tick_and_is_in_the_audit_trail_without_the_words(client, officer):
    paper = upload(client, make.make_item(public=True))
    page = client.get(address("officer-document-findings", paper))
    unticked = client.post(page.request["PATH_INFO"], fields_of(page))
    assert "Tick that you have looked" in unticked.content.decode()
    assert look(client, paper).status_code == 302
    paper.refresh_from_db()
    assert not paper.needs_a_look
    kept = AuditEvent.objects.get(act="looked at what the file hides")
    assert kept.by == officer
    assert kept.after == {"sha256": paper.sha256, "file_number": 1, "findings": {"covered_text": 1}}
    assert "canaryprice" not in str(list(AuditEvent.objects.values_list("before", "after")))


def test_the_confirmation_shows_it_again(client, officer):
    paper = upload(client, make.make_item(public=True))
    look(client, paper)
    asked = publish(client, paper)
    assert "canaryprice" in words_of(asked)
    paper.refresh_from_db()
    assert not paper.is_published
    assert client.post(asked.request["PATH_INFO"], fields_of(asked)).status_code == 302
    paper.refresh_from_db()
    assert paper.is_published


def test_the_agenda_s_confirmation_shows_it_and_is_refused_until_somebody_has_looked(client, officer):
    item = make.make_item()
    paper = upload(client, item)
    asked = client.post(address("officer-publish-agenda", item.meeting))
    assert "canaryprice" in words_of(asked)
    assert "Look at what was found in the file first" in words_of(asked)
    refused = client.post(asked.request["PATH_INFO"], fields_of(asked), follow=True)
    assert "Look at what was found in the file first" in words_of(refused, "body")
    look(client, paper)
    asked = client.post(address("officer-publish-agenda", item.meeting))
    client.post(asked.request["PATH_INFO"], seen_of(asked))
    paper.refresh_from_db()
    assert paper.is_published


def seen_of(page) -> dict[str, list[str]]:
    return {"seen": [row["seen"] for row in page.context["rows"]]}


def test_another_file_since_has_to_be_looked_at_itself(client, officer):
    paper = upload(client, make.make_item(public=True))
    page = client.get(address("officer-document-findings", paper))
    fields = TYPED | {"upload": SimpleUploadedFile("b.pdf", HIDING + b"\n"), "edit_number": paper.edit_number}
    client.post(address("officer-document-edit", paper), fields)
    client.post(page.request["PATH_INFO"], fields_of(page) | {"looked": "on"})
    paper.refresh_from_db()
    assert paper.needs_a_look


def test_nothing_found_is_public_or_logged(client, officer, caplog):
    caplog.set_level(logging.DEBUG)
    item = make.make_item(public=True)
    paper = upload(client, item)
    look(client, paper)
    publish(client, paper, seen="1")
    paper.refresh_from_db()
    client.logout()
    reference = paper.reference
    for path in (item.entry.event.address, f"/documents/{reference}/", f"/documents/{reference}/text/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "canaryprice" not in response.content.decode(), path
    assert "Open words" in client.get(f"/documents/{reference}/text/").content.decode()
    assert "canaryprice" not in str(list(Snapshot.objects.values_list("text", flat=True)))
    assert "canaryprice" not in caplog.text


def test_a_correction_s_new_file_is_looked_at_in_the_form_and_need_not_be_chosen_twice(client, officer):
    paper = upload(client, make.make_item(public=True), make_pdf(text("Plain")))
    publish(client, paper)
    paper.refresh_from_db()
    where = address("officer-document-edit", paper)
    fields = TYPED | {"edit_number": paper.edit_number, "reason": "A page was missing.", "correction": "of_substance"}
    asked = client.post(where, fields | {"upload": SimpleUploadedFile("b.pdf", HIDING)})
    words = words_of(asked)
    assert "canaryprice" in words
    assert "Look at what was found in the file, then tick that you have" in words
    assert "You chose b.pdf, which is kept" in words
    assert DocumentFile.objects.count() == 1
    kept = asked.context["form"].data["kept"]
    assert client.post(where, fields | {"kept": kept, "acknowledged": "on"}).status_code == 302
    present = DocumentFile.objects.get(document=paper, superseded_at=None)
    assert (present.number, present.acknowledged_by) == (2, officer)
    assert AuditEvent.objects.filter(act="looked at what the file hides").count() == 1


def test_a_withheld_paper_is_listed_unlooked_at_but_opened_only_once_somebody_has_looked(client, officer):
    chosen = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    paper = upload(client, make.make_item(public=True), **chosen)
    paper = actions.publish(paper, by=None, at=AT)
    with pytest.raises(RefusedError, match="Look at what was found"):
        open_now(paper, reason="The sale is over.", by=None, at=AT)
    fields = TYPED | {"edit_number": paper.edit_number, "reason": "The sale is over.", "correction": "of_substance"}
    page = client.post(address("officer-document-edit", paper), fields)
    assert "Look at what was found in the file first" in page.content.decode()
    look(client, paper)
    paper.refresh_from_db()
    open_now(paper, reason="The sale is over.", by=None, at=AT)
    paper.refresh_from_db()
    assert paper.has_public_bytes


def test_an_item_is_not_opened_while_a_paper_below_it_was_not_looked_at(client, officer):
    item = make.make_item(public=True, **EXEMPT)
    paper = upload(client, item, **{"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"})
    actions.publish(paper, by=None, at=AT)
    open_now(item, reason="The sale is over.", by=None, at=AT)
    paper.refresh_from_db()
    assert paper.is_withheld


def test_the_database_refuses_an_open_published_document_nobody_looked_at(client, officer):
    paper = upload(client, make.make_item(public=True), make_pdf())
    publish(client, paper)
    with pytest.raises(IntegrityError), transaction.atomic():
        # Past the guard, as a fault in our own code would.
        QuerySet.update(Document._base_manager.filter(pk=paper.pk), needs_a_look=True)


def test_a_broken_pdf_is_set_aside_with_a_sentence(client, officer):
    paper = upload(client, make.make_item(public=True), b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert (paper.reading, paper.page_count, paper.has_text) == ("broken", None, False)
    words = words_of(client.get(address("officer-document-findings", paper)))
    assert "The text could not be read" in words
    assert "save it again as PDF and choose that" in words


def test_findings_are_for_officers_of_the_body_alone(client, officer):
    paper = upload(client, make.make_item(public=True))
    client.force_login(make.make_user(("officer", "both"), bodies=[make.make_body("Housing Panel")]))
    assert client.get(address("officer-document-findings", paper)).status_code == 404
    client.force_login(make.make_user(("approver", "executive")))
    page = client.get(address("officer-document-findings", paper))
    assert (
        b"looked" not in page.content.split(b"<main")[1].split(b"</main")[0]
        or b"<form" not in page.content.split(b"<main")[1]
    )
    assert look(client, paper).status_code == 302
    paper.refresh_from_db()
    assert paper.needs_a_look
