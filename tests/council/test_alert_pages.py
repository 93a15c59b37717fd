"""The pages of e-mail alerts: no oracle, no cookie, nothing done by looking, one press to stop; faults in words."""

from __future__ import annotations

import datetime
import html
import re

import pytest
import time_machine
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client

from council.alerts import asking, links
from council.models import AlertReader, Subscription
from tests import factories as f
from tests.alerting import ADDRESS, follow, link_in, work
from tests.decision_factories import make_decision
from tests.factories_plan import make_entry
from tests.recommendations.progressing import an_answered_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
FINANCE = "/alerts/follow/?what=committee&of=finance-panel"


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    f.make_council()
    with time_machine.travel(f.AT, tick=False):
        yield


@pytest.fixture
def panel():
    return f.make_set(public=True)


def ask(client, email=ADDRESS, address=FINANCE, **fields):
    return client.post(address, {"email": email, "pace": "daily"} | fields, follow=True)


def text_of(response) -> str:
    body = response.content.decode().split("<main")[1].split("</main>")[0]
    return html.unescape(" ".join(re.sub("<[^>]+>", " ", body).split()))


def mailed(purpose: str) -> str:
    work()
    return link_in(outbox.outbox[-1], purpose)


def test_from_the_page_of_a_committee_to_its_alerts_and_out_again(client, panel):
    page = client.get("/committees/finance-panel/").content.decode()
    assert FINANCE in html.unescape(page)
    assert "E-mail alerts: Finance Panel" in text_of(client.get(FINANCE))
    assert "Check your e-mail" in text_of(ask(client))
    confirm = mailed("confirm")
    assert outbox.outbox[-1].subject == "Confirm your e-mail alerts: Finance Panel"
    assert "until 5 November 2026" in outbox.outbox[-1].body
    begun = client.post(confirm, follow=True)
    assert "Confirmed. From now on we write to you" in text_of(begun)
    assert "They go to a…@reader.example." in text_of(begun)
    mine = begun.redirect_chain[-1][0].split("?")[0]
    key = Subscription.objects.get().public_id.hex
    assert "Saved." in text_of(client.post(mine, {key: "at_once", "save": "1"}, follow=True))
    assert Subscription.objects.get().pace == "at_once"
    assert "your address is deleted" in text_of(client.post(mine, {key: "stop", "save": "1"}))
    assert AlertReader.objects.count() == 0


def test_looking_at_a_link_changes_nothing(client, panel):
    ask(client)
    confirm = mailed("confirm")
    for _time in range(2):
        assert client.get(confirm).status_code == client.head(confirm).status_code == 200
    assert Subscription.objects.get().confirmed_at is None
    reader = follow("committee", "finance-panel", email="bea@reader.example")
    stop = links.link(links.STOP, reader.public_id).removeprefix("https://decisions.wenshire.example")
    assert "your address is deleted" in text_of(client.get(stop))
    assert AlertReader.objects.filter(pk=reader.pk).exists()


def test_a_link_that_confirms_works_once_and_for_three_days(client, panel):
    ask(client)
    confirm = mailed("confirm")
    with time_machine.travel(f.AT + datetime.timedelta(days=3, minutes=1), tick=False):
        assert (client.get(confirm).status_code, client.post(confirm).status_code) == (404, 404)
    assert client.post(confirm).status_code == 302
    assert (client.get(confirm).status_code, client.post(confirm).status_code) == (404, 404)


def test_a_fresh_link_ends_the_one_before(client, panel):
    ask(client)
    first = mailed("confirm")
    ask(client)
    second = mailed("confirm")
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)


def test_the_page_says_the_same_whether_or_not_an_address_is_known(client, panel):
    follow("committee", "finance-panel", email="known@reader.example")
    answers = [ask(client, email) for email in ("known@reader.example", "new@reader.example")]
    for _time in range(5):
        answers.append(ask(client, "new@reader.example"))
    answers += [
        client.post("/alerts/link/", {"email": email}, follow=True)
        for email in ("known@reader.example", "nobody@reader.example")
    ]
    assert len({(answer.status_code, answer.content, answer.redirect_chain[-1]) for answer in answers}) == 1


