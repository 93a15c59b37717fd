"""Prints the pack's page number at the foot of each page, as an artifact: a screen reader passes it over.

The font is taken from a small tagged PDF (`template`) that holds every letter needed, so that it is embedded.
"""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Dictionary, Name, Pdf

LETTERS = "Pack page 0123456789"
SIZE, EDGE = 8.0, 16.0  # points; the edge is the distance from the foot and from the right
FONT = "/PackNumber"


def stamp(pdf: Pdf, template: Pdf, first_number: int) -> None:
    """Number every page, the first with `first_number`."""
    old = next(iter(template.pages[0].Resources.Font.values()))
    codes, widths = _codes(old), _widths(old)
    font = pdf.copy_foreign(old)
    for place, page in enumerate(pdf.pages):
        words = f"Pack page {first_number + place}"
        shown = "".join(codes[letter] for letter in words)
        length = sum(widths[codes[letter]] for letter in words) * SIZE / 1000
        own = Dictionary(_entries(page.obj.get(Name.Resources)))
        fonts = Dictionary(_entries(own.get(Name.Font)))
        fonts[FONT] = font
        own.Font = fonts
        page.obj.Resources = own
        matrix = " ".join(f"{number:.2f}" for number in _foot(page, length))
        words_drawn = f"BT {FONT} {SIZE} Tf 0 g {matrix} Tm <{shown}> Tj ET"
        page.contents_add(b"q\n", prepend=True)
        foot = f"\nQ /Artifact <</Type /Pagination /Subtype /Footer>> BDC q {words_drawn} Q EMC\n"
        page.contents_add(foot.encode("ascii"))


def _entries(found: Any) -> dict[str, Any]:
    """A copy of a dictionary's entries, so that what other pages share stays as it is."""
    return dict(found.items()) if isinstance(found, Dictionary) else {}


def _foot(page: Any, length: float) -> tuple[float, ...]:
    """The text matrix that puts words of this length at the right of the foot, as the page is shown."""
    left, low, right, high = (float(side) for side in page.cropbox)
    turned = int(page.obj.get(Name.Rotate, 0)) % 360
    if turned == 90:
        return (0, 1, -1, 0, right - EDGE, high - EDGE - length)
    if turned == 180:
        return (-1, 0, 0, -1, left + EDGE + length, high - EDGE)
    if turned == 270:
        return (0, -1, 1, 0, left + EDGE, low + EDGE + length)
    return (1, 0, 0, 1, right - EDGE - length, low + EDGE)


def _codes(font: Any) -> dict[str, str]:
    """Letter -> the font's code for it, as four hexadecimal digits."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]{4})>$", text, re.MULTILINE)
    found = {chr(int(letter, 16)): code for code, letter in pairs}
    missing = set(LETTERS) - found.keys()
    if missing:
        raise ValueError(f"The font of the page numbers lacks {sorted(missing)}.")
    return found


def _widths(font: Any) -> dict[str, float]:
    """The font's code -> its width in thousandths of the size."""
    found: dict[str, float] = {}
    entries = list(font.DescendantFonts[0].W)
    while entries:
        first, widths = int(entries.pop(0)), entries.pop(0)
        if isinstance(widths, int):
            width = entries.pop(0)
            found |= {f"{code:04x}": float(width) for code in range(first, widths + 1)}
        else:
            found |= {f"{first + place:04x}": float(width) for place, width in enumerate(widths)}
    return found
