"""From a committee's page to its e-mail alerts and out again, on a telephone, without JavaScript; each page seen."""

from __future__ import annotations

import pytest
from django.core import mail as outbox

from council.alerts.sending import send_alerts
from council.models import AlertReader
from tests import factories as f
from tests.alerting import ADDRESS, TODAY, link_in, work
from tests.browser.conftest import follow
from tests.browser.looking import look, prepare
from tests.decision_factories import make_decision

pytestmark = pytest.mark.django_db(transaction=True)


def test_following_a_committee_and_stopping_again(open_page, private_files):
    f.make_council()
    make_decision(public=True, wards="Aldry, Old Town and Quay")
    found = f.make_set(public=True, subject="the lamps")
    page, wrong = prepare(open_page(320), scripts=False), []

    def seen(name: str) -> None:
        wrong.extend(look(page, name))

    page.goto("/alerts/")
    seen("start")
    page.goto("/committees/finance-panel/")
    page.locator("details.downloads summary").click()
    follow(page, page.get_by_role("link", name="Get e-mail alerts about this"))
    seen("follow")
    page.get_by_label("Your e-mail address").fill("ada@")
    follow(page, page.get_by_role("button", name="Send me the link"))
    assert page.get_by_role("alert").get_by_text("like name@example.org").count() == 1
    seen("refused")
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    follow(page, page.get_by_role("button", name="Send me the link"))
    seen("sent")
    work()
    page.goto(link_in(outbox.outbox[-1], "confirm"))
    seen("confirm")
    follow(page, page.get_by_role("button", name="Yes, send me these e-mails"))
    seen("mine")
    page.get_by_label("Committee: Finance Panel").select_option("at_once")
    follow(page, page.get_by_role("button", name="Save"))
    assert page.get_by_text("Saved.").count() == 1
    f.make_set(public=True, subject="the quay")
    send_alerts(on=TODAY, at=f.AT)
    work()
    message = outbox.outbox[-1]
    assert message.subject == "Finance Panel made 2 recommendations about the quay"
    page.goto(link_in(message, "stop"))
    seen("stop")
    follow(page, page.get_by_role("button", name="Stop all e-mail alerts"))
    seen("stopped")
    assert AlertReader.objects.count() == 0
    page.goto(link_in(message, "mine"))
    seen("over")
    assert found.is_public
    assert not wrong, "\n" + "\n".join(wrong)
