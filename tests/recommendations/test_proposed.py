"""Proposed with the agenda, then agreed: two moments, two rows; a proposal answers nothing and stops no clock."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import RegisterEntry
from council.publication import RefusedError
from meetings import actions as meetings
from recommendations import actions
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories as f
from tests.decision_factories import make_decision
from tests.reading import links_of, words_of
from tests.recommendations.answering import PART, TODAY, YES, a_set, ago, answer, lead_of, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
SAID = {"edit_number": None, "by": None, "at": f.AT}


@pytest.fixture(autouse=True)
def today():
    f.make_council()
    with time_machine.travel(f"{TODAY} 12:00:00+00:00", tick=False):
        yield


def proposed(found, *rows, in_days=8, item=None):
    """A draft that is signed off, and what went out of it with the agenda."""
    draft = answer(found, *rows, until="signed_off")
    said = {"considered_on": ago(-in_days), "considered_at": item}
    return actions.propose_response(draft, **said, **SAID), CabinetResponse.objects.get(pk=draft.pk)


def agreed(draft, *rows, on):
    """Sent back, changed at the meeting, agreed and published."""
    if rows:
        draft = actions.return_response(draft, reason="Cabinet amended it.", **SAID)
        values = {item.pk: row for item, row in zip(draft.items.all(), rows, strict=True)}
        said = SAID | {"edit_number": draft.edit_number}
        draft = actions.save_response(draft, fields={}, rows=values, **said)
        return f.advance(draft, "published", approved_on=on, drafter=f.make_user(("officer", "executive")))
    draft = actions.record_approval(draft, basis="meeting", approved_on=on, **SAID)
    return actions.publish_response(draft, **SAID)


def test_it_has_its_own_banner_address_entry_and_paper(client):
    found = a_set("That the lamps be lit.", received=70)
    meeting = f.make_meeting(held_on=ago(-8), public=True)
    item = f.make_item(meeting, public=True)
    proposal, draft = proposed(found, PART, item=item)
    assert (proposal.kind, proposal.version, draft.version, draft.status) == ("proposed", 1, 2, "signed_off")
    assert RegisterEntry.objects.get(pk=proposal.entry_id).act == "published"
    page = page_of(client, found)
    words = words_of(page)
    assert "Cabinet considers this on 10 November 2026. It is what is proposed, not an answer" in words
    assert item.entry.event.address in links_of(page)
    own = words_of(client.get(f"/recommendations/{found.reference}/responses/1/"))
    assert own.startswith("Response proposed to Cabinet to recommendations of the Finance Panel")
    assert "Cabinet considers this on 10 November 2026." in own
    assert "Date of Cabinet meeting" not in own
    paper = client.get(f"/recommendations/{found.reference}/responses/1.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_it_is_never_counted_as_an_answer(client):
    found = a_set("That the lamps be lit.", received=70)
    proposed(found, YES)
    assert RecommendationSet.objects.overdue(TODAY).get() == found
    assert "10 days overdue" in lead_of(page_of(client, found))
    assert client.get(f"/recommendations/{found.reference}.pdf").status_code == 404
    words = words_of(client.get("/recommendations/"))
    assert ["Agreed (0)" in words, "Overdue (1)" in words] == [True, True]
    home = words_of(client.get("/"))
    assert "agreed to" not in home


def test_after_its_day_the_banner_says_that_nothing_is_published_yet(client):
    found = a_set("That the lamps be lit.", received=70)
    proposed(found, YES, in_days=-3)
    assert "Cabinet was to consider this on 30 October 2026. What was agreed is not published yet." in words_of(
        page_of(client, found)
    )


def test_what_cabinet_changed_is_marked(client):
    found = a_set("That the lamps be lit.", "That a roof be built.")
    _proposal, draft = proposed(found, YES, PART)
    agreed(draft, YES, PART | {"comment": "Only the porch."}, on=ago(1))
    page = page_of(client, found)
    html = page.content.decode()
    assert lead_of(page) == "Cabinet answered 2 recommendations: 1 agreed and 1 in part."
    assert "What was changed from what was proposed" in html
    assert "Only the <del>roof.</del> <ins>porch.</ins>" in html
    first = words_of(client.get(f"/recommendations/{found.reference}/responses/1/"))
    assert "Version 2 replaced it on 2 November 2026" in first
    assert "Only the roof." in first
    assert "considers this" not in first


def test_agreed_unchanged_says_so(client):
    found = a_set("That the lamps be lit.")
    proposal, draft = proposed(found, YES)
    final = agreed(draft, on=ago(1))
    assert "It was agreed as it was proposed." in words_of(page_of(client, found))
    proposal.refresh_from_db()
    assert (proposal.status, final.version) == ("superseded", 2)


def test_a_second_proposal_takes_the_place_of_the_first():
    found = a_set("That the lamps be lit.")
    first, draft = proposed(found, YES)
    second = actions.propose_response(draft, considered_on=ago(-20), considered_at=None, **SAID)
    first.refresh_from_db()
    assert (first.status, second.status, second.version) == ("superseded", "published", 2)
    assert CabinetResponse.objects.get(published_at=None).version == 3


def test_an_interim_response_is_not_proposed():
    found = a_set("That the lamps be lit.")
    draft = answer(found, {"outcome": "", "comment": "Later."}, kind="interim", until="signed_off")
    with pytest.raises(RefusedError, match="Only a full response"):
        actions.propose_response(draft, considered_on=ago(-8), considered_at=None, **SAID)


def test_words_changed_after_sign_off_are_not_proposed():
    found = a_set("That the lamps be lit.")
    draft = answer(found, YES, until="signed_off")
    CabinetResponse.objects.filter(pk=draft.pk).update(respondent_name="Somebody else")
    with pytest.raises(RefusedError, match="changed after they were signed off"):
        actions.propose_response(draft, considered_on=ago(-8), considered_at=None, **SAID)
    assert CabinetResponse.objects.count() == 1


def test_what_is_exempt_stays_out_of_the_proposal(client):
    found = a_set("That the lease be sold.")
    exempt = {"exempt_comment": "canaryprice", "exempt_paragraphs": "3", "exempt_reason": "Prices",
              "public_summary": "About the price.", "private_notes": "canarynote"}  # fmt: skip
    proposal, _draft = proposed(found, PART | exempt)
    page = page_of(client, found)
    assert "About the price." in words_of(page)
    assert "canary" not in page.content.decode()
    assert [item.private_notes for item in proposal.items.all()] == [""]


def test_withdrawing_what_was_agreed_takes_the_proposal_along(client):
    found = a_set("That the lamps be lit.")
    _proposal, draft = proposed(found, YES)
    final = agreed(draft, on=ago(1))
    actions.withdraw_response(final, reason="The wrong table", by=None, at=f.AT)
    for version in (1, 2):
        assert client.get(f"/recommendations/{found.reference}/responses/{version}/").status_code == 410


def test_agreed_by_one_member_and_linked_to_the_decision(client):
    found = a_set("That the lamps be lit.")
    decision = make_decision(public=True, title="Reply on the lamps")
    draft = answer(found, YES, until="signed_off")
    said = {"basis": "individual", "approved_on": ago(2), "approved_decision": decision}
    draft = actions.record_approval(draft, **said, **SAID)
    actions.publish_response(draft, **SAID)
    page = page_of(client, found)
    assert decision.entry.event.address in links_of(page)
    meetings.withdraw(decision, reason="By mistake", by=None, at=f.AT)
    assert decision.entry.event.address not in links_of(page_of(client, found))


def test_a_proposal_goes_out_once_however_often_the_button_is_pressed(client):
    found = a_set("That the lamps be lit.")
    draft = answer(found, YES, until="signed_off")
    publisher = f.make_user(("publisher", "executive"))
    client.force_login(publisher)
    day = datetime.date(2026, 11, 10)
    typed = {"considered_at": "", "considered_on_day": "10", "considered_on_month": "11"}
    typed["considered_on_year"] = str(day.year)
    form = typed | {"edit_number": draft.edit_number}
    answers = [client.post(f"/officer/responses/{draft.public_id}/propose/", form) for _ in range(2)]
    assert [response.status_code for response in answers] == [302, 302]
    assert CabinetResponse.objects.filter(kind="proposed").count() == 1
    blank = {"considered_at": "", "edit_number": draft.edit_number}
    empty = client.post(f"/officer/responses/{draft.public_id}/propose/", blank)
    assert "Enter the date it is considered" in words_of(empty)
