"""The public pages of decisions: the list with its filters, one decision, its paper, and where it is linked from."""

from __future__ import annotations

import datetime
import io

import pypdfium2
import pytest
import time_machine
from page import ValidationProfile, validate_pdf

from council import files
from council.models import Body
from council.verification import verify_register
from meetings import actions, actions_decisions, restriction_reviews
from meetings.comparison import compared
from meetings.models import Decision
from meetings.published import issue_address, item_address, meeting_address
from tests import factories
from tests.decision_factories import DAY, NOT_SUBJECT, at_noon, make_call_in, make_decision, make_step
from tests.factories import AT
from tests.meetings.packing import work_off
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
D = datetime.date
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "It would weaken the council."}
REPORT = [
    {"label": "(a)", "text": "agree to open six libraries on Saturdays;"},
    {"label": "(b)", "text": "note the report."},
    {"label": "(c)", "text": "ask for a review in May."},
]
DECIDED = [
    {"label": "(a)", "text": "agree to open seven libraries on Saturdays;"},
    {"label": "(b)", "text": "note the report."},
    {"label": "(d)", "text": "thank the staff."},
]


@pytest.fixture(autouse=True)
def council(private_files):
    return factories.make_council(call_in_who="any four councillors")


@pytest.fixture
def item():
    return factories.make_item(
        public=True, title="Saturdays", recommendations=REPORT, issue=factories.make_issue(public=True)
    )


def read(client, decision):
    """Its page on Wednesday 4 November 2026."""
    with time_machine.travel(at_noon(D(2026, 11, 4)), tick=False):
        return client.get(f"/decisions/{decision.reference}/")


class TestComparison:
    def test_parts_belong_together_by_their_label(self):
        rows = compared(REPORT, DECIDED)
        assert [(row["label"], row["change"]) for row in rows] == [
            ("(a)", "changed"), ("(b)", "same"), ("(d)", "new"), ("(c)", "dropped"),
        ]  # fmt: skip
        assert "<del>" in rows[0]["decided"]
        assert "[taken out: </span>six" in rows[0]["decided"]
        assert "[new: </span>seven" in rows[0]["decided"]

    def test_a_label_is_the_same_however_it_is_printed(self):
        assert compared([{"label": "(a)", "text": "x"}], [{"label": "A.", "text": "x"}])[0]["change"] == "same"

    def test_without_labels_they_belong_together_by_their_place(self):
        rows = compared([{"label": "", "text": "one"}, {"label": "", "text": "two"}], [{"label": "", "text": "one"}])
        assert [row["change"] for row in rows] == ["same", "dropped"]

    def test_markup_in_the_words_is_text(self):
        row = compared([{"label": "1", "text": "<b>a</b>"}], [{"label": "1", "text": "<i>a</i>"}])[0]
        assert "<b>" not in row["decided"]
        assert "&lt;i&gt;" in row["decided"]


def test_the_statement_is_all_there(client, item):
    decision = make_decision(
        public=True, item=item, parts=DECIDED, wards="All", background_papers="Survey of visits", purpose="To open.",
        broken_rule="agenda", broken_rule_reason="The printer broke.", key_reason="Every ward.", lead_member="Leader",
        contacts=[{"name": "Lora Baxley", "job_title": "Head", "telephone": "01632 960971", "email": "l@b.example"}],
        report_author="Head of Libraries", authority="Part 3",
    )  # fmt: skip
    page = read(client, decision)
    assert heading_of(page) == decision.title
    found = words_of(page)
    words = [
        "RESOLVED that: (a) agree to open seven libraries", "Decision maker Cabinet Part 3",
        "Date of decision Tuesday 27 October 2026", "Decided at meeting Cabinet, 6 October 2026",
        "Publication date Monday 2 November 2026", "Effective from Tuesday 10 November 2026",
        "Purpose To open.", "Reasons Most visits are on Saturdays.", "Alternative options considered Closing two",
        "Conflict of interest None", "Is key decision? Yes Every ward.", "Is subject to call-in? Yes",
        "Rule of notice not met Five clear days for agenda and reports (SI 2012/2089 reg 7) The printer broke.",
        "Wards affected All", "Lead member Leader", "Contact Lora Baxley, Head Tel: 01632 960971", "Report author Head",
        "Background papers Survey of visits",
    ]  # fmt: skip
    places = [found.index(part) for part in words]
    assert places == sorted(places)
    assert "Here a call-in can be made by any four councillors." in found
    assert "Published 2 November 2026, five working days after that day, last day 9 November 2026" in found


