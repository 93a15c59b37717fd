"""The briefing before a meeting, and what is new for one's committees: what is told, and in how many queries."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import Body
from meetings.choices import MeetingStatus
from recommendations import actions
from recommendations.briefing import PAPER_LINES, Line, on_one_page
from recommendations.choices import Outcome
from tests import factories as f
from tests.reading import words_of
from tests.recommendations.progressing import an_update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
PROMISED = {
    "outcome": Outcome.ACCEPTED,
    "outcome_words": "Yes",
    "comment": "Agreed.",
    "no_action": "",
    "actions": [{"description": "Mend the lamps", "lead_title": "Head of Streets", "due_on": D(2026, 11, 1)}],
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def panel() -> Body:
    """Met on 5 October and 2 November, meets on 14 December; a meeting in between was cancelled."""
    f.make_council()
    body = f.make_body("Finance Panel")
    for day in (D(2026, 10, 5), D(2026, 11, 2), D(2026, 12, 14)):
        f.make_meeting(body, held_on=day, public=True)
    f.make_meeting(body, held_on=D(2026, 11, 16), public=True, status=MeetingStatus.CANCELLED)
    return body


def received(day: datetime.date) -> dict:
    return {"made_on": day, "received_on": day, "notice_given_on": day}


def text_of(client, address: str) -> str:
    return words_of(client.get(address))


def test_it_tells_what_was_answered_what_is_due_and_what_to_ask(client, panel):
    old = f.make_set("Answered before", public=True, **received(D(2026, 8, 3)))
    f.make_response(old, until="published", approved_on=D(2026, 9, 14))
    new = f.make_set("Light the lane", public=True, **received(D(2026, 9, 7)))
    f.make_response(new, until="published", approved_on=D(2026, 11, 17), answers=PROMISED)
    f.make_set("Open the gate", public=True, **received(D(2026, 9, 20)))
    f.make_set("Paint the fence", public=True, **received(D(2026, 11, 2)))
    told = text_of(client, "/meetings/finance-panel/2026-12-14/briefing/")
    since, due, reported, ask = (
        told.index(words)
        for words in ("Answered since last time", "Due to be answered", "Reported since last time", "What to ask")
    )
    assert "since the meeting of 2 November 2026" in told
    assert "Light the lane Cabinet Member for Libraries answered “Yes” on 17 November 2026" in told[since:due]
    assert "Answered before" not in told[since:due]
    assert "Overdue Cabinet had to answer by 19 November 2026" in told[due:reported]
    assert "Paint the fence" not in told[due:reported]
    assert "Nothing." in told[reported:ask]
    assert "Head of Streets: “Mend the lamps” was to be done by 1 November 2026. Has it been done?" in told[ask:]


def test_an_unanswered_set_is_one_line_for_each_who_has_to_answer(client, panel):
    council = {"body": f.make_body("Full Council", Body.Kind.COUNCIL)}
    rows = [{"label": f"{n})", "text": f"That gate {n} be opened."} for n in range(1, 18)]
    rows.append({"label": "18)", "text": "That the tide be told.", "duty": council})
    f.make_set(rows=rows, subject="the gates", public=True, **received(D(2026, 9, 20)))
    told = text_of(client, "/meetings/finance-panel/2026-12-14/briefing/")
    due = told[told.index("Due to be answered") : told.index("Reported since last time")]
    assert "SR-2026-1 The gates (17 recommendations) Overdue Cabinet had to answer by 19 November 2026" in due
    assert "SR-2026-1, 18) That the tide be told." in due
    assert due.count("SR-2026-1") == 2


@pytest.mark.parametrize(("no_action", "is_asked"), [("", True), ("not_recorded", True), ("adopted", False)])
def test_what_was_agreed_in_silence_is_asked_about(client, panel, no_action, is_asked):
    found = f.make_set("Thank the ringers", public=True, **received(D(2026, 8, 3)))
    f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers={"no_action": no_action})
    told = text_of(client, "/meetings/finance-panel/2026-12-14/briefing/")
    assert ("nothing has been reported since: what has been done?" in told) is is_asked


def lines(number: int, words: int) -> list[Line]:
    return [Line(f"SR-2026-{n}, 1)", "word " * words, "/", "told " * words, n % 2 == 0) for n in range(number)]


@pytest.mark.parametrize("words", [3, 30])
def test_what_is_printed_fills_one_page_and_no_more(words):
    parts = [{"name": name, "lines": lines(n, words)} for name, n in (("answered", 2), ("due", 0), ("ask", 90))]
    answered, due, ask = on_one_page(parts)
    shown = [line for part in (answered, due, ask) for line in part["lines"] if line.is_on_paper]
    assert answered["left_out"] == due["left_out"] == 0
    assert ask["left_out"] == 92 - len(shown) > 0
    height, one_more = sum(line.height for line in shown), max(line.height for line in shown)
    assert PAPER_LINES - 9 - one_more < height <= PAPER_LINES - 9
    assert [line.name for line in ask["lines"]] == [line.name for line in parts[2]["lines"]]


def test_a_body_is_not_asked_whether_another_is_satisfied(client, panel):
    cabinet = f.make_body("Cabinet", Body.Kind.EXECUTIVE)
    f.make_meeting(cabinet, held_on=D(2026, 12, 15), public=True)
    found = f.make_set("Light the lane", public=True, **received(D(2026, 8, 3)))
    f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers=PROMISED)
    an_update(found, "complete", as_at=D(2026, 9, 20))
    assert "is the committee satisfied?" in text_of(client, "/meetings/finance-panel/2026-12-14/briefing/")
    told = text_of(client, f"/meetings/{cabinet.slug}/2026-12-15/briefing/")
    assert "is the committee satisfied?" not in told
    assert "Finance Panel has to confirm it" in told


def test_what_is_not_public_is_not_told(client, panel):
    f.make_set("Draft canary", **received(D(2026, 9, 7)))
    gone = f.make_set("Withdrawn canary", public=True, **received(D(2026, 9, 7)))
    actions.withdraw_set(gone, reason="By mistake", by=None, at=f.AT)
    answering = f.make_set("Being answered", public=True, **received(D(2026, 9, 7)))
    f.make_response(answering, until="signed_off", answers={"comment": "Answer canary"})
    told = text_of(client, "/meetings/finance-panel/2026-12-14/briefing/")
    assert "Being answered" in told
    assert "canary" not in told


def test_a_draft_meeting_has_no_briefing(client, panel):
    f.make_meeting(panel, held_on=D(2026, 12, 21))
    assert client.get("/meetings/finance-panel/2026-12-21/briefing/").status_code == 404


def test_the_meeting_leads_to_it_before_and_not_after(client, panel):
    address = "/meetings/finance-panel/2026-12-14/"
    assert f'href="{address}briefing/"' in client.get(address).content.decode()
    assert "briefing/" not in client.get("/meetings/finance-panel/2026-10-05/").content.decode()


def test_my_committees_stand_in_the_address(client, panel):
    f.make_set("Open the gate", public=True, **received(D(2026, 9, 20)))
    told = text_of(client, "/my-committees/?committee=finance-panel")
    assert "Next meeting: Monday 14 December 2026" in told
    assert "Last meeting: 2 November 2026" in told
    assert "Open the gate Overdue Cabinet had to answer by 19 November 2026" in told
    assert "Choose the committees you follow" in text_of(client, "/my-committees/")
    assert "None of these committees" in text_of(client, "/my-committees/?committee=%00&committee=nobody")


@pytest.mark.parametrize(
    "address", ["/meetings/finance-panel/2026-12-14/briefing/", "/my-committees/?committee=finance-panel"]
)
def test_the_same_queries_at_1_and_at_30_rows(client, panel, django_assert_num_queries, address):
    for number in range(30):
        made = f.make_set("One", public=True, **received(D(2026, 9, 1) + datetime.timedelta(days=number)))
        if number % 10 == 0:
            f.make_response(made, until="published", approved_on=D(2026, 11, 20), answers=PROMISED)
        if number in (0, 29):
            with django_assert_num_queries(8):
                client.get(address)
