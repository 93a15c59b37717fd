"""A Cabinet response to scrutiny recommendations, pasted as a table: heading, rows, running feet.

Owns the outline of that paper. Rows are read by `table`, their meaning by `items`, the heading by `heading`;
records are created elsewhere.
"""

import re
from collections.abc import Sequence
from itertools import islice

from council.importing import DATE, ImportProblem, Parsed, date_in, stops_in_mid_sentence
from council.text import normalise_newlines, split_label
from recommendations.importers.heading import goes_on, is_title, read_heading
from recommendations.importers.items import Items, columns_of
from recommendations.importers.table import Cell, Row, rows_of, take_cut_tag

KIND = "cabinet_response"

_FOOT = re.compile(r"Date of (?:the )?(?:Cabinet|Executive)(?: meeting)?\s*:\s*(?P<date>.*)", re.IGNORECASE)
_PAGE = re.compile(r"(?:page\s+)?[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?|[–-]\s*[0-9]{1,4}\s*[–-]", re.IGNORECASE)
_PRINTED = re.compile(r"printed (?:by|on)\b.{0,80}", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:\*+|[†‡¹²³]|\[[0-9]{1,2}\]|Notes?:)\s*\S", re.IGNORECASE)
_DATE_ALONE = re.compile(rf"(?:[A-Za-z]+,?\s+)?{DATE}", re.IGNORECASE)
_OTHER_PAGE = re.compile(
    r"^[^\w\n]*(?:(?:Issue *[–-] *\w+|Issue details|Decision details|Decisions published|Agenda item)[^\w\n]*$"
    r"|Meeting: *[0-9])",
    re.IGNORECASE | re.MULTILINE,
)
_USUAL = ("recommendation", "outcome", "comment")
_ROWS_TO_LOOK_AT = 60
_MOST_ROWS = 5_000


def recognises(text: str) -> bool:
    """Whether the text has a title such as "Cabinet response to …" or a table of recommendations."""
    if _OTHER_PAGE.search(text):
        return False
    rows = islice(rows_of(normalise_newlines(text)), _ROWS_TO_LOOK_AT)
    return any(columns_of(row.cells) if row.is_table else is_title(row.words) for row in rows)


def parse(text: str, name: str) -> Parsed:
    """The response and its items. Raises ImportProblem when the text holds neither title nor table."""
    text, cut = take_cut_tag(normalise_newlines(text).rstrip())
    reader = _Reader(Parsed(KIND), has_tags="<p" in text.lower() or "<tr" in text.lower())
    for count, row in enumerate(rows_of(text)):
        if count == _MOST_ROWS:
            raise ImportProblem(name, f"it has more than {_MOST_ROWS} lines, which no response has")
        reader.read(row)
    reader.end()
    parsed = reader.parsed
    if not reader.in_table and not any(map(is_title, reader.heading)):
        raise ImportProblem(
            name,
            'it has no title such as "Cabinet response to …" and no table headed "Recommendation", "Agree?"',
        )
    heading = read_heading(reader.heading, parsed)
    parsed.data = {
        **heading,
        "cabinet_meeting_date": reader.cabinet_meeting_date or heading["cabinet_meeting_date"],
        "items": reader.items.finish(),
        "footnotes": reader.footnotes,
    }
    if not parsed.data["items"]:
        parsed.warn("items_missing")
    if cut or (reader.last and stops_in_mid_sentence(reader.last)):
        parsed.warn("file_cut_off", "the text stops inside a tag" if cut else "the text stops in mid-sentence")
    return parsed


