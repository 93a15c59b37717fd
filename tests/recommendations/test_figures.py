"""What each published figure counts; and the figures of chains whose dates really were so, in invented words."""

from __future__ import annotations

import datetime

import pytest

from council.statute.periods import months_beginning_with
from recommendations.figures import Asked, Made, Share, complete_after, days_to_answer, figures, in_time

D = datetime.date
TODAY = D(2026, 11, 26)


def asked(number: int = 1, *, received=None, due=None, basis="statutory", answered=None, is_answered=None) -> Asked:
    is_answered = answered is not None if is_answered is None else is_answered
    return Asked(number, "Panel", "Leader", "2026/27", received, due, basis, is_answered, answered)


def made(outcome: str = "", *, set: int = 1, answered=None, complete=None) -> Made:
    return Made(set, "Panel", "Leader", "2026/27", outcome, answered, complete)


@pytest.mark.parametrize(
    ("count", "of", "percent"),
    [(0, 0, None), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (1, 201, 0), (18, 18, 100)],
)
def test_a_share_is_rounded_halves_up_and_nothing_of_nothing(count, of, percent):
    assert Share(count, of).percent == percent


def test_awaiting_is_never_refused():
    found = figures([asked()], [made("accepted"), made("not_accepted"), made(""), made("no_outcome_given")], TODAY)
    assert [found.accepted, found.in_part, found.not_accepted, found.no_outcome, found.awaiting] == [
        Share(1, 3), Share(0, 3), Share(1, 3), Share(1, 3), 1,
    ]  # fmt: skip


def test_law_and_target_are_counted_apart_and_what_has_time_is_not_counted():
    last = D(2026, 10, 1)
    rows = [
        asked(1, due=last, answered=last),
        asked(2, due=last, answered=D(2026, 10, 2)),
        asked(3, due=last),
        asked(4, due=D(2026, 11, 26)),  # today is the last day: it still has time
        asked(5, due=last, is_answered=True),  # the day of the answer is not recorded
        asked(6, due=None, answered=last),  # no clock is shown
        asked(7, due=last, answered=last, basis="target"),
    ]
    assert in_time(rows, "statutory", TODAY) == Share(1, 3)
    assert in_time(rows, "target", TODAY) == Share(1, 1)
    assert figures(rows, [], TODAY).overdue == 1


def test_an_inquiry_answered_140_days_after_it_was_received_is_late():
    received, answered = D(2011, 7, 4), D(2011, 11, 21)
    due = months_beginning_with(received, 2)
    row = asked(received=received, due=due, answered=answered)
    assert due == D(2011, 9, 3)
    assert days_to_answer([row]) == [140]
    assert in_time([row], "statutory", TODAY) == Share(0, 1)
    assert (answered - due).days == 79


def test_three_answered_on_the_day_they_were_made():
    day = D(2021, 8, 2)
    row = asked(received=day, due=months_beginning_with(day, 2), answered=day)
    found = figures([row], [made("accepted"), made("accepted_in_part"), made("accepted")], TODAY)
    assert (found.accepted, found.in_part, found.statutory) == (Share(2, 3), Share(1, 3), Share(1, 1))
    assert (found.median_days, found.median_of) == (0.0, 1)


def test_one_of_eighteen_answered():
    rows = [asked(number, due=D(2020, 3, 1)) for number in range(1, 18)]
    rows.append(asked(18, received=D(2020, 1, 2), due=D(2020, 3, 1), answered=D(2020, 2, 20)))
    found = figures(rows, [made("", set=n) for n in range(1, 18)] + [made("no_outcome_given", set=18)], TODAY)
    assert (found.sets, found.recommendations, found.awaiting) == (18, 18, 17)
    assert (found.statutory, found.no_outcome, found.not_accepted) == (Share(1, 18), Share(1, 1), Share(0, 1))


def test_the_middle_answer():
    day = D(2026, 1, 1)
    rows = [asked(n, received=day, answered=day + datetime.timedelta(days=n)) for n in (10, 31, 90)]
    rows += [asked(4, received=None, answered=day), asked(5, received=day, is_answered=True)]
    found = figures(rows, [], TODAY)
    assert (found.median_days, found.median_of) == (31.0, 3)


def test_complete_counts_what_was_accepted_long_enough_ago():
    answered = D(2026, 5, 20)  # six months end on 19 November 2026
    rows = [
        made("accepted", answered=answered, complete=D(2026, 11, 19)),
        made("accepted_in_part", answered=answered, complete=D(2026, 11, 20)),
        made("accepted", answered=answered),
        made("accepted", answered=D(2026, 5, 27)),  # six months end today
        made("not_accepted", answered=answered),
        made("accepted"),
    ]
    assert complete_after(rows, 6, TODAY) == Share(1, 3)
    assert complete_after(rows, 12, TODAY) == Share(0, 0)
