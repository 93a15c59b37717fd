"""By ward, by topic, by year: what each page shows, newest first and bounded, and nothing that is not public."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from meetings import actions as meeting_actions
from recommendations import actions
from tests import decision_factories as d
from tests import factories as f
from tests import factories_plan as p
from tests.reading import heading_of, links_of, record_words, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
DAY = datetime.timedelta(days=1)
WITHHELD = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
PAGES = ("/wards/", "/wards/aldry/", "/topics/", "/topics/housing/", "/years/", "/years/2026-27/")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        f.make_council()
        yield


@pytest.fixture
def issue():
    return f.make_issue("Damp homes", public=True, wards="Aldry, Skelmere ward", topics="Housing, Health")


def an_outcome(issue, text: str, held_on: datetime.date | None = None, **fields):
    meeting = f.make_meeting(f.make_body(f"Panel of {text[:20]}"), held_on or D(2026, 10, 6), public=True)
    item = f.make_item(meeting, public=True, issue=issue, title=f"Item {text}", **fields)
    return f.make_outcome(item, text, public=True)


def test_a_ward_shows_what_is_about_it_and_who_speaks_for_it(client, issue):
    an_outcome(issue, "Ventilate them")
    decision = d.make_decision(public=True, title="Buy fans", wards="Skelmere; Aldry Ward")
    d.make_decision(public=True, title="Buy seats", wards="Tessmouth")
    d.make_decision(public=True, title="For everybody", wards="All")
    found = f.make_set(public=True, made_on=D(2026, 9, 1), subject="damp", issue=issue)
    entry = p.make_entry("Fans for Aldry", public=True, wards="Aldry")
    f.make_membership(f.make_body("Finance Panel"), "Councillor Bea Orrin", ward="Aldry")
    page = client.get("/wards/aldry/")
    assert record_words(page) == (
        "Ward Aldry Issues about it · What is about the whole area Councillors: Councillor Bea Orrin "
        "To be decided Fans for Aldry Key decision 15 December 2026 Cabinet "
        "Decisions Buy fans RESOLVED that: (a) six libraries open on Saturdays. "
        "Takes effect on Tuesday 10 November 2026 Cabinet 27 October 2026 "
        "What meetings decided Item Ventilate them Ventilate them Panel of Ventilate them, 6 October 2026 "
        "What councillors recommended Damp Awaiting an answer 2 recommendations Finance Panel, 1 September 2026 "
        f"{found.reference}"
    ).replace("Takes effect on Tuesday 10 November 2026", "In effect")
    wanted = {f"/decisions/{decision.reference}/", f"/recommendations/{found.reference}/", "/wards/all/",
              entry.entry.event.address, "/issues/?ward=aldry"}  # fmt: skip
    assert wanted <= set(links_of(page))
    assert "Buy seats" not in words_of(page)
    assert record_words(client.get("/wards/")).endswith("The whole area Aldry Skelmere Tessmouth")


def test_a_topic_is_that_of_the_issue(client, issue):
    an_outcome(issue, "Ventilate them")
    d.make_decision(public=True, title="Buy fans", issue=issue)
    made_at = f.make_item(f.make_meeting(f.make_body("Finance Panel"), public=True), public=True, issue=issue)
    f.make_set(public=True, made_on=D(2026, 10, 6), subject="fans", made_at=made_at)
    told = words_of(client.get("/topics/housing/"))
    assert [words in told for words in ("Ventilate them", "Buy fans", "Fans")] == [True, True, True]
    assert heading_of(client.get("/topics/health/")) == "Health"
    assert record_words(client.get("/topics/")).endswith("Health Housing")


def test_a_year_shows_what_was_decided_in_it(client):
    an_outcome(None, "In May", D(2026, 5, 1))
    an_outcome(None, "In April", D(2026, 4, 30))
    f.make_set(public=True, made_on=D(2025, 5, 2), subject="lamps")
    told = words_of(client.get("/years/2026-27/"))
    assert told.startswith("The year 2026/27 1 May 2026 to 30 April 2027")
    assert ("In May" in told, "In April" in told) == (True, False)
    told = words_of(client.get("/years/2025-26/"))
    assert ("In May" in told, "In April" in told, "Lamps" in told) == (False, True, True)
    assert "The year after: 2026/27" in told
    assert record_words(client.get("/years/")).endswith("2026/27 2025/26")


def test_nothing_that_is_not_public_is_on_them(client, issue):
    an_outcome(issue, "Ventilate them")
    f.make_set(public=True, made_on=D(2026, 9, 1), issue=issue)
    d.make_decision(public=True, wards="Aldry")
    before = {address: words_of(client.get(address)) for address in PAGES}
    f.make_issue("Draft", wards="Canaryward, Aldry", topics="Canarytopic, Housing")
    gone = f.make_issue("Gone", public=True, wards="Canaryward, Aldry", topics="Canarytopic, Housing")
    hidden = f.make_issue("Hidden", wards="Canaryward, Aldry", topics="Housing")
    draft_item = f.make_item(f.make_meeting(f.make_body("B"), D(2026, 10, 7), public=True), issue=issue)
    f.make_outcome(f.make_item(draft_item.meeting, public=True, title="Canary"), "Canary draft")
    d.make_decision(title="Canary draft", wards="Aldry, Canaryward", issue=issue)
    f.make_set(made_on=D(2026, 9, 1), issue=issue, subject="canary draft")
    f.make_set(public=True, made_on=D(2027, 9, 1), issue=issue, subject="canary future")
    actions.withdraw_set(f.make_set(public=True, issue=issue, subject="canary"), reason="x", by=None, at=f.AT)
    meeting_actions.withdraw(an_outcome(issue, "Canary gone").item, reason="x", by=None, at=f.AT)
    p.make_entry("Canary entry", wards="Canaryward, Aldry")
    f.make_membership(f.make_body("Canary Board"), "Councillor Canary", ward="Aldry")
    meeting_actions.withdraw(gone, reason="x", by=None, at=f.AT)
    an_outcome(hidden, "Of no issue", D(2025, 10, 6))
    after = {address: words_of(client.get(address)) for address in PAGES}
    after["/years/"] = after["/years/"].replace(" 2026/27 2025/26 ", " 2026/27 ")
    after["/years/2026-27/"] = after["/years/2026-27/"].replace(" The year before: 2025/26", "")
    assert after == {**before, "/years/": before["/years/"]}
    assert {client.get(f"/{kind}/{slug}/").status_code for kind, slug in (
        ("wards", "canaryward"), ("topics", "canarytopic"), ("years", "2030-31"), ("years", "x"),
    )} == {404}  # fmt: skip


def test_a_withheld_decision_names_no_ward(client, issue):
    d.make_decision(public=True, title="Canary", wards="Canaryward", public_summary="A lease", **WITHHELD)
    d.make_decision(public=True, title="Canary", public_summary="A lease", issue=issue, **WITHHELD)
    assert client.get("/wards/canaryward/").status_code == 404
    told = words_of(client.get("/wards/aldry/"))
    assert ("A lease" in told, "Canary" in told) == (True, False)
    assert "anaryward" not in words_of(client.get("/decisions/"))


def test_the_same_queries_at_1_and_at_30_rows_and_the_way_to_all(client, issue, django_assert_num_queries):
    for number in range(30):
        an_outcome(issue, f"Long {'words ' * 30}{number}", D(2026, 10, 1) + number * DAY)
        d.make_decision(public=True, title=f"Long {'words ' * 30}{number}", wards="Aldry", issue=issue)
        f.make_set(public=True, made_on=D(2026, 9, 1), issue=issue)
        p.make_entry(f"Entry {number}", public=True, wards="Aldry", issue=issue)
        if number in (0, 29):
            for address, queries in zip(PAGES, (3, 8, 3, 8, 3, 7), strict=True):
                with django_assert_num_queries(queries):
                    assert client.get(address).status_code == 200
    links = links_of(client.get("/wards/aldry/"))
    for path in ("/decisions/?ward=aldry", "/recommendations/?ward=aldry", "/forward-plan/?ward=aldry"):
        assert path in links
        assert "30 decisions" in (told := words_of(client.get(path))) or "60 recommendations" in told
    assert "/recommendations/?year=2026%2F27" in links_of(client.get("/years/2026-27/"))


def test_empty_lists_say_so(client):
    ends = {
        "/wards/": "Nothing published so far says which part of the area it is about.",
        "/topics/": "Nothing published so far has a topic.",
        "/years/": "Nothing has been published yet.",
    }
    told = {address: record_words(client.get(address)) for address in ends}
    assert {address: told[address][-len(end) :] for address, end in ends.items()} == ends
