"""The briefing fills one sheet of paper; days of receipt are asked of each who answers, without a script too."""

from __future__ import annotations

import datetime

import pypdfium2
import pytest
import time_machine

from council.models import Body
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.browser.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)
D = datetime.date


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)):
        yield


def test_a_briefing_with_a_hundred_things_to_ask_prints_on_one_sheet(open_page, private_files):
    f.make_council()
    panel = f.make_body("Finance Panel")
    for day in (D(2026, 10, 5), D(2026, 12, 14)):
        f.make_meeting(panel, held_on=day, public=True)
    long = "That every bridge in the valley be painted again before the winter comes " * 3
    promised = [
        {"description": "Paint it " * 20, "lead_title": "Head of Bridges and Culverts", "due_on": D(2026, 10, 1)}
    ]
    answered = {"outcome": "accepted", "outcome_words": "Yes", "comment": "", "no_action": "", "actions": promised}
    for number in range(10):
        day = D(2026, 7, 1) + datetime.timedelta(days=number)
        found = f.make_set(*[long] * 10, public=True, made_on=day, received_on=day)
        f.make_response(found, until="published", approved_on=D(2026, 9, 14), answers=answered)
    page = open_page(javascript=False)
    page.goto("/meetings/finance-panel/2026-12-14/briefing/")
    assert page.locator(".briefing-part li").count() == 100
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    printed = sheets[0].get_textpage().get_text_range()
    assert len(sheets) == 1
    assert "What to ask" in printed
    assert "more on the page itself." in printed


@pytest.mark.parametrize("javascript", [True, False])
def test_several_steps_ask_each_who_answers_and_keep_what_was_typed(open_page, sign_in_as, private_files, javascript):
    f.make_council(target_months=3)
    council = {"body": f.make_body("Full Council", Body.Kind.COUNCIL)}
    rows = [{"label": "1)", "text": "Paint it."}, {"label": "2)", "text": "Pay for it.", "duty": council}]
    found = f.make_set(rows=rows, made_on=D(2026, 9, 1))
    clerk = f.make_user(("officer", "scrutiny"), ("publisher", "scrutiny"))
    page = open_page(width=320, javascript=javascript)
    sign_in_as(page, clerk.username)
    page.goto(f"/officer/recommendations/{found.public_id}/stages/")
    days = {"Sent on": 5, "Cabinet received them on": 7, "Full Council received them on": 4}
    for legend, day in days.items():
        type_day(page, legend, day)
    follow(page, page.get_by_role("button", name="Record them"))
    assert page.locator(".error-summary a").all_inner_texts() == [
        "This must be 5 September 2026 or later: they were sent that day"
    ]
    assert [page.get_by_role("group", name=legend).get_by_label("Day").input_value() for legend in days] == list("574")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    type_day(page, "Full Council received them on", 21)
    type_day(page, "Written notice given to Full Council on", 21)
    follow(page, page.get_by_role("button", name="Work out the due date first"))
    assert "Answer of Full Council due by 20 November 2026" in page.locator("[role=status]").inner_text()
    follow(page, page.get_by_role("button", name="Record them"))
    stored = RecommendationSet.objects.get()
    assert (stored.status, stored.received_on, stored.duties.get().due_on) == (
        "received", D(2026, 9, 7), D(2026, 11, 20)
    )  # fmt: skip


def test_on_a_narrow_screen_the_committees_can_be_chosen_at_once(open_page, private_files):
    f.make_council()
    f.make_meeting(f.make_body("Finance Panel"), held_on=D(2026, 12, 14), public=True)
    page = open_page(width=320)
    page.goto("/my-committees/")
    page.get_by_label("Finance Panel").check()
    follow(page, page.get_by_role("button", name="Show"))
    assert page.get_by_role("heading", name="Finance Panel").is_visible()
    assert not page.get_by_label("Finance Panel").is_visible()  # there is something to read now


def type_day(page, legend: str, day: int) -> None:
    """Fill in the three boxes of a day in September 2026."""
    group = page.get_by_role("group", name=legend)
    for label, words in (("Day", str(day)), ("Month", "9"), ("Year", "2026")):
        group.get_by_label(label).fill(words)
