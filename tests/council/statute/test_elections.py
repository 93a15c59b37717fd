"""Polling days and the last days for notice of election, against published timetables."""

from __future__ import annotations

import datetime as dt

import pytest

from council.statute.calendars import CalendarHorizonError, load_calendar
from council.statute.elections import last_day_for_notice_of_election, ordinary_election_day

ENGLAND = load_calendar("england-and-wales")

# Representation of the People Act 1983 s.37(1)(a): the first Thursday in May.
POLLING_DAYS = ["2015-05-07", "2016-05-05", "2017-05-04", "2018-05-03", "2019-05-02", "2021-05-06", "2022-05-05",
                "2023-05-04", "2024-05-02", "2025-05-01", "2026-05-07", "2027-05-06"]  # fmt: skip
# SI 2006/3304 Sch 2 r.1: not later than the 25th day before polling day, as in the timetables of those years.
NOTICES = [("2022-05-05", "2022-03-28"), ("2023-05-04", "2023-03-27"), ("2024-05-02", "2024-03-26"),
           ("2025-05-01", "2025-03-25")]  # fmt: skip


@pytest.mark.parametrize("day", POLLING_DAYS)
def test_ordinary_election_day_is_the_first_thursday_in_may_s_37(day):
    day = dt.date.fromisoformat(day)
    assert ordinary_election_day(day.year) == day


@pytest.mark.parametrize(("polling_day", "notice_on"), NOTICES)
def test_last_day_for_notice_of_election_is_the_25th_working_day_before_r_1(polling_day, notice_on):
    year = int(polling_day[:4])
    assert ordinary_election_day(year).isoformat() == polling_day
    assert last_day_for_notice_of_election(year, ENGLAND).isoformat() == notice_on


def test_past_the_known_bank_holidays_nothing_is_guessed():
    with pytest.raises(CalendarHorizonError):
        last_day_for_notice_of_election(ENGLAND.last_known_on.year + 2, ENGLAND)
