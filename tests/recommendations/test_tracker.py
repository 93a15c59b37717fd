"""The tracker and the papers made from it: public words alone, as at a day, in files that open, on an agenda."""

from __future__ import annotations

import csv
import datetime
import io
import uuid

import pytest
import time_machine
from django.urls import reverse
from docx import Document as WordDocument
from openpyxl import load_workbook

from council.models import Council, Office
from meetings.models import Document
from recommendations import actions
from recommendations.actions.handover import hand_over
from recommendations.choices import Outcome
from recommendations.models import ProgressUpdate, RecommendationSet
from recommendations.tracker import tracked
from recommendations.tracker_filter import Question, choices, narrowed
from tests import factories as f
from tests.reading import words_of
from tests.recommendations.answering import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
TODAY = D(2026, 11, 26)
PART = {
    "outcome": Outcome.IN_PART,
    "outcome_words": "In part",
    "comment": "Half of it.",
    "no_action": "",
    "actions": [{"description": "Mend the lamps", "lead_title": "Head of Streets", "due_on": D(2026, 10, 1)}],
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def lamps() -> RecommendationSet:
    """Answered on 14 September 2026, with an action whose day has gone."""
    f.make_council()
    day = D(2026, 8, 3)
    found = f.make_set(
        "Mend the lamps", subject="street lamps", public=True, made_on=day, received_on=day, notice_given_on=day
    )
    f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers=PART)
    return found


def rows(on: datetime.date = TODAY, **asked: str):
    found = tracked(RecommendationSet.objects.all(), Council.current(), on)
    return narrowed(found, Question(**asked))


def test_a_row_says_what_was_asked_answered_promised_and_where_it_stands(lamps):
    (row,) = rows()
    assert (row.words, row.outcome_words, row.comment) == ("Mend the lamps", "In part", "Half of it.")
    assert (row.owners, row.respondent) == (("Head of Streets",), "Cabinet Member for Libraries")
    assert [(action.due_on, action.is_overdue) for action in row.actions] == [(D(2026, 10, 1), True)]
    assert (row.status, row.status_words, row.is_closed) == ("no_update", "No update yet", False)


def test_as_at_an_earlier_day_the_answer_is_not_there_yet(lamps):
    (row,) = rows(D(2026, 9, 13))
    assert (row.outcome, row.comment, row.actions, row.status_words) == ("", "", (), "Awaiting an answer")
    assert rows(D(2026, 8, 2)) == []


def test_an_answer_is_overdue_only_after_its_last_day(lamps):
    f.make_set(
        "Second", public=True, made_on=D(2026, 9, 26), received_on=D(2026, 9, 26), notice_given_on=D(2026, 9, 26)
    )
    assert [row.is_due for row in rows(D(2026, 11, 25)) if not row.outcome] == [False]
    assert [row.words for row in rows(due="answer")] == ["Second"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"body": "finance-panel"}, 1), ({"body": "nobody"}, 0), ({"owner": "Head of Streets"}, 1),
        ({"office": "Cabinet Member for Libraries"}, 1), ({"outcome": "accepted_in_part"}, 1),
        ({"outcome": "awaiting"}, 0), ({"status": "open"}, 1), ({"status": "complete_confirmed"}, 0),
        ({"year": "2026/27"}, 1), ({"year": "2025/26"}, 0), ({"due": "action"}, 1), ({"due": "answer"}, 0),
    ],
)  # fmt: skip
def test_it_is_narrowed(lamps, asked, number):
    assert len(rows(**asked)) == number


def test_what_is_offered_leads_to_rows(lamps):
    for name, offered in choices(rows()).items():
        for code, _words in offered:
            assert rows(**{name: code}), (name, code)