class _Reader:
    """Takes the rows in order and knows where in the paper it stands."""

    def __init__(self, parsed: Parsed, has_tags: bool) -> None:
        self.parsed = parsed
        self.has_tags = has_tags
        self.items = Items(parsed)
        self.heading: list[str] = []
        self.footnotes: list[str] = []
        self.cabinet_meeting_date: str | None = None
        self.last = ""
        self.in_table = False
        self._running_head = ""
        self._waiting: Cell = []
        self._may_attach = False
        self._is_open = False
        self._foot_is_blank = False

    def read(self, row: Row) -> None:
        """Place one row."""
        cells = [self._without_feet(cell) for cell in row.cells]
        filled = [cell for cell in cells if cell]
        alone = filled[0][0] if [len(cell) for cell in filled] == [1] else ""
        if not filled or (alone and self._is_furniture(alone, row)):
            self.last = ""
        elif not self.in_table:
            self._read_above(row, cells)
        elif row.is_table:
            self._read_row(row, cells)
        else:
            self._read_line(row, cells[0])

    def end(self) -> None:
        """Nothing follows: place what still waits for its row."""
        waiting, self._waiting = self._waiting, []
        if waiting and self.items.comes_next(waiting[0]):
            self.items.add_row([waiting])
        elif waiting:
            self._place_line(waiting, self._may_attach)

    def _without_feet(self, cell: Cell) -> Cell:
        kept = []
        for paragraph in cell:
            foot = _FOOT.fullmatch(paragraph)
            if not foot:
                kept.append(paragraph)
            elif foot["date"]:
                self._take_meeting_date(foot["date"])
            else:
                self.parsed.leave_out(paragraph)
            self._foot_is_blank = bool(foot and not foot["date"]) or (self._foot_is_blank and not foot)
        return kept

    def _take_meeting_date(self, printed: str) -> None:
        found = date_in(printed)
        if not found or self.cabinet_meeting_date not in (None, found):
            self.parsed.warn("cabinet_meeting_date_unclear", printed)
        self.cabinet_meeting_date = self.cabinet_meeting_date or found

    def _is_furniture(self, words: str, row: Row) -> bool:
        after_blank_foot, self._foot_is_blank = self._foot_is_blank, False
        if after_blank_foot and _DATE_ALONE.fullmatch(words):
            self._take_meeting_date(words)
            return True
        if _PRINTED.fullmatch(words) or (_PAGE.fullmatch(words) and not row.is_table):
            self.parsed.leave_out(words)
            return True
        return False

    def _read_above(self, row: Row, cells: Sequence[Cell]) -> None:
        columns = columns_of(cells) if row.is_table else None
        if columns:
            self._running_head = row.words
            self._begin_table([" ".join(cell) for cell in cells], columns)
        elif row.is_table and len(cells) > 1 and cells[0] and split_label(cells[0][0]).label:
            self.parsed.warn("header_missing")
            usual = (list(_USUAL) + [""] * len(cells))[: max(len(cells), 3)]
            self._begin_table([""] * 3 + [f"column {place}" for place in range(4, len(usual) + 1)], usual)
            self._read_row(row, cells)
        else:
            words = " ".join(paragraph for cell in cells for paragraph in cell)
            if self.heading and not row.after_blank and goes_on(self.heading[-1], words):
                self.heading[-1] += " " + words
            else:
                self.heading.append(words)
            self.last = words

    def _begin_table(self, headings: Sequence[str], columns: Sequence[str]) -> None:
        self.in_table = True
        self.items.begin_table(headings, columns)
        self.last = ""

    def _read_row(self, row: Row, cells: Sequence[Cell]) -> None:
        columns = columns_of(cells)
        if columns:
            self.end()
            if row.words == self._running_head:
                self.parsed.leave_out(row.words)
            else:
                self._begin_table([" ".join(cell) for cell in cells], columns)
            return
        if self._waiting and cells[0] and split_label(cells[0][0]).label:
            self.end()
        self.items.add_row([[*self._waiting, *cells[0]], *cells[1:]])
        self._waiting = []
        self._is_open = row.is_open
        self.last = next((cell[-1] for cell in reversed(cells) if cell), "")

    def _read_line(self, row: Row, paragraphs: Cell) -> None:
        words = " ".join(paragraphs)
        may_attach = self._is_open or not (self.has_tags or row.after_blank)
        if _FOOTNOTE.match(words):
            self.footnotes.append(words)
        elif self._waiting:
            self._waiting += paragraphs
        elif split_label(words).label:
            self._waiting, self._may_attach = list(paragraphs), may_attach
        else:
            self._place_line(paragraphs, may_attach)
        self.last = words

    def _place_line(self, paragraphs: Cell, may_attach: bool) -> None:
        if may_attach:
            self.items.add_line(paragraphs, same_paragraph=self._is_open)
        else:
            self.parsed.warn_not_placed(" ".join(paragraphs))