def test_recommended_and_decided_stand_side_by_side_on_both_pages(client, item):
    decision = make_decision(public=True, item=item, parts=DECIDED)
    for page in (read(client, decision), client.get(item_address(item))):
        found = words_of(page)
        assert "agree to open [taken out: six] [new: seven] libraries on Saturdays;" in found
        assert "(b) Recommended note the report. Decided As recommended" in found
        assert "Recommended Not in the report Decided thank the staff." in found
        assert "ask for a review in May. Decided Not decided" in found


def test_a_plain_outcome_line_needs_none_of_this(client, item):
    factories.make_outcome(item, "Recommendations agreed", public=True)
    found = words_of(client.get(item_address(item)))
    assert "Decision Recommendations agreed" in found
    assert "Part by part" not in found


def test_not_filled_in_and_none_are_told_apart(client):
    planning = factories.make_body("Planning Committee", Body.Kind.REGULATORY)
    decision = make_decision(
        public=True, body=planning, maker_title="Planning Committee", alternatives="", alternatives_answer="",
        conflicts_answer="none", is_key=None, is_subject=None,
    )  # fmt: skip
    found = words_of(read(client, decision))
    assert "Conflict of interest None" in found
    assert "Alternative options considered" not in found


def test_an_override_is_shown_with_its_reason_and_what_was_worked_out(client):
    decision = make_decision(public=True, override_on=D(2026, 11, 5), override_reason="The lease ends that day.")
    found = words_of(read(client, decision))
    assert "Effective from Thursday 5 November 2026" in found
    assert "The council set 5 November 2026 instead. The lease ends that day." in found
    assert "effective on the day after, 10 November 2026" in found


def test_an_urgent_decision_says_why_nobody_can_challenge_it(client):
    urgent = {"not_subject": "urgent", "urgency_agreed_by": "the Chair of Scrutiny"}
    found = words_of(read(client, make_decision(public=True, **NOT_SUBJECT | urgent)))
    assert "Took effect on Monday 2 November 2026. Councillors could not challenge it: it is urgent" in found
    assert "Urgency agreed by the Chair of Scrutiny" in found


def test_it_is_linked_from_item_meeting_issue_and_home(client, item):
    decision = make_decision(public=True, item=item, issue=item.issue)
    address = f"/decisions/{decision.reference}/"
    for page in (item_address(item), meeting_address(item.meeting), issue_address(item.issue), "/"):
        assert address in links_of(client.get(page)), page
    assert item_address(item) in links_of(client.get(address))
    assert issue_address(item.issue) in links_of(client.get(address))


def test_home_says_until_when_it_can_be_challenged_and_tells_a_decision_once(client, item):
    factories.make_outcome(item, "Agreed with a change", public=True)
    with time_machine.travel(at_noon(D(2026, 11, 4)), tick=False):
        assert "Agreed with a change" in words_of(client.get("/"))
        make_decision(public=True, item=item)
        found = words_of(client.get("/"))
    assert "councillors can challenge it until 5pm on 9 November 2026" in found
    assert "Agreed with a change" not in found


