"""The forward plan as residents read it: list, entry, editions with their PDF, the issue's timeline."""

from __future__ import annotations

import datetime
import io

import pypdfium2
import pytest
from django.utils import timezone
from page import ValidationProfile, validate_pdf

from meetings import actions, actions_plan
from meetings.models import PlanEdition
from tests import factories
from tests.factories import AT
from tests.factories_plan import DUE, EXEMPT, make_entry, make_notice, make_representation
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DAY = datetime.timedelta(days=1)


def test_the_list_is_by_month_and_marks_key_private_and_new(client):
    factories.make_council()
    make_entry("Bus gates", public=True, due_on=datetime.date(2027, 1, 20))
    make_entry("A school", public=True, due_kind="month", due_on=datetime.date(2027, 1, 1), is_key=False)
    make_entry("Prices", public=True, **EXEMPT)
    words = words_of(client.get("/forward-plan/"))
    assert "3 decisions to come" in words
    assert words.index("December 2026") < words.index("A lease") < words.index("January 2027") < words.index("A school")
    assert "A lease Key decision Exempt" in words.replace("New ", "")
    assert "Decision due: January 2027" in words
    assert "Prices" not in words


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("body=cabinet", {"Roof", "Hours"}),
        ("body=council", {"Budget"}),
        ("key=yes", {"Roof"}),
        ("key=no", {"Hours", "Budget"}),
        ("private=yes", {"Budget"}),
        ("private=no&key=no", {"Hours"}),
        ("key=maybe", {"Roof", "Hours", "Budget"}),
        ("body=%00&page=x", {"Roof", "Hours", "Budget"}),
    ],
)
def test_the_list_is_narrowed(client, query, titles):
    make_entry("Roof", public=True)
    make_entry("Hours", public=True, is_key=False)
    part = {"restriction": "part_exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    make_entry("Budget", public=True, is_key=False, body=factories.make_body("Council", "council"), **part)
    words = words_of(client.get(f"/forward-plan/?{query}"))
    assert {title for title in ("Roof", "Hours", "Budget") if f" {title} " in words} == titles


def test_new_is_what_came_in_the_last_two_weeks(client):
    at = timezone.now()
    entry = make_entry("Fresh", due_on=timezone.localdate() + 60 * DAY)
    actions.publish(entry, by=None, at=at)
    old = make_entry("Stale", due_on=timezone.localdate() + 60 * DAY)
    actions.publish(old, by=None, at=at - 15 * DAY)
    words = words_of(client.get("/forward-plan/?new=yes"))
    assert "Fresh New" in words
    assert "Stale" not in words


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_needs_the_same_queries_at_1_and_at_30_entries(client, django_assert_num_queries, count):
    for number in range(count):
        make_notice(make_entry(f"Entry {number}", public=True), public=True)
    with django_assert_num_queries(6):
        assert "decision" in words_of(client.get("/forward-plan/"))


def test_an_entry_s_page_has_the_labels_residents_know(client):
    factories.make_council(ward_word="Division")
    issue = factories.make_issue("Library roof, the whole story", public=True)
    entry = make_entry(
        public=True, issue=issue, lead_member="Deputy Leader", lead_director="Director of Place", department="Property",
        contact="Ines Calderwick, 01632 960142", wards="Millgate", consultation="Staff", key_reason="£500,000",
    )  # fmt: skip
    page = client.get(f"/forward-plan/{entry.reference}/")
    words = words_of(page)
    assert heading_of(page) == "Library roof"
    for row in (
        "Decision maker Cabinet Councillor Ada Fenwright Councillor Bea Orrin",
        "Decision due 15 December 2026",
        "Decision status Planned",
        "Is key decision? Yes",
        "Reason key Significant spending or saving for the service it concerns £500,000",
        "Anticipated restriction Open",
        "Notice of proposed decision first published 2 November 2026",
        "Documents to be considered Report of the surveyor",
        "Other documents about this may be submitted to the decision maker.",
        "Divisions affected Millgate",
        "Lead member Deputy Leader",
        "Lead director Director of Place",
        "Department Property",
        "Contact Ines Calderwick, 01632 960142",
    ):
        assert row in words
    assert f"/issues/{issue.reference}/{issue.slug}/" in links_of(page)


def test_an_entry_tells_of_its_notices_with_their_arithmetic(client):
    factories.make_council()
    entry = make_entry(public=True, due_on=datetime.date(2026, 12, 1))
    address = f"/forward-plan/{entry.reference}/"
    how = "1 December 2026, 28 clear calendar days before it, publish by 2 November 2026 (regulation 9)"
    assert how in words_of(client.get(address))
    make_notice(entry, public=True)
    words = words_of(client.get(address))
    assert "Given on 2 November 2026" in words
    assert "published 2 November 2026, 28 clear calendar days before 1 December 2026" in words
    assert "later than the law asks" not in words
    actions_plan.reschedule(
        entry, by=None, at=AT, reason="Sooner", route="special_urgency",
        dates={"due_kind": "date", "due_on": datetime.date(2026, 11, 20), "due_to": None, "period_words": ""},
    )  # fmt: skip
    words = words_of(client.get(address))
    assert "This notice was given later than the law asks (regulation 9)." in words
    for told in ("Moved to another date", "Date before 1 December 2026", "Date after 20 November 2026", "Why Sooner"):
        assert told in words


def test_the_five_day_notice_shows_what_people_wrote_and_the_reply(client):
    factories.make_council()
    entry = make_entry(public=True, **EXEMPT)
    make_representation(make_notice(entry, "private_first", public=True), public=True)
    make_notice(entry, "private_second", public=True, no_representations=False, reply="The prices must stay private.")
    words = words_of(client.get(f"/forward-plan/{entry.reference}/"))
    assert "Received on 2 November 2026: One resident asked for an open meeting." in words
    assert "The council’s reply The prices must stay private." in words
    assert "E. Fold" not in words
    assert "Let us in" not in words


def test_making_an_entry_exempt_takes_the_words_below_it_away_until_they_are_cleared(client):
    part = {"restriction": "part_exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    entry = make_entry(public=True, **part)
    notice = make_notice(entry, "private_first", public=True, reasons="Brewster asks 1.2 million")
    actions_plan.publish_edition(body=None, by=None, at=AT)
    address = f"/forward-plan/{entry.reference}/"
    assert "Brewster" in words_of(client.get(address))
    actions.make_exempt(entry, restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)
    assert "Brewster" not in words_of(client.get(address))
    assert PlanEdition.objects.get().is_withdrawn
    notice.refresh_from_db()
    changes = {"reasons": "A bidder’s price", "is_cleared": True}
    actions.save(notice, changes=changes, reason="Put in general words", by=None, at=AT)
    assert "A bidder’s price" in words_of(client.get(address))


@pytest.mark.parametrize("count", [1, 30])
def test_an_entry_needs_the_same_queries_at_1_and_at_30_notices(client, django_assert_num_queries, count):
    factories.make_council()
    entry = make_entry(public=True, issue=factories.make_issue(public=True), **EXEMPT)
    for _ in range(count):
        make_representation(make_notice(entry, "private_first", public=True), public=True)
    with django_assert_num_queries(7):
        assert client.get(f"/forward-plan/{entry.reference}/").status_code == 200


def test_a_decided_entry_leaves_the_list_and_leads_to_its_decision(client):
    entry = make_entry(public=True)
    actions_plan.mark_decided(entry, decided_on=AT.date(), address="/meetings/cabinet/2026-11-02/", by=None, at=AT)
    assert "Library roof" not in words_of(client.get("/forward-plan/"))
    page = client.get(f"/forward-plan/{entry.reference}/")
    assert "Decided on 2 November 2026: read the decision." in words_of(page)
    assert "/meetings/cabinet/2026-11-02/" in links_of(page)


def test_the_issue_s_timeline_tells_of_entry_notice_and_moves(client):
    issue = factories.make_issue("Library roof, the story", public=True)
    entry = make_entry(public=True, issue=issue)
    make_notice(entry, public=True)
    actions_plan.defer(entry, reason="No money", by=None, at=AT)
    words = words_of(client.get(f"/issues/{issue.reference}/{issue.slug}/"))
    for told in (
        "On the forward plan, a key decision by Cabinet, 15 December 2026: Library roof",
        "Notice of a key decision: Library roof",
        "The decision planned for 15 December 2026 was deferred: Library roof. No money",
    ):
        assert told in words


@pytest.mark.pdf
def test_an_edition_keeps_the_plan_as_it_was_with_a_paper_that_everybody_can_use(client, tmp_path):
    factories.make_council()
    make_entry(public=True, due_on=DUE)
    make_entry("Prices of bidders", public=True, **EXEMPT)
    edition = actions_plan.publish_edition(body=None, by=None, at=AT)
    later = make_entry("Bus gates", public=True)
    page = client.get(f"/forward-plan/editions/{edition.reference}/")
    assert heading_of(page) == "Forward plan, published on 2 November 2026"
    assert "covering 2 November 2026 to 15 December 2026" in words_of(page)
    assert "Bus gates" not in words_of(page)
    response = client.get("/forward-plan.pdf")
    paper = response.content
    assert response.headers["Content-Type"] == "application/pdf"
    assert client.get(f"/forward-plan/editions/{edition.reference}.pdf").content == paper
    assert client.get("/forward-plan.pdf", headers={"if-none-match": response.headers["ETag"]}).status_code == 304
    text = " ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(io.BytesIO(paper)))
    for words in ("Library roof", "A lease", "Councillor Ada Fenwright", "Wenshire Council"):
        assert words in text
    assert "bidders" not in text
    file = tmp_path / "plan.pdf"
    file.write_bytes(paper)
    assert validate_pdf(str(file), profile=ValidationProfile.PDF_UA_1).is_compliant
    actions_plan.publish_edition(body=later.body, by=None, at=AT + DAY)
    assert client.get("/forward-plan.pdf").content == paper
    assert client.get("/forward-plan.pdf?body=cabinet").content != paper
    assert client.get("/forward-plan.pdf?body=nobody").status_code == 404
