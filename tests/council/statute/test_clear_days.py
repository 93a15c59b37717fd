"""Clear days before, after and between, on both bases, with the working shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.calendars import Calendar, CalendarHorizonError, is_working_day, load_calendar
from council.statute.periods import (
    DayBasis,
    clear_days_after,
    clear_days_before,
    clear_days_between,
    clear_days_working,
)

ENGLAND = load_calendar("england-and-wales")
SCOTLAND = load_calendar("scotland")
NORTHERN_IRELAND = load_calendar("northern-ireland")
WORKING, CALENDAR = DayBasis.WORKING, DayBasis.CALENDAR
ONE_DAY = timedelta(days=1)

# Room on both sides for the longest period tried below, so that no property meets the horizon by accident.
known_days = st.dates(date(2012, 6, 1), date(2028, 6, 1))
nations = st.sampled_from([ENGLAND, SCOTLAND, NORTHERN_IRELAND])
counts = st.integers(1, 40)
bases = st.sampled_from(DayBasis)

CLEAR_DAYS_BEFORE = [
    # Agenda and reports, LGA 1972 s.100B; key decisions, SI 2012/2089 reg 9.
    pytest.param(date(2026, 7, 15), 5, WORKING, ENGLAND, date(2026, 7, 7), id="s100B-agenda-for-15-july-2026"),
    pytest.param(date(2026, 7, 15), 28, CALENDAR, ENGLAND, date(2026, 6, 16), id="reg9-notice-for-15-july-2026"),
    pytest.param(date(2026, 4, 8), 5, WORKING, ENGLAND, date(2026, 3, 27), id="s100B-agenda-for-8-april-2026-easter"),
    pytest.param(date(2026, 4, 8), 5, WORKING, SCOTLAND, date(2026, 3, 30), id="scotland-works-on-easter-monday"),
    pytest.param(date(2026, 7, 15), 5, WORKING, NORTHERN_IRELAND, date(2026, 7, 6), id="ni-12-july-kept-on-the-13th"),
    pytest.param(date(2026, 7, 15), 5, CALENDAR, ENGLAND, date(2026, 7, 9), id="five-calendar-days"),
    pytest.param(date(2026, 7, 15), 3, WORKING, ENGLAND, date(2026, 7, 9), id="wales-and-scotland-three-clear-days"),
    pytest.param(date(2026, 7, 13), 1, WORKING, ENGLAND, date(2026, 7, 9), id="monday-one-clear-working-day"),
    pytest.param(date(2026, 7, 18), 5, WORKING, ENGLAND, date(2026, 7, 10), id="meeting-on-a-saturday"),
    pytest.param(date(2026, 1, 6), 5, WORKING, ENGLAND, date(2025, 12, 24), id="across-christmas"),
    pytest.param(date(2026, 1, 6), 5, WORKING, SCOTLAND, date(2025, 12, 23), id="scotland-across-new-year"),
    pytest.param(date(2022, 9, 21), 5, WORKING, ENGLAND, date(2022, 9, 12), id="across-the-state-funeral"),
    pytest.param(date(2024, 3, 1), 28, CALENDAR, ENGLAND, date(2024, 2, 1), id="28-days-over-a-leap-february"),
    pytest.param(date(2025, 3, 1), 28, CALENDAR, ENGLAND, date(2025, 1, 31), id="28-days-over-a-common-february"),
    pytest.param(date(2030, 3, 1), 28, CALENDAR, ENGLAND, date(2030, 1, 31), id="calendar-days-have-no-horizon"),
]

CLEAR_DAYS_AFTER = [
    # General exception, SI 2012/2089 reg 10.
    pytest.param(date(2026, 7, 7), 5, WORKING, ENGLAND, date(2026, 7, 15), id="reg10-five-clear-working-days"),
    pytest.param(date(2026, 7, 7), 5, CALENDAR, ENGLAND, date(2026, 7, 13), id="reg10-five-clear-calendar-days"),
    pytest.param(date(2026, 3, 27), 5, WORKING, ENGLAND, date(2026, 4, 8), id="reg10-across-easter"),
    pytest.param(date(2026, 6, 16), 28, CALENDAR, ENGLAND, date(2026, 7, 15), id="28-clear-calendar-days"),
    pytest.param(date(2026, 7, 10), 1, WORKING, ENGLAND, date(2026, 7, 14), id="friday-one-clear-working-day"),
    pytest.param(date(2026, 6, 12), 1, WORKING, SCOTLAND, date(2026, 6, 17), id="scotland-world-cup-monday"),
]


@pytest.mark.parametrize(("day", "count", "basis", "calendar", "publish_on"), CLEAR_DAYS_BEFORE)
def test_clear_days_before_gives_the_latest_day_to_publish(
    day: date, count: int, basis: DayBasis, calendar: Calendar, publish_on: date
) -> None:
    assert clear_days_before(day, count, basis, calendar) == publish_on


@pytest.mark.parametrize(("day", "count", "basis", "calendar", "act_on"), CLEAR_DAYS_AFTER)
def test_clear_days_after_gives_the_earliest_day_to_act(
    day: date, count: int, basis: DayBasis, calendar: Calendar, act_on: date
) -> None:
    assert clear_days_after(day, count, basis, calendar) == act_on


@pytest.mark.parametrize(
    ("notice_on", "day", "basis", "count"),
    [
        pytest.param(date(2026, 7, 7), date(2026, 7, 15), WORKING, 5, id="given-in-time"),
        pytest.param(date(2026, 7, 8), date(2026, 7, 15), WORKING, 4, id="one-day-short"),
        pytest.param(date(2026, 6, 16), date(2026, 7, 15), CALENDAR, 28, id="28-calendar-days"),
        pytest.param(date(2026, 7, 14), date(2026, 7, 15), WORKING, 0, id="the-day-before"),
        pytest.param(date(2026, 7, 15), date(2026, 7, 15), CALENDAR, 0, id="the-same-day"),
        pytest.param(date(2026, 7, 20), date(2026, 7, 15), CALENDAR, 0, id="published-afterwards"),
        pytest.param(date(2026, 7, 11), date(2026, 7, 20), WORKING, 5, id="published-on-a-saturday"),
    ],
)
def test_clear_days_between_leaves_out_both_days(notice_on: date, day: date, basis: DayBasis, count: int) -> None:
    assert clear_days_between(notice_on, day, basis, ENGLAND) == count


@given(known_days, counts, bases, nations)
def test_clear_days_before_gives_exactly_the_days_asked_for(
    day: date, count: int, basis: DayBasis, calendar: Calendar
) -> None:
    publish_on = clear_days_before(day, count, basis, calendar)

    assert clear_days_between(publish_on, day, basis, calendar) == count


@given(known_days, counts, bases, nations)
def test_clear_days_before_is_the_latest_such_day(day: date, count: int, basis: DayBasis, calendar: Calendar) -> None:
    publish_on = clear_days_before(day, count, basis, calendar)
    later = publish_on + ONE_DAY
    while basis is WORKING and not is_working_day(later, calendar):
        later += ONE_DAY

    assert clear_days_between(later, day, basis, calendar) == count - 1


@given(known_days, counts, bases, nations)
def test_clear_days_after_gives_exactly_the_days_asked_for(
    day: date, count: int, basis: DayBasis, calendar: Calendar
) -> None:
    act_on = clear_days_after(day, count, basis, calendar)

    assert clear_days_between(day, act_on, basis, calendar) == count


@given(known_days, counts, bases, nations)
def test_clear_days_before_undoes_clear_days_after(day: date, count: int, basis: DayBasis, calendar: Calendar) -> None:
    there_and_back = clear_days_before(clear_days_after(day, count, basis, calendar), count, basis, calendar)

    assert there_and_back <= day
    assert there_and_back == day or (basis is WORKING and not is_working_day(day, calendar))


@given(known_days, known_days, counts, bases, nations)
def test_clear_days_before_never_turns_back(
    one: date, other: date, count: int, basis: DayBasis, calendar: Calendar
) -> None:
    earlier, later = sorted([one, other])

    assert clear_days_before(earlier, count, basis, calendar) <= clear_days_before(later, count, basis, calendar)


@given(known_days, counts, nations)
def test_working_basis_never_publishes_later_than_calendar_basis(day: date, count: int, calendar: Calendar) -> None:
    assert clear_days_before(day, count, WORKING, calendar) <= clear_days_before(day, count, CALENDAR, calendar)


def test_clear_days_accept_the_stored_word_for_the_basis() -> None:
    assert clear_days_before(date(2026, 7, 15), 5, "working", ENGLAND) == date(2026, 7, 7)  # type: ignore[arg-type]


def test_clear_days_refuse_an_unknown_basis() -> None:
    with pytest.raises(ValueError, match="is not a valid DayBasis"):
        clear_days_before(date(2026, 7, 15), 5, "Working", ENGLAND)  # type: ignore[arg-type]


@pytest.mark.parametrize("basis", DayBasis)
@pytest.mark.parametrize("count", [0, -5])
def test_clear_days_need_a_day(basis: DayBasis, count: int) -> None:
    with pytest.raises(ValueError, match="at least one clear day"):
        clear_days_before(date(2026, 7, 15), count, basis, ENGLAND)
    with pytest.raises(ValueError, match="at least one clear day"):
        clear_days_after(date(2026, 7, 15), count, basis, ENGLAND)


@pytest.mark.parametrize(
    ("day", "count", "basis", "calendar", "sentence"),
    [
        pytest.param(
            date(2026, 7, 15),
            5,
            WORKING,
            ENGLAND,
            "15 July 2026, five clear working days before it, publish by 7 July 2026",
            id="five-working",
        ),
        pytest.param(
            date(2026, 7, 15),
            28,
            CALENDAR,
            ENGLAND,
            "15 July 2026, 28 clear calendar days before it, publish by 16 June 2026",
            id="28-calendar",
        ),
        pytest.param(
            date(2026, 4, 8),
            5,
            WORKING,
            ENGLAND,
            "8 April 2026, five clear working days before it, not counting 3 April 2026 (Good Friday) and "
            "6 April 2026 (Easter Monday), publish by 27 March 2026",
            id="easter",
        ),
        pytest.param(
            date(2026, 5, 4),
            1,
            WORKING,
            ENGLAND,
            "4 May 2026, one clear working day before it, publish by 30 April 2026",
            id="meeting-on-a-bank-holiday",
        ),
        pytest.param(
            date(2026, 7, 15),
            1,
            CALENDAR,
            ENGLAND,
            "15 July 2026, one clear calendar day before it, publish by 13 July 2026",
            id="one",
        ),
    ],
)
def test_clear_days_working_shows_the_arithmetic(
    day: date, count: int, basis: DayBasis, calendar: Calendar, sentence: str
) -> None:
    assert clear_days_working(day, count, basis, calendar) == sentence


def test_clear_working_days_raise_outside_the_known_bank_holidays() -> None:
    with pytest.raises(CalendarHorizonError):
        clear_days_before(date(2012, 1, 5), 5, WORKING, ENGLAND)
    with pytest.raises(CalendarHorizonError):
        clear_days_after(date(2028, 12, 20), 10, WORKING, ENGLAND)
    with pytest.raises(CalendarHorizonError):
        clear_days_between(date(2028, 12, 20), date(2029, 1, 10), WORKING, ENGLAND)
