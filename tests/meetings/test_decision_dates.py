"""The three dates of a decision, end to end: each vector from a council's own public page, and where it stands."""

from __future__ import annotations

import datetime

import pytest

from council.models import Council
from meetings.choices_decisions import DecisionStatus
from meetings.models import Decision
from meetings.querysets_decisions import facts_of, in_full, status_on, with_status
from tests import factories
from tests.decision_factories import DAY, NOT_SUBJECT, at_noon, make_call_in, make_decision, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
D = datetime.date


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council(call_in_members=4)


def published(on: D, **fields) -> Decision:
    return make_decision(public=True, at=at_noon(on), **({"decided_on": on - 3 * DAY} | fields))


VECTORS = [
    # council, published, convention, last day, effective from
    pytest.param(D(2022, 9, 16), "day_after", D(2022, 9, 26), D(2022, 9, 27), id="salford-state-funeral"),
    pytest.param(D(2022, 6, 7), "day_after", D(2022, 6, 14), D(2022, 6, 15), id="south-holland"),
    pytest.param(D(2021, 7, 29), "day_after", D(2021, 8, 5), D(2021, 8, 6), id="manchester-thursday"),
    pytest.param(D(2021, 7, 30), "day_after", D(2021, 8, 6), D(2021, 8, 7), id="manchester-saturday"),
    pytest.param(D(2021, 9, 14), "on_last_day", D(2021, 9, 21), D(2021, 9, 21), id="herefordshire-2021"),
    pytest.param(D(2023, 2, 24), "day_after", D(2023, 3, 3), D(2023, 3, 4), id="herefordshire-2023"),
]


@pytest.mark.parametrize(("on", "convention", "last_day_on", "effective_on"), VECTORS)
def test_the_day_of_effect_is_worked_out_as_councils_do(on, convention, last_day_on, effective_on):
    Council.objects.update(call_in_effective=convention)
    decision = published(on)
    assert (decision.published_on, decision.last_day_on, decision.effective_on) == (on, last_day_on, effective_on)
    assert decision.effective_working.startswith("published ")


def test_salfords_working_names_the_day_that_did_not_count():
    decision = published(D(2022, 9, 16))
    assert "not counting 19 September 2022" in decision.effective_working


def test_manchesters_printed_date_needs_a_reason_and_keeps_the_working():
    override = {"override_on": D(2021, 8, 7), "override_reason": "Printed so in the decision notice."}
    decision = published(D(2021, 8, 4), **override)
    assert (decision.last_day_on, decision.effective_on) == (D(2021, 8, 11), D(2021, 8, 7))
    assert decision.effective_working.endswith("effective on the day after, 12 August 2021")


def test_cardiffs_nine_days_are_configuration():
    Council.objects.update(call_in_days=9, call_in_effective="on_last_day")
    assert published(D(2020, 9, 25)).effective_on == D(2020, 10, 8)


def test_ryedale_is_not_for_call_in_and_takes_effect_at_once():
    decision = published(D(2017, 2, 14), **NOT_SUBJECT)
    assert (decision.last_day_on, decision.call_in_hour, decision.effective_on) == (None, None, D(2017, 2, 14))
    assert "not subject to call-in" in decision.effective_working


def test_a_council_without_call_in_has_no_window():
    Council.objects.update(call_in_days=0)
    assert published(D(2026, 10, 30)).last_day_on is None


def test_a_decision_published_elsewhere_before_keeps_that_date():
    decision = make_decision(public=True, published_on=D(2022, 9, 16), decided_on=D(2022, 9, 13))
    assert (decision.published_on, decision.effective_on) == (D(2022, 9, 16), D(2022, 9, 27))


def test_dates_stay_as_they_were_published_when_the_rule_changes():
    decision = published(D(2022, 9, 16))
    Council.objects.update(call_in_days=3)
    assert Decision.objects.get(pk=decision.pk).effective_on == D(2022, 9, 27)


def test_one_definition_of_where_a_decision_stands_row_by_row():
    """Every state, on every day from before the window until long after: SQL and Python say the same."""
    on = D(2026, 10, 30)
    published(on)
    published(on, **NOT_SUBJECT)
    published(on, override_on=on + 3 * DAY, override_reason="Agreed so.")
    published(on, override_on=on + 40 * DAY, override_reason="With the new year.")
    for steps in ((), ("meeting",), ("outcome",), ("no_action",), ("outcome", "final"), ("outcome", "changed")):
        call_in = make_call_in(published(on), public=True)
        for step in steps:
            more = {"changed": {"result": "changed", "effective_on": None},
                    "no_action": {"outcome": "no_action", "effective_on": on + 9 * DAY}}.get(step, {})  # fmt: skip
            kind = {"changed": "final", "no_action": "outcome"}.get(step, step)
            make_step(call_in, kind, public=True, **more)
        make_step(make_call_in(published(on), public=True), "outcome")  # a draft counts for nothing
    make_call_in(published(on))
    make_call_in(published(on), at_noon(on + 30 * DAY), public=True)
    Council.objects.update(call_in_effective="on_last_day")
    published(on)
    seen = set()
    for days in range(60):
        day = on + days * DAY
        in_sql = {row.pk: (row.status, row.takes_effect_on) for row in with_status(Decision.objects.published(), day)}
        facts = {row.pk: facts_of(row) for row in in_full(Decision.objects.published())}
        in_python = {key: (status_on(found, day).value, found.takes_effect_on) for key, found in facts.items()}
        assert in_sql == in_python, day
        seen |= {status for status, _ in in_sql.values()}
    assert seen == set(DecisionStatus.values)


def test_the_last_day_is_still_in_the_window_and_the_day_of_effect_is_not():
    decision = published(D(2026, 10, 30))
    facts = facts_of(in_full(Decision.objects.filter(pk=decision.pk)).get())
    assert (decision.last_day_on, decision.effective_on) == (D(2026, 11, 6), D(2026, 11, 7))
    assert status_on(facts, D(2026, 11, 6)) == DecisionStatus.IN_WINDOW
    assert status_on(facts, D(2026, 11, 7)) == DecisionStatus.EFFECTIVE
