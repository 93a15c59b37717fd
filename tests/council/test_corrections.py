"""Corrections: clerical ones are a footnote and no news, others a banner and news; each version is listed."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import PublicEvent, RegisterEntry
from council.publication import RefusedError
from council.verification import verify_register
from meetings import actions as meetings
from recommendations import actions as recommendations
from tests import factories
from tests.factories import AT
from tests.reading import links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

CLERICAL_NOTE = "Clerical correction on 2 November 2026: A slip."
BANNER = "Corrected on 2 November 2026 because: It was wrong."


def correct(record, *, is_clerical=False, **changes):
    reason = "A slip." if is_clerical else "It was wrong."
    meetings.save(record, changes=changes, reason=reason, is_clerical=is_clerical, by=None, at=AT)
    record.refresh_from_db()
    return record


def records():
    """Each kind that can be corrected in place: the record, a change of its words, the page that shows it."""
    item = factories.make_item(public=True, issue=factories.make_issue(public=True))
    page = item.entry.event.address
    yield item, {"title": "Opening hours of libraries"}, page
    yield factories.make_outcome(item, public=True), {"text": "Agreed in full"}, page
    yield factories.make_minutes(item, public=True), {"text": "Members asked many questions."}, page
    yield factories.make_document(item, public=True), {"title": "The report"}, page
    yield item.meeting, {"venue": "The hall"}, item.meeting.entry.event.address
    yield item.issue, {"title": "Hours"}, item.issue.entry.event.address


def versions_page(client, record):
    first = RegisterEntry.objects.filter(reference=record.public_id.hex).earliest("serial").serial
    return client.get(f"/register/{first}/versions/")


def test_the_kind_of_correction_stands_in_the_register_and_the_chain_verifies():
    made = list(records())
    for record, change, _page in made:
        correct(record, is_clerical=True, **change)
        correct(record, **{name: f"{words}, again" for name, words in change.items()})
    acts = [entry.act for entry in RegisterEntry.objects.order_by("serial")]
    assert acts == ["published"] * 6 + ["clerical", "corrected"] * 6
    assert verify_register().is_sound
    said = io.StringIO()
    call_command("verify_register", stdout=said)
    assert said.getvalue().splitlines() == [
        "The register holds: 18 entries, unbroken.",
        "Among them corrections of substance: 6; clerical corrections: 6.",
    ]


def test_a_clerical_correction_is_a_footnote_and_no_news(client):
    for record, change, page in list(records()):
        before = list(PublicEvent.objects.shown().values_list("pk", flat=True))
        correct(record, is_clerical=True, **change)
        assert list(PublicEvent.objects.shown().values_list("pk", flat=True)) == before
        response = client.get(page)
        assert CLERICAL_NOTE in words_of(response), page
        assert BANNER not in words_of(response), page
        assert f"/register/{record.entry_id}/versions/#entry-{record.entry_id}" in links_of(response)


def test_a_correction_of_substance_is_a_banner_at_the_top_and_news(client):
    for record, change, page in list(records()):
        correct(record, **change)
        assert PublicEvent.objects.shown().filter(entry=record.entry_id).exists()
        response = client.get(page)
        words = words_of(response)
        assert BANNER in words, page
        assert words.index(BANNER) < words.index("Who to ask" if "Who to ask" in words else "Versions")
        assert "Clerical" not in words, page


def test_a_later_clerical_correction_does_not_take_the_banner_away(client):
    for record, change, page in list(records()):
        correct(record, **change)
        correct(record, is_clerical=True, **{name: f"{words}." for name, words in change.items()})
        words = words_of(client.get(page))
        assert BANNER in words, page
        assert CLERICAL_NOTE in words, page


def test_what_somebody_relies_on_is_never_clerical(private_files):
    item = factories.make_item(public=True)
    for record, changes in (
        (item.meeting, {"held_on": item.meeting.held_on.replace(day=9)}),
        (item.meeting, {"status": "cancelled"}),
        (item, {"restriction": "part_exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}),
    ):
        with pytest.raises(RefusedError, match="Select “of substance”"):
            correct(record, is_clerical=True, **changes)
    assert set(RegisterEntry.objects.values_list("act", flat=True)) == {"published"}


def test_making_exempt_is_never_clerical(client):
    item = factories.make_item(public=True, title="Sale to Brackwater")
    changes = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A sale"}
    correct(item, is_clerical=True, **changes)
    assert RegisterEntry.objects.latest("serial").act == "restricted"
    page = versions_page(client, item)
    assert page.status_code == 200
    assert "Brackwater" not in page.content.decode()
    assert "The words of this entry are no longer public." in words_of(page)


def test_a_set_is_corrected_as_clerical_or_of_substance_too(client):
    made = factories.make_set(public=True)
    rows = [{"key": row.key.hex, "text": row.text} for row in made.recommendations.all()]

    def revise(is_clerical, **fields):
        made.refresh_from_db()
        return recommendations.revise_set(
            made, fields=fields, rows=rows, edit_number=made.edit_number, by=None, at=AT,
            reason="A slip." if is_clerical else "It was wrong.", is_clerical=is_clerical,
        )  # fmt: skip

    revise(True, subject="the ledgers")
    words = words_of(client.get(f"/recommendations/{made.reference}/"))
    assert CLERICAL_NOTE in words
    assert BANNER not in words
    revise(False, subject="the books")
    assert BANNER in words_of(client.get(f"/recommendations/{made.reference}/"))
    with pytest.raises(RefusedError, match="Made on: residents rely on it"):
        revise(True, made_on=made.made_on.replace(day=1))


def test_the_versions_of_a_record_are_listed_with_kind_reason_office_and_difference(client):
    publisher = factories.make_user(("publisher", "scrutiny"), post="Head of Scrutiny")
    issue = factories.make_issue("Library hours", public=True)
    issue = correct(issue, is_clerical=True, title="Library hour")
    meetings.save(issue, changes={"title": "Opening hours"}, reason="It was wrong.", by=publisher, at=AT)
    response = client.get("/register/1/versions/")
    words = words_of(response)
    assert "A new issue is followed: Opening hours" in words
    newest = words.partition("Version 3")[2].partition("Version 2")[0]
    assert (
        newest.split("Entry 3")[0].split()
        == (
            "Corrected When 2 November 2026 at 10.30am By Head of Scrutiny Why It was wrong. "
            "Title [taken out: Library hour] [new: Opening hours]"
        ).split()
    )
    assert "Clerical correction When" in words.partition("Version 2")[2]
    assert "Title Library [taken out: hours] [new: hour]" in words
    assert {"/register/1/", "/register/2/", "/register/3/"} <= set(links_of(response))
    for other in (2, 3):
        assert words_of(client.get(f"/register/{other}/versions/")) == words
    assert '<link rel="canonical" href="http://testserver/register/1/versions/">' in response.content.decode()
    assert client.get("/register/99/versions/").status_code == 404


def test_versions_of_a_response_are_listed_together(client):
    first = factories.make_response(until="published")
    second = recommendations.start_response(first.set, by=first.drafted_by, at=AT, correction_reason="A word was wrong")
    rows = {row.pk: {"comment": "Agreed in full."} for row in second.items.all()}
    second = recommendations.save_response(
        second, fields={}, rows=rows, edit_number=second.edit_number, by=first.drafted_by, at=AT
    )
    second = factories.advance(second, "published")
    response = versions_page(client, first)
    words = words_of(response)
    assert "Why A word was wrong" in words
    assert "[taken out: Agreed.] [new: Agreed in full.]" in words
    assert words_of(client.get(f"/register/{second.entry_id}/versions/")) == words
    assert f"/register/{second.entry_id}/versions/" in links_of(client.get(second.entry.event.address))


def test_a_withdrawn_record_has_versions_without_words(client):
    issue = factories.make_issue("A secret subject", public=True)
    correct(issue, title="A more secret subject")
    meetings.withdraw(issue, reason="It named a person.", by=None, at=AT)
    response = client.get("/register/1/versions/")
    assert response.status_code == 410
    words = words_of(response)
    assert "No version of this issue is public any more" in words
    assert "Why It named a person." in words
    assert "secret" not in response.content.decode()
    assert words.count("The words of this entry are no longer public.") == 2


def test_old_entries_of_the_register_stay_valid():
    """Entries that were chained before there were clerical corrections verify as they were."""
    correct(factories.make_issue(public=True), title="Hours")
    entry = RegisterEntry.objects.latest("serial")
    assert (entry.act, entry.get_act_display()) == ("corrected", "Corrected")
    assert set(json.loads(entry.snapshot.text)) == {"act", "kind", "office", "reason", "record", "version"}
    assert verify_register().is_sound


def test_pages_need_the_same_queries_with_1_and_with_30_corrections(client):
    item = factories.make_item(public=True, issue=factories.make_issue(public=True))
    first = RegisterEntry.objects.filter(reference=item.public_id.hex).earliest("serial").serial
    pages = [record.entry.event.address for record in (item, item.meeting, item.issue)]
    counted = []
    for path in pages:  # whatever is read once a process is read now
        client.get(path)
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            correct(item, is_clerical=bool(number % 2), summary=f"Version {number}")
            correct(item.meeting, venue=f"Room {number}")
            correct(item.issue, in_short=f"Words {number}")
        counted.append([queries_of(client, path) for path in (*pages, f"/register/{first}/versions/")])
    assert counted[0] == counted[1]
    assert max(counted[1]) <= 8


def queries_of(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
