"""The page of the mail that was sent: what it shows to whom, narrowed by state, and sending one again by a person."""

from __future__ import annotations

import smtplib

import pytest
from django.core import mail as outbox

from council.models import AuditEvent, MailSent, Office
from tests import factories as f
from tests.council.test_mail import ask, server, work
from tests.reading import words_of

__all__ = ["server"]
pytestmark = pytest.mark.django_db
PAGE = "/officer/mail/"


@pytest.fixture
def administrator(client):
    f.make_council()
    user = f.make_user(("administrator", "both"))
    client.force_login(user)
    return user


def refused(server) -> MailSent:
    server.says = [smtplib.SMTPRecipientsRefused({"x": (550, b"nobody here")})]
    ask()
    return work()


def test_nothing_sent_yet_says_how_mail_comes_about(client, administrator):
    assert "Nothing was sent yet." in words_of(client.get(PAGE))


def test_it_says_what_to_whom_and_how_it_ended(client, administrator, server):
    Office.objects.create(title="Chair of the Panel", slug="chair", kind="member", email="Chair@wenshire.example")
    refused(server)
    told = words_of(client.get(PAGE))
    assert "1 message" in told
    for words in ("Answer due", "Refused by the mail server", "Chair of the Panel, chair@wenshire.example"):
        assert words in told
    assert "What the mail server said: 550 nobody here" in told
    assert "An answer is due." not in told
    assert "None in this state." in words_of(client.get(f"{PAGE}?state=sent"))
    assert "1 message, refused by the mail server" in words_of(client.get(f"{PAGE}?state=refused"))
    assert "1 message" in words_of(client.get(f"{PAGE}?state=nothing"))


def test_what_was_refused_is_sent_again_once_by_a_person_and_that_is_audited(client, administrator, server, settings):
    row = refused(server)
    for _time in range(2):  # pressed twice
        assert client.post(f"{PAGE}{row.pk}/again/", {"back": f"{PAGE}?state=refused"}).url == f"{PAGE}?state=refused"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = work()
    assert [message.body for message in outbox.outbox] == ["An answer is due."]
    assert (row.state, row.problem, row.text) == ("sent", "", "")
    (event,) = AuditEvent.objects.filter(act="sent again")
    assert (event.by, event.after["was"]) == (administrator, "refused")
    assert "Send again" not in words_of(client.get(PAGE))
    client.post(f"{PAGE}{row.pk}/again/", {"back": "https://elsewhere.example/"})
    assert "This cannot be sent again" in words_of(client.get(PAGE))
    assert AuditEvent.objects.filter(act="sent again").count() == 1


def test_nobody_else_sees_it(client, server):
    f.make_council()
    row = refused(server)
    client.force_login(f.make_user(("officer", "both"), ("publisher", "both")))
    assert [client.get(PAGE).status_code, client.post(f"{PAGE}{row.pk}/again/").status_code] == [404, 404]
    assert MailSent.objects.get().state == "refused"
