"""Reads a PDF with pdfium: pages, the text that is seen, and the text that is there but not seen."""

from __future__ import annotations

import ctypes
import time

import pypdfium2
import pypdfium2.raw as pdfium

from meetings.reading.found import Found
from meetings.reading.pdf_parts import read_parts
from meetings.reading.pdf_shapes import Box, Shapes, shapes_of

SECONDS = 12  # after which the rest of the pages is only counted
WORDS_OF = {"covered": "covered_text", "white": "white_text", "invisible": "invisible_text", "outside": "outside_page"}


def read_pdf(path: str, found: Found) -> None:
    """Pages, text and what is hidden, into `found`."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        found.reading = "encrypted" if "password" in str(problem).lower() else "broken"
        return
    found.page_count = len(document)
    parts = read_parts(path, found)
    started = time.monotonic()
    for number in range(len(document)):
        if time.monotonic() - started > SECONDS:
            found.find("unread", "", f"page {number + 1}")
            break
        covers = [] if parts is None else parts.covers.get(number, [])
        _read_page(document, number, covers, found, keep=parts is not None and not parts.has_hidden_layers)
    document.close()
    if parts is not None:
        for name, value in parts.properties:
            if not (name == "Title" and found.shows(value)):
                found.find("properties", name, value)


def _read_page(document: pypdfium2.PdfDocument, number: int, covers: list[Box], found: Found, *, keep: bool) -> None:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        found.find("unread", f"page {number + 1}", "")
        found.page("")
        return
    shapes = shapes_of(page.raw, Box(*page.get_bbox()), covers)
    if shapes.nothing_hidden:
        seen = text.get_text_range()
    else:
        seen, hidden = _sorted_out(text.raw, shapes)
        for kind, words in hidden.items():
            found.find(WORDS_OF[kind], f"page {number + 1}", words)
    found.page(seen if keep else "")
    text.close()
    page.close()


def _sorted_out(text: ctypes.c_void_p, shapes: Shapes) -> tuple[str, dict[str, str]]:
    """The letters of a page that are seen, and by kind of hiding those that are not."""
    seen: list[str] = []
    hidden: dict[str, list[str]] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    before = ""
    for place in range(pdfium.FPDFText_CountChars(text)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, place))
        if pdfium.FPDFText_IsGenerated(text, place) == 1 or letter.isspace():
            (hidden[before] if before else seen).append(letter)
            continue
        pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        owner = ctypes.cast(pdfium.FPDFText_GetTextObject(text, place), ctypes.c_void_p).value
        kind = shapes.hides(owner, *middle)
        if kind:
            hidden.setdefault(kind, []).append(letter)
        else:
            seen.append(letter if before == "" else f" {letter}")
        before = kind
    return "".join(seen), {kind: words for kind, letters in hidden.items() if (words := "".join(letters).strip())}