def test_nothing_that_is_not_public_is_in_it(lamps):
    f.make_set("Draft canary", made_on=TODAY)
    gone = f.make_set("Withdrawn canary", public=True, made_on=D(2026, 9, 1))
    actions.withdraw_set(gone, reason="By mistake", by=None, at=f.AT)
    answering = f.make_set("Being answered", public=True, made_on=D(2026, 9, 2))
    f.make_response(answering, until="signed_off", answers={"comment": "Draft canary", "private_notes": "Note canary"})
    exempt = {
        "restriction": "exempt",
        "exempt_paragraphs": "3",
        "exempt_reason": "A price.",
        "public_summary": "A site.",
    }
    secret = f.make_set(rows=[{"label": "1)", "text": "Exempt canary", **exempt}], public=True, made_on=D(2026, 9, 3))
    part = {"exempt_comment": "Comment canary", "exempt_paragraphs": "3", "exempt_reason": "A price."}
    f.make_response(secret, until="published", approved_on=D(2026, 9, 9), answers=part)
    found = rows()
    assert sorted(row.words for row in found) == ["A site.", "Being answered", "Mend the lamps"]
    assert "canary" not in repr(found)


def test_the_same_queries_at_1_and_at_30_rows(lamps, django_assert_num_queries):
    with django_assert_num_queries(7):
        rows()
    for number in range(29):
        more = f.make_set("One", "Two", public=True, made_on=D(2026, 9, 1) + datetime.timedelta(days=number))
        if number % 10 == 0:
            f.make_response(more, until="published", approved_on=D(2026, 11, 2))
    with django_assert_num_queries(7):
        assert len(rows()) == 59


