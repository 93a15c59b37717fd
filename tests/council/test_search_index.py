"""The index follows publication: what is public is found at once, and nothing that is not, on both databases alike."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from council import configuration, sealing
from council.models import SearchEntry, SearchGroup, SearchPlace, SearchWord
from council.search import Narrowing, Order, find, index, matching, parse, rows_matching
from council.search.spelling import suggestion
from meetings import actions as meetings
from meetings.models import AgendaItem, Document
from recommendations import actions as recommendations
from recommendations.models import Recommendation
from tests import factories as f
from tests.cast import CAST
from tests.factories import AT
from tests.recommendations.progressing import an_answered_set, an_update
from tests.site.world_documents import put_file, read_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}


def found(text: str, order: Order = Order.NEWEST, **chosen: object) -> list[str]:
    """Kind and plain title of each result."""
    rows = find(parse(text), Narrowing(chosen), order).rows
    return [f"{row.kind}: {row.title}".replace("<mark>", "").replace("</mark>", "") for row in rows]


def contents() -> dict[str, list]:
    """All that the index holds, but for the keys, which say when a row was written."""
    entries = SearchEntry.objects.order_by("reference", "part")
    words = ("kind", "reference", "part", "row", "code", "title", "text", "heading", "address", "happened_on")
    groups = SearchGroup.objects.order_by(*index.GROUP_FIELDS).values_list(*index.GROUP_FIELDS, "size")
    return {
        "entries": list(entries.values_list(*words)),
        "groups": list(groups),
        "words": list(SearchWord.objects.order_by("word").values_list("word", "entries")),
        "places": [SearchPlace.objects.count(), sorted(SearchPlace.objects.values_list("pk", flat=True))
                   == sorted(SearchEntry.objects.values_list("pk", flat=True))],
    }  # fmt: skip


def stored_words() -> str:
    """Everything that the full-text structures themselves hold."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE temp.searchvocabulary USING fts5vocab(main, council_searchtext, row)")
            cursor.execute("SELECT term FROM temp.searchvocabulary")
            told = " ".join(term for (term,) in cursor.fetchall())
            cursor.execute("DROP TABLE temp.searchvocabulary")
            return told
        cursor.execute("SELECT vector::text FROM council_searchplace")
        return " ".join(text for (text,) in cursor.fetchall())


@pytest.fixture
def assorted():
    """Something public of every kind."""
    cabinet, panel = f.make_cabinet(), f.make_body("Ferry Panel")
    meeting = f.make_meeting(cabinet, public=True, venue="The Guildhall")
    item = f.make_item(meeting, public=True, title="Ferry timetable", summary="Sunday boats to Skelmere",
                       report_author="Head of Quays", paper_code="CA11")  # fmt: skip
    f.make_outcome(item, "The ferry will sail on Sundays", public=True)
    f.make_minutes(item, "Members asked about the café on the quay.", public=True)
    f.make_issue("Crossing the Wen by ferry", public=True, in_short="Boats and bridges")
    paper = f.make_document(item, "Timetable", format="TXT")
    put_file(paper, read_file("skelmere landing ", findings=False))
    meetings.publish(Document.objects.get(pk=paper.pk), by=None, at=AT)
    answered = an_answered_set("That the ferry sail on Sundays.", "That fares be halved.", subject="the ferry",
                               made_by=panel)  # fmt: skip
    an_update(answered, narrative="Two ferries have sailed.")
    return item, answered


# The same rows on both databases: what is typed, and what is found, the newest first.
TABLE = [
    ("ferry", ["item: Ferry timetable", "update: In progress: Recommendation 1) on the ferry",
               "response: Cabinet, answer: Recommendation 1) on the ferry",
               "response: Cabinet, answer: Recommendation 2) on the ferry",
               "recommendation: Recommendation 1) on the ferry", "recommendation: Recommendation 2) on the ferry"]),
    ("FERRIES sunday", ["item: Ferry timetable", "recommendation: Recommendation 1) on the ferry"]),
    ('"on sundays"', ["item: Ferry timetable", "recommendation: Recommendation 1) on the ferry"]),
    ('"on the ferry" sailed', ["update: In progress: Recommendation 1) on the ferry",
                              "recommendation: Recommendation 1) on the ferry"]),
    ('"sundays on"', []),
    ("cafe", ["item: Ferry timetable"]),
    ("guildhall OR landing", ["meeting: Cabinet, 6 October 2026", "document: Timetable"]),
    ("fare -halved", []),
    ("timetable -ferry", ["document: Timetable"]),
    ("ca11", ["item: Ferry timetable"]),
    ("SR-2026-1", ["recommendation: Recommendation 1) on the ferry", "recommendation: Recommendation 2) on the ferry"]),
    ("the", ["item: Ferry timetable", "meeting: Cabinet, 6 October 2026",
             "update: In progress: Recommendation 1) on the ferry",
             "response: Cabinet, answer: Recommendation 1) on the ferry",
             "response: Cabinet, answer: Recommendation 2) on the ferry",
             "recommendation: Recommendation 1) on the ferry", "recommendation: Recommendation 2) on the ferry"]),
]  # fmt: skip


