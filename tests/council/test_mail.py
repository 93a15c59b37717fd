"""Mail by the queue: once, or not at all where nobody can know; what certainly did not go out is tried again."""

from __future__ import annotations

import datetime
import smtplib

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from council.mail import MailKey, deliver, send_once
from council.models import MailSent
from council.publication import RefusedError
from council.worker import Worker
from tests.council.test_races import together

KEY = MailKey("reminder", "abc", "due")


class Answering(BaseEmailBackend):
    """A mail server that says `says`, an exception, once for each time it is asked."""

    says: list[BaseException] = []
    asked = 0

    def send_messages(self, messages):
        type(self).asked += 1
        if self.says:
            raise self.says.pop(0)
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Answering"
    Answering.says, Answering.asked = [], 0
    return Answering


def ask(to="chair@wenshire.example") -> bool:
    return send_once(KEY, to, "Answer due", "An answer is due.")


def work() -> MailSent:
    DBTaskResult.objects.update(run_after=timezone.now() - datetime.timedelta(hours=2))
    Worker().work_off()
    return MailSent.objects.get()


@pytest.mark.django_db
def test_asked_for_twice_it_is_sent_once_and_logged():
    assert [ask(), ask(), ask("Chair@Wenshire.example ")] == [True, False, False]
    row = work()
    work()
    assert [message.subject for message in outbox.outbox] == ["Answer due"]
    assert (row.state, row.text, row.sent_at is not None) == ("sent", "", True)


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_sent():
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    Worker().work_off()
    assert (MailSent.objects.count(), outbox.outbox) == (0, [])


@pytest.mark.django_db
def test_to_nobody_is_refused():
    with pytest.raises(RefusedError, match="nothing is sent to nobody"):
        ask("  ")


@pytest.mark.django_db
def test_a_worker_killed_while_it_was_sending_leaves_it_unclear_and_it_is_not_sent_again(server):
    ask()
    MailSent.objects.update(state="sending")  # as a worker leaves it that is killed after handing it over
    row = work()
    assert (row.state, server.asked) == ("unclear", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "state", "asked"),
    [
        (smtplib.SMTPDataError(451, b"later"), "sent", 2),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"busy")}), "sent", 2),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"nobody")}), "refused", 1),
        (smtplib.SMTPServerDisconnected("gone"), "unclear", 1),
        (TimeoutError("silence"), "unclear", 1),
    ],
    ids=["later", "busy", "no such box", "cut off", "silence"],
)
def test_only_what_certainly_did_not_go_out_is_tried_again(server, said, state, asked):
    ask()
    server.says = [said]
    work()
    row = work()
    assert (row.state, server.asked) == (state, asked)


@pytest.mark.django_db
def test_without_a_server_it_waits(server, monkeypatch):
    def no_server(self):
        raise ConnectionRefusedError

    ask()
    monkeypatch.setattr(Answering, "open", no_server)
    assert work().state == "waiting"
    monkeypatch.undo()
    assert (work().state, server.asked) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
def test_two_that_ask_and_two_that_send_at_once_send_once(server):
    assert sorted(map(str, together(ask, ask))) == ["False", "True"]
    row = MailSent.objects.get()
    together(*[lambda: deliver.call(mail=row.pk) for _time in range(2)])
    assert server.asked <= 1
