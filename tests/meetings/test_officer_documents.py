"""Documents on the officers' side: what a file is, how it is kept, who gets it, what is refused and said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.files import digest_of
from meetings.choices import DocumentKind
from meetings.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
TYPED = {"title": "Report of the Head of Libraries", "kind": "report", "restriction": "open"}


@pytest.fixture
def officer(client, private_files):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def zipped(*names: str) -> bytes:
    """A ZIP file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def upload(client, item, data: bytes, name: str = "report.pdf", **fields):
    file = SimpleUploadedFile(name, data, "application/pdf")
    return client.post(address("officer-document-add", item), TYPED | {"upload": file} | fields)


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (PDF, "report.pdf", "PDF"),
        (PDF, "report", "PDF"),
        (zipped("[Content_Types].xml", "word/document.xml"), "report.docx", "DOCX"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "sheet.xlsx", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old.doc", "DOC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old.xls", "XLS"),
        (b"{\\rtf1 words}", "letter.rtf", "RTF"),
        (b"a,b\r\n1,2\r\n", "figures.csv", "CSV"),
        (b"caf\xe9", "note.txt", "TXT"),
        (b"\x00\x01\x02", "model.dwg", ""),
        (zipped("anything.bin"), "maps.zip", ""),
    ],
)
def test_the_type_is_read_from_the_bytes(client, officer, data, name, found):
    upload(client, make.make_item(), data, name, format="EXE", size_text="1 KB")
    saved = Document.objects.get()
    assert (saved.format, saved.size_bytes, saved.size_text, saved.sha256) == (found, len(data), "", digest_of(data))


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "report.pdf", "The file is empty. Choose another one"),
        (b"MZ\x90\x00 a program", "report.pdf", "The file’s name says PDF but it is something else"),
        (b"<html><script>alert(1)</script>", "report.pdf", "The file’s name says PDF but it is something else"),
        (PDF, "report.docx", "The file’s name says DOCX but it is something else"),
        (zipped("word/document.xml")[:-22], "report.docx", "The file is damaged: its end is missing"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "report.docm", "The file holds macros"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.doc",
            "The file has a password",
        ),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), "report.pdf", "The file must be 20 MB or smaller"),
    ],
)
def test_a_file_residents_could_not_open_is_refused_and_the_words_stay(
    client, officer, private_files, data, name, words
):
    page = upload(client, make.make_item(), data, name).content.decode()
    assert words in page
    assert 'value="Report of the Head of Libraries"' in page
    assert Document.objects.count() == 0
    assert [path for path in Path(private_files).rglob("*") if path.is_file()] == []


def test_a_file_is_kept_under_a_name_that_says_nothing(client, officer, private_files):
    item = make.make_item()
    upload(client, item, PDF, "../../secret lease.pdf")
    saved = Document.objects.get()
    (kept,) = [path for path in Path(private_files).rglob("*") if path.is_file()]
    assert kept.read_bytes() == PDF
    assert kept.name == saved.public_id.hex
    assert saved.file_name == "secret lease.pdf"


def test_a_listed_paper_needs_no_file_but_is_published_only_with_type_or_size(client, officer):
    item = make.make_item(public=True)
    client.post(address("officer-document-add", item), TYPED)
    bare = Document.objects.get()
    page = client.get(address("officer-item", item))
    assert "Add the file, or the type and size" in page.content.decode()
    fields = TYPED | {"format": "PDF", "size_text": "106 KB", "edit_number": bare.edit_number}
    client.post(address("officer-document-edit", bare), fields)
    bare.refresh_from_db()
    client.post(
        reverse("meetings:officer-publish", args=["document", bare.public_id]), {"edit_number": bare.edit_number}
    )
    bare.refresh_from_db()
    assert (bare.is_published, bare.format, bare.size_text) == (True, "PDF", "106 KB")


def test_an_edit_without_a_new_file_keeps_the_old_one(client, officer):
    item = make.make_item()
    upload(client, item, PDF)
    saved = Document.objects.get()
    fields = TYPED | {"title": "Another title", "edit_number": saved.edit_number}
    client.post(address("officer-document-edit", saved), fields)
    kept = Document.objects.get()
    assert (kept.title, kept.file.name, kept.sha256) == ("Another title", saved.file.name, digest_of(PDF))
    client.post(
        address("officer-document-edit", kept),
        fields | {"upload": SimpleUploadedFile("new.pdf", PDF + b"2"), "edit_number": kept.edit_number},
    )
    assert Document.objects.get().sha256 == digest_of(PDF + b"2")


def test_a_draft_is_saved_to_disk_by_officers_of_its_body_and_by_nobody_else(client, officer):
    item = make.make_item(restriction="exempt", exempt_paragraphs="3", exempt_reason="Bargaining.")
    upload(client, item, PDF, restriction="exempt", exempt_paragraphs="3", exempt_reason="Bargaining.")
    link = address("officer-document", Document.objects.get())
    response = client.get(link)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="report-of-the-head-of-libraries.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    client.force_login(make.make_user(("officer", "both"), bodies=[make.make_body("Housing Panel")]))
    assert client.get(link).status_code == 404
    client.logout()
    assert client.get(link)["Location"].startswith("/sign-in/")


def test_a_listed_paper_and_a_lost_file_have_no_download(client, officer, private_files):
    item = make.make_item()
    assert client.get(address("officer-document", make.make_document(item))).status_code == 404
    upload(client, item, PDF)
    (kept,) = [path for path in Path(private_files).rglob("*") if path.is_file()]
    kept.unlink()
    assert client.get(address("officer-document", Document.objects.get(format="PDF", size_text=""))).status_code == 404


def test_an_original_file_is_for_those_who_see_both_sides_and_is_never_edited(client, officer, private_files):
    original = make.make_document(
        None, "Pasted page", kind=DocumentKind.ORIGINAL, file=SimpleUploadedFile("page.txt", b"words")
    )
    assert client.get(address("officer-document", original)).status_code == 200
    assert client.get(address("officer-document-edit", original)).status_code == 404
    assert client.post(address("officer-document-edit", original), TYPED | {"edit_number": "1"}).status_code == 404
    for name, allowed in (("withdraw", (404, 404)), ("make-exempt", (404, 404)), ("publish", (405, 404))):
        page = reverse(f"meetings:officer-{name}", args=["document", original.public_id])
        assert (client.get(page).status_code, client.post(page).status_code) == allowed
    client.force_login(make.make_user(("officer", "scrutiny")))
    assert client.get(address("officer-document", original)).status_code == 404
    issue = make.make_issue(original=original)
    assert client.get(address("officer-document", original)).status_code == 200
    assert address("officer-document", original) in client.get(address("officer-issue", issue)).content.decode()
