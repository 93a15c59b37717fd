"""Bar 1 on the public side: every route x everybody x every state x every method, the same for all of them."""

from __future__ import annotations

import pytest

from tests.cast import make_cast
from tests.site import world_ways
from tests.site.addresses import LISTS
from tests.site.addresses_data import DATA_VIEWS, RECORDS
from tests.site.addresses_data import NOTHING as NO_DATA
from tests.site.addresses_feeds import FEED_LISTS
from tests.site.test_classified import routes

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
# The public views that are no record's own page: each stands in tests/site/addresses.py.
PUBLIC_LISTS = (
    "home", "meeting_list", "issue_list", "recommendation_list", "register", "entry", "entry_text", "versions", "theme",
    "accessibility", "month_page", "every_meeting", "meetings_of_body", "decision_list",
)  # fmt: skip
DOCUMENT_PAGES = ("document-page", "document-text", "document-version", "document-version-file")
PUBLIC_LISTS += ("plan_list", "plan_pdf", "statistics_page", "statistics_csv", "my_committees", "committee", "office")
PUBLIC_LISTS += (*DATA_VIEWS, *FEED_LISTS)
PUBLIC_LISTS += world_ways.VIEWS
PUBLIC_LISTS += ("search", "start", "sent")  # the last two are of e-mail alerts
METHODS = {"get": None, "head": None, "post": 405, "put": 405, "patch": 405, "delete": 405}


def body_of(response) -> bytes:
    """The bytes of an answer; a stream can be read once only, so it is kept."""
    if not hasattr(response, "bytes_read"):
        response.bytes_read = response.getvalue() if response.streaming else response.content
    return response.bytes_read


# The same page not found looks alike within a section: only the section's own menu entry is marked.
NOTHING = {
    "issues": "/issues/IS-1999-1/nothing/",
    "meetings": "/meetings/cabinet/1999-01-01/",
    "recommendations": "/recommendations/SR-1999-1/",
    "documents": "/documents/D-1999-1/nothing.pdf",
    "forward-plan": "/forward-plan/FP-1999-1/",
    "decisions": "/decisions/DEC-1999-1/",
}


def test_public_routes_answer_everybody_alike(client, shared_world, answers, on_postgresql):
    """A visitor reads every address in every state, the others each route once for each answer it has.

    The other methods are asked of each route once by each person. Nothing of who asks is known to the database:
    PostgreSQL is asked by two people.
    """
    cells, wrong = 0, []
    for _case, _route, address, status in answers.own:
        cells += 1
        read = answers.get(address)
        if read.status_code != status:
            wrong.append(f"visitor get {address}: {read.status_code} instead of {status}")
    for name, user in make_cast().items():
        if on_postgresql and name not in ("visitor", "clerk"):
            continue
        client.logout()
        if user is not None:
            client.force_login(user)
        refused_already, answered = set(), set()
        for _case, route, address, status in answers.own:
            methods = METHODS if route not in refused_already else {"get": None}
            if (route, status) in answered:
                continue
            refused_already.add(route)
            answered.add((route, status))
            for method, refused in methods.items():
                response = getattr(client, method)(address)
                expected = refused or status
                if route == "file" and method not in ("get", "head"):
                    expected = 404
                cells += 1
                if response.status_code != expected:
                    wrong.append(f"{name} {method} {address}: {response.status_code} instead of {expected}")
                if method == "get":
                    assert answers.get(address).content == body_of(response), (name, address)
    assert not wrong, "\n" + "\n".join(wrong)
    assert cells > (1_000 if on_postgresql else 2_000)
    reached = {route for _case, route, _address, _status in answers.own}
    public = {
        route.callback.__name__ for address, route in routes() if getattr(route.callback, "access", "") == "public"
    }
    detail = {"meeting", "item", "issue", "document", "set", "set-pdf", "response", "response-pdf", *DOCUMENT_PAGES}
    detail |= {"plan-entry", "plan-edition", "plan-edition-pdf"}
    detail |= {"meeting-ics", "pack", "supplement-pack"}
    detail |= {"decision", "decision-pdf", "recommendation", "briefing", "notice-pdf"}
    detail |= set(RECORDS.values()) | {"issue-feed", "set-feed", "set-ics"}
    same_views = {"duty-response", "duty-response-pdf"}  # the views of a response, under another address
    assert {route.rsplit(":", 1)[-1] for route in reached} == {*detail, *same_views, "file"}
    assert len(public) == len(detail) + len(PUBLIC_LISTS), "a new public route: add it to tests/site/addresses.py"


def test_no_answer_depends_on_a_cookie_or_sets_one(answers):
    """Only who signs in is known by a cookie."""
    told = {path for path, read in answers.items() if read.cookies or "Cookie" in read.headers.get("Vary", "")}
    assert told == {"/sign-in/"}
    assert len(answers.items()) > 1_000


def test_a_draft_cannot_be_told_from_what_does_not_exist(answers):
    nothing = {section: answers.get(address).content for section, address in NOTHING.items()}
    no_data = answers.get(NO_DATA).content
    looked = 0
    for _case, _, address, status in answers.own:
        section = address.split("/")[1]
        if status == 404 and section in nothing:
            looked += 1
            response = answers.get(address)
            expected = no_data if address.endswith(".json") else nothing[section]
            assert (response.status_code, response.content) == (404, expected), address
    assert looked > 50


def test_a_tombstone_says_who_and_why_and_nothing_else(answers):
    looked = 0
    for case, _, address, status in answers.own:
        if case.state == "withdrawn" and status == 410:
            looked += 1
            response = answers.get(address)
            assert response.status_code == 410, address
            words = response.content.decode()
            assert "By mistake" in words or case.record.withdrawn_reason in words
            assert "Democratic Services" in words
    assert looked > 20


def test_lists_are_the_same_for_everybody(client, shared_world, answers, on_postgresql):
    """A visitor's are those of `answers`; PostgreSQL is asked by one of the others."""
    cast = make_cast()
    people = ("clerk", "scrutiny_publisher", "executive_publisher", "administrator")
    for person in people[: 1 if on_postgresql else None]:
        client.force_login(cast[person])
        for address in LISTS:
            if address == "/sign-in/":
                continue
            response = client.get(address)
            assert "Cookie" not in response.headers.get("Vary", ""), address
            assert answers.get(address).content == body_of(response), address
