"""When an agenda must be public: LGA 1972 s.100B in England and Wales, LG(S)A 1973 s.50B in Scotland."""

from __future__ import annotations

from datetime import date

import pytest

from council.statute.agendas import AgendaNotice, agenda_due, agenda_notice
from council.statute.calendars import load_calendar
from council.statute.periods import DayBasis

ENGLAND = load_calendar("england-and-wales")


@pytest.mark.parametrize(
    ("nation", "days", "source"),
    [
        ("england", 5, "Local Government Act 1972, section 100B"),
        ("wales", 3, "Local Government Act 1972, section 100B, as it applies in Wales"),
        ("scotland", 3, "Local Government (Scotland) Act 1973, section 50B"),
    ],
)
def test_each_nation_has_its_days_and_their_source(nation, days, source):
    assert agenda_notice(nation) == AgendaNotice(days, DayBasis.WORKING, source)


def test_a_council_has_a_rule_of_its_own_and_without_a_known_one_none_is_claimed():
    assert agenda_notice("england", 7) == AgendaNotice(7, DayBasis.WORKING, "the council’s own rule")
    assert agenda_notice("england", 5, DayBasis.CALENDAR).source == "Local Government Act 1972, section 100B"
    assert agenda_notice("northern-ireland") is None
    assert agenda_notice("northern-ireland", 5).days == 5


@pytest.mark.parametrize(
    ("meeting_on", "due_on"),
    [(date(2026, 7, 15), date(2026, 7, 7)), (date(2026, 4, 8), date(2026, 3, 27))],
)
def test_five_clear_working_days_as_councils_count_them(meeting_on, due_on):
    due = agenda_due(meeting_on, agenda_notice("england"), ENGLAND)
    assert due.on == due_on
    assert due.working.endswith("(Local Government Act 1972, section 100B)")


def test_three_clear_days_in_wales():
    assert agenda_due(date(2026, 7, 15), agenda_notice("wales"), ENGLAND).on == date(2026, 7, 9)


@pytest.mark.parametrize(
    ("convened_on", "due_on"), [(date(2026, 7, 13), date(2026, 7, 13)), (date(2026, 6, 1), date(2026, 7, 7))]
)
def test_a_meeting_convened_at_shorter_notice_is_due_when_it_was_convened(convened_on, due_on):
    due = agenda_due(date(2026, 7, 15), agenda_notice("england"), ENGLAND, convened_on)
    assert due.on == due_on
