"""The paper of a response: accessible, the page's own words, head and foot on every page, the same bytes each time."""

from __future__ import annotations

import hashlib
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter

import pypdfium2
import pytest
from django.template.loader import render_to_string
from page import ValidationProfile, validate_pdf_bytes

from recommendations.papers import response_pdf

pytestmark = pytest.mark.pdf

# "make test" needs nothing but Python; the full check installs qpdf.
needs_qpdf = pytest.mark.skipif(
    not shutil.which("qpdf") and os.environ.get("CI") != "true", reason="qpdf is not installed"
)

WORD = "The Panel heard that the service had been under pressure for several years. "


def an_item(position=1, text="That the ledger be balanced.", comment="Agreed.", **fields):
    """One answer as the catalogue gives it."""
    recommendation = {
        "label": f"{position})", "position": position, "text": text, "is_withheld": False, "restriction": "open",
        "restriction_words": "Open", "exempt_paragraphs": "", "exempt_reason": "", "public_summary": "",
    } | fields.pop("recommendation", {})  # fmt: skip
    return {
        "recommendation": recommendation, "outcome": "accepted", "outcome_words": "Yes", "is_in_principle": False,
        "is_already_in_progress": False, "has_amendment": False, "agreed_wording": "", "comment": comment,
        "exempt_part": None, "actions": [], "no_action": "", "no_action_words": "", "no_action_reason": "",
    } | fields  # fmt: skip


def a_response(*items, **fields):
    """A response as the catalogue gives it."""
    about = {
        "reference": "SR-2026-1", "subject": "report on the ledger", "has_article": True, "made_by": "Finance Panel",
        "made_on": "2021-08-02", "addressee": "Cabinet",
    }  # fmt: skip
    return {
        "set": about, "kind": "full", "kind_words": "Full response", "version": 1,
        "respondent_title": "Cabinet Member for Libraries", "respondent_name": "Councillor Ada Fenwright",
        "approval_basis": "meeting", "approval_words": "", "approved_on": "2021-09-14", "correction_reason": "",
        "items": list(items) or [an_item()], "address": "",
    } | fields  # fmt: skip


SHORT = a_response(an_item(1), an_item(2, comment=".Agreed, as far as we can.\n\nI meet them often.\n\n" + WORD * 9))
FORTY = a_response(*(an_item(n, WORD * (1 + n % 3), (WORD * (n % 4) + "\n\n" + WORD).strip()) for n in range(1, 41)))
LONG = a_response(an_item(1, comment="\n\n".join([WORD * 6] * 40)), an_item(2, comment=""))
ODD = a_response(
    an_item(1, "Supercalifragilistic" * 14, "https://wenshire.example/" + "a-very-long-address/" * 9),
    an_item(2, "Non-breaking\u00a0spaces\u00a0join\u00a0these\u00a0words", "Ŵŵ Ŷŷ Ââ Êê Îî Ôô Ûû “quoted” — £1.5m"),
    an_item(3, "That it be done at once.", outcome="accepted_in_part", outcome_words="In part", has_amendment=True,
            is_in_principle=True, is_already_in_progress=True, agreed_wording="That it be done in the spring."),
    an_item(4, "", "Because of the price.", outcome="not_accepted", outcome_words="No",
            exempt_part={"paragraphs": "3, 5", "reason": "The seller would learn it.", "summary": "The price."},
            recommendation={"is_withheld": True, "restriction": "exempt", "exempt_paragraphs": "3", "label": "",
                            "exempt_reason": "A lease is being agreed.", "public_summary": "A lease."}),
    an_item(5, "", outcome="", outcome_words="", comment="",
            recommendation={"is_withheld": True, "restriction": "confidential"}),
    an_item(6, "That <b>marks</b> & signs stay as typed.", "• one\n• two"),
    approval_basis="individual", respondent_name="",
    respondent_title="Cabinet Member for " + "Housing and Planning, " * 7,
)  # fmt: skip
SAMPLES = {"short": SHORT, "forty": FORTY, "long": LONG, "odd": ODD}


def pages_of(data: bytes) -> list[str]:
    """The text of each page, line ends folded. A hyphen at the end of a line is read as U+FFFE."""
    return [
        page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
        for page in pypdfium2.PdfDocument(data)
    ]


# The running head comes last but for the foot in the order of the file; both are outside the tagged text.
HEAD = re.compile(r"\nRecommendation (\S+) continued\n")
TABLE_HEAD = "Recommendation Agree? Comment\n"


def without_head_and_foot(pages: list[str], response) -> str:
    """The words between running head and foot; the table's head is kept where it stands first."""
    kept = []
    for number, text in enumerate(pages, start=1):
        text = HEAD.sub("\n", text)
        text = text[: text.rindex("\n" + response["respondent_title"][:14])]
        if number > 1:
            assert text.startswith(TABLE_HEAD)
            text = text.removeprefix(TABLE_HEAD)
        kept.append(text)
    return "\n".join(kept)


def text_of(fragment: str) -> str:
    """The words of the fragment as a wide screen shows them: the headings repeated in the cells are for narrow ones."""
    shown = re.sub(r'<span class="cell-heading"[^>]*>.*?</span>', "", fragment)
    return html.unescape(re.sub(r"<[^>]+>", " ", shown))


