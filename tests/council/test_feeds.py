"""News feeds of what happened: what a feed reader is told, what it is not, and how it goes from page to page."""

from __future__ import annotations

import datetime as dt

import pytest

from council import feeds, sealing
from meetings import actions as meeting_actions
from meetings.models import Meeting
from recommendations import actions
from tests import factories
from tests.factories import AT
from tests.following import feed_of, whole_feed
from tests.recommendations.answering import YES, a_set, answer
from tests.site import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council():
    factories.make_council(licence_name="OGL v3.0", licence_url="https://licence.example/ogl")


def make_lives() -> dict[str, str]:
    """One of each thing that has a feed, with its feed's address."""
    issue = factories.make_issue("Harbour lights", public=True)
    item = factories.make_item(public=True, issue=issue)
    factories.make_outcome(item, public=True)
    holding = factories.make_holding()
    answered = factories.make_set(public=True, issue=issue)
    factories.make_response(answered, until="published", respondent=holding)
    return {
        "register": "/register.atom",
        "committee": "/committees/finance-panel.atom",
        "cabinet": "/committees/cabinet.atom",
        "office": f"/offices/{holding.office.slug}.atom",
        "issue": f"/issues/{issue.reference}/{issue.slug}.atom",
        "set": f"/recommendations/{answered.reference}.atom",
    }


def test_no_feed_says_a_word_of_what_is_not_public_nor_changes_with_it(client, private_files):
    lives, waiting = make_lives(), factories.make_set(public=True)
    issue = factories.make_issue("Seen", public=True)
    before = {name: client.get(address).content for name, address in lives.items()}
    cabinet = factories.make_cabinet()
    draft = factories.make_meeting(cabinet, dt.date(2030, 1, 8), **world.canaries(Meeting, "draft"))
    world.make_below(world.make_item(draft, "draft", issue=issue), "draft")
    world.make_set("draft", addressee=cabinet)
    world.fill_response(factories.make_response(waiting, respondent=factories.make_holding()), "drafting")
    assert world.count_canaries() > 20
    assert {name: client.get(address).content for name, address in lives.items()} == before


def test_what_is_withdrawn_is_gone_and_the_register_keeps_a_tombstone(client):
    lives = make_lives()
    item = factories.make_item(public=True, title="Canary item")
    told = next(entry for entry in feed_of(client, "/register.atom").entries if "Canary item" in entry.title)
    before = {name: client.get(address).content for name, address in lives.items() if name in ("issue", "office")}
    assert any("Canary item" in entry.title for entry in feed_of(client, lives["cabinet"]).entries)
    meeting_actions.withdraw(item, reason="By mistake", by=None, at=AT + dt.timedelta(days=1))
    for address in lives.values():
        assert b"Canary" not in client.get(address).content, address
    register = feed_of(client, "/register.atom")
    assert register.gone == [told.id]
    assert register.entries[0].title == "A record was withdrawn."
    assert register.entries[0].link == f"http://testserver/register/{item.entry_id + 1}/"
    assert {name: client.get(lives[name]).content for name in before} == before


def test_of_what_was_sealed_nothing_but_tombstones_is_left(client, private_files):
    make_lives()
    issue = factories.make_issue("Canary issue", public=True)
    published = feed_of(client, "/register.atom").entries[0].id
    later = AT + dt.timedelta(days=1)
    meeting_actions.withdraw(issue, reason="By mistake", by=None, at=later)
    withdrawn = feed_of(client, "/register.atom").entries[0].id
    two = [factories.make_user(("publisher", "both")) for _number in range(2)]
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=two[0], at=later)
    sealing.confirm_seal(request, by=two[1], at=later)
    register = feed_of(client, "/register.atom")
    assert register.entries[0].title == "A record was sealed."
    assert register.gone == [withdrawn, published]
    assert b"anary" not in register.response.content
    assert client.get(f"/issues/{issue.reference}/{issue.slug}.atom").status_code == 410


def test_a_made_exempt_item_keeps_only_its_public_title(client):
    make_lives()
    item = factories.make_item(public=True, title="Canary item", summary="canarysummary")
    changes = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    meeting_actions.save(item, changes=changes, reason="Prices", by=None, at=AT)
    entry = feed_of(client, "/committees/cabinet.atom").entries[0]
    assert entry.title == "Made exempt: On the agenda of Cabinet on 6 October 2026: A lease"
    assert b"anary" not in client.get("/committees/cabinet.atom").content


