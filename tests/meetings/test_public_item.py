"""The page of an agenda item: what was decided, what was recommended, who to ask, the minutes; and its addresses."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from meetings import actions
from meetings.models import AgendaItem
from meetings.published import issue_address, item_address, meeting_address
from tests import factories
from tests.factories import AT
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "It would weaken the council in talks."}
RECORD = {
    "agenda_number": "11",
    "minute_number": "68",
    "title": "Sharing the payroll office - Next Steps",
    "lead_member": "Deputy Leader",
    "plan_reference": "2014/074",
    "report_author": "Chief Executive",
    "paper_code": "CA11",
    "summary": "This report says how far the work has come.",
    "recommendations_lead": "The Cabinet is RECOMMENDED to:",
    "recommendations": [
        {"label": "(a)", "text": "agree to join the partnership."},
        {"label": "(b)", "text": "note that a report will follow."},
    ],
    "contacts": [
        {"name": "Lora Baxley", "job_title": "Chief Finance Officer", "telephone": "(01632) 960971"},
        {"name": "Stan Mundy", "job_title": "Chief HR Officer", "email": "stan.mundy@wenshire.example"},
    ],
}


def page_of(client, item):
    return client.get(item_address(item))


def make_item(**fields):
    meeting = factories.make_meeting(held_on=datetime.date(2014, 7, 15), public=True)
    return factories.make_item(meeting, public=True, **(RECORD | fields))


def test_every_label_and_value_stands_on_the_page(client):
    item = make_item()
    factories.make_outcome(item, "Recommendations agreed", public=True)
    factories.make_minutes(item, "Councillor Howe spoke.\n\nMs Darn replied.", public=True)
    factories.make_document(item, item.title, public=True)
    response = page_of(client, item)
    assert heading_of(response) == item.title
    words = words_of(response)
    for expected in (
        "Item 11 on the agenda · Minute 68",
        "Cabinet, meeting on Tuesday 15 July 2014",
        "Cabinet Member Deputy Leader",
        "Forward Plan Ref 2014/074",
        "Contact Lora Baxley, Chief Finance Officer Tel: (01632) 960971 "
        "Stan Mundy, Chief HR Officer E-mail: stan.mundy@wenshire.example",
        "Report by Chief Executive (CA11)",
        "This report says how far the work has come.",
        "The Cabinet is RECOMMENDED to: (a) agree to join the partnership. (b) note that a report will follow.",
        "Decision Recommendations agreed",
        "Minutes Draft These minutes are a draft until a later meeting confirms them. "
        "Councillor Howe spoke. Ms Darn replied.",
        f"{item.title} PDF, 106 KB · listed only, the file is not held here",
    ):
        assert expected in words, expected
    assert "mailto:stan.mundy@wenshire.example" in links_of(response)


def test_what_was_decided_comes_before_what_it_is_about(client):
    item = make_item()
    factories.make_outcome(item, public=True)
    words = words_of(page_of(client, item))
    places = [words.index(part) for part in ("Decision", "What the report recommended", "What it is about")]
    assert places == sorted(places)


def test_the_council_s_own_word_for_its_executive_stands_in_the_label(client):
    factories.make_council(executive_word="Executive")
    assert "Executive Member Deputy Leader" in words_of(page_of(client, make_item()))


def test_before_the_meeting_the_page_speaks_of_no_decision(client):
    meeting = factories.make_meeting(held_on=timezone.localdate() + DAY, public=True)
    item = factories.make_item(meeting, public=True, **RECORD)
    words = words_of(page_of(client, item))
    assert "Decision" not in words
    assert "What the report recommended" in words


def test_after_the_meeting_a_decision_not_yet_published_is_said_to_be_so(client):
    assert "Decision What was decided has not been published." in words_of(page_of(client, make_item()))


def test_minutes_say_whether_they_are_confirmed_and_whether_the_source_cut_them(client):
    item = make_item()
    factories.make_minutes(
        item, public=True, status="confirmed", is_cut_short=True, source_url="https://old.wenshire.example/68"
    )
    response = page_of(client, item)
    words = words_of(response)
    assert "Minutes Confirmed Members asked questions." in words
    assert "a draft until" not in words
    assert "The minutes are cut short at the source. Read them at the source" in words
    assert "https://old.wenshire.example/68" in links_of(response)


def test_minutes_cut_at_a_source_without_an_address_say_so_without_a_link(client):
    item = make_item()
    factories.make_minutes(item, public=True, is_cut_short=True)
    assert "The minutes are cut short at the source: the page" in words_of(page_of(client, item))


def test_this_subject_elsewhere_shows_the_three_nearest_entries_of_its_issue(client):
    issue = factories.make_issue("Payroll", public=True)
    day = datetime.date(2014, 7, 15)
    item = make_item(issue=issue)
    for gap in (-400, -20, 30, 90, 800):
        meeting = factories.make_meeting(held_on=day + gap * DAY, public=True)
        other = factories.make_item(meeting, public=True, issue=issue, title=f"Payroll {gap}")
        factories.make_outcome(other, public=True)
    response = page_of(client, item)
    words = words_of(response)
    assert issue_address(issue) in links_of(response)
    elsewhere = words[words.index("This subject elsewhere") :]
    assert [f"Payroll {gap}" in elsewhere for gap in (-400, -20, 30, 90, 800)] == [False, True, True, True, False]
    assert elsewhere.index("Payroll 90") < elsewhere.index("Payroll 30") < elsewhere.index("Payroll -20")


def test_a_draft_issue_is_not_spoken_of(client):
    item = make_item(issue=factories.make_issue("A hidden subject"))
    words = words_of(page_of(client, item))
    assert "This subject elsewhere" not in words
    assert "hidden" not in words


@pytest.mark.parametrize(
    ("agenda", "minute", "alias"),
    [("11", "68", "68"), ("5a", "1/19", "1-19"), ("7", "1/19", "119")],
)
def test_the_minute_number_leads_to_the_lasting_address(client, agenda, minute, alias):
    item = make_item(agenda_number=agenda, minute_number=minute)
    response = client.get(f"{meeting_address(item.meeting)}items/{alias}/")
    assert (response.status_code, response["Location"]) == (301, item_address(item))


def test_the_address_stays_when_a_number_is_corrected_and_both_numbers_lead_to_it(client):
    item = make_item(agenda_number="11", minute_number="")
    actions.save(item, changes={"agenda_number": "12", "minute_number": "68"}, reason="Wrong", by=None, at=AT)
    item = AgendaItem.objects.get()
    assert item_address(item).endswith("/items/11/")
    for number in ("12", "68"):
        assert client.get(f"{meeting_address(item.meeting)}items/{number}/")["Location"] == item_address(item)
    assert client.get(f"{meeting_address(item.meeting)}items/13/").status_code == 404


def test_a_number_of_a_draft_or_withdrawn_item_leads_nowhere(client):
    item = make_item()
    factories.make_item(item.meeting, agenda_number="12", minute_number="69")
    gone = factories.make_item(item.meeting, agenda_number="13", minute_number="70", public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    answers = {number: client.get(f"{meeting_address(item.meeting)}items/{number}/").status_code
               for number in ("12", "69", "13", "70")}  # fmt: skip
    assert answers == {"12": 404, "69": 404, "13": 410, "70": 404}


def test_an_exempt_item_shows_that_and_why_and_no_word_of_its_report(client):
    item = make_item(title="Sale to Brackwater", public_title="Sale of land", **EXEMPT)
    factories.make_outcome(item, "Hidden outcome", public_summary="The sale was agreed.", public=True)
    factories.make_minutes(item, "Hidden minutes", public_summary="Members agreed the sale.", public=True)
    factories.make_document(item, "Terms of the sale", format="ODT", public=True)
    response = page_of(client, item)
    words = words_of(response)
    for shown in ("Sale of land", "Exempt.", "paragraph 3", EXEMPT["exempt_reason"], "The sale was agreed.",
                  "Members agreed the sale.", "Terms of the sale Exempt."):  # fmt: skip
        assert shown in words, shown
    page = response.content.decode()
    for hidden in ("Brackwater", "Hidden", "partnership", "how far the work", "Chief Executive", "CA11", "ODT"):
        assert hidden not in page, hidden


def test_an_exempt_paper_is_named_with_its_reason_and_nothing_of_its_file(client):
    item = make_item()
    factories.make_document(item, "Rents paid to Brackwater", public_title="Rents", public=True, **EXEMPT)
    factories.make_document(item, "Survey", kind="appendix", format="XLSX", size_text="84 KB", public=True)
    words = words_of(page_of(client, item))
    assert "Rents Exempt. The law lets the council keep this document private" in words
    assert "Survey Appendix, XLSX, 84 KB" in words
    assert "Brackwater" not in words
    assert "106 KB" not in words


@pytest.mark.parametrize("count", [1, 30])
def test_an_item_needs_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    issue = factories.make_issue(public=True)
    rows = [{"label": f"({n})", "text": "agree"} for n in range(count)]
    item = make_item(issue=issue, recommendations=rows, contacts=[{"name": f"Ann {n}"} for n in range(count)])
    factories.make_outcome(item, public=True)
    factories.make_minutes(item, public=True)
    for number in range(count):
        factories.make_document(item, f"Paper {number}", public=True)
        factories.make_outcome(factories.make_item(public=True, issue=issue), public=True)
    with django_assert_num_queries(8):
        assert page_of(client, item).status_code == 200


def test_unpublished_parts_change_nothing_of_the_page(client):
    issue = factories.make_issue(public=True)
    item = make_item(issue=issue)
    before = page_of(client, item).content
    factories.make_outcome(item, "Hidden outcome")
    factories.make_minutes(item, "Hidden minutes")
    factories.make_document(item, "Hidden paper")
    factories.make_item(item.meeting, title="Hidden item", issue=issue)
    factories.make_item(factories.make_meeting(), title="Hidden item", issue=issue)
    assert page_of(client, item).content == before


def test_withdrawn_parts_leave_the_page(client):
    item = make_item(issue=factories.make_issue(public=True))
    before = words_of(page_of(client, item))
    records = [
        factories.make_outcome(item, "Gone outcome", public=True),
        factories.make_minutes(item, "Gone minutes", public=True),
        factories.make_document(item, "Gone paper", public=True),
        factories.make_item(item.meeting, title="Gone item", issue=item.issue, public=True),
    ]
    assert words_of(page_of(client, item)).count("Gone") == 5  # the paper also where its versions are
    for record in records:
        actions.withdraw(record, reason="By mistake", by=None, at=AT)
    assert words_of(page_of(client, item)) == before


def test_made_exempt_after_publication_the_page_keeps_no_word(client):
    item = make_item()
    factories.make_outcome(item, "Recommendations agreed", public=True)
    changes = {**EXEMPT, "public_title": "Sale of land"}
    actions.save(item, changes=changes, reason="Prices", by=None, at=AT)
    page = page_of(client, item).content.decode()
    assert "Sale of land" in page
    for hidden in ("payroll", "partnership", "Recommendations agreed"):
        assert hidden not in page, hidden


def test_a_withdrawn_item_or_one_of_a_withdrawn_meeting_is_a_tombstone(client):
    item = make_item()
    actions.withdraw(item.meeting, reason="Announced by mistake", by=None, at=AT)
    response = page_of(client, item)
    assert response.status_code == 410
    assert "Announced by mistake" in words_of(response)
    assert "payroll" not in response.content.decode()
