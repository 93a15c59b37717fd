"""What is read of an uploaded file: the text that is seen, and everything that is there but not seen."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pikepdf
import pytest

from meetings import read_file as parent
from meetings.choices import FileReading, FindingKind
from meetings.read_file import HostileFileError, read_file
from meetings.reading.child import answer
from tests.files import W, make_docx, make_pdf, relations, text, zipped

BLACK_BOX = "0 g 55 690 400 30 re f\n"


@pytest.fixture
def read(tmp_path: Path):
    """Reads bytes as the child does, in this process: pages and findings."""

    def reader(data: bytes, file_format: str = "PDF"):
        path = tmp_path / "file"
        path.write_bytes(data)
        return answer(str(path), file_format)

    return reader


def found(data) -> list[tuple[str, str, str]]:
    return [tuple(finding) for finding in data["findings"]]


def test_pages_and_text_of_a_plain_pdf(read):
    data = read(make_pdf(text("First page"), text("Second page")))
    assert data == {"reading": "read", "page_count": 2, "pages": ["First page", "Second page"], "findings": []}


def ocg(pdf, page) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Drafting notes")))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))


def annotation(subtype: str, **fields):
    def add(pdf, page) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{subtype}"), **fields)
        page.Annots = pikepdf.Array([pdf.make_indirect(note)])

    return add


def script(pdf, page) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = action


def launch(pdf, page) -> None:
    target = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String(r"\\server\share\x.xls"))
    annotation("Link", Rect=[0, 0, 9, 9], A=target)(pdf, page)


def in_a_form(pdf, page) -> None:
    form = pdf.make_stream(b"0 g 0 0 400 30 re f")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 500, 50]
    page.Resources.XObject = pikepdf.Dictionary(X=form)


SECRET = text("The price")
HIDING_PDFS = {
    "covered by a black box": (make_pdf(SECRET + BLACK_BOX), ("covered_text", "page 1", "The price")),
    "covered by a white box": (make_pdf(SECRET + "1 g 55 690 400 30 re f\n"), ("covered_text", "page 1", "The price")),
    "covered inside a form": (
        make_pdf(SECRET + "q 1 0 0 1 55 690 cm /X Do Q", extra=in_a_form),
        ("covered_text", "page 1", "The price"),
    ),
    "a mark not yet applied": (
        make_pdf(SECRET, extra=annotation("Redact", Rect=[50, 690, 400, 720])),
        ("covered_text", "page 1", "The price"),
    ),
    "invisible": (make_pdf("3 Tr " + SECRET), ("invisible_text", "page 1", "The price")),
    "white": (make_pdf("1 g " + SECRET), ("white_text", "page 1", "The price")),
    "white on a white box": (make_pdf("1 g 0 0 595 842 re f 1 g " + SECRET), ("white_text", "page 1", "The price")),
    "outside the page": (
        make_pdf(SECRET, extra=lambda pdf, page: setattr(page, "CropBox", pikepdf.Array([0, 0, 595, 600]))),
        ("outside_page", "page 1", "The price"),
    ),
}


@pytest.mark.parametrize(("data", "finding"), HIDING_PDFS.values(), ids=HIDING_PDFS)
def test_text_that_is_not_seen_is_found_and_kept_out_of_the_text(read, data, finding):
    read_back = read(data)
    assert finding in found(read_back)
    assert "price" not in "".join(read_back["pages"])


SEEN_PDFS = {
    "a box under the text": BLACK_BOX + "1 g " + text("Seen"),
    "a box beside the text": text("Seen") + "0 g 55 100 400 30 re f\n",
    "a frame that is only drawn round it": text("Seen") + "55 690 400 30 re S\n",
    "a line through it": text("Seen") + "0 g 55 703 400 1 re f\n",
}


@pytest.mark.parametrize("commands", SEEN_PDFS.values(), ids=SEEN_PDFS)
def test_text_that_is_seen_is_no_finding(read, commands):
    data = read(make_pdf(commands))
    assert (data["pages"], data["findings"]) == (["Seen"], [])


def properties(pdf, page) -> None:
    pdf.docinfo["/Author"] = "Olwen Tarrant"
    pdf.docinfo["/Title"] = "A report"
    pdf.docinfo["/Subject"] = "Sale of the dairy"
    pdf.docinfo["/Producer"] = "A program"


BESIDE_PDFS = {
    "comment": (annotation("Text", Rect=[0, 0, 9, 9], T=pikepdf.String("Ann"), Contents=pikepdf.String("No!")),
                ("comments", "page 1", "Ann: No!")),
    "script": (script, ("javascript", "", "app.alert(1)")),
    "attachment": (lambda pdf, page: pdf.attachments.update({"pay.xls": b"x"}), ("embedded", "", "pay.xls")),
    "layer": (ocg, ("hidden_layer", "", "Drafting notes")),
    "link to a share": (launch, ("external_link", "page 1", r"\\server\share\x.xls")),
    "author": (properties, ("properties", "Author", "Olwen Tarrant")),
    "subject": (properties, ("properties", "Subject", "Sale of the dairy")),
}  # fmt: skip


@pytest.mark.parametrize(("extra", "finding"), BESIDE_PDFS.values(), ids=BESIDE_PDFS)
def test_what_stands_beside_the_pages_of_a_pdf_is_found(read, extra, finding):
    assert finding in found(read(make_pdf(extra=extra)))


def test_a_title_that_everybody_reads_and_a_program_s_name_are_no_finding(read):
    told = {where for _, where, _ in found(read(make_pdf(extra=properties)))}
    assert told == {"Author", "Subject"}


def test_no_text_is_offered_where_a_layer_is_switched_off(read):
    assert read(make_pdf(extra=ocg))["pages"] == [""]


def run(words: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


CORE = "<c><creator>Olwen Tarrant</creator><lastModifiedBy>Idris Pell</lastModifiedBy></c>"
APP = r"<p><Company>Wenshire</Company><Template>\\server\t.dotx</Template><Pages>9</Pages></p>"
CUSTOM = '<p><property name="Client"><lpwstr>The dairy</lpwstr></property></p>'
INSERTED = '<w:p><w:ins w:author="A"><w:r><w:t>New words</w:t></w:r></w:ins></w:p>'
DELETED = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>Gone words</w:delText></w:r></w:del></w:p>"
COMMENTS = (
    f'<w:comments xmlns:w="{W}"><w:comment w:author="Ann"><w:p><w:r><w:t>No!</w:t></w:r></w:p></w:comment></w:comments>'
)
HIDDEN_STYLE = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
WORDS = {
    "author": (make_docx(docProps__core=CORE), ("properties", "creator", "Olwen Tarrant")),
    "last author": (make_docx(docProps__core=CORE), ("properties", "lastModifiedBy", "Idris Pell")),
    "company": (make_docx(docProps__app=APP), ("properties", "Company", "Wenshire")),
    "template": (make_docx(docProps__app=APP), ("properties", "Template", r"\\server\t.dotx")),
    "custom property": (make_docx(docProps__custom=CUSTOM), ("properties", "Client", "The dairy")),
    "deleted words": (make_docx(DELETED), ("tracked_changes", "", "Gone words")),
    "inserted words": (make_docx(INSERTED), ("tracked_changes", "", "New words")),
    "comment": (make_docx(word__comments=COMMENTS), ("comments", "", "Ann: No!")),
    "hidden words": (make_docx(run("Hidden", "<w:vanish/>")), ("hidden_text", "", "Hidden")),
    "words of a hidden style": (
        make_docx(run("Hidden", '<w:rStyle w:val="Note"/>'), word__styles=HIDDEN_STYLE),
        ("hidden_text", "", "Hidden"),
    ),
    "white words": (make_docx(run("White", '<w:color w:val="FFFFFF"/>')), ("white_text", "", "White")),
    "picture from elsewhere": (
        zipped({"word/document.xml": "<d><body/></d>",
                "word/_rels/document.xml.rels": relations("image", "file:///c:/x.png")}),
        ("external_link", "", "file:///c:/x.png"),
    ),
    "workbook inside": (
        zipped({"word/document.xml": "<d><body/></d>", "word/embeddings/pay.xlsx": b"x"}),
        ("embedded", "", "pay.xlsx"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "finding"), WORDS.values(), ids=WORDS)
def test_what_a_word_file_hides_is_found(read, data, finding):
    assert finding in found(read(data, "DOCX"))


def test_the_text_of_a_word_file_is_what_everybody_sees(read):
    next_page = "<w:p><w:r><w:br w:type='page'/><w:t>Next page</w:t></w:r></w:p>"
    body = f"{DELETED}{run('Hidden', '<w:vanish/>')}{next_page}{INSERTED}"
    data = read(make_docx(body, docProps__app=APP), "DOCX")
    assert (data["pages"], data["page_count"]) == (["Kept", "Next page\n\nNew words"], 9)


def test_white_words_on_a_dark_cell_and_an_ordinary_link_are_no_finding(read):
    cell = '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="000000"/></w:tcPr>{}</w:tc></w:tr></w:tbl>'
    body = cell.format(run("Heading", '<w:color w:val="FFFFFF"/>'))
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    links = relations("hyperlink", "https://www.example.org/")
    data = read(zipped({"word/document.xml": document, "word/_rels/document.xml.rels": links}), "DOCX")
    assert (data["pages"], data["findings"]) == (["Heading"], [])


def test_a_workbook_s_hidden_sheets_rows_columns_comments_and_links(read):
    data = zipped(
        {
            "xl/workbook.xml": '<w><sheets><sheet name="Open"/><sheet name="Pay" state="veryHidden"/></sheets></w>',
            "xl/worksheets/sheet1.xml": '<s><cols><col hidden="1"/></cols><row hidden="1"/><row hidden="1"/></s>',
            "xl/worksheets/sheet2.xml": "<s/>",
            "xl/comments1.xml": "<c><comment><t>No!</t></comment></c>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations("externalLinkPath", "file:///h:/pay.xlsx"),
            "xl/pivotCache/pivotCacheRecords1.xml": "<p/>",
        }
    )
    assert set(found(read(data, "XLSX"))) == {
        ("hidden_sheet", "", "Pay"),
        ("hidden_cells", "Open", "2 × row"),
        ("hidden_cells", "Open", "1 × col"),
        ("comments", "", "No!"),
        ("external_link", "", "file:///h:/pay.xlsx"),
        ("embedded", "", "pivot table"),
    }


def test_slides_notes_and_hidden_slides(read):
    data = zipped(
        {
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": "<s><p><t>Shown</t></p></s>",
            "ppt/slides/slide2.xml": '<s show="0"><p><t>Secret</t></p></s>',
            "ppt/notesSlides/notesSlide1.xml": "<s><p><t>Say nothing of the price</t></p></s>",
        }
    )
    read_back = read(data, "PPTX")
    assert (read_back["page_count"], read_back["pages"]) == (2, ["Shown", ""])
    assert set(found(read_back)) == {
        ("hidden_slide", "slide 2", "Secret"), ("notes", "", "Say nothing of the price"),
    }  # fmt: skip


def test_an_open_document_with_changes_offers_no_text(read):
    data = zipped({"content.xml": "<d><text><changed-region><p>Gone</p></changed-region><p>Kept</p></text></d>"})
    read_back = read(data, "ODT")
    assert found(read_back) == [("tracked_changes", "", "Gone")]
    assert read_back["pages"] == []


def test_a_kind_that_cannot_be_looked_into_says_so(read):
    data = read(b"{\\rtf1 words}", "RTF")
    assert (data["reading"], found(data)) == ("not_read", [("not_looked_into", "", "RTF")])


def test_every_kind_of_finding_has_words():
    from meetings.reading import office, pdf

    kinds = set(pdf.WORDS_OF.values()) | {"properties", "tracked_changes", "comments", "hidden_text", "hidden_sheet",
                                          "hidden_cells", "notes", "hidden_slide", "external_link", "embedded",
                                          "javascript", "hidden_layer", "unread", "not_looked_into"}  # fmt: skip
    assert set(FindingKind.values) == kinds
    assert office.READERS.keys() == {"DOCX", "XLSX", "PPTX", "ODT", "ODS"}


# The child process and its limits


def write(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return str(path)


def test_the_child_reads_a_file_by_its_path(tmp_path):
    reading = read_file(write(tmp_path, make_pdf(text("Words"), text("More"))), "PDF")
    assert (reading.outcome, reading.page_count, reading.pages, reading.findings) == ("read", 2, ["Words", "More"], [])


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "<d/>", "../../etc/cron.d/x": "x"}, "path_names"),
        ({"word/document.xml": "<d/>", "C:\\x": "x"}, "path_names"),
        ({"word/document.xml": "<d/>", "word/vbaProject.bin": "x"}, "macros"),
        ({"word/document.xml": b"<d>" + b" " * 90_000_000}, "bomb"),
    ],
)
def test_a_hostile_archive_is_refused(tmp_path, parts, code):
    with pytest.raises(HostileFileError, match=code):
        read_file(write(tmp_path, zipped(parts)), "DOCX")


def test_a_pdf_bomb_costs_one_child_and_is_a_finding(tmp_path, monkeypatch):
    """A stream that unpacks to two gigabytes: the child runs into its limits, and this process does not."""
    import zlib

    inner = zlib.compress(b"\0" * 200_000_000, 9)
    bomb = make_pdf(extra=lambda pdf, page: setattr(page, "Contents", _flated(pdf, zlib.compress(inner * 40, 9))))
    assert len(bomb) < 1_000_000
    reading = read_file(write(tmp_path, bomb), "PDF")
    assert reading.outcome in FileReading.values
    assert not reading.has_text


def _flated(pdf, data: bytes):
    stream = pikepdf.Stream(pdf, data)
    stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    return stream


def test_a_child_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(parent, "SECONDS", 0.01)
    reading = read_file(write(tmp_path, make_pdf()), "PDF")
    assert (reading.outcome, reading.findings[0]["kind"]) == ("too_much", "unread")


def test_the_child_limits_its_memory_time_and_files():
    """The limits hold: without them the child would take two gigabytes and say so."""
    import subprocess
    import sys

    code = "from meetings.reading.child import limit_myself; limit_myself(); bytearray(2_000_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_findings_and_never_errors(tmp_path, seed):
    shuffle = random.Random(seed)
    for file_format, data in (("PDF", make_pdf(text("Words"))), ("DOCX", make_docx("Words"))):
        damaged = bytearray(data[: shuffle.randrange(20, len(data))])
        for _ in range(30):
            damaged[shuffle.randrange(len(damaged))] = shuffle.randrange(256)
        try:
            reading = read_file(write(tmp_path, bytes(damaged)), file_format)
        except HostileFileError:
            continue
        assert reading.outcome in FileReading.values


def test_a_broken_pdf_is_kept_and_marked(tmp_path):
    reading = read_file(write(tmp_path, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), "PDF")
    assert (reading.outcome, reading.page_count, reading.findings[0]["kind"]) == ("broken", None, "unread")


def test_a_pdf_with_a_password_is_told_apart(tmp_path):
    secret = make_pdf(encryption=pikepdf.Encryption(user="x", owner="y"))
    assert read_file(write(tmp_path, secret), "PDF").outcome == "encrypted"


def test_an_archive_whose_parts_lie_about_their_size_is_bounded(tmp_path):
    data = bytearray(zipped({"word/document.xml": b"<d>" + b" " * 70_000_000}))
    size = (70_000_003).to_bytes(4, "little")
    small = (500).to_bytes(4, "little")
    assert data.count(size) == 2
    try:
        outcome = read_file(write(tmp_path, bytes(data.replace(size, small))), "DOCX").outcome
    except HostileFileError as refused:
        outcome = str(refused)
    assert outcome in ("broken", "bomb")


def test_zip_members_are_read_and_never_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "extract", None)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", None)
    assert answer(write(tmp_path, make_docx("Words")), "DOCX")["pages"] == ["Words"]
