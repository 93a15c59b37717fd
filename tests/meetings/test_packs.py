"""Packs: what is in them, what is not, when they are made again, and that what is not public is out of reach."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from council.models import RegisterHead
from meetings import actions
from meetings.actions_publish import publish_supplement
from meetings.models import AgendaPack, Document
from meetings.packs import ask_for
from tests import factories
from tests.factories import AT
from tests.meetings import packing
from tests.meetings.packing import ADDRESS, add_paper, fetched, make_agenda, outline_of, tagged, text_of, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.usefixtures("private_files")]


@pytest.fixture(autouse=True)
def _council():
    factories.make_council()


def test_a_published_agenda_gets_its_pack(client):
    make_agenda(venue="Town Hall", taking_part="Write by noon.")
    assert client.get(ADDRESS).status_code == 404
    work_off()
    data = fetched(client)
    pages = text_of(data)
    assert len(pages) == 6
    assert all(f"Pack page {number}\n" in text + "\n" for number, text in enumerate(pages, start=1))
    for words in ("Wenshire Council", "Agenda pack", "Cabinet", "Town Hall", "Write by noon."):
        assert words in pages[0]
    assert "Report on Opening hours" in pages[1]
    assert "Nothing on this agenda is withheld." in pages[1]
    assert "Words of Opening hours." in pages[2]
    assert "The end of The harbour wall." in pages[5]


def test_it_is_accessible_sound_and_the_same_each_time(client, tmp_path):
    meeting = make_agenda()
    work_off()
    data = fetched(client)
    report = validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report
    pack = AgendaPack.objects.get()
    assert pack.is_accessible
    if shutil.which("qpdf"):
        (tmp_path / "pack.pdf").write_bytes(data)
        checked = subprocess.run(["qpdf", "--check", tmp_path / "pack.pdf"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    ask_for(meeting, anew=True)
    work_off()
    assert AgendaPack.objects.get().made_at > pack.made_at
    assert fetched(client) == data


def elements(data: bytes) -> list[str]:
    """The kinds of all structure elements."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found, waiting = [], [pdf.Root.StructTreeRoot.K]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Array):
                waiting += list(each)
            elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
                found.append(str(each.S))
                waiting += [each.K] if "/K" in each else []
        return found


def test_the_tags_of_every_paper_are_there(client):
    make_agenda()
    work_off()
    found = elements(fetched(client))
    assert found.count("/Table") == 3
    assert found.count("/H1") == 3
    assert found.count("/Part") == 3


def test_a_paper_without_tags_is_named_and_no_claim_is_made(client):
    meeting = make_agenda()
    add_paper(meeting.items.first(), "A printed page", packing.untagged("A printed page"))
    work_off()
    data = fetched(client)
    pack = AgendaPack.objects.get()
    assert not pack.is_accessible
    assert pack.not_tagged == [{"title": "A printed page", "why": "It has no tags."}]
    assert b"pdfuaid" not in data
    assert elements(data).count("/Table") == 3
    assert "Words of A printed page." in "".join(text_of(data))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            lambda: packing.encrypted("Locked"),
            "The file has a password or is locked, so its pages cannot be put in here.",
        ),
        (lambda: tagged("Cut short")[:-900], "The file is damaged, so its pages cannot be put in here."),
        (lambda: b"%PDF-1.7\n" + b"\0" * 500, "The file is damaged, so its pages cannot be put in here."),
    ],
    ids=["encrypted", "truncated", "rubbish"],
)
def test_a_file_that_cannot_be_put_in_is_named_and_the_rest_stands(client, data, why):
    meeting = make_agenda()
    add_paper(meeting.items.first(), "A bad file", data())
    work_off()
    pages = text_of(fetched(client))
    assert len(pages) == 6
    assert AgendaPack.objects.get().left_out == [{"title": "A bad file", "why": why}]
    contents = " ".join(pages[1].split())
    assert "A bad file" in contents
    assert why in contents


def test_what_is_no_pdf_or_only_listed_is_named_in_its_place(client):
    meeting = make_agenda()
    item = meeting.items.first()
    word = add_paper(item, "A Word paper", b"PK\x03\x04", format="DOCX")
    factories.make_document(item, "Only listed", public=True)
    work_off()
    contents = " ".join(text_of(fetched(client))[1].split())
    assert "Find it on the council’s website at /documents/" + word.reference in contents.replace("- ", "-")
    assert "Only its title is held, not the file." in contents
    assert len(AgendaPack.objects.get().left_out) == 2


EXEMPT = {"restriction": "exempt", "paragraphs": "3", "reason": "Prices are being agreed"}


