"""Error pages in the site's frame, old addresses, and the database away."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from council.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_unknown_address_is_a_404_in_the_sites_frame(client):
    factories.make_council()
    response = client.get("/ieListDocuments.aspx?CId=1&MId=2")
    assert response.status_code == 404
    assert "Wenshire Council" in response.content.decode()


def test_an_old_address_redirects_for_ever_with_or_without_its_query(client):
    OldAddress.objects.create(path="/ieListDocuments.aspx?CId=1&MId=2", new_path="/meetings/cabinet/2026-10-06/")
    OldAddress.objects.create(path="/mgDelegatedDecisions.aspx", new_path="/recommendations/")
    response = client.get("/ieListDocuments.aspx?CId=1&MId=2")
    assert (response.status_code, response.url) == (301, "/meetings/cabinet/2026-10-06/")
    assert client.get("/mgDelegatedDecisions.aspx?bcr=1").url == "/recommendations/"
    assert client.get("/ieListDocuments.aspx?CId=1&MId=3").status_code == 404


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_an_old_address_never_leads_off_the_site(client, target):
    OldAddress.objects.create(path="/old/", new_path=target)
    assert client.get("/old/").status_code == 404


def test_an_old_address_is_no_way_round_sign_in(client):
    OldAddress.objects.create(path="/officer/old/", new_path="/")
    assert client.get("/officer/old/").url.startswith("/sign-in/")


@pytest.mark.parametrize(
    "address", ["/?x=%00", "/recommendations/?words=%00", "/meetings/?%00=1", "/register/?page=%00"]
)
def test_a_query_that_cannot_be_is_answered_with_the_page(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/recommendations/%00/", "/documents/%00/x.pdf", "/issues/%00/x/", "/%00"])
def test_an_address_with_a_nul_is_a_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/meetings/", "/register/", "/theme.css"])
def test_wrong_methods_are_405_and_say_what_is_allowed(client, address):
    response = client.post(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_the_database_away_is_a_503_that_says_when_to_come_back(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    client.raise_request_exception = False
    monkeypatch.setattr("council.access.public_etag", away)
    response = client.get("/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "gone" not in response.content.decode()


def test_a_fault_of_ours_is_a_500_that_tells_nothing(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret words")

    client.raise_request_exception = False
    monkeypatch.setattr("council.access.public_etag", broken)
    response = client.get("/")
    assert response.status_code == 500
    assert "secret words" not in response.content.decode()


def test_every_answer_carries_the_strict_headers(client):
    for address in ("/", "/no-such-page/", "/sign-in/", "/officer/"):
        headers = client.get(address).headers
        assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_a_page_is_answered_304_until_something_is_published_or_configured(client):
    council = factories.make_council()
    etag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"if-none-match": etag}).status_code == 304
    council.colour = "#224466"
    council.save(update_fields=["colour"])
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200
    etag = client.get("/").headers["ETag"]
    factories.make_issue(public=True)
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200
