"""Filters on a small and a wide screen, with and without scripts: results first, and a keyboard reaches everything."""

from __future__ import annotations

import pytest

from tests import factories
from tests.browser.conftest import follow
from tests.browser.looking import look, prepare

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = ("/search/?words=lamps", "/meetings/", "/issues/", "/recommendations/")


@pytest.fixture
def lists():
    factories.make_council()
    issue = factories.make_issue("Lamps of the quay", public=True, wards="Skelmere")
    factories.make_item(public=True, issue=issue, title="Lamps")
    factories.make_set("That lamps be lit.", public=True, subject="lamps", issue=issue)
    factories.make_issue("Lamps of the hill", public=True)


def filters_of(page, address):
    """The filters and the button in them."""
    page.goto(address)
    filters = page.locator("details.filters")
    return filters, filters.get_by_role("button")


def test_without_scripts_results_stand_first_on_a_narrow_screen_and_beside_the_filters_on_a_wide_one(lists, open_page):
    narrow, wide = open_page(320, javascript=False), open_page(javascript=False)
    for address in ADDRESSES:
        filters, button = filters_of(narrow, address)
        assert not button.is_visible(), address
        assert filters.bounding_box()["height"] < 100
        filters.locator("summary").click()
        assert button.is_visible()
        filters, button = filters_of(wide, address)
        assert button.is_visible(), address
        assert not filters.locator("summary").is_visible()
        assert filters.bounding_box()["x"] + 100 < wide.locator(".results").bounding_box()["x"]


def test_with_scripts_they_open_where_the_screen_is_or_becomes_wide(lists, open_page):
    page = open_page(320)
    for address in ADDRESSES:
        page.set_viewport_size({"width": 320, "height": 900})
        filters, button = filters_of(page, address)
        assert not button.is_visible(), address
        page.set_viewport_size({"width": 1280, "height": 900})
        button.wait_for()
        page.reload()
        assert button.is_visible()
        filters.locator("summary").click()
        assert not button.is_visible()


@pytest.mark.parametrize(("width", "tabs"), [(320, 1), (1280, 0)])
def test_a_search_is_narrowed_by_keyboard_alone_without_scripts(lists, open_page, width, tabs):
    page = open_page(width, javascript=False)
    page.goto("/search/?words=lamps")
    page.locator(".search-words button").focus()
    if tabs:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("#id_kind:focus").count() == 1
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#id_kind option:checked").inner_text()
    assert chosen == "Issues (2)"
    page.locator("details.filters").get_by_role("button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("2 results for “lamps”, issues")


def test_a_value_that_a_list_refuses_is_in_view(lists, open_page):
    page = open_page(320, javascript=False)
    filters, button = filters_of(page, "/meetings/?body=nowhere")
    assert button.is_visible()
    follow(page, button)
    assert not button.is_visible()
    assert filters.locator("summary").is_visible()


def test_nothing_is_wrong_with_the_page_while_they_are_open(lists, open_page):
    page = prepare(open_page(1280, bypass_csp=True), scripts=True)
    for address in ADDRESSES:
        page.set_viewport_size({"width": 1280, "height": 900})
        _filters, button = filters_of(page, address)
        assert button.is_visible()
        assert list(look(page, address, scripts=True)) == []
