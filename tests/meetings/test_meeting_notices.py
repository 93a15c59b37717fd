"""What happens to a published meeting: the change and its notice, what residents read, where old addresses lead."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from council.models import OldAddress, RegisterEntry
from council.publication import RefusedError
from meetings import actions, actions_meeting
from meetings.lifecycle_meeting import STEPS, possible_steps
from meetings.models import Meeting, MeetingNotice
from meetings.published import item_address, meeting_address
from tests import factories as make
from tests.factories import AT
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)


@pytest.fixture
def publisher(client):
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


@pytest.fixture
def meeting():
    make.make_council()
    return make.make_meeting(held_on=DAY, starts_at=datetime.time(18), venue="Council Chamber", public=True)


def change(meeting, verb, reason="The boiler failed.", **changes):
    return actions_meeting.change_meeting(meeting, verb, reason=reason, changes=changes, by=None, at=AT)


def page(client, meeting):
    return words_of(client.get(meeting_address(meeting)))


def test_a_cancelled_meeting_says_why_at_the_top_and_stays_listed(client, meeting):
    change(meeting, "cancel")
    words = page(client, meeting)
    assert words.startswith("Meeting: Cabinet, Tuesday 8 December 2026 ! Warning This meeting is cancelled.")
    assert (
        "Cancelled. It was to be held on Tuesday 8 December 2026 at 6pm, Council Chamber. Why: The boiler failed."
        in words
    )
    listed = words_of(client.get("/meetings/"))
    assert "Cabinet, Tuesday 8 December 2026, 6pm Cancelled" in listed


def test_the_change_and_its_notice_are_two_entries_of_one_transaction(meeting):
    before = RegisterEntry.objects.count()
    change(meeting, "cancel")
    entries = list(RegisterEntry.objects.order_by("serial"))[before:]
    assert [(entry.record_kind, entry.act) for entry in entries] == [
        ("meeting", "changed"),
        ("meetingnotice", "published"),
    ]
    assert MeetingNotice.objects.get().is_public


def test_nothing_changes_without_a_reason(meeting):
    with pytest.raises(RefusedError, match="Enter why"):
        change(meeting, "cancel", reason="  ")
    assert Meeting.objects.get().status == "scheduled"
    assert MeetingNotice.objects.count() == 0


def test_a_moved_meeting_takes_its_addresses_along(client, meeting):
    item = make.make_item(meeting, public=True)
    old = [meeting_address(meeting), item_address(item)]
    moved = change(meeting, "move", held_on=DAY + datetime.timedelta(7))
    assert meeting_address(moved) == "/meetings/cabinet/2026-12-15/"
    assert [client.get(path)["Location"] for path in old] == [
        "/meetings/cabinet/2026-12-15/",
        "/meetings/cabinet/2026-12-15/items/1/",
    ]
    assert {client.get(path).status_code for path in old} == {301}
    assert "Moved to another date. It was to be held on Tuesday 8 December 2026 at 6pm" in page(client, moved)
    assert "Moved from 8 December 2026" in words_of(client.get("/meetings/"))
    assert client.get(f"{old[0]}agenda.pdf?x=1")["Location"] == "/meetings/cabinet/2026-12-15/agenda.pdf"


def test_two_moves_lead_in_one_step_and_a_move_back_takes_its_own_address_again(client, meeting):
    item = make.make_item(meeting, public=True)
    second, third = DAY + datetime.timedelta(7), DAY + datetime.timedelta(9)
    change(meeting, "move", held_on=second)
    change(meeting, "move", held_on=third)
    for day in (DAY, second):
        response = client.get(f"/meetings/cabinet/{day}/items/{item.slug}/")
        assert response["Location"] == f"/meetings/cabinet/{third}/items/1/"
    change(meeting, "move", held_on=DAY)
    assert client.get(f"/meetings/cabinet/{DAY}/").status_code == 200
    assert client.get(f"/meetings/cabinet/{third}/")["Location"] == f"/meetings/cabinet/{DAY}/"
    assert not OldAddress.objects.filter(path=f"/meetings/cabinet/{DAY}/").exists()


def test_no_other_meeting_gets_an_address_that_leads_on(client, meeting):
    change(meeting, "move", held_on=DAY + datetime.timedelta(7))
    other = make.make_meeting(held_on=DAY, public=True)
    assert other.place == "2026-12-08-2"
    assert client.get("/meetings/cabinet/2026-12-08/")["Location"] == "/meetings/cabinet/2026-12-15/"


def test_an_old_address_of_something_withdrawn_leads_to_its_tombstone(client, meeting):
    item = make.make_item(meeting, public=True, title="Canary")
    actions.withdraw(item, reason="It named a child.", by=None, at=AT)
    change(meeting, "move", held_on=DAY + datetime.timedelta(7))
    response = client.get("/meetings/cabinet/2026-12-08/items/1/", follow=True)
    assert response.status_code == 410
    assert "Canary" not in response.content.decode()


def test_the_events_of_an_item_stay_with_it_on_its_issue_when_the_meeting_moves(client, meeting):
    issue = make.make_issue(public=True)
    item = make.make_item(meeting, public=True, issue=issue)
    page = f"/issues/{issue.reference}/{issue.slug}/"

    def told():
        entries = [entry for group in client.get(page).context["groups"] for entry in group["entries"]]
        return [len(entry["published"]) for entry in entries if not entry["event"]]

    before = told()
    assert before == [1]
    change(meeting, "move", held_on=DAY + datetime.timedelta(7))
    assert told() == before
    assert item_address(item) not in links_of(client.get(page))


def test_another_time_or_place_says_what_it_was(client, meeting):
    change(meeting, "change", venue="Market Hall", starts_at=datetime.time(19))
    words = page(client, meeting)
    assert "Another time or place. It was to be held on Tuesday 8 December 2026 at 6pm, Council Chamber." in words
    assert "Market Hall" in words


def test_a_withdrawn_notice_is_gone_and_the_change_stays(client, meeting):
    change(meeting, "cancel", reason="The clerk’s child is ill.")
    actions.withdraw(MeetingNotice.objects.get(), reason="It told too much.", by=None, at=AT)
    words = page(client, meeting)
    assert "child is ill" not in words
    assert "This meeting is cancelled." in words
    serials = RegisterEntry.objects.values_list("serial", flat=True)
    assert not any("child is ill" in client.get(f"/register/{serial}.txt").content.decode() for serial in serials)


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("scheduled", ["cancel", "postpone", "move", "change"]),
        ("postponed", ["cancel", "move", "reinstate"]),
        ("cancelled", ["reinstate"]),
        ("held", []),
    ],
)
def test_which_verb_follows_which_state(status, possible):
    make.make_council()
    meeting = make.make_meeting(held_on=DAY, public=True, status=status)
    assert possible_steps(meeting, DAY - datetime.timedelta(1)) == possible
    for verb in set(STEPS) - {*possible, "hold"}:
        with pytest.raises(RefusedError):
            change(meeting, verb, held_on=DAY + datetime.timedelta(1))


def test_a_draft_has_no_notices():
    draft = make.make_meeting(held_on=DAY)
    assert possible_steps(draft, DAY) == []
    with pytest.raises(RefusedError, match="Edit a draft instead"):
        change(draft, "cancel")


def test_a_meeting_is_held_in_one_step_and_not_before_its_day(client, publisher):
    today = timezone.localdate()
    coming = make.make_meeting(held_on=today + datetime.timedelta(3), public=True)
    past = make.make_meeting(held_on=today - datetime.timedelta(3), public=True)
    for record in (coming, past):
        verb = reverse("meetings:officer-hold", args=[record.public_id])
        client.post(verb, {"edit_number": record.edit_number})
        record.refresh_from_db()
    assert (coming.status, past.status) == ("scheduled", "held")
    assert past.entry.act == "changed"


def test_the_form_of_a_verb_asks_why_and_keeps_what_was_typed(client, publisher, meeting):
    verb = reverse("meetings:officer-move", args=[meeting.public_id])
    assert client.get(verb).status_code == 200
    typed = {"held_on_day": "31", "held_on_month": "2", "held_on_year": "2027", "venue": "Market Hall", "reason": ""}
    refused = client.post(verb, typed).content.decode()
    for words in ("The new date must be a real date", "Enter why. Residents will read this", 'value="Market Hall"'):
        assert words in refused
    typed |= {"held_on_day": "15", "held_on_month": "12", "held_on_year": "2026", "reason": "The boiler failed."}
    done = client.post(verb, typed)
    assert done["Location"] == reverse("meetings:officer-meeting", args=[meeting.public_id])
    assert Meeting.objects.get().venue == "Market Hall"


def test_a_date_that_is_past_is_asked_again_and_never_refused(client, publisher, meeting):
    verb = reverse("meetings:officer-move", args=[meeting.public_id])
    typed = {"held_on_day": "5", "held_on_month": "1", "held_on_year": "2021", "reason": "The year was wrong."}
    asked = client.post(verb, typed).content.decode()
    assert "5 January 2021 is past. If this is meant, tick the box and save again" in asked
    client.post(verb, typed | {"is_meant": "on"})
    assert Meeting.objects.get().held_on == datetime.date(2021, 1, 5)


def test_a_verb_that_cannot_be_done_has_no_page(client, publisher, meeting):
    change(meeting, "cancel")
    for name in ("cancel", "postpone", "move", "change"):
        assert client.get(reverse(f"meetings:officer-{name}", args=[meeting.public_id])).status_code == 404
