"""The rows of a response's table as items: which column means what, and rows that run over a page.

An item's outcome comes from its own outcome cell and from nowhere else. No cell's words are lost: what fits
no column is kept under its heading in `other_columns`.
"""

import re
from collections.abc import Sequence
from typing import Any

from council.importing import Parsed
from council.labels import bare, readings
from council.text import split_label
from recommendations.importers.heading import read_respondents
from recommendations.importers.outcomes import outcome_of_cell
from recommendations.importers.table import Cell, is_dash

_COLUMNS = (
    ("label", r"(?:(?:rec(?:ommendation)?\.?\s)?(?:no|number|ref|reference)\.?|rec\.?|#|item)"),
    ("action", r"(?:proposed |agreed )?actions?\b.*"),
    (
        "lead_officer",
        r"(?:lead|responsible|accountable)(?: officers?)?|(?:lead|responsible) .*officer.*|officers?|owner",
    ),
    (
        "due",
        r"(?:time ?scales?|timetable|deadline|due(?: date)?|by(?: when)?|target date|completion date|when).*",
    ),
    ("cost", r"(?:cost|resource|financial implication|budget).*"),
    ("department", r"(?:department|directorate)"),
    ("respondents", r"(?:cabinet member|lead member|portfolio holder|executive member).*"),
    ("recommendation", r"(?!that )(?:\S+ ){0,3}recommendations?(?: (?:made|of|from|by|and)\b.*| \(.*\))?"),
    ("outcome", r".*\b(?:agree[d]?|accept(?:ed)?|reject(?:ed)?|decision|outcome)\b.*"),
    ("comment", r"(?:\S+ ){0,6}(?:comments?|responses?|reasons?|rationale|narrative)\b.{0,60}"),
)
_ACTION_COLUMNS = ("action", "lead_officer", "due", "cost")
_LABELLED_DUE = re.compile(r"(?:time ?scale|timetable|by|due)\s*:\s*(?P<due>.+)", re.IGNORECASE)
_STRAY = re.compile(r"[.,;:!?)\]](?![.…])")
_SENTENCE = re.compile(r"(?<!no)(?<!ref)(?<!rec)\.$", re.IGNORECASE)
_CLOSING_MARKS = ".!?:;…\"'”’)]"

Item = dict[str, Any]


def columns_of(cells: Sequence[Cell]) -> list[str] | None:
    """What each cell of a heading row heads ("" where it is not known); None when the row is no heading."""
    headings = [" ".join(cell) for cell in cells]
    if (cells[0] and split_label(cells[0][0]).label) or any(_SENTENCE.search(words) for words in headings):
        return None
    found = [_column(words) for words in headings]
    known = {name for name in found if name}
    return found if len(known) >= 2 and known & {"recommendation", "label"} and known & {"outcome", "comment"} else None


def _column(heading: str) -> str:
    words = " ".join(heading.casefold().split()).strip(" :?*.")
    if not words or len(words) > 120:
        return ""
    return next((name for name, pattern in _COLUMNS if re.fullmatch(pattern, words)), "")


