"""A colleague saved first: 409, both texts side by side, mine kept, and saving again is a deliberate choice."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.urls import reverse

from meetings import actions
from meetings.models import AgendaItem, ItemMinutes, ItemOutcome, Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db
ROWS = {"recommendation-TOTAL_FORMS": "1", "recommendation-INITIAL_FORMS": "0", "contact-TOTAL_FORMS": "1",
        "contact-INITIAL_FORMS": "0"}  # fmt: skip


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"), first_name="Olive", last_name="Penhale")
    client.force_login(user)
    return user


@pytest.fixture
def colleague():
    return make.make_user(("officer", "both"), ("publisher", "both"), first_name="Drew", last_name="Askerton")


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def save(record, by, **changes):
    return actions.save(record, changes=changes, edit_number=None, reason="A slip.", by=by, at=make.AT)


def test_both_texts_stand_side_by_side_and_the_second_save_is_mine(client, officer, colleague):
    item = make.make_item(title="Opening hours", recommendations=[{"label": "(a)", "text": "open on Sundays"}])
    typed = ROWS | {
        "title": "Hours of opening", "restriction": "open", "edit_number": item.edit_number,
        "recommendation-0-label": "(a)", "recommendation-0-text": "open on Saturdays",
    }  # fmt: skip
    save(item, colleague, title="Library hours", agenda_number="1")
    page = client.post(address("officer-item-edit", item), typed)
    assert page.status_code == 409
    by_label = {row["label"]: (row["mine"], row["theirs"]) for row in page.context["differences"]}
    assert by_label["Title"] == ("Hours of opening", "Library hours")
    assert by_label["The report’s recommendations"] == ("(a) open on Saturdays", "(a) open on Sundays")
    assert "Drew Askerton changed this" in page.content.decode()
    item.refresh_from_db()
    assert item.title == "Library hours"
    held = officer.held_texts.get()
    assert held.fields["title"] == ["Hours of opening"]
    assert f'name="held" value="{held.token}"' in page.content.decode()
    assert page.context["form"]["title"].value() == "Hours of opening"
    again = typed | {"edit_number": page.context["edit_number"], "held": held.token}
    assert client.post(address("officer-item-edit", item), again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Hours of opening"
    assert item.report_recommendations.get().text == "open on Saturdays"
    assert officer.held_texts.get().used_at is not None


def test_a_third_save_in_between_is_a_conflict_again_and_one_text_is_kept(client, officer, colleague):
    issue = make.make_issue(title="One")
    page = address("officer-issue-edit", issue)
    typed = {"title": "Mine", "edit_number": issue.edit_number}
    save(issue, colleague, title="Two")
    first = client.post(page, typed)
    save(issue, colleague, title="Three")
    token = officer.held_texts.get().token
    second = client.post(page, typed | {"edit_number": first.context["edit_number"], "held": token})
    assert (second.status_code, second.context["differences"][0]["theirs"]) == (409, "Three")
    assert officer.held_texts.count() == 1


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "99999999999999999999"])
def test_an_edit_number_that_did_not_arrive_whole_saves_nothing(client, officer, number):
    meeting = make.make_meeting(venue="Room 1")
    day = {
        "held_on_day": "6",
        "held_on_month": "10",
        "held_on_year": "2026",
        "status": "scheduled",
        "body": meeting.body_id,
    }
    page = client.post(address("officer-meeting-edit", meeting), day | {"venue": "Room 2", "edit_number": number})
    assert page.status_code == 409
    assert Meeting.objects.get().venue == "Room 1"


def test_a_draft_published_meanwhile_is_a_conflict_that_asks_for_a_reason(client, officer, colleague):
    issue = make.make_issue(title="One")
    typed = {"title": "Mine", "edit_number": issue.edit_number}
    actions.publish(issue, by=colleague, at=make.AT)
    page = client.post(address("officer-issue-edit", issue), typed)
    assert page.status_code == 409
    assert "Why is it corrected?" in page.content.decode()
    again = typed | {"edit_number": page.context["edit_number"], "reason": "The title was wrong."}
    again |= {"correction": "of_substance"}
    client.post(address("officer-issue-edit", issue), again)
    issue.refresh_from_db()
    assert (issue.title, issue.version) == ("Mine", 2)


def test_who_may_no_longer_edit_keeps_the_words_and_is_told(client, officer, colleague):
    writer = make.make_user(("officer", "both"))
    client.force_login(writer)
    issue = make.make_issue(title="One")
    typed = {"title": "Mine", "edit_number": issue.edit_number}
    actions.publish(issue, by=colleague, at=make.AT)
    page = client.post(address("officer-issue-edit", issue), typed)
    assert page.status_code == 409
    words = page.content.decode()
    assert "it can no longer be edited as a draft" in words
    assert "Save my words" not in words
    assert writer.held_texts.get().fields["title"] == ["Mine"]
    issue.refresh_from_db()
    assert issue.title == "One"


@pytest.mark.parametrize(
    ("model", "name"), [(ItemOutcome, "officer-outcome-edit"), (ItemMinutes, "officer-minutes-edit")]
)
def test_two_who_enter_the_same_thing_first_do_not_lose_a_word(client, officer, model, name, monkeypatch):
    item = make.make_item()
    typed = {"text": "Mine", "status": "draft", "edit_number": "0"}
    real = actions.save

    def overtaken(record, **options):
        monkeypatch.setattr(actions, "save", real)
        real(model(), changes={"item": item, "text": "Theirs"}, by=None, at=make.AT)
        raise IntegrityError

    monkeypatch.setattr(actions, "save", overtaken)
    page = client.post(address(name, item), typed)
    assert page.status_code == 409
    assert page.context["differences"][0] | {"label": ""} == {"label": "", "mine": "Mine", "theirs": "Theirs"}
    assert model.objects.get().text == "Theirs"
    client.post(address(name, item), typed | {"edit_number": page.context["edit_number"]})
    assert model.objects.get().text == "Mine"


def test_entering_what_a_colleague_entered_since_is_a_conflict(client, officer):
    item = make.make_item()
    make.make_outcome(item, "Theirs")
    page = client.post(address("officer-outcome-edit", item), {"text": "Mine", "edit_number": "0"})
    assert page.status_code == 409
    assert ItemOutcome.objects.get().text == "Theirs"


def test_nothing_is_half_saved_when_a_row_cannot_be_written(client, officer, monkeypatch):
    item = make.make_item(title="Before", contacts=[{"name": "Ada Marsh"}])
    client.raise_request_exception = False

    def broken(*_rows):
        def write(found):
            found.contacts.all().delete()
            raise RuntimeError

        return write

    monkeypatch.setattr("meetings.forms.item.write_item_rows", broken)
    typed = ROWS | {"title": "After", "restriction": "open", "edit_number": item.edit_number}
    assert client.post(address("officer-item-edit", item), typed).status_code == 500
    kept = AgendaItem.objects.get()
    assert (kept.title, kept.contacts.get().name) == ("Before", "Ada Marsh")
