"""Papers made from the records: the same words in PDF, Word and spreadsheet, and nothing a program would run."""

from __future__ import annotations

import datetime
import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from page import ValidationProfile, validate_pdf_bytes

from council.data_papers import Column, Paper, Table, as_docx, as_pdf, as_xlsx, sheet_title

DAY = datetime.date(2026, 11, 26)
COLUMNS = (Column("Reference", 6), Column("Made on", 8), Column("Recommendation", 30), Column("Number", 4))
ROWS = (
    ("SR-2026-1", datetime.date(2026, 1, 2), "=1+1\nsecond line\x0b", 3),
    ("SR-2026-2", None, "That the lamps be lit", None),
)


@pytest.fixture
def paper() -> Paper:
    return Paper(
        title="Recommendation tracker",
        council="Wenshire Council",
        as_at=DAY,
        facts=(("Committee", "Scrutiny Committee"),),
        tables=(
            Table("Open recommendations", COLUMNS, ROWS),
            Table("Closed: none/yet", COLUMNS[:1], (), "None is closed."),
        ),
        notes=("Made from the public record.",),
        is_landscape=True,
    )


def test_the_word_file_has_real_headings_header_rows_and_language(paper):
    found = Document(io.BytesIO(as_docx(paper)))
    lines = [(line.style.name, line.text) for line in found.paragraphs]
    assert lines == [
        ("Title", "Recommendation tracker"),
        ("Normal", "Committee: Scrutiny Committee"),
        ("Heading 1", "Open recommendations"),
        ("Heading 1", "Closed: none/yet"),
        ("Normal", "None is closed."),
        ("Normal", "Made from the public record."),
    ]
    (table,) = found.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Reference", "Made on", "Recommendation", "Number"],
        ["SR-2026-1", "2 January 2026", "=1+1\nsecond line", "3"],
        ["SR-2026-2", "", "That the lamps be lit", ""],
    ]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]
    assert found.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert (found.core_properties.title, found.core_properties.author) == ("Recommendation tracker", "Wenshire Council")
    assert found.sections[0].page_width > found.sections[0].page_height


def test_the_spreadsheet_has_real_dates_and_runs_no_words(paper):
    book = load_workbook(io.BytesIO(as_xlsx(paper)))
    assert book.sheetnames == ["Open recommendations", "Closed  none yet", "About"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["SR-2026-1", datetime.datetime(2026, 1, 2), "=1+1\nsecond line", 3]
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "s", "n"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")
    assert [row[0].value for row in book["About"]] == [
        "Recommendation tracker",
        "Wenshire Council",
        "As at 26 November 2026",
        "Committee: Scrutiny Committee",
        "Made from the public record.",
    ]


@pytest.mark.pdf
def test_the_pdf_is_tagged_and_the_same_each_time(paper):
    made = as_pdf(paper)
    assert made is not None
    assert made == as_pdf(paper)
    assert validate_pdf_bytes(made, profile=ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize(
    ("heading", "title"), [("a" * 40, "a" * 31), ("[x]:*?/\\", "x"), ("'", "Table"), ("2026/27", "2026 27")]
)
def test_the_name_of_a_sheet_is_one_a_spreadsheet_takes(heading, title):
    assert sheet_title(heading) == title
