"""Several who have to answer one set: each with a due date and an answer of their own, one definition of overdue."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine
from django.urls import reverse

from council.models import Body, Council, Office, Snapshot
from council.publication import RefusedError
from recommendations import actions, parts, published, states
from recommendations.choices import DueBasis
from recommendations.models import Duty, RecommendationSet
from tests import factories as f
from tests.filling import fields_of, pressed
from tests.reading import words_of
from tests.recommendations.answering import NO, TODAY, YES, a_set, ago, answer, lead_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files", "today")]


@pytest.fixture
def today():
    f.make_council(target_months=3)
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


def rows(*duties):
    return [{"label": f"{n})", "text": f"That {n} be done.", "duty": duty} for n, duty in enumerate(duties, start=1)]


def partner(name="The Wen Drainage Board", route=""):
    return {"name": name, "route": route}


def a_divided_set(received=50, **fields):
    """To Cabinet with notice, and to a partner body, which has the council's target of three months."""
    return a_set(received=received, rows=rows(None, partner()), **fields)


def answer_of(found, duty, *answers, **said):
    return answer(found, *answers, duty=duty, **said)


class TestDueDates:
    @pytest.mark.parametrize(
        ("duty", "route", "basis", "due_on"),
        [
            ("council", "council", DueBasis.STATUTORY, datetime.date(2026, 11, 11)),
            ("committee", "committee", DueBasis.TARGET, datetime.date(2026, 12, 11)),
            ("officer", "officer", DueBasis.TARGET, datetime.date(2026, 12, 11)),
            ("member", "executive", DueBasis.STATUTORY, datetime.date(2026, 11, 11)),
            ("partner", "partner", DueBasis.TARGET, datetime.date(2026, 12, 11)),
        ],
    )
    def test_each_route_has_its_own(self, duty, route, basis, due_on):
        holders = {
            "council": lambda: {"body": f.make_body("Full Council", Body.Kind.COUNCIL)},
            "committee": lambda: {"body": f.make_body("Licensing Committee", Body.Kind.REGULATORY)},
            "officer": lambda: {"office": Office.objects.create(title="Head of Ferries", slug="hof", kind="officer")},
            "member": lambda: {"office": f.make_holding("Cabinet Member for Ferries").office},
            "partner": partner,
        }
        found = a_set(received=51, rows=rows(None, holders[duty]()))
        own = found.duties.get()
        assert (own.route, own.due_basis, own.due_on) == (route, basis, due_on)
        assert own.due_working.endswith(f"last day {due_on.day} {due_on:%B %Y}")

    def test_a_route_has_a_target_in_days_of_its_own(self):
        council = Council.objects.get()
        council.target_days_officer, council.target_days_partner, council.target_days_committee = 30, 45, 20
        council.save()
        head = Office.objects.create(title="Head of Ferries", slug="hof", kind="officer")
        board = {"body": f.make_body("Licensing Committee", Body.Kind.REGULATORY)}
        found = a_set(received=51, rows=rows(None, {"office": head}, partner(), board))
        due = {duty.name: (duty.due_on, duty.due_working) for duty in found.duties.all()}
        received = "received 12 September 2026, the council's target of"
        assert due == {
            "Head of Ferries": (ago(21), f"{received} 30 days after that day, last day 12 October 2026"),
            "The Wen Drainage Board": (ago(6), f"{received} 45 days after that day, last day 27 October 2026"),
            "Licensing Committee": (ago(31), f"{received} 20 days after that day, last day 2 October 2026"),
        }
        assert (found.due_basis, found.due_on) == (DueBasis.STATUTORY, datetime.date(2026, 11, 11))

    def test_without_a_target_a_partner_has_no_date(self):
        Council.objects.update(target_months=None)
        found = a_divided_set()
        assert (found.duties.get().due_on, found.due_basis) == (None, DueBasis.STATUTORY)

    def test_it_is_worked_out_on_receipt(self):
        found = f.make_set(rows=rows(None, partner()), public=True, made_on=ago(60))
        assert found.duties.get().due_on is None
        said = {"edit_number": None, "by": None, "at": f.AT}
        actions.receive_set(found, received_on=ago(50), notice_given_on=None, **said)
        assert Duty.objects.get().due_on == datetime.date(2026, 12, 12)

    def test_a_duty_goes_when_nothing_is_addressed_to_it(self):
        found = f.make_set(rows=rows(None, partner()))
        keys = [row.key for row in found.recommendations.all()]
        changed = [{"key": key, "duty": None} for key in keys]
        actions.revise_set(found, fields={}, rows=changed, edit_number=found.edit_number, by=None, at=f.AT)
        assert not Duty.objects.exists()