def test_the_paper_says_what_the_page_says_and_is_for_everybody(client, item, tmp_path):
    decision = make_decision(public=True, item=item, parts=DECIDED)
    answer = client.get(f"/decisions/{decision.reference}.pdf")
    path = tmp_path / "decision.pdf"
    path.write_bytes(answer.content)
    assert validate_pdf(path, profile=ValidationProfile.PDF_UA_1).is_compliant
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for words in (decision.title, decision.reference, "agree to open seven libraries", "Conflict of interest"):
        assert words in text
    assert answer["ETag"] == f'"{decision.pdf_digest}"'
    again = client.get(f"/decisions/{decision.reference}.pdf", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_a_correction_has_another_paper_and_the_old_one_is_served_no_more(client):
    decision = make_decision(public=True)
    first = client.get(f"/decisions/{decision.reference}.pdf").content
    actions_decisions.save_decision(
        decision, changes={"reasons": "Most visits are on Sundays."}, reason="A wrong day", by=None, at=AT
    )
    corrected = Decision.objects.get()
    assert (corrected.version, corrected.pdf_version) == (2, 2)
    assert client.get(f"/decisions/{decision.reference}.pdf").content != first
    assert "A wrong day" in client.get(f"/decisions/{decision.reference}/").content.decode()


def test_bytes_that_were_tampered_with_are_not_served(client):
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    decision = make_decision(public=True)
    path = files.path_of(decision.pdf_digest)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(b"%PDF something else"))
    assert client.get(f"/decisions/{decision.reference}.pdf").status_code == 404


def test_withheld_it_has_no_paper_and_a_summary_in_its_place(client):
    decision = make_decision(public=True, **EXEMPT, public_title="A lease", public_summary="A lease was agreed.")
    page = read(client, decision)
    assert heading_of(page) == "A lease"
    found = words_of(page)
    assert "A lease was agreed." in found
    assert "Saturdays" not in found
    assert client.get(f"/decisions/{decision.reference}.pdf").status_code == 404


def test_made_exempt_later_its_words_and_its_paper_are_gone_at_once(client):
    decision = make_decision(public=True, public_title="A lease")
    paper = f"/decisions/{decision.reference}.pdf"
    assert client.get(paper).status_code == 200
    actions.make_exempt(Decision.objects.get(), restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)
    assert client.get(paper).status_code == 404
    assert "Saturdays" not in read(client, decision).content.decode()
    for serial in (1, 2):
        assert "Saturdays" not in client.get(f"/register/{serial}.txt").content.decode()


def test_of_an_item_made_exempt_only_the_items_title_for_the_public_is_left(client, item):
    decision = make_decision(public=True, item=item, title="Secret place")
    exempt = EXEMPT | {"public_title": "A purchase"}
    actions.save(type(item).objects.get(), changes=exempt, reason="Prices", by=None, at=AT)
    page = read(client, decision)
    assert heading_of(page) == "A purchase"
    assert "Secret place" not in client.get("/decisions/").content.decode()


def test_opened_with_its_item_it_gets_its_paper_in_the_background(client):
    secret = factories.make_item(public=True, title="A lease", **EXEMPT)
    decision = make_decision(public=True, item=secret, public_summary="A lease was agreed.")
    paper = f"/decisions/{decision.reference}.pdf"
    work_off()
    assert (client.get(paper).status_code, Decision.objects.get().pdf_digest) == (404, "")
    restriction_reviews.open_now(type(secret).objects.get(), reason="The lease is signed.", by=None, at=AT)
    before = client.get(f"/decisions/{decision.reference}/")
    assert paper not in links_of(before)
    work_off()
    opened = Decision.objects.get()
    assert (opened.version, opened.pdf_version) == (2, 2)
    after = client.get(f"/decisions/{decision.reference}/")
    assert paper in links_of(after)
    assert after["ETag"] != before["ETag"]
    document = pypdfium2.PdfDocument(io.BytesIO(client.get(paper).content))
    assert "six libraries open on Saturdays" in " ".join(page.get_textpage().get_text_range() for page in document)
    assert verify_register().is_sound
    work_off()
    assert Decision.objects.get().edit_number == opened.edit_number


