"""The steps of a response on the officers' side: submit, sign off or return, record the approval, publish, withdraw."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from council.models import AuditEvent, Council, RegisterEntry
from council.pdf import CannotRenderError
from recommendations import actions
from recommendations.models import CabinetResponse
from tests import factories as make
from tests.filling import fields_of
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


@pytest.fixture(autouse=True)
def council():
    return make.make_council()


@pytest.fixture
def people(council):
    """One person for each step."""
    return {
        "drafter": make.make_user(("officer", "executive"), first_name="Dana", last_name="Reeve"),
        "approver": make.make_user(("approver", "executive"), first_name="Aled", last_name="Price"),
        "publisher": make.make_user(("publisher", "executive"), first_name="Pat", last_name="Hollis"),
    }


def page(name, found):
    return reverse(f"recommendations:officer-response{name}", args=[found.public_id])


def response_until(state, people, **fields):
    return make.make_response(until=state, drafter=people["drafter"], signer=people["approver"], **fields)


def press(client, address, **changed):
    """Open a step's page and press its button."""
    opened = client.get(address)
    assert opened.status_code == 200
    return client.post(address, fields_of(opened) | changed)


def test_a_complete_draft_is_sent_for_sign_off_once(client, people):
    found = response_until("drafting", people)
    client.force_login(people["drafter"])
    opened = client.get(page("-submit", found))
    assert "Nothing is missing." in words_of(opened)
    for _ in range(2):
        assert client.post(page("-submit", found), fields_of(opened)).url == page("", found)
    assert actions.reread(found).status == "submitted"
    assert AuditEvent.objects.filter(act="submit").count() == 1
    words = words_of(client.get(page("", found)))
    assert "Dana Reeve sent it for sign-off" in words
    assert "Not done" not in words


def test_what_is_missing_stops_it_also_where_the_button_is_forged(client, people):
    found = response_until("drafting", people, answers={"outcome": "not_accepted", "comment": ""})
    client.force_login(people["drafter"])
    opened = client.get(page("-submit", found))
    assert "2 things are needed before it can be sent for sign-off" in words_of(opened)
    assert page("-edit", found) + "#r1" in links_of(opened)
    client.post(page("-submit", found), {"edit_number": found.edit_number})
    assert actions.reread(found).status == "drafting"


def test_four_eyes_are_explained_before_the_button(client, people):
    both = make.make_user(("officer", "executive"), ("approver", "executive"))
    found = make.make_response(until="submitted", drafter=both)
    client.force_login(both)
    assert "Sign it off: not yet. You wrote some of this response" in words_of(client.get(page("", found)))
    words = words_of(client.get(page("-sign-off", found)))
    assert "Somebody else must sign it off" in words
    assert 'type="submit">Sign it off' not in client.get(page("-sign-off", found)).content.decode()
    client.post(page("-sign-off", found), {"edit_number": found.edit_number})
    assert actions.reread(found).status == "submitted"


def test_who_wrote_one_answer_in_between_may_not_sign_it_off_either(client, people):
    both = make.make_user(("officer", "executive"), ("approver", "executive"))
    found = response_until("drafting", people)
    actions.save_response(found, fields={}, rows={}, edit_number=found.edit_number, by=both, at=NOW)
    found = actions.submit_response(found, edit_number=None, by=people["drafter"], at=NOW)
    client.force_login(both)
    assert "Somebody else must sign it off" in words_of(client.get(page("-sign-off", found)))
    client.post(page("-sign-off", found), {"edit_number": found.edit_number})
    assert actions.reread(found).status == "submitted"


def test_without_four_eyes_one_person_may_do_it_all_and_the_audit_says_so(client, people, council):
    Council.objects.update(has_four_eyes=False)
    both = make.make_user(("officer", "executive"), ("approver", "executive"))
    found = make.make_response(until="submitted", drafter=both)
    client.force_login(both)
    press(client, page("-sign-off", found))
    assert actions.reread(found).status == "signed_off"
    assert {event.by for event in AuditEvent.objects.filter(act__in=("submit", "sign_off"))} == {both}


def test_it_is_returned_with_a_reason_that_the_drafter_reads(client, people):
    found = response_until("submitted", people)
    client.force_login(people["approver"])
    refused = press(client, page("-return", found), reason="  ")
    assert "Enter why you return it" in words_of(refused)
    press(client, page("-return", found), reason="Give a figure.")
    assert actions.reread(found).status == "drafting"
    client.force_login(people["drafter"])
    assert "Returned to you: Give a figure." in words_of(client.get(page("-edit", found)))
    assert "returned to you: Give a figure." in words_of(client.get("/officer/"))
    assert "Aled Price returned it: Give a figure." in words_of(client.get(page("", found)))