def catalogue_of(data: bytes, folder) -> dict:
    """The document's catalogue, as qpdf reads it."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    found = subprocess.run(["qpdf", "--json", path], capture_output=True, check=True)
    objects = json.loads(found.stdout)["qpdf"][1]
    return objects[f"obj:{objects['trailer']['value']['/Root']}"]["value"]


def letters(text: str) -> str:
    """The text without any white space: lines of a paper break where those of a page do not."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def papers():
    return {name: response_pdf(response) for name, response in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
class TestEveryPaper:
    def test_is_pdf_ua_1(self, papers, name):
        report = validate_pdf_bytes(papers[name], profile=ValidationProfile.PDF_UA_1)
        assert report.is_compliant, report

    @needs_qpdf
    def test_is_sound(self, papers, name, tmp_path):
        path = tmp_path / "paper.pdf"
        path.write_bytes(papers[name])
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr

    @needs_qpdf
    def test_says_its_language(self, papers, name, tmp_path):
        assert catalogue_of(papers[name], tmp_path)["/Lang"] == "u:en-GB"

    def test_says_its_title(self, papers, name):
        document = pypdfium2.PdfDocument(papers[name])
        title = document.get_metadata_dict()["Title"]
        assert title == "Cabinet response to recommendations of the Finance Panel made on 2 August 2021 " + (
            "concerning the report on the ledger"
        )

    def test_is_a4(self, papers, name):
        sizes = {tuple(round(side) for side in page.get_size()) for page in pypdfium2.PdfDocument(papers[name])}
        assert sizes == {(595, 842)}

    def test_has_its_foot_on_every_page(self, papers, name):
        response, pages = SAMPLES[name], pages_of(papers[name])
        date_line = (
            "Date of decision: 14 September 2021" if name == "odd" else "Date of Cabinet meeting: 14 September 2021"
        )
        for number, text in enumerate(pages, start=1):
            who = ", ".join(filter(None, (response["respondent_title"], response["respondent_name"])))
            assert letters(who) in letters(text)
            assert date_line in text
            assert f"Page {number} of {len(pages)}" in text

    def test_holds_the_words_of_the_page_and_no_others(self, papers, name):
        fragment = render_to_string("recommendations/_response.html", {"response": SAMPLES[name]})
        on_page = letters(text_of(fragment))
        on_paper = letters(without_head_and_foot(pages_of(papers[name]), SAMPLES[name]))
        assert Counter(on_paper) == Counter(on_page)
        if name != "forty":  # there a row's cells part over two pages, so that their words interleave
            assert on_paper == on_page

    def test_is_the_same_each_time(self, papers, name):
        assert response_pdf(SAMPLES[name]) == papers[name]


def test_is_the_same_in_another_process():
    code = (
        "import sys, json, hashlib, django; django.setup()\n"
        "from recommendations.papers import response_pdf\n"
        "print(hashlib.sha256(response_pdf(json.load(sys.stdin))).hexdigest())"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(ODD), capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == hashlib.sha256(response_pdf(ODD)).hexdigest()


def test_the_date_is_blank_while_it_is_not_known():
    (text,) = pages_of(response_pdf(a_response(approved_on=None, approval_basis="")))
    assert re.search(r"\nDate of Cabinet meeting: *\nPage 1 of 1\Z", text)


def test_the_longest_foot_stays_on_the_page():
    longest = ("Cabinet Member for Housing and Planning and Licensing and " * 4)[:200]
    data = response_pdf(a_response(respondent_title=longest, respondent_name=longest))
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    bottoms = [text.get_charbox(place)[1] for place in range(text.count_chars())]
    assert min(bottoms) > 0
    assert "Date of Cabinet meeting: 14 September 2021" in pages_of(data)[0]


def test_one_response_takes_well_under_two_seconds():
    response_pdf(SHORT)
    start = time.process_time()
    response_pdf(SHORT)
    assert time.process_time() - start < 1.5


def test_label_and_words_stand_together():
    (text,) = pages_of(response_pdf(a_response()))
    assert "1) That the ledger be balanced." in text


class TestContinuedRecommendation:
    """A page that opens in the middle of a recommendation names it; a page that opens with a new one names none."""

    def test_a_comment_of_several_pages(self, papers):
        heads = [HEAD.search(text) for text in pages_of(papers["long"])]
        assert len(heads) >= 4
        assert [head[1] if head else None for head in heads] == [None] + ["1)"] * (len(heads) - 1)

    @pytest.mark.parametrize("seed", range(8))
    def test_any_mixture(self, seed):
        drawn = random.Random(seed)
        items = []
        for position in range(1, drawn.randint(3, 9)):
            text = f"[S{position}] " + "word " * drawn.choice([1, 5, 20, 60, 200]) + f"[E{position}a]"
            paragraphs = ["ipsum " * drawn.choice([3, 30, 80, 150]) for _ in range(drawn.choice([0, 1, 1, 2, 3, 9]))]
            label = drawn.choice([f"{position})", ""])
            comment = "\n\n".join([*paragraphs, f"[E{position}c]"])
            items.append(an_item(position, text, comment, recommendation={"label": label}))
        begun, ended = [], Counter()
        for text in pages_of(response_pdf(a_response(*items))):
            running = [position for position in begun if ended[position] < 2]
            head = HEAD.search(text)
            label = items[running[0] - 1]["recommendation"]["label"] or str(running[0]) if running else None
            assert (head[1] if head else None) == label
            begun += [int(found) for found in re.findall(r"\[S(\d+)\]", text)]
            ended.update(int(found) for found in re.findall(r"\[E(\d+)[ac]\]", text))


def test_nothing_of_the_record_is_markup():
    items = [an_item(1, "<script>alert(1)</script>", '<img src="file:///etc/hostname">')]
    title = "A & B <i>title</i>"
    (text,) = pages_of(response_pdf(a_response(*items, respondent_title=title, respondent_name='"><b>x')))
    assert "<script>alert(1)</script>" in letters(text).replace("\n", "")
    assert letters('<img src="file:///etc/hostname">') in letters(text)
    assert title in text