def test_a_known_reader_gets_the_link_to_their_page_and_a_stranger_nothing(client, panel):
    reader = follow("committee", "finance-panel")
    for email in ("nobody@reader.example", ADDRESS):
        client.post("/alerts/link/", {"email": email})
    work()
    assert [message.to for message in outbox.outbox] == [[ADDRESS]]
    assert "Finance Panel" in text_of(client.get(mailed("mine")))
    assert AlertReader.objects.get() == reader


@pytest.mark.parametrize(
    "email",
    ["", "ada", "ada@", "ada@reader.example\nBcc: everybody@reader.example", "ada@reader.example\r\n\r\nWords",
     "ada@reader.example, bea@reader.example", "Ada <ada@reader.example>", "ä@reader.example", f"{'a' * 260}@b.example",
     "ada\0@reader.example"],
)  # fmt: skip
def test_a_bad_address_says_so_and_nothing_is_sent(client, panel, email):
    for address in (FINANCE, "/alerts/link/"):
        answer = ask(client, email, address)
        assert answer.status_code == 200
        said = text_of(answer)
        assert "There is a problem" in answer.content.decode()
        assert re.search(
            "Enter your e-mail address|Enter an e-mail address in the right form|invisible|characters", said
        )
    work()
    assert (AlertReader.objects.count(), outbox.outbox) == (0, [])


def test_how_often_must_be_chosen(client, panel):
    assert "Select whether the e-mails come once a day or at once" in text_of(ask(client, pace=""))
    assert AlertReader.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    ["", "?what=committee", "?what=committee&of=nobody", "?what=nothing&of=x", "?what=recommendation&of=SR-2026-1/99",
     "?what=recommendation&of=SR-2026-1/²", "?what=issue&of=%00", "?what=ward&of=" + "x" * 5000, "?what=office&of=%ff",
     "?what=recommendation&of=" + "0" * 32, "?what=decisions&of=some"],
)  # fmt: skip
def test_what_does_not_exist_cannot_be_followed(client, panel, query):
    for answer in (client.get(f"/alerts/follow/{query}"), ask(client, address=f"/alerts/follow/{query}")):
        assert answer.status_code == 404
        assert "There is nothing to follow here" in text_of(answer)


def test_what_is_a_draft_looks_like_what_does_not_exist(client):
    f.make_issue("Secret")
    draft = f.make_set(made_by=f.make_body("Secret Panel"))
    assert draft.made_by.slug == "secret-panel"
    known, unknown = (client.get(f"/alerts/follow/?what=committee&of={slug}") for slug in ("secret-panel", "nobody"))
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_the_links_stand_on_the_pages(client):
    issue = f.make_issue(public=True)
    found = an_answered_set(actions=[{"description": "Buy lamps", "lead_office": f.make_holding().office}])
    office = f.make_holding().office
    decision = make_decision(public=True, wards="Aldry, Old Town")
    entry = make_entry(public=True, wards="Quay")
    pages = {
        issue.entry.event.address: ["what=issue"],
        f"/recommendations/{found.reference}/": ["what=recommendations"],
        f"/recommendations/{found.reference}/1/": ["what=recommendation"],
        f"/offices/{office.slug}/": ["what=office"],
        decision.entry.event.address: ["what=ward", "what=ward"],
        entry.entry.event.address: ["what=ward"],
        "/decisions/": ["what=decisions"],
    }
    for page, kinds in pages.items():
        shown = client.get(page)
        links_there = re.findall(r'href="(/alerts/follow/[^"]+)"', shown.content.decode())
        assert [re.search("what=[a-z]+", link)[0] for link in links_there] == kinds, page
        for link in links_there:
            assert client.get(html.unescape(link)).status_code == 200, link
    start = text_of(client.get("/alerts/"))
    assert [name in start for name in ("Aldry", "Old Town", "Quay", "What we keep")] == [True] * 4


