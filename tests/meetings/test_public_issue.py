"""The history of an issue: where it stands, one timeline, each meeting with everything published of it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from meetings import actions
from meetings.published import issue_address, item_address
from tests import factories
from tests.factories import AT
from tests.meetings.test_public_item import EXEMPT, RECORD
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WHEN = datetime.date(2014, 7, 15)


def page_of(client, issue):
    return client.get(issue_address(issue))


def appear(issue, held_on=WHEN, **fields):
    """The issue on the agenda of a public Cabinet meeting."""
    meeting = factories.make_meeting(held_on=held_on, public=True)
    return factories.make_item(meeting, public=True, issue=issue, **fields)


def stands(client, issue):
    """What the page says below "Where this stands now"."""
    words = words_of(page_of(client, issue))
    return words.partition("Where this stands now ")[2].partition(" What happened, newest first")[0]


def test_each_meeting_holds_every_label_and_value_of_its_item(client):
    issue = factories.make_issue(RECORD["title"], public=True)
    item = appear(issue, **RECORD)
    factories.make_outcome(item, "Recommendations agreed", public=True)
    factories.make_minutes(item, "Councillor Howe spoke.\n\nMs Darn replied.", public=True)
    factories.make_document(item, item.title, public=True)
    response = page_of(client, issue)
    assert heading_of(response) == RECORD["title"]
    words = words_of(response)
    for expected in (
        "Issue - meetings",
        "Meeting: 15 July 2014 - Cabinet (Item 68) 68 Sharing the payroll office - Next Steps",
        "Cabinet Member Deputy Leader",
        "Forward Plan Ref 2014/074",
        "Contact Lora Baxley, Chief Finance Officer Tel: (01632) 960971 "
        "Stan Mundy, Chief HR Officer E-mail: stan.mundy@wenshire.example",
        "Report by Chief Executive (CA11)",
        f"{RECORD['title']} PDF, 106 KB",
        RECORD["summary"],
        "The Cabinet is RECOMMENDED to: (a) agree to join the partnership. (b) note that a report will follow.",
        "Decision Recommendations agreed",
        "Minutes Draft Councillor Howe spoke. Ms Darn replied. Read the full minutes of item 68",
    ):
        assert expected in words, expected
    assert item_address(item) in links_of(response)
    assert f"{item_address(item)}#minutes" in links_of(response)


def test_long_minutes_are_an_excerpt_of_about_500_words_that_leads_to_the_whole(client):
    issue = factories.make_issue(public=True)
    text = "\n\n".join(f"Paragraph {n}. " + "Somebody said something. " * 30 for n in range(20))
    factories.make_minutes(appear(issue, minute_number="68"), text, public=True)
    words = words_of(page_of(client, issue))
    shown = words.partition("Minutes Draft ")[2].partition(" Read the full minutes of item 68")[0]
    assert text.startswith(shown[:100])
    assert 400 <= len(shown.split()) <= 500
    assert "Paragraph 19." not in words


def test_minutes_are_not_cut_for_the_sake_of_a_few_words(client):
    issue = factories.make_issue(public=True)
    text = "word " * 540 + "end."
    factories.make_minutes(appear(issue), text, public=True)
    assert "word end." in words_of(page_of(client, issue))


def test_minutes_that_the_source_cut_say_so_instead_of_promising_the_whole(client):
    issue = factories.make_issue(public=True)
    cut = {"is_cut_short": True, "source_url": "https://old.wenshire.example/68"}
    factories.make_minutes(appear(issue), "Stan Mundy confirmed that HR", public=True, **cut)
    response = page_of(client, issue)
    words = words_of(response)
    assert "Stan Mundy confirmed that HR The minutes are cut short at the source." in words
    assert "Read the full minutes" not in words
    assert cut["source_url"] in links_of(response)


def test_the_timeline_is_newest_first_and_tells_each_meeting_once(client):
    issue = factories.make_issue(public=True)
    for gap in (0, 400, 200):
        item = appear(issue, WHEN + gap * DAY)
        factories.make_outcome(item, public=True)
        factories.make_document(item, public=True)
    recommended = factories.make_set(public=True, made_on=WHEN + 300 * DAY, issue=issue)
    response = page_of(client, issue)
    words = words_of(response)
    told = [
        "A new issue is followed",
        "Meeting: 19 August 2015",
        "Finance Panel made 2 recommendations",
        "Meeting: 31 January 2015",
        "Meeting: 15 July 2014",
    ]
    assert [words.count(entry) for entry in told] == [1] * 5
    assert sorted(told, key=words.index) == told
    assert f"/recommendations/{recommended.reference}/" in links_of(response)


def test_what_was_published_of_an_item_and_when_stands_inside_its_entry(client):
    issue = factories.make_issue(public=True)
    item = appear(issue)
    factories.make_outcome(item, public=True)
    actions.save(item, changes={"summary": "More"}, reason="A word was missing", by=None, at=AT)
    words = words_of(page_of(client, issue))
    assert "What was published about this item, and when" in words
    assert "2 November 2026: Corrected: On the agenda of Cabinet on 15 July 2014: Opening hours" in words
    assert "15 July 2014: Cabinet decided on 15 July 2014: Opening hours" in words


def test_where_it_stands_is_the_last_decision(client):
    issue = factories.make_issue(public=True)
    for gap, text in ((0, "Deferred."), (100, "Agreed as recommended.")):
        factories.make_outcome(appear(issue, WHEN + gap * DAY), text, public=True)
    assert stands(client, issue) == "Cabinet decided on 23 October 2014: Agreed as recommended."


def test_where_it_stands_may_be_an_answer_to_scrutiny(client):
    issue = factories.make_issue(public=True)
    factories.make_outcome(appear(issue), public=True)
    answered = factories.make_set(public=True, made_on=WHEN + DAY, issue=issue, subject="hours")
    assert stands(client, issue) == "Finance Panel made 2 recommendations about hours (16 July 2014)."
    factories.make_response(answered, until="published", approved_on=WHEN + 30 * DAY)
    assert stands(client, issue) == "Cabinet responded to the recommendations about hours (14 August 2014)."


def test_where_it_stands_names_the_next_meeting_that_will_be_held(client):
    issue = factories.make_issue(public=True)
    today = timezone.localdate()
    later, soon = today + 20 * DAY, today + 10 * DAY
    for day in (later, soon):
        appear(issue, day)
    off = factories.make_meeting(held_on=today + DAY, public=True, status="cancelled")
    factories.make_item(off, public=True, issue=issue)
    assert stands(client, issue) == f"Cabinet considers this on {soon.day} {soon:%B %Y}."


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("held", "Cabinet considered this on 15 July 2014. What it decided has not been published yet."),
        ("cancelled", "Cabinet was to consider this on 15 July 2014, but that meeting was not held."),
    ],
)
def test_where_it_stands_when_no_decision_is_public(client, status, sentence):
    issue = factories.make_issue(public=True)
    meeting = factories.make_meeting(held_on=WHEN, public=True, status=status)
    factories.make_item(meeting, public=True, issue=issue)
    assert stands(client, issue) == sentence


def test_an_issue_of_which_nothing_else_is_public_says_so(client):
    assert stands(client, factories.make_issue(public=True)) == "Nothing has been published about this yet."


def test_the_officer_s_plain_words_are_marked_as_no_part_of_the_record(client):
    issue = factories.make_issue(public=True, in_short="Six libraries stay open.", lead_member="Leader")
    words = words_of(page_of(client, issue))
    assert "In short (written by an officer to help; not part of the record) Six libraries stay open." in words
    assert "Cabinet Member Leader" in words


def test_another_title_in_the_address_leads_to_the_right_one(client):
    issue = factories.make_issue("Library hours", public=True)
    response = client.get(f"/issues/{issue.reference}/anything-else/")
    assert (response.status_code, response["Location"]) == (301, f"/issues/{issue.reference}/library-hours/")


def test_a_draft_is_404_and_a_withdrawn_issue_a_tombstone_whatever_the_title(client):
    assert client.get("/issues/IS-2026-1/library-hours/").status_code == 404
    assert client.get("/issues/%00/library-hours/").status_code == 404
    gone = factories.make_issue("A secret subject", public=True)
    actions.withdraw(gone, reason="It was two issues.", by=None, at=AT)
    for slug in (gone.slug, "anything-else"):
        response = client.get(f"/issues/{gone.reference}/{slug}/")
        assert response.status_code == 410
        assert "It was two issues." in words_of(response)
        assert "secret subject" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_an_issue_needs_the_same_queries_at_1_and_at_30_meetings(client, django_assert_num_queries, count):
    issue = factories.make_issue(public=True)
    for number in range(count):
        rows = {"contacts": [{"name": "Ann"}], "recommendations": [{"label": "(a)", "text": "agree"}]}
        item = appear(issue, WHEN + number * DAY, **rows)
        factories.make_outcome(item, public=True)
        factories.make_minutes(item, public=True)
        factories.make_document(item, public=True)
    with django_assert_num_queries(8):
        assert page_of(client, issue).status_code == 200


def test_what_is_not_public_changes_nothing_of_the_page(client):
    issue = factories.make_issue(public=True)
    item = appear(issue)
    factories.make_set(public=True, issue=issue)
    before = page_of(client, issue).content
    factories.make_outcome(item, "Hidden outcome")
    factories.make_minutes(item, "Hidden minutes")
    factories.make_document(item, "Hidden paper")
    factories.make_item(item.meeting, title="Hidden item", issue=issue)
    factories.make_item(factories.make_meeting(), title="Hidden item", issue=issue)
    factories.make_set(issue=issue, subject="Hidden subject")
    assert page_of(client, issue).content == before


def test_what_is_withdrawn_or_made_exempt_leaves_the_page(client):
    issue = factories.make_issue(public=True)
    kept, gone = appear(issue), appear(issue, WHEN + DAY, title="Gone item")
    factories.make_outcome(gone, "Gone outcome", public=True)
    for record in (kept, gone):
        factories.make_minutes(record, "Brackwater spoke.", public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    changes = EXEMPT | {"public_title": "Sale of land"}
    actions.save(kept, changes=changes, reason="Prices", by=None, at=AT)
    response = page_of(client, issue)
    assert "Sale of land Exempt. The law lets the council keep this item private" in words_of(response)
    for hidden in ("Gone", "Brackwater", "Opening hours"):
        assert hidden not in response.content.decode(), hidden