def test_both_databases_find_the_same(assorted):
    issue = "issue: Crossing the Wen by ferry"  # of the day it was published, the latest of all
    for typed, expected in TABLE:
        rows = [row for row in found(typed) if row != issue]
        assert sorted(rows) == sorted(expected), typed
        assert len(found(typed, Order.BEST)) == find(parse(typed), Narrowing()).total
        assert sorted(found(typed, Order.BEST)) == sorted(found(typed)), typed
    assert found("ferry")[0] == issue
    assert [row.happened_on for row in find(parse("ferry"), Narrowing(), Order.NEWEST).rows] == sorted(
        (row.happened_on for row in find(parse("ferry"), Narrowing(), Order.NEWEST).rows), reverse=True
    )


def test_title_matches_come_first_and_an_exact_reference_before_them(assorted):
    best = found("timetable", Order.BEST)
    assert best[0] in ("document: Timetable", "item: Ferry timetable")
    f.make_issue("Nothing else", public=True, in_short="timetable timetable timetable")
    assert found("timetable", Order.BEST)[-1] == "issue: Nothing else"
    f.make_issue("About SR-2026-1", public=True)
    assert found("sr-2026-1", Order.BEST)[:3] == [
        "recommendation: Recommendation 1) on the ferry", "recommendation: Recommendation 2) on the ferry",
        "issue: About SR-2026-1",
    ]  # fmt: skip


def test_facets_count_what_is_found_under_the_other_filters(assorted):
    facets = find(parse("ferry"), Narrowing({"kind": "recommendation"})).facets
    assert {name: number for name, _words, number in facets["kind"]} == {
        "issue": 1, "item": 1, "recommendation": 2, "response": 2, "update": 1,
    }  # fmt: skip
    assert facets["body"] == [("ferry-panel", "Ferry Panel", 2)]
    assert facets["outcome"] == [("accepted", "accepted", 2)]
    assert facets["year"] == [("2026/27", "2026/27", 2)]
    narrowed = find(parse("ferry"), Narrowing({"kind": "response", "outcome": "accepted"}))
    assert (narrowed.total, len(narrowed.rows)) == (2, 2)
    days = Narrowing({}, datetime.date(2026, 10, 6), datetime.date(2026, 10, 6))
    assert [row.kind for row in find(parse("ferry"), days).rows] == ["item"]
    assert find(parse(""), days).total == 4
    assert find(parse(""), Narrowing({"kind": "meeting"})).rows[0].body == "Cabinet"


def test_a_page_of_a_paper_is_found_by_its_number(assorted):
    page = find(parse("landing"), Narrowing()).rows[0]
    document = Document.objects.get(title="Timetable")
    assert (page.part, page.address) == (1, f"/documents/{document.reference}/text/#page-1")


def test_a_misspelt_word_is_put_right_from_what_is_public(assorted):
    assert suggestion(parse("skelmeer boats")) == "skelmere boats"
    assert suggestion(parse("fery -bridge")) == "ferry -bridge"
    assert suggestion(parse("ferries")) == suggestion(parse("zzzzzzzz")) == suggestion(parse("12345")) == ""


def test_written_step_by_step_is_what_a_rebuild_writes(assorted):
    item, _answered = assorted
    meetings.save(item, changes={"summary": "Boats on weekdays"}, reason="A slip", by=None, at=AT)
    second = f.make_meeting(f.make_body("Roads Panel"), datetime.date(2026, 9, 1), public=True)
    meetings.withdraw(second, reason="By mistake", by=None, at=AT)
    f.make_issue("Never published", in_short="draftword")
    before = contents()
    call_command("rebuild_search", verbosity=0)
    assert contents() == before
    assert before["places"] == [len(before["entries"]), True]
    assert sum(group[-1] for group in before["groups"]) == len(before["entries"])
    assert found("weekdays") == ["item: Ferry timetable"]
    assert found("sunday -sail") == found("draftword") == []


def test_put_off_it_is_made_once_at_the_end_of_the_transaction(assorted):
    with transaction.atomic(), index.put_off():
        late = f.make_issue("Lateword", in_short="latesummary", public=True)
        assert found("lateword") == []
    assert found("lateword") == [f"issue: {late.title}"]
    before = contents()
    call_command("rebuild_search", verbosity=0)
    assert contents() == before


