"""The page of a meeting: its heading follows what is published; withheld items are named, unpublished ones are not."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from council.models import OldAddress
from meetings import actions
from meetings.published import item_address, meeting_address
from tests import factories
from tests.factories import AT
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
FACTS = {
    "venue": "Council Chamber, Wen Hall",
    "access": "The chamber is step-free. Ask Mara Ellwood for adjustments.",
    "taking_part": "Ask a question by noon on Thursday.",
    "contact": "Mara Ellwood, 01632 960010",
    "webcast_url": "https://video.wenshire.example/1",
    "starts_at": datetime.time(18, 30),
}
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "It would weaken the council in talks."}


def page_of(client, meeting):
    return client.get(meeting_address(meeting))


def test_the_heading_follows_what_is_published(client):
    meeting = factories.make_meeting(held_on=datetime.date(2026, 10, 6), public=True)
    of_meeting = "Cabinet, Tuesday 6 October 2026"
    assert heading_of(page_of(client, meeting)) == f"Meeting: {of_meeting}"
    item = factories.make_item(meeting, public=True)
    assert heading_of(page_of(client, meeting)) == f"Agenda: {of_meeting}"
    factories.make_outcome(item, public=True)
    assert heading_of(page_of(client, meeting)) == f"Agenda and decisions: {of_meeting}"
    minutes = factories.make_minutes(item, public=True)
    assert heading_of(page_of(client, meeting)) == f"Agenda, decisions and draft minutes: {of_meeting}"
    actions.save(minutes, changes={"status": "confirmed"}, reason="Confirmed", by=None, at=AT)
    assert heading_of(page_of(client, meeting)) == f"Agenda, decisions and minutes: {of_meeting}"


def test_one_draft_among_the_minutes_makes_them_draft_minutes(client):
    meeting = factories.make_meeting(public=True)
    for status in ("confirmed", "draft", "confirmed"):
        factories.make_minutes(factories.make_item(meeting, public=True), public=True, status=status)
    assert heading_of(page_of(client, meeting)).startswith("Agenda and draft minutes:")


def test_before_it_the_page_says_first_how_to_come_and_take_part(client):
    meeting = factories.make_meeting(held_on=timezone.localdate() + DAY, public=True, **FACTS)
    factories.make_item(meeting, public=True)
    words = words_of(page_of(client, meeting))
    for value in ("6.30pm", FACTS["venue"], FACTS["access"], FACTS["taking_part"], FACTS["contact"]):
        assert value in words, value
    assert FACTS["webcast_url"] in links_of(page_of(client, meeting))
    assert words.index("How to take part") < words.index("Opening hours")
    assert "What was decided" not in words


def test_before_it_the_page_says_by_when_to_take_part_and_about_access(client):
    facts = {
        "taking_part": "Write to us.", "take_part_by": datetime.date(2026, 11, 19),
        "take_part_by_time": datetime.time(12), "is_step_free": True, "has_hearing_loop": False,
        "adjustments": "Mara Ellwood, 01632 960010",
    }  # fmt: skip
    meeting = factories.make_meeting(held_on=timezone.localdate() + DAY, public=True, **facts)
    words = words_of(page_of(client, meeting))
    assert "How to take part Write to us. Tell us by noon on Thursday 19 November 2026." in words
    assert "Access Step-free. No hearing loop." in words
    assert "ask Mara Ellwood, 01632 960010" in words


def test_on_its_own_day_it_is_still_to_come(client):
    meeting = factories.make_meeting(held_on=timezone.localdate(), public=True, **FACTS)
    assert FACTS["taking_part"] in words_of(page_of(client, meeting))


def test_after_it_the_page_says_first_what_was_decided_one_line_an_item(client):
    meeting = factories.make_meeting(held_on=datetime.date(2026, 1, 6), public=True, **FACTS)
    item = factories.make_item(meeting, public=True, agenda_number="5a", title="Opening hours")
    factories.make_outcome(item, "RESOLVED that:\n\n(a) the hours be kept.", public=True)
    words = words_of(page_of(client, meeting))
    assert "What was decided 5a. Opening hours RESOLVED that: (a) the hours be kept. Agenda 5a Opening hours" in words
    assert FACTS["taking_part"] not in words
    assert words.index("Opening hours") < words.index(FACTS["venue"])


def test_after_it_without_decisions_the_page_says_so(client):
    meeting = factories.make_meeting(held_on=datetime.date(2026, 1, 6), public=True)
    words = words_of(page_of(client, meeting))
    assert "What was decided has not been published yet." in words
    assert "No agenda has been published for this meeting." in words


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("cancelled", "This meeting is cancelled."), ("postponed", "This meeting is postponed.")],
)
def test_cancelled_and_postponed_stand_at_the_top_in_words(client, status, sentence):
    meeting = factories.make_meeting(held_on=datetime.date(2026, 1, 6), public=True, status=status)
    words = words_of(page_of(client, meeting))
    assert words.startswith(f"Meeting: Cabinet, Tuesday 6 January 2026 ! Warning {sentence}")
    assert "Nothing: this meeting was not held." in words


def test_items_stand_by_agenda_number_with_their_minute_number_and_papers(client):
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True, agenda_number="11", minute_number="68", title="Opening hours")
    factories.make_minutes(item, public=True)
    factories.make_document(item, "Report on hours", public=True)
    response = page_of(client, meeting)
    assert "11 Opening hours Minute 68 Read the draft minutes" in words_of(response)
    assert "Report on hours PDF, 106 KB · listed only, the file is not held here" in words_of(response)
    assert f"{item_address(item)}#minutes" in links_of(response)


def test_withheld_items_are_named_with_paragraph_and_reason(client):
    meeting = factories.make_meeting(public=True)
    factories.make_item(meeting, public=True, title="Sale to Brackwater", public_title="Sale of land", **EXEMPT)
    factories.make_item(meeting, public=True, title="A matter under seal", restriction="confidential")
    part = EXEMPT | {"restriction": "part_exempt", "exempt_paragraphs": "1, 2"}
    factories.make_item(meeting, public=True, title="Budget", **part)
    words = words_of(page_of(client, meeting))
    assert "1 Sale of land Exempt. The law lets the council keep this item private" in words
    assert "Act 1972, paragraph 3). Information: the financial or business affairs of a person" in words
    assert "Why: It would weaken the council in talks." in words
    assert "2 A matter under seal Confidential. The law forbids the council to publish this item." in words
    assert "3 Budget Part exempt. The law lets the council keep a part of this item private" in words
    assert "paragraphs 1, 2)." in words
    assert "Brackwater" not in page_of(client, meeting).content.decode()


def test_an_exempt_item_shows_the_summary_of_its_outcome_only(client):
    item = factories.make_item(public=True, **EXEMPT)
    factories.make_outcome(item, "Sell for a million", public_summary="The sale was agreed.", public=True)
    page = page_of(client, item.meeting).content.decode()
    assert "The sale was agreed." in page
    assert "million" not in page


def test_the_meetings_before_and_after_are_public_ones_of_the_same_body(client):
    day = datetime.date(2026, 10, 6)
    before, meeting, after = (factories.make_meeting(held_on=day + gap * DAY, public=True) for gap in (-7, 0, 7))
    factories.make_meeting(held_on=day - DAY)
    factories.make_meeting(held_on=day + DAY)
    factories.make_meeting(factories.make_body("Panel"), day + DAY, public=True)
    gone = factories.make_meeting(held_on=day + 2 * DAY, public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    response = page_of(client, meeting)
    assert "Before this Tuesday 29 September 2026 After this Tuesday 13 October 2026" in words_of(response)
    assert links_of(response).index(meeting_address(before)) < links_of(response).index(meeting_address(after))


def test_two_meetings_of_one_day_are_each_other_s_neighbours(client):
    first, second = factories.make_meeting(public=True), factories.make_meeting(public=True)
    assert second.place == f"{first.place}-2"
    assert f'rel="next" href="{meeting_address(second)}"' in page_of(client, first).content.decode()
    assert f'rel="prev" href="{meeting_address(first)}"' in page_of(client, second).content.decode()


def test_votes_and_speakers_stand_in_one_line_below_their_item(client):
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True)
    vote = {"motion": "That the roof be mended.", "result": "carried"}
    counted = vote | {"votes_for": 5, "votes_against": 2, "abstentions": 1}
    spoke = [{"name": name, "capacity": "Resident"} for name in ("Bea Orrin", "Cy Dell", "Dee Fold", "Eve Glass")]
    factories.make_proceedings(item, votes=[counted, vote], speakers=spoke, public=True)
    withheld = factories.make_item(meeting, public=True, **EXEMPT)
    factories.make_proceedings(withheld, public=True, public_summary="There was one vote.")
    factories.make_proceedings(factories.make_item(meeting, public=True))
    words = words_of(page_of(client, meeting))
    line = "Vote: carried, 5 for, 2 against, 1 abstained. Vote: carried. Spoke: Bea Orrin, Cy Dell and 2 others."
    assert words.count(line) == 1
    assert words.count("There was one vote.") == 1
    assert words.count("Spoke:") == 1


@pytest.mark.parametrize("count", [1, 30])
def test_a_meeting_needs_the_same_queries_at_1_and_at_30_items(client, django_assert_num_queries, count):
    meeting = factories.make_meeting(public=True)
    for _ in range(count):
        item = factories.make_item(meeting, public=True)
        factories.make_outcome(item, public=True)
        factories.make_minutes(item, public=True)
        old = factories.make_document(item, public=True)
        factories.make_document(item, public=True, supersedes=old)
        factories.make_proceedings(item, public=True)
    with django_assert_num_queries(8):
        assert page_of(client, meeting).status_code == 200


def test_drafts_on_a_public_meeting_change_nothing_of_its_page(client):
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True)
    before = page_of(client, meeting).content
    factories.make_outcome(item, "Hidden outcome")
    factories.make_minutes(item, "Hidden minutes")
    factories.make_document(item, "Hidden paper")
    factories.make_item(meeting, title="Hidden item")
    assert page_of(client, meeting).content == before


def test_withdrawn_parts_leave_the_page(client):
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True)
    before = words_of(page_of(client, meeting))
    below = [
        factories.make_outcome(item, "Gone outcome", public=True),
        factories.make_minutes(item, "Gone minutes", public=True),
        factories.make_document(item, "Gone paper", public=True),
        factories.make_item(meeting, title="Gone item", public=True),
    ]
    assert "Gone item" in words_of(page_of(client, meeting))
    for record in below:
        actions.withdraw(record, reason="By mistake", by=None, at=AT)
    assert words_of(page_of(client, meeting)) == before


def test_a_draft_is_404_and_a_withdrawn_meeting_a_tombstone(client):
    draft = factories.make_meeting(held_on=datetime.date(2026, 1, 5))
    assert client.get(f"/meetings/cabinet/{draft.held_on}/").status_code == 404
    gone = factories.make_meeting(public=True, venue="A secret place")
    actions.withdraw(gone, reason="It was announced by mistake.", by=None, at=AT)
    response = page_of(client, gone)
    assert response.status_code == 410
    assert "It was announced by mistake." in words_of(response)
    assert "secret" not in response.content.decode()


def test_an_old_address_leads_to_the_new_one(client):
    meeting = factories.make_meeting(public=True)
    OldAddress.objects.create(path="/meetings/executive/2026-10-06/", new_path=meeting_address(meeting))
    OldAddress.objects.create(path="/meetings/executive/2026-10-07/", new_path="//evil.example/")
    response = client.get("/meetings/executive/2026-10-06/")
    assert (response.status_code, response["Location"]) == (301, meeting_address(meeting))
    assert client.get("/meetings/executive/2026-10-07/").status_code == 404
    assert client.get("/meetings/executive/2026-10-08/").status_code == 404


def test_the_foot_says_when_something_on_the_page_last_changed(client):
    item = factories.make_item(public=True)
    later = AT + datetime.timedelta(days=30)
    actions.publish(factories.make_outcome(item), by=None, at=later)
    assert "Last changed 2 December 2026" in words_of(page_of(client, item.meeting), "footer")
