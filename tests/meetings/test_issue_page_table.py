"""What the old product's "Issue - meetings" page shows, point by point, and that our page of the issue shows it too.

The table of points is one for every document: a row a point, with what the original prints (as the importer reads it,
which has tests of its own against the documents). A second test goes the other way: no word of the original is missing
from our pages, but for what is named. `tests/browser/test_documents.py` walks the same documents through the forms.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from council.statute.wording import long_date
from meetings import actions, actions_publish
from meetings.models import Issue, Meeting
from meetings.published import issue_address, item_address
from tests import factories
from tests.factories import AT
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db
FIXTURE = Path(__file__).parents[1] / "fixtures" / "issue-page.txt"
SAMPLES = os.environ.get("COUNCIL_SAMPLES", "")
DOCUMENTS = [FIXTURE] + [Path(SAMPLES) / "oxfordshire-issue-page.txt"] * bool(SAMPLES)

Page, Entry = dict[str, Any], dict[str, Any]


def day(entry: Entry) -> str:
    return long_date(datetime.date.fromisoformat(entry["meeting_date"]))


def lines(text: str | None) -> list[str]:
    """Paragraphs, white space folded."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def people(part: str) -> Callable[[Entry], list[str]]:
    return lambda entry: [person[part] for person in entry["contacts"] if person[part]]


# The points, each with what the original shows of it: nothing where that meeting's entry has none.
POINTS: dict[str, Callable[[Entry], list[str]]] = {
    "date of the meeting": lambda e: [f"Meeting: {day(e)}"],
    "body that met": lambda e: [f"{day(e)} - {e['body']}"],
    "number of the item": lambda e: [f"(Item {e['number']})"],
    "number before the title": lambda e: [f"{e['number']} {e['title']}"],
    "title of the item": lambda e: [e["title"]],
    "titles of attached papers": lambda e: [paper["title"] for paper in e["documents"]],
    "type and size of attached papers": lambda e: [f"{paper['format']}, {paper['size']}" for paper in e["documents"]],
    "label and lead member": lambda e: [f"Cabinet Member {e['lead_member']}"] if e["lead_member"] else [],
    "label and forward plan reference": lambda e: (
        [f"Forward Plan Ref {e['plan_reference']}"] if e["plan_reference"] else []
    ),
    "label of the contacts": lambda e: [f"Contact {e['contacts'][0]['name']}"] if e["contacts"] else [],
    "names of the contacts": people("name"),
    "posts of the contacts": people("job_title"),
    "telephones of the contacts": lambda e: [f"Tel: {number}" for number in people("telephone")(e)],
    "who reports, and the paper's code": lambda e: (
        [f"Report by {e['report_by']} ({e['paper_code']})"] if e["report_by"] else []
    ),
    "what it is about": lambda e: lines(e["agenda_text"]),
    "lead-in of the recommendations": lambda e: lines(e["report_recommendations_lead"]),
    "each recommendation beside its label": lambda e: [
        f"{row['label']} {lines(row['text'])[0]}" for row in e["report_recommendations"]
    ],
    "each paragraph of each recommendation": lambda e: [
        line for row in e["report_recommendations"] for line in lines(row["text"])
    ],
    "label of the decision": lambda e: [f"Decision {lines(e['decision_text'])[0]}"] if e["decision_text"] else [],
    "each paragraph of the decision": lambda e: lines(e["decision_text"]),
    "label of the minutes": lambda e: ["Minutes"] if e["minutes_text"] else [],
    "the minutes, or about 500 words of them": lambda e: lines(e["minutes_text"])[:3],
    "where the source was cut": lambda e: ["The minutes are cut short at the source"] if e["minutes_truncated"] else [],
}
# Words of the original that are no fact of the record: its furniture, and marks that stand in other ways on our page.
NOT_FACTS = set("home issue pdf icon tel view the full minutes text for item additional documents webcast".split())


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def original(request) -> tuple[Page, str]:
    """The document as the importer reads it and as it is, imported and published."""
    factories.make_council()
    out = io.StringIO()
    call_command("import_page", str(request.param), "--dry-run", "--format", "json", stdout=out)
    call_command("import_page", str(request.param), stdout=io.StringIO())
    issue = actions.publish(Issue.objects.get(), by=None, at=AT)
    for meeting in Meeting.objects.filter(items__issue=issue):
        actions_publish.publish_agenda(meeting, by=None, at=AT)
    for item in issue.items.all():
        for name in ("outcome", "minutes"):
            if hasattr(item, name):
                actions.publish(getattr(item, name), by=None, at=AT)
    return json.loads(out.getvalue()), request.param.read_text(encoding="utf-8")