@pytest.fixture
def clerk(client):
    user = f.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def test_the_page_and_its_files_have_the_same_rows(client, clerk, lamps):
    assert "1 recommendation" in words_of(client.get("/officer/recommendations/tracker/?status=open"))
    text = client.get("/officer/recommendations/tracker.csv?status=open").content.decode().removeprefix("\ufeff")
    heading, row = list(csv.reader(io.StringIO(text)))
    assert heading == [
        "Reference", "Origin", "Date", "Subject", "Recommendation", "Date to the executive", "Answer",
        "Lead officer or member", "Action taken", "Status",
    ]  # fmt: skip
    assert row[6:] == [
        "In part (14 September 2026)\nHalf of it.", "Head of Streets",
        "Mend the lamps (overdue since 1 October 2026)", "No update yet",
    ]  # fmt: skip
    book = load_workbook(io.BytesIO(client.get("/officer/recommendations/tracker.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]][4] == "Mend the lamps"
    word = WordDocument(io.BytesIO(client.get("/officer/recommendations/tracker.docx").content))
    assert word.tables[0].rows[1].cells[4].text == "Mend the lamps"
    assert client.get("/officer/recommendations/tracker.exe").status_code == 404
    nothing = client.get("/officer/recommendations/tracker/?status=complete_confirmed")
    assert "Nothing fits all of that" not in words_of(nothing)  # it is not offered, so it narrows nothing


def paper(client, **typed):
    day = typed.pop("as_at", TODAY)
    boxes = {"as_at_day": day.day, "as_at_month": day.month, "as_at_year": day.year}
    return client.post("/officer/recommendations/papers/", {"form": "docx", **boxes, **typed})


def test_a_paper_is_put_on_an_agenda_in_one_step_as_a_draft(client, clerk, lamps):
    item = f.make_item(f.make_meeting(held_on=D(2026, 12, 14)))
    response = paper(client, kind="response", set=lamps.pk, item=item.pk)
    assert response.headers["Location"] == reverse("meetings:officer-item", args=[item.public_id])
    document = Document.objects.get(item=item)
    facts = (document.title, document.format, document.is_published, document.has_text)
    assert facts == ("Response to scrutiny recommendations", "DOCX", False, True)
    with document.file.open("rb") as file:
        found = WordDocument(io.BytesIO(file.read()))
    cells = [cell.text for cell in found.tables[0].rows[1].cells]
    assert cells[0].endswith("Mend the lamps")
    assert cells[1:3] == ["In part", "Half of it."]


def test_a_paper_loses_no_part_of_what_was_asked_and_answered(client, clerk):
    f.make_council()
    limbs = [{"label": "(a)", "text": "the lamps"}, {"label": "(b)", "text": "the quay"}]
    board = {"name": "The Wen Drainage Board"}
    asked = [{"label": "1)", "text": "That these be mended:", "limbs": limbs}, {"text": "Drain it.", "duty": board}]
    day = D(2026, 8, 3)
    found = f.make_set(rows=asked, public=True, made_on=day, received_on=day, notice_given_on=day)
    said = [
        {"label": "(a)", "outcome": "accepted", "outcome_words": "Yes", "comment": ""},
        {"label": "(b)", "outcome": "no_outcome_given", "outcome_words": "Noted", "comment": "Not ours."},
    ]
    part = PART | {"limbs": said, "has_amendment": True, "agreed_wording": "That the lamps be mended."}
    answer(found, part, approved_on=D(2026, 9, 14))
    duty, no = found.duties.get(), {"outcome": Outcome.NOT_ACCEPTED, "outcome_words": "No", "comment": "Too dear."}
    answer(found, no, duty=duty, respondent_title="Clerk to the Board", approved_on=D(2026, 9, 20))
    tables = WordDocument(io.BytesIO(paper(client, kind="response", set=found.pk).content))
    first, second = ([cell.text for cell in row.cells] for row in tables.tables[0].rows[1:])
    assert first[0] == "1) That these be mended:\n(a) the lamps\n(b) the quay"
    assert first[2].split("\n") == [
        "Answer of Cabinet", "With an amendment", "Agreed wording: That the lamps be mended.", "Half of it.", "(a) Yes",
        "(b) Noted, no outcome given. Not ours.",
    ]  # fmt: skip
    assert second[:3] == ["Drain it.", "No", "Answer of The Wen Drainage Board\nToo dear."]
    told = "\n".join(line.text for line in tables.paragraphs)
    assert "Cabinet; The Wen Drainage Board" in told
    assert "Clerk to the Board" in told
    assert [row.name for row in rows()] == ["SR-2026-1, 1)", "SR-2026-1, no. 2"]


def test_whoever_leads_it_since_a_hand_over_is_whom_the_tracker_names():
    f.make_council()
    streets, places = (
        Office.objects.create(title=title, slug=title[-6:].lower(), kind="officer")
        for title in ("Head of Streets", "Head of Places")
    )
    found = f.make_set("Light it", public=True, made_on=D(2026, 8, 3))
    led = {"description": "Light it", "lead_title": streets.title, "lead_office": streets, "due_on": D(2026, 12, 1)}
    f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers=PART | {"actions": [led]})
    said = {"since": D(2026, 11, 2), "by": None, "at": datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)}
    hand_over(streets, places, **said)
    assert [row.owners for row in rows()] == [("Head of Places",)]
    assert [len(rows(owner=post)) for post in ("Head of Places", "Head of Streets")] == [1, 0]
    assert [row.owners for row in rows(on=D(2026, 11, 1))] == [("Head of Streets",)]


def test_what_is_due_soon_is_found_and_what_is_overdue_is_not():
    f.make_council(due_soon_days=14)
    for number, day in enumerate((D(2026, 9, 25), D(2026, 10, 5), D(2026, 11, 20))):
        f.make_set(f"Asked {number}", public=True, made_on=day, received_on=day, notice_given_on=day)
    assert [(row.words, row.due_on) for row in rows(due="answer-soon")] == [("Asked 1", D(2026, 12, 4))]
    done = f.make_set("Light it", public=True, made_on=D(2026, 8, 3), received_on=D(2026, 8, 3))
    days = (D(2026, 11, 25), D(2026, 11, 26), D(2026, 12, 10), D(2026, 12, 11))
    promised = [{"description": f"By {day}", "lead_title": "Head of Streets", "due_on": day} for day in days]
    f.make_response(done, until="published", approved_on=D(2026, 9, 14), answers=PART | {"actions": promised})
    (row,) = rows(due="action-soon")
    assert [action.due_on for action in row.actions if action.is_due_soon] == [D(2026, 11, 26), D(2026, 12, 10)]
    assert [action.due_on for action in row.actions if action.is_overdue] == [D(2026, 11, 25)]


def test_all_of_a_page_are_chosen_without_a_script(client, clerk, lamps):
    f.make_set("One", "Two", public=True, made_on=D(2026, 10, 1))
    page = client.get("/officer/recommendations/tracker/?year=2026%2F27")
    assert "Choose all 3 on this page" in words_of(page)
    assert page.content.decode().count(" checked") == 0
    chosen = client.get("/officer/recommendations/tracker/?year=2026%2F27&page=1&choose=all")
    assert chosen.content.decode().count(" checked") == 3
    assert 'tracker.csv?year=2026%2F27"' in chosen.content.decode()
    assert "Not received yet" in words_of(chosen)


@pytest.mark.parametrize("kind", ["report-back", "tracker"])
def test_each_paper_is_downloaded(client, clerk, lamps, kind):
    response = paper(client, kind=kind)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kind}-2026-11-26.docx"'
    found = WordDocument(io.BytesIO(response.content))
    assert "Mend the lamps" in "".join(cell.text for row in found.tables[0].rows for cell in row.cells)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "response"}, "Select the recommendations that were answered"),
        ({"kind": ""}, "Select the paper"),
        ({"kind": "tracker", "as_at": D(2026, 11, 27)}, "must be"),
        ({"kind": "tracker", "item": "999999"}, "Choose from those listed"),
    ],
)
def test_what_cannot_be_made_is_said(client, clerk, lamps, typed, words):
    assert words in words_of(paper(client, **typed))


