"""Real chains with invented words: what was received, answered and late stands the same on every page."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import Council
from council.statute.duties import days_late, days_to_answer
from recommendations import actions
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.reading import words_of
from tests.recommendations.answering import NO, PART, YES, a_set, answer, lead_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
Day = datetime.date


def on(day: Day):
    return time_machine.travel(f"{day} 12:00:00+00:00", tick=False)


def test_received_4_july_2011_answered_21_november_2011(client):
    """An inquiry answered after 140 days: late by the two-month rule."""
    received, answered = Day(2011, 7, 4), Day(2011, 11, 21)
    found = a_set(*[f"That it be done {n}." for n in range(1, 4)], made_on=Day(2011, 6, 21), received_on=received,
                  notice_given_on=received)  # fmt: skip
    answer(found, YES, PART, NO, approved_on=answered)
    assert days_to_answer(received, answered) == 140
    assert (found.due_on, days_late(found.due_on, answered)) == (Day(2011, 9, 3), 79)
    assert RecommendationSet.objects.answered_late().get() == found
    with on(Day(2011, 12, 1)):
        page = page_of(client, found)
        assert lead_of(page) == (
            "Cabinet answered 3 recommendations: 1 agreed, 1 in part and 1 refused. "
            "The answer came on 21 November 2011, 79 days late."
        )
        assert "Answered late" in words_of(client.get("/recommendations/?state=answered-late"))
    with on(Day(2011, 9, 3)):  # the last day itself is still in time
        assert not RecommendationSet.objects.overdue(Day(2011, 9, 3)).exists()


def test_a_set_of_three_answered_on_the_day_it_was_made(client):
    """Made, answered and agreed in one evening: yes, in part, yes. No clock ran, so nothing is in time or late."""
    day = Day(2014, 7, 15)
    found = a_set("One.", "Two.", "Three.", made_on=day, origin="pre_decision")
    answer(found, YES, PART, YES, approved_on=day)
    page = page_of(client, found)
    assert lead_of(page) == "Cabinet answered 3 recommendations: 2 agreed and 1 in part."
    assert "Before a decision" in words_of(page)
    assert RecommendationSet.objects.answered().count() == 1


def test_received_at_one_meeting_and_answered_two_cycles_later(client):
    """Noted at the meeting that received it, answered two meetings later, in time: the interim word stops nothing."""
    received = Day(2026, 3, 10)
    found = a_set("One.", made_on=Day(2026, 2, 24), received_on=received, notice_given_on=received)
    answer(found, {"outcome": "", "comment": "Cabinet will answer in May."}, kind="interim", approved_on=received)
    between = Day(2026, 4, 14)
    assert RecommendationSet.objects.awaiting().get() == found
    with on(between):
        assert "Cabinet has to answer by Saturday 9 May 2026" in words_of(page_of(client, found))
    answer(found, YES, kind="full", approved_on=Day(2026, 5, 5))
    with on(Day(2026, 5, 6)):
        words = words_of(page_of(client, found))
    assert "The answer came on 5 May 2026, in time." in words
    assert [words.count(said) for said in ("gave an interim response", "Cabinet responded to")] == [1, 1]


def test_1_of_18_answered_and_the_others_refuse_nothing(client):
    """One report of eighteen has an answer, and the answer is "noted"."""
    sets = [a_set("That it be done.", made_on=Day(2026, 5, 20), subject=f"report {n}") for n in range(1, 19)]
    noted = {"outcome": "no_outcome_given", "outcome_words": "Noted", "comment": "Noted."}
    answer(sets[6], noted, approved_on=Day(2026, 7, 7))
    with on(Day(2026, 7, 20)):
        words = words_of(client.get("/recommendations/"))
    counts = ["Awaiting an answer (17)", "Answered (1)", "Agreed (0)", "Not agreed (0)", "No outcome given (1)"]
    assert [said in words for said in counts] == [True] * 5
    assert RecommendationSet.objects.awaiting().count() == 17


def test_the_whole_life_of_a_set(client):
    """Agreed, sent and received in one go, answered, noted, monitored, closed: each an entry of the register."""
    Council.objects.all().delete()
    f.make_council()
    found = f.make_set("That the ferry run on Sundays.", made_on=None)
    said = {"edit_number": None, "by": None, "at": f.AT}
    found = actions.record_stages(
        found, made_on=Day(2026, 9, 1), sent_on=Day(2026, 9, 2), received_on=Day(2026, 9, 8),
        notice_given_on=Day(2026, 9, 8), **said,
    )  # fmt: skip
    assert (found.status, found.due_on, found.reference) == ("received", Day(2026, 11, 7), "SR-2026-1")
    answer(found, YES, approved_on=Day(2026, 10, 6))
    found = actions.note_response(found, noted_on=Day(2026, 10, 20), noted_at=None, **said)
    found = actions.monitor_set(found, monitored_from=Day(2026, 10, 20), **said)
    found = actions.close_set(
        found, closed_on=Day(2026, 11, 1), closed_at=None, closed_reason="The ferry runs.", **said
    )
    with on(Day(2026, 11, 2)):
        words = words_of(page_of(client, found))
    assert "Finance Panel closed these recommendations on 1 November 2026. The ferry runs." in words
    for sentence in (
        "Finance Panel made 1 recommendation about the ledger",
        "The recommendations about the ledger were sent to Cabinet",
        "Cabinet received the recommendations about the ledger; answer due by 7 November 2026",
        "Finance Panel noted the response to its recommendations about the ledger",
        "Finance Panel follows what is done about its recommendations on the ledger",
        "Finance Panel closed its recommendations about the ledger",
    ):
        assert sentence in words
    notice = client.get(f"/recommendations/{found.reference}/notice.pdf")
    assert (notice.status_code, notice.content[:5]) == (200, b"%PDF-")
