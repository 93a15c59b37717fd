"""The working day that is so many after a day, in each nation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.calendars import Calendar, CalendarHorizonError, is_working_day, load_calendar
from council.statute.periods import working_days_after

ENGLAND = load_calendar("england-and-wales")
SCOTLAND = load_calendar("scotland")
NORTHERN_IRELAND = load_calendar("northern-ireland")
ONE_DAY = timedelta(days=1)

# Room on both sides for the longest period tried below, so that no property meets the horizon by accident.
known_days = st.dates(date(2012, 6, 1), date(2028, 6, 1))
nations = st.sampled_from([ENGLAND, SCOTLAND, NORTHERN_IRELAND])
counts = st.integers(1, 40)

WORKING_DAYS_AFTER = [
    pytest.param(date(2021, 8, 2), 1, ENGLAND, date(2021, 8, 3), id="monday-to-tuesday"),
    pytest.param(date(2021, 7, 30), 1, ENGLAND, date(2021, 8, 2), id="friday-to-monday"),
    pytest.param(date(2021, 7, 30), 1, SCOTLAND, date(2021, 8, 3), id="scotland-summer-bank-holiday"),
    pytest.param(date(2021, 7, 31), 1, ENGLAND, date(2021, 8, 2), id="from-a-saturday"),
    pytest.param(date(2022, 9, 19), 1, ENGLAND, date(2022, 9, 20), id="from-a-bank-holiday"),
    pytest.param(date(2021, 8, 2), 20, ENGLAND, date(2021, 8, 31), id="twenty-over-the-august-bank-holiday"),
    pytest.param(date(2021, 12, 24), 1, ENGLAND, date(2021, 12, 29), id="christmas-at-a-weekend"),
    pytest.param(date(2021, 12, 31), 1, ENGLAND, date(2022, 1, 4), id="new-year-at-a-weekend"),
    pytest.param(date(2021, 12, 31), 1, SCOTLAND, date(2022, 1, 5), id="scotland-new-year-at-a-weekend"),
    pytest.param(date(2026, 7, 10), 1, NORTHERN_IRELAND, date(2026, 7, 14), id="ni-12-july-kept-on-monday"),
    pytest.param(date(2024, 2, 28), 2, ENGLAND, date(2024, 3, 1), id="over-the-leap-day"),
    pytest.param(date(2011, 12, 31), 1, ENGLAND, date(2012, 1, 3), id="the-starting-day-never-counts"),
    pytest.param(date(2028, 12, 28), 1, ENGLAND, date(2028, 12, 29), id="last-known-working-day"),
]


@pytest.mark.parametrize(("day", "count", "calendar", "expected"), WORKING_DAYS_AFTER)
def test_working_days_after_skips_weekends_and_bank_holidays(
    day: date, count: int, calendar: Calendar, expected: date
) -> None:
    assert working_days_after(day, count, calendar) == expected


@given(known_days, counts, nations)
def test_working_days_after_passes_exactly_so_many_working_days(day: date, count: int, calendar: Calendar) -> None:
    last = working_days_after(day, count, calendar)
    passed = [day + step * ONE_DAY for step in range(1, (last - day).days + 1)]

    assert sum(is_working_day(each, calendar) for each in passed) == count
    assert is_working_day(last, calendar)


@given(known_days, st.integers(1, 20), st.integers(1, 20), nations)
def test_working_days_after_adds_up(day: date, one: int, other: int, calendar: Calendar) -> None:
    in_two_steps = working_days_after(working_days_after(day, one, calendar), other, calendar)

    assert in_two_steps == working_days_after(day, one + other, calendar)


@given(known_days, counts, nations, st.sets(known_days, max_size=10))
def test_extra_holidays_never_bring_a_day_forward(
    day: date, count: int, calendar: Calendar, one_offs: set[date]
) -> None:
    extended = load_calendar(calendar.division, one_offs)

    assert working_days_after(day, count, extended) >= working_days_after(day, count, calendar)


@pytest.mark.parametrize("count", [0, -1])
def test_working_days_after_needs_a_day(count: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        working_days_after(date(2021, 8, 2), count, ENGLAND)


def test_working_days_after_raises_past_the_known_bank_holidays() -> None:
    with pytest.raises(CalendarHorizonError):
        working_days_after(date(2028, 12, 29), 1, ENGLAND)