def read(client) -> Any:
    return client.get(issue_address(Issue.objects.get()))


def entry_words(words: str, entry: Entry, others: list[Entry]) -> str:
    """The words of one meeting's own entry on the page: from its heading to the next meeting's."""
    after = words.partition(f"Meeting: {day(entry)} - {entry['body']}")
    starts = [after[2].find(f"Meeting: {day(other)} - {other['body']}") for other in others if other is not entry]
    return after[1] + after[2][: min([start for start in starts if start >= 0], default=len(after[2]))]


def shortfalls(words: str, page: Page) -> Iterator[str]:
    """Each point of each meeting that our page does not show, in the entry of that meeting."""
    for entry in page["meetings"]:
        shown = entry_words(words, entry, page["meetings"])
        for point, prints in POINTS.items():
            yield from (f"{day(entry)}, {point}: {text}" for text in prints(entry) if text not in shown)


def test_our_page_shows_each_point_of_the_original(client, original):
    page, _text = original
    response = read(client)
    assert heading_of(response) == page["title"]
    words = words_of(response)
    assert page["page_heading"] in words
    assert list(shortfalls(words, page)) == []
    printed = {point for point, prints in POINTS.items() for entry in page["meetings"] if prints(entry)}
    assert printed == set(POINTS), "a point that no document prints is not tested"


def test_the_newest_meeting_comes_first(client, original):
    page, _text = original
    words = words_of(read(client))
    newest_first = sorted(page["meetings"], key=lambda entry: entry["meeting_date"], reverse=True)
    places = [words.index(f"Meeting: {day(entry)} - {entry['body']}") for entry in newest_first]
    assert places == sorted(places)


def test_each_meeting_and_its_full_minutes_are_linked(client, original):
    page, _text = original
    links = links_of(read(client))
    items = list(Issue.objects.get().items.select_related("meeting__body", "minutes"))
    assert len(items) == len(page["meetings"])
    for item in items:
        assert item_address(item) in links
        if not item.minutes.is_cut_short:
            assert f"{item_address(item)}#minutes" in links


def bare(text: str) -> set[str]:
    """The words of a text, without marks and cases."""
    return set(re.findall(r"[^\W_]+", text.casefold()))


def test_no_word_of_the_original_is_missing_from_our_pages(client, original):
    page, text = original
    ours = words_of(read(client))
    for item in Issue.objects.get().items.select_related("meeting__body"):
        ours += " " + words_of(client.get(item_address(item)))
    # Dates stand in figures there and in words here: the table above holds them.
    in_figures = {part for found in re.findall(r"\d\d/\d\d/\d{4}", text) for part in found.split("/")}
    # Kept in the original file alone, and said so at the import: they have no column of an item's plain outcome.
    not_imported = " ".join(
        filter(None, (entry[name] for entry in page["meetings"] for name in ("reasons", "alternatives")))
    )
    not_imported += " Reasons for the Decision Options Considered"
    missing = bare(text) - bare(ours) - NOT_FACTS - in_figures - bare(not_imported)
    assert sorted(missing) == []


def test_the_table_would_notice_what_is_not_shown(client, original):
    """Take one thing after another from the page's words: the row of that point fails, and says which."""
    page, _text = original
    words = words_of(read(client))
    entry = page["meetings"][0]
    for taken, point in (
        (entry["contacts"][0]["telephone"], "telephones of the contacts"),
        (entry["plan_reference"], "label and forward plan reference"),
        (f"{entry['documents'][0]['format']}, {entry['documents'][0]['size']}", "type and size of attached papers"),
        ("Recommendations agreed", "each paragraph of the decision"),
        (lines(entry["report_recommendations"][1]["text"])[0], "each recommendation beside its label"),
    ):
        found = list(shortfalls(words.replace(taken, "…"), page))
        assert any(f"{day(entry)}, {point}: " in row for row in found), point
