"""What each public page says of itself to programs and to whoever cites it: only what a reader of it sees as well."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape

import pytest

from council import linked_data
from meetings import actions as meetings
from meetings.models import AgendaItem
from meetings.published import item_address, meeting_address
from tests import factories
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.linked import blocks_of, subject_of
from tests.reading import words_of

pytestmark = pytest.mark.django_db


def head_of(client, address) -> dict[str, str]:
    """The properties of a page's head by name, and its canonical address."""
    html = client.get(address).content.decode().split("</head>")[0]
    found = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    assert len(canonical) == 1, (address, canonical)
    return {name: unescape(value) for name, value in found.items()} | {"canonical": canonical[0]}


@pytest.fixture
def council():
    return factories.make_council(licence_name="OGL v3.0", licence_url="https://licence.example/ogl")


@pytest.mark.pdf
def test_every_page_is_valid_linked_data_and_runs_nothing(answers):
    """No canary in any of it is `test_canaries`' part: the same answers are read there."""
    kinds, pages = set(), 0
    for address in answers.asked:
        response = answers.get(address)
        if response.is_page:
            blocks = blocks_of(response)
            pages += 1
            kinds |= {block["@type"] for block in blocks}
            if response.status_code != 200:
                assert {block["@type"] for block in blocks} <= {"BreadcrumbList"}, address
                assert b"og:title" not in response.content
                assert b"Cite this page" not in response.content
    assert pages > 100
    assert kinds == {
        "BreadcrumbList", "CollectionPage", "CreativeWork", "Dataset", "DigitalDocument", "Event",
        "GovernmentOrganization",
        "WebSite", "Person", "WebPage",
    }  # fmt: skip


def test_a_meeting_is_an_event(client, council):
    time, day = dt.time(18, 30), dt.date(2026, 7, 6)
    meeting = factories.make_meeting(held_on=day, public=True, starts_at=time, venue="Town Hall")
    address = meeting_address(meeting)
    assert subject_of(client.get(address)) == {
        "@context": "https://schema.org", "@type": "Event", "name": "Cabinet, 6 July 2026",
        "url": f"http://testserver{address}", "startDate": "2026-07-06T18:30:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled", "location": {"@type": "Place", "name": "Town Hall"},
        "organizer": {"@type": "GovernmentOrganization", "name": "Cabinet",
                      "url": "http://testserver/committees/cabinet/"},
    }  # fmt: skip
    meetings.save(meeting, changes={"status": "cancelled"}, reason="No business", by=None, at=AT)
    assert subject_of(client.get(address))["eventStatus"] == "https://schema.org/EventCancelled"
    assert head_of(client, address)["description"].startswith("Cancelled. Monday 6 July 2026, 6.30pm, Town Hall.")


def test_a_decision_a_set_and_an_answer_are_works_of_their_kinds(client, council):
    found = factories.make_set("That the lamps be mended.", public=True)
    factories.make_response(found, until="published")
    base = f"/recommendations/{found.reference}/"
    whole, one, answer = (subject_of(client.get(base + rest)) for rest in ("", "1/", "responses/1/"))
    assert {block["@type"] for block in (whole, one, answer)} == {"CreativeWork"}
    assert [block["genre"] for block in (whole, one, answer)] == [
        "Scrutiny recommendations", "Recommendation", "Response to recommendations",
    ]  # fmt: skip
    assert whole["hasPart"][0]["text"] == one["text"] == "That the lamps be mended."
    assert whole["hasPart"][0]["url"] == one["url"] == f"http://testserver{base}1/"
    assert (answer["isBasedOn"], answer["version"]) == (f"http://testserver{base}", "1")
    assert answer["contributor"] == {
        "@type": "Person", "name": "Councillor Ada Fenwright", "jobTitle": "Cabinet Member for Libraries",
    }  # fmt: skip
    decision = make_decision(public=True)
    said = subject_of(client.get(decision.entry.event.address))
    assert (said["genre"], said["identifier"]) == ("Decision", decision.reference)
    assert said["license"] == "https://licence.example/ogl"
    assert said["publisher"]["name"] == "Wenshire Council"


