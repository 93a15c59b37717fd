"""The last meeting in time, drafts wanted before its papers go out; that none meets in time is said on recording."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from recommendations.timetable import no_meeting_words, timetable, words_for
from tests import factories as f
from tests.filling import pressed
from tests.reading import words_of

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 8, 3)
DUE = D(2026, 10, 1)
NONE_MEETS = "No Cabinet meets before the answer is due on 1 October 2026."


@pytest.fixture
def cabinet():
    f.make_council()
    return f.make_cabinet()


def test_worked_back_from_the_last_meeting_in_time(cabinet):
    for day in (D(2026, 9, 8), D(2026, 9, 22), D(2026, 10, 6)):
        f.make_meeting(cabinet, day, public=True)
    found = timetable(cabinet, DUE, TODAY)
    assert found is not None
    # Five clear working days before Tuesday 22 September: Monday 14. A week to check the drafts: Monday 7.
    assert (found.meeting_on, found.papers_on, found.drafts_by) == (D(2026, 9, 22), D(2026, 9, 14), D(2026, 9, 7))
    assert found.working == (
        "Due 1 October 2026. The last Cabinet before it is on 22 September 2026, its papers go out by 14 September "
        "2026, and with 7 days to check them drafts are wanted by 7 September 2026."
    )


def test_only_meetings_of_that_body_that_are_public_and_ahead(cabinet):
    f.make_meeting(f.make_body("Finance Panel"), D(2026, 9, 22), public=True)
    f.make_meeting(cabinet, D(2026, 9, 15))
    f.make_meeting(cabinet, D(2026, 7, 7), public=True)
    assert timetable(cabinet, DUE, TODAY) is None
    assert words_for(cabinet, DUE, TODAY) == "no Cabinet meets before the due date"
    assert timetable(cabinet, None, TODAY) is None


def a_received_set(**fields):
    day = D(2026, 8, 2)
    return f.make_set(made_on=day, received_on=day, notice_given_on=day, **fields)


def test_nobody_meets_in_time_is_a_sentence_only_while_it_matters(cabinet):
    found = a_received_set()
    assert no_meeting_words(found, TODAY).startswith(NONE_MEETS)
    assert no_meeting_words(found, D(2026, 10, 2)) == ""
    f.make_meeting(cabinet, DUE, public=True)
    assert no_meeting_words(found, TODAY) == ""
    assert no_meeting_words(f.make_set(), TODAY) == ""


def test_it_is_said_beside_the_due_date_and_after_saving(client, cabinet):
    client.force_login(f.make_user(("officer", "both"), ("publisher", "both")))
    found = a_received_set()
    edit = reverse("recommendations:officer-set-edit", args=[found.public_id])
    with time_machine.travel(datetime.datetime(2026, 8, 3, 9, tzinfo=datetime.UTC), tick=False):
        opened = client.get(edit)
        assert "No Cabinet meets before the due date" in words_of(opened)
        page = words_of(client.get(pressed(client, opened).url))
        assert NONE_MEETS in page
        f.make_meeting(cabinet, D(2026, 9, 22), public=True)
        assert "Last Cabinet before the due date 22 September 2026" in words_of(client.get(edit))
        page = words_of(client.get(pressed(client, client.get(edit)).url))
        assert NONE_MEETS not in page
        assert "Last Cabinet before the due date 22 September 2026" in page
