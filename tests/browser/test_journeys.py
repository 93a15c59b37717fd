"""Bar 15: the whole journey by keyboard alone, and words that survive an ended sign-in and a colleague's newer save."""

from __future__ import annotations

import re

import pytest

from council.models import RoleGrant, User
from council.verification import verify_register
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.browser.conftest import follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]
MINUTES = "The Panel RESOLVED to recommend:\n1) That the lamps be lit.\n2) That the quay be swept."
NAME_OF_FOCUS = """() => {
    const it = document.activeElement;
    if (it === document.body) return '';
    const label = it.labels && it.labels.length ? it.labels[0].innerText : '';
    const group = it.type === 'radio' ? it.closest('fieldset') : null;
    const legend = group && group.querySelector('legend') ? group.querySelector('legend').innerText : '';
    const words = [legend, label, it.getAttribute('aria-label') || '', it.innerText || ''];
    return words.join(' ').replace(/\\s+/g, ' ').trim();
}"""


def tab_to(page, name: str, most: int = 120) -> None:
    """Press Tab until what has the focus is called `name` (a regular expression), as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.search(name, page.evaluate(NAME_OF_FOCUS), re.I):
            return
    raise AssertionError(f"Tab does not reach {name!r} on {page.url}")


def press(page, name: str, key: str = "Enter") -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press(key)


def fill(page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def date(page, first_box: str, day: str, month: str, year: str) -> None:
    tab_to(page, first_box)
    page.keyboard.type(day)
    page.keyboard.press("Tab")
    page.keyboard.type(month)
    page.keyboard.press("Tab")
    page.keyboard.type(year)


@pytest.fixture
def people():
    factories.make_council()
    factories.make_cabinet()
    factories.make_body("Harbour Panel")
    factories.make_user(("officer", "both"), ("publisher", "both"), username="clerk")
    factories.make_user(("approver", "executive"), username="approver", post="Leader of the Council")


def sign_in_by_keyboard(page, username: str) -> None:
    page.goto("/sign-in/")
    fill(page, "User name", username)
    fill(page, "Password", "correct horse battery")
    with page.expect_navigation(url="**/officer/**"):
        page.keyboard.press("Enter")


def choose(page, name: str, option: str) -> None:
    """Choose in a select list by typing the beginning of the option."""
    tab_to(page, name)
    page.keyboard.type(option)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_minutes_to_published_answer_by_keyboard_alone(people, open_page, javascript):
    clerk, approver = open_page(javascript=True), open_page(javascript=True)
    if not javascript:
        # Keys are told apart by a script of the test's own; the site's script is what is switched off.
        for page in (clerk, approver):
            page.route("**/*.js", lambda route: route.abort())
    sign_in_by_keyboard(clerk, "clerk")
    clerk.goto("/officer/recommendations/add/")
    fill(clerk, "paste|minutes have them", MINUTES)
    press(clerk, "Read the recommendations")
    fill(clerk, "What the recommendations are about", "harbour lamps")
    choose(clerk, "^Made by", "Harbour")
    date(clerk, "^Day|Made on", "2", "11", "2026")
    choose(clerk, "Who has to answer", "Cabinet")
    press(clerk, "^Save as a draft")
    draft = RecommendationSet.objects.get()
    assert [(row.label, row.text) for row in draft.recommendations.all()] == [
        ("1)", "That the lamps be lit."),
        ("2)", "That the quay be swept."),
    ]
    press(clerk, "^Publish")
    press(clerk, "^Publish")
    press(clerk, "Start .*response|Start a response|Answer")
    press(clerk, "Start the response")
    clerk.goto(f"/officer/responses/{CabinetResponse.objects.get().public_id}/edit/")
    fill(clerk, "^Office", "Cabinet Member for Harbours")
    for _ in range(2):
        tab_to(clerk, "^Outcome Not answered yet$")
        clerk.keyboard.press("ArrowDown")  # the last choice leads round to the first: Yes
        fill(clerk, "^Comment", "Agreed, with pleasure.")
    press(clerk, "^Save")
    assert set(CabinetResponse.objects.get().items.values_list("outcome", "comment")) == {
        ("accepted", "Agreed, with pleasure.")
    }
    press(clerk, "^Submit")
    assert CabinetResponse.objects.get().status == "submitted"

    sign_in_by_keyboard(approver, "approver")
    approver.goto(f"/officer/responses/{CabinetResponse.objects.get().public_id}/")
    press(approver, "^Sign (it )?off")
    press(approver, "^Sign it off")

    clerk.goto(f"/officer/responses/{CabinetResponse.objects.get().public_id}/")
    press(clerk, "approval")
    tab_to(clerk, "How was it approved")
    clerk.keyboard.press("ArrowUp")
    press(clerk, "^Record the approval")
    press(clerk, "^Publish")
    press(clerk, "^Publish now")
    assert CabinetResponse.objects.get().is_public
    assert verify_register().is_sound


def start_editing(page, sign_in_as, username: str, response) -> None:
    sign_in_as(page, username)
    page.goto(f"/officer/responses/{response.public_id}/edit/")


@pytest.fixture
def draft(people):
    return factories.make_response(drafter=User.objects.get(username="clerk"))


def test_words_survive_a_sign_in_that_ended(draft, open_page, sign_in_as):
    page = open_page(javascript=False)
    start_editing(page, sign_in_as, "clerk", draft)
    page.get_by_label("Comment", exact=False).first.fill("An afternoon's work,\n\nin two paragraphs.")
    page.context.clear_cookies(name="sessionid")
    follow(page, page.get_by_role("button", name="Save", exact=True).last)
    assert "kept" in page.locator("main").inner_text()
    page.get_by_label("User name").fill("clerk")
    page.get_by_label("Password").fill("correct horse battery")
    follow(page, page.get_by_role("button", name="Sign in"))
    assert page.get_by_label("Comment", exact=False).first.input_value().splitlines()[0] == "An afternoon's work,"
    follow(page, page.get_by_role("button", name="Save", exact=True).last)
    assert draft.items.first().comment == "An afternoon's work,\n\nin two paragraphs."


def test_a_colleagues_newer_save_is_refused_and_both_texts_are_shown(draft, open_page, sign_in_as):
    colleague = factories.make_user(username="colleague")
    RoleGrant.objects.create(user=colleague, role="officer", side="executive")
    mine, theirs = open_page(320, javascript=False), open_page(javascript=False)
    start_editing(mine, sign_in_as, "clerk", draft)
    start_editing(theirs, sign_in_as, "colleague", draft)
    theirs.get_by_label("Comment", exact=False).first.fill("Their newer words")
    follow(theirs, theirs.get_by_role("button", name="Save", exact=True).last)
    mine.get_by_label("Comment", exact=False).first.fill("My own words")
    follow(mine, mine.get_by_role("button", name="Save", exact=True).last)
    shown = mine.locator("main").inner_text()
    assert "Their newer words" in shown
    assert "My own words" in shown or mine.get_by_label("Comment", exact=False).first.input_value() == "My own words"
    assert draft.items.first().comment == "Their newer words"
    follow(mine, mine.get_by_role("button", name="Save mine over the newer version").last)
    assert draft.items.first().comment == "My own words"
