"""Signing in: where it leads, what it refuses, and that guessing passwords is stopped."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def officer():
    return factories.make_user(("officer", "both"), username="officer")


def sign_in(client, username="officer", password=PASSWORD, **extra):
    return client.post("/sign-in/", {"username": username, "password": password, **extra})


def test_signing_in_leads_to_the_desk(client, officer):
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, "/officer/")


def test_signing_in_leads_back_to_where_one_was_going(client, officer):
    asked = client.get("/officer/meetings/")
    assert (asked.status_code, asked.url) == (302, "/sign-in/?next=/officer/meetings/")
    assert sign_in(client, next="/officer/meetings/").url == "/officer/meetings/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_off_the_site(client, officer, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/officer/"


def test_a_wrong_password_is_refused_in_words_and_written_down(client, officer):
    response = sign_in(client, password="wrong")
    assert "The user name or the password is not right" in response.content.decode()
    event = AuditEvent.objects.get()
    assert event.act == "sign-in refused"
    assert "officer" not in event.reference


def test_too_many_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(client, officer):
    with time_machine.travel(datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC), tick=False) as clock:
        for _ in range(10):
            sign_in(client, password="wrong")
        assert "Wait 15 minutes" in sign_in(client).content.decode()
        clock.shift(datetime.timedelta(minutes=16))
        assert sign_in(client).status_code == 302


def test_a_closed_account_cannot_sign_in(client, officer):
    officer.is_active = False
    officer.save()
    assert sign_in(client).status_code == 200


@pytest.mark.parametrize("path", ["/officer/", "/officer/meetings/", "/officer/nothing/like/this", "/officer/x.pdf"])
def test_every_path_below_officer_asks_a_visitor_to_sign_in(client, path):
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/sign-in/?next={path}")


def test_signing_out_needs_a_post_and_ends_the_session(client, officer):
    client.force_login(officer)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == "/"
    assert client.get("/officer/").status_code == 302