def test_what_goes_out_of_sight_leaves_no_word_behind(assorted):
    item, _answered = assorted
    before = contents()
    extra = f.make_item(item.meeting, public=True, title="Goneword", summary="gonesummary " * 3)
    f.make_outcome(extra, "goneoutcome", public=True)
    paper = f.make_document(extra, "Gonepaper", format="TXT")
    put_file(paper, read_file("gonefile ", findings=False))
    meetings.publish(Document.objects.get(pk=paper.pk), by=None, at=AT)
    assert len(found("goneword OR gonesummary OR goneoutcome OR gonepaper OR gonefile")) == 3
    meetings.withdraw(AgendaItem.objects.get(pk=extra.pk), reason="By mistake", by=None, at=AT)
    assert contents() == before
    assert "gone" not in stored_words()


def test_an_item_made_exempt_takes_its_words_and_its_papers_with_it(assorted):
    item, _answered = assorted
    meetings.save(AgendaItem.objects.get(pk=item.pk), changes=EXEMPT, reason="Prices", by=None, at=AT)
    told = stored_words()
    assert [word for word in ("skelmer", "land", "caf", "timet", "boats", "quai") if f"'{word}" in told] == []
    assert found("lease") == ["item: A lease"]
    assert found("timetable") == found("landing") == found("skelmere") == []


def test_a_withdrawn_meeting_takes_all_that_hangs_on_it(assorted):
    item, _answered = assorted
    meetings.withdraw(item.meeting, reason="By mistake", by=None, at=AT)
    assert {row.split(":")[0] for row in found("")} == {"issue", "recommendation", "response", "update"}


def test_a_withdrawn_answer_takes_its_outcome_from_the_recommendation(assorted):
    _item, answered = assorted
    response = answered.responses.get()
    recommendations.withdraw_response(response, reason="By mistake", by=None, at=AT)
    assert {row.split(":")[0] for row in found("ferry")} == {"issue", "item", "recommendation", "update"}
    assert find(parse("ferry"), Narrowing()).facets["outcome"] == []


def test_a_corrected_answer_takes_the_place_of_the_one_before():
    answered = f.make_set("That a bird be bought.", public=True)
    first = f.make_response(answered, until="published", answers={"comment": "A kingfisher."})
    second = recommendations.start_response(answered, by=first.drafted_by, at=AT, correction_reason="Wrong bird")
    rows = {item.pk: {"comment": "A heron.", "outcome": "accepted"} for item in second.items.all()}
    second = recommendations.save_response(second, fields={}, rows=rows, edit_number=second.edit_number,
                                           by=first.drafted_by, at=AT)  # fmt: skip
    assert found("heron") == []
    f.advance(second, "published")
    assert (len(found("heron")), found("kingfisher")) == (1, [])


def test_a_publication_that_fails_leaves_the_index_as_it_was(assorted):
    before = contents()
    with transaction.atomic():
        f.make_issue("Half a publication", public=True)
        assert found("half") == ["issue: Half a publication"]
        transaction.set_rollback(True)
    assert contents() == before
    assert found("half") == []


def test_a_sealed_record_has_no_word_in_the_index():
    f.make_issue("Harbour", public=True)
    issue = f.make_issue("sealedword subject", public=True, in_short="sealedsummary " * 9)
    meetings.withdraw(issue, reason="By mistake", by=None, at=AT)
    issue.refresh_from_db()
    first, second = f.make_user(*CAST["clerk"]), f.make_user(*CAST["administrator"])
    request = sealing.request_seal(issue, because="personal", reason="A name.", by=first, at=AT)
    sealing.confirm_seal(request, by=second, at=AT)
    assert "sealed" not in stored_words() + str(contents())
    assert found("harbour") == ["issue: Harbour"]


def test_a_body_with_another_name_is_found_by_it(assorted, django_capture_on_commit_callbacks, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    cabinet = f.make_cabinet()
    with django_capture_on_commit_callbacks(execute=True):
        configuration.save(cabinet, changes={"name": "Executive Board"}, seen=configuration.fingerprint(cabinet),
                           by=f.make_user(*CAST["administrator"]), at=AT)  # fmt: skip
    assert "meeting: Executive Board, 6 October 2026" in found("executive")
    assert [row for row in found("cabinet") if row.startswith("meeting")] == []


def test_which_register_entries_a_search_is_about(assorted):
    item, answered = assorted
    f.make_issue("Harbour", public=True)
    response, stored = answered.responses.get(), AgendaItem.objects.get(pk=item.pk)
    serials = {record.entry_id: name for name, record in {
        "item": stored, "outcome": stored.outcome, "set": answered, "response": response,
        "meeting": item.meeting}.items()}  # fmt: skip
    told = {serials[serial] for serial in matching("ferry", serials)}
    assert told == {"item", "outcome", "set", "response"}
    assert matching("", serials) == matching("harbour", serials) == set()
    meetings.withdraw(item.meeting, reason="By mistake", by=None, at=AT)
    assert {serials[serial] for serial in matching("ferry", serials)} == {"set", "response"}


def test_a_list_may_be_narrowed_by_the_index(assorted):
    rows = Recommendation.objects.filter(pk__in=rows_matching("recommendation", parse("sundays")))
    assert [row.text for row in rows] == ["That the ferry sail on Sundays."]
