"""A series of meetings: described, looked at with what stands beside each day, saved as drafts, all or none."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from council.models import AuditEvent, ExtraHoliday, HeldText
from meetings.models import Meeting
from tests import factories as make
from tests.filling import fields_of
from tests.reading import heading_of, words_of

pytestmark = pytest.mark.django_db
SERIES = reverse("meetings:officer-series")


@pytest.fixture
def cabinet():
    make.make_council()
    return make.make_cabinet()


@pytest.fixture(autouse=True)
def officer(client, cabinet):
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def typed(whose, /, first="10 11 2026", until="", **changed):
    boxes = dict(zip(("first_on_day", "first_on_month", "first_on_year"), first.split(), strict=True))
    if until:
        boxes |= dict(zip(("until_day", "until_month", "until_year"), until.split(), strict=True))
    return boxes | {
        "body": whose.pk, "rhythm": "nth", "starts_at": "6.30pm", "venue": "Council Chamber",
        "taking_part": "Write to us.\r\n\r\nBy noon three working days before.", **changed,
    }  # fmt: skip


def look(client, body, **changed):
    return client.post(SERIES, typed(body, **changed) | {"do": "look"})


def press(client, response, do, **changed):
    """One of the preview's buttons, everything else as it stands there."""
    return client.post(SERIES, fields_of(response) | changed | {"do": do})


def lines(text) -> list[str]:
    """A text without regard to how its lines end."""
    return str(text).splitlines()


def rows_of(response) -> list[tuple[str, list[str]]]:
    """Each row's meeting and what to look at."""
    return [(line["name"], [flag.words for flag in line["flags"]]) for line in response.context["lines"]]


def test_a_series_is_looked_at_then_saved_as_drafts_with_audit_rows(client, cabinet, officer):
    preview = look(client, cabinet, count="3")
    assert heading_of(preview) == "Look at the dates before you save"
    assert [name for name, _ in rows_of(preview)] == [
        "Cabinet, Tuesday 10 November 2026, 6.30pm",
        "Cabinet, Tuesday 8 December 2026, 6.30pm",
        "Cabinet, Tuesday 12 January 2027, 6.30pm",
    ]
    assert Meeting.objects.count() == 0
    response = press(client, preview, "save")
    assert response["Location"] == f"{reverse('meetings:officer-list')}?show=drafts&body={cabinet.pk}"
    saved = list(Meeting.objects.order_by("held_on"))
    assert [meeting.held_on.isoformat() for meeting in saved] == ["2026-11-10", "2026-12-08", "2027-01-12"]
    for meeting in saved:
        assert (meeting.body, meeting.starts_at, meeting.venue) == (cabinet, dt.time(18, 30), "Council Chamber")
        assert meeting.taking_part == "Write to us.\n\nBy noon three working days before."
        assert (meeting.is_published, meeting.status, meeting.copied_from) == (False, "scheduled", None)
        assert [event.act for event in AuditEvent.objects.filter(reference=meeting.public_id.hex)] == ["created"]
    assert set(AuditEvent.objects.values_list("by", flat=True)) == {officer.pk}
    assert "3 meetings are saved as drafts." in words_of(client.get(response["Location"]))


def test_bank_holidays_and_other_bad_days_are_flagged(client, cabinet):
    ExtraHoliday.objects.create(on=dt.date(2027, 2, 1), title="A day of thanks")
    preview = look(client, cabinet, first="5 10 2026", until="30 8 2027", rhythm="weeks", every="1")
    flags = {name.partition(", ")[2].removesuffix(", 6.30pm"): words for name, words in rows_of(preview) if words}
    assert flags == {
        "Monday 28 December 2026": ["Bank holiday: Boxing Day (substitute day)"],
        "Monday 1 February 2027": ["Bank holiday: A day of thanks"],
        "Monday 29 March 2027": ["Bank holiday: Easter Monday"],
        **{
            f"Monday {day} April 2027": ["Before local elections, if there are any on 6 May 2027"]
            for day in (5, 12, 19, 26)
        },
        "Monday 3 May 2027": [
            "Bank holiday: Early May bank holiday", "Before local elections, if there are any on 6 May 2027",
        ],
        "Monday 31 May 2027": ["Bank holiday: Spring bank holiday"],
        **{f"Monday {day} August 2027": ["In August"] for day in (2, 9, 16, 23)},
        "Monday 30 August 2027": ["Bank holiday: Summer bank holiday", "In August"],
    }  # fmt: skip


def test_the_nation_s_own_bank_holidays_count(client, cabinet):
    make.make_council(nation="scotland")
    preview = look(client, cabinet, first="30 11 2026", count="1", rhythm="weeks")
    assert rows_of(preview)[0][1] == ["Bank holiday: St Andrew's Day"]


