"""From lines that wait to messages in the queue: a message takes its lines in the transaction that asks for it.

Whoever asked for something at once gets it by a job that publication puts into the queue; all else goes out once a day
with `manage.py send_alerts`. Either may be run any number of times, by any number of processes.
"""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from council import jobs
from council.alerts import matching
from council.alerts.asking import ALERT, nobody, tidy
from council.alerts.sources import digests
from council.mail import MailKey, send_once
from council.models import AlertLine, AlertReader, MailSent, Subscription
from council.models.published import PublishedRecord

NOW, DAY, DIGEST = "now", "day", "digest"


def follow_up(record: PublishedRecord) -> None:
    """After each entry of the register: have those told who asked to be told at once (council/apps.py)."""
    at_once = Subscription.objects.filter(matching.active(), pace=Subscription.Pace.AT_ONCE)
    if at_once.exists():
        jobs.enqueue(alert_at_once)


@task()
def alert_at_once() -> int:
    """The job: tell what was published to those who asked to be told at once; how many messages."""
    matching.read_register()
    return _send_at_once(timezone.now())


def send_alerts(*, on: datetime.date, at: datetime.datetime) -> int:
    """Once a day: everything that waits, what falls due, and the digest; how many messages were put into the queue."""
    tidy(at)
    matching.read_register()
    matching.read_calendar(on)
    sent = _send_at_once(at)
    of_digest = Q(subscription__kind__in=digests())
    for which, name in ((~of_digest, DAY), (of_digest, DIGEST)):
        for reader in _waiting(which):
            sent += _put_in(reader, which, step=f"{name}:{on:%Y%m%d}", at=at)
    return sent


def _send_at_once(at: datetime.datetime) -> int:
    which = Q(subscription__pace=Subscription.Pace.AT_ONCE) & ~Q(subscription__kind__in=digests())
    return sum(_put_in(reader, which, step="", at=at) for reader in _waiting(which))


def _waiting(which: Q) -> list[int]:
    """Readers who are still to be told something."""
    lines = AlertLine.objects.filter(which, mail=None, subscription__reader__stopped_at=None)
    return list(lines.order_by("subscription__reader").values_list("subscription__reader", flat=True).distinct())


@transaction.atomic
def _put_in(reader_key: int, which: Q, *, step: str, at: datetime.datetime) -> bool:
    """One message with all that waits for one reader; whether it was asked for now.

    Without a `step` it is a message of now. What they follow in several ways is told with the first of them.
    """
    reader = AlertReader.objects.select_for_update().filter(pk=reader_key, stopped_at=None).first()
    if reader is None:
        return False
    waiting = AlertLine.objects.filter(subscription__reader=reader, mail=None)
    taken = set(waiting.filter(which).values_list("about", flat=True))
    if not taken:
        return False
    key = MailKey(ALERT, reader.public_id.hex, step or f"{NOW}:{uuid.uuid4().hex}")
    if not send_once(key, nobody(reader.public_id), "E-mail alert", "", at=at):
        return False
    mail = MailSent.objects.get(kind=key.kind, reference=key.reference, step=key.step)
    same = Q(about__in=taken) & ~Q(subscription__kind__in=digests())
    waiting.filter(which if step else which | same).update(mail=mail)
    return True


def after(mail: MailSent, has_no_box: bool) -> None:
    """How a message ended: a reader without a box is stopped; what may not have arrived is told in the next one."""
    if mail.state == MailSent.State.UNCLEAR:
        AlertLine.objects.filter(mail=mail).update(mail=None, was_interrupted=True)
    if has_no_box:
        code = mail.to.partition("@")[0]
        AlertReader.objects.filter(public_id=code, stopped_at=None).update(stopped_at=timezone.now())
