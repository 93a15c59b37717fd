"""Another file for a published document: the one before stays, superseded, unless it was ever withheld or withdrawn."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.models import RegisterEntry
from meetings import actions
from meetings.document_pages import reflowed
from meetings.models import Document, DocumentFile
from meetings.restriction_reviews import open_now
from tests import factories as make
from tests.factories import AT
from tests.files import make_pdf, text
from tests.reading import links_of, words_of
from tests.site.world_documents import EXEMPT, put_file, read_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def make_paper(item=None, *, public=True, **fields) -> Document:
    item = item or make.make_item(public=True)
    paper = put_file(make.make_document(item, "Report on hours", **fields), read_file("first "))
    return actions.publish(paper, by=None, at=AT) if public else paper


def addresses(paper, number=1) -> dict[str, str]:
    stem = f"/documents/{paper.reference}/"
    version = f"{stem}versions/{number}/"
    return {"page": stem, "text": f"{stem}text/", "file": f"{stem}x.txt", "version": version, "old": f"{version}x.txt"}


def statuses(client, paper) -> dict[str, int]:
    return {name: client.get(address).status_code for name, address in addresses(paper).items()}


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_text_is_a_web_page_that_names_the_file(client):
    paper = make_paper()
    response = client.get(addresses(paper)["text"])
    words = words_of(response)
    assert "A machine took this text out of the file (TXT, 11 bytes, 1 page)" in words
    assert "Page 1 first text" in words
    file = f"/documents/{paper.reference}/report-on-hours.txt"
    assert response["Link"] == f'<{file}>; rel="canonical"'
    assert f'<link rel="canonical" href="http://testserver{file}">' in response.content.decode()


def test_the_item_s_page_offers_the_web_page_beside_the_file(client):
    paper = make_paper()
    response = client.get(paper.entry.event.address)
    assert "Report on hours TXT, 11 bytes, 1 page Read it as a web page" in words_of(response)
    assert addresses(paper)["text"] in links_of(response)


def test_a_paper_without_text_offers_none(client):
    paper = make.make_document(make.make_item(public=True), public=True)
    assert client.get(f"/documents/{paper.reference}/text/").status_code == 404
    page = client.get(f"/documents/{paper.reference}/")
    assert "Listed only, the file is not held here" in words_of(page)


def test_another_file_is_a_new_version_and_the_old_one_says_so(client):
    paper = put_file(make_paper(), read_file("second "))
    assert statuses(client, paper) == {"page": 200, "text": 200, "file": 200, "version": 200, "old": 200}
    assert body_of(client.get(addresses(paper)["file"])) == b"second bytes"
    old = client.get(addresses(paper)["old"])
    assert body_of(old) == b"first bytes"
    assert old["Link"] == f'</documents/{paper.reference}/report-on-hours.txt>; rel="successor-version"'
    words = words_of(client.get(addresses(paper)["version"]))
    assert "Superseded Monday 2 November 2026" in words or "Superseded 2 November 2026" in words
    assert "by Report on hours (TXT, 12 bytes, 1 page)" in words
    assert "Why Another file" in words
    assert "first text" in words
    assert "first text" not in words_of(client.get(addresses(paper)["text"]))


def test_the_page_lists_its_versions(client):
    paper = put_file(put_file(make_paper(), read_file("second ")), read_file("third "))
    words = words_of(client.get(addresses(paper)["page"]))
    assert words.index("Version 2") < words.index("Version 1")
    assert "Earlier versions" in words_of(client.get(paper.entry.event.address))


@pytest.mark.parametrize("what", ["paper", "item", "meeting"])
def test_nothing_of_any_version_is_left_after_a_withdrawal(client, what):
    paper = put_file(make_paper(), read_file("second "))
    record = {"paper": paper, "item": paper.item, "meeting": paper.item.meeting}[what]
    actions.withdraw(record, reason="By mistake", by=None, at=AT)
    assert set(statuses(client, paper).values()) == {410}


def test_nothing_of_any_version_is_left_once_it_is_exempt_and_old_ones_never_come_back(client):
    paper = put_file(make_paper(), read_file("second "))
    paper = actions.save(paper, changes=EXEMPT, reason="Prices", by=None, at=AT)
    closed = {"page": 200, "text": 404, "file": 404, "version": 404, "old": 404}
    assert statuses(client, paper) == closed
    paper = open_now(paper, reason="The sale is over.", by=None, at=AT)
    assert statuses(client, paper) == closed | {"text": 200, "file": 200}


def test_a_file_replaced_while_it_was_withheld_is_never_reachable(client):
    paper = make_paper(**EXEMPT)
    paper = open_now(put_file(paper, read_file("second ")), reason="The sale is over.", by=None, at=AT)
    found = statuses(client, paper)
    assert (found["file"], found["version"], found["old"]) == (200, 404, 404)


def test_a_file_replaced_and_made_exempt_in_one_correction_was_public_and_is_closed(client):
    paper = put_file(make_paper(), read_file("second "), **EXEMPT)
    assert DocumentFile.objects.filter(document=paper, was_public=True).count() == 0
    assert statuses(client, paper)["old"] == 404


def test_a_paper_below_an_item_made_exempt_is_gone_with_its_text(client):
    paper = put_file(make_paper(), read_file("second "))
    actions.save(paper.item, changes=EXEMPT, reason="Prices", by=None, at=AT)
    assert set(statuses(client, paper).values()) == {410}


def test_a_draft_s_file_leaves_no_version(client):
    paper = put_file(make_paper(public=False), read_file("second "))
    paper = actions.publish(paper, by=None, at=AT)
    assert [file.number for file in DocumentFile.objects.all()] == [1]
    assert client.get(addresses(paper)["version"]).status_code == 404


def test_a_published_file_s_text_cannot_be_changed_in_place(client):
    from council.models.guard import PublishedRecordError
    from meetings.models import DocumentPage

    make_paper()
    with pytest.raises(PublishedRecordError):
        DocumentPage.objects.update(text="Something else")
    with pytest.raises(PublishedRecordError):
        DocumentFile.objects.get().save()


def test_an_officer_puts_another_file_in_its_place_with_a_reason(client, officer):
    paper = make_paper()
    address = reverse("meetings:officer-document-edit", args=[paper.public_id])
    fields = {"title": paper.title, "kind": "report", "restriction": "open", "edit_number": paper.edit_number}
    without = client.post(address, fields | {"upload": SimpleUploadedFile("new.pdf", make_pdf(text("New words")))})
    assert "Enter why it is corrected" in without.content.decode()
    assert "You chose new.pdf, which is kept" in without.content.decode()
    kept = without.context["form"].data["kept"]
    done = client.post(address, fields | {"kept": kept, "reason": "A table was wrong.", "correction": "of_substance"})
    assert done.status_code == 302
    paper.refresh_from_db()
    assert (paper.format, paper.page_count, paper.version) == ("PDF", 1, 2)
    assert RegisterEntry.objects.filter(reference=paper.public_id.hex, act="corrected").count() == 1
    words = words_of(client.get(f"/documents/{paper.reference}/versions/1/"))
    assert "Why A table was wrong." in words
    assert "New words" in words_of(client.get(f"/documents/{paper.reference}/text/"))


def test_a_kept_file_is_for_its_officer_alone_and_goes_once_it_is_saved(client, officer, private_files):
    item = make.make_item()
    address = reverse("meetings:officer-document-add", args=[item.public_id])
    typed = {"title": "", "kind": "report", "restriction": "open"}
    page = client.post(address, typed | {"upload": SimpleUploadedFile("new.pdf", make_pdf())})
    kept = page.context["form"].data["kept"]
    other = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(other)
    client.post(address, typed | {"title": "Theirs", "kept": kept})
    assert Document.objects.get().file.name == ""
    client.force_login(officer)
    client.post(address, typed | {"title": "Mine", "kept": kept})
    assert Document.objects.get(title="Mine").format == "PDF"
    assert list((private_files / "staged").iterdir()) == []


@pytest.mark.parametrize("count", [1, 30])
def test_text_and_versions_need_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    paper = make_paper()
    for number in range(count):
        paper = put_file(paper, read_file(f"{number} "))
    for name, queries in {"page": 5, "text": 6, "version": 7}.items():
        with django_assert_num_queries(queries):
            assert client.get(addresses(paper)[name]).status_code == 200


PRINTED = """A heading
A long line that goes on to the edge
of the page and then ends here.
It ends."""
SHOWN = "A heading\n\nA long line that goes on to the edge of the page and then ends here. It ends."


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (PRINTED, SHOWN),
        ("(a) one thing\n(b) another", "(a) one thing\n\n(b) another"),
        ("One\n\nTwo", "One\n\nTwo"),
        ("", ""),
    ],
)  # fmt: skip
def test_printed_lines_become_paragraphs_without_losing_a_word(printed, shown):
    assert reflowed(printed) == shown
    assert reflowed(printed).split() == printed.split()
