"""What the written statement must hold: each list of the law, by nation and by who decided; "none" is an answer."""

from __future__ import annotations

import datetime

import pytest

from council.models import Body, Council
from council.publication import RefusedError
from council.statute.decision_records import DecidedBy, elements
from meetings import actions_decisions as actions
from meetings.checklist_decisions import checklist
from meetings.models import Decision
from tests import factories
from tests.decision_factories import COMPLETE, NOT_SUBJECT, make_decision
from tests.factories import AT

ON = datetime.date(2026, 11, 2)


def named(nation: str, by: str, **facts) -> list[str]:
    return [element.name for element in elements(nation, DecidedBy(by), **facts)]


class TestTheLaw:
    def test_a_body_of_the_executive_si_2012_2089_reg_12(self):
        found = elements("england", DecidedBy.EXECUTIVE_BODY)
        assert [(element.name, element.rule) for element in found] == [
            ("text", "SI 2012/2089 reg 12(2)(a)"),
            ("decided_on", "SI 2012/2089 reg 12(2)(a)"),
            ("reasons", "SI 2012/2089 reg 12(2)(b)"),
            ("alternatives", "SI 2012/2089 reg 12(2)(c)"),
            ("conflicts", "SI 2012/2089 reg 12(2)(d)"),
            ("dispensations", "SI 2012/2089 reg 12(2)(e)"),
        ]

    @pytest.mark.parametrize(
        ("by", "rule"), [("member", "SI 2012/2089 reg 13(2)"), ("executive_officer", "SI 2012/2089 reg 13(4)")]
    )
    def test_one_person_for_the_executive_reg_13(self, by, rule):
        found = elements("england", DecidedBy(by))
        assert {element.rule[: len(rule)] for element in found} == {rule}
        assert [element.name for element in found] == named("england", "executive_body")

    def test_an_officer_not_for_the_executive_si_2014_2095_reg_7(self):
        without = ["decided_on", "text", "reasons", "alternatives"]
        assert named("england", "officer", is_expressly_delegated=False) == without
        assert named("england", "officer", is_expressly_delegated=True) == [*without, "conflicts"]

    @pytest.mark.parametrize("by", ["executive_body", "member", "executive_officer"])
    def test_wales_has_its_own_list_wsi_2001_2290_reg_7(self, by):
        found = named("wales", by)
        assert "alternatives" not in found
        assert found[-2:] == ["consultation", "would_have_decided"]
        assert {element.rule for element in elements("wales", DecidedBy(by))} == {"WSI 2001/2290 reg 7"}

    @pytest.mark.parametrize("nation", ["scotland", "northern-ireland"])
    @pytest.mark.parametrize("by", list(DecidedBy))
    def test_elsewhere_no_statement_is_asked_for(self, nation, by):
        assert [(element.name, element.rule) for element in elements(nation, by)] == [("text", ""), ("decided_on", "")]

    def test_the_minutes_are_the_record_of_other_bodies(self):
        assert named("england", "other_body") == ["text", "decided_on"]

    def test_nobody_else_decides(self):
        with pytest.raises(ValueError, match="nobody"):
            elements("england", "nobody")


pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council()


def missing(**fields) -> str:
    """What the publisher is told."""
    with pytest.raises(RefusedError) as refused:
        make_decision(public=True, **fields)
    return str(refused.value)


EMPTY = {"alternatives": "", "alternatives_answer": ""}
GAPS = [
    ({"parts": [], "lead_in": ""}, "The decision"),
    ({"decided_on": None}, "Date of decision"),
    ({"reasons": ""}, "Reasons"),
    (EMPTY, "Alternative options considered and rejected"),
    ({"conflicts_answer": ""}, "Conflicts of interest of members of the body"),
    ({"conflicts": "Councillor Ash owns a library.", "conflicts_answer": "given"}, "Dispensations granted"),
    ({"is_key": None}, "Key decision or not"),
    ({"is_subject": None}, "Subject to call-in or not"),
    ({"is_subject": False}, "Why it is not subject to call-in"),
    ({"is_subject": False, "not_subject": "urgent"}, "Who agreed that it is urgent"),
    ({"maker_title": ""}, "Who decided"),
]


