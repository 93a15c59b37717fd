"""Bar 14 for the pages that no address of the demonstration gives: an empty site and the error pages."""

from __future__ import annotations

from functools import partial

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests import factories
from tests.browser.looking import WIDTHS, look, prepare
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]
EMPTY = (
    "/", "/meetings/", "/meetings/calendar/", "/issues/", "/decisions/", "/forward-plan/", "/recommendations/",
    "/register/", "/accessibility/",
)  # fmt: skip


def test_an_empty_site_is_as_clean(open_page):
    factories.make_council()
    page, wrong = prepare(open_page(WIDTHS[0]), scripts=False), []
    for address in EMPTY:
        page.goto(address)
        wrong += look(page, address)
    assert not wrong, "\n" + "\n".join(wrong)


def fulfil(answer, route) -> None:
    route.fulfill(**answer)


def test_error_pages(open_page):
    """The pages that no address gives at will: their templates, served as the site would serve them."""
    factories.make_council()
    tombstone = {"what": "agenda item", "withdrawn_on": AT, "reason": "By mistake", "office": "Democratic Services"}
    wrong = []
    page = prepare(open_page(WIDTHS[0]), scripts=False)
    for status in (400, 403, 404, 405, 410, 500, 503):
        body = render_to_string(f"{status}.html", tombstone, request=RequestFactory().get("/"))
        answer = {"body": body, "status": status, "content_type": "text/html; charset=utf-8"}
        page.route(f"**/answers/{status}/", partial(fulfil, answer))
        assert page.goto(f"/answers/{status}/").status == status
        wrong += look(page, f"{status}")
    assert not wrong, "\n" + "\n".join(wrong)
