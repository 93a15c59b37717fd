"""What is overdue is the same everywhere: lists, pages, figures, tracker, briefings, reminders, the officers' desk.

In every state an answer or a promise can be in, on the day before the last day, on the day itself, and after it.
"""

from __future__ import annotations

import datetime

import pytest
from django.db import connection, transaction
from django.test import override_settings

from council import pdf
from council.models import Body, Council
from council.models.people import Office
from recommendations import actions
from recommendations.actions.progress import withdraw_update
from recommendations.actions.reviews import record_reviews
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.recommendations import overdue
from tests.recommendations.answering import NO, YES, answer
from tests.recommendations.progressing import an_item, an_update

# Received on 20 September 2026 with notice: the last day is 19 November, for partners by the council's own target.
RECEIVED, DUE = datetime.date(2026, 9, 20), datetime.date(2026, 11, 19)
DAY = datetime.timedelta(days=1)
EARLY, LATE = datetime.date(2026, 11, 1), DUE + DAY
BOARD = {"name": "The Wen Board", "route": "partner"}
CABINET = "Cabinet"


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything in every state, made once and read on each of the days."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_ROOT=folder, MEDIA_ROOT=folder, PDF_REQUIRED=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(pdf, "is_available", lambda: False)
        made = f.make_council(clock_starts_on=datetime.date(2026, 6, 1), target_months=2)
        f.make_body(CABINET, Body.Kind.EXECUTIVE)
        make_answers()
        make_promises(made)
        yield made
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        connection.close()


def a_set(subject: str, *duties: dict | None, public: bool = True, day: datetime.date | None = RECEIVED, **fields):
    rows = [
        {"label": f"{number})", "text": f"That {subject} {number} be done.", "duty": duty}
        for number, duty in enumerate(duties or (None,), start=1)
    ]
    dates = {"made_on": day or RECEIVED, "received_on": day, "notice_given_on": day}
    return f.make_set(rows=rows, public=public, subject=subject, **(dates | fields))


def own(found, on: datetime.date | None = EARLY, until: str = "published", **fields):
    return answer(found, YES, until=until, approved_on=on, **fields)


def of_board(found, on: datetime.date = EARLY):
    return answer(found, NO, duty=found.duties.get(), approved_on=on)


def on_two_days(subject: str, ours: datetime.date, theirs: datetime.date):
    """A set to Cabinet and to the board, who received it on different days."""
    found = a_set(subject, None, BOARD, day=None, made_on=ours)
    days = {"received_on": ours, "notice_given_on": ours, "others": {2: (theirs, theirs)}}
    return actions.receive_set(found, **days, edit_number=None, by=None, at=f.AT)


def withdrawn(response) -> None:
    actions.withdraw_response(response, reason="By mistake", by=None, at=f.AT)


def made_exempt(found) -> None:
    (row,) = found.recommendations.all()
    exempt = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_summary": "A site"}
    fresh = RecommendationSet.objects.get(pk=found.pk)
    rows = [{"key": str(row.key), "label": "1)", "text": row.text, **exempt}]
    actions.revise_set(fresh, fields={}, rows=rows, edit_number=fresh.edit_number, reason="Prices", by=None, at=f.AT)


def make_answers() -> None:
    """A set in each state; which of them are overdue after the last day stands in `LATE_ANSWERS`."""
    said = {"edit_number": None, "by": None, "at": f.AT}
    a_set("awaited")
    a_set("on another committee’s word", made_by=f.make_body("Roads Panel"))
    a_set("a draft", public=False)
    actions.withdraw_set(a_set("withdrawn"), reason="By mistake", by=None, at=f.AT)
    a_set("not received", day=None)
    a_set("received before the clocks start", day=datetime.date(2026, 5, 2))
    own(a_set("answered in time"))
    own(a_set("answered late"), LATE)
    own(a_set("answered on a day that is not recorded"), None)
    own(a_set("only an interim answer"), kind="interim")
    own(a_set("only a draft answer"), until="drafting")
    proposed = own(a_set("only a proposal"), until="signed_off")
    actions.propose_response(proposed, considered_on=EARLY, considered_at=None, **said)
    withdrawn(own(a_set("whose answer was withdrawn")))
    deferred = a_set("deferred")
    actions.defer_set(deferred, deferred_until=LATE, deferred_reason="The audit comes first.", **said)
    made_exempt(a_set("made exempt"))
    a_set("of two, nobody", None, BOARD)
    own(a_set("of two, one", None, BOARD))
    of_board(a_set("of two, the other", None, BOARD))
    both = a_set("of two, both", None, BOARD)
    own(both)
    of_board(both, LATE)
    a_set("of a board alone", BOARD)
    on_two_days("of two, the other has longer", RECEIVED, RECEIVED + 5 * DAY)
    on_two_days("of two, one before the clocks start", datetime.date(2026, 5, 2), RECEIVED)
    by_both = on_two_days("of two on two days, both", RECEIVED, RECEIVED + 5 * DAY)
    own(by_both)
    of_board(by_both, LATE)


