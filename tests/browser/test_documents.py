"""The two kinds of source document, from file to public page: imported, published through the forms, read by anyone.

Each label and each value of both documents stands in one table here and is ticked off on the page, with JavaScript
off. The real documents are read where COUNCIL_SAMPLES says; fixtures of our own wording always run.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import re
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command

from council.statute.wording import long_date
from council.verification import verify_register
from meetings.models import Issue
from recommendations.models import CabinetResponse
from tests import factories
from tests.browser.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)
FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLES = os.environ.get("COUNCIL_SAMPLES", "")
RESPONSES = [FIXTURES / "response-table.txt"] + [Path(SAMPLES) / "oxford-city-cabinet-response.txt"] * bool(SAMPLES)
ISSUES = [FIXTURES / "issue-page.txt"] + [Path(SAMPLES) / "oxfordshire-issue-page.txt"] * bool(SAMPLES)


def read(path: Path) -> dict:
    """What the dry run prints: for the real documents a test of its own holds it equal to their keys."""
    out = io.StringIO()
    call_command("import_page", str(path), "--dry-run", "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def folded(text: str) -> str:
    """White space folded; words, quotation marks and dashes as they are."""
    return re.sub(r"\s+", " ", text).strip()


def day(iso: str) -> str:
    return long_date(datetime.date.fromisoformat(iso))


def missing(table: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """The rows of the table that do not stand in the text."""
    return [(label, value) for label, value in table if folded(value) not in text]


@pytest.fixture
def people():
    factories.make_council()
    factories.make_user(("officer", "both"), ("publisher", "both"), username="clerk")
    factories.make_user(("approver", "executive"), username="approver", post="Leader of the Council")


def response_table(paper: dict) -> list[tuple[str, str]]:
    """Every label and value of a Cabinet response paper."""
    rows = [
        ("heading", f"{paper['addressee']} response to recommendations of the {paper['made_by']}"),
        ("made on", f"made on {day(paper['made_on'])}"),
        ("concerning", f"concerning the {paper['subject']}"),
        ("column", "Recommendation"),
        ("column", "Agree?"),
        ("column", "Comment"),
        ("foot", "Date of Cabinet meeting:"),
    ]
    for person in paper["respondents"]:
        rows.append(("respondent", f"Response provided by {person['office']}, {person['name']}"))
    for item in paper["items"]:
        rows += [("label", item["label"]), ("text", item["recommendation_text"]), ("outcome", item["outcome_words"])]
        rows += [("comment", paragraph) for paragraph in item["comment_paragraphs"]]
    return rows


@pytest.mark.parametrize("path", RESPONSES, ids=lambda path: path.stem)
def test_a_response_paper_from_file_to_page_and_pdf(path, people, open_page, sign_in_as):
    call_command("import_page", str(path), stdout=io.StringIO())
    clerk, approver = open_page(javascript=False), open_page(javascript=False)
    sign_in_as(clerk, "clerk")
    sign_in_as(approver, "approver")
    subject = CabinetResponse.objects.get().set.subject
    follow(clerk, clerk.get_by_role("link", name="Recommendations").first)
    follow(clerk, clerk.get_by_role("link", name=re.compile(re.escape(subject), re.I)).first)
    follow(clerk, clerk.get_by_role("link", name="Publish").first)
    follow(clerk, clerk.get_by_role("button", name="Publish"))
    follow(clerk, clerk.get_by_role("link", name="Full response").first)
    response_page = clerk.url
    follow(clerk, clerk.get_by_role("link", name=re.compile("sign-off|Submit", re.I)).first)
    follow(clerk, clerk.get_by_role("button", name="Send for sign-off"))

    approver.goto(response_page)
    follow(approver, approver.get_by_role("link", name="Sign").first)
    follow(approver, approver.get_by_role("button", name="Sign it off"))

    clerk.goto(response_page)
    follow(clerk, clerk.get_by_role("link", name=re.compile("approval", re.I)).first)
    clerk.get_by_label(re.compile("Not recorded")).check()
    follow(clerk, clerk.get_by_role("button", name="Record the approval"))
    follow(clerk, clerk.get_by_role("link", name="Publish").first)
    follow(clerk, clerk.get_by_role("button", name="Publish"))

    response = CabinetResponse.objects.get()
    assert (response.status, response.approval_basis) == ("published", "not_recorded")
    table = response_table(read(path))
    assert len(table) > 15
    visitor = open_page(320, javascript=False)
    visitor.goto(f"/recommendations/{response.set.reference}/")
    assert missing(table, folded(visitor.locator("main").text_content())) == []
    pdf = visitor.context.request.get(f"/recommendations/{response.set.reference}.pdf").body()
    words = unspaced(pdf_text(pdf))
    assert [row for row in table if unspaced(row[1]) not in words] == []
    assert verify_register().is_sound


def pdf_text(data: bytes) -> str:
    """The running text of a PDF, its head (the continued row, the header row again) set aside; the foot comes last."""
    document = pypdfium2.PdfDocument(data)
    body, foot = [], ""
    for number, page in enumerate(document):
        text = page.get_textpage()
        words = text.get_text_bounded(bottom=72, top=page.get_height() - 62)
        again = re.compile(r"\s*Recommendation\s+Agree\?\s+Comment") if number else re.compile(r"\Z\A.")
        body.append(again.sub("", words, count=1))
        foot = text.get_text_bounded(top=72)
    return "\n".join([*body, foot])


def unspaced(text: str) -> str:
    """No white space at all: where a line or a page of the PDF ends says nothing about the words.

    A hyphen at the end of a line is read back as a control character.
    """
    return re.sub(r"\s+", "", re.sub("[\x02\ufffe]", "-", text))


def issue_table(page: dict, entry: dict) -> list[tuple[str, str]]:
    """Every label and value of one meeting on an “Issue - meetings” page."""
    rows = [
        ("title of the issue", page["title"]),
        ("meeting", f"Meeting: {day(entry['meeting_date'])}"),
        ("body", entry["body"]),
        ("item", f"Item {entry['number']}"),
        ("title of the item", entry["title"]),
        ("summary", entry["agenda_text"] or ""),
        ("report", f"Report by {entry['report_by']}" if entry["report_by"] else ""),
        ("paper code", f"({entry['paper_code']})" if entry["paper_code"] else ""),
        ("lead-in", entry["report_recommendations_lead"] or ""),
    ]
    if entry["lead_member"]:
        rows += [("label", "Cabinet Member"), ("lead member", entry["lead_member"])]
    if entry["plan_reference"]:
        rows += [("label", "Forward Plan Ref"), ("reference", entry["plan_reference"])]
    for contact in entry["contacts"]:
        rows += [("label", "Contact"), *((name, value) for name, value in contact.items() if value)]
    for part in entry["report_recommendations"]:
        rows += [("label", part["label"]), *(("recommendation", line) for line in part["text"].split("\n\n"))]
    for paper in entry["documents"]:
        rows += [("document", paper["title"] or ""), ("type", paper["format"]), ("size", paper["size"])]
    rows += [("label", "Decision")] * bool(entry["decision_text"])
    rows += [("decision", line) for line in (entry["decision_text"] or "").split("\n\n")]
    rows += [("label", "Minutes")] * bool(entry["minutes_text"])
    if entry["minutes_truncated"]:
        rows.append(("cut", "cut short at the source"))
    return [(label, value) for label, value in rows if value]


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_an_issue_page_from_file_to_pages(path, people, open_page, sign_in_as):
    call_command("import_page", str(path), stdout=io.StringIO())
    clerk = open_page(javascript=False)
    sign_in_as(clerk, "clerk")
    issue = Issue.objects.get()
    follow(clerk, clerk.get_by_role("link", name="Issues").first)
    follow(clerk, clerk.get_by_role("link", name=issue.title).first)
    follow(clerk, clerk.get_by_role("button", name="Publish").first)
    for item in issue.items.order_by("meeting__held_on"):
        clerk.goto(f"/officer/meetings/{item.meeting.public_id}/")
        follow(clerk, clerk.get_by_role("button", name="Publish the agenda"))
        follow(clerk, clerk.get_by_role("button", name="Publish all of this"))
        for belonging, name in (("outcome", "what was decided"), ("minutes", "the minutes")):
            if hasattr(item, belonging):
                clerk.goto(f"/officer/items/{item.public_id}/")
                follow(clerk, clerk.get_by_role("button", name=f"Publish {name}"))

    issue.refresh_from_db()
    page = read(path)
    visitor = open_page(320, javascript=False)
    visitor.goto(f"/issues/{issue.reference}/{issue.slug}/")
    timeline = folded(visitor.locator("main").text_content())
    addresses = visitor.locator("main a[href*='/items/']").evaluate_all("links => links.map(link => link.href)")
    for entry in page["meetings"]:
        table = issue_table(page, entry)
        assert len(table) > 8
        assert missing(table, timeline) == []
        paragraphs = [("minutes", line) for line in (entry["minutes_text"] or "").split("\n\n") if line]
        shown = " ".join(read_item(visitor, address) for address in sorted(set(addresses)))
        own = [row for row in table if row[0] not in ("meeting", "title of the issue", "item")]
        assert missing([*own, *paragraphs], shown) == []
        excerpt = [row for row in paragraphs if len(" ".join(row[1] for row in paragraphs).split()) < 480]
        assert missing(excerpt, timeline) == []
    assert verify_register().is_sound


def read_item(visitor, address: str) -> str:
    visitor.goto(address)
    return folded(visitor.locator("main").text_content())
