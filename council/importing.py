"""What every importer of pasted or saved pages shares: reading a file, UK dates, the result, which parser.

Base layer: knows no kind of page and imports neither app. Importers keep the words of the document: what is
not shown stays None, and nothing is corrected or completed.
"""

import datetime
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from council.text import normalise_newlines

LARGEST_FILE = 5_000_000  # bytes; a whole year of one body's pages is far smaller

_LONGEST_QUOTE = 1_000  # characters

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "September" else "Sept?(?:ember)?" for name in _MONTHS)
DATE = (
    r"(?:(?<![\w/.-])[0-9]{1,2}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{4}(?![\w/-])"
    r"|(?<![\w/.-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w/-])"
    rf"|(?<![\w/.-])[0-9]{{1,2}}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?,?\s+[0-9]{{4}}(?!\w))"
)
_DATE = re.compile(DATE, re.IGNORECASE)
_NOT_TEXT = {
    b"%PDF": "it is a PDF file. Open it, copy the text and paste it",
    b"PK\x03\x04": "it is a Word, Excel or zip file. Open it, copy the text and paste it",
    b"\xd0\xcf\x11\xe0": "it is an old Word or Excel file. Open it, copy the text and paste it",
    b"\xff\xfe": "it is saved as UTF-16. Save it again as UTF-8",
    b"\xfe\xff": "it is saved as UTF-16. Save it again as UTF-8",
}
_ENDS_UNFINISHED = re.compile(
    r"[,–-]$|\s(?:a|an|and|at|by|for|from|in|into|of|on|or|our|that|the|their|to|with|which)$"
)


class ImportProblem(Exception):
    """A file that cannot be imported; its text names the file and says why in plain words."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass
class Parsed:
    """What a parser read: `data` in the words of the page, what an officer must look at, what was left out.

    A warning is "code: detail". `furniture` holds page numbers, running feet and links of the site.
    """

    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    _seen: set[tuple[str, str]] = field(default_factory=set, init=False, repr=False, compare=False)

    def warn(self, code: str, detail: str = "") -> None:
        """Add a warning once."""
        if self._is_new("warning", warning := f"{code}: {detail}" if detail else code):
            self.warnings.append(warning)

    def warn_not_placed(self, words: str) -> None:
        """Warn that `words` stand on the page but in no field."""
        self.warn("line_not_placed", words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…")

    def leave_out(self, words: str) -> None:
        """Note once that `words` are furniture of the page and no data."""
        if words and self._is_new("furniture", words):
            self.furniture.append(words)

    def _is_new(self, what: str, words: str) -> bool:
        known = len(self._seen)
        self._seen.add((what, words))
        return len(self._seen) > known

    def as_dict(self) -> dict[str, Any]:
        """The dry run's answer."""
        return {
            "kind": self.kind,
            **self.data,
            "furniture_removed": list(self.furniture),
            "warnings": list(self.warnings),
        }


class Parser(Protocol):
    """A module that reads one kind of page."""

    def recognises(self, text: str) -> bool:
        """Whether `text` is a page of this kind."""
        ...

    def parse(self, text: str, name: str) -> Parsed:
        """Read the page; raises ImportProblem when nothing of its kind is in `text`."""
        ...


def choose(text: str, name: str, parsers: Iterable[Parser]) -> Parser:
    """The first of `parsers` that recognises `text`. Raises ImportProblem when none does."""
    for parser in parsers:
        if parser.recognises(text):
            return parser
    raise ImportProblem(name, "this is not a kind of page that can be imported. Copy the whole page, with its heading")


def read_text(path: str | Path) -> str:
    """The text of a file: UTF-8 (with or without a byte order mark), else Windows-1252; line feeds only.

    Raises ImportProblem for a file that is missing, no file, too large, empty or not text.
    """
    path, name = Path(path), str(path)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise ImportProblem(name, "it is a folder, not a file")
        if not stat.S_ISREG(kind):
            raise ImportProblem(name, "it is not an ordinary file")
        with path.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ImportProblem(name, "there is no such file") from None
    except PermissionError:
        raise ImportProblem(name, "it may not be read by this program") from None
    except (OSError, ValueError) as error:
        raise ImportProblem(name, f"it could not be read ({getattr(error, 'strerror', None) or error})") from None
    return decode(content, name)


def decode(content: bytes, name: str) -> str:
    """The text of an uploaded file's bytes, by the rules of `read_text`."""
    if len(content) > LARGEST_FILE:
        raise ImportProblem(name, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    for beginning, reason in _NOT_TEXT.items():
        if content.startswith(beginning):
            raise ImportProblem(name, reason)
    if b"\x00" in content:
        raise ImportProblem(name, "it is not text (it holds null bytes)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise ImportProblem(name, "it is not text in UTF-8 or Windows-1252") from None
    if not text.strip():
        raise ImportProblem(name, "it is empty")
    return normalise_newlines(text)


def date_in(text: str) -> str | None:
    """The first date in `text` as YYYY-MM-DD, read the UK way (day first); None when there is none.

    Reads "02/08/2021", "2 August 2021", "Monday, 2nd August, 2021", "2 Aug 2021" and "2021-08-02". A date
    which does not exist, or a year of two figures, is no date.
    """
    for match in _DATE.finditer(text):
        figures = re.findall(r"[0-9]+", match.group())
        month_name = re.search(rf"(?:{_MONTH})", match.group(), re.IGNORECASE)
        if month_name:
            begun = [name[:3].lower() for name in _MONTHS]
            day, month, year = figures[0], begun.index(month_name.group()[:3].lower()) + 1, figures[1]
        elif len(figures[0]) == 4:
            year, month, day = figures[0], int(figures[1]), figures[2]
        else:
            day, month, year = figures[0], int(figures[1]), figures[2]
        try:
            return datetime.date(int(year), month, int(day)).isoformat()
        except ValueError:
            continue
    return None


def stops_in_mid_sentence(paragraph: str) -> bool:
    """Whether a paragraph breaks off: no closing mark, and long or ending with a comma or a small word."""
    paragraph = paragraph.rstrip()
    if not paragraph or re.search(r"[.!?:;…\"'”’)\]]$", paragraph):
        return False
    return len(paragraph.split()) >= 8 or bool(_ENDS_UNFINISHED.search(paragraph))