def test_no_cookie_nothing_kept_by_browsers_and_no_robot(panel):
    client = Client(enforce_csrf_checks=True)
    reader = follow("committee", "finance-panel")
    asking.ask("bea@reader.example", kind="committee", key="finance-panel", pace="daily", at=f.AT)
    waiting = Subscription.objects.get(confirmed_at=None)
    addresses = [
        FINANCE, "/alerts/link/", f"/alerts/confirm/{links.token('confirm', waiting.public_id)}/",
        *(f"/alerts/{purpose}/{links.token(purpose, reader.public_id)}/" for purpose in ("mine", "stop")),
    ]  # fmt: skip
    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in (200, 302), address
            assert "no-store" in answer.headers["Cache-Control"]
            assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
            assert not answer.cookies
        assert client.put(address).status_code == 405


def test_a_token_of_one_purpose_opens_nothing_else(client, panel):
    reader = follow("committee", "finance-panel")
    tokens = {purpose: links.token(purpose, reader.public_id) for purpose in ("mine", "stop")}
    assert client.get(f"/alerts/mine/{tokens['stop']}/").status_code == 404
    assert client.post(f"/alerts/stop/{tokens['mine']}/").status_code == 404
    assert client.get(f"/alerts/mine/{reader.public_id.hex}.x/").status_code == 404
    assert AlertReader.objects.count() == 1


def test_stopping_twice_is_no_fault(client, panel):
    reader = follow("committee", "finance-panel")
    stop = f"/alerts/stop/{links.token('stop', reader.public_id)}/"
    said = [client.post(stop, {"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    assert [(answer.status_code, answer.content) for answer in said] == [(200, said[0].content)] * 2


def test_too_many_tries_from_one_place_are_told_to_wait(client, panel):
    answers = [ask(client, f"n{number}@reader.example").status_code for number in range(22)]
    assert answers == [200] * 20 + [429] * 2
    assert AlertReader.objects.count() == 20


def test_who_was_stopped_by_a_fault_of_the_box_is_told_and_can_begin_again(client, panel):
    reader = follow("committee", "finance-panel")
    AlertReader.objects.update(stopped_at=f.AT)
    mine = f"/alerts/mine/{links.token('mine', reader.public_id)}/"
    assert "told us that there is no such address" in text_of(client.get(mine))
    client.post(mine, {"again": "1"})
    assert "no such address" not in text_of(client.get(mine))


def test_what_is_followed_and_not_public_any_more_is_not_named(client):
    from meetings.actions import withdraw

    issue = f.make_issue("Harbour lights", public=True)
    reader = follow("issue", issue.reference)
    withdraw(issue, reason="By mistake", by=None, at=f.AT)
    said = text_of(client.get(f"/alerts/mine/{links.token('mine', reader.public_id)}/"))
    assert "No longer public (Issue)" in said
    assert "Harbour" not in said


@pytest.mark.parametrize("count", [1, 30])
def test_ones_own_page_takes_the_same_number_of_statements(client, django_assert_num_queries, count):
    reader = None
    for number in range(count):
        issue = f.make_issue(f"Issue {number}", public=True)
        reader = follow("issue", issue.reference)
        AlertReader.objects.update(asked_count=0)
    assert reader is not None
    with django_assert_num_queries(4):
        page = client.get(f"/alerts/mine/{links.token('mine', reader.public_id)}/")
    assert page.content.decode().count("<select") == count


@pytest.mark.parametrize("count", [1, 30])
def test_what_can_be_followed_takes_the_same_number_of_statements(client, django_assert_num_queries, count):
    f.make_meeting(public=True)
    for number in range(count):
        make_entry(public=True, wards=f"Place {number}")
        f.make_meeting(f.make_body(f"Board {number}"), public=True)
    with django_assert_num_queries(4):
        page = client.get("/alerts/").content.decode()
    assert page.count("what=ward") == count
    assert page.count("what=committee") == count + 1
