"""E-mail alerts tell nothing that is not public: not at asking, not in the queue, not when the message goes out."""

from __future__ import annotations

import pytest
from django.core import mail as outbox
from django_tasks_db.models import DBTaskResult

from council.alerts import writing
from council.alerts.sending import send_alerts
from council.models import AlertLine, AlertReader, AuditEvent, MailSent, Subscription
from meetings import actions as meetings
from meetings.models import AgendaItem
from recommendations import actions
from tests import factories as f
from tests.alerting import ADDRESS, TODAY, follow, tell_one, told, words_of, work
from tests.cast import make_cast
from tests.decision_factories import make_decision
from tests.site import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}


@pytest.fixture(autouse=True)
def _council():
    f.make_council()


def test_drafts_and_everything_withheld_are_told_to_nobody(monkeypatch):
    """Readers of everything there is: no canary of the whole site reaches them, nor the queue or the log."""
    monkeypatch.setattr(writing, "MOST_TOLD", 10_000)
    f.make_set(public=True)
    for slug in ("cabinet", "finance-panel"):
        follow("committee", slug)
    follow("decisions", "all")
    world.make_world()
    send_alerts(on=TODAY, at=f.AT)
    rows = (MailSent.objects.filter(kind="alert"), AlertLine.objects.all())
    stored = [str(vars(row)) for found in rows for row in found]
    work()
    said = "\n".join(words_of(message) for message in outbox.outbox if message.to == [ADDRESS])
    assert said.count("things are new in what you follow") > 0
    assert said.count("https://decisions.wenshire.example/recommendations/") > 20
    assert world.CANARY not in said.lower()
    assert world.CANARY not in "".join(stored).lower()


def test_a_draft_is_no_news():
    follow("committee", f.make_set(public=True).made_by.slug)
    f.make_set(subject="the secret ledger")
    assert tell_one() == ""


@pytest.mark.parametrize("queued", [False, True], ids=["before it is queued", "while it is in the queue"])
def test_what_is_made_exempt_before_it_is_sent_is_not_told_in_its_old_words(queued):
    item = f.make_item(public=True, title="Harbour prices")
    follow("committee", "cabinet")
    outcome = f.make_outcome(item, text="Sold for 40 crowns", public=True)
    if queued:
        send_alerts(on=TODAY, at=f.AT)
    meetings.save(AgendaItem.objects.get(), changes=EXEMPT, reason="Prices", by=None, at=f.AT)
    assert outcome.is_published
    if queued:
        work()
        assert outbox.outbox == []
    said = words_of(told(TODAY if not queued else TODAY.replace(day=3))[0])
    assert "A lease" in said
    assert not {"Harbour prices", "40 crowns"} & set(said.split("\n"))
    assert "Harbour prices" not in said


@pytest.mark.parametrize("queued", [False, True], ids=["before it is queued", "while it is in the queue"])
def test_what_is_withdrawn_before_it_is_sent_leaves_one_sentence_without_content(queued):
    f.make_meeting(public=True)
    follow("committee", "cabinet")
    decision = make_decision(public=True, title="Sale of the quay")
    if queued:
        send_alerts(on=TODAY, at=f.AT)
    meetings.withdraw(decision, reason="Named a child", by=None, at=f.AT)
    work()
    assert outbox.outbox == []
    said = tell_one(TODAY.replace(day=3) if queued else TODAY)
    assert "Something that you follow was withdrawn" in said
    assert "Withdrawn on 2 November 2026" in said
    assert "quay" not in said
    assert "child" not in said


def test_the_last_word_of_a_withdrawn_set_is_not_told_by_its_deadline():
    found = f.make_set(public=True, subject="the quay", made_on=f.AT.date(), received_on=f.AT.date(),
                       notice_given_on=f.AT.date())  # fmt: skip
    follow("recommendations", found.reference)
    send_alerts(on=found.due_on, at=f.AT)
    actions.withdraw_set(found, reason="By mistake", by=None, at=f.AT)
    work()
    assert outbox.outbox == []


def test_a_ward_of_a_withheld_decision_tells_nobody():
    make_decision(public=True, wards="Aldry, Old Town")
    follow("ward", "aldry")
    make_decision(public=True, wards="Aldry", restriction="exempt", exempt_paragraphs="3", exempt_reason="Prices",
                  public_title="A lease", public_summary="A lease.")  # fmt: skip
    assert tell_one() == ""
    make_decision(public=True, wards="Aldry", title="A pond")
    assert "A pond" in tell_one()


def test_nothing_names_an_address_but_the_one_column():
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug, pace="at_once")
    f.make_set(public=True)
    work()
    assert [message.to for message in outbox.outbox] == [[ADDRESS]]
    stored = [str(vars(row)) for model in (MailSent, AuditEvent, DBTaskResult, AlertLine, Subscription)
              for row in model.objects.all()]  # fmt: skip
    assert ADDRESS not in "".join(stored)
    assert [reader.email for reader in AlertReader.objects.all()] == [ADDRESS]


def test_officers_see_counts_and_no_address(client):
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    follow("committee", found.made_by.slug, email="bea@reader.example")
    people = make_cast()
    client.force_login(people["administrator"])
    page = client.get("/officer/settings/alerts/").content.decode()
    assert "2 follow it" in page
    assert "reader.example" not in page
    assert client.get("/officer/settings/").content.decode().count("/officer/settings/alerts/") == 1
    client.force_login(people["clerk"])
    assert client.get("/officer/settings/alerts/").status_code == 404


def test_deleting_a_reader_leaves_nothing_of_them():
    from council.alerts.asking import forget

    reader = follow("committee", f.make_set(public=True).made_by.slug)
    f.make_set(public=True)
    send_alerts(on=TODAY, at=f.AT)
    forget(reader)
    work()
    assert outbox.outbox == []
    left = [model.objects.count() for model in (AlertReader, Subscription, AlertLine, MailSent)]
    assert left == [0, 0, 0, 0]
