"""How an answer stands against its due date: in time, late, due soon, overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.calendars import load_calendar
from council.statute.duties import (
    Clock,
    ClockState,
    ResponseDuty,
    clock,
    days_late,
    days_to_answer,
    response_due,
)

ENGLAND = load_calendar("england-and-wales")

days = st.dates(date(2012, 6, 1), date(2028, 6, 1))


# A real scrutiny inquiry: received 4 July 2011, answered 21 November 2011.
def test_inquiry_of_2011_took_140_days_and_was_late_by_the_two_month_rule() -> None:
    received_on, answered_on = date(2011, 7, 4), date(2011, 11, 21)
    due = response_due(received_on, received_on, ResponseDuty(), ENGLAND)
    assert due is not None

    assert days_to_answer(received_on, answered_on) == 140
    assert days_late(due.on, answered_on) == 79
    assert clock(due.on, date(2011, 12, 1), answered_on) == Clock(ClockState.ANSWERED_LATE, 79)


@pytest.mark.parametrize(
    ("answered_on", "late"),
    [
        pytest.param(date(2021, 9, 30), 0, id="day-before"),
        pytest.param(date(2021, 10, 1), 0, id="last-day"),
        pytest.param(date(2021, 10, 2), 1, id="day-after"),
        pytest.param(date(2022, 10, 1), 365, id="year-after"),
    ],
)
def test_days_late_start_after_the_last_day(answered_on: date, late: int) -> None:
    assert days_late(date(2021, 10, 1), answered_on) == late


@pytest.mark.parametrize(
    ("today", "answered_on", "state", "count"),
    [
        pytest.param(date(2021, 8, 2), None, "not_due", 60, id="on-receipt"),
        pytest.param(date(2021, 9, 16), None, "not_due", 15, id="fifteen-days-left"),
        pytest.param(date(2021, 9, 17), None, "due_soon", 14, id="fourteen-days-left"),
        pytest.param(date(2021, 9, 30), None, "due_soon", 1, id="day-before"),
        pytest.param(date(2021, 10, 1), None, "due_soon", 0, id="last-day-is-in-time"),
        pytest.param(date(2021, 10, 2), None, "overdue", 1, id="day-after"),
        pytest.param(date(2022, 10, 1), None, "overdue", 365, id="year-after"),
        pytest.param(date(2021, 10, 2), date(2021, 10, 1), "answered_in_time", 0, id="answered-on-the-last-day"),
        pytest.param(date(2021, 10, 2), date(2021, 9, 1), "answered_in_time", 30, id="answered-early"),
        pytest.param(date(2021, 10, 5), date(2021, 10, 2), "answered_late", 1, id="answered-a-day-late"),
        pytest.param(date(2021, 10, 5), date(2021, 10, 5), "answered_late", 4, id="answered-today-late"),
        pytest.param(date(2021, 9, 20), date(2021, 9, 20), "answered_in_time", 11, id="answered-today-in-time"),
        pytest.param(date(2021, 10, 2), date(2021, 10, 5), "overdue", 1, id="as-at-a-day-before-the-answer"),
        pytest.param(date(2021, 9, 1), date(2021, 9, 20), "not_due", 30, id="as-at-a-day-long-before-the-answer"),
    ],
)
def test_clock_says_how_the_answer_stands(today: date, answered_on: date | None, state: str, count: int) -> None:
    now = clock(date(2021, 10, 1), today, answered_on)

    assert (now.state, now.days) == (state, count)


@pytest.mark.parametrize(
    ("due_soon_days", "state"), [(0, "not_due"), (4, "not_due"), (5, "due_soon"), (30, "due_soon")]
)
def test_clock_takes_the_councils_due_soon_days(due_soon_days: int, state: str) -> None:
    assert clock(date(2021, 10, 1), date(2021, 9, 26), None, due_soon_days).state == state


@given(days, days, st.none() | days, st.integers(0, 60))
def test_clock_is_late_exactly_when_the_last_day_has_passed(
    due_on: date, today: date, answered_on: date | None, due_soon_days: int
) -> None:
    now = clock(due_on, today, answered_on, due_soon_days)
    reckoned_on = min(today, answered_on or today)

    assert (now.state in {ClockState.OVERDUE, ClockState.ANSWERED_LATE}) == (reckoned_on > due_on)
    assert now.days == abs((due_on - reckoned_on).days)


@given(days, st.integers(0, 400), st.integers(0, 60))
def test_clock_runs_in_one_direction(due_on: date, before: int, due_soon_days: int) -> None:
    order = [ClockState.NOT_DUE, ClockState.DUE_SOON, ClockState.OVERDUE]
    today = due_on - timedelta(days=before)
    states = [clock(due_on, today + timedelta(days=step), None, due_soon_days).state for step in range(before + 3)]

    assert states == sorted(states, key=order.index)
    assert states[-1] == ClockState.OVERDUE
