"""The editor of minutes: pasting from Word, bold by keyboard, the same words without JavaScript, nothing blocked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import Attendance, ItemMinutes
from tests import factories
from tests.browser.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)
WORD = (
    "<html><body><p class=MsoNormal style='color:red'><b>68</b> Apologies<script>alert(1)</script></p>"
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>First</p>"
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>Second</p>"
    "<table><tr><td><p>Name</p></td><td>Vote</td></tr><tr><td>Ada</td><td>For</td></tr></table></body></html>"
)
PASTE = """([editor, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def item():
    factories.make_council()
    factories.make_user(("officer", "both"), ("publisher", "both"), username="clerk")
    return factories.make_item(factories.make_meeting(public=True), public=True)


def test_word_is_pasted_and_bold_set_by_keyboard_without_a_blocked_style(open_page, sign_in_as, item):
    page = open_page(320)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message) or dialog.dismiss())
    sign_in_as(page, "clerk")
    page.goto(reverse("meetings:officer-minutes-edit", args=[item.public_id]))
    editor = page.get_by_role("textbox", name="Minutes", exact=True)
    editor.focus()
    page.evaluate(PASTE, [editor.element_handle(), WORD])
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="Bold").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("The end")
    page.get_by_label("Draft").check()
    follow(page, page.get_by_role("button", name="Save", exact=True))
    minutes = ItemMinutes.objects.get()
    assert minutes.html.startswith(
        "<p><strong>68</strong> Apologies</p>\n<ul><li>First</li><li>Second</li></ul>\n<table>"
    )
    assert '<th scope="col">Name</th>' in minutes.html
    assert "<strong>The end</strong>" in minutes.html
    assert complaints == []


def test_without_javascript_the_same_minutes_are_plain_marks(open_page, sign_in_as, item):
    page = open_page(320, javascript=False)
    sign_in_as(page, "clerk")
    page.goto(reverse("meetings:officer-minutes-edit", args=[item.public_id]))
    page.get_by_label("Minutes", exact=True).fill("**68** Apologies\n\n- First\n- Second")
    page.get_by_label("Draft").check()
    follow(page, page.get_by_role("button", name="Save", exact=True))
    assert (
        ItemMinutes.objects.get().html == "<p><strong>68</strong> Apologies</p>\n<ul><li>First</li><li>Second</li></ul>"
    )


def test_attendance_is_entered_by_keyboard_alone_without_javascript(open_page, sign_in_as, item):
    factories.make_membership(item.meeting.body, "Councillor Ada Fenwright", "chair")
    page = open_page(320, javascript=False)
    sign_in_as(page, "clerk")
    page.goto(reverse("meetings:officer-attendance-edit", args=[item.meeting.public_id]))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_label("Arrived or left").first.focus()
    page.keyboard.type("Arrived at 6.20pm")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    member = Attendance.objects.get().members.get()
    assert (member.name, member.note) == ("Councillor Ada Fenwright", "Arrived at 6.20pm")
