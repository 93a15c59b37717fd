"""The officers' pages of sealing: asked for by one, confirmed or refused by another, seen on the desk by both."""

from __future__ import annotations

import pytest
from django.urls import reverse

from council import sealing
from council.models import HeldText, SealRequest
from meetings import actions as meetings
from tests import factories
from tests.cast import CAST
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture
def two():
    """The two who may seal."""
    first = factories.make_user(*CAST["clerk"], username="first", post="Democratic Services Manager")
    return first, factories.make_user(*CAST["administrator"], username="second", post="Monitoring Officer")


@pytest.fixture
def issue():
    record = factories.make_issue("A secret subject", public=True)
    return meetings.withdraw(record, reason="By mistake", by=None, at=AT)


def ask_for(client, user, record, **changed):
    client.force_login(user)
    page = reverse("seal-request", args=["issue", record.public_id])
    opened = client.get(page)
    return client.post(page, fields_of(opened) | {"because": "personal", "reason": "It names a child."} | changed)


def test_one_asks_another_confirms_and_the_words_are_gone(client, two, issue):
    first, second = two
    client.force_login(first)
    there = client.get(reverse("meetings:officer-issue", args=[issue.public_id]))
    page = reverse("seal-request", args=["issue", issue.public_id])
    assert page in links_of(there)
    opened = client.get(page)
    assert "issue: A secret subject" in words_of(opened)
    assert "Backups, and copies that others made, are not reached" in words_of(opened)
    ask_for(client, first, issue)
    asked = SealRequest.objects.get()
    decide = reverse("seal-decide", args=[asked.public_id])
    assert "You asked for this, so somebody else has to confirm it." in words_of(client.get(decide))
    assert "Asked to be sealed" in words_of(client.get("/officer/")).partition("What you wait for from others")[2]

    client.force_login(second)
    waiting = words_of(client.get("/officer/")).partition("Waiting for you")[2]
    assert "Confirm or refuse a seal : issue, It held personal data" in waiting.replace("seal:", "seal :")
    opened = client.get(decide)
    for words in ("It names a child.", "Democratic Services Manager", "issue: A secret subject"):
        assert words in words_of(opened), words
    unticked = client.post(decide, {"do": "confirm"})
    assert "Tick the box to show that you have looked at what will be destroyed" in words_of(unticked)
    client.post(decide, {"do": "confirm", "is_understood": "on"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("sealed", second)
    assert sealing.is_sealed(issue)
    assert page not in links_of(client.get(reverse("meetings:officer-issue", args=[issue.public_id])))
    listed = client.get(reverse("seal-list"))
    assert "secret" not in listed.content.decode()
    assert "Nothing waits." in words_of(listed)
    assert heading_of(client.get(decide)) == "A request to seal Sealed"
    assert "Confirm or refuse a seal" not in words_of(client.get("/officer/"))


def test_who_asked_cannot_confirm_by_post_either(client, two, issue):
    ask_for(client, two[0], issue)
    decide = reverse("seal-decide", args=[SealRequest.objects.get().public_id])
    refused = client.post(decide, {"do": "confirm", "is_understood": "on"})
    assert "Somebody else must confirm it: a seal needs two people." in words_of(refused)
    assert not sealing.is_sealed(issue)
    client.post(decide, {"do": "refuse", "refusal": "Asked by mistake."})
    assert SealRequest.objects.get().state == "refused"


def test_the_second_officer_refuses_with_a_reason(client, two, issue):
    ask_for(client, two[0], issue)
    decide = reverse("seal-decide", args=[SealRequest.objects.get().public_id])
    client.force_login(two[1])
    empty = client.post(decide, {"do": "refuse", "refusal": " "})
    assert "Enter why it is not to be sealed" in words_of(empty)
    client.post(decide, {"do": "refuse", "refusal": "It is lawful."})
    assert "It is lawful." in words_of(client.get(decide))
    assert not sealing.is_sealed(issue)


def test_missing_words_are_asked_for_and_typed_ones_stay(client, two, issue):
    empty = ask_for(client, two[0], issue, because="")
    assert "Select why it is to be sealed" in words_of(empty)
    assert fields_of(empty)["reason"] == "It names a child."
    again = ask_for(client, two[0], issue)
    twice = ask_for(client, two[1], issue)
    assert again.status_code == 302
    assert "Somebody has asked for this already." in words_of(twice)
    assert fields_of(twice)["reason"] == "It names a child."
    client.logout()
    page = reverse("seal-request", args=["issue", issue.public_id])
    held_by = fields_of(twice)["held_by"]
    client.post(page, {"held_by": held_by, "because": "exempt", "reason": "Typed before the sign-in ended."})
    assert HeldText.objects.get().fields["reason"] == ["Typed before the sign-in ended."]


def test_what_is_public_says_what_to_do_first(client, two):
    public = factories.make_issue(public=True)
    client.force_login(two[0])
    page = client.get(reverse("seal-request", args=["issue", public.public_id]))
    assert "This is public. Withdraw it first" in words_of(page)
    assert "because" not in fields_of(page)
    assert "Withdraw it first" in words_of(ask_for(client, two[0], public))
    there = client.get(reverse("meetings:officer-issue", args=[public.public_id]))
    assert not [link for link in links_of(there) if link.startswith("/officer/seal/")]
    for kind in ("user", "nothing", "auditevent"):
        assert client.get(reverse("seal-request", args=[kind, public.public_id])).status_code == 404


def test_officers_who_may_not_seal_see_no_way_to_it(client, issue):
    client.force_login(factories.make_user(*CAST["scrutiny_publisher"]))
    for address in ("/officer/", reverse("meetings:officer-issue", args=[issue.public_id])):
        assert "/officer/seal/" not in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_and_the_desk_need_the_same_queries_at_1_and_30(client, two, django_assert_num_queries, count):
    for number in range(count):
        record = meetings.withdraw(factories.make_issue(f"{number}", public=True), reason="x", by=None, at=AT)
        sealing.request_seal(record, because="personal", reason="A name.", by=two[0], at=AT)
        other = meetings.withdraw(factories.make_issue(f"{number}", public=True), reason="x", by=None, at=AT)
        refused = sealing.request_seal(other, because="personal", reason="A name.", by=two[0], at=AT)
        sealing.refuse_seal(refused, reason="No.", by=two[1], at=AT)
    client.force_login(two[1])
    with django_assert_num_queries(7):
        client.get(reverse("seal-list"))
    client.get("/officer/")
    with django_assert_num_queries(12):
        client.get("/officer/")