def test_the_paper_is_the_decision_as_it_was_published_and_says_where_a_call_in_is_told(client):
    decision = make_decision(public=True)
    first = client.get(f"/decisions/{decision.reference}.pdf").content
    make_step(make_call_in(decision, public=True), "outcome", public=True)
    assert client.get(f"/decisions/{decision.reference}.pdf").content == first
    text = " ".join(pypdfium2.PdfDocument(io.BytesIO(first))[0].get_textpage().get_text_range().split())
    assert "The decision as it was published. Whether it was called in, and what came of that, stands on its" in text
    assert "sent it back" in words_of(read(client, decision)).partition("The written statement")[0]
    never = make_decision(public=True, **NOT_SUBJECT)
    other = client.get(f"/decisions/{never.reference}.pdf").content
    assert "called in" not in pypdfium2.PdfDocument(io.BytesIO(other))[0].get_textpage().get_text_range()


class TestList:
    @pytest.fixture(autouse=True)
    def decisions(self):
        cabinet = {"maker_title": "Cabinet"}
        make_decision(public=True, at=AT, title="Open now", **cabinet)
        member = {"maker_kind": "member", "maker_title": "Leader", "is_key": False}
        made = make_decision(public=True, title="Called in", **member)
        make_call_in(made, public=True)
        officer = {"maker_kind": "executive_officer", "maker_title": "Chief Executive", "is_key": False}
        make_decision(public=True, title="By an officer", decided_on=D(2025, 3, 1), **officer, **NOT_SUBJECT)
        panel = factories.make_body("Licensing Committee", Body.Kind.REGULATORY)
        make_decision(public=True, title="A licence", body=panel, maker_title="Licensing Committee", is_key=None)
        make_decision(title="A draft")

    @pytest.mark.parametrize(
        ("query", "titles", "words"),
        [
            ("", {"Open now", "Called in", "By an officer", "A licence"}, "4 decisions"),
            ("body=licensing-committee", {"A licence"}, "1 decision, Licensing Committee"),
            ("maker=member", {"Called in"}, "1 decision, A Cabinet member"),
            ("maker=officer", {"By an officer"}, "1 decision, An officer"),
            ("key=yes", {"Open now"}, "1 decision, key"),
            ("key=no", {"Called in", "By an officer", "A licence"}, "3 decisions, not key"),
            ("status=called_in", {"Called in"}, "1 decision, called in"),
            ("status=in_window", {"Open now"}, "1 decision, in the call-in period"),
            ("year=2024/25", {"By an officer"}, "1 decision, in 2024/25"),
            ("status=upheld", set(), "0 decisions, called in and upheld"),
            ("status=nonsense&page=99", {"Open now", "Called in", "By an officer", "A licence"}, "4 decisions"),
        ],
    )
    def test_filters(self, client, query, titles, words):
        with time_machine.travel(at_noon(D(2026, 11, 4)), tick=False):
            page = client.get(f"/decisions/?{query}")
        assert {line["title"] for line in page.context["lines"]} == titles
        assert words in words_of(page)


@pytest.mark.parametrize("count", [1, 30])
def test_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, item, count):
    decision = make_decision(public=True, item=item, issue=item.issue)
    factories.make_document(None, "Letter", decision=decision, public=True)
    call_in = make_call_in(decision, public=True)
    make_step(call_in, "meeting", public=True, meeting=factories.make_meeting(held_on=D(2026, 11, 9), public=True))
    for number in range(count - 1):
        make_decision(public=True, title=f"Decision {number}", decided_on=D(2026, 10, 1) + number * DAY, **EXEMPT)
        factories.make_document(None, f"Letter {number}", decision=decision, public=True)
    with django_assert_num_queries(4):
        assert client.get("/decisions/").status_code == 200
    with django_assert_num_queries(7):
        assert client.get(f"/decisions/{decision.reference}/").status_code == 200
    with django_assert_num_queries(8):
        assert client.get(item_address(item)).status_code == 200
