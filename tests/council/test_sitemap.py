"""The sitemap: every public page and no other, in parts; and what search engines are asked to leave alone."""

from __future__ import annotations

import datetime as dt
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from council import sitemap
from meetings import actions
from meetings.models import Meeting
from tests import factories
from tests.factories import AT
from tests.recommendations.answering import a_set
from tests.site import world

pytestmark = pytest.mark.django_db
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, address, root="urlset", element="url") -> dict[str, str]:
    """Address -> last change of one document, whose shape is checked."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8"), address
    found = ET.fromstring(response.content)
    assert found.tag == f"{SPACE}{root}"
    assert {child.tag for child in found} == {f"{SPACE}{element}"}
    assert all([part.tag for part in child] in ([f"{SPACE}loc"], [f"{SPACE}loc", f"{SPACE}lastmod"]) for child in found)
    lines = [
        (child.findtext(f"{SPACE}loc").removeprefix("http://testserver"), child.findtext(f"{SPACE}lastmod") or "")
        for child in found
    ]
    assert len(dict(lines)) == len(lines) <= 50_000
    return dict(lines)


def everything(client) -> dict[str, str]:
    """Every page of every part."""
    parts = read(client, "/sitemap.xml", "sitemapindex", "sitemap")
    return {page: when for part in parts for page, when in read(client, part).items()}


@pytest.mark.pdf
def test_every_page_of_the_sitemap_is_public_and_every_public_record_is_in_it(answers):
    pages = everything(answers)
    assert {address: answers.get(address).status_code for address in pages} == dict.fromkeys(pages, 200)
    assert not any(world.CANARY in address for address in pages)
    for kind in ("issue", "meeting", "item", "document", "set", "response", "decision"):
        shown = [case for case in answers.cases if case.kind == kind and case.is_public]
        assert shown, kind
    sets = {
        f"/recommendations/{case.record.reference}/" for case in answers.cases if case.kind == "set" and case.is_public
    }
    assert sets <= set(pages)


def test_drafts_change_nothing_and_what_is_withdrawn_is_gone(client):
    meeting, found = factories.make_meeting(public=True), a_set()
    addresses = ["/sitemap.xml", "/sitemap-meetings-1.xml", "/sitemap-sets-1.xml", "/sitemap-recommendations-1.xml"]
    before = {address: client.get(address).content for address in addresses}
    factories.make_meeting(held_on=dt.date(2030, 1, 8), **world.canaries(Meeting, "draft"))
    factories.make_item(meeting)
    world.make_set("draft")
    factories.make_response(found)
    assert {address: client.get(address).content for address in addresses} == before
    later = AT + dt.timedelta(days=1)
    actions.withdraw(meeting, reason="By mistake", by=None, at=later)
    assert client.get("/sitemap-meetings-1.xml").status_code == 404
    assert "/sitemap-meetings-1.xml" not in read(client, "/sitemap.xml", "sitemapindex", "sitemap")


def test_when_it_changed_is_when_it_was_published_last(client):
    issue = factories.make_issue(public=True)
    later = AT + dt.timedelta(days=3)
    actions.save(issue, changes={"title": "Another"}, reason="Wrong", by=None, at=later)
    assert list(read(client, "/sitemap-issues-1.xml").values()) == ["2026-11-05T10:30:00Z"]
    assert read(client, "/sitemap.xml", "sitemapindex", "sitemap")["/sitemap-issues-1.xml"] == "2026-11-05T10:30:00Z"


def test_many_pages_come_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemap, "A_PART", 4)
    for number in range(9):
        factories.make_issue(f"Subject {number}", public=True)
    parts = [part for part in read(client, "/sitemap.xml", "sitemapindex", "sitemap") if "issues" in part]
    assert parts == [f"/sitemap-issues-{number}.xml" for number in (1, 2, 3)]
    assert [len(read(client, part)) for part in parts] == [4, 4, 1]


@pytest.mark.parametrize(
    "address",
    ["/sitemap-issues-2.xml", "/sitemap-issues-0.xml", f"/sitemap-issues-{10**30}.xml", "/sitemap-users-1.xml"],
)
def test_there_is_no_other_part(client, address):
    factories.make_issue(public=True)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_pages(client, django_assert_num_queries, count):
    factories.make_council()
    for number in range(count):
        factories.make_item(public=True, title=f"Item {number}")
        a_set()
        factories.make_issue(f"Issue {number}", public=True, wards=f"Ward {number}", topics=f"Topic {number}")
        factories.make_meeting(held_on=dt.date(2026 - number, 6, 1), public=True)
    counts = dict.fromkeys(["/sitemap.xml", "/sitemap-items-1.xml", "/sitemap-recommendations-1.xml"], 3)
    counts["/sitemap-pages.xml"] = 6
    for address, queries in counts.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    pages = " ".join(read(client, "/sitemap-pages.xml"))
    assert [pages.count("/wards/ward-"), pages.count("/topics/topic-")] == [count, count]


def test_search_engines_are_asked_to_leave_what_is_no_page_alone(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
    for path in ("/officer/", "/officer/meetings/", "/sign-in/?next=/", "/updates/x/", "/alerts/mine/x/"):
        assert not robots.can_fetch("any", f"http://testserver{path}"), path
    for path in ("/", "/meetings/", "/recommendations/?page=2", "/register.atom", "/documents/D-2026-1/report.pdf"):
        assert robots.can_fetch("any", f"http://testserver{path}"), path


def test_nothing_new_is_304(client):
    for address in ("/sitemap.xml", "/robots.txt", "/sitemap-pages.xml"):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
