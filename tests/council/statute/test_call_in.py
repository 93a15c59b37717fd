"""Call-in windows, each real case from a council's own published page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.statute.calendars import Calendar, CalendarHorizonError, is_working_day, load_calendar
from council.statute.call_in import CallInEffective, CallInRule, call_in_window

ENGLAND_AND_WALES = load_calendar("england-and-wales")
SCOTLAND = load_calendar("scotland")
ON_THE_FIFTH = CallInRule(5, CallInEffective.ON_LAST_DAY)
AFTER_THE_FIFTH = CallInRule(5, CallInEffective.DAY_AFTER)
ONE_DAY = timedelta(days=1)

days = st.dates(date(2012, 6, 1), date(2028, 6, 1))
calendars = st.sampled_from([ENGLAND_AND_WALES, SCOTLAND, load_calendar("northern-ireland")])
rules = st.builds(CallInRule, st.integers(1, 12), st.sampled_from(CallInEffective), st.booleans())


# Salford City Council: published Friday 16 September 2022, effective Tuesday 27 September 2022.
def test_salford_skips_the_state_funeral_and_takes_effect_after_the_fifth_day() -> None:
    window = call_in_window(date(2022, 9, 16), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2022, 9, 26), date(2022, 9, 27))


# South Holland District Council: published Tuesday 7 June 2022, effective Wednesday 15 June 2022.
def test_south_holland_takes_effect_after_the_fifth_day() -> None:
    window = call_in_window(date(2022, 6, 7), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2022, 6, 14), date(2022, 6, 15))


# Manchester City Council: published Thursday 29 July 2021, effective Friday 6 August 2021.
def test_manchester_thursday_takes_effect_on_the_friday_of_the_next_week() -> None:
    window = call_in_window(date(2021, 7, 29), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2021, 8, 5), date(2021, 8, 6))


# Manchester City Council: published Friday 30 July 2021, effective Saturday 7 August 2021.
def test_manchester_friday_takes_effect_on_a_saturday() -> None:
    window = call_in_window(date(2021, 7, 30), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2021, 8, 6), date(2021, 8, 7))


# Manchester City Council: published Wednesday 4 August 2021, printed as effective 7 August 2021. No rule that
# gives its other two dates gives this one: the page needs the computed day and an override with a reason.
def test_manchester_wednesday_breaks_its_own_rule() -> None:
    printed = date(2021, 8, 7)

    window = call_in_window(date(2021, 8, 4), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2021, 8, 11), date(2021, 8, 12))
    assert window.effective_on != printed


# Herefordshire Council: published Tuesday 14 September 2021, effective Tuesday 21 September 2021.
def test_herefordshire_in_2021_takes_effect_on_the_fifth_day() -> None:
    window = call_in_window(date(2021, 9, 14), ON_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2021, 9, 21), date(2021, 9, 21))


# Herefordshire Council: published Friday 24 February 2023, effective Saturday 4 March 2023.
def test_herefordshire_in_2023_takes_effect_after_the_fifth_day() -> None:
    window = call_in_window(date(2023, 2, 24), AFTER_THE_FIFTH, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2023, 3, 3), date(2023, 3, 4))


# Cardiff Council: published Friday 25 September 2020, effective Thursday 8 October 2020, the ninth day.
def test_cardiff_takes_effect_on_the_ninth_day() -> None:
    rule = CallInRule(9, CallInEffective.ON_LAST_DAY)

    window = call_in_window(date(2020, 9, 25), rule, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (date(2020, 10, 8), date(2020, 10, 8))


# Ryedale District Council: published 14 February 2017, not subject to call-in, effective the same day.
def test_ryedale_not_for_call_in_takes_effect_at_once() -> None:
    window = call_in_window(date(2017, 2, 14), None, ENGLAND_AND_WALES)

    assert (window.last_day_on, window.effective_on) == (None, date(2017, 2, 14))


@pytest.mark.parametrize(
    ("published_on", "rule", "calendar", "last_day_on", "effective_on"),
    [
        pytest.param(
            date(2023, 2, 24),
            CallInRule(5, CallInEffective.DAY_AFTER, True),
            ENGLAND_AND_WALES,
            date(2023, 3, 3),
            date(2023, 3, 6),
            id="skipping-a-saturday",
        ),
        pytest.param(
            date(2026, 3, 26),
            CallInRule(5, CallInEffective.DAY_AFTER, True),
            ENGLAND_AND_WALES,
            date(2026, 4, 2),
            date(2026, 4, 7),
            id="skipping-easter",
        ),
        pytest.param(
            date(2026, 3, 26),
            CallInRule(5, CallInEffective.DAY_AFTER, True),
            SCOTLAND,
            date(2026, 4, 2),
            date(2026, 4, 6),
            id="scotland-skipping-good-friday-only",
        ),
        pytest.param(
            date(2026, 3, 26),
            AFTER_THE_FIFTH,
            ENGLAND_AND_WALES,
            date(2026, 4, 2),
            date(2026, 4, 3),
            id="effective-on-good-friday",
        ),
        pytest.param(
            date(2022, 6, 7),
            CallInRule(5, CallInEffective.DAY_AFTER, True),
            ENGLAND_AND_WALES,
            date(2022, 6, 14),
            date(2022, 6, 15),
            id="nothing-to-skip",
        ),
        pytest.param(
            date(2021, 7, 29),
            CallInRule(3),
            ENGLAND_AND_WALES,
            date(2021, 8, 3),
            date(2021, 8, 4),
            id="three-days",
        ),
        pytest.param(
            date(2021, 7, 29),
            CallInRule(10),
            ENGLAND_AND_WALES,
            date(2021, 8, 12),
            date(2021, 8, 13),
            id="ten-days",
        ),
        pytest.param(
            date(2021, 7, 31),
            ON_THE_FIFTH,
            ENGLAND_AND_WALES,
            date(2021, 8, 6),
            date(2021, 8, 6),
            id="published-on-a-saturday",
        ),
        pytest.param(
            date(2021, 12, 23),
            AFTER_THE_FIFTH,
            ENGLAND_AND_WALES,
            date(2022, 1, 4),
            date(2022, 1, 5),
            id="over-christmas-and-new-year",
        ),
        pytest.param(
            date(2028, 12, 27),
            CallInRule(2),
            ENGLAND_AND_WALES,
            date(2028, 12, 29),
            date(2028, 12, 30),
            id="last-known-working-day",
        ),
    ],
)
def test_window_ends_and_takes_effect_by_the_rule(
    published_on: date, rule: CallInRule, calendar: Calendar, last_day_on: date, effective_on: date
) -> None:
    window = call_in_window(published_on, rule, calendar)

    assert (window.last_day_on, window.effective_on) == (last_day_on, effective_on)


@pytest.mark.parametrize(
    ("published_on", "rule", "sentence"),
    [
        pytest.param(
            date(2022, 9, 16),
            AFTER_THE_FIFTH,
            "published 16 September 2022, five working days after that day, not counting 19 September 2022 "
            "(Bank holiday for the State Funeral of Queen Elizabeth II), last day 26 September 2022, "
            "effective on the day after, 27 September 2022",
            id="salford",
        ),
        pytest.param(
            date(2021, 9, 14),
            ON_THE_FIFTH,
            "published 14 September 2021, five working days after that day, last day 21 September 2021, "
            "effective on that day",
            id="herefordshire-2021",
        ),
        pytest.param(
            date(2023, 2, 24),
            CallInRule(5, CallInEffective.DAY_AFTER, True),
            "published 24 February 2023, five working days after that day, last day 3 March 2023, "
            "effective on the next working day, 6 March 2023",
            id="skipping-a-saturday",
        ),
        pytest.param(
            date(2022, 9, 19),
            AFTER_THE_FIFTH,
            "published 19 September 2022, five working days after that day, last day 26 September 2022, "
            "effective on the day after, 27 September 2022",
            id="published-on-a-bank-holiday",
        ),
        pytest.param(
            date(2017, 2, 14),
            None,
            "published 14 February 2017, not subject to call-in, effective on that day",
            id="ryedale",
        ),
    ],
)
def test_working_shows_the_arithmetic(published_on: date, rule: CallInRule | None, sentence: str) -> None:
    assert call_in_window(published_on, rule, ENGLAND_AND_WALES).working == sentence


def test_rule_takes_the_stored_word_for_the_effect() -> None:
    assert CallInRule(5, "on_last_day") == ON_THE_FIFTH  # type: ignore[arg-type]


def test_rule_refuses_an_unknown_effect() -> None:
    with pytest.raises(ValueError, match="is not a valid CallInEffective"):
        CallInRule(5, "at_once")  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [0, -5])
def test_rule_needs_a_day(count: int) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        CallInRule(count)


@pytest.mark.parametrize(
    ("published_on", "rule"),
    [
        pytest.param(date(2028, 12, 27), CallInRule(3), id="the-window-itself"),
        pytest.param(date(2028, 12, 27), CallInRule(2, CallInEffective.DAY_AFTER, True), id="the-day-of-effect"),
    ],
)
def test_window_raises_past_the_horizon(published_on: date, rule: CallInRule) -> None:
    with pytest.raises(CalendarHorizonError):
        call_in_window(published_on, rule, ENGLAND_AND_WALES)


@given(days, rules, calendars)
def test_window_always_holds_its_working_days(published_on: date, rule: CallInRule, calendar: Calendar) -> None:
    window = call_in_window(published_on, rule, calendar)
    assert window.last_day_on is not None
    within = [published_on + step * ONE_DAY for step in range(1, (window.last_day_on - published_on).days + 1)]

    assert sum(is_working_day(day, calendar) for day in within) == rule.days
    assert published_on < window.last_day_on <= window.effective_on


@given(days, rules, calendars)
def test_effect_follows_the_rule(published_on: date, rule: CallInRule, calendar: Calendar) -> None:
    window = call_in_window(published_on, rule, calendar)
    assert window.last_day_on is not None

    if rule.effective is CallInEffective.ON_LAST_DAY:
        assert window.effective_on == window.last_day_on
    elif rule.skips_non_working_effective_day:
        assert is_working_day(window.effective_on, calendar)
        assert not any(
            is_working_day(window.last_day_on + step * ONE_DAY, calendar)
            for step in range(1, (window.effective_on - window.last_day_on).days)
        )
    else:
        assert window.effective_on == window.last_day_on + ONE_DAY


@given(days, days, rules, calendars)
def test_later_publication_never_takes_effect_earlier(
    one: date, other: date, rule: CallInRule, calendar: Calendar
) -> None:
    earlier, later = sorted([one, other])

    assert call_in_window(earlier, rule, calendar).effective_on <= call_in_window(later, rule, calendar).effective_on
