"""The pages of a committee and of an office: what came of what was asked, what was promised, and nothing hidden."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import Office
from recommendations import actions
from recommendations.choices import Outcome
from tests import factories as f
from tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
FIRST_OF_OCTOBER = D(2026, 10, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def streets() -> Office:
    f.make_council()
    return Office.objects.create(title="Head of Streets", slug="head-of-streets", kind="officer")


def answered(text: str, streets: Office, due_on: datetime.date = FIRST_OF_OCTOBER, **answers):
    found = f.make_set(text, public=True, made_on=D(2026, 8, 3))
    action = {
        "description": f"Do it: {text}",
        "lead_title": "Head of Streets",
        "lead_office": streets,
        "due_on": due_on,
    }
    row = {"no_action": "", "actions": [action], **answers}
    holding = f.make_holding()
    f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers=row, respondent=holding)
    return found


def test_a_committee_says_what_it_asked_and_what_came_of_it(client, streets):
    found = answered("Light the lane", streets, outcome=Outcome.IN_PART, outcome_words="In part")
    f.make_set("Open the gate", public=True, made_on=D(2026, 9, 1))
    page = client.get("/committees/finance-panel/")
    told = words_of(page)
    assert told.startswith("Finance Panel")
    assert "2 recommendations: 0 agreed, 1 in part, 0 not agreed, 0 without an outcome, 1 awaiting an answer" in told
    assert f'href="/recommendations/{found.reference}/1/"' in page.content.decode()
    assert "What it was asked, and what it answered" in words_of(client.get("/committees/cabinet/"))


def test_an_office_says_what_it_would_do_and_what_is_late(client, streets):
    answered("Light the lane", streets)
    answered("Open the gate", streets, due_on=D(2027, 1, 1))
    told = words_of(client.get("/offices/head-of-streets/"))
    assert told.startswith("Head of Streets What we said we would do 1 of 2 actions are overdue.")
    assert told.index("Do it: Light the lane") < told.index("Do it: Open the gate")
    assert "What we answered" not in told
    member = words_of(client.get(f"/offices/{f.make_holding().office.slug}/"))
    assert member.startswith("Cabinet Member for Libraries What we answered")


def test_who_no_public_record_names_has_no_page(client, streets):
    panel = f.make_body("Harbour Board")
    f.make_set("Draft canary", made_by=panel, made_on=D(2026, 9, 1))
    f.make_meeting(panel, held_on=D(2026, 12, 1))
    drafted = f.make_set("Being answered", public=True, made_on=D(2026, 9, 1))
    action = {"description": "Canary", "lead_title": "Head of Streets", "lead_office": streets}
    f.make_response(drafted, until="signed_off", answers={"no_action": "", "actions": [action]})
    gone = answered("Withdrawn canary", streets)
    actions.withdraw_set(gone, reason="By mistake", by=None, at=f.AT)
    nothing = client.get("/committees/nobody/")
    for address in ("/committees/harbour-board/", "/offices/head-of-streets/", "/offices/nobody/"):
        page = client.get(address)
        assert (page.status_code, page.content) == (404, nothing.content), address


@pytest.mark.parametrize("address", ["/committees/finance-panel/", "/offices/head-of-streets/"])
def test_the_same_queries_at_1_and_at_30_rows(client, streets, django_assert_num_queries, address):
    for number in range(30):
        answered(f"Number {number}", streets)
        if number in (0, 29):
            with django_assert_num_queries(8):
                assert client.get(address).status_code == 200
