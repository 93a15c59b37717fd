"""The arithmetic of series and of next year's calendar."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.periods import municipal_year
from meetings.series import (
    NoSuchRhythmError,
    Rhythm,
    a_year_later,
    days_of,
    is_last,
    nth_of,
    nth_weekday,
    place_in_month,
    year_after,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2190, 1, 1))


def days(first: str, rhythm: Rhythm, every: int, count: int) -> list[str]:
    return [day.isoformat() for day in islice(days_of(dt.date.fromisoformat(first), rhythm, every), count)]


def test_every_n_weeks():
    assert days("2026-11-24", Rhythm.WEEKS, 2, 4) == ["2026-11-24", "2026-12-08", "2026-12-22", "2027-01-05"]
    assert days("2028-02-22", Rhythm.WEEKS, 1, 3) == ["2028-02-22", "2028-02-29", "2028-03-07"]


def test_the_second_tuesday_of_each_month():
    found = days("2026-11-10", Rhythm.NTH, 1, 5)
    assert found == ["2026-11-10", "2026-12-08", "2027-01-12", "2027-02-09", "2027-03-09"]
    assert days("2026-11-10", Rhythm.NTH, 3, 3) == ["2026-11-10", "2027-02-09", "2027-05-11"]


def test_the_last_tuesday_of_each_month():
    found = days("2026-11-24", Rhythm.LAST, 1, 5)
    assert found == ["2026-11-24", "2026-12-29", "2027-01-26", "2027-02-23", "2027-03-30"]


def test_a_first_day_that_does_not_fit_the_rhythm_is_refused():
    with pytest.raises(NoSuchRhythmError):
        days_of(dt.date(2026, 12, 29), Rhythm.NTH, 1)  # a fifth Tuesday
    with pytest.raises(NoSuchRhythmError):
        days_of(dt.date(2026, 12, 22), Rhythm.LAST, 1)  # the fourth of five


def test_a_series_ends_where_dates_do():
    assert len(list(days_of(dt.date(9999, 11, 1), Rhythm.WEEKS, 1))) == 9
    assert len(list(days_of(dt.date(9999, 11, 7), Rhythm.NTH, 1))) == 2


@given(DAYS, st.integers(1, 12))
def test_by_months_every_day_is_the_same_weekday_in_the_same_place(first, every):
    if nth_of(first) < 5:
        for day in islice(days_of(first, Rhythm.NTH, every), 30):
            assert (day.weekday(), nth_of(day)) == (first.weekday(), nth_of(first))
    if is_last(first):
        for day in islice(days_of(first, Rhythm.LAST, every), 30):
            assert day.weekday() == first.weekday()
            assert (day + dt.timedelta(7)).month != day.month


@given(DAYS)
def test_nth_weekday_finds_the_day_again(day):
    assert nth_weekday(day.year, day.month, day.weekday(), nth_of(day)) == day
    if is_last(day):
        assert nth_weekday(day.year, day.month, day.weekday(), 0) == day


# Tuesday to Tuesday, 52 weeks on; over a leap day; and the first days of May, which 52 weeks on are in April.
LATER = [("2026-11-10", "2027-11-09"), ("2027-03-02", "2028-02-29"), ("2026-05-01", "2027-05-07"),
         ("2026-05-02", "2027-05-01"), ("2027-04-30", "2028-04-28"), ("2026-12-31", "2027-12-30")]  # fmt: skip


@pytest.mark.parametrize(("day", "later"), LATER)
def test_a_year_later_is_the_same_weekday_of_the_same_week(day, later):
    assert a_year_later(dt.date.fromisoformat(day)).isoformat() == later


@given(DAYS)
def test_a_year_later_is_always_in_the_next_municipal_year_on_the_same_weekday(day):
    later = a_year_later(day)
    assert later.weekday() == day.weekday()
    assert municipal_year(later) == year_after(municipal_year(day))
    assert (later - day).days in (364, 371)


def test_the_place_of_a_day_in_its_month_in_words():
    assert place_in_month(dt.date(2026, 11, 10)) == "second Tuesday"
    assert place_in_month(dt.date(2026, 12, 31)) == "fifth Thursday"
