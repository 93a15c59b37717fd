"""Publish, withdraw, withhold: by whom, from which state, with which words; what residents then read."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from council.models import RegisterEntry
from meetings.models import AgendaItem, Issue
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    """Signed in: publishes for every body, writes nothing."""
    make.make_council()
    user = make.make_user(("publisher", "both"))
    client.force_login(user)
    return user


def verb(name, kind, record):
    return reverse(f"meetings:officer-{name}", args=[kind, record.public_id])


def everything(public=False):
    """One record of each kind, on one item."""
    meeting = make.make_meeting(public=public)
    item = make.make_item(meeting, public=public)
    return {
        "meeting": meeting,
        "item": item,
        "outcome": make.make_outcome(item, public=public),
        "minutes": make.make_minutes(item, public=public),
        "document": make.make_document(item, public=public),
        "issue": make.make_issue(public=public),
    }


def test_each_piece_is_published_at_its_own_moment_and_once(client, publisher):
    for kind, record in everything().items():
        client.post(verb("publish", kind, record), {"edit_number": record.edit_number})
        record.refresh_from_db()
        assert record.is_published, kind
        client.post(verb("publish", kind, record), {"edit_number": record.edit_number})
    assert RegisterEntry.objects.count() == 6


def test_a_piece_is_not_published_before_what_it_belongs_to(client, publisher):
    item = make.make_item()
    page = client.post(verb("publish", "item", item), {"edit_number": item.edit_number}, follow=True)
    assert "Publish the meeting first." in page.content.decode()
    assert not AgendaItem.objects.get().is_published


def test_a_piece_that_changed_since_the_button_was_shown_is_not_published(client, publisher):
    issue = make.make_issue()
    for number in (issue.edit_number - 1, "", "x", "²"):
        page = client.post(verb("publish", "issue", issue), {"edit_number": number}, follow=True)
        assert "Somebody changed this since you opened it" in page.content.decode()
    assert not Issue.objects.get().is_published


def test_withdrawing_needs_a_reason_which_residents_then_read(client, publisher):
    records = everything(public=True)
    item = records["item"]
    public = f"/meetings/cabinet/{item.meeting.place}/items/{item.slug}/"
    shown = client.get(verb("withdraw", "item", item)).content.decode()
    for words in ("What was decided: Opening hours", "Minutes: Opening hours", "This cannot be undone."):
        assert words in shown
    refused = client.post(verb("withdraw", "item", item), {"reason": " "})
    assert "Enter why it is withdrawn" in refused.content.decode()
    assert client.get(public).status_code == 200
    client.post(verb("withdraw", "item", item), {"reason": "It named a child."})
    gone = client.get(public)
    assert gone.status_code == 410
    assert "It named a child." in gone.content.decode()
    for kind in ("outcome", "minutes", "document"):
        records[kind].refresh_from_db()
        assert records[kind].is_withdrawn, kind
    seen = client.get(reverse("meetings:officer-item", args=[item.public_id])).content.decode()
    assert "Residents read that it was withdrawn on" in seen


def test_a_second_withdrawal_is_refused_in_words_that_stay(client, publisher):
    issue = make.make_issue(public=True)
    client.post(verb("withdraw", "issue", issue), {"reason": "Twice."})
    again = client.post(verb("withdraw", "issue", issue), {"reason": "Typed at the same time."}).content.decode()
    assert "Only something that is public can be withdrawn." in again
    assert "Typed at the same time." in again
    assert client.get(verb("withdraw", "issue", issue)).status_code == 404


def test_a_draft_cannot_be_withdrawn(client, publisher):
    for kind, record in everything().items():
        assert client.get(verb("withdraw", kind, record)).status_code == 404
        assert client.post(verb("withdraw", kind, record), {"reason": "x"}).status_code == 404


def test_withholding_a_published_item_hides_its_words_at_once(client, publisher):
    item = make.make_item(public=True, summary="The reserve price is three pounds.")
    outcome = make.make_outcome(item, public=True)
    public = f"/meetings/cabinet/{item.meeting.place}/items/{item.slug}/"
    assert "three pounds" in client.get(public).content.decode()
    words = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "The council is still bargaining."}
    client.post(verb("make-exempt", "item", item), words)
    shown = client.get(public).content.decode()
    outcome.refresh_from_db()
    assert "three pounds" not in shown
    assert "The council is still bargaining." in shown
    assert not outcome.is_public


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select exempt or confidential"),
        ({"restriction": "exempt", "exempt_reason": "Bargaining."}, "Select the description of exempt information"),
        ({"restriction": "exempt", "exempt_paragraphs": "3"}, "Enter why it is withheld"),
        ({"restriction": "open", "exempt_reason": "x"}, "Choose from those listed"),
    ],
)
def test_withholding_asks_for_what_it_rests_on(client, publisher, typed, words):
    item = make.make_item(public=True)
    assert words in client.post(verb("make-exempt", "item", item), typed).content.decode()
    assert AgendaItem.objects.get().restriction == "open"


def test_withholding_wins_over_a_newer_save_and_a_second_one_is_told(client, publisher):
    paper = make.make_document(make.make_item(public=True), public=True)
    words = {"restriction": "confidential", "exempt_reason": "Barred by law."}
    client.get(verb("make-exempt", "document", paper))
    make.meeting_actions.save(paper, changes={"title": "Newer"}, reason="A slip.", by=None, at=make.AT)
    client.post(verb("make-exempt", "document", paper), words)
    paper.refresh_from_db()
    assert (paper.title, paper.restriction) == ("Newer", "confidential")
    again = client.post(verb("make-exempt", "document", paper), words).content.decode()
    assert "This is already withheld." in again
    assert "Barred by law." in again


def test_who_only_writes_withholds_drafts_and_nothing_published(client, publisher):
    client.force_login(make.make_user(("officer", "both")))
    draft, public = make.make_item(), make.make_item(public=True)
    words = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Bargaining."}
    assert client.post(verb("make-exempt", "item", draft), words).status_code == 302
    assert client.post(verb("make-exempt", "item", public), words).status_code == 404
    draft.refresh_from_db()
    assert (draft.restriction, draft.exempt_paragraphs) == ("exempt", "3")


def test_other_kinds_methods_and_keys_answer_as_if_there_were_nothing(client, publisher):
    issue = make.make_issue(public=True)
    assert client.get(verb("make-exempt", "issue", issue)).status_code == 404
    assert client.post(verb("publish", "nonsense", issue)).status_code == 404
    assert client.post(verb("publish", "meeting", issue)).status_code == 404
    assert client.get(verb("publish", "issue", issue)).status_code == 405
    assert client.put(verb("withdraw", "issue", issue)).status_code == 405
    issue.public_id = uuid.uuid4()
    assert client.get(verb("withdraw", "issue", issue)).status_code == 404


def test_a_publisher_of_another_body_finds_nothing(client, publisher):
    client.force_login(make.make_user(("publisher", "both"), bodies=[make.make_body("Housing Panel")]))
    for kind, record in everything(public=True).items():
        if kind != "issue":
            assert client.get(verb("withdraw", kind, record)).status_code == 404
            assert client.post(verb("withdraw", kind, record), {"reason": "x"}).status_code == 404
            assert client.post(verb("publish", kind, record)).status_code == 404