def test_a_reason_typed_while_somebody_signed_it_off_is_kept(client, people):
    found = response_until("submitted", people)
    client.force_login(people["approver"])
    opened = client.get(page("-return", found))
    second = make.make_user(("approver", "executive"))
    actions.sign_off_response(found, edit_number=None, by=second, at=NOW)
    response = client.post(page("-return", found), fields_of(opened) | {"reason": "Give a figure."})
    assert "Somebody changed this since you opened it" in words_of(response)
    assert fields_of(response)["reason"] == "Give a figure."
    assert actions.reread(found).status == "signed_off"


BOXES = ("approved_on_day", "approved_on_month", "approved_on_year")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Select how the response was approved"),
        ({"basis": "meeting"}, "Enter the date it was approved"),
        ({"basis": "individual"}, "Enter the date it was approved"),
        ({"basis": "not_recorded", "on": "14 9 2021"}, "Take the date out, or say how the response was approved"),
        ({"basis": "meeting", "on": "31 9 2021"}, "The date it was approved must be a real date"),
        ({"basis": "meeting", "on": "1 8 2021"}, "must be 2 August 2021 or later"),
        ({"basis": "meeting", "on": "24 11 2026"}, "The date it was approved must be today or in the past"),
        ({"basis": "meeting", "on": "15 9 2021", "item": "item"}, "This must be 14 September 2021"),
        ({"basis": "individual", "on": "14 9 2021", "item": "item"}, "Take the item out"),
        ({"basis": "meeting", "on": "14 9 2021", "item": "999999"}, "Choose from those listed"),
    ],
)
def test_an_approval_that_cannot_be_is_said_beside_the_field(client, people, changed, words):
    item = make.make_item(make.make_meeting(held_on=datetime.date(2021, 9, 14)), public=False)
    found = response_until("signed_off", people)
    client.force_login(people["publisher"])
    changed = dict(changed)
    changed |= dict(zip(BOXES, changed.pop("on", "").split(), strict=False))
    if changed.get("item") == "item":
        changed["item"] = str(item.pk)
    response = press(client, page("-approval", found), **changed)
    assert words in words_of(response)
    shown = fields_of(response)
    assert {name: shown.get(name) for name in changed if name != "item"} == {
        name: value for name, value in changed.items() if name != "item"
    }
    assert actions.reread(found).status == "signed_off"


def test_the_approval_at_a_meeting_takes_the_date_of_its_item(client, people):
    item = make.make_item(make.make_meeting(held_on=datetime.date(2021, 9, 14)))
    found = response_until("signed_off", people)
    client.force_login(people["publisher"])
    press(client, page("-approval", found), basis="meeting", item=str(item.pk))
    found = actions.reread(found)
    assert (found.status, found.approved_at, found.approved_on) == ("approved", item, datetime.date(2021, 9, 14))


@pytest.mark.parametrize(("basis", "day"), [("individual", datetime.date(2021, 9, 14)), ("not_recorded", None)])
def test_the_approval_of_one_member_or_not_recorded(client, people, basis, day):
    found = response_until("signed_off", people)
    client.force_login(people["publisher"])
    boxes = dict(zip(BOXES, ("14", "9", "2021"), strict=True)) if day else {}
    press(client, page("-approval", found), basis=basis, **boxes)
    found = actions.reread(found)
    assert (found.status, found.approval_basis, found.approved_on) == ("approved", basis, day)


@pytest.mark.pdf
def test_publishing_happens_once_however_often_the_button_is_pressed(client, people, private_files):
    found = response_until("approved", people)
    client.force_login(people["publisher"])
    opened = client.get(page("-publish", found))
    assert f"Residents can read it at once, at /recommendations/{found.set.reference}/responses/1/" in words_of(opened)
    for _ in range(2):
        assert client.post(page("-publish", found), fields_of(opened)).url == page("", found)
    assert RegisterEntry.objects.filter(reference=found.public_id.hex).count() == 1
    words = words_of(client.get(page("", found)))
    assert "Not done" not in words
    assert "Pat Hollis published it" in words


def test_a_pdf_that_cannot_be_made_stops_publication_in_words(client, people, monkeypatch):
    def refuse(response):
        raise CannotRenderError("The PDF could not be made (no ink). Nothing was published.")

    monkeypatch.setattr("recommendations.actions.approval.response_pdf", refuse)
    found = response_until("approved", people)
    client.force_login(people["publisher"])
    press(client, page("-publish", found))
    words = words_of(client.get(page("", found)))
    assert "Not done The PDF could not be made (no ink). Nothing was published." in words
    assert actions.reread(found).status == "approved"


