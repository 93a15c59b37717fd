"""Small PDF and Word files for the demonstration's reports: tagged, with title and language, the same bytes each time.

The PDFs are PDF/UA-1, so that a pack of them is. Where the PDF libraries are missing they are written by hand, with
tags but without a font of their own.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

from council import pdf

WIDTH = 82
LINE, LEFT, TOP = 15, 64, 772


PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="council-static:///css/print-paper.css"></head>
<body><h1>{title}</h1>{paragraphs}</body></html>"""


def paper_pdf(title: str, paragraphs: list[str]) -> bytes:
    """A report that is PDF/UA-1; written by hand where that cannot be made."""
    if not pdf.is_available():
        return small_pdf(title, paragraphs)
    words = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return pdf.from_html(PAGE.format(title=escape(title), paragraphs=words))


def small_pdf(title: str, paragraphs: list[str]) -> bytes:
    """One A4 page: a heading and paragraphs, as a tagged PDF. Text that does not fit on the page raises ValueError."""
    blocks = [("H1", textwrap.wrap(title, 60)), *(("P", textwrap.wrap(text, WIDTH)) for text in paragraphs)]
    if sum(len(lines) + 1 for _, lines in blocks) * LINE > TOP - 60:
        raise ValueError("This is more than one page.")
    content = _content(blocks)
    elements = [
        f"<< /Type /StructElem /S /{tag} /P 7 0 R /Pg 3 0 R /K {mark} >>" for mark, (tag, _) in enumerate(blocks)
    ]
    first = 9
    kids = " ".join(f"{first + mark} 0 R" for mark in range(len(elements)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R"
        " /ViewerPreferences << /DisplayDocTitle true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [" + kids + "]] >> >>",
        f"<< /Type /StructElem /S /Document /P 6 0 R /K [{kids}] >>",
        f"<< /Title ({_escaped(title)}) >>",
        *elements,
    ]
    return _file(objects)


def _content(blocks: list[tuple[str, list[str]]]) -> str:
    """The page's drawing commands, each block marked with its place in the structure."""
    parts, y = [], TOP
    for mark, (tag, lines) in enumerate(blocks):
        size = 16 if tag == "H1" else 11
        shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
        parts.append(f"/{tag} << /MCID {mark} >> BDC BT /F1 {size} Tf {LINE} TL {LEFT} {y} Td {shown} ET EMC\n")
        y -= LINE * (len(lines) + 1)
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[str]) -> bytes:
    """The objects with the table of where each begins. In cp1252 one character is one byte, so lengths agree."""
    parts, starts = ["%PDF-1.7\n"], []
    for number, text in enumerate(objects, start=1):
        starts.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{text}\nendobj\n")
    table = sum(map(len, parts))
    lines = "".join(f"{start:010} 00000 n \n" for start in starts)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{lines}")
    parts.append(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{table}\n%%EOF\n")
    return "".join(parts).encode("cp1252")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BY = 'w:author="Policy team" w:date="2026-01-05T09:00:00Z"'


def small_docx(title: str, paragraphs: list[str], deleted: str, comment: str) -> bytes:
    """A Word file in which a passage was struck out with tracked changes and somebody left a comment."""
    runs = [f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in (title, *paragraphs)]
    struck = f'<w:del w:id="1" {BY}><w:r><w:delText>{escape(deleted)}</w:delText></w:r></w:del>'
    body = f'{"".join(runs)}<w:p>{struck}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    note = f'<w:comment w:id="0" {BY}><w:p><w:r><w:t>{escape(comment)}</w:t></w:r></w:p></w:comment>'
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("comments", "comments"))
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{defaults}{types}</Types>',
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("comments", "comments.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}">{note}</w:comments>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return buffer.getvalue()


def _relation(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