def test_a_response_of_before_the_recommendations_were_made(client, clerk, lamps):
    page = paper(client, kind="response", set=lamps.pk, as_at=D(2026, 8, 2))
    assert "These recommendations were not made by that day. Enter a later one." in words_of(page)


def test_an_officer_who_writes_for_no_body_can_download_but_not_attach(client, lamps):
    item = f.make_item(f.make_meeting(held_on=D(2026, 12, 14)))
    client.force_login(f.make_user(("approver", "executive")))
    assert "Choose from those listed" in words_of(paper(client, kind="tracker", item=item.pk))
    assert not Document.objects.exists()
    assert paper(client, kind="tracker").headers["Content-Type"].endswith("wordprocessingml.document")


SAID = {
    "status": "in_progress", "narrative": "Ten lamps are lit.", "office_title": "Head of Streets",
    "as_at_day": "20", "as_at_month": "11", "as_at_year": "2026", "new_key": str(uuid.uuid4()),
}  # fmt: skip


def test_one_update_is_written_for_several_rows_and_once(client, clerk, lamps):
    second = f.make_set("Mend the gate", public=True, made_on=D(2026, 8, 4))
    f.make_response(second, until="published", approved_on=D(2026, 9, 14))
    keys = [found.recommendations.get().key.hex for found in (lamps, second)]
    page = client.get("/officer/updates/several/", {"row": keys})
    assert words_of(page).count("Recommendation 1") == 2
    assert "SR-2026-1, Recommendation 1 (street lamps): Mend the lamps" in words_of(page)
    for _time in range(2):
        response = client.post("/officer/updates/several/", SAID | {"row": keys})
        assert response.headers["Location"] == "/officer/recommendations/tracker/"
    written = ProgressUpdate.objects.order_by("set")
    assert [(update.narrative, update.stage) for update in written] == [("Ten lamps are lit.", "waiting")] * 2


def test_several_keeps_what_was_typed_and_refuses_nothing_ticked(client, clerk, lamps):
    key = lamps.recommendations.get().key.hex
    page = client.post("/officer/updates/several/", SAID | {"row": [key], "status": ""})
    assert "Select where it stands" in words_of(page)
    assert "Ten lamps are lit." in page.content.decode()
    assert client.post("/officer/updates/several/", SAID | {"row": ["nonsense", uuid.uuid4().hex]}).status_code == 302
    assert not ProgressUpdate.objects.exists()


def test_several_writes_only_of_sets_the_officer_writes_about(client, lamps):
    draft = f.make_set("Draft", made_on=D(2026, 8, 4))
    client.force_login(f.make_user(("officer", "scrutiny"), bodies=[f.make_body("Roads Panel")]))
    keys = [found.recommendations.get().key.hex for found in (lamps, draft)]
    assert client.post("/officer/updates/several/", SAID | {"row": keys}).status_code == 302
    assert not ProgressUpdate.objects.exists()
