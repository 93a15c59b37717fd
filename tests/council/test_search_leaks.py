"""Nothing that is not public is in the index, nor shows in results, counts, filters, spellings and excerpts."""

from __future__ import annotations

import re

import pytest

from council.search import Narrowing, find, parse
from council.search.spelling import suggestion
from meetings import actions as meetings
from recommendations import actions as recommendations
from tests import factories as f
from tests.council.test_search_index import contents, stored_words
from tests.factories import AT
from tests.reading import words_of
from tests.site import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

QUERIES = [
    "", "words=harbour", "words=harbuor", "words=lamps+OR+canary", "words=canarymeetingnotedraft",
    "words=canarymeeting", "kind=item", "body=cabinet&sort=newest", "year=2026/27",
    "ward=canarydecisionwardsdraft", "outcome=accepted", "words=the&kind=recommendation",
]  # fmt: skip


@pytest.mark.pdf
def test_no_word_of_the_whole_world_that_is_not_public_is_in_the_index(shared_world):
    assert world.count_canaries() > 250
    told = f"{contents()} {stored_words()}"
    assert "harbour" in told
    assert re.findall(rf"{world.CANARY}\w+", told) == []


def test_the_index_would_hold_them():
    world.make_set("shown", public=True, subject="Canaries")
    assert "canaryrecommendationshown" in f"{contents()}"
    assert find(parse("canaryrecommendationshown"), Narrowing()).total == 1


def test_search_is_identical_with_and_without_what_is_not_public(client):
    cabinet = f.make_cabinet()
    issue = f.make_issue("Harbour lights", public=True)
    meeting = f.make_meeting(cabinet, public=True)
    item = f.make_item(meeting, public=True, issue=issue)
    f.make_outcome(item, public=True)
    answered, waiting = f.make_set(public=True), f.make_set("That the harbour lamps be lit.", public=True)
    f.make_response(answered, until="published")

    def everything() -> list:
        pages = [words_of(client.get(f"/search/?{query}")) for query in QUERIES]
        return [
            *pages,
            contents(),
            stored_words(),
            suggestion(parse("canarymeetingnotedraf")),
            suggestion(parse("harbuor")),
        ]

    before = everything()
    assert before[-1] == "harbour"
    f.make_issue(**world.canaries(type(issue), "draft"))
    draft = f.make_meeting(cabinet, meeting.held_on.replace(day=7), **world.canaries(type(meeting), "draft"))
    world.make_below(world.make_item(draft, "draft", issue=issue), "draft")
    world.make_below(world.make_item(meeting, "draft", issue=issue), "draft")
    world.make_set("draft")
    world.fill_response(f.make_response(waiting), "drafting")
    gone = f.make_meeting(cabinet, meeting.held_on.replace(day=8), public=True, **world.canaries(type(meeting), "gone"))
    world.make_below(world.make_item(gone, "gone", public=True, issue=issue), "gone", public=True)
    assert everything() != before
    meetings.withdraw(gone, reason="By mistake", by=None, at=AT)
    withdrawn = world.make_set("withdrawn", public=True)
    recommendations.withdraw_set(withdrawn, reason="By mistake", by=None, at=AT)
    assert world.count_canaries() > 60
    assert everything() == before
