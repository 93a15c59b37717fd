"""Data for programs: formats, catching up by serial, what is refused and how, ETags, other origins."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest

from council import lists
from council.models import RegisterEntry
from council.models.register import snapshot_digest
from council.schemas import LONGEST_VALUE
from meetings import actions, actions_meeting
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


def data(client, address, status=200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status, address
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content) if response.content else None


def test_a_record_is_data_at_the_address_of_its_page(client):
    item = factories.make_item(public=True, recommendations=[{"label": "(a)", "text": "agree the hours"}])
    factories.make_outcome(item, "Agreed with thanks", public=True)
    answer = data(client, f"{item.entry.event.address.rstrip('/')}.json")
    record = answer["record"]
    assert record["title"] == "Opening hours"
    assert record["outcome"] == "Agreed with thanks"
    assert record["recommendations"] == [{"label": "(a)", "text": "agree the hours"}]
    assert record["public_id"] == item.public_id.hex
    assert record["address"] == item.entry.event.address
    assert answer["serial"] == RegisterEntry.objects.count()
    assert answer["licence"]["name"] == "Open Government Licence v3.0"


def test_pages_lead_to_each_other_and_keep_the_filters(client):
    for number in range(5):
        factories.make_issue(f"Lamp {number}", public=True)
    first = data(client, "/issues.json?words=lamp&page_size=2")
    assert (first["total"], first["pages"], first["previous"], len(first["rows"])) == (5, 3, None, 2)
    second = data(client, first["next"])
    assert second["page"] == 2
    assert [row["title"] for row in second["rows"]] == ["Lamp 2", "Lamp 3"]
    assert data(client, second["previous"])["rows"] == first["rows"]
    last = data(client, "/issues.json?words=lamp&page_size=2&page=9")
    assert (last["page"], last["next"]) == (3, None)
    assert last["hints"] == ["There is no page 9. This is the last one."]


def test_modified_since_gives_what_was_published_since(client):
    old = factories.make_issue("Old", public=True)
    later = AT + datetime.timedelta(days=3)
    actions.publish(factories.make_issue("New"), by=None, at=later)
    assert [row["title"] for row in data(client, "/issues.json")["rows"]] == ["New", "Old"]
    assert [row["title"] for row in data(client, "/issues.json?modified_since=2026-11-04")["rows"]] == ["New"]
    actions.save(old, changes={"title": "Old, corrected"}, reason="A slip", by=None, at=later)
    rows = data(client, f"/issues.json?modified_since={later.isoformat()}")["rows"]
    assert [row["title"] for row in rows] == ["New", "Old, corrected"]
    assert data(client, "/register.json?modified_since=2026-11-04")["total"] == 2


def test_the_outcome_of_an_item_changes_its_meeting_in_the_list(client):
    meeting = factories.make_meeting(public=True)
    item = factories.make_item(meeting, public=True)
    since = "/meetings.json?modified_since=2026-11-04"
    assert data(client, since)["rows"] == []
    actions.publish(factories.make_outcome(item), by=None, at=AT + datetime.timedelta(days=3))
    assert [row["has_decisions"] for row in data(client, since)["rows"]] == [True]


def test_the_register_is_followed_by_serial_with_words_and_tombstones(client):
    kept = factories.make_issue("Kept", public=True)
    gone = factories.make_issue("Words that must go", public=True)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    answer = data(client, "/register.json?after=0")
    first, second, third = answer["entries"]
    assert answer["next"] is None
    assert (first["serial"], first["reference"], first["act"]) == (1, kept.public_id.hex, "published")
    assert snapshot_digest(first["snapshot"]["salt"], first["snapshot"]["text"]) == first["digest"]
    assert first["tombstone"] is None
    assert second["snapshot"] is None
    assert second["tombstone"] == {
        "act": "withdrawn", "serial": 3, "at": third["at"], "office": "Democratic Services", "reason": "By mistake"
    }  # fmt: skip
    assert (third["act"], third["previous"]) == ("withdrawn", second["fingerprint"])
    assert "must go" not in json.dumps(answer)
    assert [entry["serial"] for entry in data(client, "/register.json?after=2")["entries"]] == [3]
    assert data(client, f"/register.json?after=3&fingerprint={third['fingerprint']}")["entries"] == []


@pytest.mark.parametrize("query", ["after=4", "after=9223372036854775807", "after=1&fingerprint=0000"])
def test_a_copy_that_does_not_belong_to_the_register_is_told_where_everything_is(client, query):
    for number in range(3):
        factories.make_issue(f"Issue {number}", public=True)
    answer = data(client, f"/register.json?{query}", 410)
    assert answer["error"]["bulk"].endswith("/data/council-decisions.zip")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=1001", "page_size=101", "page=%C2%B2", "modified_since=yesterday",
     "modified_since=2026-13-01", "modified_since=9999-12-31T23:59:59-23:00", f"words={'x' * (LONGEST_VALUE + 1)}",
     "words=%00", "%00=1"],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_in_words(client, query):
    answer = data(client, f"/issues.json?{query}", 400)
    assert answer["error"]["message"].startswith("Use ")


def test_what_a_filter_cannot_use_is_said_and_left_out(client):
    factories.make_meeting(public=True)
    answer = data(client, "/meetings.json?body=nobody")
    assert answer["total"] == 1
    assert answer["hints"] == ["Choose a committee from the list. All of them are shown"]


def test_an_answer_is_revalidated_and_errors_too_are_open_to_every_origin(client):
    issue = factories.make_issue(public=True)
    etag = client.get("/issues.json").headers["ETag"]
    assert data(client, "/issues.json", 304, if_none_match=etag) is None
    factories.make_issue("Another", public=True)
    assert data(client, "/issues.json", if_none_match=etag)["total"] == 2
    address = f"{issue.entry.event.address.rstrip('/')}.json"
    actions.withdraw(issue, reason="By mistake", by=None, at=AT)
    gone = data(client, address, 410)
    assert gone["error"]["tombstone"]["reason"] == "By mistake"
    assert data(client, "/issues/IS-1/nothing.json", 404)["error"]["status"] == 404
    asked = client.options("/issues.json")
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert client.post("/issues.json").status_code == 405


def test_a_table_is_safe_to_open_and_says_what_it_cannot_hold(client, monkeypatch):
    factories.make_issue('=HYPERLINK("https://bad.example")', public=True)
    response = client.get("/issues.csv")
    text = response.getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert tuple(row) == lists.called("issues").columns
    assert row["title"] == '\'=HYPERLINK("https://bad.example")'
    assert response.headers["Content-Disposition"] == 'attachment; filename="issues.csv"'
    monkeypatch.setattr("council.views.data.MOST_ROWS", 1)
    factories.make_issue("Another", public=True)
    refused = client.get("/issues.csv")
    assert refused.status_code == 400
    assert "/data/council-decisions.zip" in refused.content.decode()


def test_data_moves_with_its_page(client):
    issue = factories.make_issue("Harbour lights", public=True)
    moved = client.get(f"/issues/{issue.reference}/other-words.json")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/issues/{issue.reference}/harbour-lights.json")
    item = factories.make_item(public=True, agenda_number="5", minute_number="68")
    stem = item.entry.event.address.removesuffix("5/")
    assert client.get(f"{stem}68.json").headers["Location"] == f"{stem}5.json"
    later = {"held_on": datetime.date(2026, 12, 15)}
    actions_meeting.change_meeting(item.meeting, "move", reason="The boiler failed.", changes=later, by=None, at=AT)
    for old, new in (("", ""), ("/items/5", "/items/5")):
        moved = client.get(f"/meetings/cabinet/2026-10-06{old}.json")
        assert moved.headers["Location"] == f"/meetings/cabinet/2026-12-15{new}.json"
        assert moved.headers["Access-Control-Allow-Origin"] == "*"
        assert client.get(moved.headers["Location"]).status_code == 200
