"""The front sheet and the bookmarks of a pack: who sits there, how to come and take part, where the papers are."""

from __future__ import annotations

import datetime
import io
import os
import tempfile
import time

import pikepdf
import pytest

from council import configuration
from council.models import Membership
from tests import factories
from tests.factories import AT
from tests.meetings.packing import add_paper, fetched, make_agenda, outline_of, tagged, text_of, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.pdf, pytest.mark.usefixtures("private_files")]


@pytest.fixture(autouse=True)
def _council():
    factories.make_council()


def test_bookmarks_contents_and_labels_lead_to_the_pages(client):
    make_agenda()
    work_off()
    data = fetched(client)
    assert outline_of(data) == [
        ("Front sheet and contents", 1, []),
        ("1 Opening hours", 3, [("Report on Opening hours", 3)]),
        ("2 The harbour wall", 4, [("Report on The harbour wall", 4)]),
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [
            (number, places[link.Dest[0].objgen])
            for number, page in enumerate(pdf.pages, start=1)
            for link in page.obj.get("/Annots", [])
        ]
        # The contents lead to both papers; the links inside the papers still lead to their own ends.
        assert links == [(2, 3), (2, 4), (3, 3), (4, 6)]
        assert [page.label for page in pdf.pages] == ["1", "2", "3", "4", "5", "6"]
        assert b"pack.invalid" not in data


def test_the_front_sheet_says_who_sits_there_and_how_to_come(client):
    facts = {"is_step_free": True, "has_hearing_loop": False, "adjustments": "Bea Orrin, 020 7946 0001"}
    deadline = {"take_part_by": datetime.date(2026, 10, 1), "take_part_by_time": datetime.time(12)}
    meeting = make_agenda(taking_part="Write to us.", **facts, **deadline)
    over, later = datetime.date(2026, 10, 5), datetime.date(2026, 10, 7)
    for name, capacity, dates in (
        ("Ada Quill", "substitute", {}), ("Ben Moor", "member", {"ends_on": meeting.held_on}), ("Cy Vale", "chair", {}),
        ("Dot Reed", "member", {"ends_on": over}), ("Eve Marsh", "member", {"starts_on": later}),
    ):  # fmt: skip
        factories.make_membership(meeting.body, name, capacity, party="A party", **dates)
    work_off()
    front = " ".join(text_of(fetched(client))[0].split())
    assert "Write to us. Tell us by noon on Thursday 1 October 2026." in front
    assert "Step-free. No hearing loop." in front
    assert "ask Bea Orrin, 020 7946 0001" in front
    assert "Members on the day of the meeting Cy Vale (Chair) Ben Moor Ada Quill (Substitute member)" in front
    assert "A party" not in front
    assert "Dot Reed" not in front
    assert "Eve Marsh" not in front


def test_a_new_member_is_put_on_the_front_sheet_and_the_old_pack_serves_until_then(client):
    meeting = make_agenda()
    work_off()
    before = fetched(client)
    person = factories.make_membership(factories.make_body("Another panel"), "Ada Quill").person
    changes = {"person": person, "body": meeting.body, "capacity": "member"}
    configuration.save(Membership(), changes=changes, seen="new", by=None, at=AT - datetime.timedelta(60))
    assert fetched(client) == before
    work_off()
    assert "Ada Quill" in text_of(fetched(client))[0]


def with_bookmarks(data: bytes) -> bytes:
    """The paper with bookmarks of its own: nested, one in a loop, one that runs a script, one without a place."""
    with pikepdf.open(io.BytesIO(data)) as paper:
        with paper.open_outline() as outline:
            outline.root[:] = [pikepdf.OutlineItem("Summary", 0), pikepdf.OutlineItem("Costs", 1)]
            outline.root[1].children.append(pikepdf.OutlineItem("Staff", 2))
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        last = paper.Root.Outlines.Last
        staff = last.First
        staff.Next = paper.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Script"), A=script, Parent=last))
        staff.Next.Next = staff
        out = io.BytesIO()
        paper.save(out)
        return out.getvalue()


def test_a_papers_own_bookmarks_stand_below_its_entry(client):
    meeting = make_agenda()
    add_paper(meeting.items.last(), "An appendix", with_bookmarks(tagged("An appendix", 3)))
    work_off()
    data = fetched(client)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        places = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}

        def read(entry):
            return str(entry.title), places[entry.destination[0].objgen], [read(each) for each in entry.children]

        report, appendix = [read(each) for each in outline.root[2].children]
    assert (report[0], report[1]) == ("Report on The harbour wall", 4)
    assert appendix == ("An appendix", 7, [("Summary", 7, []), ("Costs", 8, [("Staff", 9, [])])])
    assert b"app.alert" not in data


def test_what_a_killed_worker_left_behind_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, hours in (("agenda-pack-old", 7), ("agenda-pack-young", 1), ("another-old", 7)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "0.pdf").touch()
        then = time.time() - hours * 3600
        os.utime(tmp_path / name, (then, then))
    make_agenda()
    work_off()
    assert sorted(path.name for path in tmp_path.iterdir() if "-" in path.name) == ["agenda-pack-young", "another-old"]