LATE_ANSWERS = sorted(
    [
        (subject, CABINET)
        for subject in (
            "awaited", "on another committee’s word", "only an interim answer", "only a draft answer",
            "only a proposal", "whose answer was withdrawn", "deferred", "made exempt", "of two, nobody",
            "of two, the other", "of two, the other has longer",
        )
    ]
    + [(subject, BOARD["name"]) for subject in (
        "of two, nobody", "of two, one", "of a board alone", "of two, one before the clocks start",
    )]
)  # fmt: skip


def make_promises(council: Council) -> None:
    """An action in each state, in an answered set; which are overdue after their day stands in `LATE_PROMISES`."""
    lamps = Office.objects.create(title="Head of Lamps", slug="head-of-lamps", kind="officer")

    def action(words: str, due_on: datetime.date | None = DUE):
        promise = {"description": words, "due_on": due_on, "lead_title": lamps.title, "lead_office": lamps}
        return YES | {"no_action": "", "actions": [promise]}

    found = a_set("promises", *[None] * len(PROMISES))
    answer(found, *(action(words) for words in PROMISES), approved_on=EARLY)
    rows = dict(zip(PROMISES, found.recommendations.select_related("set").order_by("position"), strict=True))

    def said(words: str, status: str = "in_progress", **fields):
        return an_update(found, status, row=rows[words], **({"as_at": EARLY} | fields))

    said("in progress")
    said("paused", "paused")
    said("complete", "complete")
    said("will not be done", "not_implemented")
    said("complete, not yet accepted", "complete", accepted=False)
    withdraw_update(said("complete, withdrawn", "complete"), reason="By mistake", by=None, at=f.AT)
    said("complete, then not", "complete")
    said("complete, then not", as_at=EARLY + DAY)
    verdicts = {"closed": {"verdict": "complete"}, "kept open": {"verdict": "keep_open"}}
    verdicts["not satisfied"] = {"verdict": "not_satisfied", "further_by": LATE}
    given = {rows[words].pk: verdict for words, verdict in verdicts.items()}
    record_reviews(an_item(found, EARLY + DAY), given, by=None, at=f.AT)
    later = a_set("promises that changed", None, None)
    answer(later, action("without a day", None), action("postponed"), approved_on=EARLY)
    second = (action("without a day", None), action("postponed", LATE))
    answer(later, *second, reason="A date was wrong", approved_on=EARLY)


PROMISES = (
    "nothing said", "in progress", "paused", "complete", "will not be done", "complete, not yet accepted",
    "complete, withdrawn", "complete, then not", "closed", "kept open", "not satisfied",
)  # fmt: skip
LATE_PROMISES = sorted([
    "nothing said", "in progress", "paused", "complete, not yet accepted", "complete, withdrawn", "complete, then not",
    "kept open", "not satisfied",
])  # fmt: skip


@pytest.mark.parametrize(
    ("on", "late_answers", "late_promises"),
    [(DUE - DAY, [], []), (DUE, [], []), (DUE + DAY, LATE_ANSWERS, LATE_PROMISES)],
    ids=["the day before", "the day itself", "the day after"],
)
def test_everybody_names_the_same(db, council, on, late_answers, late_promises):
    assert overdue.disagreeing(council, on, late_answers, late_promises) == {}