class Items:
    """Collects the items of the tables of one response, row by row."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.headings: list[str] = []
        self.columns: list[str] = []
        self._found: list[Item] = []
        self._actions: list[dict[str, Cell]] = []

    def begin_table(self, headings: Sequence[str], columns: Sequence[str]) -> None:
        """The rows which follow stand under these headings."""
        self.headings, self.columns = list(headings), list(columns)
        for heading, column in zip(headings, columns, strict=True):
            if heading and not column:
                self.parsed.warn("column_not_recognised", heading)

    def comes_next(self, words: str) -> bool:
        """Whether `words` begin with the label that follows the last item's (or with a first label)."""
        marks = readings(words)
        if not self._found:
            return any(mark.is_first for mark in marks)
        above = readings(f"{self._found[-1]['label'] or ''} ")
        return any(mark.style == last.style and mark.value in last.followers() for mark in marks for last in above)

    def add_row(self, cells: Sequence[Cell]) -> None:
        """Add a row: a new item, or the rest of the one above when its first cells are empty."""
        row = self._by_column(cells)
        words, outcome, qualifiers, more = outcome_of_cell(row["outcome"])
        row["comment"] = [*more, *row["comment"]]
        label, text = _label_and_text(row)
        answer = {"outcome": outcome, "outcome_words": words, "qualifiers": qualifiers}
        if self._found and self._goes_on(words, label, text):
            self._go_on(row, answer, text)
        elif label or text:
            self._begin(row, answer, label, text)
        else:
            self.parsed.warn_not_placed(" ".join(paragraph for cell in cells for paragraph in cell))

    def add_line(self, paragraphs: Cell, same_paragraph: bool) -> None:
        """Add lines that follow a row without cells of their own to the last cell of that row."""
        column = self.columns[-1]
        if not self._found or column not in ("comment", *_ACTION_COLUMNS):
            self.parsed.warn_not_placed(" ".join(paragraphs))
            return
        cells = self._found[-1]["comment_paragraphs"]
        if column in _ACTION_COLUMNS:
            cells = self._actions[-1].setdefault(column, [])
        if same_paragraph:
            _join(cells, paragraphs)
        else:
            cells += paragraphs

    def finish(self) -> list[Item]:
        """The items, each with its actions."""
        for item, columns in zip(self._found, self._actions, strict=True):
            self._settle_actions(item, columns)
        return self._found

    def _by_column(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        row: dict[str, Cell] = {"label": [], "recommendation": [], "outcome": [], "comment": []}
        last = len(self.columns) - 1
        for place, cell in enumerate(cells):
            name = self.columns[min(place, last)] or self.headings[min(place, last)]
            row.setdefault(name, []).extend(cell)
        if any(cells[last + 1 :]):
            self.parsed.warn("row_has_more_cells", " ".join(row["recommendation"])[:60])
        return row

    def _goes_on(self, words: str | None, label: str | None, text: str) -> bool:
        above = self._found[-1]
        if words:
            return not label and not text and not above["outcome_words"] and not above["comment_paragraphs"]
        return not label and (not text or above["label"] is not None)

    def _begin(self, row: dict[str, Cell], answer: Item, label: str | None, text: str) -> None:
        place = bare(label) or str(len(self._found) + 1)
        item = {
            "label": label,
            "recommendation_text": text or None,
            **answer,
            "comment_paragraphs": row["comment"],
            "actions": [],
            "other_columns": {name: " ".join(row[name]) for name in self._others(row)},
        }
        if covers := _covered(label):
            item["covers"] = covers
            self.parsed.warn("range_answered_together", bare(label))
        if row.get("department"):
            item["department"] = " ".join(row["department"])
        if row.get("respondents"):
            item["respondents"] = [one for words in row["respondents"] for one in read_respondents(words)]
        self._found.append(item)
        self._actions.append({name: row[name] for name in _ACTION_COLUMNS if row.get(name)})
        if not label:
            self.parsed.warn("label_missing", place)
        self._warn_of_comment(item, place)

    def _go_on(self, row: dict[str, Cell], answer: Item, text: str) -> None:
        item, actions = self._found[-1], self._actions[-1]
        place = bare(item["label"]) or str(len(self._found))
        had_comment = bool(item["comment_paragraphs"])
        self.parsed.warn("row_joined", place)
        if answer["outcome_words"]:
            item.update(answer)
        if text:
            told = item["recommendation_text"].split("\n\n") if item["recommendation_text"] else []
            item["recommendation_text"] = "\n\n".join(_join(told, text.split("\n\n")))
        _join(item["comment_paragraphs"], row["comment"])
        for name in _ACTION_COLUMNS:
            if row.get(name):
                _join(actions.setdefault(name, []), row[name])
        for name in self._others(row):
            item["other_columns"][name] = " ".join([item["other_columns"].get(name, ""), *row[name]]).strip()
        if not had_comment:
            self._warn_of_comment(item, place)

    def _warn_of_comment(self, item: Item, place: str) -> None:
        if item["comment_paragraphs"] and _STRAY.match(item["comment_paragraphs"][0]):
            self.parsed.warn("comment_stray_punctuation", place)

    def _others(self, row: dict[str, Cell]) -> list[str]:
        return [name for name in row if name in self.headings and row[name] and name not in self.columns]

    def _settle_actions(self, item: Item, columns: dict[str, Cell]) -> None:
        if item["outcome_words"] and not item["outcome"]:
            self.parsed.warn("outcome_not_recognised", item["outcome_words"])
        elif not item["outcome_words"]:
            self.parsed.warn("outcome_missing", bare(item["label"]) or str(self._found.index(item) + 1))
        shown = {name: [words for words in cell if not is_dash(words)] for name, cell in columns.items()}
        accepted = item["outcome"] in ("accepted", "accepted_in_part")
        text = shown.pop("action", [])
        if accepted and (text or shown.get("lead_officer")):
            due = [found["due"] for words in text if (found := _LABELLED_DUE.fullmatch(words))]
            text = [words for words in text if not _LABELLED_DUE.fullmatch(words)]
            action = {name: " ".join(shown.get(name, [])) or None for name in ("lead_officer", "due", "cost")}
            action["due"] = action["due"] or " ".join(due) or None
            item["actions"] = [{"description": "\n\n".join(text) or None, **action}]
            return
        item["comment_paragraphs"] += text
        for name, cell in shown.items():
            if cell:
                heading = self.headings[self.columns.index(name)] if name in self.columns else name
                item["other_columns"][heading] = " ".join(cell)


def _label_and_text(row: dict[str, Cell]) -> tuple[str | None, str]:
    own = " ".join(row["label"])
    if own:
        return own, "\n\n".join(row["recommendation"])
    divided = split_label("\n".join(row["recommendation"]))
    return divided.label or None, "\n\n".join(divided.text.split("\n")) if divided.text else ""


def _covered(label: str | None) -> list[str]:
    found = re.search(r"([0-9]{1,3})\s*(to|and|&|[–-])\s*R?([0-9]{1,3})", label or "", re.IGNORECASE)
    if not found or not 0 < int(found[3]) - int(found[1]) <= 50:
        return []
    if found[2].lower() in ("and", "&"):
        return [found[1], found[3]]
    return [str(number) for number in range(int(found[1]), int(found[3]) + 1)]


def _join(before: Cell, more: Cell) -> Cell:
    """Add paragraphs to `before`; the first is joined to the last one where that broke off."""
    if before and more and (before[-1][-1] not in _CLOSING_MARKS or more[0][0].islower()):
        before[-1] = f"{before[-1]} {more[0]}"
        more = more[1:]
    before += more
    return before