def test_what_is_withheld_is_withheld_here_too(client, council):
    exempt = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    row = {"label": "1)", "text": "canarytext", "public_summary": "About a lease.", **exempt}
    found = factories.make_set(rows=[row], public=True)
    item = factories.make_item(public=True, title="canarytitle", public_title="A lease", summary="canarysum", **exempt)
    factories.make_outcome(item, "canaryoutcome", public_summary="A lease was agreed.", public=True)
    for address in (
        f"/recommendations/{found.reference}/",
        f"/recommendations/{found.reference}/1/",
        item_address(item),
    ):
        assert "canary" not in client.get(address).content.decode(), address
    assert subject_of(client.get(f"/recommendations/{found.reference}/1/"))["text"] == "About a lease."
    assert subject_of(client.get(item_address(item)))["name"] == "A lease"


def test_breadcrumbs_are_those_of_the_page(client, council):
    item = factories.make_item(public=True)
    (trail,) = (block for block in blocks_of(client.get(item_address(item))) if block["@type"] == "BreadcrumbList")
    assert [(step["position"], step["name"], step.get("item")) for step in trail["itemListElement"]] == [
        (1, "Home", "http://testserver/"), (2, "Meetings", "http://testserver/meetings/"),
        (3, "Cabinet", "http://testserver/meetings/?body=cabinet"),
        (4, "6 October 2026", f"http://testserver{meeting_address(item.meeting)}"), (5, "Item 1", None),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!-- <script>", "\u2028&\u2029", "]]>\"'\\"])
def test_no_words_can_end_the_block(client, council, words):
    block = linked_data.script({"name": words})
    assert re.fullmatch(r'<script type="application/ld\+json">[ -;=?-~]*</script>', block)
    assert json.loads(block.split(">", 1)[1].rpartition("<")[0]) == {"name": words}
    issue = factories.make_issue(f"A {words} B", public=True)
    response = client.get(issue.entry.event.address)
    assert subject_of(response)["name"] == f"A {words} B"
    assert head_of(client, issue.entry.event.address)["og:title"] == f"A {words} B"


def test_the_policy_lets_no_script_run_but_our_own_files(client, council):
    response = client.get("/")
    assert "script-src 'self';" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


def test_open_graph_and_canonical_address(client, council):
    item = factories.make_item(public=True, title="Opening hours", summary="Whether to open on Saturdays.")
    factories.make_outcome(item, "Agreed to open.", public=True)
    assert head_of(client, f"{item_address(item)}?utm_source=x") == {
        "viewport": "width=device-width, initial-scale=1",
        "canonical": f"http://testserver{item_address(item)}",
        "description": "Agreed to open. Whether to open on Saturdays.",
        "og:description": "Agreed to open. Whether to open on Saturdays.",
        "og:image": "http://testserver/static/img/share.png", "og:image:alt": "Decisions and recommendations",
        "twitter:card": "summary", "og:site_name": "Wenshire Council", "og:locale": "en_GB", "og:type": "article",
        "og:title": "Opening hours, Cabinet, 6 October 2026", "og:url": f"http://testserver{item_address(item)}",
        "article:modified_time": "2026-11-02T10:30:00+00:00",
    }  # fmt: skip
    for number in range(30):
        factories.make_issue(f"Subject {number}", public=True)
    assert head_of(client, "/issues/?page=2")["canonical"] == "http://testserver/issues/?page=2"
    assert head_of(client, "/issues/?words=x")["canonical"] == "http://testserver/issues/"


def test_a_citation_names_version_entry_and_fingerprint(client, council):
    item = factories.make_item(public=True, title="Opening hours")
    meetings.save(item, changes={"title": "Opening times"}, reason="Wrong word", by=None, at=AT + dt.timedelta(days=1))
    fresh, address = AgendaItem.objects.select_related("entry").get(), f"http://testserver{item_address(item)}"
    entry = f"http://testserver/register/{fresh.entry_id}/"
    html = client.get(item_address(item)).content.decode()
    cited = re.search(r'<p class="cite-words"[^>]*>(.*?)</p>', html)
    assert unescape(cited[1]) == (
        "Wenshire Council, agenda item “Opening times” of Cabinet, 6 October 2026. Version 2, 3 November 2026. "
        f"{address} (entry {fresh.entry_id} of the register: {entry}, fingerprint {fresh.entry.fingerprint})"
    )
    assert '<script src="/static/js/cite.js" defer></script>' in html


