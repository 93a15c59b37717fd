"""The list's filters: what each leaves, that every count is true, that nothing withheld can be searched."""

from __future__ import annotations

import datetime
import itertools
import random

import pytest
from django.http import QueryDict

from council.models import Council
from council.statute.periods import municipal_year
from recommendations import filters, states
from recommendations.choices import Outcome
from recommendations.models import RecommendationSet
from recommendations.querysets_progress import with_progress
from recommendations.row_facts import NAMES, with_facts
from tests import factories as f
from tests.shared_world import made_for_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

TODAY = datetime.date(2026, 11, 2)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def received(days: int) -> dict:
    day = ago(days)
    return {"made_on": ago(days + 3), "received_on": day, "notice_given_on": day}


def chosen_by(query: str, on: datetime.date = TODAY) -> filters.RecommendationFilter:
    """The filters of a query string."""
    return filters.RecommendationFilter(QueryDict(query), Council.current(), on)


def texts(query: str) -> list[str]:
    return sorted(row.text for row in chosen_by(query).qs)


def count_of_choice(filter_set: filters.RecommendationFilter, name: str, code: str) -> int:
    words = dict(filter_set.form.fields[name].choices)[code]
    return int(str(words).rpartition("(")[2].rstrip(")"))


def make_assorted():
    """Sets in every state and with every outcome, of two committees and two years; and much that is not public."""
    roads = f.make_body("Roads Panel")
    answers = {"outcome": Outcome.NOT_ACCEPTED, "outcome_words": "No", "comment": "No money."}
    part = {"outcome": Outcome.IN_PART, "outcome_words": "In part", "comment": "Some."}
    f.make_set("Awaiting soon", public=True, **received(55))
    f.make_set("Awaiting later", public=True, made_by=roads, **received(5))
    f.make_set("Overdue", "Overdue too", public=True, **received(90))
    f.make_set("No clock", public=True, made_by=roads, made_on=ago(300))
    late = f.make_set("Answered late", public=True, **received(200))
    f.make_response(late, until="published", approved_on=ago(100), answers=answers)
    in_time = f.make_set("Answered in time", "Answered in time too", public=True, made_by=roads, **received(200))
    f.make_response(in_time, until="published", approved_on=ago(190), answers=part)
    undated = f.make_set("Answered, date not recorded", public=True, **received(220))
    f.make_response(undated, until="published", approved_on=None)
    interim = f.make_set("Interim only", public=True, **received(10))
    f.make_response(interim, until="published", approved_on=ago(2), kind="interim")
    draft_answer = f.make_set("Answer drafted", public=True, made_by=roads, **received(12))
    f.make_response(draft_answer, until="approved", approved_on=ago(1))
    f.make_set("CANARY draft", made_by=f.make_body("Secret Panel"), made_on=datetime.date(1999, 6, 1))
    return roads


