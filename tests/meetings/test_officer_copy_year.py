"""Last year's calendar again: what comes along, what is flagged, and that nothing is ever saved twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from council.models import AuditEvent
from meetings import actions, scheduling
from meetings.models import Meeting
from tests import factories as make
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import heading_of, words_of

pytestmark = pytest.mark.django_db
COPY = reverse("meetings:officer-copy-year")
NEXT_YEAR = {"held_on__gte": dt.date(2027, 5, 1)}


@pytest.fixture
def cabinet():
    make.make_council()
    return make.make_cabinet()


@pytest.fixture(autouse=True)
def officer(client, cabinet):
    user = make.make_user(("officer", "both"))
    client.force_login(user)
    return user


def meet(day, body=None, public=True, **fields):
    return make.make_meeting(body, dt.date.fromisoformat(day), public=public, **fields)


def look(client, *bodies, year="2026/27"):
    return client.post(COPY, {"year": year, "bodies": [body.slug for body in bodies], "do": "look"})


def press(client, response, do, *bodies, **changed):
    """One of the preview's buttons, everything else as it stands there; `bodies` have one name in the form."""
    sent = fields_of(response) | changed | {"do": do}
    if bodies:
        sent["bodies"] = [body.slug for body in bodies]
    return client.post(COPY, sent)


def rows_of(response) -> list[tuple[str, list[str]]]:
    return [(line["name"], [flag.words for flag in line["flags"]]) for line in response.context["lines"]]


def test_each_meeting_comes_again_on_the_same_weekday_of_the_same_week(client, cabinet, officer):
    facts = {"starts_at": dt.time(18, 30), "venue": "Town Hall", "access": "By the side door", "is_step_free": True,
             "has_hearing_loop": False, "adjustments": "Ask Ann", "contact": "Ann Orme",
             "taking_part": "Write to us by noon three working days before."}  # fmt: skip
    source = meet("2026-11-12", note="Moved once", webcast_url="https://webcast.example/12", **facts)
    meet("2027-03-11", public=False)
    meet("2026-04-30")
    meet("2027-05-01")
    preview = look(client, cabinet)
    assert rows_of(preview) == [
        ("Cabinet, Thursday 11 November 2027, 6.30pm", []),
        ("Cabinet, Thursday 9 March 2028", []),
    ]
    assert "Last time: Thursday 12 November 2026" in words_of(preview)
    press(client, preview, "save")
    first, second = Meeting.objects.filter(**NEXT_YEAR).exclude(held_on=dt.date(2027, 5, 1)).order_by("held_on")
    assert {name: getattr(first, name) for name in facts} == facts
    assert (first.note, first.webcast_url, first.status) == ("", "", "scheduled")
    assert (first.copied_from, first.is_published, second.is_published) == (source, False, False)
    assert [event.act for event in AuditEvent.objects.filter(by=officer)] == ["created"] * 2


def test_several_bodies_at_once_in_the_order_of_the_days(client, cabinet):
    parks = make.make_body("Parks Panel")
    meet("2026-11-10")
    meet("2026-09-16", parks)
    meet("2026-10-01", make.make_body("Harbour Board"))
    preview = look(client, cabinet, parks)
    assert [name for name, _ in rows_of(preview)] == [
        "Parks Panel, Wednesday 15 September 2027", "Cabinet, Tuesday 9 November 2027",
    ]  # fmt: skip
    press(client, preview, "save", cabinet, parks)
    assert Meeting.objects.filter(**NEXT_YEAR).count() == 2


def test_running_it_twice_adds_nothing_new(client, cabinet):
    for day in ("2026-06-09", "2026-07-14", "2026-09-08"):
        meet(day)
    press(client, look(client, cabinet), "save")
    assert Meeting.objects.count() == 6
    again = look(client, cabinet)
    assert heading_of(again) == "Everything is in the calendar already"
    assert "3 meetings of these are in the calendar already and are not added again." in words_of(again)
    assert "rows-0-keep" not in fields_of(again)
    press(client, again, "save")
    assert Meeting.objects.count() == 6


