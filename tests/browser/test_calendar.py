"""The calendar as it is printed and as a phone shows it."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest

from tests import factories

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
