"""E-mail alerts by real processes: killed in the middle, nothing is lost and no message comes twice."""

from __future__ import annotations

import email
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from council.alerts.sending import send_alerts
from council.models import AlertLine, MailSent
from tests import factories as f
from tests.alerting import TODAY, follow
from tests.council.test_races import together
from tests.workers import later, start_worker, wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
READERS = 30
# Each message is a file. Before the one named is handed over, or after it, the worker waits to be killed.
MAIL = """
import os, pathlib, time, uuid
from django.core.mail.backends.base import BaseEmailBackend
from django.conf import settings
import sys, types
folder = pathlib.Path({folder!r})
class Backend(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            count = len(list(folder.glob("*.eml")))
            if {before} == count and not (folder / "go").exists():
                (folder / "began").touch()
                time.sleep(600)
            time.sleep(0.01)
            data = message.message().as_bytes()
            (folder / "part").write_bytes(data)
            os.replace(folder / "part", folder / (uuid.uuid4().hex + ".eml"))
            if {after} == count and not (folder / "go").exists():
                (folder / "began").touch()
                time.sleep(600)
        return len(messages)
module = types.ModuleType("kept_mail")
module.Backend = Backend
sys.modules["kept_mail"] = module
settings.EMAIL_BACKEND = "kept_mail.Backend"
"""
# The worker waits in the middle of the transaction that gives readers their messages.
BATCHING = """
import pathlib, time
from council.alerts import sending
send_once, folder, count = sending.send_once, pathlib.Path({folder!r}), [0]
def slow(*args, **options):
    count[0] += 1
    if count[0] == 12 and not (folder / "go").exists():
        send_once(*args, **options)
        (folder / "began").touch()
        time.sleep(600)
    return send_once(*args, **options)
sending.send_once = slow
"""
NOBODY = 10_000


def kill_in_the_middle(tmp_path: Path, code: str, *, then: str) -> None:
    """A worker that is killed where it says that it began, and another that ends the work."""
    first = start_worker("--lease", "1", code=code)
    wait_for((tmp_path / "began").exists)
    first.kill()
    first.communicate()
    (tmp_path / "go").touch()
    second = start_worker("--lease", "1", code=then)
    wait_for(lambda: not DBTaskResult.objects.filter(status="RUNNING").exists())
    wait_for(lambda: later() or not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists(), seconds=90)
    second.terminate()
    second.communicate(timeout=30)


def received(tmp_path: Path) -> list[tuple[str, str]]:
    """(to, subject) of every message that was handed over."""
    messages = [email.message_from_bytes(path.read_bytes()) for path in tmp_path.glob("*.eml")]
    return sorted((message["To"], message["Subject"]) for message in messages)


def make_readers(pace: str) -> list[str]:
    """Many who follow a committee; their names."""
    f.make_council()
    f.make_set(public=True)
    names = [f"n{number:02}@reader.example" for number in range(READERS)]
    for name in names:
        follow("committee", "finance-panel", email=name, pace=pace)
    DBTaskResult.objects.all().delete()
    return names


EXPECTED = "Finance Panel made 2 recommendations about the lamps"


def test_a_worker_killed_while_it_gives_readers_their_messages_loses_and_doubles_nothing(tmp_path):
    names = make_readers("at_once")
    with transaction.atomic():
        f.make_set(public=True, subject="the lamps")
    assert DBTaskResult.objects.filter(task_path="council.alerts.sending.alert_at_once").count() == 1
    mail = MAIL.format(folder=str(tmp_path), before=NOBODY, after=NOBODY)
    kill_in_the_middle(tmp_path, mail + BATCHING.format(folder=str(tmp_path)), then=mail)
    assert received(tmp_path) == [(name, EXPECTED) for name in names]
    assert AlertLine.objects.filter(mail__state="sent").count() == READERS


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_worker_killed_while_it_hands_a_message_over_sends_none_twice_and_loses_no_entry(tmp_path, moment):
    names = make_readers("daily")
    f.make_set(public=True, subject="the lamps")
    send_alerts(on=TODAY, at=f.AT)
    waits = {"before": NOBODY, "after": NOBODY} | {moment: 11}
    mail = MAIL.format(folder=str(tmp_path), **waits)
    kill_in_the_middle(tmp_path, mail, then=mail)
    assert Counter(MailSent.objects.filter(kind="alert").values_list("state", flat=True)) == {
        "sent": READERS - 1,
        "unclear": 1,
    }
    first = received(tmp_path)
    assert len(first) == len(set(first)) == READERS - (moment == "before")
    send_alerts(on=TODAY.replace(day=3), at=f.AT)
    worker = start_worker(code=mail)
    wait_for(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists())
    worker.terminate()
    worker.communicate(timeout=30)
    later_ones = [path.read_text() for path in tmp_path.glob("*.eml") if "Our last message to you" in path.read_text()]
    assert len(later_ones) == 1
    assert {name for name, _subject in received(tmp_path)} == set(names)
    assert AlertLine.objects.filter(mail__state="sent").count() == READERS


def test_two_daily_runs_at_once_send_one_message_each():
    make_readers("daily")
    f.make_set(public=True, subject="the lamps")
    sent = together(*[lambda: send_alerts(on=TODAY, at=f.AT) for _time in range(2)])
    assert sum(int(str(n)) for n in sent) == READERS
    assert MailSent.objects.filter(kind="alert").count() == READERS
