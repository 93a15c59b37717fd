"""Makes small PDF, Word and Excel files for tests, with whatever they are to hide."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
EXTERNAL = '<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'


def text(words: str, y: int = 700) -> str:
    """Drawing commands for one line of text."""
    return f"BT /F1 12 Tf 60 {y} Td ({words}) Tj ET\n"


def make_pdf(*pages: str, extra: Callable[[Any, Any], None] | None = None, **save: Any) -> bytes:
    """A PDF with these drawing commands, a page each; `extra(pdf, last page)` adds what is beside them."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    font = pdf.make_indirect(font)
    for commands in pages or (text("A report"),):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(commands.encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    if extra:
        extra(pdf, page)
    buffer = io.BytesIO()
    pdf.save(buffer, **save)
    return buffer.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx(body: str = "", **parts: str) -> bytes:
    """A Word file with this body (bare words are one paragraph) and further parts, "__" standing for "/"."""
    body = body if body.startswith("<") else f"<w:p><w:r><w:t>{body or 'A report'}</w:t></w:r></w:p>"
    named = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **named,
        }
    )


def relations(kind: str, target: str) -> str:
    """A part of relationships with one link out of the file."""
    return f'<Relationships xmlns="{RELATIONS}">{EXTERNAL.format(kind=kind, target=target)}</Relationships>'