def test_a_copy_that_was_given_another_day_is_still_not_added_again(client, cabinet):
    meet("2026-06-09")
    press(client, look(client, cabinet), "save", **{"rows-0-held_on_day": "22"})
    assert Meeting.objects.filter(held_on=dt.date(2027, 6, 22)).count() == 1
    assert "Cabinet, Tuesday 8 June 2027. Already in the calendar, on 22 June 2027" in words_of(look(client, cabinet))


def test_what_was_entered_by_hand_meanwhile_is_not_added_again_and_what_is_left_is(client, cabinet):
    meet("2026-06-09", starts_at=dt.time(18))
    meet("2026-07-14", starts_at=dt.time(18))
    meet("2027-06-08", starts_at=dt.time(18), public=False)
    preview = look(client, cabinet)
    assert [name for name, _ in rows_of(preview)] == ["Cabinet, Tuesday 13 July 2027, 6pm"]
    press(client, preview, "save")
    assert Meeting.objects.filter(**NEXT_YEAR).count() == 2


def test_another_time_on_the_day_is_a_clash_and_no_double(client, cabinet):
    meet("2026-06-09", starts_at=dt.time(18))
    meet("2027-06-08", starts_at=dt.time(10))
    assert rows_of(look(client, cabinet))[0][1] == ["This committee meets on this day already, at 10am"]


def test_pressing_save_twice_doubles_nothing(client, cabinet):
    meet("2026-06-09")
    preview = look(client, cabinet)
    press(client, preview, "save")
    again = press(client, preview, "save")
    assert "Something new stands beside these days." in words_of(again)
    press(client, again, "save")
    assert Meeting.objects.filter(**NEXT_YEAR).count() == 1


def test_the_action_itself_never_doubles(cabinet):
    meet("2026-06-09")
    planned = scheduling.copies_of([cabinet], scheduling_year())
    seen = [
        scheduling.mark(one.held_on, flags) for one, flags in zip(planned, scheduling.flags_of(planned), strict=True)
    ]
    scheduling.schedule(planned, seen=seen, by=None, at=AT)
    with pytest.raises(scheduling.ChangedSinceError):
        scheduling.schedule(planned, seen=seen, by=None, at=AT)
    marks = [
        scheduling.mark(one.held_on, flags) for one, flags in zip(planned, scheduling.flags_of(planned), strict=True)
    ]
    with pytest.raises(scheduling.ChangedSinceError):
        scheduling.schedule(planned, seen=marks, by=None, at=AT)
    assert Meeting.objects.count() == 2


def scheduling_year():
    from council.statute.periods import municipal_year

    return municipal_year(dt.date(2026, 6, 9))


def test_a_copy_that_was_withdrawn_can_be_made_again(client, cabinet):
    meet("2026-06-09")
    press(client, look(client, cabinet), "save")
    copy = actions.publish(Meeting.objects.get(**NEXT_YEAR), by=None, at=AT)
    actions.withdraw(copy, reason="By mistake", by=None, at=AT)
    press(client, look(client, cabinet), "save")
    assert Meeting.objects.filter(**NEXT_YEAR).count() == 2


def test_withdrawn_meetings_are_not_copied_and_those_that_were_off_are_named(client, cabinet):
    actions.withdraw(meet("2026-06-09"), reason="By mistake", by=None, at=AT)
    meet("2026-07-14", status="cancelled")
    meet("2026-09-10", status="postponed")
    assert rows_of(look(client, cabinet)) == [
        ("Cabinet, Tuesday 13 July 2027", ["Cancelled last time"]),
        ("Cabinet, Thursday 9 September 2027", ["Postponed last time"]),
    ]


