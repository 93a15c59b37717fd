"""Nothing of a meeting is told before its day, and no late paper goes out without the reason that the law asks for."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from council.publication import RefusedError
from meetings import actions, actions_publish
from meetings.models import Document
from tests import factories
from tests.factories import AT
from tests.reading import words_of

pytestmark = pytest.mark.django_db
MEETING_ON = datetime.date(2026, 11, 17)
IN_TIME, LATE = AT, datetime.datetime(2026, 11, 12, 9, tzinfo=datetime.UTC)
AFTER = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)
ONLY_SO = "the last day to add to it is over. Publish a supplement"


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council()


@pytest.fixture
def meeting():
    return factories.make_meeting(held_on=MEETING_ON, public=True)


@pytest.fixture
def agenda(meeting):
    """An agenda that is out, in time."""
    return factories.make_item(meeting, public=True)


def publish(record, at=LATE):
    return actions_publish.publish_by_itself(record, by=factories.make_user(("publisher", "both")), at=at)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda item: factories.make_attendance(item.meeting), "Who was there can be published once it has taken"),
        (factories.make_minutes, "Its minutes can be published once it has taken place"),
        (factories.make_proceedings, "Votes and speakers can be published once it has taken place"),
    ],
)
def test_what_happens_at_a_meeting_is_not_published_before_its_day(agenda, make, words):
    record = make(agenda)
    with pytest.raises(RefusedError, match=f"The meeting is on 17 November 2026. {words}"):
        actions.publish(record, by=None, at=LATE)
    assert actions.publish(record, by=None, at=AFTER).is_public


def test_an_outcome_can_stand_before_it(agenda):
    assert actions.publish(factories.make_outcome(agenda, "Withdrawn from the agenda"), by=None, at=LATE).is_public


def test_the_officer_reads_why_there_is_no_button(client, agenda):
    factories.make_attendance(agenda.meeting)
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both")))
    with time_machine.travel(LATE, tick=False):
        words = words_of(client.get(reverse("meetings:officer-meeting", args=[agenda.meeting.public_id])))
    assert "It cannot be published yet. The meeting is on 17 November 2026. Who was there" in words


def test_a_late_item_or_paper_goes_out_with_a_supplement_alone(agenda):
    item = factories.make_item(agenda.meeting, title="A late item")
    paper = factories.make_document(agenda, "A late paper")
    of_meeting = factories.make_document(None, "A late front sheet", meeting=agenda.meeting)
    for record in (item, paper, of_meeting):
        with pytest.raises(RefusedError, match=ONLY_SO):
            publish(record)
    supplement = actions_publish.publish_supplement(agenda.meeting, reason="The grant came late.", by=None, at=LATE)
    found = [type(record).objects.get(pk=record.pk) for record in (item, paper, of_meeting)]
    assert [(record.is_public, record.supplement) for record in found] == [(True, supplement)] * 3


@pytest.mark.parametrize("at", [IN_TIME, AFTER])
def test_in_time_and_after_the_meeting_one_piece_can_be_published(agenda, at):
    assert publish(factories.make_document(agenda, "A paper"), at).is_public


def test_of_a_late_agenda_that_is_not_out_one_item_can_be_published(meeting):
    assert publish(factories.make_item(meeting)).is_public


def test_the_officer_is_led_to_the_supplement(client, agenda):
    paper = factories.make_document(agenda, "A late paper")
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both")))
    with time_machine.travel(LATE, tick=False):
        page = words_of(client.get(reverse("meetings:officer-item", args=[agenda.public_id])))
        address = reverse("meetings:officer-publish", args=["document", paper.public_id])
        answer = words_of(client.post(address, {"edit_number": paper.edit_number}, follow=True))
    assert f"It cannot be published yet. The agenda is out, and {ONLY_SO}" in page
    assert ONLY_SO in answer
    assert not Document.objects.get().is_published
