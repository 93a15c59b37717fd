"""Kept pages: the second reader costs three statements fewer, and nobody ever reads what is no longer public."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import Council
from meetings import actions
from meetings.models import AgendaItem, ItemOutcome
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db
ETAG_QUERIES = 2


@pytest.fixture(autouse=True)
def kept(settings):
    """Pages are kept, in a memory of this test's own."""
    locmem = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": locmem}, "pages": {"BACKEND": locmem, "LOCATION": "kept-in-a-test"}}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def item():
    factories.make_council()
    return factories.make_item(public=True, title="Harbour lamps", summary="About the lamps")


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_second_reader_gets_the_same_page_from_memory(client, item):
    address = item.entry.event.address
    first = client.get(address)
    assert queries(client, address) == ETAG_QUERIES
    second = client.get(address)
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))
    assert second.headers["ETag"]


def test_a_head_request_gets_the_headers_alone(client, item):
    address = item.entry.event.address
    whole = client.get(address)
    head = client.head(address)
    assert (head.content, head.headers["ETag"]) == (b"", whole.headers["ETag"])


def test_a_withdrawn_record_is_gone_at_once(client, item):
    address = item.entry.event.address
    assert "Harbour lamps" in client.get(address).content.decode()
    actions.withdraw(item, reason="By mistake", by=None, at=AT)
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Harbour lamps" not in gone.content.decode()


def test_what_became_exempt_is_withheld_at_once_on_every_kept_page(client, item):
    factories.make_outcome(item, text="Lamps to be lit", public=True)
    pages = [item.entry.event.address, item.meeting.entry.event.address, "/", "/register/"]
    assert all("amps" in client.get(page).content.decode() for page in pages)
    changes = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    actions.save(AgendaItem.objects.get(), changes=changes, reason="Prices", by=None, at=AT)
    assert [page for page in pages if "amps" in client.get(page).content.decode()] == []


def test_a_correction_is_read_at_once(client, item):
    outcome = factories.make_outcome(item, text="Agreed", public=True)
    address = item.entry.event.address
    assert "Agreed" in client.get(address).content.decode()
    actions.save(ItemOutcome.objects.get(pk=outcome.pk), changes={"text": "Refused"}, reason="Wrong", by=None, at=AT)
    assert "Refused" in client.get(address).content.decode()


def test_a_draft_changes_nothing_and_costs_nothing(client, item):
    address = item.meeting.entry.event.address
    before = client.get(address).content
    factories.make_item(item.meeting, title="A draft")
    assert queries(client, address) == ETAG_QUERIES
    assert client.get(address).content == before


def test_configuration_is_shown_at_once(client, item):
    assert "Wenshire Council" in client.get("/").content.decode()
    council = Council.objects.get()
    council.name = "Tidebrook Council"
    council.save()
    assert "Tidebrook Council" in client.get("/").content.decode()


def test_the_next_day_has_pages_of_its_own(client, item, time_machine):
    time_machine.move_to(datetime.datetime(2026, 10, 6, 22, 30, tzinfo=datetime.UTC))
    client.get("/meetings/")
    time_machine.move_to(datetime.datetime(2026, 10, 6, 23, 30, tzinfo=datetime.UTC))  # half past midnight in London
    assert queries(client, "/meetings/") > ETAG_QUERIES


def test_a_restored_backup_does_not_bring_back_other_words(client, item):
    """The same serial with another history has another ETag."""
    from council.models import RegisterHead

    client.get("/")
    RegisterHead.objects.update(fingerprint="f" * 64)
    assert queries(client, "/") > ETAG_QUERIES


@pytest.mark.parametrize("address", ["/no-such-page/", "/recommendations/SR-1999-1/"])
def test_no_error_page_is_kept(client, item, address):
    client.get(address)
    assert client.get(address).status_code == 404
    assert not caches["pages"]._cache


def test_long_queries_and_large_pages_are_not_kept(client, item, monkeypatch):
    client.get("/meetings/", {"words": "x" * 200})
    assert not caches["pages"]._cache
    monkeypatch.setattr("council.kept_pages.LARGEST", 10)
    client.get("/meetings/")
    assert not caches["pages"]._cache
