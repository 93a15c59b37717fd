"""The public lists of meetings and issues: order, filters, paging, and nothing that is not public."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from meetings import actions
from tests import factories
from tests.factories import AT
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def address(meeting):
    return f"/meetings/{meeting.body.slug}/{meeting.place}/"


def meetings_on(response):
    return [link for link in links_of(response) if link.startswith("/meetings/") and link.count("/") == 4]


def test_upcoming_meetings_come_first_the_next_one_on_top_then_past_ones_the_latest_first(client):
    today = timezone.localdate()
    days = (today - 40 * DAY, today + 20 * DAY, today - 3 * DAY, today, today + 2 * DAY)
    far_past, far, past, now, near = (factories.make_meeting(held_on=day, public=True) for day in days)
    response = client.get("/meetings/")
    assert meetings_on(response) == [address(found) for found in (now, near, far, past, far_past)]
    words = words_of(response)
    assert words.index("Coming up") < words.index("Past meetings")
    assert "5 meetings: those to come, then those held" in words


@pytest.mark.parametrize(("status", "word"), [("cancelled", "Cancelled"), ("postponed", "Postponed")])
def test_a_meeting_that_is_not_held_says_so_in_a_word(client, status, word):
    factories.make_meeting(held_on=timezone.localdate() + DAY, public=True, status=status)
    words = words_of(client.get("/meetings/"))
    assert word in words
    assert "Agenda not out yet" not in words


def test_each_meeting_says_what_is_published_of_it(client):
    meeting = factories.make_meeting(public=True)
    assert "Agenda" not in words_of(client.get("/meetings/"))
    item = factories.make_item(meeting, public=True)
    factories.make_outcome(item, public=True)
    factories.make_minutes(item, public=True)
    assert "Agenda, decisions and draft minutes" in words_of(client.get("/meetings/"))


def test_filters_narrow_by_committee_and_municipal_year(client):
    cabinet = factories.make_meeting(held_on=datetime.date(2025, 4, 30), public=True)
    panel = factories.make_meeting(factories.make_body("Parks Panel"), datetime.date(2025, 5, 1), public=True)
    assert meetings_on(client.get("/meetings/?body=cabinet")) == [address(cabinet)]
    response = client.get("/meetings/?year=2025/26")
    assert meetings_on(response) == [address(panel)]
    assert "1 meeting in 2025/26" in words_of(response)
    response = client.get("/meetings/?body=cabinet&year=2025/26")
    assert meetings_on(response) == []
    assert "No meeting fits" in words_of(response)


@pytest.mark.parametrize(
    "query", ["body=nobody", "year=1066", "year=%00", "body=a&body=b", "page=0", "page=-1", "page=x", "page=9" * 40]
)
def test_a_value_that_cannot_be_is_hinted_at_and_all_are_shown(client, query):
    meeting = factories.make_meeting(public=True)
    response = client.get(f"/meetings/?{query}")
    assert response.status_code == 200
    assert meetings_on(response) == [address(meeting)]
    assert ("There is a problem" in words_of(response)) == (not query.startswith("page"))


def test_only_named_filters_reach_the_database(client):
    meeting = factories.make_meeting(public=True)
    response = client.get("/meetings/?published_at__isnull=True&entry__snapshot__salt__startswith=a&o=-pk")
    assert meetings_on(response) == [address(meeting)]


def test_long_lists_are_paged_and_keep_the_filter(client):
    for number in range(30):
        factories.make_meeting(held_on=datetime.date(2025, 6, 1) + number * DAY, public=True)
    first, second = (client.get(f"/meetings/?year=2025/26&page={page}") for page in (1, 2))
    assert [len(meetings_on(response)) for response in (first, second)] == [25, 5]
    assert "?year=2025%2F26&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_lists_need_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, count):
    for number in range(count):
        meeting = factories.make_meeting(held_on=datetime.date(2025, 6, 1) + number * DAY, public=True)
        issue = factories.make_issue(f"Issue {number}", public=True)
        factories.make_item(meeting, public=True, issue=issue)
    for path, queries in (("/meetings/?body=cabinet&year=2025/26", 4), ("/issues/?words=issue", 5)):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_drafts_and_withdrawn_records_change_no_list(client):
    issue = factories.make_issue(public=True)
    meeting = factories.make_meeting(public=True)
    factories.make_item(meeting, public=True, issue=issue)
    gone = factories.make_meeting(factories.make_body("Secret Panel"), datetime.date(2020, 1, 1), public=True)
    gone_issue = factories.make_issue("A secret issue", public=True)
    for record in (gone, gone_issue):
        actions.withdraw(record, reason="By mistake", by=None, at=AT)
    before = [client.get(path).content for path in ("/meetings/", "/issues/")]
    assert b"Secret Panel" not in before[0]
    assert b"2019/20" not in before[0]
    assert b"secret issue" not in before[1]

    factories.make_meeting(factories.make_body("Hidden Panel"), datetime.date(2019, 1, 1))
    draft = factories.make_item(meeting, issue=factories.make_issue("A hidden issue"))
    factories.make_outcome(draft, "Hidden")
    assert [client.get(path).content for path in ("/meetings/", "/issues/")] == before


def test_issues_are_found_by_words_of_title_reference_or_member_each_of_which_must_stand(client):
    factories.make_issue("Library hours", public=True, plan_reference="2026/031", lead_member="Leader")
    factories.make_issue("Library roofs", public=True)
    found = {}
    for words in ("library", "LIBRARY hours", "2026/031", "leader", "roofs hours", "%", "_", ""):
        shown = words_of(client.get("/issues/", {"words": words}))
        found[words] = ["Library hours" in shown, "Library roofs" in shown]
    assert found == {
        "library": [True, True],
        "LIBRARY hours": [True, False],
        "2026/031": [True, False],
        "leader": [True, False],
        "roofs hours": [False, False],
        "%": [False, False],
        "_": [False, False],
        "": [True, True],
    }


@pytest.mark.parametrize("words", ["\x00", "x" * 401, "' OR 1=1 --", "(", "\\"])
def test_words_that_cannot_be_looked_for_are_no_server_error(client, words):
    factories.make_issue(public=True)
    response = client.get("/issues/", {"words": words})
    assert response.status_code == 200
    assert "Issues" in words_of(response)


def test_an_issue_in_the_list_says_when_something_last_happened(client):
    issue = factories.make_issue(public=True)
    item = factories.make_item(factories.make_meeting(held_on=datetime.date(2031, 3, 9), public=True), issue=issue)
    factories.make_outcome(actions.publish(item, by=None, at=AT), public=True)
    assert "last entry 9 March 2031" in words_of(client.get("/issues/"))


def test_empty_lists_say_so(client):
    assert "No meeting has been published yet." in words_of(client.get("/meetings/"))
    assert "No issue has been published yet." in words_of(client.get("/issues/"))


def test_years_with_a_public_meeting_are_offered_the_latest_first(client):
    for year in (2023, 2025):
        factories.make_meeting(held_on=datetime.date(year, 6, 1), public=True)
    assert "All years 2025/26 (1) 2023/24 (1)" in words_of(client.get("/meetings/"), "form")
