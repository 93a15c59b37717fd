"""The page of one recommendation: leaks first, then its timeline, its states and its cost."""

from __future__ import annotations

import html
import re

import pytest
import time_machine

from council.models import RegisterEntry
from recommendations import actions
from recommendations.actions.progress import correct_update, return_update, withdraw_update
from recommendations.actions.reviews import withdraw_review
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.recommendations.progressing import (
    a_review,
    actions_of,
    an_answered_set,
    an_item,
    an_update,
    at_noon,
    day,
    fields_of_update,
    first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
CANARY = "kingfisher"
LINK = {"title": f"A {CANARY}", "url": f"https://{CANARY}.example/"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at_noon(day(11, 2)), tick=False):
        yield


def page(client, found, place=1):
    return client.get(f"/recommendations/{found.reference}/{place}/")


def everything(client, found) -> str:
    """Every public address on which a word about a set's progress could stand."""
    own = ["/", "/1/", "/2/", ".pdf", "/responses/1/"]
    addresses = [f"/recommendations/{found.reference or 'SR-2026-1'}{end}" for end in own]
    addresses += ["/", "/recommendations/", "/register/", "/issues/"]
    for serial in RegisterEntry.objects.values_list("serial", flat=True):
        addresses += [f"/register/{serial}/", f"/register/{serial}.txt", f"/register/{serial}/versions/"]
    answers = [client.get(address) for address in addresses]
    return "\n".join(f"{found.headers} {found.content.decode('utf-8', 'replace')}" for found in answers).lower()


def words(**fields):
    return fields_of_update("paused", narrative=CANARY, paused_reason=CANARY, office_title=CANARY, **fields)


def test_the_canary_would_be_seen(client):
    found = an_answered_set()
    an_update(found, "paused", narrative=CANARY, evidence=[LINK])
    a_review(found, words=CANARY)
    assert everything(client, found).count(CANARY) >= 8


def test_an_update_that_nobody_has_accepted(client):
    found = an_answered_set()
    before = everything(client, found)
    update = an_update(found, "paused", accepted=False, narrative=CANARY, paused_reason=CANARY, evidence=[LINK])
    assert everything(client, found) == before
    return_update(update, reason=CANARY, edit_number=None, by=None, at=f.AT)
    assert everything(client, found) == before


def test_words_that_were_withdrawn(client):
    found = an_answered_set()
    update, review = an_update(found, narrative=CANARY), a_review(found, words=CANARY)
    withdraw_update(update, reason="By mistake", by=None, at=f.AT)
    withdraw_review(review, reason="By mistake", by=None, at=f.AT)
    assert CANARY not in everything(client, found)
    assert "No update yet" in page(client, found).content.decode()


def test_all_of_it_goes_with_the_set(client):
    found = an_answered_set()
    an_update(found, narrative=CANARY, evidence=[LINK])
    a_review(found, words=CANARY, asked_office=CANARY)
    actions.withdraw_set(RecommendationSet.objects.get(), reason="By mistake", by=None, at=f.AT)
    answer = page(client, found)
    assert (answer.status_code, "By mistake" in answer.content.decode()) == (410, True)
    assert CANARY not in everything(client, found)


EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "A price.", "public_summary": "A lease."}
OPEN = {"restriction": "open", "exempt_paragraphs": "", "exempt_reason": "", "public_summary": ""}


def restrict(found, how):
    """Make the first recommendation exempt, or open it."""
    rows = [{"key": str(row.key), "label": row.label, "text": row.text} for row in found.recommendations.all()]
    rows[0] |= how
    fresh = RecommendationSet.objects.get(pk=found.pk)
    actions.revise_set(fresh, fields={}, rows=rows, edit_number=fresh.edit_number, by=None, at=f.AT, reason="A price")


def test_of_what_has_become_exempt_only_the_summary_and_the_state_are_left(client):
    found = an_answered_set(f"That a {CANARY} be bought.")
    an_update(found, "paused", narrative=CANARY, paused_reason=CANARY, evidence=[LINK])
    a_review(found, words=CANARY)
    restrict(found, EXEMPT)
    assert CANARY not in everything(client, found)
    body = page(client, found).content.decode()
    assert "A lease." in body
    assert "Paused" in body


def test_what_is_opened_again_is_published_again_with_its_words(client):
    found = an_answered_set()
    update = an_update(found, narrative="Half are lit.")
    restrict(found, EXEMPT)
    restrict(found, OPEN)
    assert "Half are lit." in page(client, found).content.decode()
    update.refresh_from_db()
    assert (update.version, "Half are lit." in update.entry.snapshot.text) == (3, True)


