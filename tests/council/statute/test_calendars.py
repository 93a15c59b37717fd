"""Bank holidays of each nation, the shipped file against a second opinion, and the horizon."""

from __future__ import annotations

import json
from datetime import date, timedelta

import holidays
import pytest

from council.statute import calendars
from council.statute.calendars import (
    Calendar,
    CalendarHorizonError,
    Division,
    holidays_between,
    is_working_day,
    load_calendar,
)

ENGLAND = load_calendar("england-and-wales")
SCOTLAND = load_calendar("scotland")
NORTHERN_IRELAND = load_calendar("northern-ireland")
YEARS = range(2012, 2029)

# Weekdays on which the shipped file and the `holidays` package differ, each with the reason. None is known.
KNOWN_DIFFERENCES: dict[tuple[Division, date], str] = {}

BANK_HOLIDAYS = [
    pytest.param(ENGLAND, date(2012, 1, 2), "New Year's Day (substitute day)", id="england-1-january-2012-a-sunday"),
    pytest.param(ENGLAND, date(2012, 6, 4), "Spring bank holiday", id="england-2012-spring-moved-for-the-jubilee"),
    pytest.param(ENGLAND, date(2012, 6, 5), "Queen's Diamond Jubilee", id="england-2012-diamond-jubilee"),
    pytest.param(ENGLAND, date(2015, 12, 28), "Boxing Day (substitute day)", id="england-boxing-day-a-saturday"),
    pytest.param(ENGLAND, date(2016, 12, 27), "Christmas Day (substitute day)", id="england-christmas-day-a-sunday"),
    pytest.param(ENGLAND, date(2020, 5, 8), "Early May bank holiday (VE day)", id="england-2020-ve-day"),
    pytest.param(ENGLAND, date(2021, 4, 5), "Easter Monday", id="england-easter-monday-2021"),
    pytest.param(ENGLAND, date(2021, 12, 27), "Christmas Day (substitute day)", id="england-christmas-saturday-2021"),
    pytest.param(ENGLAND, date(2021, 12, 28), "Boxing Day (substitute day)", id="england-boxing-day-sunday-2021"),
    pytest.param(ENGLAND, date(2022, 6, 2), "Spring bank holiday", id="england-2022-spring-moved-for-the-jubilee"),
    pytest.param(ENGLAND, date(2022, 6, 3), "Platinum Jubilee bank holiday", id="england-2022-platinum-jubilee"),
    pytest.param(
        ENGLAND,
        date(2022, 9, 19),
        "Bank holiday for the State Funeral of Queen Elizabeth II",
        id="england-funeral",
    ),
    pytest.param(
        ENGLAND,
        date(2023, 5, 8),
        "Bank holiday for the coronation of King Charles III",
        id="england-coronation",
    ),
    pytest.param(ENGLAND, date(2026, 4, 3), "Good Friday", id="england-good-friday-2026"),
    pytest.param(ENGLAND, date(2026, 8, 31), "Summer bank holiday", id="england-summer-last-monday-of-august"),
    pytest.param(ENGLAND, date(2028, 1, 3), "New Year's Day (substitute day)", id="england-1-january-2028-a-saturday"),
    pytest.param(SCOTLAND, date(2012, 1, 2), "2nd January", id="scotland-2-january-2012"),
    pytest.param(SCOTLAND, date(2012, 1, 3), "New Year's Day (substitute day)", id="scotland-new-year-2012-a-sunday"),
    pytest.param(SCOTLAND, date(2021, 1, 4), "2nd January (substitute day)", id="scotland-2-january-2021-a-saturday"),
    pytest.param(SCOTLAND, date(2022, 1, 4), "2nd January (substitute day)", id="scotland-2-january-2022-a-sunday"),
    pytest.param(SCOTLAND, date(2024, 8, 5), "Summer bank holiday", id="scotland-summer-first-monday-of-august"),
    pytest.param(SCOTLAND, date(2022, 11, 30), "St Andrew's Day", id="scotland-st-andrew-a-wednesday"),
    pytest.param(SCOTLAND, date(2024, 12, 2), "St Andrew's Day (substitute day)", id="scotland-st-andrew-a-saturday"),
    pytest.param(SCOTLAND, date(2025, 12, 1), "St Andrew's Day (substitute day)", id="scotland-st-andrew-a-sunday"),
    # Royal Proclamation of 3 February 2026 under section 1(3) of the Banking and Financial Dealings Act 1971.
    pytest.param(SCOTLAND, date(2026, 6, 15), "World Cup bank holiday", id="scotland-world-cup-2026"),
    pytest.param(NORTHERN_IRELAND, date(2022, 3, 17), "St Patrick's Day", id="ni-st-patrick-a-thursday"),
    pytest.param(NORTHERN_IRELAND, date(2018, 3, 19), "St Patrick's Day (substitute day)", id="ni-st-patrick-saturday"),
    pytest.param(NORTHERN_IRELAND, date(2024, 3, 18), "St Patrick's Day (substitute day)", id="ni-st-patrick-sunday"),
    pytest.param(
        NORTHERN_IRELAND,
        date(2023, 7, 12),
        "Battle of the Boyne (Orangemen's Day)",
        id="ni-12-july-a-wednesday",
    ),
    pytest.param(
        NORTHERN_IRELAND,
        date(2026, 7, 13),
        "Battle of the Boyne (Orangemen's Day) (substitute day)",
        id="ni-12-july-a-sunday",
    ),
    pytest.param(NORTHERN_IRELAND, date(2027, 3, 29), "Easter Monday", id="ni-easter-monday-2027"),
]

