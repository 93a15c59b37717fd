"""The words that a list is asked for: in its form, sentence, links and description, and refused in words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from council import lists, openapi, search
from council.models import Council
from tests import decision_factories, factories, factories_plan
from tests.reading import links_of, words_of
from tests.site.agreeing import SEARCHED, Asking, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


@pytest.fixture(autouse=True)
def rows():
    """Two rows in each list; "mooring" is in one of them."""
    for subject in ("Mooring", "Lamps"):
        factories.make_meeting(factories.make_body(f"{subject} Panel"), public=True)
        factories.make_issue(subject, public=True)
        factories_plan.make_entry(subject, public=True)
        decision_factories.make_decision(title=subject, public=True)
        factories.make_set("That it be done.", public=True, subject=subject)


@pytest.mark.parametrize("name", SEARCHED)
def test_the_page_says_and_keeps_the_words(client, name):
    one = lists.called(name)
    response = client.get(one.path, {"words": " moorings "})
    said, html = words_of(response), response.content.decode()
    assert "with the words “moorings”" in said
    assert '<label class="label" for="id_words">Words</label>' in html
    assert 'name="words" value="moorings"' in html
    links = links_of(response)
    assert {f"{one.address(ending)}?words=moorings" for ending in lists.ENDINGS} <= set(links)
    assert response.context["searched_words"] == "moorings"
    assert len(page(Asking(client, one, {"words": "moorings"}))) == 1


@pytest.mark.parametrize("name", SEARCHED)
def test_words_that_nothing_has_and_words_that_are_refused(client, name):
    one = lists.called(name)
    nothing = words_of(client.get(one.path, {"words": "zebra"}))
    assert "fits" in nothing
    refused = client.get(one.path, {"words": "x" * (search.LONGEST + 1)})
    assert "Search for 400 characters or fewer: these words were not used" in refused.content.decode()
    assert len(page(Asking(client, one, {"words": "x" * (search.LONGEST + 1)}))) == 2
    assert page(Asking(client, one, {"words": "x" * search.LONGEST})) == []
    assert f"{one.address('json')}?words=" not in refused.content.decode()


def test_programs_are_told_of_them(client):
    paths = openapi.document(Council.current(), "http://testserver")["paths"]
    for name in SEARCHED:
        for ending in ("json", "csv"):
            described = paths[lists.called(name).address(ending)]["get"]["parameters"]
            assert ("words", "Words") in [(one["name"], one["description"]) for one in described]


def test_the_next_page_keeps_them(client, monkeypatch):
    for number in range(30):
        factories.make_issue(f"Mooring {number}", public=True)
    html = client.get(reverse("meetings:issue-list"), {"words": "mooring"}).content.decode()
    assert "?words=mooring&amp;page=2" in html
