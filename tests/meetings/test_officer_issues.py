"""Officers' pages of issues: list, form, publication, and the items each officer may see under one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import Issue
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = reverse("meetings:officer-issue-list")


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def test_an_issue_is_added_published_and_corrected(client, officer):
    client.post(reverse("meetings:officer-issue-add"), {"title": "Library opening hours", "plan_reference": "2026/074"})
    issue = Issue.objects.get()
    assert (issue.plan_reference, issue.reference, issue.is_published) == ("2026/074", "", False)
    client.post(
        reverse("meetings:officer-publish", args=["issue", issue.public_id]), {"edit_number": issue.edit_number}
    )
    issue.refresh_from_db()
    page = client.get(address("officer-issue", issue)).content.decode()
    assert f"/issues/{issue.reference}/library-opening-hours/" in page
    fields = {
        "title": "Library hours",
        "edit_number": issue.edit_number,
        "reason": "Shorter.",
        "correction": "of_substance",
    }
    client.post(address("officer-issue-edit", issue), fields)
    issue.refresh_from_db()
    assert (issue.title, issue.slug, issue.version) == ("Library hours", "library-opening-hours", 2)


def test_an_issue_without_a_title_is_refused_and_the_rest_stays(client, officer):
    page = client.post(reverse("meetings:officer-issue-add"), {"title": " ", "in_short": "Two plain sentences."})
    assert "Enter the title of the issue" in page.content.decode()
    assert "Two plain sentences." in page.content.decode()
    assert Issue.objects.count() == 0


def test_the_list_finds_words_in_titles_drafts_included(client, officer):
    draft, public = make.make_issue("Mill lane bridge"), make.make_issue("Library hours", public=True)
    assert [row["issue"] for row in client.get(LIST).context["rows"]] == [public, draft]
    assert [row["issue"] for row in client.get(f"{LIST}?words=BRIDGE").context["rows"]] == [draft]
    assert client.get(f"{LIST}?words=%00%25").context["rows"] == []


def test_items_of_other_bodies_are_not_named_to_an_officer_of_one(client, officer):
    issue, panel = make.make_issue(), make.make_body("Housing Panel")
    make.make_item(make.make_meeting(), issue=issue, title="Of Cabinet")
    make.make_item(make.make_meeting(panel), issue=issue, title="Of the panel")
    assert len(client.get(address("officer-issue", issue)).context["rows"]) == 2
    client.force_login(make.make_user(("officer", "both"), bodies=[panel]))
    page = client.get(address("officer-issue", issue)).content.decode()
    assert "Of the panel" in page
    assert "Of Cabinet" not in page


def test_an_issue_page_needs_the_same_queries_with_1_and_30_items(client, officer, django_assert_num_queries):
    issue, meeting = make.make_issue(), make.make_meeting()
    make.make_item(meeting, issue=issue)
    with django_assert_num_queries(7):
        client.get(address("officer-issue", issue))
    for _number in range(29):
        make.make_item(meeting, issue=issue)
    with django_assert_num_queries(7):
        client.get(address("officer-issue", issue))
