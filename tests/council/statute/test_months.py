"""Periods of months beginning with a day, and the municipal year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.periods import months_beginning_with, municipal_year

ONE_DAY = timedelta(days=1)

any_days = st.dates(date(1900, 1, 1), date(2200, 1, 1))

MONTHS_BEGINNING_WITH = [
    # Local Government Act 2000 s.9FE, SI 2009/1919 reg 6.
    pytest.param(date(2021, 8, 2), 2, date(2021, 10, 1), id="s9FE-received-2-august-2021"),
    pytest.param(date(2011, 7, 4), 2, date(2011, 9, 3), id="s9FE-inquiry-received-4-july-2011"),
    pytest.param(date(2023, 12, 28), 2, date(2024, 2, 27), id="28-december-before-leap-year"),
    pytest.param(date(2023, 12, 29), 2, date(2024, 2, 28), id="29-december-before-leap-year"),
    pytest.param(date(2023, 12, 30), 2, date(2024, 2, 29), id="30-december-before-leap-year"),
    pytest.param(date(2023, 12, 31), 2, date(2024, 2, 29), id="31-december-before-leap-year"),
    pytest.param(date(2024, 12, 28), 2, date(2025, 2, 27), id="28-december-before-common-year"),
    pytest.param(date(2024, 12, 29), 2, date(2025, 2, 28), id="29-december-before-common-year"),
    pytest.param(date(2024, 12, 30), 2, date(2025, 2, 28), id="30-december-before-common-year"),
    pytest.param(date(2024, 12, 31), 2, date(2025, 2, 28), id="31-december-before-common-year"),
    pytest.param(date(2025, 1, 1), 2, date(2025, 2, 28), id="1-january-common-year"),
    pytest.param(date(2024, 1, 1), 2, date(2024, 2, 29), id="1-january-leap-year"),
    pytest.param(date(2024, 2, 29), 2, date(2024, 4, 28), id="leap-day"),
    pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="leap-day-one-year"),
    pytest.param(date(2024, 2, 29), 48, date(2028, 2, 28), id="leap-day-four-years"),
    pytest.param(date(2099, 12, 31), 2, date(2100, 2, 28), id="2100-is-no-leap-year"),
    pytest.param(date(2025, 1, 29), 1, date(2025, 2, 28), id="29-january-one-month"),
    pytest.param(date(2025, 1, 31), 1, date(2025, 2, 28), id="31-january-one-month"),
    pytest.param(date(2025, 3, 1), 1, date(2025, 3, 31), id="first-of-march-is-the-whole-month"),
    pytest.param(date(2025, 2, 28), 1, date(2025, 3, 27), id="28-february-one-month"),
    pytest.param(date(2025, 3, 31), 1, date(2025, 4, 30), id="31-march-one-month"),
    pytest.param(date(2025, 3, 31), 2, date(2025, 5, 30), id="31-march-two-months"),
    pytest.param(date(2025, 6, 30), 2, date(2025, 8, 29), id="30-june-two-months"),
    pytest.param(date(2025, 7, 31), 2, date(2025, 9, 30), id="31-july-two-months"),
    pytest.param(date(2025, 8, 31), 1, date(2025, 9, 30), id="31-august-one-month"),
    pytest.param(date(2025, 11, 1), 2, date(2025, 12, 31), id="1-november-ends-with-the-year"),
    pytest.param(date(2025, 11, 2), 2, date(2026, 1, 1), id="2-november-ends-on-new-years-day"),
    pytest.param(date(2025, 5, 15), 12, date(2026, 5, 14), id="twelve-months"),
    pytest.param(date(2025, 12, 1), 1, date(2025, 12, 31), id="december-one-month"),
]
MUNICIPAL_YEARS = [
    pytest.param(date(2026, 5, 1), (5, 1), "2026/27", date(2026, 5, 1), date(2027, 4, 30), id="first-day"),
    pytest.param(date(2026, 4, 30), (5, 1), "2025/26", date(2025, 5, 1), date(2026, 4, 30), id="last-day"),
    pytest.param(date(2026, 12, 31), (5, 1), "2026/27", date(2026, 5, 1), date(2027, 4, 30), id="december"),
    pytest.param(date(2024, 2, 29), (5, 1), "2023/24", date(2023, 5, 1), date(2024, 4, 30), id="leap-day"),
    pytest.param(date(1999, 6, 1), (5, 1), "1999/00", date(1999, 5, 1), date(2000, 4, 30), id="turn-of-the-century"),
    pytest.param(
        date(2026, 5, 14), (5, 15), "2025/26", date(2025, 5, 15), date(2026, 5, 14), id="starts-15-may-before"
    ),
    pytest.param(date(2026, 5, 15), (5, 15), "2026/27", date(2026, 5, 15), date(2027, 5, 14), id="starts-15-may-on"),
]


@pytest.mark.parametrize(("day", "months", "last_day"), MONTHS_BEGINNING_WITH)
def test_months_beginning_with_ends_before_the_corresponding_day(day: date, months: int, last_day: date) -> None:
    assert months_beginning_with(day, months) == last_day


@pytest.mark.parametrize("months", [0, -1])
def test_months_beginning_with_needs_a_month(months: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        months_beginning_with(date(2021, 8, 2), months)


def _last_day_by_walking(day: date, months: int) -> date:
    """Day by day until so many whole months have gone by, a month being whole on its corresponding day."""
    here = day
    while True:
        tomorrow = here + ONE_DAY
        begun = (tomorrow.year - day.year) * 12 + tomorrow.month - day.month
        if begun - (tomorrow.day < day.day) >= months:
            return here
        here = tomorrow


@given(any_days, st.integers(1, 15))
def test_months_beginning_with_agrees_with_walking_day_by_day(day: date, months: int) -> None:
    assert months_beginning_with(day, months) == _last_day_by_walking(day, months)


@given(any_days, any_days, st.integers(1, 24))
def test_months_beginning_with_never_turns_back(one: date, other: date, months: int) -> None:
    earlier, later = sorted([one, other])

    assert months_beginning_with(earlier, months) <= months_beginning_with(later, months)


@given(any_days, st.integers(1, 24))
def test_months_beginning_with_grows_with_each_month(day: date, months: int) -> None:
    assert day <= months_beginning_with(day, months) < months_beginning_with(day, months + 1)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)).map(lambda day: day.replace(day=1)), st.integers(1, 12))
def test_months_beginning_with_the_first_follow_on_without_gap(first: date, months: int) -> None:
    next_first = months_beginning_with(first, months) + ONE_DAY

    assert next_first.day == 1
    assert months_beginning_with(next_first, 1) == months_beginning_with(first, months + 1)


@pytest.mark.parametrize(("day", "starts", "name", "first_on", "last_on"), MUNICIPAL_YEARS)
def test_municipal_year_has_its_name_and_its_days(
    day: date, starts: tuple[int, int], name: str, first_on: date, last_on: date
) -> None:
    year = municipal_year(day, starts)

    assert (year.name, year.first_on, year.last_on) == (name, first_on, last_on)


@given(any_days)
def test_municipal_years_follow_on_without_gap(day: date) -> None:
    year = municipal_year(day)

    assert year.first_on <= day <= year.last_on
    assert municipal_year(year.first_on) == year == municipal_year(year.last_on)
    assert municipal_year(year.last_on + ONE_DAY).first_on == year.last_on + ONE_DAY


def test_municipal_year_refuses_a_start_that_most_years_lack() -> None:
    with pytest.raises(ValueError, match="day"):
        municipal_year(date(2026, 7, 1), (2, 29))