def test_weekends_polling_day_and_years_without_known_bank_holidays_are_flagged(client, cabinet):
    assert rows_of(look(client, cabinet, first="7 11 2026", count="1"))[0][1] == ["At the weekend"]
    polling = rows_of(look(client, cabinet, first="6 5 2027", count="1"))[0][1]
    assert polling == ["Polling day, if there are local elections this year"]
    far = rows_of(look(client, cabinet, first="5 6 2040", count="1"))[0][1]
    assert far == ["The bank holidays of 2040 are not known yet"]


def test_clashes_with_the_body_s_own_meetings_are_flagged_drafts_too(client, cabinet):
    make.make_meeting(cabinet, dt.date(2026, 11, 10), public=True, starts_at=dt.time(14))
    make.make_meeting(cabinet, dt.date(2026, 12, 8))
    make.make_meeting(cabinet, dt.date(2027, 1, 12), public=True, status="cancelled")
    make.make_meeting(make.make_body("Parks Panel"), dt.date(2027, 2, 9), public=True)
    assert [words for _, words in rows_of(look(client, cabinet, count="4"))] == [
        ["This committee meets on this day already, at 2pm"],
        ["This committee meets on this day already (a draft)"],
        [],
        [],
    ]


def test_a_row_can_be_unticked_and_its_date_changed(client, cabinet):
    preview = look(client, cabinet, count="3")
    fields = fields_of(preview)
    del fields["rows-0-keep"]
    moved = {"rows-1-held_on_day": "15", "rows-0-held_on_day": "nonsense"}
    client.post(SERIES, fields | moved | {"do": "save"})
    assert [day.isoformat() for day in Meeting.objects.order_by("held_on").values_list("held_on", flat=True)] == [
        "2026-12-15", "2027-01-12",
    ]  # fmt: skip


def test_a_changed_date_with_something_beside_it_is_shown_before_it_is_saved(client, cabinet):
    preview = look(client, cabinet, count="2")
    again = press(client, preview, "save", **{"rows-1-held_on_day": "25"})
    assert Meeting.objects.count() == 0
    assert "Something new stands beside these days. Look at them again before you save." in words_of(again)
    assert rows_of(again)[1] == ("Cabinet, Friday 25 December 2026, 6.30pm", ["Bank holiday: Christmas Day"])
    press(client, again, "save")
    assert Meeting.objects.filter(held_on=dt.date(2026, 12, 25)).count() == 1


def test_looking_again_shows_what_stands_beside_the_new_days_and_keeps_what_was_typed(client, cabinet):
    preview = look(client, cabinet, count="3")
    fields = fields_of(preview)
    del fields["rows-2-keep"]
    moved = {"rows-0-held_on_day": "8", "rows-0-held_on_month": "December"}
    again = client.post(SERIES, fields | moved | {"do": "look"})
    assert [words for _, words in rows_of(again)] == [[], ["Stands twice in this list"], []]
    assert "rows-2-keep" not in fields_of(again)
    assert fields_of(again)["rows-0-held_on_month"] == "December"
    assert fields_of(again)["venue"] == "Council Chamber"


def test_a_colleague_s_meeting_on_one_of_the_days_stops_all_of_it(client, cabinet):
    preview = look(client, cabinet, count="3")
    make.make_meeting(cabinet, dt.date(2026, 12, 8), starts_at=dt.time(10))
    again = press(client, preview, "save")
    assert Meeting.objects.count() == 1
    assert rows_of(again)[1][1] == ["This committee meets on this day already, at 10am (a draft)"]
    press(client, again, "save")
    assert Meeting.objects.count() == 4


def test_pressing_save_twice_doubles_nothing(client, cabinet):
    preview = look(client, cabinet, count="3")
    press(client, preview, "save")
    again = press(client, preview, "save")
    assert again.status_code == 200
    assert Meeting.objects.count() == 3


