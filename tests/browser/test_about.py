"""The cite box and the disclosure as a reader meets them; a data block breaks no policy and runs nothing."""

from __future__ import annotations

import pytest

from tests import factories
from tests.browser.looking import look, prepare

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address():
    factories.make_council(licence_name="Open Government Licence v3.0")
    issue = factories.make_issue("Library opening hours </script><script>alert(1)</script>", public=True)
    factories.make_item(public=True, issue=issue, title="Library opening hours on Saturdays and Sundays")
    return issue.entry.event.address


def opened(page, address) -> list[str]:
    """Open both disclosures of a page; what the browser complained of meanwhile."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.goto(address)
    for words in ("Cite this page", "Download and follow"):
        page.get_by_text(words, exact=True).click()
    return complaints


def test_both_disclosures_can_be_read_and_used_at_every_width(address, open_page):
    page = prepare(open_page(320, bypass_csp=True), scripts=True)
    assert opened(page, address) == []
    assert list(look(page, address, scripts=True)) == []
    assert page.get_by_role("link", name="Follow Library opening hours").is_visible()


def test_the_policy_refuses_no_data_block_and_the_words_are_copied_whole(address, open_page, site):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    assert opened(page, address) == []
    assert page.locator('script[type="application/ld+json"]').count() == 2
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(page.locator(".cite-words").inner_text().split())
    assert f"{site.url}{address}" in copied


def test_without_javascript_there_is_no_button_and_one_click_selects_the_words(address, open_page):
    plain = open_page(javascript=False)
    opened(plain, address)
    assert plain.get_by_role("button", name="Copy").count() == 0
    page = open_page()
    opened(page, address)
    page.locator(".cite-words").click()
    assert page.evaluate("getSelection().toString()").startswith("Wenshire Council, issue IS-2026-1")
