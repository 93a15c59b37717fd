"""E-mail alerts: interrupted and refused messages, how often anybody may ask, what is forgotten, the commands."""

from __future__ import annotations

import datetime
import smtplib

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.core.management.base import CommandError
from django_tasks_db.models import DBTaskResult

from council.alerts import asking, matching, sources
from council.alerts.sending import send_alerts
from council.models import AlertCursor, AlertLine, AlertReader, MailSent, RegisterHead, Subscription
from tests import factories as f
from tests.alerting import ADDRESS, TODAY, follow, tell_one, told, work
from tests.council.test_mail import Answering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _council():
    f.make_council()


def test_a_message_that_may_not_have_gone_out_is_told_in_the_next_one_which_says_so(settings):
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    f.make_set(public=True, subject="the lamps")
    send_alerts(on=TODAY, at=f.AT)
    MailSent.objects.update(state="sending")  # as a worker leaves it that is killed after handing it over
    work()
    assert outbox.outbox == []
    assert MailSent.objects.get(kind="alert").state == "unclear"
    said = tell_one(TODAY + DAY)
    assert "Our last message to you was interrupted. You may have had some of this before." in said
    assert "the lamps" in said
    assert told(TODAY + 2 * DAY) == []


def test_a_refused_address_is_stopped_and_begins_again_when_its_owner_says_so(settings):
    found = f.make_set(public=True)
    reader = follow("committee", found.made_by.slug)
    settings.EMAIL_BACKEND = "tests.council.test_mail.Answering"
    Answering.asked = 0
    Answering.says = [smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"5.1.1 <{ADDRESS}> unknown".encode())})]
    f.make_set(public=True)
    told()
    row = MailSent.objects.get(kind="alert")
    reader.refresh_from_db()
    assert (row.state, row.problem, reader.stopped_at is not None) == ("refused", "550", True)
    f.make_set(public=True)
    told(TODAY + DAY)
    assert Answering.asked == 1
    asking.change(reader, {}, starts_again=True)
    f.make_set(public=True)
    told(TODAY + 2 * DAY)
    assert Answering.asked == 2


@pytest.mark.parametrize(
    "said",
    [
        smtplib.SMTPSenderRefused(550, b"5.1.8 bad sender", "no-reply@wenshire.example"),
        smtplib.SMTPRecipientsRefused({ADDRESS: (554, b"5.7.1 blocked")}),
    ],
    ids=["our own address", "our server"],
)
def test_a_fault_of_ours_stops_nobody(settings, said):
    found = f.make_set(public=True)
    reader = follow("committee", found.made_by.slug)
    settings.EMAIL_BACKEND = "tests.council.test_mail.Answering"
    Answering.says = [said]
    f.make_set(public=True)
    told()
    reader.refresh_from_db()
    assert reader.stopped_at is None


def test_a_server_that_says_later_leaves_no_address_in_the_queue(settings):
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    settings.EMAIL_BACKEND = "tests.council.test_mail.Answering"
    Answering.says = [smtplib.SMTPRecipientsRefused({ADDRESS: (450, f"<{ADDRESS}> busy".encode())})]
    f.make_set(public=True)
    send_alerts(on=TODAY, at=f.AT)
    from council.worker import Worker

    DBTaskResult.objects.update(run_after=f.AT)
    Worker().work_off()
    assert "busy" not in "".join(DBTaskResult.objects.values_list("traceback", flat=True))
    assert ADDRESS not in "".join(str(vars(row)) for row in DBTaskResult.objects.all())
    work()
    assert MailSent.objects.get(kind="alert").state == "sent"


def test_the_register_is_read_on_from_where_it_was_left(monkeypatch):
    monkeypatch.setattr(matching, "ENTRIES_AT_ONCE", 2)
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    for _number in range(5):
        f.make_set(public=True)
    matching.read_register()
    assert AlertCursor.objects.get().serial == RegisterHead.objects.get().serial
    assert AlertLine.objects.count() == 5
    matching.read_register()
    assert AlertLine.objects.count() == 5


# Asking


def test_nobody_can_be_bombarded():
    found = f.make_set(public=True)
    for number in range(30):
        at = f.AT + datetime.timedelta(hours=5 * number)
        asking.ask(ADDRESS, kind="committee", key=found.made_by.slug, pace="daily", at=at)
    work()
    assert len(outbox.outbox) <= asking.MOST_FIRST


def test_who_confirmed_once_can_ask_for_more_each_day_but_not_without_end():
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    for day in range(2):
        for _time in range(20):
            asking.ask_for_link(ADDRESS, at=f.AT + day * DAY)
    work()
    assert len(outbox.outbox) == (asking.MOST_A_DAY - 1) + asking.MOST_A_DAY


def test_all_strangers_together_cause_a_bounded_number_of_messages(monkeypatch):
    monkeypatch.setattr(asking, "MOST_OF_ALL", 3)
    found = f.make_set(public=True)
    for number in range(9):
        asking.ask(f"n{number}@reader.example", kind="committee", key=found.made_by.slug, pace="daily", at=f.AT)
    assert (AlertReader.objects.count(), MailSent.objects.count()) == (3, 3)


def test_a_stranger_changes_nothing_of_what_somebody_follows():
    found = f.make_set(public=True)
    reader = follow("committee", found.made_by.slug)
    asking.ask(ADDRESS.upper(), kind="committee", key=found.made_by.slug, pace="at_once", at=f.AT)
    work()
    assert Subscription.objects.get(reader=reader).pace == "daily"
    assert [message.subject for message in outbox.outbox] == ["Your e-mail alerts"]


def test_what_nobody_confirmed_is_forgotten_with_its_address():
    found = f.make_set(public=True)
    asking.ask(ADDRESS, kind="committee", key=found.made_by.slug, pace="daily", at=f.AT)
    asking.tidy(f.AT + 6 * DAY)
    assert AlertReader.objects.count() == 1
    asking.tidy(f.AT + 9 * DAY)
    assert (AlertReader.objects.count(), MailSent.objects.filter(kind="alert-confirm").count()) == (0, 0)


def test_the_commands(settings, capsys):
    reader = follow("committee", f.make_set(public=True).made_by.slug)
    f.make_set(public=True)
    call_command("send_alerts")
    call_command("send_alerts")
    call_command("stop_alerts", reader.email.upper())
    assert capsys.readouterr().out == (
        "1 alerts put into the queue.\n0 alerts put into the queue.\n"
        "Nothing is sent to this address, and it is not kept.\n"
    )
    assert AlertReader.objects.count() == 0
    settings.SITE_ADDRESS = ""
    with pytest.raises(CommandError, match="COUNCIL_ADDRESS"):
        call_command("send_alerts")


def test_every_kind_that_can_be_followed_is_known_and_what_does_not_exist_is_nothing():
    assert set(sources.KINDS) >= {
        "committee",
        "decisions",
        "issue",
        "office",
        "recommendation",
        "recommendations",
        "ward",
    }
    for kind in sources.KINDS.values():
        key = kind.read("no-such-thing/99999999999999999999")
        assert kind.find([key]) == {} or kind.words == "Search"