class TestAnswers:
    def test_each_answers_what_was_addressed_to_them(self):
        found = a_divided_set()
        own = answer(found, YES, approved_on=ago(1))
        theirs = answer_of(found, found.duties.get(), NO, approved_on=ago(1))
        assert [[item.recommendation.label for item in one.items.all()] for one in (own, theirs)] == [["1)"], ["2)"]]
        assert [published.response_address(one) for one in (own, theirs)] == [
            f"/recommendations/{found.reference}/responses/1/",
            f"/recommendations/{found.reference}/addressees/2/responses/1/",
        ]

    def test_two_drafts_at_once_but_not_two_of_one(self):
        found = a_divided_set()
        answer(found, YES, until="drafting")
        answer_of(found, found.duties.get(), YES, until="drafting")
        with pytest.raises(RefusedError, match="already being drafted"):
            actions.start_response(found, by=None, at=f.AT, duty=found.duties.get())

    def test_a_correction_of_one_answer_is_told_before_it(self, client):
        found = a_divided_set()
        answer(found, YES, approved_on=ago(4))
        answer_of(found, found.duties.get(), NO, approved_on=ago(3))
        answer(found, NO, reason="It is too dear.", approved_on=ago(2))
        page = words_of(page_of(client, found))
        told = [page.index(words) for words in ("To Cabinet", "Corrected version", "There is no money.", "To The Wen")]
        assert told == sorted(told)
        assert page.count("Corrected version") == 1

    def test_nobody_answers_for_somebody_without_a_recommendation(self):
        found = a_set(received=10, rows=rows(partner(), partner()))
        with pytest.raises(RefusedError, match="None of the recommendations is addressed to them"):
            actions.start_response(found, by=None, at=f.AT)

    def test_a_recommendation_that_is_being_answered_stays_with_who_answers(self):
        found = a_divided_set()
        answer_of(found, found.duties.get(), YES, until="drafting")
        changed = [{"key": row.key, "duty": None} for row in found.recommendations.all()]
        said = {"edit_number": found.edit_number, "by": None, "at": f.AT, "reason": "To Cabinet after all."}
        with pytest.raises(RefusedError, match="cannot be given to somebody else"):
            actions.revise_set(found, fields={}, rows=changed, **said)

    def test_the_page_shows_both(self, client):
        found = a_divided_set()
        answer(found, YES, approved_on=ago(5))
        page = page_of(client, found)
        words = words_of(page)
        assert "To Cabinet" in words
        assert "Cabinet agreed to the recommendation. The answer came on 28 October 2026, in time." in words
        assert "The Wen Drainage Board has to answer by Saturday 12 December 2026" in words
        answer_of(found, found.duties.get(), NO, approved_on=ago(1))
        words = words_of(page_of(client, found))
        assert "The Wen Drainage Board did not agree to the recommendation." in words
        version = client.get(f"/recommendations/{found.reference}/addressees/2/responses/1/")
        assert "The Wen Drainage Board response to recommendations" in words_of(version)
        paper = client.get(f"/recommendations/{found.reference}/addressees/2/responses/1.pdf")
        assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def the_state(found, council):
    """By the definition of the lists, and by that of the set's page; they must agree."""
    listed = RecommendationSet.objects.annotate(state=states.state(council, TODAY)).get(pk=found.pk).state
    facts = published.SET.read(found)
    public, gone = parts.published_versions(found)
    read = parts.read_versions(public, found)
    page = [part["state"] for part in parts.parts_of(found, facts, read, public, gone, council=council, on=TODAY)]
    return listed, page


