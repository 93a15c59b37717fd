"""SI 2012/2089 regs 5, 9, 10 and 11: the latest lawful day of each notice, and what remains once it has passed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from council.statute.calendars import load_calendar
from council.statute.notices import RULES, NoticeKind, deadline, earliest_decision, given, key_decision_routes
from council.statute.periods import DayBasis, working_days_after

ENGLAND = load_calendar("england-and-wales")
KEY, FIRST, SECOND, EXCEPTION, URGENT = NoticeKind


@pytest.mark.parametrize(
    ("kind", "decision_on", "basis", "last_day_on"),
    [
        # Real public pages (a council's published timetable): 28 clear calendar days, five clear working days.
        (KEY, date(2026, 7, 15), DayBasis.CALENDAR, date(2026, 6, 16)),
        (FIRST, date(2026, 7, 15), DayBasis.CALENDAR, date(2026, 6, 16)),
        (SECOND, date(2026, 7, 15), DayBasis.WORKING, date(2026, 7, 7)),
        (EXCEPTION, date(2026, 7, 15), DayBasis.WORKING, date(2026, 7, 7)),
        # Good Friday and Easter Monday are left out.
        (SECOND, date(2026, 4, 8), DayBasis.WORKING, date(2026, 3, 27)),
        (EXCEPTION, date(2026, 4, 8), DayBasis.WORKING, date(2026, 3, 27)),
        # A council that counts five calendar days, or 28 working ones.
        (EXCEPTION, date(2026, 7, 15), DayBasis.CALENDAR, date(2026, 7, 9)),
        (KEY, date(2026, 7, 15), DayBasis.WORKING, date(2026, 6, 4)),
        # Over a leap day, and over the turn of the year.
        (KEY, date(2028, 3, 10), DayBasis.CALENDAR, date(2028, 2, 10)),
        (KEY, date(2026, 1, 6), DayBasis.CALENDAR, date(2025, 12, 8)),
        (EXCEPTION, date(2026, 1, 6), DayBasis.WORKING, date(2025, 12, 24)),
    ],
)
def test_the_latest_lawful_day(kind, decision_on, basis, last_day_on):
    found = deadline(kind, decision_on, {kind: basis}, ENGLAND)
    assert found.last_day_on == last_day_on
    assert given(kind, last_day_on, decision_on, {kind: basis}, ENGLAND).is_in_time
    next_office_day = working_days_after(last_day_on, 1, ENGLAND)
    assert not given(kind, next_office_day, decision_on, {kind: basis}, ENGLAND).is_in_time


def test_the_working_is_a_sentence_and_names_the_bank_holidays():
    found = deadline(EXCEPTION, date(2026, 4, 8), {}, ENGLAND)
    assert found.working == (
        "8 April 2026, five clear working days before it, not counting 3 April 2026 (Good Friday) and "
        "6 April 2026 (Easter Monday), publish by 27 March 2026"
    )


def test_special_urgency_has_no_period_but_comes_before_the_decision():
    day = date(2026, 7, 15)
    assert deadline(URGENT, day, {}, ENGLAND).last_day_on == day
    assert given(URGENT, day, day, {}, ENGLAND).is_in_time
    assert not given(URGENT, day + timedelta(1), day, {}, ENGLAND).is_in_time
    assert earliest_decision(URGENT, day, {}, ENGLAND) == day


@pytest.mark.parametrize(
    ("today", "open_now"),
    [
        (date(2026, 6, 16), KEY),
        (date(2026, 6, 17), EXCEPTION),
        (date(2026, 7, 7), EXCEPTION),
        (date(2026, 7, 8), URGENT),
        (date(2026, 7, 15), URGENT),
        (date(2026, 7, 16), None),
    ],
)
def test_what_remains_once_a_day_has_passed(today, open_now):
    """Reg 9 until 16 June, then reg 10 until 7 July, then reg 11 until the decision."""
    assert key_decision_routes(date(2026, 7, 15), today, {}, ENGLAND).open_now == open_now


def test_a_late_notice_says_how_many_days_it_gave():
    found = given(KEY, date(2026, 7, 1), date(2026, 7, 15), {}, ENGLAND)
    assert (found.days, found.needed, found.is_in_time) == (13, 28, False)
    assert found.working == (
        "published 1 July 2026, 13 clear calendar days before 15 July 2026, 28 clear calendar days needed"
    )


def test_the_law_s_numbers():
    assert {kind.value: (rule.days, rule.regulation) for kind, rule in RULES.items()} == {
        "key_decision": (28, "9"),
        "private_first": (28, "5(2)"),
        "private_second": (5, "5(4)"),
        "general_exception": (5, "10"),
        "special_urgency": (None, "11"),
    }


@for_all(
    st.dates(date(2024, 6, 1), date(2026, 10, 1)),
    st.sampled_from([KEY, FIRST, SECOND, EXCEPTION]),
    st.sampled_from(list(DayBasis)),
)
def test_the_first_day_after_a_notice_is_one_it_was_early_enough_for(given_on, kind, basis):
    bases = {kind: basis}
    first = earliest_decision(kind, given_on, bases, ENGLAND)
    assert given(kind, given_on, first, bases, ENGLAND).is_in_time
    if basis is DayBasis.CALENDAR:
        assert not given(kind, given_on, first - timedelta(1), bases, ENGLAND).is_in_time
        assert deadline(kind, first, bases, ENGLAND).last_day_on == given_on
