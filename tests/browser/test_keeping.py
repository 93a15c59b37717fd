"""What is being typed into a response is kept while it is typed, and the page says so."""

from __future__ import annotations

import pytest

from council.models import HeldText
from recommendations import actions
from tests import factories as f
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def test_typing_is_kept_without_pressing_anything(open_page, sign_in_as):
    f.make_council()
    user = f.make_user(("officer", "executive"), username="drafter")
    user.set_password(PASSWORD)
    user.save()
    draft = actions.start_response(f.make_set(public=True), by=user, at=f.AT)
    page = open_page()
    page.clock.install()
    sign_in_as(page, "drafter")
    page.goto(f"/officer/responses/{draft.public_id}/edit/")
    comment = f"i{draft.items.first().pk}-comment"
    for words in ("Half a", "Half a sentence."):
        page.locator(f"[name={comment}]").fill(words)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.clock.run_for(21_000)
    page.get_by_text("What you typed is kept for you on your desk.").wait_for()
    assert [held.fields[comment] for held in HeldText.objects.all()] == [["Half a sentence."]]
