"""After a withdrawal every address of a record, and of what hangs on it, answers 404 or 410 at once, with no word."""

from __future__ import annotations

import datetime

import pytest
from django.apps import apps

from council import sealing
from council.models import RegisterEntry
from council.remains import TELLING, Remains
from council.sealing_list import RECORDS
from meetings import actions as meetings
from meetings.actions_meeting import change_meeting
from recommendations import actions as recommendations
from recommendations.actions.progress import withdraw_update
from recommendations.actions.reviews import withdraw_review
from tests import factories
from tests.factories import AT
from tests.shared_world import made_for_all
from tests.site import world
from tests.site.addresses import public_addresses
from tests.site.test_canaries import words_of

pytestmark = [pytest.mark.pdf]
# What else than the record itself an address may show: nothing of it after a withdrawal.
REGISTER = ("/register/{}/", "/register/{}.txt", "/register/{}/versions/")


@pytest.fixture(scope="module")
def cases(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for all kinds; each test's changes are undone, and at the end the world."""
    with made_for_all(django_db_blocker, tmp_path_factory.mktemp("files")):
        yield world.make_world()


def withdraw(record):
    """By the action of its kind."""
    act = {
        "recommendations.RecommendationSet": recommendations.withdraw_set,
        "recommendations.CabinetResponse": recommendations.withdraw_response,
        "recommendations.ProgressUpdate": withdraw_update,
        "recommendations.CommitteeReview": withdraw_review,
    }.get(record._meta.label, meetings.withdraw)
    return act(record, reason="By mistake", by=None, at=AT)


def addresses_of(found, cases) -> set[str]:
    """Every public address of these records: their own, of their entries in the register, of all their versions."""
    keys = {record.public_id.hex for record in found}
    own = {
        address
        for case in cases
        if case.record.public_id.hex in keys
        for route, address, status in public_addresses(case)
        if route != "file" and status != 404
    }
    serials = RegisterEntry.objects.filter(reference__in=keys).exclude(act__in=("withdrawn", "sealed"))
    return own | {path.format(serial) for serial in serials.values_list("serial", flat=True) for path in REGISTER}


@pytest.mark.parametrize("label", RECORDS)
def test_after_a_withdrawal_no_address_answers(client, db, cases, label):
    of_kind = (case for case in cases if case.record._meta.label == label and case.is_public)
    case = next(of_kind, None)
    assert case is not None, f"the world of tests/site has no public {label}"
    record = apps.get_model(label)._base_manager.get(pk=case.record.pk)
    remains = Remains.of(record)
    public = [one for one in remains.records if one.is_public]
    addresses = [address for address in addresses_of(public, cases) if client.get(address).status_code == 200]
    assert len(addresses) >= 3
    page = record.entry.event.address
    own = {str(value) for _column, value in remains.values() if isinstance(value, str) and len(value) >= TELLING}
    withdraw(record)
    answers = {address: client.get(address) for address in addresses}
    assert {response.status_code for response in answers.values()} <= {404, 410}
    for address, response in [*answers.items(), (page, client.get(page))]:
        told = words_of(response)
        assert [word for word in own if word.lower() in told] == [], address


def test_an_address_from_which_a_meeting_was_moved_leads_to_its_tombstone(client, db):
    meeting = factories.make_meeting(public=True, held_on=datetime.date(2027, 3, 2))
    old = meeting.entry.event.address
    changes = {"held_on": datetime.date(2027, 3, 9)}
    moved = change_meeting(meeting, "move", reason="The room is flooded.", changes=changes, by=None, at=AT)
    assert [status for _address, status in client.get(old, follow=True).redirect_chain] == [301]
    withdraw(moved)
    response = client.get(old, follow=True)
    assert (response.status_code, "by mistake" in words_of(response)) == (410, True)
    assert "flooded" not in words_of(response)


@pytest.mark.parametrize("label", RECORDS)
def test_every_kind_that_was_withdrawn_can_be_sealed_and_then_answers_no_more(client, db, cases, label):
    """A sealed record has the same tombstones, and its entries say that it was sealed."""
    of_kind = [case for case in cases if case.record._meta.label == label]
    gone = next((case for case in of_kind if case.state == "withdrawn"), None)
    case = gone or next(case for case in of_kind if case.is_public)
    record = apps.get_model(label)._base_manager.get(pk=case.record.pk)
    if gone is None:
        withdraw(record)
        record.refresh_from_db()
    addresses = addresses_of(Remains.of(record).records, cases)
    first, second = factories.make_user(("publisher", "both")), factories.make_user(("administrator", "both"))
    request = sealing.request_seal(record, because="mistake", reason="See the note.", by=first, at=AT)
    entry = sealing.confirm_seal(request, by=second, at=AT)
    assert entry.act == "sealed"
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 410, address
        assert "it was published by mistake" in words_of(response), address
    assert client.get(f"/register/{entry.serial}/").status_code == 200
