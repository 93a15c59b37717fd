"""The duty to respond to scrutiny: due dates, their basis and the sentence that shows them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.calendars import CalendarHorizonError, load_calendar
from council.statute.duties import (
    Due,
    DueBasis,
    PeriodUnit,
    ResponseDuty,
    response_due,
    working,
)

ENGLAND = load_calendar("england-and-wales")
EXECUTIVE = ResponseDuty()
EXECUTIVE_WITH_TARGET = ResponseDuty(target_months=2)
PARTNER_BODY = ResponseDuty(statutory_months=None)
PARTNER_WITH_TARGET = ResponseDuty(statutory_months=None, target_working_days=20)

days = st.dates(date(2012, 6, 1), date(2028, 6, 1))


def _due(received_on: date | None, notice_given_on: date | None, duty: ResponseDuty) -> Due:
    due = response_due(received_on, notice_given_on, duty, ENGLAND)
    assert due is not None
    return due


@pytest.mark.parametrize(
    ("received_on", "notice_given_on", "duty", "on", "basis"),
    [
        # Local Government Act 2000 s.9FE, SI 2009/1919 reg 6.
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 2),
            EXECUTIVE,
            date(2021, 10, 1),
            "statutory",
            id="s9FE-received-2-august-2021-with-notice",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 9),
            EXECUTIVE,
            date(2021, 10, 8),
            "statutory",
            id="s9FE-notice-later",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 7, 30),
            EXECUTIVE,
            date(2021, 10, 1),
            "statutory",
            id="s9FE-notice-earlier",
        ),
        pytest.param(
            date(2011, 7, 4),
            date(2011, 7, 4),
            EXECUTIVE,
            date(2011, 9, 3),
            "statutory",
            id="s9FE-inquiry-received-4-july-2011",
        ),
        pytest.param(
            date(2023, 12, 31),
            date(2023, 12, 31),
            EXECUTIVE,
            date(2024, 2, 29),
            "statutory",
            id="s9FE-31-december",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 2),
            EXECUTIVE_WITH_TARGET,
            date(2021, 10, 1),
            "statutory",
            id="the-law-comes-before-the-target",
        ),
        pytest.param(
            date(2021, 8, 2),
            None,
            EXECUTIVE_WITH_TARGET,
            date(2021, 10, 1),
            "target",
            id="no-notice-is-a-target",
        ),
        pytest.param(
            date(2021, 8, 2),
            None,
            PARTNER_WITH_TARGET,
            date(2021, 8, 31),
            "target",
            id="target-in-working-days",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 9),
            PARTNER_WITH_TARGET,
            date(2021, 8, 31),
            "target",
            id="a-notice-makes-no-law-where-no-duty-applies",
        ),
    ],
)
def test_response_is_due_on_its_day_and_basis(
    received_on: date, notice_given_on: date | None, duty: ResponseDuty, on: date, basis: str
) -> None:
    due = _due(received_on, notice_given_on, duty)

    assert (due.on, due.basis) == (on, basis)


@pytest.mark.parametrize(
    ("received_on", "notice_given_on", "duty"),
    [
        pytest.param(None, None, EXECUTIVE_WITH_TARGET, id="nothing-recorded"),
        pytest.param(None, date(2021, 8, 2), EXECUTIVE_WITH_TARGET, id="receipt-not-recorded"),
        pytest.param(date(2021, 8, 2), None, EXECUTIVE, id="no-notice-and-no-target"),
        pytest.param(date(2021, 8, 2), date(2021, 8, 2), PARTNER_BODY, id="no-duty-and-no-target"),
    ],
)
def test_no_clock_where_no_duty_applies_or_dates_are_not_recorded(
    received_on: date | None, notice_given_on: date | None, duty: ResponseDuty
) -> None:
    assert response_due(received_on, notice_given_on, duty, ENGLAND) is None


def test_due_carries_the_facts_it_was_worked_out_from() -> None:
    assert _due(date(2021, 8, 2), date(2021, 8, 9), EXECUTIVE) == Due(
        on=date(2021, 10, 8),
        basis=DueBasis.STATUTORY,
        received_on=date(2021, 8, 2),
        notice_given_on=date(2021, 8, 9),
        starts_on=date(2021, 8, 9),
        count=2,
        unit=PeriodUnit.MONTHS,
    )


def test_duty_refuses_two_targets() -> None:
    with pytest.raises(ValueError, match="not in two of them"):
        ResponseDuty(target_months=2, target_working_days=20)


def test_target_in_working_days_raises_past_the_horizon() -> None:
    with pytest.raises(CalendarHorizonError):
        response_due(date(2028, 12, 20), None, PARTNER_WITH_TARGET, ENGLAND)


@given(days, st.none() | days)
def test_statutory_only_where_a_notice_was_given(received_on: date, notice_given_on: date | None) -> None:
    due = _due(received_on, notice_given_on, EXECUTIVE_WITH_TARGET)

    assert (due.basis == "statutory") == (notice_given_on is not None)


@given(days, days)
def test_later_notice_never_makes_an_answer_due_earlier(received_on: date, notice_given_on: date) -> None:
    due = _due(received_on, notice_given_on, EXECUTIVE)

    assert due.on >= _due(received_on, received_on, EXECUTIVE).on
    assert due.on > max(received_on, notice_given_on)


@pytest.mark.parametrize(
    ("received_on", "notice_given_on", "duty", "sentence"),
    [
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 2),
            EXECUTIVE,
            "received 2 August 2021, two months beginning with that day, last day 1 October 2021",
            id="same-day",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 9),
            EXECUTIVE,
            "received 2 August 2021, notice given 9 August 2021, two months beginning with the later day, "
            "last day 8 October 2021",
            id="notice-later",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 7, 30),
            EXECUTIVE,
            "received 2 August 2021, notice given 30 July 2021, two months beginning with the later day, "
            "last day 1 October 2021",
            id="notice-earlier",
        ),
        pytest.param(
            date(2021, 8, 2),
            None,
            EXECUTIVE_WITH_TARGET,
            "received 2 August 2021, the council's target of two months beginning with that day, "
            "last day 1 October 2021",
            id="target-in-months",
        ),
        pytest.param(
            date(2021, 8, 2),
            None,
            ResponseDuty(target_months=1),
            "received 2 August 2021, the council's target of one month beginning with that day, "
            "last day 1 September 2021",
            id="target-of-one-month",
        ),
        pytest.param(
            date(2021, 8, 2),
            None,
            PARTNER_WITH_TARGET,
            "received 2 August 2021, the council's target of 20 working days after that day, last day 31 August 2021",
            id="target-in-working-days",
        ),
        pytest.param(
            date(2021, 8, 2),
            date(2021, 8, 9),
            PARTNER_WITH_TARGET,
            "received 2 August 2021, the council's target of 20 working days after that day, last day 31 August 2021",
            id="target-ignores-the-notice",
        ),
    ],
)
def test_working_shows_the_arithmetic(
    received_on: date, notice_given_on: date | None, duty: ResponseDuty, sentence: str
) -> None:
    assert working(_due(received_on, notice_given_on, duty)) == sentence