def test_going_back_keeps_everything_that_was_typed(client, cabinet):
    preview = look(client, cabinet, count="3", every="2")
    back = press(client, preview, "change")
    assert heading_of(back) == "Add a series of meetings"
    sent = fields_of(back)
    expected = typed(cabinet, count="3", every="2") | {"body": str(cabinet.pk)}
    assert {name: lines(sent[name]) for name in expected} == {name: lines(text) for name, text in expected.items()}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"first": "31 2 2026", "count": "3"}, "The date of the first meeting must be a real date"),
        ({"first": "1 1 0000", "count": "3"}, "The year of the date of the first meeting must have 4 numbers"),
        ({"first": "1 1 9999", "count": "3"}, "The year of the date of the first meeting must have 4 numbers"),
        ({"until": "9 11 2026"}, "The last day must not be before the first meeting on 10 November 2026"),
        ({"until": "31 6 2027"}, "The last day of the series must be a real date"),
        ({}, "Enter the last day of the series, or how many meetings it has"),
        ({"until": "1 5 2027", "count": "3"}, "Enter the last day or the number of meetings, not both"),
        ({"count": "101"}, "Enter how many meetings: a number from 1 to 100. Plan a longer series in parts"),
        ({"count": "0"}, "Enter how many meetings: a number from 1 to 100. Plan a longer series in parts"),
        ({"count": "many"}, "Enter how many meetings: a number from 1 to 100. Plan a longer series in parts"),
        ({"until": "10 11 2199", "rhythm": "weeks"}, "That is more than 100 meetings. Enter an earlier last day"),
        ({"count": "3", "every": "0"}, "Enter how many weeks or months lie between two meetings"),
        ({"count": "3", "every": "-1"}, "Enter how many weeks or months lie between two meetings"),
        ({"count": "3", "every": "53"}, "Enter how many weeks or months lie between two meetings"),
        ({"count": "3", "rhythm": ""}, "Select how the series goes on"),
        ({"count": "3", "rhythm": "fortnightly"}, "Choose from those listed"),
        ({"count": "3", "first": "29 12 2026"}, "29 December 2026 is the fifth Tuesday of its month, and few"),
        ({"count": "3", "rhythm": "last"}, "10 November 2026 is the second Tuesday of its month and not the last."),
        ({"count": "3", "starts_at": "25.00"}, "The start time must be a real time, like 6.30pm"),
        ({"count": "3", "body": ""}, "Select who meets"),
        ({"count": "3", "venue": "x" * 301}, "Where must be 300 characters or fewer; it has 301"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_with_everything_typed_kept(client, cabinet, changed, words):
    sent = typed(cabinet, **changed) | {"do": "look"}
    response = client.post(SERIES, sent)
    assert response.status_code == 200
    assert "There is a problem" in words_of(response)
    assert words in words_of(response)
    shown = fields_of(response)
    for name, value in sent.items():
        if name not in ("do", "rhythm", "body"):
            assert lines(shown[name]) == lines(value), name
    assert Meeting.objects.count() == 0


def test_a_hundred_meetings_are_the_most(client, cabinet):
    preview = look(client, cabinet, count="100", rhythm="weeks")
    press(client, preview, "save")
    assert Meeting.objects.count() == 100
    assert Meeting.objects.latest("held_on").held_on == dt.date(2026, 11, 10) + dt.timedelta(weeks=99)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rows-1-held_on_day": "31", "rows-1-held_on_month": "2"}, "Row 2: The date must be a real date"),
        ({"rows-1-held_on_day": "", "rows-1-held_on_month": "", "rows-1-held_on_year": ""},
         "Row 2: Enter the date, or untick the meeting"),
        ({"rows-1-held_on_year": "9999"}, "Row 2: The year of the date must have 4 numbers, like 2026"),
        ({"rows-0-keep": "", "rows-1-keep": ""}, "Tick at least one meeting."),
        ({"rows-TOTAL_FORMS": "x"}, "Part of the page did not arrive."),
    ],
    ids=str,
)  # fmt: skip
def test_rows_that_cannot_be_are_refused_in_words(client, cabinet, changed, words):
    preview = look(client, cabinet, count="2")
    response = press(client, preview, "save", **changed)
    assert response.status_code == 200
    assert words in words_of(response)
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("total", ["999999", "-1", "301", "2.5"])
def test_a_tampered_number_of_rows_is_no_server_error(client, cabinet, total):
    preview = look(client, cabinet, count="2")
    response = press(client, preview, "save", **{"rows-TOTAL_FORMS": total})
    assert response.status_code == 200
    assert Meeting.objects.count() == 0


def test_only_bodies_one_writes_for_can_be_planned(client, cabinet):
    parks = make.make_body("Parks Panel")
    client.force_login(make.make_user(("officer", "both"), bodies=[parks]))
    response = look(client, cabinet, count="2")
    assert "Choose from those listed" in words_of(response) or "Select who meets" in words_of(response)
    press(client, look(client, parks, count="2"), "save")
    assert set(Meeting.objects.values_list("body", flat=True)) == {parks.pk}


def test_words_typed_when_the_sign_in_ended_are_kept_with_the_rows(client, cabinet, officer):
    preview = look(client, cabinet, count="2")
    sent = fields_of(preview) | {"do": "save", "rows-1-held_on_day": "15"}
    client.logout()
    client.post(SERIES, sent)
    assert Meeting.objects.count() == 0
    held = HeldText.objects.get()
    client.force_login(officer)
    response = client.get(f"{SERIES}?held={held.token}")
    assert "These are your words, kept because" in words_of(response)
    assert fields_of(response)["rows-1-held_on_day"] == "15"
    client.post(f"{SERIES}?held={held.token}", fields_of(response) | {"do": "save"})
    assert Meeting.objects.filter(held_on=dt.date(2026, 12, 15)).count() == 1
    held.refresh_from_db()
    assert held.used_at is not None


@pytest.mark.parametrize("count", ["1", "30"])
def test_the_preview_needs_the_same_queries_at_1_and_at_30_rows(client, cabinet, django_assert_max_num_queries, count):
    with django_assert_max_num_queries(9):
        look(client, cabinet, count=count, rhythm="weeks")
