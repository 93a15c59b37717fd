"""Where a recommendation stands: one definition in the database and one in Python, which agree row by row."""

from __future__ import annotations

import random

import pytest

from recommendations.choices_progress import Implementation, ProgressStatus, Verdict
from recommendations.implementation import implementation, is_overdue
from recommendations.models import Action
from recommendations.progress_pages import told_of
from recommendations.querysets_progress import (
    open_recommendations,
    overdue_actions,
    public_rows,
    standing_actions,
    what_it_rests_on,
    with_progress,
)
from tests import factories as f
from tests.recommendations.progressing import (
    TODAY,
    a_review,
    actions_of,
    an_answered_set,
    an_item,
    an_update,
    at_noon,
    day,
    first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
TWO = [{"description": "Buy lamps.", "due_on": day(8, 1)}, {"description": "Light them.", "due_on": day(12, 1)}]


def state_of(found, on=TODAY) -> str:
    return with_progress(public_rows(), on).get(set=found, position=1).implementation


@pytest.mark.parametrize(
    ("outcome", "state"), [("accepted", "no_update"), ("accepted_in_part", "no_update"), ("not_accepted", "none")]
)
def test_before_any_update_what_was_answered_decides(outcome, state):
    assert state_of(an_answered_set(outcome=outcome)) == state


def test_nothing_is_followed_of_what_nobody_has_answered():
    assert state_of(f.make_set(public=True)) == "none"


@pytest.mark.parametrize(
    ("status", "state"),
    [("not_started", "not_started"), ("in_progress", "in_progress"), ("paused", "paused"),
     ("complete", "complete_reported"), ("not_implemented", "not_implemented_reported")],
)  # fmt: skip
def test_the_latest_public_update_decides(status, state):
    found = an_answered_set()
    an_update(found, "paused" if status != "paused" else "in_progress", as_at=day(8, 1))
    an_update(found, status, as_at=day(9, 1))
    an_update(found, "in_progress", as_at=day(9, 2), accepted=False)
    assert state_of(found) == state


def test_an_update_about_one_action_of_two_is_progress_until_both_agree():
    found = an_answered_set(actions=TWO)
    one, two = actions_of(found)
    an_update(found, "complete", action_key=one.key, as_at=day(8, 1))
    assert state_of(found) == "in_progress"
    an_update(found, "complete", action_key=two.key, as_at=day(9, 1))
    assert state_of(found) == "complete_reported"
    an_update(found, "paused", as_at=day(9, 2))
    assert state_of(found) == "paused"


@pytest.mark.parametrize(
    ("verdict", "state"), [("complete", "complete_confirmed"), ("not_implemented", "closed_not_implemented")]
)
def test_scrutiny_closes_whatever_was_reported_since_and_opens_again(verdict, state):
    found = an_answered_set()
    an_update(found, "complete")
    a_review(found, verdict)
    an_update(found, "in_progress", as_at=day(10, 20))
    assert state_of(found) == state
    a_review(found, Verdict.KEEP_OPEN, held_on=day(10, 27))
    assert state_of(found) == "in_progress"


def test_what_scrutiny_has_seen_and_kept_open_is_not_complete():
    found = an_answered_set()
    an_update(found, "complete", at=at_noon(day(9, 10)))
    a_review(found, Verdict.NOT_SATISFIED)
    assert state_of(found) == "kept_open"
    an_update(found, "complete", as_at=day(10, 20), at=at_noon(day(10, 21)))
    assert state_of(found) == "complete_reported"


def test_a_proposal_to_close_awaits_confirmation_after_the_next_meeting_of_the_committee():
    found = an_answered_set()
    an_update(found, "not_implemented", proposes_closing=True, at=at_noon(day(9, 10)))
    f.make_meeting(f.make_cabinet(), day(9, 20), public=True)
    f.make_meeting(found.made_by, day(9, 21), public=True, status="cancelled")
    assert state_of(found) == "not_implemented_reported"
    f.make_meeting(found.made_by, day(10, 6), public=True)
    assert state_of(found, on=day(10, 6)) == "not_implemented_reported"
    assert state_of(found, on=day(10, 7)) == "awaiting_confirmation"
    a_review(found, Verdict.NOT_IMPLEMENTED, held_on=day(10, 20))
    assert state_of(found) == "closed_not_implemented"


def test_overdue_is_an_action_whose_day_has_gone_without_its_end():
    found = an_answered_set(actions=TWO)
    one, two = actions_of(found)
    assert set(overdue_actions(day(8, 1))) == set()
    assert set(overdue_actions(day(8, 2))) == {one}
    assert set(overdue_actions(day(12, 2))) == {one, two}
    an_update(found, "complete", action_key=one.key)
    assert set(overdue_actions(day(12, 2))) == {two}
    a_review(found, Verdict.NOT_IMPLEMENTED)
    assert set(overdue_actions(day(12, 2))) == set()


def test_both_definitions_agree_row_by_row():
    drawn = random.Random(11)
    texts = [f"That lamp {number} be lit." for number in range(10)]
    sets = [
        an_answered_set(*texts, actions=TWO),
        an_answered_set(*texts),
        an_answered_set(*texts[:3], outcome="not_accepted"),
    ]
    items = [an_item(sets[0], day(month, 6)) for month in (7, 8, 9, 10)]
    for row in public_rows().select_related("set"):
        keys = [None, *Action.objects.filter(response_item__recommendation=row).values_list("key", flat=True)]
        for _update in range(drawn.randint(0, 3)):
            status = drawn.choice(ProgressStatus.values)
            proposes = status in ("complete", "not_implemented") and drawn.random() < 0.6
            when = day(drawn.randint(7, 10), drawn.randint(1, 28))
            said = {"action_key": drawn.choice(keys), "as_at": when, "proposes_closing": proposes}
            an_update(row.set, status, row=row, at=at_noon(when), **said)
        for item in drawn.sample(items, drawn.choice([0, 0, 1, 2])):
            a_review(row.set, drawn.choice(Verdict.values), row=row, item=item)
    seen = set()
    for on in (day(9, 1), TODAY):
        late = set(overdue_actions(on).values_list("pk", flat=True))
        for row in with_progress(public_rows().annotate(**what_it_rests_on(on)), on).select_related("set"):
            actions = list(standing_actions().filter(response_item__recommendation=row))
            updates, reviews = told_of(row)
            said = implementation(
                row.answer_outcome or "", [a.key for a in actions], updates, reviews, was_met_since=row.was_met_since
            )
            assert said == row.implementation
            assert {a.pk for a in actions if is_overdue(a.due_on, a.key, updates, reviews, on)} == late & {
                a.pk for a in actions
            }
            seen.add(said)
    assert len(seen) >= 8, seen


def test_open_recommendations_are_those_followed_and_not_closed():
    followed, closed, refused = an_answered_set(), an_answered_set(), an_answered_set(outcome="not_accepted")
    a_review(closed, Verdict.COMPLETE)
    assert {row.set for row in open_recommendations(TODAY)} == {followed}
    assert first(refused) not in open_recommendations(TODAY)
    assert Implementation.NONE not in {row.implementation for row in open_recommendations(TODAY)}
