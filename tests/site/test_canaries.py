"""Bars 2 and 3: no word of a record that is not public stands anywhere a visitor can reach, nor shows it exists."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
import pytest

from council import bulk
from council.models import RegisterEntry
from meetings import actions as meetings
from meetings.models import AgendaItem
from recommendations.models import RecommendationSet
from tests import factories
from tests.factories import AT
from tests.site import world
from tests.site.addresses import LISTS, register_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def words_of(response) -> str:
    """All that an answer says: headers, text, and for a PDF its text and its metadata."""
    told = {name: value for name, value in response.headers.items() if name not in ("Content-Length", "Expires")}
    headers = "\n".join(f"{name}: {value}" for name, value in told.items())
    body = response.getvalue() if response.streaming else response.content
    text = body.decode("utf-8", errors="replace")
    if body.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(io.BytesIO(body))
        pages = [page.get_textpage().get_text_range() for page in document]
        text = "\n".join([*pages, str(document.get_metadata_dict()), body.decode("latin-1")])
    if body.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(body))
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return f"{headers}\n{text}".lower()


def test_no_canary_is_on_the_public_surface_or_in_the_logs(answers):
    assert answers.canaries > 250
    assert len(answers.asked) > 150
    leaks = {}
    for address, response in answers.items():
        assert response.status_code < 500, address
        found = re.findall(rf"{world.CANARY}\w+", words_of(response).replace(address.lower(), ""))
        if found:
            leaks[address] = sorted(set(found))[:5]
    assert leaks == {}
    assert world.CANARY not in "\n".join(message for message in answers.logged if "GET /" not in message)


def test_the_canaries_would_be_seen(client, private_files):
    """The test above can fail: a public record with canaries in it shows them on its pages and in the register."""
    answered = world.make_set("shown", public=True, subject="Canaries")
    response = factories.make_response(answered, until="published", answers={"comment": "canarycomment"})
    bulk.make()
    base = f"/recommendations/{answered.reference}"
    for address in (f"{base}/", f"{base}.pdf", f"{base}/responses/1/", f"/register/{response.entry_id}/",
                    f"/register/{response.entry_id}.txt", f"{base}/responses/1.json", "/register.json?after=0",
                    "/data/council-decisions.zip"):  # fmt: skip
        assert "canarycomment" in words_of(client.get(address)), address
    item = factories.make_item(
        public=True, title="Canary item", issue=factories.make_issue("Canary issue", public=True)
    )
    for address in (item.entry.event.address, "/issues/", "/", "/register/"):
        assert "canary" in words_of(client.get(address)), address


def test_search_finds_no_word_of_what_is_withheld(client, shared_world):
    for path in ("/recommendations/", "/issues/", "/search/"):
        nothing = words_of(client.get(path, {"words": "zzzzzzzz"})).replace("zzzzzzzz", "")
        for word in ("canary", "canaryrecommendationexempt", "canaryissuetitledraft", "canarysetsubjectdraft"):
            found = words_of(client.get(path, {"words": word})).replace(word, "")
            assert strip_etag(found) == strip_etag(nothing), (path, word)


def strip_etag(text: str) -> str:
    return re.sub(r'etag: "\w+"', "", text)


def test_lists_are_identical_with_and_without_what_is_not_public(client, private_files):
    """Ids, counts, facets, page totals, next and previous, ETags: drafts change none of them."""
    cabinet = factories.make_cabinet()
    issue = factories.make_issue("Harbour lights", public=True)
    meeting = factories.make_meeting(cabinet, public=True)
    item = factories.make_item(meeting, public=True, issue=issue)
    factories.make_outcome(item, public=True)
    answered = factories.make_set(public=True)
    factories.make_response(answered, until="published")
    waiting = factories.make_set(public=True)
    pages = [*LISTS, item.entry.event.address, meeting.entry.event.address, issue.entry.event.address,
             f"/recommendations/{answered.reference}/", f"/recommendations/{waiting.reference}/",
             *register_addresses()]  # fmt: skip
    before = {address: words_of(client.get(address)) for address in pages}

    factories.make_issue(**world.canaries(type(issue), "draft"))
    draft = factories.make_meeting(cabinet, meeting.held_on.replace(day=7), **world.canaries(type(meeting), "draft"))
    world.make_item(draft, "draft", issue=issue)
    world.make_below(world.make_item(meeting, "draft", issue=issue), "draft")
    world.make_document(item, "draft")
    factories.make_minutes(item, **world.canaries(type(factories.make_minutes(world.make_item(draft, "x"))), "draft"))
    world.make_set("draft")
    world.fill_response(factories.make_response(waiting), "drafting")
    assert world.count_canaries() > 60
    assert {address: words_of(client.get(address)) for address in pages} == before


def test_references_show_no_gap_where_something_is_a_draft():
    factories.make_set()
    first = factories.make_set(public=True)
    factories.make_set()
    second = factories.make_set(public=True)
    assert [first.reference, second.reference] == ["SR-2026-1", "SR-2026-2"]
    assert set(RecommendationSet.objects.filter(published_at=None).values_list("reference", flat=True)) == {""}


def test_making_exempt_takes_every_page_away_at_once(client):
    item = factories.make_item(public=True, summary="canarysummary", title="Canary title")
    factories.make_outcome(item, text="canaryoutcome", public=True)
    pages = [item.entry.event.address, "/", "/register/", *register_addresses()]
    assert any(world.CANARY in words_of(client.get(address)) for address in pages)
    changes = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    meetings.save(AgendaItem.objects.get(), changes=changes, reason="Prices", by=None, at=AT)
    pages += register_addresses()
    leaks = [address for address in pages if world.CANARY in words_of(client.get(address))]
    assert leaks == []
    assert RegisterEntry.objects.count() == 5
