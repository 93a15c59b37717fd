"""Publishing a year's calendar: chosen, confirmed, published all or none, and only what was confirmed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from council.models import AuditEvent, RegisterEntry
from council.verification import verify_register
from meetings import actions
from meetings.models import Meeting
from tests import factories as make
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db
PAGE = reverse("meetings:officer-publish-several")


@pytest.fixture
def cabinet():
    make.make_council()
    return make.make_cabinet()


@pytest.fixture(autouse=True)
def publisher(client, cabinet):
    user = make.make_user(("publisher", "both"))
    client.force_login(user)
    return user


@pytest.fixture
def drafts(cabinet):
    return [make.make_meeting(cabinet, dt.date(2030, month, 8), venue="Town Hall") for month in (1, 2, 3)]


def confirm(client, meetings):
    return client.post(PAGE, {"meetings": [meeting.public_id.hex for meeting in meetings]})


def seen(meetings):
    return {"seen": [f"{meeting.public_id.hex}:{meeting.edit_number}" for meeting in meetings]}


def public() -> int:
    return Meeting.objects.published().count()


def test_drafts_are_chosen_confirmed_and_published_together(client, drafts, publisher):
    page = client.get(PAGE)
    assert "Cabinet, Tuesday 8 January 2030, Town Hall" in words_of(page)
    asked = confirm(client, drafts)
    assert heading_of(asked) == "Publish these 3 meetings?"
    assert public() == 0
    assert "Agendas, papers, outcomes and minutes." in words_of(asked)
    response = client.post(PAGE, seen(drafts))
    assert response["Location"] == reverse("meetings:officer-list")
    assert public() == 3
    assert "3 meetings are published: they stand in the public calendar." in words_of(client.get(response["Location"]))
    assert [entry.act for entry in RegisterEntry.objects.all()] == ["published"] * 3
    assert AuditEvent.objects.filter(act="published", by=publisher).count() == 3
    assert verify_register().is_sound
    month = client.get("/meetings/calendar/?month=2030-02")
    assert "/meetings/cabinet/2030-02-08/" in links_of(month)


def test_agendas_stay_drafts(client, drafts):
    item = make.make_item(drafts[0])
    client.post(PAGE, seen(drafts))
    item.refresh_from_db()
    assert not item.is_published


def test_meetings_to_come_are_ticked_past_ones_are_not(client, cabinet):
    past, coming = make.make_meeting(cabinet, dt.date(2020, 1, 7)), make.make_meeting(cabinet, dt.date(2190, 1, 7))
    html = client.get(PAGE).content.decode()
    for meeting, is_ticked in ((past, False), (coming, True)):
        box = html.partition(f'value="{meeting.public_id.hex}"')[2].partition(">")[0]
        assert ("checked" in box) == is_ticked


def test_by_committee(client, drafts):
    parks = make.make_body("Parks Panel")
    make.make_meeting(parks, dt.date(2030, 1, 9))
    words = words_of(client.get(PAGE, {"body": parks.pk}))
    assert "Parks Panel, Wednesday 9 January 2030" in words
    assert "Tuesday 8 January 2030" not in words


def test_what_a_colleague_changed_meanwhile_is_not_published_and_neither_is_the_rest(client, drafts):
    asked = seen(drafts)
    actions.save(drafts[1], changes={"venue": "Elsewhere"}, by=None, at=AT)
    response = client.post(PAGE, asked)
    assert response.status_code == 200
    assert "Somebody changed this since you opened it." in words_of(response)
    assert "Elsewhere" in words_of(response)
    assert public() == 0
    client.post(PAGE, {"seen": [line["seen"] for line in response.context["rows"]]})
    assert public() == 3


def test_one_that_was_published_meanwhile_leaves_the_others_to_be_confirmed_again(client, drafts):
    asked = seen(drafts)
    actions.publish(drafts[0], by=None, at=AT)
    response = client.post(PAGE, asked)
    assert "One of these is no draft any more. This is what is left." in words_of(response)
    assert heading_of(response) == "Publish these 2 meetings?"
    assert public() == 1


def test_pressing_twice_publishes_once(client, drafts):
    client.post(PAGE, seen(drafts))
    response = client.post(PAGE, seen(drafts))
    assert response["Location"] == PAGE
    assert RegisterEntry.objects.count() == 3


def test_nothing_chosen_is_refused_in_words(client, drafts):
    assert "Select at least one meeting" in words_of(client.post(PAGE, {}))
    assert public() == 0


@pytest.mark.parametrize(
    "sent",
    [{"meetings": ["nonsense"]}, {"meetings": ["\x00"]}, {"seen": ["nonsense"]}, {"seen": ["nonsense:1"]},
     {"seen": [":"]}, {"seen": ["a:9" + "9" * 400]}, {"seen": ["\x00:1"]}],
    ids=str,
)  # fmt: skip
def test_what_no_page_sends_publishes_nothing_and_is_no_server_error(client, drafts, sent):
    assert client.post(PAGE, sent).status_code < 500
    assert public() == 0


def test_a_body_one_does_not_publish_for_is_neither_shown_nor_published(client, drafts):
    parks = make.make_body("Parks Panel")
    other = make.make_meeting(parks, dt.date(2030, 1, 9))
    client.force_login(make.make_user(("publisher", "both"), ("officer", "both"), bodies=[parks]))
    assert "Cabinet" not in words_of(client.get(PAGE))
    client.post(PAGE, seen([other, *drafts]))
    assert public() == 0
    client.post(PAGE, seen([other]))
    assert public() == 1


def test_nothing_to_publish_is_said(client):
    assert "There is no draft of a meeting that you may publish." in words_of(client.get(PAGE))
    assert fields_of(client.get(PAGE)).get("meetings") is None


def test_a_withdrawn_draft_does_not_exist_and_a_withdrawn_meeting_is_not_offered(client, cabinet):
    meeting = make.make_meeting(cabinet, dt.date(2030, 1, 8), public=True)
    actions.withdraw(meeting, reason="By mistake", by=None, at=AT)
    assert "There is no draft" in words_of(client.get(PAGE))
    client.post(PAGE, seen([meeting]))
    assert public() == 0


def test_the_officers_list_leads_to_all_of_it_for_those_who_may(client, cabinet):
    links = links_of(client.get(reverse("meetings:officer-list")))
    assert PAGE in links
    assert "/meetings/calendar/" in links
    assert reverse("meetings:officer-series") not in links
    client.force_login(make.make_user(("officer", "both")))
    links = links_of(client.get(reverse("meetings:officer-list")))
    assert {reverse("meetings:officer-series"), reverse("meetings:officer-copy-year")} <= set(links)
    assert PAGE not in links