def test_holidays_elections_and_august_are_flagged_and_so_is_another_place_in_the_month(client, cabinet):
    for day in ("2026-05-01", "2026-06-01", "2026-08-05", "2026-12-08", "2027-04-29"):
        meet(day)
    assert rows_of(look(client, cabinet)) == [
        ("Cabinet, Friday 7 May 2027", []),
        ("Cabinet, Monday 31 May 2027",
         ["Bank holiday: Spring bank holiday", "Was the first Monday of the month, is now the fifth Monday"]),
        ("Cabinet, Wednesday 4 August 2027", ["In August"]),
        ("Cabinet, Tuesday 7 December 2027", ["Was the second Tuesday of the month, is now the first Tuesday"]),
        ("Cabinet, Thursday 27 April 2028",
         ["Before local elections, if there are any on 4 May 2028",
          "Was the fifth Thursday of the month, is now the fourth Thursday"]),
    ]  # fmt: skip


def test_a_deadline_that_names_a_date_is_pointed_out(client, cabinet):
    meet("2026-11-12", taking_part="Write to us by noon on Monday 9 November.")
    assert rows_of(look(client, cabinet))[0][1] == ["How to take part names a date: change it in the draft"]


def test_a_committee_that_has_ended_is_left_unticked(client, cabinet):
    meet("2026-11-12")
    cabinet.exists_to = dt.date(2027, 5, 31)
    cabinet.save()
    preview = look(client, cabinet)
    assert rows_of(preview)[0][1] == ["This committee ends on 31 May 2027"]
    assert "rows-0-keep" not in fields_of(preview)


def test_a_source_that_is_withdrawn_meanwhile_stops_all_of_it(client, cabinet):
    gone = meet("2026-06-09")
    meet("2026-07-14")
    preview = look(client, cabinet)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    response = press(client, preview, "save")
    assert "One of these meetings was withdrawn meanwhile." in words_of(response)
    assert Meeting.objects.filter(**NEXT_YEAR).count() == 0


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select the municipal year to copy"),
        ({"year": "2026/27"}, "Select at least one committee"),
        ({"year": "1066/67", "bodies": ["cabinet"]}, "Choose from those listed"),
        ({"year": "2026/27", "bodies": ["nobody"]}, "Choose from those listed"),
        ({"year": "2025/26", "bodies": ["cabinet"]}, "These committees have no meeting in that year."),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_in_words(client, cabinet, sent, words):
    meet("2026-06-09")
    meet("2025-06-09", make.make_body("Parks Panel"))
    response = client.post(COPY, sent | {"do": "look"})
    assert response.status_code == 200
    assert words in words_of(response)
    assert fields_of(response).get("year", "") in (sent.get("year", ""), "")


def test_more_than_can_be_looked_at_on_one_page_is_refused(client, cabinet, monkeypatch):
    monkeypatch.setattr("meetings.forms.scheduling.MOST_AT_ONCE", 2)
    for day in ("2026-06-09", "2026-07-14", "2026-09-08"):
        meet(day)
    assert "That is 3 meetings; 2 can be copied at once. Choose fewer committees" in words_of(look(client, cabinet))


def test_only_bodies_one_writes_for_are_offered(client, cabinet):
    parks = make.make_body("Parks Panel")
    meet("2026-06-09")
    meet("2026-06-10", parks)
    client.force_login(make.make_user(("officer", "both"), bodies=[parks]))
    page = client.get(COPY)
    assert "Parks Panel" in words_of(page, "form")
    assert "Cabinet" not in words_of(page, "form")
    assert "Choose from those listed" in words_of(look(client, cabinet))


@pytest.mark.parametrize("count", [1, 30])
def test_the_preview_needs_the_same_queries_at_1_and_at_30_rows(client, cabinet, django_assert_num_queries, count):
    for number in range(count):
        meet((dt.date(2026, 6, 1) + dt.timedelta(number)).isoformat(), public=False)
    with django_assert_num_queries(11):
        assert len(look(client, cabinet).context["lines"]) == count
