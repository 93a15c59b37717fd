"""Who was at a meeting: from the membership list on the day, corrected, refused in words, shown to the public."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from council import configuration
from council.models import Membership, RegisterEntry
from council.models.guard import PublishedRecordError
from council.publication import RefusedError
from meetings import actions
from meetings.models import Attendance, MemberAttendance
from meetings.published import meeting_address
from tests import factories as make
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import words_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 6)


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council(ward_word="Electoral division")
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def page_for(meeting):
    return reverse("meetings:officer-attendance-edit", args=[meeting.public_id])


def make_cabinet_with_members():
    cabinet = make.make_cabinet()
    make.make_membership(cabinet, "Councillor Bea Orrin", party="Independent", ward="Quay")
    make.make_membership(cabinet, "Councillor Ada Fenwright", "chair", starts_on=datetime.date(2026, 5, 1))
    make.make_membership(cabinet, "Councillor Gone Before", ends_on=datetime.date(2026, 10, 5))
    make.make_membership(cabinet, "Councillor Not Yet", starts_on=datetime.date(2026, 10, 7))
    make.make_membership(cabinet, "Councillor Sub Stitute", "substitute")
    return cabinet


def test_the_form_starts_from_the_list_as_it_was_on_the_day_and_one_press_saves_it(client, officer):
    meeting = make.make_meeting(make_cabinet_with_members(), DAY, public=True)
    page = client.get(page_for(meeting))
    assert Attendance.objects.count() == 0
    assert "Electoral division" in words_of(page)
    saved = client.post(page_for(meeting), fields_of(page))
    assert saved.status_code == 302
    rows = MemberAttendance.objects.values_list("name", "capacity", "party", "ward", "presence")
    assert list(rows) == [
        ("Councillor Ada Fenwright", "chair", "", "", "present"),
        ("Councillor Bea Orrin", "member", "Independent", "Quay", "present"),
    ]
    Membership.objects.filter(person__name="Councillor Bea Orrin").update(capacity="vice_chair", party="Another")
    assert list(rows.all())[1][1:3] == ("member", "Independent")


def test_members_who_joined_the_list_later_are_added_by_a_press_that_saves_nothing(client, officer):
    cabinet = make.make_cabinet()
    make.make_membership(cabinet, "Councillor Ada Fenwright")
    meeting = make.make_meeting(cabinet, DAY, public=True)
    page = client.get(page_for(meeting))
    make.make_membership(cabinet, "Councillor Bea Orrin")
    typed = fields_of(page) | {"member-0-note": "Left at 7pm", "fill": "1"}
    filled = client.post(page_for(meeting), typed)
    assert Attendance.objects.count() == 0
    fields = fields_of(filled)
    assert (fields["member-0-note"], fields["member-3-name"]) == ("Left at 7pm", "Councillor Bea Orrin")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"member-0-name": ""}, "Member 1: Enter the name of the member, or empty the row"),
        ({"member-0-presence": ""}, "Member 1: Select whether the member was present"),
        ({"member-0-capacity": ""}, "Member 1: Select in which capacity"),
        ({"member-0-presence": "absent", "member-0-substitute_for": "Cllr X"}, "Only somebody who was present"),
        ({"member-1-name": "councillor  ADA fenwright", "member-1-presence": "present", "member-1-capacity": "member"},
         "Member 2: This member is named twice"),
        ({"other-0-capacity": "Solicitor"}, "Officer or guest 1: Enter the name"),
        ({"declaration-0-name": "Councillor Ada Fenwright"}, "Interest 1: Select the kind of interest"),
        ({"declaration-0-kind": "personal", "declaration-0-conduct": "left"}, "Interest 1: Enter who declared"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_in_words_and_nothing_typed_is_lost(client, officer, typed, words):
    cabinet = make.make_cabinet()
    make.make_membership(cabinet, "Councillor Ada Fenwright")
    meeting = make.make_meeting(cabinet, DAY, public=True)
    sent = fields_of(client.get(page_for(meeting))) | {"note": "No quorum after 9pm"} | typed
    page = client.post(page_for(meeting), sent)
    assert words in words_of(page)
    assert Attendance.objects.count() == 0
    shown = fields_of(page)
    assert {name: shown[name] for name in [*typed, "note"]} == typed | {"note": "No quorum after 9pm"}


def test_a_second_officer_who_enters_it_too_sees_both_texts(client, officer):
    meeting = make.make_meeting(make_cabinet_with_members(), DAY, public=True)
    sent = fields_of(client.get(page_for(meeting))) | {"note": "Mine"}
    make.make_attendance(meeting, note="Theirs")
    page = client.post(page_for(meeting), sent)
    assert page.status_code == 409
    both = {row["label"]: (row["mine"], row["theirs"]) for row in page.context["differences"]}
    assert both["Note"] == ("Mine", "Theirs")
    assert "Bea Orrin" in both["Members"][0]


def test_what_is_published_is_frozen_and_corrected_with_a_reason(client, officer):
    meeting = make.make_meeting(public=True)
    attendance = make.make_attendance(meeting, public=True)
    with pytest.raises(PublishedRecordError):
        attendance.members.update(presence="absent")
    with pytest.raises(PublishedRecordError):
        MemberAttendance.objects.create(
            attendance=attendance, position=9, name="X", capacity="member", presence="absent"
        )
    sent = fields_of(client.get(page_for(meeting))) | {"member-0-presence": "apologies"}
    assert "Enter why it is corrected" in words_of(client.post(page_for(meeting), sent))
    assert (
        client.post(page_for(meeting), sent | {"reason": "She was ill.", "correction": "of_substance"}).status_code
        == 302
    )
    attendance.refresh_from_db()
    assert (attendance.version, attendance.members.get().presence) == (2, "apologies")
    assert RegisterEntry.objects.get(pk=attendance.entry_id).act == "corrected"
    words = words_of(client.get(meeting_address(meeting)))
    assert "She was ill." in words
    assert "Who was there" in words


def test_an_attendance_without_members_or_below_a_draft_meeting_is_not_published():
    empty = actions.save(Attendance(), changes={"meeting": make.make_meeting(public=True)}, by=None, at=AT)
    with pytest.raises(RefusedError, match="Enter which members were there"):
        actions.publish(empty, by=None, at=AT)
    with pytest.raises(RefusedError, match="Publish the meeting first"):
        make.make_attendance(make.make_meeting(held_on=DAY), public=True)


def test_the_public_reads_it_on_the_meeting_page_and_in_the_register(client):
    make.make_council(ward_word="Division")
    meeting = make.make_meeting(held_on=DAY, public=True)
    members = [
        {"name": "Councillor Ada Fenwright", "capacity": "chair", "presence": "present", "ward": "Quay",
         "note": "Arrived at 6.20pm"},
        {"name": "Councillor Bea Orrin", "capacity": "member", "presence": "apologies"},
        {"name": "Councillor Cy Marsh", "capacity": "substitute", "presence": "present",
         "substitute_for": "Councillor Bea Orrin"},
    ]  # fmt: skip
    declared = [
        {"name": "Councillor Cy Marsh", "kind": "personal", "interest": "A school governor", "conduct": "stayed"}
    ]
    others = [{"name": "Jerome Attwater", "capacity": "Head of Libraries"}]
    attendance = make.make_attendance(meeting, public=True, members=members, others=others, declarations=declared)
    item = make.make_item(meeting, public=True, title="Parking")
    left = [{"name": "Councillor Ada Fenwright", "kind": "pecuniary", "interest": "A shop", "conduct": "left"}]
    make.make_proceedings(item, public=True, declarations=left)
    page = client.get(meeting_address(meeting))
    words = words_of(page)
    for expected in (
        "2 members were present.",
        "Capacity Substitute member in place of Councillor Bea Orrin",
        "Division Quay",
        "Arrived at 6.20pm",
        "Jerome Attwater Capacity Head of Libraries",
        "The whole meeting Interest Personal interest A school governor What they did Stayed and took part",
        "1. Parking Interest Disclosable pecuniary interest A shop What they did Left the room",
    ):
        assert expected in words, expected
    assert page.content.count(b"<caption>") == 3
    entry = words_of(client.get(f"/register/{attendance.entry_id}/"))
    assert "Councillor Bea Orrin" in entry
    assert "A school governor" in entry


def test_a_draft_or_withdrawn_attendance_changes_nothing_of_the_page(client):
    meeting = make.make_meeting(public=True)
    item = make.make_item(meeting, public=True)
    before = client.get(meeting_address(meeting)).content
    attendance = make.make_attendance(meeting, members=[{"name": "Secret", "capacity": "chair", "presence": "absent"}])
    make.make_proceedings(item)
    assert client.get(meeting_address(meeting)).content == before
    attendance = actions.publish(attendance, by=None, at=AT)
    assert b"Secret" in client.get(meeting_address(meeting)).content
    actions.withdraw(attendance, reason="By mistake", by=None, at=AT)
    assert b"Secret" not in client.get(meeting_address(meeting)).content
    assert b"Secret" not in client.get(f"/register/{attendance.entry_id}/").content


def test_memberships_of_one_place_never_overlap():
    cabinet = make.make_cabinet()
    first = make.make_membership(
        cabinet, "Ada", starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2026, 6, 30)
    )
    facts = {"body": cabinet, "person": first.person, "capacity": "member"}
    spans = {
        (datetime.date(2026, 6, 30), None): False,
        (None, datetime.date(2026, 1, 1)): False,
        (None, None): False,
        (datetime.date(2026, 3, 1), datetime.date(2026, 3, 2)): False,
        (datetime.date(2026, 7, 1), None): True,
        (None, datetime.date(2025, 12, 31)): True,
    }
    for (starts_on, ends_on), may in spans.items():
        changes = facts | {"starts_on": starts_on, "ends_on": ends_on, "party": "", "ward": ""}
        try:
            with transaction.atomic():
                configuration.save(Membership(), changes=changes, seen="new", by=None, at=AT)
                done = True
                transaction.set_rollback(True)
        except RefusedError:
            done = False
        assert done == may, (starts_on, ends_on)
    configuration.save(Membership(), changes=facts | {"capacity": "chair"}, seen="new", by=None, at=AT)
    wrong = Membership(**facts, starts_on=datetime.date(2026, 9, 2), ends_on=datetime.date(2026, 9, 1))
    with pytest.raises(ValidationError, match="last day must not be before the first"):
        wrong.full_clean()
    make.make_membership(cabinet, "Bea")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_membership(cabinet, "Bea", starts_on=datetime.date(2026, 1, 1))


def test_an_overlap_is_refused_on_the_settings_page_in_words(client):
    make.make_council()
    client.force_login(make.make_user(("administrator", "both")))
    first = make.make_membership(make.make_cabinet(), "Ada", ends_on=datetime.date(2026, 6, 30))
    typed = {"body": first.body_id, "person": first.person_id, "capacity": "member", "ward": "Quay"}
    typed |= {"starts_on_day": "30", "starts_on_month": "6", "starts_on_year": "2026"}
    page = client.post(reverse("settings-add", args=["memberships"]), typed)
    assert "already has this place on the body for a part of that time" in words_of(page)
    assert 'value="Quay"' in page.content.decode()
    assert Membership.objects.count() == 1
    typed["starts_on_year"] = "2027"
    assert client.post(reverse("settings-add", args=["memberships"]), typed).status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_the_meeting_page_needs_the_same_queries_whoever_was_there(client, django_assert_num_queries, count):
    meeting = make.make_meeting(public=True)
    members = [{"name": f"Ann {n}", "capacity": "member", "presence": "present"} for n in range(count)]
    declared = [{"name": f"Ann {n}", "kind": "other", "conduct": "left"} for n in range(count)]
    make.make_attendance(meeting, public=True, members=members, others=members[:0], declarations=declared)
    for _ in range(count):
        make.make_proceedings(make.make_item(meeting, public=True), public=True, declarations=declared)
    with django_assert_num_queries(8):
        assert client.get(meeting_address(meeting)).status_code == 200