@pytest.fixture(scope="class")
def assorted(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for a class whose every test looks at them."""
    with made_for_all(django_db_blocker, tmp_path_factory.mktemp("files")):
        yield make_assorted()


class TestStates:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("awaiting", ["Answer drafted", "Awaiting later", "Awaiting soon", "Interim only", "No clock", "Overdue",
                          "Overdue too"]),
            ("due-soon", ["Awaiting soon"]),
            ("overdue", ["Overdue", "Overdue too"]),
            ("answered", ["Answered in time", "Answered in time too", "Answered late", "Answered, date not recorded"]),
            ("answered-late", ["Answered late"]),
        ],
    )  # fmt: skip
    def test_each_leaves_its_own(self, assorted, asked, found):
        assert texts(f"state={asked}") == found

    def test_the_councils_window_and_start_are_used(self, assorted):
        f.make_council(due_soon_days=2)
        assert texts("state=due-soon") == []
        f.make_council(due_soon_days=90)
        assert texts("state=due-soon") == ["Answer drafted", "Awaiting later", "Awaiting soon", "Interim only"]
        f.make_council(clock_starts_on=ago(20))
        assert texts("state=overdue") == texts("state=answered-late") == []

    def test_states_agree_with_the_predicates_row_by_row(self, assorted):
        council, sets = Council.current(), RecommendationSet.objects.published()
        found = dict(sets.annotate(state=states.state(council, TODAY)).values_list("pk", "state"))

        def keys(*codes):
            return {key for key, code in found.items() if code in codes}

        def of(queryset):
            return set(queryset.values_list("pk", flat=True))

        assert keys(*states.AWAITING_STATES) == of(sets.awaiting())
        assert keys(*states.ANSWERED_STATES) == of(sets.answered())
        assert keys(states.OVERDUE) == of(sets.overdue(TODAY, None))
        assert keys(states.DUE_SOON) == of(sets.due_soon(TODAY, council.due_soon_days, None))
        assert keys(states.ANSWERED_LATE) == of(sets.answered_late(None))


class TestOtherFilters:
    def test_committee(self, assorted):
        found = ["Answer drafted", "Answered in time", "Answered in time too", "Awaiting later", "No clock"]
        assert texts("body=roads-panel") == found

    @pytest.mark.parametrize(
        ("outcome", "found"),
        [
            ("accepted", ["Answered, date not recorded"]),
            ("accepted_in_part", ["Answered in time", "Answered in time too"]),
            ("not_accepted", ["Answered late"]),
            ("no_outcome_given", []),
        ],
    )
    def test_outcome(self, assorted, outcome, found):
        assert texts(f"outcome={outcome}") == found


class TestOthers:
    """Each of these makes its own sets."""

    def test_the_last_day_is_not_overdue(self):
        f.make_set("It", public=True, **received(60))
        due_on = RecommendationSet.objects.get().due_on
        assert chosen_by("state=due-soon", on=due_on).total == 1
        assert chosen_by("state=overdue", on=due_on).total == 0
        assert chosen_by("state=overdue", on=due_on + datetime.timedelta(days=1)).total == 1

    def test_a_corrected_answer_counts_once_and_as_corrected(self):
        from recommendations import actions

        recommendation_set = f.make_set("It", public=True)
        f.make_response(recommendation_set, until="published")
        second = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason="Wrong.")
        rows = {item.pk: {"outcome": "not_accepted", "outcome_words": "No"} for item in second.items.all()}
        second = actions.save_response(second, fields={}, rows=rows, edit_number=second.edit_number, by=None, at=f.AT)
        assert texts("outcome=accepted") == ["It"]
        f.advance(second, "published", drafter=f.make_user(("officer", "executive")))
        assert (texts("outcome=accepted"), texts("outcome=not_accepted")) == ([], ["It"])

    @pytest.mark.parametrize(
        ("made_on", "year"),
        [("2026-04-30", "2025/26"), ("2026-05-01", "2026/27"), ("2027-01-01", "2026/27"), ("1999-12-31", "1999/00")],
    )
    def test_municipal_year(self, made_on, year):
        f.make_set("It", public=True, made_on=datetime.date.fromisoformat(made_on))
        assert texts(f"year={year}") == ["It"]

    @pytest.mark.parametrize(
        "name", ["2026/28", "2026/26", "26/27", "", "x", "2026", "9999/00", "0000/01", "２０２６/27"]
    )
    def test_what_is_no_municipal_year(self, name):
        assert filters.year_of(name) is None

    def test_words_in_text_subject_and_reference(self):
        first = f.make_set("That LIBRARIES stay open.", public=True, subject="opening hours")
        f.make_set("That the pool stay open.", public=True, subject="libraries and pools")
        f.make_set("Something else.", public=True, subject="roads")
        assert texts("words=libraries") == ["That LIBRARIES stay open.", "That the pool stay open."]
        assert texts("words=open+pool") == ["That the pool stay open."]
        assert texts(f"words={first.reference}") == ["That LIBRARIES stay open."]
        assert texts("words=%25") == texts("words=_") == []

    def test_withheld_words_are_not_searched_but_their_summary_is(self):
        row = {"label": "1)", "text": "CANARY price", "restriction": "exempt", "exempt_paragraphs": "3",
               "exempt_reason": "Money.", "public_summary": "Buying a site"}  # fmt: skip
        secret = row | {"label": "2)", "restriction": "confidential", "exempt_paragraphs": "", "exempt_reason": ""}
        f.make_set(rows=[row, secret], public=True)
        assert chosen_by("words=canary").total == chosen_by("words=canary").qs.count() == 0
        assert chosen_by("words=site").total == 2


class TestCounts:
    def test_every_count_is_what_choosing_it_gives(self, assorted):
        drawn = random.Random(7)
        words = ["", "answered", "overdue+too", "nothing"]
        years = ["", "2025/26", "2026/27"]
        queries = [
            f"state={s}&outcome={o}&body={b}&year={y}&words={w}"
            for s, o, b, y, w in itertools.product(
                ["", *states.ASKED], ["", *filters.OUTCOMES], ["", "roads-panel", "finance-panel"], years, words
            )
        ]
        for query in drawn.sample(queries, 12):
            chosen = chosen_by(query)
            assert chosen.total == chosen.qs.count(), query
            for name in ("state", "outcome", "body", "year"):
                data = QueryDict(query, mutable=True)
                for code in [code for code, _words in chosen.form.fields[name].choices if code]:
                    data[name] = code
                    assert count_of_choice(chosen, name, code) == chosen_by(data.urlencode()).total, (query, name, code)

    def test_committees_and_years_with_nothing_public_are_not_offered(self, assorted):
        fields = chosen_by("").form.fields
        assert [code for code, _words in fields["body"].choices] == ["", "finance-panel", "roads-panel"]
        assert [code for code, _words in fields["year"].choices] == ["", "2026/27", "2025/26"]

    def test_one_grouped_query(self, assorted, django_assert_num_queries):
        with django_assert_num_queries(3):  # the council, the sets that several answer, the groups
            assert chosen_by("state=awaiting").total == 7


class TestBadInput:
    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("state=zzz", "state"), ("outcome=null", "outcome"), ("body=secret-panel", "body"),
            ("year=1999/00", "year"),
            ("words=%00", "words"), (f"words={'x' * 401}", "words"), ("body=1%27+OR+1=1--", "body"),
        ],
    )  # fmt: skip
    def test_it_is_left_out_and_said(self, assorted, query, field):
        chosen = chosen_by(f"{query}&state=overdue" if field != "state" else query)
        assert list(chosen.form.errors) == [field]
        assert chosen.total == chosen.qs.count() == (2 if field != "state" else 11)

    @pytest.mark.parametrize(
        "query",
        ["page=0", "page=-1", "page=zzz", "page=99999999999999999999", "page=%00", "state=overdue&state=answered",
         "words=%F0%9F%98%80", "words=%ED%A0%80", "words='\"<>", "year=%D9%A2%D9%A0%D9%A2%D9%A6/27",
         "outcome=&body=&year=",
         "set__made_by__kind=council", "id=1", "order_by=text", "words[]=x", "&&&=", "words=" + "a+" * 100],
    )  # fmt: skip
    def test_the_page_still_answers(self, client, assorted, query):
        assert client.get(f"/recommendations/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("made_on", "name"),
    [
        (datetime.date(1974, 4, 30), ""),
        (datetime.date(1974, 5, 1), "1974/75"),
        (datetime.date(1999, 12, 31), "1999/00"),
        (datetime.date(2000, 4, 30), "1999/00"),
        (datetime.date(2000, 5, 1), "2000/01"),
        (datetime.date(2009, 1, 1), "2008/09"),
        (datetime.date(2027, 4, 30), "2026/27"),
        (datetime.date(2027, 5, 1), ""),
    ],
)
def test_the_year_in_the_database_is_that_of_the_law(made_on, name):
    f.make_set(public=True, made_on=made_on)
    rows = filters.public_recommendations(f.make_council(), datetime.date(2026, 11, 26))
    assert {row.year for row in rows} == {name}
    assert name in ("", municipal_year(made_on).name)


def test_what_a_page_says_of_its_rows_is_what_the_whole_list_says(assorted):
    """Rows that are read by a statement written once, beside rows that are read with their annotations."""
    council = Council.current()
    for on in (TODAY, ago(-60)):
        whole = {row.pk: row for row in with_progress(filters.public_recommendations(council, on), on)}
        several = states.divided(council, on)
        asked = filters.public_rows().filter(pk__in=list(whole))
        found = with_facts(asked, council, on, several)
        assert found.keys() == whole.keys()
        for key, row in found.items():
            for name in NAMES:
                assert getattr(row, name) == getattr(whole[key], name), (on, name)
    assert len({row.state for row in whole.values()}) > 3