def test_a_document_as_evidence_is_named_only_while_it_is_public(client):
    found = an_answered_set()
    paper = f.make_document(an_item(found), f"A {CANARY}", public=True)
    an_update(found, evidence=[{"title": "The order", "document": paper}])
    assert f"/documents/{paper.reference}/" in page(client, found).content.decode()
    from meetings import actions as meetings

    meetings.withdraw(paper, reason="By mistake", by=None, at=f.AT)
    assert "The order" not in page(client, found).content.decode()


@pytest.mark.parametrize("place", [0, 3, 99])
def test_there_is_no_page_of_a_recommendation_that_is_not_there(client, place):
    assert page(client, an_answered_set(), place).status_code == 404


def test_a_draft_set_has_no_page(client):
    found = f.make_set()
    for reference in ("SR-2026-1", found.public_id.hex, "", "x"):
        assert client.get(f"/recommendations/{reference}/1/").status_code == 404


def headings(response) -> list[str]:
    found = re.findall(r'<h3 class="moment-heading">(.*?)</h3>', response.content.decode())
    return [html.unescape(re.sub(r"<.*?>", "", one)) for one in found]


def test_the_timeline_is_made_answered_reported_reviewed_newest_first(client):
    found = an_answered_set(received_on=day(5, 11), sent_on=day(5, 8))
    an_update(found, "complete", as_at=day(9, 1), proposes_closing=True)
    a_review(found, "complete", rag="green", words="All lit.")
    answer = page(client, found)
    assert headings(answer) == [
        "Finance Panel reviewed it: closed as complete",
        "Head of Highways reported: complete",
        "Cabinet answered",
        "Cabinet received the recommendations",
        "The recommendations were sent to Cabinet",
        "Finance Panel made this recommendation",
    ]
    body = answer.content.decode()
    assert "Complete (confirmed by scrutiny)" in body
    assert "Finance Panel confirmed on 6 October 2026 that it is complete." in body
    assert "Green: on track" in body
    assert "/meetings/finance-panel/2026-10-06/items/1/" in body


def test_each_action_has_its_state_and_says_when_its_update_is_overdue(client):
    rows = [{"description": "Buy lamps.", "due_on": day(8, 1)}, {"description": "Light them.", "due_on": day(8, 2)}]
    found = an_answered_set(actions=rows)
    an_update(found, "complete", action_key=actions_of(found)[0].key)
    body = page(client, found).content.decode()
    assert "About the action: Buy lamps." in html.unescape(re.sub(r"<.*?>", "", body))
    assert body.count("Update overdue") == 1
    assert body.count("No update yet") == 1


def test_a_correction_is_a_new_version_with_its_reason(client):
    found = an_answered_set()
    update = an_update(found, narrative="Half are lit.")
    fields = fields_of_update(narrative="A third are lit.")
    correct_update(
        update, fields=fields, evidence=[], reason="A slip", is_clerical=False, edit_number=None, by=None, at=f.AT
    )
    body = page(client, found).content.decode()
    assert "A third are lit." in body
    assert "Half are lit." not in body
    address = re.search(r'href="(/register/\d+/versions/)"', body)[1]
    versions = client.get(address).content.decode()
    assert "A slip" in versions
    assert "Half" in versions


def test_the_page_of_the_set_and_the_list_say_it_in_a_word(client):
    found = an_answered_set("That the lamps be lit.", "That they be cleaned.")
    an_update(found, "complete")
    body = client.get(f"/recommendations/{found.reference}/").content.decode()
    assert body.count("Complete (reported)") == 1
    assert f"/recommendations/{found.reference}/2/" in body
    listed = client.get("/recommendations/").content.decode()
    assert listed.count("Complete (reported)") == 1
    assert listed.count("No update yet") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_eight_queries_however_much_there_is_to_tell(client, django_assert_num_queries, count):
    found = an_answered_set(*[f"That lamp {number} be lit." for number in range(count)])
    paper = f.make_document(an_item(found), public=True)
    for number in range(count):
        when = day(9, 1 + number % 28)
        an_update(found, as_at=when, evidence=[LINK, {"title": "Order", "document": paper}])
        a_review(found, held_on=day(10, 1 + number % 28))
    with django_assert_num_queries(8):
        assert page(client, found).status_code == 200


def test_the_recommendation_answered_by_nobody_says_what_is_next(client):
    found = f.make_set(public=True, made_on=day(10, 1), received_on=day(10, 2), notice_given_on=day(10, 2))
    body = page(client, found).content.decode()
    assert "Cabinet has to answer by" in body
    assert first(found).text in body
