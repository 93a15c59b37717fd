"""Bar 14: axe finds nothing on any page type or state, at 320 and 1280 px; nothing scrolls sideways, targets are large.

The demonstration council shows every state. Each page is loaded once, without its scripts, and looked at at both
widths; pages that a script changes are looked at with it as well. The demonstration is loaded twice, so that the
visitor's pages and the officers' can be looked at at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from council.models import User
from meetings.models import AgendaItem, Document
from recommendations.models import CabinetResponse
from tests.browser import states
from tests.browser.conftest import follow
from tests.browser.every_route import NO_PAGE, every_route, other_officer_pages, other_public_pages, route_of
from tests.browser.looking import WIDTHS, has_scripts, look, prepare
from tests.site.test_officer_matrix import ROUTES as OFFICER_ROUTES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]
# What is not there, or not yet, has a page too.
MISSING = ("/nothing/", "/no-such-page/", "-pack.pdf")


@pytest.fixture
def demonstration(private_files):
    call_command("load_demo", verbosity=0)
    states.prepare()


@pytest.fixture
def as_user(open_page, site):
    """Opens a page in which somebody is signed in; the form for that is looked at elsewhere."""

    def opened(username: str, *, scripts: bool = False) -> Any:
        page = prepare(open_page(WIDTHS[0]), scripts=scripts)
        if username:
            client = Client()
            client.force_login(User.objects.get(username=username))
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}
            page.context.add_cookies([cookie])
        return page

    return opened


def look_at_all(as_user, pages: list[tuple[str, str]]) -> list[str]:
    """What is wrong with these pages (user name, address), each as the user gets it; "" is a visitor."""
    wrong, opened = [], {}
    for user, address in pages:
        plain = opened.get((user, False)) or opened.setdefault((user, False), as_user(user))
        status = plain.goto(address).status
        if status not in ((404,) if address.endswith(MISSING) else (200,) if user else (200, 410)):
            wrong.append(f"{user} {address}: {status}")
        wrong += look(plain, f"{user} {address}")
        if has_scripts(plain):
            scripted = opened.get((user, True)) or opened.setdefault((user, True), as_user(user, scripts=True))
            scripted.goto(address)
            wrong += look(scripted, f"{user} {address} with its scripts", scripts=True)
    return wrong


def refused_forms() -> Iterator[tuple[str, str, dict[str, str], str]]:
    """(user, form, what is typed, button) of forms that are sent empty or wrong."""
    draft = CabinetResponse.objects.filter(status="drafting").first()
    no_such_day = {"made_on_day": "31", "made_on_month": "2", "made_on_year": "2026"}
    yield "democracy", "/officer/meetings/add/", {}, "Save"
    yield "democracy", "/officer/issues/add/", {}, "Save"
    yield "democracy", "/officer/recommendations/add/", no_such_day | {"pasted": "1) One.\n2) Two."}, "Save as a draft"
    yield "executive.officer", f"/officer/responses/{draft.public_id}/edit/", {}, "Submit"
    yield "administrator", "/officer/settings/users/add/", {}, "Save"
    yield "", "/sign-in/", {}, "Sign in"


def look_at_refused_forms(as_user) -> list[str]:
    """What is wrong with the error states of forms that were sent empty or wrong."""
    wrong = []
    for user, address, typed, button in refused_forms():
        page = as_user(user, scripts=True)
        page.goto(address)
        for name, value in typed.items():
            page.locator(f"[name={name}]").fill(value)
        if "pasted" in typed:
            follow(page, page.get_by_role("button", name="Read the recommendations").last)
        follow(page, page.get_by_role("button", name=button, exact=True).last)
        if page.get_by_role("alert").count() == 0:
            wrong.append(f"{address}: no error summary")
        wrong += look(page, f"{address} refused", scripts=True)
    return wrong


def pressed(paper: Document) -> Iterator[tuple[str, str]]:
    """(page, address of the form on it) of buttons that ask once more before they publish."""
    meeting = (
        AgendaItem.objects.filter(published_at=None, meeting__status="scheduled").exclude(title="").first().meeting
    )
    yield f"/officer/meetings/{meeting.public_id}/", f"/officer/meetings/{meeting.public_id}/publish-agenda/"
    yield f"/officer/items/{paper.item.public_id}/", f"/officer/publish/document/{paper.public_id}/"


def look_at_what_is_asked_once_more(as_user) -> list[str]:
    """What is wrong with the pages that a button leads to, which have no address to open."""
    page, wrong = as_user("democracy"), []
    paper = Document.objects.filter(published_at=None, needs_a_look=True, item__published_at__isnull=False).first()
    page.goto(f"/officer/documents/{paper.public_id}/found/")
    page.locator("[name=looked]").check()
    follow(page, page.locator("main form button").last)
    for address, action in pressed(paper):
        page.goto(address)
        follow(page, page.locator(f'form[action="{action}"] button').last)
        if not page.url.endswith(action):
            wrong.append(f"{address}: nothing is asked")
        wrong += look(page, action)
    return wrong


def test_every_public_page(demonstration, as_user):
    pages = list(dict.fromkeys(states.public_addresses()))
    seen = {route_of(address) for address in pages}
    pages += other_public_pages(seen)
    assert every_route() - set(OFFICER_ROUTES) - seen == set(NO_PAGE) - set(OFFICER_ROUTES)
    assert len(pages) > 70
    wrong = look_at_all(as_user, [("", address) for address in pages])
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_officers_page_and_forms_that_were_refused(demonstration, as_user):
    pages = list(dict.fromkeys(states.officer_addresses()))
    seen = {route_of(address) for _user, address in pages}
    pages += other_officer_pages(seen)
    assert set(OFFICER_ROUTES) - seen == set(NO_PAGE) & set(OFFICER_ROUTES)
    assert len(pages) > 125
    wrong = [*look_at_all(as_user, pages), *look_at_refused_forms(as_user), *look_at_what_is_asked_once_more(as_user)]
    assert not wrong, "\n" + "\n".join(wrong)