WORKING_DAYS = [
    pytest.param(ENGLAND, date(2012, 5, 28), id="england-2012-the-ordinary-spring-holiday-was-moved"),
    pytest.param(ENGLAND, date(2020, 5, 4), id="england-2020-the-ordinary-early-may-was-moved"),
    pytest.param(ENGLAND, date(2022, 5, 30), id="england-2022-the-ordinary-spring-holiday-was-moved"),
    pytest.param(ENGLAND, date(2024, 1, 2), id="england-works-on-2-january"),
    pytest.param(ENGLAND, date(2024, 8, 5), id="england-works-on-the-first-monday-of-august"),
    pytest.param(ENGLAND, date(2024, 3, 18), id="england-works-on-st-patricks-day"),
    pytest.param(ENGLAND, date(2026, 6, 15), id="england-works-on-15-june-2026"),
    pytest.param(ENGLAND, date(2024, 2, 29), id="england-leap-day"),
    pytest.param(SCOTLAND, date(2021, 4, 5), id="scotland-works-on-easter-monday"),
    pytest.param(SCOTLAND, date(2024, 8, 26), id="scotland-works-on-the-last-monday-of-august"),
    pytest.param(SCOTLAND, date(2020, 5, 4), id="scotland-2020-the-ordinary-early-may-was-moved"),
    pytest.param(NORTHERN_IRELAND, date(2026, 11, 30), id="ni-works-on-st-andrews-day"),
    pytest.param(NORTHERN_IRELAND, date(2024, 1, 2), id="ni-works-on-2-january"),
]


@pytest.mark.parametrize(("calendar", "day", "title"), BANK_HOLIDAYS)
def test_bank_holiday_has_its_title_and_is_no_working_day(calendar: Calendar, day: date, title: str) -> None:
    assert calendar.holidays[day] == title
    assert not is_working_day(day, calendar)


@pytest.mark.parametrize(("calendar", "day"), WORKING_DAYS)
def test_ordinary_weekday_is_a_working_day(calendar: Calendar, day: date) -> None:
    assert is_working_day(day, calendar)


@pytest.mark.parametrize("calendar", [ENGLAND, SCOTLAND, NORTHERN_IRELAND], ids=lambda c: c.division.value)
@pytest.mark.parametrize("day", [date(2021, 8, 7), date(2021, 8, 8)], ids=["saturday", "sunday"])
def test_weekend_is_no_working_day(calendar: Calendar, day: date) -> None:
    assert not is_working_day(day, calendar)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("calendar", "subdivision"),
    [(ENGLAND, "ENG"), (ENGLAND, "WLS"), (SCOTLAND, "SCT"), (NORTHERN_IRELAND, "NIR")],
    ids=["england", "wales", "scotland", "northern-ireland"],
)
def test_shipped_file_agrees_with_a_second_opinion(calendar: Calendar, subdivision: str, year: int) -> None:
    ours = {day for day in calendar.holidays if day.year == year}
    theirs = {day for day in holidays.country_holidays("GB", subdiv=subdivision, years=year) if day.weekday() < 5}

    assert ours ^ theirs == {
        day for division, day in KNOWN_DIFFERENCES if division == calendar.division and day.year == year
    }


