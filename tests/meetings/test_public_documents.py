"""Documents: bytes go out only while the public may have them, checked at each request."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from council.files import digest_of
from meetings import actions
from meetings.choices import DocumentKind
from meetings.models import Document
from meetings.published import item_address
from meetings.published_documents import document_address
from tests import factories
from tests.factories import AT
from tests.meetings.test_public_item import EXEMPT
from tests.reading import links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

BYTES = b"%PDF-1.7 an open paper"


def make_paper(item=None, *, public=True, **fields):
    """A paper with a file."""
    item = item or factories.make_item(public=True)
    facts = {"title": "Report on hours", "size_text": "", "size_bytes": len(BYTES), "sha256": digest_of(BYTES)}
    paper = factories.make_document(item, **(facts | fields))
    paper.file.save("secret-name.pdf", ContentFile(BYTES), save=True)
    return actions.publish(paper, by=None, at=AT) if public else paper


def body_of(response):
    return b"".join(response.streaming_content)


def test_a_pdf_is_shown_in_the_browser_under_a_name_made_from_its_title(client):
    paper = make_paper()
    assert document_address(paper) == f"/documents/{paper.reference}/report-on-hours.pdf"
    response = client.get(document_address(paper))
    assert body_of(response) == BYTES
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="report-on-hours.pdf"'
    assert response["Content-Length"] == str(len(BYTES))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("format", "kind"),
    [("HTML", "text/html"), ("SVG", "image/svg+xml"), ("TXT", "text/plain"), ("", "application/octet-stream")],
)
def test_everything_else_is_saved_and_never_shown(client, format, kind):
    paper = make_paper(format=format, size_text="1 KB")
    response = client.get(document_address(paper))
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment; ")


def test_the_type_is_the_paper_s_own_whatever_name_is_asked_for(client):
    paper = make_paper(format="HTML")
    for name in ("x.pdf", "report-on-hours.html", "secret-name.pdf"):
        response = client.get(f"/documents/{paper.reference}/{name}")
        assert response["Content-Type"] == "text/html"
        assert response["Content-Disposition"] == 'attachment; filename="report-on-hours.html"'


def test_the_etag_is_the_digest_of_the_bytes(client):
    paper = make_paper()
    etag = client.get(document_address(paper))["ETag"]
    assert etag == f'"{digest_of(BYTES)}"'
    response = client.get(document_address(paper), headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_digest_does_not_open_what_is_no_longer_public(client):
    paper = make_paper()
    etag = client.get(document_address(paper))["ETag"]
    address = document_address(paper)
    actions.withdraw(paper, reason="By mistake", by=None, at=AT)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 410


def not_public():
    """(what, paper) for every reason not to give out the bytes."""
    yield "draft", make_paper(public=False)
    yield "exempt", make_paper(**EXEMPT)
    yield "part exempt", make_paper(**(EXEMPT | {"restriction": "part_exempt"}))
    yield "confidential", make_paper(restriction="confidential")
    yield "below an exempt item", make_paper(factories.make_item(public=True, **EXEMPT))
    yield "original of an import", make_paper(kind=DocumentKind.ORIGINAL, public=False)
    later = make_paper()
    changes = EXEMPT | {"restriction": "exempt"}
    yield "made exempt later", actions.save(later, changes=changes, reason="Prices", by=None, at=AT)


def test_nothing_else_goes_out(client):
    for what, paper in not_public():
        reference = paper.reference or "D-2026-99"
        for name in ("report-on-hours.pdf", "secret-name.pdf"):
            response = client.get(f"/documents/{reference}/{name}")
            assert response.status_code == 404, what
            assert BYTES not in response.content, what


def test_nothing_goes_out_of_an_item_made_exempt_or_of_anything_withdrawn(client):
    for what in ("paper", "item", "meeting"):
        paper = make_paper()
        record = {"paper": paper, "item": paper.item, "meeting": paper.item.meeting}[what]
        actions.withdraw(record, reason="It was the wrong file.", by=None, at=AT)
        response = client.get(f"/documents/{paper.reference}/report-on-hours.pdf")
        assert response.status_code == 410, what
        assert "It was the wrong file." in words_of(response)
    paper = make_paper()
    actions.save(paper.item, changes=EXEMPT, reason="Prices", by=None, at=AT)
    assert client.get(f"/documents/{paper.reference}/report-on-hours.pdf").status_code in (404, 410)


def test_a_listed_paper_and_one_whose_file_is_lost_are_404(client):
    item = factories.make_item(public=True)
    listed = factories.make_document(item, public=True)
    lost = make_paper(item)
    lost.file.storage.delete(lost.file.name)
    for paper in (listed, lost):
        assert client.get(f"/documents/{paper.reference}/report.pdf").status_code == 404


def test_the_page_links_to_the_bytes_with_type_and_size(client):
    paper = make_paper(size_bytes=108_544)
    words = words_of(client.get(paper.entry.event.address))
    assert "Report on hours PDF, 106 KB" in words
    assert "listed only" not in words


def test_the_same_few_queries_every_time(client, django_assert_num_queries):
    paper = make_paper()
    with django_assert_num_queries(3):
        assert client.get(document_address(paper)).status_code == 200


def test_a_paper_says_which_one_it_replaces_while_that_is_public(client):
    older = make_paper(title="Report on hours, first draft")
    newer = make_paper(older.item, title="Report on hours, final", supersedes=older)
    other = make_paper(title="From another item", supersedes=older)
    pages = (item_address(newer.item), f"/documents/{newer.reference}/")
    for page in pages:
        response = client.get(page)
        assert "This replaces Report on hours, first draft" in words_of(response)
        assert f"/documents/{older.reference}/" in links_of(response)
    assert "This replaces" not in words_of(client.get(f"/documents/{other.reference}/"))
    actions.withdraw(older, reason="By mistake", by=None, at=AT)
    assert not any("This replaces" in words_of(client.get(page)) for page in pages)


def test_an_officer_says_which_paper_of_the_item_it_replaces(client):
    older, elsewhere = make_paper(title="The first report"), make_paper(title="A report elsewhere")
    client.force_login(factories.make_user(("officer", "both")))
    page = f"/officer/items/{older.item.public_id}/documents/add/"
    offered = client.get(page).content.decode()
    assert [older.title in offered, elsewhere.title in offered] == [True, False]
    typed = {
        "title": "The second report",
        "kind": "report",
        "restriction": "open",
        "format": "PDF",
        "size_text": "1 KB",
    }
    client.post(page, typed | {"supersedes": older.pk})
    assert Document.objects.get(title="The second report").supersedes == older
