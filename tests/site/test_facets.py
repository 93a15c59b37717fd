"""The number beside each choice of a list's filters is how many rows that choice gives, whatever else is chosen."""

from __future__ import annotations

import datetime
import itertools
import re
from typing import Any

import pytest

from council import lists
from council.models import Council
from meetings.models import AgendaItem, Decision, Issue, Meeting, PlanEntry
from recommendations.models import RecommendationSet
from tests import decision_factories, factories, factories_plan

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
ON = datetime.date(2026, 11, 26)
COUNTED = ("meetings", "decisions", "forward-plan", "issues", "recommendations")
# Words that some rows of the world have in each list and others have not.
WORDS = {
    "meetings": "cabinet", "decisions": "quay", "forward-plan": "lease", "issues": "harbour", "recommendations": "staff"
}  # fmt: skip
HOW_MANY = re.compile(r"\(([\d,]+)\)$")


def choices(found: Any) -> dict[tuple[str, str], int]:
    """(Filter, choice) -> the number that stands beside it."""
    read = {}
    for name, field in found.filters.form.fields.items():
        for code, words in getattr(field, "choices", ()):
            if code:
                match = HOW_MANY.search(str(words))
                assert match, (name, code)
                read[name, code] = int(match[1].replace(",", ""))
    return read


def select(name: str, **data: str) -> Any:
    return lists.called(name).select(data, council=Council.current(), on=ON)


def test_each_number_is_what_the_choice_gives(shared_world):
    for name in COUNTED:
        assert 0 < select(name, words=WORDS[name]).filters.total < select(name).filters.total, name
        looked_for = choices(select(name, words=WORDS[name]))
        assert looked_for.keys() == choices(select(name)).keys()
        for (filter_name, code), number in looked_for.items():
            found = select(name, words=WORDS[name], **{filter_name: code})
            assert (found.rows.count(), found.filters.total) == (number, number), (name, filter_name, code)
        offered = choices(select(name))
        assert offered, name
        for (filter_name, code), number in offered.items():
            found = select(name, **{filter_name: code})
            assert (found.rows.count(), found.filters.total) == (number, number), (name, filter_name, code)
        few = list(offered)[::5]
        for (one, code), (other, value) in itertools.combinations(few, 2):
            if one != other:
                number = choices(select(name, **{one: code}))[other, value]
                assert select(name, **{one: code, other: value}).rows.count() == number, (name, one, code, other, value)


def drafts_beside(issue: Issue, item: AgendaItem, decision: Decision) -> None:
    """A sibling of each kind that is not public, in every choice that a public one fits and in some of its own."""
    own = {"wards": "Canaryward, Aldry", "topics": "Canarytopic, Lighting"}
    factories.make_issue("Canary", **own)
    board = factories.make_body("Canary board")
    for body in (board, item.meeting.body):
        factories.make_meeting(body, datetime.date(2027, 9, 1))
        decision_factories.make_decision(body=body, wards="Canaryward", issue=issue, decided_on=ON)
        factories_plan.make_entry(body=body, wards="Canaryward", issue=issue)
        factories.make_set(made_by=body, issue=issue, made_on=ON)
    hidden = factories.make_issue("Canary hidden", **own)
    assert not hidden.is_public
    factories.make_response(RecommendationSet.objects.published().get(), until="approved")


def test_no_number_and_no_choice_tells_of_what_is_not_public(client):
    issue = factories.make_issue("Street lights", public=True, wards="Aldry", topics="Lighting")
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True, issue=issue)
    decision = decision_factories.make_decision(public=True, wards="Aldry", issue=issue)
    factories_plan.make_entry(public=True, wards="Aldry", issue=issue)
    factories.make_set(public=True, issue=issue)
    pages = [f"/{name}/" for name in COUNTED] + [f"/{name}/?ward=aldry&topic=lighting" for name in COUNTED[1:]]
    before = {address: client.get(address).content for address in pages}
    assert {select(name).rows.count() for name in COUNTED} == {1, 2}
    drafts_beside(issue, item, decision)
    assert {address: client.get(address).content for address in pages} == before
    assert Meeting.objects.count() + Decision.objects.count() + PlanEntry.objects.count() > 6


def test_an_issue_that_is_not_public_gives_its_records_no_ward_and_no_topic():
    hidden = factories.make_issue("Hidden", wards="Canaryward", topics="Canarytopic")
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, issue=hidden)
    decision_factories.make_decision(public=True, issue=hidden)
    factories_plan.make_entry(public=True, issue=hidden)
    factories.make_set(public=True, issue=hidden)
    factories.make_set(public=True, made_at=item)
    for name in COUNTED[1:]:
        found = select(name, ward="canaryward", topic="canarytopic")
        assert not {"ward", "topic"} & set(found.filters.form.fields), name
        assert found.rows.count() == select(name).rows.count(), name


@pytest.mark.parametrize("path", [f"/{name}/" for name in COUNTED])
@pytest.mark.parametrize("query", ["ward=%00", "topic=zzz&ward=zzz", "year=0000/01", "year=9999/00&body=%ff", "key=q"])
def test_what_is_no_choice_is_answered_with_all(client, path, query):
    factories.make_meeting(public=True)
    assert client.get(f"{path}?{query}").status_code == 200
