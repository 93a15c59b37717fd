"""The steps of a set on the officers' side, who sees what, and the list."""

from __future__ import annotations

import datetime
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.models import RegisterEntry
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories as make
from tests.filling import fields_of, pressed
from tests.reading import words_of

pytestmark = pytest.mark.django_db
ADD = reverse("recommendations:officer-set-add")
NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


@pytest.fixture
def panel():
    make.make_council()
    make.make_cabinet()
    return make.make_body("Finance Panel")


@pytest.fixture
def officer(client, panel):
    """Signed in: records and publishes sets."""
    user = make.make_user(("officer", "scrutiny"), ("publisher", "scrutiny"))
    client.force_login(user)
    return user


def page(name, found):
    return reverse(f"recommendations:{name}", args=[found.public_id])


@pytest.mark.pdf
def test_making_a_published_recommendation_exempt_hides_its_words_everywhere(client, officer, panel, private_files):
    found = make.make_set(made_by=panel, public=True)
    make.make_response(found, until="published")
    opened = client.get(page("officer-set-edit", found))
    exempt = {"row-2-restriction": "exempt", "row-2-exempt_paragraphs": "3", "row-2-exempt_reason": "A contract."}
    pressed(client, opened, "save", reason="It names a contractor.", correction="of_substance", **exempt)
    entries = RegisterEntry.objects.filter(reference=found.public_id.hex).order_by("serial")
    assert [entry.act for entry in entries] == ["published", "restricted"]
    assert list(RegisterEntry.objects.shown().filter(pk=entries[0].pk)) == []
    assert CabinetResponse.objects.get().is_withdrawn
    assert "thanked" not in entries[1].snapshot.text


def test_publishing_sending_and_receiving_each_happen_once(client, officer, panel):
    found = make.make_set(made_by=panel, made_on=datetime.date(2026, 11, 2))
    ask = client.get(page("officer-set-publish", found))
    assert "Residents can read them at once" in words_of(ask)
    for _ in range(2):
        assert pressed(client, ask, "").url == page("officer-set", found)
    ask = client.get(page("officer-set-send", found))
    for _ in range(2):
        pressed(client, ask, "save")
    ask = client.get(page("officer-set-receive", found))
    shown = pressed(
        client, ask, "show", notice_given_on_day="23", notice_given_on_month="11", notice_given_on_year="2026"
    )
    assert "two months beginning with that day, last day 22 January 2027" in words_of(shown)
    for _ in range(2):
        pressed(client, shown, "save")
    found.refresh_from_db()
    assert (found.status, found.sent_on, found.due_on) == (
        "received", datetime.date(2026, 11, 23), datetime.date(2027, 1, 22),
    )  # fmt: skip
    assert [entry.act for entry in RegisterEntry.objects.order_by("serial")] == ["published", "changed", "changed"]


def test_a_set_without_its_date_cannot_be_published_and_the_page_says_why(client, officer, panel):
    found = make.make_set(made_by=panel, made_on=None)
    assert "Enter the date the recommendations were made" in words_of(client.get(page("officer-set-publish", found)))
    client.post(page("officer-set-publish", found), {"edit_number": found.edit_number})
    found.refresh_from_db()
    assert not found.is_published


def test_withdrawing_needs_a_reason_and_takes_the_answer_along(client, officer, panel):
    found = make.make_set(made_by=panel, public=True)
    ask = client.get(page("officer-set-withdraw", found))
    refused = pressed(client, ask, "", reason=" ")
    assert "Enter why they are withdrawn" in words_of(refused)
    for _ in range(2):
        pressed(client, ask, "", reason="Made in error.")
    found.refresh_from_db()
    assert found.withdrawn_reason == "Made in error."
    assert [entry.act for entry in RegisterEntry.objects.order_by("serial")] == ["published", "withdrawn"]
    assert "These recommendations were withdrawn: Made in error." in words_of(client.get(page("officer-set", found)))


def test_the_executive_sees_published_sets_addressed_to_it_and_no_draft(client, panel):
    draft, public = make.make_set(made_by=panel, subject="draft one"), make.make_set(made_by=panel, public=True)
    elsewhere = make.make_set(made_by=panel, addressee=make.make_body("Harbour Board"), public=True)
    client.force_login(make.make_user(("officer", "executive"), bodies=[make.make_cabinet()]))
    assert [client.get(page("officer-set", found)).status_code for found in (draft, public, elsewhere)] == [
        404, 200, 404,
    ]  # fmt: skip
    words = words_of(client.get(page("officer-set", public)))
    assert "Start the response" in words
    assert "Who did what" not in words
    listed = words_of(client.get(reverse("recommendations:officer-list")))
    assert listed.startswith("Recommendations Recommendation tracker Narrow the list")
    assert "1 set of recommendations" in listed
    assert "draft one" not in listed


def test_scrutiny_never_sees_a_response_that_is_not_public(client, officer, panel):
    found = make.make_set(made_by=panel, public=True)
    draft = make.make_response(found)
    words = words_of(client.get(page("officer-set", found)))
    assert "Responses" not in words
    assert "Open the response" not in words
    assert client.get(page("officer-response", draft)).status_code == 404


def test_officers_of_another_body_find_nothing(client, panel):
    found = make.make_set(made_by=panel)
    other = make.make_body("Harbour Board")
    client.force_login(make.make_user(("officer", "both"), ("publisher", "both"), bodies=[other]))
    nothing = client.get(reverse("recommendations:officer-set", args=[uuid.uuid4()]))
    for name in ("", "-edit", "-publish", "-send", "-receive", "-withdraw"):
        response = client.get(page(f"officer-set{name}", found))
        assert (response.status_code, response.content) == (404, nothing.content)


def test_an_officer_of_one_body_records_for_that_body_alone(client, panel):
    other = make.make_body("Harbour Panel")
    client.force_login(make.make_user(("officer", "scrutiny"), bodies=[panel]))
    read = pressed(client, client.get(ADD), "read", pasted="1) One\n2) Two", subject="bins")
    assert fields_of(read)["made_by"] == str(panel.pk)
    refused = pressed(client, read, "save", made_by=other.pk)
    assert "Choose from those listed" in words_of(refused)
    assert not RecommendationSet.objects.exists()


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ({}, ["bins", "lamps", "roads", "trees"]),
        ({"state": "draft"}, ["bins"]),
        ({"state": "awaiting"}, ["lamps", "roads"]),
        ({"state": "overdue"}, ["lamps"]),
        ({"state": "withdrawn"}, ["trees"]),
        ({"state": "nonsense", "body": "x", "page": "999"}, ["bins", "lamps", "roads", "trees"]),
    ],
)
def test_the_list_is_filtered_by_where_sets_stand(client, officer, panel, query, subjects):
    make.make_set(made_by=panel, subject="bins")
    late = datetime.date(2021, 8, 2)
    make.make_set(made_by=panel, subject="lamps", public=True, received_on=late, notice_given_on=late)
    make.make_set(made_by=panel, subject="roads", public=True)
    gone = make.make_set(made_by=panel, subject="trees", public=True)
    client.post(page("officer-set-withdraw", gone), {"reason": "In error.", "edit_number": gone.edit_number})
    response = client.get(reverse("recommendations:officer-list"), query)
    assert sorted(row["subject"] for row in response.context["rows"]) == subjects


def test_the_list_needs_the_same_queries_for_one_set_and_for_thirty(client, officer, panel):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("recommendations:officer-list")).status_code == 200
        return len(seen)

    make.make_set(made_by=panel, public=True)
    few = queries()
    for _ in range(29):
        make.make_set(made_by=panel, public=True)
    assert queries() == few