class TestOneDefinition:
    """The set is as late as the latest of those who have to answer, on every page."""

    @pytest.mark.parametrize(
        ("received", "own", "theirs", "listed", "page"),
        [
            (10, None, None, states.DUE_LATER, [states.DUE_LATER, states.DUE_LATER]),
            (50, None, None, states.DUE_SOON, [states.DUE_SOON, states.DUE_LATER]),
            (70, None, None, states.OVERDUE, [states.OVERDUE, states.DUE_LATER]),
            (70, 10, None, states.DUE_LATER, [states.ANSWERED_IN_TIME, states.DUE_LATER]),
            (95, 1, None, states.OVERDUE, [states.ANSWERED_LATE, states.OVERDUE]),
            (95, 50, 2, states.ANSWERED_LATE, [states.ANSWERED_IN_TIME, states.ANSWERED_LATE]),
            (70, 20, 2, states.ANSWERED_IN_TIME, [states.ANSWERED_IN_TIME, states.ANSWERED_IN_TIME]),
            (70, None, 2, states.OVERDUE, [states.OVERDUE, states.ANSWERED_IN_TIME]),
        ],
    )
    def test_everywhere(self, received, own, theirs, listed, page):
        found = a_divided_set(received=received)
        for duty, days in ((None, own), (found.duties.get(), theirs)):
            if days is not None:
                answer_of(found, duty, YES, approved_on=ago(days))
        council = Council.current()
        assert the_state(found, council) == (listed, page)
        sets = RecommendationSet.objects.all()
        assert sets.overdue(TODAY).exists() == (listed == states.OVERDUE)
        assert sets.due_soon(TODAY, 14).exists() == (listed == states.DUE_SOON)
        assert sets.answered().exists() == (listed in states.ANSWERED_STATES)
        assert sets.answered_late().exists() == (listed == states.ANSWERED_LATE)

    def test_the_day_of_the_answer_is_that_of_the_last(self):
        found = a_divided_set()
        answer(found, YES, approved_on=ago(20))
        sets = RecommendationSet.objects.with_answered_on()
        assert sets.get().answered_on is None
        answer_of(found, found.duties.get(), YES, approved_on=ago(3))
        assert sets.get().answered_on == ago(3)

    def test_the_list_and_the_lead_say_the_same(self, client):
        found = a_divided_set(received=70)
        assert "10 days overdue" in words_of(page_of(client, found))
        words = words_of(client.get("/recommendations/?state=overdue"))
        assert "Cabinet had to answer by Friday 23 October 2026: 10 days overdue" in words

    def test_a_set_all_of_which_goes_elsewhere(self, client):
        found = a_set(received=70, rows=rows(partner(), partner()))
        assert lead_of(page_of(client, found)).startswith("The Wen Drainage Board has to answer by")
        answer_of(found, found.duties.get(), YES, NO, approved_on=ago(1))
        assert RecommendationSet.objects.answered().get() == found


