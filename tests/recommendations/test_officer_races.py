"""Officers pressing at the same moment, through the pages, with real transactions on both databases."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from council.models import AuditEvent, HeldText, Office, RegisterEntry
from recommendations import actions
from recommendations.models import ActionOwner, CabinetResponse, LeadChange, RecommendationSet
from tests import factories as make
from tests.council.test_races import together
from tests.filling import fields_of, pressed
from tests.recommendations.progressing import an_answered_set

pytestmark = pytest.mark.django_db(transaction=True)
ADD = reverse("recommendations:officer-set-add")


@pytest.fixture(autouse=True)
def council():
    make.make_cabinet()
    return make.make_council()


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def page(name, found):
    return reverse(f"recommendations:officer-response{name}", args=[found.public_id])


def test_twelve_officers_save_the_same_version_at_once():
    officers = [make.make_user(("officer", "executive")) for _ in range(12)]
    draft = actions.start_response(make.make_set(public=True), by=officers[0], at=make.AT)
    browsers = [browser_of(officer) for officer in officers]
    opened = [browser.get(page("-edit", draft)) for browser in browsers]
    key = f"i{draft.items.first().pk}-comment"

    def save(place):
        return lambda: pressed(browsers[place], opened[place], **{key: f"Words {place}."})

    answers = together(*[save(place) for place in range(12)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * 11
    told = {place for place, answer in enumerate(answers) if answer.status_code == 409}
    assert {place: fields_of(answers[place])[key] for place in told} == {place: f"Words {place}." for place in told}
    held = {words.user_id: words.fields[key] for words in HeldText.objects.all()}
    assert held == {officers[place].pk: [f"Words {place}."] for place in told}
    (winner,) = set(range(12)) - told
    assert draft.items.first().comment == f"Words {winner}."
    assert AuditEvent.objects.filter(act="saved").count() == 1


def test_a_new_set_sent_twice_at_once_is_one_draft():
    panel = make.make_body("Finance Panel")
    officer = make.make_user(("officer", "scrutiny"))
    browsers = [browser_of(officer) for _ in range(4)]
    read = pressed(browsers[0], browsers[0].get(ADD), "read", pasted="1) One\n2) Two", made_by=panel.pk, subject="bins")
    answers = together(*[lambda browser=browser: pressed(browser, read) for browser in browsers])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert RecommendationSet.objects.get().recommendations.count() == 2


def test_a_response_started_by_four_at_once_is_one_draft():
    officers = [make.make_user(("officer", "executive")) for _ in range(4)]
    found = make.make_set(public=True)
    address = reverse("recommendations:officer-response-start", args=[found.public_id])
    browsers = [browser_of(officer) for officer in officers]
    answers = together(*[lambda browser=browser: browser.post(address) for browser in browsers])
    assert {answer["Location"] for answer in answers} == {page("-edit", CabinetResponse.objects.get())}


@pytest.mark.pdf
def test_publish_pressed_four_times_at_once_publishes_once(private_files):
    found = make.make_response(until="approved", approved_on=datetime.date(2021, 9, 14))
    publisher = make.make_user(("publisher", "executive"))
    browsers = [browser_of(publisher) for _ in range(4)]
    opened = browsers[0].get(page("-publish", found))
    answers = together(*[lambda browser=browser: pressed(browser, opened, "") for browser in browsers])
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, page("", found))}
    assert RegisterEntry.objects.filter(reference=found.public_id.hex).count() == 1
    for browser in browsers:
        assert "Not done" not in browser.get(page("", found)).content.decode()


def test_another_lead_sent_twice_at_once_is_told_once():
    posts = [
        Office.objects.create(title=title, slug=title.lower(), kind="officer", email="x@x.example")
        for title in ("Streets", "Places")
    ]
    promise = {"description": "Mend it", "lead_title": "Streets", "lead_office": posts[0]}
    row = an_answered_set(actions=[promise]).recommendations.get()
    browser = browser_of(make.make_user(("publisher", "executive")))
    address = reverse("recommendations:officer-change-several")
    opened = browser.get(address, {"row": row.key.hex})
    form = fields_of(opened) | {"office": str(posts[1].pk)}
    answers = together(*[lambda: browser.post(address, form)] * 3)
    assert [answer.status_code for answer in answers] == [200] * 3
    assert (ActionOwner.objects.count(), LeadChange.objects.count()) == (1, 1)