def test_what_a_feed_of_a_withdrawn_or_unknown_thing_answers(client):
    lives = make_lives()
    factories.make_body("Hidden Panel")
    factories.make_holding("Hidden office")
    draft = factories.make_set()
    for address in ("/committees/hidden-panel.atom", "/committees/nobody.atom", "/offices/nobody.atom",
                    "/issues/IS-1999-1/x.atom", "/recommendations/SR-1999-1.atom",
                    f"/recommendations/{draft.public_id}.atom", "/recommendations/%00.atom"):  # fmt: skip
        assert client.get(address).status_code == 404, address
    reference = lives["set"].split("/")[2].removesuffix(".atom")
    found = type(draft).objects.get(reference=reference)
    actions.withdraw_set(found, reason="By mistake", by=None, at=AT)
    assert client.get(lives["set"]).status_code == 410


def test_an_entry_says_what_happened_when_and_where(client):
    lives = make_lives()
    entry = feed_of(client, lives["issue"]).entries[0]
    (reference,) = [lives["set"].split("/")[2].removesuffix(".atom")]
    assert entry.title == "Cabinet responded to the recommendations about the ledger"
    assert entry.summary == f"14 September 2021: {entry.title}"
    assert entry.link == f"http://testserver/recommendations/{reference}/"
    assert entry.updated == entry.published == "2026-11-02T10:30:00Z"
    assert [tag.label for tag in entry.tags] == ["response"]
    feed = feed_of(client, lives["issue"]).feed
    assert (feed.title, feed.author, feed.rights) == (
        "Harbour lights – Wenshire Council",
        "Wenshire Council",
        "OGL v3.0",
    )


def test_a_committee_and_an_office_are_told_of_what_they_were_asked(client):
    lives = make_lives()
    titles = {name: [entry.title for entry in feed_of(client, lives[name]).entries] for name in lives}
    said = "Cabinet responded to the recommendations about the ledger"
    made = "Finance Panel made 2 recommendations about the ledger"
    assert titles["set"] == titles["office"] == titles["committee"] == [said, made]
    assert titles["cabinet"][:2] == [said, made]
    assert titles["cabinet"][-1] == "A meeting of Cabinet was arranged for 6 October 2026"


def test_ids_outlive_addresses_and_words(client, settings):
    settings.ALLOWED_HOSTS = ["old.wen.example", "new.wen.example", "testserver"]
    lives = make_lives()
    before = feed_of(client, lives["committee"])
    found = a_set()
    actions_ids = {entry.id for entry in feed_of(client, lives["committee"]).entries}
    answer(found, YES, YES)
    after = feed_of(client, lives["committee"])
    moved = client.get(lives["committee"], headers={"host": "new.wen.example"}).content.decode()
    assert after.feed.id == before.feed.id
    assert actions_ids < {entry.id for entry in after.entries}
    assert all(entry.id in moved for entry in after.entries)
    assert "http://new.wen.example/committees/finance-panel.atom" in moved
    assert len({feed_of(client, address).feed.id for address in lives.values()}) == len(lives)


def test_a_long_feed_comes_in_pages_and_nothing_twice(client, monkeypatch):
    monkeypatch.setattr(feeds, "A_PAGE", 4)
    monkeypatch.setattr(feeds.page_of, "__defaults__", (4,))
    for number in range(10):
        factories.make_issue(f"Subject {number}", public=True)
    first, last = feed_of(client, "/register.atom"), feed_of(client, "/register.atom?page=99")
    links = {name: first.links[name].removeprefix("http://testserver") for name in ("self", "first", "next", "last")}
    assert links == {
        "self": "/register.atom", "first": "/register.atom", "next": "/register.atom?page=2",
        "last": "/register.atom?page=3",
    }  # fmt: skip
    assert "previous" not in first.links
    assert last.links["self"] == "http://testserver/register.atom?page=3"
    assert [entry.title for entry in whole_feed(client, "/register.atom")] == [
        f"A new issue is followed: Subject {number}" for number in range(9, -1, -1)
    ]


def test_an_empty_register_is_a_valid_feed(client):
    found = feed_of(client, "/register.atom")
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_words_that_no_xml_can_hold_are_left_out(client):
    factories.make_issue("Lamps \x0b& <b>posts</b> \ufffe", public=True)
    assert feed_of(client, "/register.atom").entries[0].title == "A new issue is followed: Lamps & <b>posts</b>"


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_entries(client, django_assert_num_queries, count):
    lives = make_lives()
    for number in range(count):
        factories.make_item(public=True, title=f"Item {number}")
    expected = {"register": 5, "committee": 7, "cabinet": 8, "office": 8, "issue": 6, "set": 8}
    for name, queries in expected.items():
        with django_assert_num_queries(queries):
            assert client.get(lives[name]).status_code == 200, name


def test_nothing_new_is_304(client):
    for address in make_lives().values():
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
