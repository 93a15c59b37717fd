"""Words that could not be saved: kept for the one who typed them, offered once, lost never."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.test import Client

from council import held
from council.models import HeldText
from tests import factories as make
from tests.filling import fields_of
from tests.reading import words_of

pytestmark = pytest.mark.django_db
ADD = "/officer/recommendations/add/"
PASSWORD = "correct horse battery"


@pytest.fixture
def officer():
    make.make_council()
    make.make_cabinet()
    make.make_body("Finance Panel")
    return make.make_user(("officer", "scrutiny"), username="officer")


def sign_in(client, response, username="officer"):
    return client.post("/sign-in/", {"username": username, "password": PASSWORD, "next": fields_of(response)["next"]})


def test_an_officers_form_says_whose_it_is_and_nothing_more(client, officer):
    client.force_login(officer)
    fields = fields_of(client.get(ADD))
    assert signing.loads(fields["held_by"], salt=held.SALT) == officer.pk
    assert "held" not in fields
    assert fields_of(client.get(f"{ADD}?held=x%22%3E"))["held"] == 'x">'


def test_after_an_expired_sign_in_the_words_are_back_and_not_saved_by_themselves(client, officer):
    client.force_login(officer)
    typed = fields_of(client.get(ADD)) | {"pasted": "1) One\n2) Two", "subject": "bins", "do": "read"}
    client.logout()
    ended = client.post(ADD, typed)
    assert ended.status_code == 403
    assert "Your sign-in had ended. We kept what you typed" in words_of(ended)
    assert "bins" not in ended.content.decode()
    back = client.get(sign_in(client, ended)["Location"])
    assert fields_of(back)["pasted"] == "1) One\n2) Two"
    assert fields_of(back)["subject"] == "bins"
    assert fields_of(back)["held"] == HeldText.objects.get().token
    assert "It is not saved yet" in words_of(back)
    assert b"field-wrong" not in back.content


def test_somebody_else_who_signs_in_there_finds_nothing(client, officer):
    client.force_login(officer)
    typed = fields_of(client.get(ADD)) | {"pasted": "secret words"}
    client.logout()
    ended = client.post(ADD, typed)
    make.make_user(("officer", "scrutiny"), username="other")
    back = client.get(sign_in(client, ended, "other")["Location"])
    assert back.status_code == 200
    assert "secret words" not in back.content.decode()


@pytest.mark.parametrize("forged", ["", "1", "x:y:z"])
def test_a_form_of_nobody_is_not_kept(client, officer, forged):
    ended = client.post(ADD, {"pasted": "words", "held_by": forged})
    assert ended.status_code == 403
    assert "was not saved" in words_of(ended)
    assert not HeldText.objects.exists()


def test_a_page_left_open_over_a_new_sign_in_gives_its_words_back(officer):
    browser = Client(enforce_csrf_checks=True)
    first = browser.get("/sign-in/")
    sent = {"username": "officer", "password": PASSWORD, "csrfmiddlewaretoken": fields_of(first)["csrfmiddlewaretoken"]}
    browser.post("/sign-in/", sent)
    typed = fields_of(browser.get(ADD)) | {"pasted": "typed before"}
    browser.post(
        "/sign-in/", sent | {"csrfmiddlewaretoken": fields_of(browser.get("/sign-in/"))["csrfmiddlewaretoken"]}
    )
    led_back = browser.post(ADD, typed)
    assert led_back.status_code == 302
    back = browser.get(led_back["Location"])
    assert fields_of(back)["pasted"] == "typed before"


def test_the_sign_in_page_has_its_words_and_errors_in_the_sites_pattern(client, officer):
    page = client.get("/sign-in/?next=/officer/")
    assert fields_of(page)["next"] == "/officer/"
    assert not re.search(r"<(script|style)[^>]*>[^<]", page.content.decode())
    wrong = client.post("/sign-in/", {"username": "", "password": ""})
    assert "There is a problem Enter your user name Enter your password" in words_of(wrong)
