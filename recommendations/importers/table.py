"""A pasted table as rows of cells: tabs or bars between cells, paragraph tags inside them, or HTML rows.

Owns only the form of the paste; what the columns mean is decided elsewhere. Tags and marks of emphasis go,
words stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption dd div dl dt fieldset figure footer form h1 h2 h3 h4"
        " h5 h6 head header hr html li main nav ol p section table tbody td tfoot th thead title tr ul",
    )
)
_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr b big bdi bdo br button cite code col colgroup del dfn em font i img input ins kbd label link"
        " mark meta o:p q s samp small span strike strong sub sup svg time tt u var w:p wbr",
    )
)
_SILENT = frozenset({"script", "style"})
_CUT_TAG = re.compile(r"</?(?:(?P<name>[A-Za-z][A-Za-z0-9:]{0,9})(?:\s[\w:-]*|\s[^<>=]*=[^<>]*)?)?")
# An HTML table is read twice; this stands for "&" the first time, or "&lt;" would become a tag.
_AMPERSAND = "\ue000"
_DASHES = re.compile(r"[\s|:–—-]*-{2,}[\s|:–—-]*")

Cell = list[str]
"""The paragraphs of one cell."""


@dataclass(frozen=True)
class Row:
    """A line of the paste with its cells. A line without cells is a paragraph outside the table."""

    cells: tuple[Cell, ...]
    is_table: bool
    is_open: bool = False
    after_blank: bool = True

    @property
    def words(self) -> str:
        """Everything in the row, as one line."""
        return " ".join(paragraph for cell in self.cells for paragraph in cell)


def is_dash(words: str) -> bool:
    """Whether a cell holds only a dash, which stands for "none"."""
    return bool(re.fullmatch(r"[–—-]+", words.strip()))


def take_cut_tag(text: str) -> tuple[str, bool]:
    """Take a tag that breaks off at the end of a cut file off the text; says whether there was one."""
    start = text.rfind("<")
    found = _CUT_TAG.fullmatch(text.rstrip("\n"), start) if start >= 0 else None
    if not found or not any(name.startswith((found["name"] or "").lower()) for name in _BLOCKS | _INLINE):
        return text, False
    return text[:start], True


def rows_of(text: str) -> Iterator[Row]:
    """The rows of the paste in order. Rows of dashes, which only draw the table, are dropped."""
    after_blank = True
    for line in _one_row_a_line(text).split("\n"):
        if not line.strip(" \u00a0\r"):
            after_blank = True
            continue
        if _DASHES.fullmatch(line):
            continue
        pieces = _pieces(line)
        cells = tuple(cell_paragraphs(piece) for piece in pieces)
        if any(cells):
            opened = len(re.findall(r"<p[\s>]", pieces[-1])) > pieces[-1].count("</p>")
            yield Row(cells, is_table=len(pieces) > 1, is_open=opened, after_blank=after_blank)
            after_blank = False


def _one_row_a_line(text: str) -> str:
    text = _without_comments(text)
    if not re.search(r"<tr[\s>]", text, re.IGNORECASE):
        return text
    reader = _RowReader()
    reader.feed(text.replace("&", _AMPERSAND))
    reader.close()
    return "".join(reader.pieces).replace(_AMPERSAND, "&")


def _without_comments(text: str) -> str:
    pieces = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    text = "".join([*pieces, text[at:]])
    return re.sub(r"<(?![^<>]*>)", "&lt;", re.sub(r"<[!?][^<>]*>", "", text))


def _pieces(line: str) -> list[str]:
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        inner = re.sub(r"(?<!\\)\|$", "", stripped[1:])
        return [piece.replace("\\|", "|") for piece in re.split(r"(?<!\\)\|", inner)]
    return line.split("\t")


def cell_paragraphs(markup: str) -> Cell:
    """The paragraphs of a cell, without tags, marks of emphasis and the marks of bullets."""
    reader = _CellReader()
    reader.feed(_without_comments(markup))
    reader.close()
    found = []
    for paragraph in re.split(r"\n[^\S\n]*\n\s*", "".join(reader.pieces)):
        words = " ".join(paragraph.split())
        marks = words.count("**")
        if marks % 2 == 0:
            words = words.replace("**", "")
        elif marks == 1:  # emphasis that ends in the next line, or began in the last one
            words = words.removeprefix("**").removesuffix("**")
        words = re.sub(r"^[•·▪●\uf0b7]\s*", "", words).strip()
        if words:
            found.append(words)
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Read a script like anything else, or one that is not closed would swallow the rest of the file."""


class _RowReader(_Reader):
    """Writes an HTML table as lines of cells with tabs between them; tags inside a cell stay for later."""

    def __init__(self) -> None:
        super().__init__()
        self.in_row = False
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.pieces.append("\n")
            self.in_row, self.cells = True, 0
        elif tag in ("td", "th") and self.in_row:
            self.pieces.append("\t" if self.cells else "")
            self.cells += 1
        elif self.in_row and self.cells:
            self.pieces.append(self.get_starttag_text() or "")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self.pieces.append("\n")
            self.in_row = False
        elif self.in_row and self.cells and tag not in ("td", "th"):
            self.pieces.append(f"</{tag}>")
        elif not self.in_row and tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub(r"[\n\t]+", " ", data))


class _CellReader(_Reader):
    """Collects text; a block tag or two breaks make a paragraph. An unknown tag is somebody's words."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _SILENT:
            self.silent = tag
        elif tag not in _INLINE:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag == self.silent:
            self.silent = ""
        elif tag not in _INLINE | _SILENT:
            self.handle_data(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)
