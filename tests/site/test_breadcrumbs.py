"""Every public page says where it is: breadcrumbs that begin at home, lead somewhere and end with the page itself."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

from tests import decision_factories, factories
from tests.recommendations.progressing import an_answered_set, an_update
from tests.site.test_classified import routes

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
NAV = re.compile(r'<nav class="breadcrumbs".*?</nav>', re.S)
NO_PAGES = (".pdf", ".csv", ".ics", ".txt", ".css", ".json", ".atom", ".zip", ".xml")


def public_pages(answers) -> dict[str, str]:
    """Address -> markup of every public page of the world but the home page."""
    found = {}
    for address, answer in answers.items():
        is_page = answer.is_page and answer.status_code == 200 and address != "/"
        if is_page and getattr(resolve(address.partition("?")[0]).func, "access", "") == "public":
            found[address] = answer.content.decode()
    return found


def test_every_public_page_says_where_it_is(answers):
    pages = public_pages(answers)
    wrong, links = [], set()
    for address, markup in pages.items():
        bars = NAV.findall(markup)
        if len(bars) != 1:
            wrong.append(f"{address}: {len(bars)} breadcrumbs")
            continue
        steps = re.findall(r'<a href="([^"]*)">', bars[0])
        links.update(step.replace("&amp;", "&") for step in steps)
        if not steps or steps[0] != "/":
            wrong.append(f"{address}: does not begin at home")
        if bars[0].count('aria-current="page"') != 1 or not bars[0].rstrip().endswith("</ol>\n</nav>"):
            wrong.append(f"{address}: does not end with the page itself")
    wrong += [f"{link}: {status}" for link in links if (status := answers.get(link).status_code) != 200]
    assert wrong == []
    reached = {resolve(address.partition("?")[0]).url_name for address in pages}
    public = {
        route.name
        for pattern, route in routes()
        if getattr(route.callback, "access", "") == "public" and not pattern.endswith(NO_PAGES)
    }
    assert public - reached == {"home", "document", "document-version-file"}


def steps_of(client, paper) -> dict[str, str]:
    """Words -> address of the steps before a paper's own page; the same stand before its text and earlier files."""
    bar = NAV.findall(client.get(f"/documents/{paper.reference}/").content.decode())[0]
    return {words: address for address, words in re.findall(r'<a href="([^"]*)">([^<]*)</a>', bar)}


def test_the_papers_of_recommendations_are_reached_by_committee_and_set(client, private_files):
    found = an_answered_set()
    response, update = found.responses.get(), an_update(found)
    above = {
        "Home": "/", "Recommendations": "/recommendations/", "Finance Panel": "/recommendations/?body=finance-panel",
        found.reference: f"/recommendations/{found.reference}/",
    }  # fmt: skip
    paper = factories.make_document(None, public=True, recommendation_set=found)
    assert steps_of(client, paper) == above
    paper = factories.make_document(None, public=True, response=response)
    assert steps_of(client, paper) == above | {"Version 1": f"/recommendations/{found.reference}/responses/1/"}
    paper = factories.make_document(None, public=True, update=update)
    assert steps_of(client, paper) == above | {"Recommendation 1": f"/recommendations/{found.reference}/1/"}


def test_the_papers_of_meetings_and_decisions_are_reached_by_them(client, private_files):
    item = factories.make_item(public=True, title="Opening hours")
    meeting = item.meeting
    above = {
        "Home": "/", "Meetings": "/meetings/", "Cabinet": "/meetings/?body=cabinet",
        "6 October 2026": "/meetings/cabinet/2026-10-06/",
    }  # fmt: skip
    assert steps_of(client, factories.make_document(None, public=True, meeting=meeting)) == above
    own = {"Opening hours": f"/meetings/cabinet/2026-10-06/items/{item.slug}/"}
    assert steps_of(client, factories.make_document(item, public=True)) == above | own
    decision = decision_factories.make_decision(public=True)
    assert steps_of(client, factories.make_document(None, public=True, decision=decision)) == {
        "Home": "/", "Decisions": "/decisions/", decision.reference: f"/decisions/{decision.reference}/",
    }  # fmt: skip
