"""Papers made from the records: one plain description, three forms of it (PDF, Word, spreadsheet).

Knows no model: whoever makes a paper hands over its words. The Word form is for clerks who edit a paper before it goes
on an agenda; its headings, header rows and language are real, as assistive technology needs them.
"""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass
from typing import Any

from council import pdf
from council.statute.wording import long_date

Cell = str | int | float | datetime.date | None
# What XML, and so every office format, cannot hold.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
A4 = (210, 297)  # mm
MARGIN = 17  # mm


@dataclass(frozen=True)
class Column:
    """A column: its heading, and its width as a share of all of them."""

    heading: str
    share: int = 10


@dataclass(frozen=True)
class Table:
    """Rows under a heading; `empty` is said where there are none."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""

    @property
    def shares(self) -> list[int]:
        """The columns' widths in whole per cent, which add up to no more than 100."""
        whole = sum(column.share for column in self.columns)
        return [100 * column.share // whole for column in self.columns]


@dataclass(frozen=True)
class Paper:
    """A paper as at a day. `facts` are labels with values; `paragraphs` stand before its tables, `notes` after."""

    title: str
    council: str
    as_at: datetime.date
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    is_landscape: bool = False


def words(value: Cell) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    return NOT_XML.sub("", long_date(value) if isinstance(value, datetime.date) else str(value))


def as_pdf(paper: Paper) -> bytes | None:
    """PDF/UA-1 bytes; None where this installation runs without PDFs. Raises pdf.CannotRenderError saying why."""
    return pdf.render("council/data_paper_print.html", {"paper": paper, "tables": [_printed(t) for t in paper.tables]})


def _printed(table: Table) -> dict[str, Any]:
    columns = [{"heading": c.heading, "share": share} for c, share in zip(table.columns, table.shares, strict=True)]
    rows = [[words(value) for value in row] for row in table.rows]
    return {"heading": table.heading, "columns": columns, "rows": rows, "empty": table.empty}


def as_docx(paper: Paper) -> bytes:
    """A Word document (Office Open XML, ISO/IEC 29500)."""
    from docx import Document

    document = Document()
    _prepare(document, paper)
    document.add_heading(words(paper.title), level=0)
    for label, value in paper.facts:
        line = document.add_paragraph()
        line.add_run(f"{words(label)}: ").bold = True
        line.add_run(words(value))
    for paragraph in paper.paragraphs:
        document.add_paragraph(words(paragraph))
    for table in paper.tables:
        document.add_heading(words(table.heading), level=1)
        _add_table(document, table, _inner_width(paper))
    for note in paper.notes:
        document.add_paragraph(words(note))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _inner_width(paper: Paper) -> int:
    return (A4[1] if paper.is_landscape else A4[0]) - 2 * MARGIN


def _prepare(document: Any, paper: Paper) -> None:
    """Page, language, page numbers, properties."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    short, long = A4
    section.page_width, section.page_height = (Mm(long), Mm(short)) if paper.is_landscape else (Mm(short), Mm(long))
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{words(paper.council)}, {words(paper.title)}, {long_date(paper.as_at)}. Page ")
    _add_field(foot.add_run(), "PAGE")
    made = datetime.datetime.combine(paper.as_at, datetime.time(12))
    properties = document.core_properties
    properties.title, properties.author, properties.language = words(paper.title), words(paper.council), "en-GB"
    properties.created = properties.modified = made
    properties.comments = ""


def _add_field(run: Any, name: str) -> None:
    """A field that Word fills in: the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = name
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _add_table(document: Any, table: Table, width: int) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    if not table.rows:
        document.add_paragraph(words(table.empty))
        return
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    head = grid.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # said again at the top of each page
    for cell, column in zip(head.cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(words(column.heading)).bold = True
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            lines = words(value).split("\n")
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
    for column, share in zip(grid.columns, table.shares, strict=True):
        column.width = Mm(width * share // 100)
        for cell in column.cells:
            cell.width = column.width


def as_xlsx(paper: Paper) -> bytes:
    """A spreadsheet: a sheet for each table with filters and real dates, and one that says what it is."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    about = book.active
    about.title = "About"
    lines = [paper.title, paper.council, f"As at {long_date(paper.as_at)}"]
    lines += [f"{label}: {value}" for label, value in paper.facts]
    for number, line in enumerate((*lines, *paper.paragraphs, *paper.notes), start=1):
        _put(about.cell(row=number, column=1), line)
    about.column_dimensions["A"].width = 100
    for number, table in enumerate(paper.tables):
        sheet = book.create_sheet(sheet_title(table.heading), number)
        for place, column in enumerate(table.columns, start=1):
            cell = sheet.cell(row=1, column=place)
            _put(cell, column.heading)
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(place)].width = 10 + 2 * column.share
        for line_number, row in enumerate(table.rows, start=2):
            for place, value in enumerate(row, start=1):
                cell = sheet.cell(row=line_number, column=place)
                _put(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    book.active = 0
    book.properties.title, book.properties.creator = words(paper.title), words(paper.council)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_title(heading: str) -> str:
    """A heading as the name of a sheet: 31 characters at the most, without those that formulas use."""
    return re.sub(r"[\\/*?:\[\]']", " ", words(heading)).strip()[:31] or "Table"


def _put(cell: Any, value: Cell) -> None:
    """A value in a cell: words are never run as a formula, dates and numbers stay what they are."""
    if value is None:
        return
    if isinstance(value, datetime.date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int | float):
        cell.value = value
    else:
        cell.value = words(value)[:32_767]  # the most a cell holds
        cell.data_type = "s"
