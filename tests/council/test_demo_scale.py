"""The demonstration filled up for measuring: as sound as what was published one by one, and no more than asked for."""

from __future__ import annotations

import datetime

import pytest

from council.demo import scale
from council.verification import verify_register
from meetings.models import AgendaItem, Decision, Document, ItemMinutes, Meeting, PlanEntry
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 20)


def test_meetings_are_added_until_there_are_enough(client):
    factories.make_council()
    factories.make_meeting(factories.make_cabinet(), public=True)
    factories.make_body("Harbour Panel")
    assert scale.fill(TODAY, 4) == 3
    assert Meeting.objects.published().count() == 4
    items = scale.LONG_AGENDA + 2 * scale.ITEMS
    assert (AgendaItem.objects.published().count(), ItemMinutes.objects.published().count()) == (items, items)
    assert Document.objects.published().count() == items * scale.PAPERS
    assert verify_register().is_sound
    item = AgendaItem.objects.published().select_related("issue").last()
    decision = Decision.objects.published().select_related("plan_entry").latest("pk")
    assert (Decision.objects.count(), PlanEntry.objects.count()) == (4, 4)
    for record in (decision, decision.plan_entry):
        assert client.get(record.entry.event.address).status_code == 200
    for address in (item.entry.event.address, item.issue.entry.event.address, "/meetings/", "/register/"):
        assert client.get(address).status_code == 200
    assert scale.fill(TODAY, 4) == 0


def test_publishing_goes_on_after_it():
    factories.make_council()
    factories.make_meeting(factories.make_cabinet(), public=True)
    scale.fill(TODAY, 2)
    factories.make_item(factories.make_meeting(held_on=TODAY, public=True), public=True)
    assert verify_register().is_sound
