"""The calendar as it is printed and as a phone shows it."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest

from meetings.models import Meeting
from tests import factories
from tests.browser.conftest import follow
from tests.browser.looking import AXE, look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy_month():
    """August 2026 lies in six weeks; every working day has three meetings with long names, and some are off."""
    factories.make_council()
    names = ("Overview and Scrutiny Committee", "Audit and Governance Committee", "Planning Committee")
    for day in range(1, 32):
        held_on = dt.date(2026, 8, day)
        if held_on.weekday() < 5:
            for number, name in enumerate(names):
                status = ("scheduled", "cancelled", "postponed")[(day + number) % 3]
                factories.make_meeting(
                    factories.make_body(name), held_on, public=True, starts_at=dt.time(18, 30), status=status
                )


def test_a_busy_month_is_printed_on_one_landscape_sheet(busy_month, open_page):
    page = open_page()
    page.goto("/meetings/calendar/?month=2026-08")
    data = page.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    words = document[0].get_textpage().get_text_range()
    assert "Meetings in August 2026" in words
    assert words.count("6.30pm") == 21 * 3
    assert (words.upper().count("CANCELLED"), words.upper().count("POSTPONED")) == (21, 21)
    assert "Another month" not in words


def test_a_phone_shows_the_days_with_meetings_as_a_list_and_nothing_beside_the_screen(busy_month, open_page):
    page = open_page(320, javascript=False)
    page.goto("/meetings/calendar/?month=2026-08")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    days = page.locator("td:visible")
    assert days.count() == 21
    assert days.first.inner_text().split("\n")[0] == "Monday 3 August"
    tops = days.evaluate_all("days => days.map(day => day.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert len(set(tops)) == 21


@pytest.mark.parametrize("width", [320, 1280])
def test_a_series_from_the_form_to_the_public_calendar_without_javascript(width, open_page, sign_in_as):
    """Each step is looked at with axe in a twin of the page that has JavaScript."""
    factories.make_council()
    cabinet = factories.make_cabinet()
    factories.make_user(("officer", "both"), ("publisher", "both"), username="clerk")
    factories.make_meeting(cabinet, dt.date(2031, 1, 14), public=True)
    page, twin = open_page(width, javascript=False), open_page(width, bypass_csp=True)
    sign_in_as(page, "clerk")

    def check(step: str) -> None:
        twin.set_content(page.content())
        twin.add_style_tag(path="static/css/site.css")
        twin.add_style_tag(path="static/css/calendar.css")
        twin.evaluate(AXE)
        assert list(look(twin, step, scripts=True)) == []

    follow(page, page.get_by_role("link", name="Meetings").first)
    follow(page, page.get_by_role("link", name="Add a series"))
    follow(page, page.get_by_role("button", name="Look at the dates"))
    check("the form, refused")
    page.get_by_label("Who meets?").select_option(label="Cabinet")
    for name, value in (("first_on_day", "10"), ("first_on_month", "12"), ("first_on_year", "2030"), ("count", "3")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_label("On the same weekday of the month").check()
    page.locator("[name=starts_at]").fill("6pm")
    follow(page, page.get_by_role("button", name="Look at the dates"))
    check("the dates")
    assert "This committee meets on this day already" in page.locator("main").inner_text()
    page.get_by_label("Cabinet, Tuesday 14 January 2031, 6pm").uncheck()
    page.locator("[name=rows-2-held_on_day]").fill("31")
    follow(page, page.get_by_role("button", name="Save as drafts"))
    check("the dates, refused")
    assert "Row 3: The date must be a real date" in page.locator("main").inner_text()
    page.locator("[name=rows-2-held_on_day]").fill("18")
    follow(page, page.get_by_role("button", name="Look again"))
    check("the dates, looked at again")
    follow(page, page.get_by_role("button", name="Save as drafts"))
    assert "2 meetings are saved as drafts." in page.locator("main").inner_text()
    follow(page, page.get_by_role("link", name="Publish several"))
    check("the drafts")
    follow(page, page.get_by_role("button", name="Look at what becomes public"))
    check("to confirm")
    follow(page, page.get_by_role("button", name="Publish all of this"))
    assert Meeting.objects.published().count() == 3
    page.goto("/meetings/calendar/?month=2031-02")
    assert page.get_by_role("link", name="Cabinet").get_attribute("href") == "/meetings/cabinet/2031-02-18/"
