"""A long form by keyboard alone: Tab, Shift+Tab, Space, Enter and typing, first with a mistake, then saved."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from meetings.models import PlanEntry
from tests import factories
from tests.browser.test_journeys import choose, date, fill, press, sign_in_by_keyboard, tab_to

pytestmark = pytest.mark.django_db(transaction=True)


def tick(page, name: str) -> None:
    """Tab to a radio button or a tick box and press Space."""
    tab_to(page, name)
    page.keyboard.press("Space")


def test_an_entry_of_the_forward_plan_is_entered_by_keyboard_alone(open_page):
    factories.make_council()
    factories.make_cabinet()
    factories.make_user(("officer", "both"), username="clerk")
    with time_machine.travel(factories.AT):
        page = open_page()
        sign_in_by_keyboard(page, "clerk")
        page.goto("/officer/forward-plan/add/")
        fill(page, "^Title", "Lamps")
        tab_to(page, "^What is to be decided")
        page.keyboard.press("Shift+Tab")
        page.keyboard.type("Lamps on the quay")
        fill(page, "^What is to be decided", "Whether to light the quay.")
        choose(page, "^Body that decides", "Cabinet")
        tick(page, "^Who decides\\? A body")
        tick(page, "^When is the decision due\\? On one day")
        date(page, "^Day$", "15", "12", "2026")
        tick(page, "^Is it a key decision\\? Yes")
        tick(page, "^Why is it key\\?.* Significant spending")
        press(page, "^Save")
        assert page.evaluate("document.activeElement.className").startswith("error-summary")
        assert PlanEntry.objects.count() == 0
        tab_to(page, "^Enter the members of the body")
        page.keyboard.press("Enter")  # the summary's link puts the focus into the field
        assert page.evaluate("document.activeElement.name") == "members"
        page.keyboard.type("Councillor Ada Fenwright")
        press(page, "^Save")
    entry = PlanEntry.objects.get()
    saved = (entry.title, entry.matter, entry.body.name, entry.maker_kind, entry.due_kind, entry.due_on, entry.is_key)
    assert saved == (
        "Lamps on the quay", "Whether to light the quay.", "Cabinet", "body", "date", datetime.date(2026, 12, 15), True,
    )  # fmt: skip
    more = (entry.members, entry.key_ground, entry.key_route, entry.restriction, entry.is_published)
    assert more == ("Councillor Ada Fenwright", "money", "key_decision", "open", False)
    assert page.url.endswith(f"/officer/forward-plan/{entry.public_id}/")
