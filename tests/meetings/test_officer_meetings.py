"""Officers' pages of meetings: list, form, agenda; what is saved, refused and shown again."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from council.models import AuditEvent, RegisterEntry
from meetings.models import AgendaItem, Document, Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db
ADD = reverse("meetings:officer-meeting-add")
TYPED = {
    "held_on_day": "24", "held_on_month": "November", "held_on_year": "2026", "starts_at": "6.30pm",
    "status": "scheduled", "venue": "Council Chamber, Wenford", "taking_part": "Ask us.\r\n\r\nBy noon on Thursday.",
    "is_meant": "on",
}  # fmt: skip


@pytest.fixture
def cabinet():
    make.make_council()
    return make.make_cabinet()


@pytest.fixture
def officer(client, cabinet):
    """Signed in: writes drafts for every body, publishes nothing."""
    user = make.make_user(("officer", "both"))
    client.force_login(user)
    return user


@pytest.fixture
def publisher(client, cabinet):
    """Signed in: writes and publishes for every body."""
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def posted(record, **changed):
    """What the form of a stored meeting sends back."""
    day = record.held_on
    boxes = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    fields = {"body": record.body_id, "status": record.status, "venue": record.venue, "edit_number": record.edit_number}
    return boxes | fields | changed


def test_a_new_meeting_is_a_draft_with_its_paragraphs_and_an_audit_row(client, officer, cabinet):
    response = client.post(ADD, TYPED | {"body": cabinet.pk})
    saved = Meeting.objects.get()
    assert response["Location"] == address("officer-meeting", saved)
    assert (saved.held_on, saved.starts_at) == (datetime.date(2026, 11, 24), datetime.time(18, 30))
    assert saved.taking_part == "Ask us.\n\nBy noon on Thursday."
    assert not saved.is_published
    assert [(event.act, event.by) for event in AuditEvent.objects.all()] == [("created", officer)]


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(client, officer, cabinet):
    response = client.post(ADD, TYPED | {"held_on_day": "31", "starts_at": "6.30", "webcast_url": "not an address"})
    page = response.content.decode()
    assert Meeting.objects.count() == 0
    for words in (
        "Select who meets",
        "The date of the meeting must be a real date",
        "must say am or pm",
        "full address",
    ):
        assert words in page
    for typed in ('value="31"', 'value="November"', 'value="6.30"', 'value="not an address"', "By noon on Thursday."):
        assert typed in page


def test_an_officer_of_one_body_sees_and_adds_for_that_body_alone(client, cabinet):
    panel = make.make_body("Housing Panel")
    own, foreign = make.make_meeting(panel), make.make_meeting(cabinet)
    client.force_login(make.make_user(("officer", "both"), bodies=[panel]))
    listed = client.get(reverse("meetings:officer-list"))
    assert [row["meeting"] for row in listed.context["rows"]] == [own]
    assert list(client.get(ADD).context["form"].fields["body"].queryset) == [panel]
    assert "Choose from those listed" in client.post(ADD, TYPED | {"body": cabinet.pk}).content.decode()
    for name in ("officer-meeting", "officer-meeting-edit", "officer-item-add"):
        assert client.get(address(name, own)).status_code == 200
        assert client.get(address(name, foreign)).status_code == 404
    assert client.post(address("officer-meeting-edit", foreign), TYPED).status_code == 404
    assert Meeting.objects.count() == 2


def test_the_list_shows_what_is_asked_for_and_takes_no_harm_from_nonsense(client, officer, cabinet):
    draft = make.make_meeting(held_on=datetime.date(2020, 1, 7))
    make.make_meeting(held_on=datetime.date(2020, 1, 8), public=True)

    def shown(query):
        return [row["meeting"] for row in client.get(f"{reverse('meetings:officer-list')}?{query}").context["rows"]]

    assert shown("show=drafts") == [draft]
    assert len(shown("show=past")) == 2
    assert shown("show=coming") == []
    assert len(shown("show=%00&body=x&page=zzz")) == 2


def test_list_and_meeting_need_the_same_queries_at_1_and_30_rows(client, officer, cabinet, django_assert_num_queries):
    meeting = make.make_meeting(public=True)
    make.make_outcome(make.make_item(meeting, public=True), public=True)
    addresses = {reverse("meetings:officer-list"): 8, address("officer-meeting", meeting): 13}
    for page, queries in addresses.items():
        with django_assert_num_queries(queries):
            client.get(page)
    for number in range(29):
        make.make_outcome(make.make_item(meeting, public=True), public=True)
        make.make_meeting(held_on=datetime.date(2026, 1, 1) + datetime.timedelta(number))
    for page, queries in addresses.items():
        with django_assert_num_queries(queries):
            client.get(page)


def test_correcting_a_published_meeting_needs_a_reason_and_a_difference(client, publisher, cabinet):
    meeting = make.make_meeting(public=True, venue="Room 1")
    page = address("officer-meeting-edit", meeting)
    assert "Why is it corrected?" in client.get(page).content.decode()
    refused = client.post(page, posted(meeting, venue="Room 2"))
    assert "Enter why it is corrected" in refused.content.decode()
    assert "Select whether the correction is clerical or of substance" in refused.content.decode()
    assert "Room 2" in refused.content.decode()
    unchanged = client.post(page, posted(meeting, reason="A slip.", correction="clerical"))
    assert "Nothing is different yet" in unchanged.content.decode()
    words = {"reason": "The room was double-booked.", "correction": "of_substance"}
    client.post(page, posted(meeting, venue="Room 2", **words))
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.version) == ("Room 2", 2)
    assert '"reason":"The room was double-booked."' in RegisterEntry.objects.order_by("-serial").first().snapshot.text


def test_a_published_meeting_keeps_its_body_whatever_is_posted(client, publisher, cabinet):
    meeting, panel = make.make_meeting(public=True), make.make_body("Housing Panel")
    words = {"body": panel.pk, "venue": "Hall", "reason": "A slip.", "correction": "clerical"}
    client.post(address("officer-meeting-edit", meeting), posted(meeting, **words))
    meeting.refresh_from_db()
    assert (meeting.body, meeting.venue) == (cabinet, "Hall")


def test_who_only_drafts_neither_corrects_nor_publishes(client, officer, cabinet):
    meeting = make.make_meeting(public=True)
    assert client.get(address("officer-meeting-edit", meeting)).status_code == 404
    assert client.post(address("officer-publish-agenda", meeting)).status_code == 404
    page = client.get(address("officer-meeting", meeting)).content.decode()
    assert "Withdraw" not in page
    assert "Publish the agenda" not in page


def test_publishing_the_agenda_is_confirmed_first_and_leaves_outcomes_and_minutes(client, publisher, cabinet):
    meeting = make.make_meeting()
    item = make.make_item(
        meeting, title="Lease of the mill", restriction="exempt", exempt_paragraphs="3", exempt_reason="Bargaining."
    )
    make.make_document(make.make_item(meeting), "Options paper")
    make.make_outcome(item, "Agreed behind closed doors")
    verb = address("officer-publish-agenda", meeting)
    assert client.get(verb).status_code == 405
    shown = client.post(verb)
    assert not Meeting.objects.get().is_published
    words = shown.content.decode()
    for part in ("Cabinet, 6 October 2026", "Lease of the mill", "Options paper", "that it is withheld and why"):
        assert part in words
    assert "behind closed doors" not in words
    client.post(verb, {"seen": [row["seen"] for row in shown.context["rows"]]})
    assert Meeting.objects.get().is_published
    assert AgendaItem.objects.filter(published_at=None).count() == 0
    assert Document.objects.get().is_published
    item.outcome.refresh_from_db()
    assert not item.outcome.is_published


def test_an_agenda_that_changed_since_it_was_shown_is_shown_again(client, publisher, cabinet):
    meeting = make.make_meeting()
    make.make_item(meeting)
    verb = address("officer-publish-agenda", meeting)
    seen = [row["seen"] for row in client.post(verb).context["rows"]]
    make.make_item(meeting, title="Put in a moment ago")
    again = client.post(verb, {"seen": seen})
    assert "A colleague changed the agenda" in again.content.decode()
    assert "Put in a moment ago" in again.content.decode()
    assert not Meeting.objects.get().is_published


def test_an_agenda_is_published_whole_or_not_at_all(client, publisher, cabinet):
    meeting = make.make_meeting()
    make.make_document(make.make_item(meeting), "Half a paper", format="", size_text="")
    verb = address("officer-publish-agenda", meeting)
    refused = client.post(verb, {"seen": [row["seen"] for row in client.post(verb).context["rows"]]}, follow=True)
    assert "Half a paper: Add the file, or the type and size" in refused.content.decode()
    assert RegisterEntry.objects.count() == 0
    assert not Meeting.objects.get().is_published


def test_nonsense_as_what_was_seen_only_shows_the_page_again(client, publisher, cabinet):
    meeting = make.make_meeting()
    for seen in ("x", "x:y", ":", "x:²", f"{meeting.public_id.hex}:-1"):
        assert client.post(address("officer-publish-agenda", meeting), {"seen": seen}).status_code == 200
    assert not Meeting.objects.get().is_published


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_words_typed(client, officer, cabinet):
    page = client.get(ADD)
    held_by = page.content.decode().split('name="held_by" value="')[1].split('"')[0]
    client.logout()
    ended = client.post(ADD, TYPED | {"body": cabinet.pk, "held_by": held_by})
    assert ended.status_code == 403
    client.force_login(officer)
    token = officer.held_texts.get().token
    back = client.get(f"{ADD}?held={token}").content.decode()
    assert "kept because your sign-in had ended" in back
    assert "By noon on Thursday." in back
    client.post(ADD, TYPED | {"body": cabinet.pk, "held": token})
    assert Meeting.objects.count() == 1
    assert officer.held_texts.get().used_at is not None


def test_status_and_date_of_a_published_meeting_are_changed_by_verbs_alone(client, publisher, cabinet):
    meeting = make.make_meeting(public=True)
    page = address("officer-meeting-edit", meeting)
    assert {"status", "held_on", "body"} & set(client.get(page).context["form"].fields) == set()
    typed = {"status": "held", "held_on_year": "2027", "venue": "Room 2", "reason": "A slip.", "correction": "clerical"}
    client.post(page, posted(meeting, **typed))
    meeting.refresh_from_db()
    assert (meeting.status, meeting.held_on.year, meeting.venue) == ("scheduled", 2026, "Room 2")


def test_a_date_that_is_past_or_taken_is_asked_again(client, officer, cabinet):
    typed = TYPED | {"body": cabinet.pk, "is_meant": "", "held_on_year": "2021"}
    asked = client.post(ADD, typed)
    assert asked.context["form"].errors["is_meant"] == [
        "24 November 2021 is past. If this is meant, tick the box and save again"
    ]
    assert "Yes, this is meant" in asked.content.decode()
    assert Meeting.objects.count() == 0
    day = timezone.localdate() + datetime.timedelta(30)
    coming = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    client.post(ADD, typed | coming)
    assert Meeting.objects.get().held_on == day
    again = client.post(ADD, typed | coming)
    assert "already has a meeting on" in again.context["form"].errors["is_meant"][0]
    client.post(ADD, typed | coming | {"is_meant": "on"})
    assert Meeting.objects.count() == 2


def test_the_last_moment_to_take_part_has_its_day_and_is_not_after_the_meeting(client, officer, cabinet):
    typed = TYPED | {"body": cabinet.pk, "take_part_by_time": "noon"}
    assert "take_part_by" in client.post(ADD, typed).context["form"].errors
    late = {"take_part_by_day": "25", "take_part_by_month": "11", "take_part_by_year": "2026"}
    assert client.post(ADD, typed | late).context["form"].errors["take_part_by"] == [
        "This must not be after the day of the meeting"
    ]
    client.post(ADD, typed | late | {"take_part_by_day": "19", "is_step_free": "yes", "has_hearing_loop": "no"})
    saved = Meeting.objects.get()
    assert (saved.take_part_by, saved.take_part_by_time) == (datetime.date(2026, 11, 19), datetime.time(12))
    assert (saved.is_step_free, saved.has_hearing_loop) == (True, False)


def test_the_officer_sees_the_last_day_to_publish_the_agenda(client, publisher, cabinet):
    day = timezone.localdate() + datetime.timedelta(2)
    late = make.make_meeting(held_on=day)
    page = client.get(address("officer-meeting", late))
    assert page.context["due"]["is_over"]
    assert "The last day to publish the agenda in time was" in page.content.decode()
    ample = make.make_meeting(held_on=timezone.localdate() + datetime.timedelta(60))
    assert "Publish the agenda by" in client.get(address("officer-meeting", ample)).content.decode()