@pytest.mark.parametrize("calendar", [ENGLAND, SCOTLAND, NORTHERN_IRELAND], ids=lambda c: c.division.value)
def test_shipped_file_lists_weekdays_in_order_within_its_years(calendar: Calendar) -> None:
    days = list(calendar.holidays)

    assert days == sorted(days)
    assert [day for day in days if day.weekday() > 4] == []
    assert {day.year for day in days} == set(YEARS)
    assert (calendar.first_known_on, calendar.last_known_on) == (date(2012, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("calendar", "ordinary", "extra_in"),
    [
        (ENGLAND, 8, {2012: 1, 2022: 2, 2023: 1}),
        (SCOTLAND, 9, {2012: 1, 2022: 2, 2023: 1, 2026: 1}),
        (NORTHERN_IRELAND, 10, {2012: 1, 2022: 2, 2023: 1}),
    ],
    ids=["england-and-wales", "scotland", "northern-ireland"],
)
def test_each_year_has_its_ordinary_number_and_the_one_offs(
    calendar: Calendar, ordinary: int, extra_in: dict[int, int]
) -> None:
    counted = {year: sum(day.year == year for day in calendar.holidays) for year in YEARS}

    assert counted == {year: ordinary + extra_in.get(year, 0) for year in YEARS}


def test_file_names_each_day_once() -> None:
    def refuse_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    contents = json.loads(calendars.HOLIDAY_FILE.read_text("utf-8"), object_pairs_hook=refuse_repeats)

    assert list(contents["divisions"]) == [division.value for division in Division]


def test_calendar_is_read_once() -> None:
    assert load_calendar("scotland") is SCOTLAND


@pytest.mark.parametrize("name", ["", "england", "England-and-Wales", "wales"])
def test_unknown_division_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is not a valid Division"):
        load_calendar(name)


def test_one_off_day_is_no_working_day_and_leaves_the_shipped_calendar_alone() -> None:
    day = date(2027, 9, 1)

    extended = load_calendar("england-and-wales", [day])

    assert not is_working_day(day, extended)
    assert extended.holidays[day] == "extra bank holiday"
    assert is_working_day(day, load_calendar("england-and-wales"))


def test_one_off_day_may_bring_its_title_but_not_rename_a_known_one() -> None:
    extended = load_calendar("scotland", {date(2027, 9, 27): "Local autumn holiday", date(2027, 12, 27): "Shut"})

    assert extended.holidays[date(2027, 9, 27)] == "Local autumn holiday"
    assert extended.holidays[date(2027, 12, 27)] == "Christmas Day (substitute day)"


def test_one_off_day_does_not_move_the_horizon() -> None:
    extended = load_calendar("england-and-wales", [date(2029, 1, 1)])

    with pytest.raises(CalendarHorizonError):
        is_working_day(date(2029, 1, 1), extended)


def test_shipped_holidays_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ENGLAND.holidays[date(2026, 1, 5)] = "Invented"  # type: ignore[index]


@pytest.mark.parametrize("calendar", [ENGLAND, SCOTLAND, NORTHERN_IRELAND], ids=lambda c: c.division.value)
@pytest.mark.parametrize(
    "day",
    [
        date(2029, 1, 1),
        date(2029, 1, 2),
        date(2029, 1, 6),
        date(2035, 7, 4),
        date(2011, 12, 31),
        date(2011, 7, 4),
    ],
    ids=["first-day-past", "weekday-past", "saturday-past", "years-past", "day-before", "years-before"],
)
def test_day_outside_the_known_years_raises(calendar: Calendar, day: date) -> None:
    with pytest.raises(CalendarHorizonError) as raised:
        is_working_day(day, calendar)

    assert (raised.value.day, raised.value.calendar) == (day, calendar)


@pytest.mark.parametrize("calendar", [ENGLAND, SCOTLAND, NORTHERN_IRELAND], ids=lambda c: c.division.value)
def test_first_and_last_known_day_do_not_raise(calendar: Calendar) -> None:
    assert not is_working_day(calendar.first_known_on, calendar)
    assert not is_working_day(calendar.last_known_on, calendar)
    assert is_working_day(calendar.last_known_on - timedelta(days=2), calendar)


@pytest.mark.parametrize(
    ("calendar", "nation"),
    [(ENGLAND, "England and Wales"), (SCOTLAND, "Scotland"), (NORTHERN_IRELAND, "Northern Ireland")],
    ids=["england-and-wales", "scotland", "northern-ireland"],
)
def test_horizon_error_says_what_is_known_and_what_to_do(calendar: Calendar, nation: str) -> None:
    assert str(CalendarHorizonError(date(2029, 1, 2), calendar)) == (
        f"The bank holidays of {nation} are known from 1 January 2012 to 31 December 2028, "
        "so working days cannot be counted as far as 2 January 2029. "
        "Ask your administrator to have the bank holidays of 2029 added, or work the date out by hand."
    )


def test_holidays_between_includes_both_ends_and_leaves_weekends_out() -> None:
    extended = load_calendar("england-and-wales", [date(2026, 4, 4)])

    assert holidays_between(date(2026, 4, 3), date(2026, 4, 6), extended) == [
        date(2026, 4, 3),
        date(2026, 4, 6),
    ]
    assert holidays_between(date(2026, 4, 7), date(2026, 4, 30), extended) == []


@pytest.mark.parametrize(
    ("first", "last"), [(date(2011, 12, 30), date(2012, 1, 4)), (date(2028, 12, 29), date(2029, 1, 2))]
)
def test_holidays_between_raises_past_the_horizon(first: date, last: date) -> None:
    with pytest.raises(CalendarHorizonError):
        holidays_between(first, last, ENGLAND)


def test_holidays_between_reaches_the_first_and_the_last_known_day() -> None:
    known = holidays_between(ENGLAND.first_known_on, ENGLAND.last_known_on, ENGLAND)

    assert known == list(ENGLAND.holidays)