def everything(data: bytes) -> str:
    """Text, bookmarks, metadata and the raw bytes with every stream unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        info = " ".join(str(value) for value in pdf.docinfo.values())
        xmp = pdf.Root.Metadata.read_bytes().decode()
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return " ".join([*text_of(data), str(outline_of(data)), info, xmp, out.getvalue().decode("latin-1")])


def test_nothing_that_is_not_public_is_in_it(client):
    meeting = make_agenda()
    first = meeting.items.first()
    add_paper(first, "Canarydraft", tagged("Canarydraft"), public=False)
    gone = add_paper(first, "Canarywithdrawn", tagged("Canarywithdrawn"))
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    secret = add_paper(first, "Canaryexempt", tagged("Canaryexempt"), public=False, public_title="A paper on a lease")
    actions.make_exempt(secret, by=None, at=AT, **EXEMPT)
    actions.publish(Document.objects.get(pk=secret.pk), by=None, at=AT)
    barred = factories.make_item(
        meeting, title="Canarybarred", public_title="A matter barred", restriction="confidential", public=True
    )
    add_paper(barred, "A paper", tagged("Canarybelow"))
    factories.make_item(meeting, title="Canaryitemdraft")
    work_off()
    data = fetched(client)
    found = everything(data)
    assert "Canary" not in found
    assert "canary" not in found
    contents = " ".join(text_of(data)[1].split())
    assert "A paper on a lease" in contents
    assert "paragraph 3). Why: Prices are being agreed" in contents
    assert "A matter barred" in contents
    assert "Confidential. The law forbids the council to publish this." in contents
    assert len(text_of(data)) == 6


class TestOutOfReachAtOnce:
    @pytest.fixture(autouse=True)
    def _packed(self, client, private_files):
        self.meeting = make_agenda()
        self.paper = Document.objects.order_by("pk").first()
        work_off()
        self.page = "/meetings/cabinet/2026-10-06/"
        assert "Agenda pack</a>" in client.get(self.page).content.decode()
        self.before = AgendaPack.objects.get()

    def look(self, client):
        response = client.get(ADDRESS)
        assert response.status_code == 404
        assert "The agenda pack is being made" in response.content.decode()
        assert "Agenda pack</a>" not in client.get(self.page).content.decode()

    def test_when_a_paper_is_made_exempt(self, client):
        actions.make_exempt(self.paper, by=None, at=AT, **EXEMPT)
        self.look(client)
        work_off()
        assert "Words of Opening hours" not in "".join(text_of(fetched(client)))
        assert len(text_of(fetched(client))) == 5

    def test_when_a_paper_is_withdrawn_and_its_bytes_go(self, client, private_files):
        actions.withdraw(self.paper, reason="By mistake", by=None, at=AT)
        self.look(client)
        kept = private_files / "rendered" / self.before.digest[:2] / self.before.digest
        assert kept.exists()
        work_off()
        assert "Opening hours.\n" not in "".join(text_of(fetched(client)))

    def test_when_an_item_is_withdrawn(self, client):
        actions.withdraw(self.paper.item, reason="By mistake", by=None, at=AT)
        self.look(client)

    def test_when_the_meeting_is_withdrawn(self, client, django_capture_on_commit_callbacks, private_files):
        actions.withdraw(self.meeting, reason="By mistake", by=None, at=AT)
        assert client.get(ADDRESS).status_code == 410
        with django_capture_on_commit_callbacks(execute=True):
            work_off()
        assert not AgendaPack.objects.exists()
        assert not (private_files / "rendered" / self.before.digest[:2] / self.before.digest).exists()

    def test_what_changes_nothing_in_it_leaves_it(self, client):
        factories.make_outcome(self.paper.item, public=True)
        assert client.get(ADDRESS).status_code == 200
        work_off()
        assert AgendaPack.objects.get().made_at == self.before.made_at

    def test_what_became_exempt_while_it_was_made_wins(self, client, monkeypatch):
        """The paper is made exempt after its bytes were read: what was made with it is not kept."""
        from meetings import packs

        build, turns = packs.build, []

        def slow(*given):
            built = build(*given)
            turns.append(built.pages)
            if len(turns) == 1:
                actions.make_exempt(self.paper, by=None, at=AT, **EXEMPT)
            return built

        monkeypatch.setattr(packs, "build", slow)
        packs.ask_for(self.meeting, anew=True)
        work_off()
        assert turns[:2] == [6, 5]
        assert len(text_of(fetched(client))) == 5


def test_a_page_that_shows_a_new_pack_has_a_new_etag(client):
    make_agenda()
    page = "/meetings/cabinet/2026-10-06/"
    before = client.get(page).headers["ETag"]
    work_off()
    assert client.get(page).headers["ETag"] != before
    made = RegisterHead.objects.get().made
    work_off()
    assert RegisterHead.objects.get().made == made


def test_a_supplement_goes_on_with_the_numbers(client):
    meeting = make_agenda()
    late = factories.make_item(meeting, title="A late matter")
    add_paper(late, "A late report", tagged("A late report", 2), public=False)
    publish_supplement(meeting, reason="The bill came on Monday.", by=None, at=AT)
    work_off()
    assert len(text_of(fetched(client))) == 6
    pages = text_of(fetched(client, "/meetings/cabinet/2026-10-06/supplement-1-pack.pdf"))
    assert [f"Pack page {number}" in text for number, text in enumerate(pages, start=7)] == [True] * 4
    assert "Agenda pack, supplement 1" in pages[0]
    assert "The bill came on Monday." in pages[0]
    assert "A late report" in pages[1]
    assert "Report on Opening hours" not in "".join(pages)
    assert client.get("/meetings/cabinet/2026-10-06/supplement-2-pack.pdf").status_code == 404
    assert client.get("/meetings/cabinet/2026-10-06/supplement-0-pack.pdf").status_code == 404
    # The agenda's own pack gets a page longer: the supplement's numbers move on with it.
    add = add_paper(meeting.items.first(), "One more", tagged("One more"), public=False)
    actions.publish(add, by=None, at=AT)
    work_off()
    pages = text_of(fetched(client, "/meetings/cabinet/2026-10-06/supplement-1-pack.pdf"))
    assert "Pack page 8" in pages[0]


def test_the_pack_needs_few_queries(client, django_assert_num_queries):
    make_agenda()
    work_off()
    with django_assert_num_queries(6):
        fetched(client)


def test_an_agenda_without_a_public_item_has_no_pack(client):
    factories.make_item(factories.make_meeting(public=True))
    work_off()
    response = client.get(ADDRESS)
    assert (response.status_code, "being made" in response.content.decode()) == (404, False)
    assert not AgendaPack.objects.exists()