@pytest.mark.pdf
def test_a_correction_is_a_new_version_with_a_reason_and_takes_every_step_again(client, people, private_files):
    found = response_until("published", people)
    client.force_login(people["drafter"])
    address = reverse("recommendations:officer-response-start", args=[found.set.public_id])
    assert "Start a corrected response" in words_of(client.get(page("", found)))
    refused = press(client, address, reason="")
    assert "Enter why the response is corrected. Residents will read this" in words_of(refused)
    press(client, address, reason="A figure was wrong.")
    second = CabinetResponse.objects.get(version=2)
    assert (second.correction_reason, second.status) == ("A figure was wrong.", "drafting")
    assert "Why it is corrected: A figure was wrong." in words_of(client.get(page("-edit", second)))
    make.advance(second, "published", drafter=people["drafter"], signer=people["approver"])
    assert actions.reread(found).status == "superseded"
    assert "Withdraw it" not in words_of(client.get(page("", found)))


@pytest.mark.pdf
def test_withdrawing_takes_every_version_and_its_reason_is_kept(client, people, private_files):
    found = response_until("published", people)
    client.force_login(people["publisher"])
    refused = press(client, page("-withdraw", found), reason="")
    assert "Enter why it is withdrawn. Residents will read this" in words_of(refused)
    opened = client.get(page("-withdraw", found))
    for _ in range(2):
        client.post(page("-withdraw", found), fields_of(opened) | {"reason": "Sent in error."})
    found = actions.reread(found)
    assert found.withdrawn_reason == "Sent in error."
    assert "This response was withdrawn: Sent in error." in words_of(client.get(page("", found)))


@pytest.mark.parametrize("name", ["-submit", "-sign-off", "-return", "-approval", "-publish", "-withdraw"])
def test_a_step_that_is_not_now_leads_to_where_it_stands(client, people, name):
    found = response_until("drafting", people)
    if name == "-submit":
        found = actions.submit_response(found, edit_number=None, by=people["drafter"], at=NOW)
    everything = make.make_user(("officer", "executive"), ("approver", "executive"), ("publisher", "executive"))
    client.force_login(everything)
    assert client.get(page(name, found)).url == page("", found)


@pytest.mark.parametrize(
    ("name", "who"),
    [("-submit", "approver"), ("-sign-off", "drafter"), ("-return", "publisher"), ("-approval", "drafter"),
     ("-publish", "approver"), ("-withdraw", "drafter"), ("-edit", "publisher")],
)  # fmt: skip
def test_a_step_of_another_role_does_not_exist(client, people, name, who):
    found = response_until("submitted", people)
    client.force_login(people[who])
    nothing = client.get("/officer/no-such-page/")
    for method in (client.get, client.post):
        response = method(page(name, found))
        assert (response.status_code, response.content) == (404, nothing.content)


def test_a_response_to_a_draft_set_waits_for_it(client, people):
    found = make.make_set()
    response = actions.start_response(found, by=people["drafter"], at=NOW, may_be_draft=True)
    client.force_login(people["drafter"])
    assert client.get(page("", response)).status_code == 404
    client.force_login(make.make_user(("officer", "both")))
    assert client.get(page("", response)).status_code == 200


def test_recommendations_corrected_after_sign_off_send_it_round_again(client, people):
    found = response_until("approved", people)
    rows = [
        {"key": row.key, "label": row.label, "text": f"{row.text} Soon."} for row in found.set.recommendations.all()
    ]
    actions.revise_set(
        found.set,
        fields={},
        rows=rows,
        edit_number=found.set.edit_number,
        reason="A word was missing.",
        by=None,
        at=NOW,
    )
    client.force_login(people["publisher"])
    words = words_of(client.get(page("-publish", found)))
    assert "Words in it changed after it was signed off" in words
    assert "Publish now" not in words
    client.post(page("-publish", found), {"edit_number": found.edit_number})
    assert actions.reread(found).status == "approved"
    client.force_login(people["approver"])
    press(client, page("-return", found), reason="The recommendations were corrected.")
    found = actions.reread(found)
    assert (found.status, found.approval_basis, found.approved_on, found.signed_off_by) == ("drafting", "", None, None)
    make.advance(found, "approved", drafter=people["drafter"], signer=people["approver"])
    client.force_login(people["publisher"])
    assert "Publish now" in words_of(client.get(page("-publish", found)))