@pytest.mark.pdf
def test_every_record_can_be_cited(client, council, private_files):
    item = factories.make_item(public=True, issue=factories.make_issue(public=True))
    found = factories.make_set(public=True)
    response = factories.make_response(found, until="published")
    decision = make_decision(public=True)
    paper = factories.make_document(item, public=True)
    base = f"/recommendations/{found.reference}/"
    pages = {
        meeting_address(item.meeting): item.meeting,
        item_address(item): item,
        item.issue.entry.event.address: item.issue,
        base: found,
        f"{base}1/": found,
        f"{base}responses/1/": response,
        decision.entry.event.address: decision,
        f"/documents/{paper.reference}/": paper,
    }
    for address, record in pages.items():
        assert f"fingerprint {record.entry.fingerprint})" in words_of(client.get(address)), address


def test_what_can_be_downloaded_and_followed_is_of_exactly_this_page(client, council):
    lamps = {"wards": "Aldry", "topics": "Lamps"}
    item = factories.make_item(public=True, issue=factories.make_issue(public=True, **lamps))
    found = factories.make_set(public=True, issue=item.issue)
    make_decision(public=True, issue=item.issue)
    holding = factories.make_holding()
    factories.make_response(factories.make_set(public=True), until="published", respondent=holding)
    expected = {
        "/": ["/index.json", "/register.csv", "/register.json", "/register.atom"],
        "/register/": ["/register.csv", "/register.json", "/register.atom"],
        "/recommendations/?body=finance-panel&junk=1": [
            "/recommendations.csv?body=finance-panel", "/recommendations.json?body=finance-panel",
            "/recommendations.atom?body=finance-panel", "/recommendations.ics?body=finance-panel",
        ],
        "/meetings/?body=cabinet": [
            "/meetings.csv?body=cabinet", "/meetings.json?body=cabinet", "/meetings.atom?body=cabinet",
            "/meetings/cabinet.ics", "/committees/cabinet.atom", "/meetings.ics",
        ],
        item.issue.entry.event.address: [
            f"{item.issue.entry.event.address.rstrip('/')}.json", f"{item.issue.entry.event.address.rstrip('/')}.atom",
            f"/alerts/follow/?what=issue&of={item.issue.reference}",
        ],
        f"/recommendations/{found.reference}/": [
            f"/recommendations/{found.reference}.json", f"/recommendations/{found.reference}.atom",
            f"/recommendations/{found.reference}.ics",
            f"/alerts/follow/?what=recommendations&of={found.reference}",
        ],
        "/wards/aldry/": [
            "/wards/aldry.json", "/decisions.atom?ward=aldry", "/recommendations.atom?ward=aldry",
            "/alerts/follow/?what=ward&of=aldry",
        ],
        "/topics/lamps/": ["/topics/lamps.json", "/decisions.atom?topic=lamps", "/recommendations.atom?topic=lamps"],
        "/years/2026-27/": ["/decisions.csv?year=2026%2F27", "/years/2026-27.json"],
        f"/people/{holding.person.slug}/": [
            f"/people/{holding.person.slug}.json", f"/offices/{holding.office.slug}.atom"
        ],
        "/this-week/": ["/this-week.json", "/register.atom"],
        "/people/": ["/people.csv", "/people.json"],
        "/statistics/?year=2021/22&junk=1": [
            "/statistics/years.csv", "/statistics/committees.csv?year=2021/22", "/statistics/offices.csv?year=2021/22",
            "/statistics.json?year=2021%2F22",
        ],
        "/committees/finance-panel/": [
            "/committees/finance-panel.json", "/committees/finance-panel.atom", "/committees/finance-panel.ics",
            "/alerts/follow/?what=committee&of=finance-panel",
        ],
    }  # fmt: skip
    for address, links in expected.items():
        html = unescape(client.get(address).content.decode())
        disclosure = html.split('<details class="details downloads">')[1].split("</details>")[0]
        assert re.findall(r'href="([^"]*)"', disclosure) == links, address
        alternates = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]*)"', html)
        fed = {link for link in links if not link.startswith("/alerts/")}
        assert sorted(alternates) == sorted({*fed, "/register.atom"}), address
        assert [client.get(link).status_code for link in links] == [200] * len(links), address


def test_officers_pages_and_errors_say_nothing_of_themselves(client, council):
    client.force_login(factories.make_user(("publisher", "scrutiny")))
    for address in ("/officer/", "/no-such-page/"):
        assert b"ld+json" not in client.get(address).content
        assert b"Download and follow" not in client.get(address).content
