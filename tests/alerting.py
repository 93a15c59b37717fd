"""Readers who follow something, and what is sent to them, for the tests of e-mail alerts. Today is 2 November 2026."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.core import mail as outbox
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from council.alerts import asking
from council.alerts.sending import send_alerts
from council.models import AlertReader, Subscription
from council.worker import Worker
from tests.factories import AT

TODAY = AT.date()
ADDRESS = "ada@reader.example"


def follow(
    kind: str, key: str, *, email: str = ADDRESS, pace: str = "daily", at: datetime.datetime = AT
) -> AlertReader:
    """Somebody follows something, confirmed; the messages that led there are not in the outbox."""
    asking.ask(email, kind=kind, key=key, pace=pace, at=at)
    found = Subscription.objects.select_related("reader").get(reader__email=email, kind=kind, key=key)
    reader = asking.confirm(found, at=at)
    work()
    outbox.outbox.clear()
    return reader


def work() -> None:
    """Do what waits in the queue, and what failed once more."""
    for _time in range(2):
        DBTaskResult.objects.update(run_after=timezone.now() - datetime.timedelta(hours=2))
        Worker().work_off()


def told(on: datetime.date = TODAY, **options: Any) -> list[Any]:
    """The messages of the daily run, sent."""
    before = len(outbox.outbox)
    send_alerts(on=on, at=options.pop("at", AT))
    work()
    return outbox.outbox[before:]


def tell_one(on: datetime.date = TODAY) -> str:
    """The words of the only message of the daily run; "" where none came."""
    messages = told(on)
    assert len(messages) <= 1, [message.subject for message in messages]
    return words_of(messages[0]) if messages else ""


def words_of(message: Any) -> str:
    """Everything that a message says: subject, text and HTML."""
    html = "".join(str(part.content) for part in message.alternatives)
    return f"{message.subject}\n{message.body}\n{html}"


def link_in(message: Any, purpose: str) -> str:
    """The path of a link in a message."""
    found = re.search(rf"https://decisions.wenshire.example(/alerts/{purpose}/[^/\s]+/)", message.body)
    assert found, message.body
    return found[1]