class TestDaysOfTheirOwn:
    """A set that one received on one day and the other on another."""

    def sent(self):
        return f.make_set(rows=rows(None, {"body": f.make_body("Full Council", Body.Kind.COUNCIL)}), public=True,
                          made_on=datetime.date(2026, 9, 1), subject="the towpath")  # fmt: skip

    def boxes(self, **days):
        return {f"{name}_{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")}

    def page(self, found, verb="receive"):
        return reverse(f"recommendations:officer-set-{verb}", args=[found.public_id])

    def test_the_form_asks_each_and_residents_read_both(self, client):
        found = self.sent()
        client.force_login(f.make_user(("publisher", "scrutiny")))
        early, late = datetime.date(2026, 9, 3), datetime.date(2026, 9, 21)
        typed = self.boxes(received_on=early, notice_given_on=early, received_on_2=late, notice_given_on_2=late)
        shown = words_of(pressed(client, client.get(self.page(found)), "show", **typed))
        assert "Answer of Full Council due by 20 November 2026" in shown
        pressed(client, client.get(self.page(found)), "save", **typed)
        duty, page = found.duties.get(), words_of(client.get(f"/recommendations/{found.reference}/"))
        assert (duty.due_on, duty.due_basis) == (datetime.date(2026, 11, 20), DueBasis.STATUTORY)
        assert "received 21 September 2026" in duty.due_working
        assert RecommendationSet.objects.get(pk=found.pk).due_on == datetime.date(2026, 11, 2)
        assert "Received on 3 September 2026 Full Council: 21 September 2026" in page
        assert "21 September 2026 Full Council received the recommendations" in page
        first = "3 September 2026 Cabinet received the recommendations about the towpath; answer due by 2 November"
        assert first in page
        told = json.loads(Snapshot.objects.latest("pk").text)["record"]["duties"]
        assert [(one["received_on"], one["due_on"]) for one in told] == [("2026-09-21", "2026-11-20")]

    def test_a_wrong_day_is_corrected_and_never_as_a_clerical_slip(self, client):
        found = self.sent()
        early, late = datetime.date(2026, 9, 3), datetime.date(2026, 9, 21)
        days = {"received_on": early, "notice_given_on": early, "others": {2: (late, late)}}
        actions.receive_set(found, **days, edit_number=None, by=None, at=f.AT)
        client.force_login(f.make_user(("publisher", "scrutiny")))
        edit = reverse("recommendations:officer-set-edit", args=[found.public_id])
        opened = client.get(edit)
        assert fields_of(opened)["received_on_2_day"] == "21"
        typed = self.boxes(received_on_2=datetime.date(2026, 9, 22), notice_given_on_2=late)
        slip = pressed(client, opened, reason="A wrong day", correction="clerical", **typed)
        assert "When each of them received it: residents rely on it." in words_of(slip)
        pressed(client, opened, reason="A wrong day", correction="of_substance", **typed)
        assert found.duties.get().due_on == datetime.date(2026, 11, 21)
        again = client.get(edit)
        pressed(client, again, reason="No day", correction="of_substance", subject="the new towpath")
        assert found.duties.get().due_on == datetime.date(2026, 11, 21)

    def test_an_empty_day_is_that_of_the_set(self, client):
        found = self.sent()
        client.force_login(f.make_user(("publisher", "scrutiny")))
        early = datetime.date(2026, 9, 3)
        pressed(client, client.get(self.page(found)), "save", **self.boxes(received_on=early, notice_given_on=early))
        duty = found.duties.get()
        assert (duty.received_on, duty.due_on) == (None, datetime.date(2026, 11, 2))

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            ({"notice_given_on_2": datetime.date(2026, 9, 9)}, "Enter the day Full Council received them"),
            ({"received_on_2": datetime.date(2026, 8, 31)}, "This must be 1 September 2026 or later"),
            ({"received_on_2": datetime.date(2036, 8, 31)}, "must be"),
        ],
    )
    def test_what_cannot_be_is_said_and_kept(self, client, days, words):
        found = self.sent()
        client.force_login(f.make_user(("publisher", "scrutiny")))
        typed = self.boxes(received_on=datetime.date(2026, 9, 3), **days)
        again = pressed(client, client.get(self.page(found)), "save", **typed)
        assert words in words_of(again)
        assert {name: fields_of(again)[name] for name in typed} == {name: str(value) for name, value in typed.items()}
        assert found.duties.get().due_on is None

    def test_several_steps_at_once_ask_each_too(self, client):
        found = f.make_set(rows=rows(None, {"body": f.make_body("Full Council", Body.Kind.COUNCIL)}), made_on=None)
        client.force_login(f.make_user(("officer", "scrutiny"), ("publisher", "scrutiny")))
        page = self.page(found, "stages")
        opened = words_of(client.get(page))
        assert "Cabinet received them on" in opened
        assert opened.index("Cabinet received them on") < opened.index("Full Council received them on")
        days = {"made_on": datetime.date(2026, 9, 1), "sent_on": datetime.date(2026, 9, 2)}
        early, late = datetime.date(2026, 9, 3), datetime.date(2026, 9, 21)
        days |= {"received_on": early, "notice_given_on": early, "received_on_2": late, "notice_given_on_2": late}
        typed = self.boxes(**days)
        shown = words_of(pressed(client, client.get(page), "show", **typed))
        assert "Answer due by 2 November 2026" in shown
        assert "Answer of Full Council due by 20 November 2026" in shown
        assert not RecommendationSet.objects.get().is_published
        pressed(client, client.get(page), "save", **typed)
        stored, duty = RecommendationSet.objects.get(), found.duties.get()
        assert (stored.status, stored.received_on, stored.due_on) == ("received", early, datetime.date(2026, 11, 2))
        assert (duty.received_on, duty.notice_given_on, duty.due_on) == (late, late, datetime.date(2026, 11, 20))
        told = json.loads(Snapshot.objects.latest("pk").text)["record"]["duties"]
        assert [(one["received_on"], one["due_on"]) for one in told] == [("2026-09-21", "2026-11-20")]

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            ({"received_on_2": datetime.date(2026, 9, 4)}, "This must be 5 September 2026 or later: they were sent"),
            ({"received_on_2": datetime.date(2026, 9, 9), "received_on": None},
             "Enter this date too, or take out when the others received them"),
            ({"notice_given_on_2": datetime.date(2026, 9, 9)}, "Enter the day Full Council received them"),
        ],
    )  # fmt: skip
    def test_what_several_steps_refuse_is_kept_as_typed(self, client, days, words):
        found = self.sent()
        client.force_login(f.make_user(("publisher", "scrutiny")))
        days = {"sent_on": datetime.date(2026, 9, 5), "received_on": datetime.date(2026, 9, 7)} | days
        typed = self.boxes(**{name: day for name, day in days.items() if day})
        again = pressed(client, client.get(self.page(found, "stages")), "save", **typed)
        assert words in words_of(again)
        assert {name: fields_of(again)[name] for name in typed} == {name: str(value) for name, value in typed.items()}
        assert (RecommendationSet.objects.get().status, found.duties.get().due_on) == ("agreed", None)

    def test_a_day_before_they_were_sent_is_refused_by_whatever_records_it(self):
        found = actions.send_set(self.sent(), sent_on=datetime.date(2026, 9, 5), edit_number=None, by=None, at=f.AT)
        day = datetime.date(2026, 9, 4)
        days = {"received_on": datetime.date(2026, 9, 7), "notice_given_on": None, "others": {2: (day, None)}}
        with pytest.raises(RefusedError, match="before the date they were sent"):
            actions.receive_set(found, **days, edit_number=None, by=None, at=f.AT)