@pytest.mark.parametrize(("gap", "words"), GAPS, ids=[words for _, words in GAPS])
def test_what_is_not_filled_in_stops_publication_and_is_named(gap, words):
    told = missing(**gap)
    assert words in told
    assert "Where there is none, say so." in told
    assert Decision.objects.get().published_at is None


def test_none_is_an_answer():
    decision = make_decision(public=True, alternatives="", alternatives_answer="none", conflicts_answer="none")
    assert decision.is_public


def test_dispensations_matter_only_where_somebody_had_a_conflict():
    given = {"conflicts": "Councillor Ash owns a library.", "conflicts_answer": "given"}
    assert make_decision(public=True, **given, dispensations_answer="none").is_public


def test_whose_conflicts_count_depends_on_who_decided():
    told = missing(maker_kind="member", conflicts_answer="")
    assert "Conflicts of interest of executive members who were consulted" in told


def test_wales_asks_for_consultation_and_not_for_alternatives():
    Council.objects.update(nation="wales")
    told = missing(**EMPTY)
    assert "Consultation before the decision" in told
    assert "Who would have decided but for an interest" in told
    assert "Alternative" not in told
    given = EMPTY | {"consultation": "Residents.", "consultation_answer": "given", "would_have_decided_answer": "none"}
    assert make_decision(public=True, **given).is_public


def test_a_committee_that_is_not_executive_needs_none_of_it():
    planning = factories.make_body("Planning Committee", Body.Kind.REGULATORY)
    plain = {"reasons": "", **EMPTY, "conflicts_answer": "", "is_key": None, "key_reason": "", "is_subject": None}
    decision = make_decision(public=True, body=planning, maker_title="Planning Committee", **plain)
    assert decision.effective_on == decision.published_on == ON


def test_an_officers_decision_that_is_not_executive():
    given = {"maker_kind": "officer", "maker_title": "Head of Housing", "is_key": None, "is_subject": None}
    assert "Conflicts of interest that members declared" in missing(**given, conflicts_answer="")
    assert make_decision(public=True, **given, conflicts_answer="", is_expressly_delegated=False).is_public


def test_a_broken_rule_of_notice_never_stops_a_decision_that_was_taken():
    broken = {"broken_rule": "key_decision", "broken_rule_reason": "The entry was left out by mistake."}
    decision = make_decision(public=True, **broken)
    assert decision.is_public


def test_dates_that_can_hardly_be_right_are_pointed_out_and_stop_nothing():
    late = {"decided_on": ON + datetime.timedelta(days=3), "override_reason": ""}
    decision = make_decision(**late)
    lines = checklist(decision, Council.current(), ON)
    assert [line.problem for line in lines if line.problem] == [
        "The date of decision is after the publication date. A decision is published once it is made"
    ]
    published = actions.publish_decision(decision, by=None, at=AT)
    assert published.effective_on >= published.decided_on


def test_a_holder_who_did_not_hold_the_office_that_day_is_pointed_out():
    holding = factories.make_holding()
    holding.ends_on = ON - datetime.timedelta(days=60)
    holding.save()
    decision = make_decision(maker_kind="member", maker_title="Cabinet Member", holding=holding)
    lines = checklist(decision, Council.current(), ON)
    assert any("did not hold the office" in line.problem for line in lines)


def test_a_day_of_effect_before_the_decision_is_refused_by_the_database_too():
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError, transaction

    before = {"override_on": COMPLETE["decided_on"] - datetime.timedelta(days=1), "override_reason": "A slip"}
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        make_decision(**before)


def test_words_without_their_answer_are_refused_by_the_database_too():
    from django.core.exceptions import ValidationError
    from django.db import IntegrityError, transaction

    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        make_decision(conflicts="Somebody", conflicts_answer="none")


def test_an_urgent_decision_says_who_agreed():
    given = NOT_SUBJECT | {"not_subject": "urgent", "urgency_agreed_by": "The Chair of the Scrutiny Committee"}
    assert make_decision(public=True, **given).last_day_on is None
