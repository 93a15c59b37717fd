"""The lines of a pasted committee page: one paragraph each, the site's furniture told apart from the text.

Shared by the importers of this app. Knows what a file's size or a cut-short notice looks like, but no kind of
page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from council.importing import Parsed
from council.text import normalise_newlines, without_bullet

_FILE = re.compile(
    r"(?<!\S)(?:[A-Za-z]{2,12}\s{1,9}icon\s{1,9})?"
    r"(?P<format>PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|ODS|CSV|TXT|ZIP|HTML?|JPE?G|PNG)\s{1,9}"
    r"(?P<size>[0-9][0-9.,]{0,12}\s{0,9}(?:bytes|B|KB|MB|GB))$",
    re.IGNORECASE,
)
_OF_ITEM = re.compile(r",\s{0,9}item\s{1,9}[\w./-]{1,20}(?: [\w./-]{1,20})?$", re.IGNORECASE)
_CUT_SHORT = re.compile(
    r"(?:(?:\.\.\.|…)\s{0,9})?view the full (?P<what>agenda|decisions?|minutes) text"
    r"(?: for item\s{0,9}(?P<number>\S{1,20}?))?\.?$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?:view directions|share this (?:item|page)|print this page|back to top|skip to (?:main )?content|media"
    r"|webcast for\b.*|view the (?:background|declarations? of interest|decisions?) (?:to|for)\b.*"
    r"|issue details|issue history|related (?:meetings|decisions|issues)|home\s*[>|»].*)",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(r"view the reasons why .{0,60}\brestricted\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A paragraph as pasted (`text`, its bullet still there) and whether two empty lines stand before it."""

    text: str
    after_gap: bool = False

    @property
    def plain(self) -> str:
        """The paragraph without the mark of a bullet."""
        return without_bullet(self.text)


def lines_of(text: str) -> list[Line]:
    """The paragraphs of a pasted page. A line with only a non-breaking space is blank, but makes no gap."""
    found: list[Line] = []
    empty = 0
    for raw in normalise_newlines(text).split("\n"):
        words = _unmarked(raw)
        if words:
            found.append(Line(words, after_gap=empty >= 2 and bool(found)))
        empty = 0 if words or "\u00a0" in raw else empty + 1
    return found


def _unmarked(raw: str) -> str:
    words = re.sub(r"^\s*#{1,6}\s+", "", raw)
    return (words.replace("**", "") if words.count("**") % 2 == 0 else words).strip()


def text_of(lines: Iterable[Line]) -> str | None:
    """The paragraphs in their words, a blank line between two; None when there are none."""
    return "\n\n".join(plain for line in lines if (plain := line.plain)) or None


def take_file(words: str) -> tuple[str, dict[str, str | None] | None]:
    """Divide "Title pdf icon PDF 106 KB" into the title and the attached file, which may be None."""
    found = _FILE.search(words)
    if not found:
        return words, None
    rest = words[: found.start()].strip()
    return rest, {"title": rest or None, "format": found["format"], "size": found["size"], "url": None}


def document_line(line: Line, in_list: bool = False) -> dict[str, str | None] | None:
    """A line of the list of documents, or None when the line is no document.

    Below the heading of the list (`in_list`) a bullet is enough: a document may be listed without its file.
    """
    title, attached = take_file(line.plain)
    of_item = _OF_ITEM.search(title)
    if not attached and not of_item and not (in_list and line.plain != line.text):
        return None
    title = _OF_ITEM.sub("", title).strip()
    shown = attached or {"title": None, "format": None, "size": None, "url": None}
    return {**shown, "title": title or None}


def take_cut_short(lines: list[Line], parsed: Parsed) -> tuple[list[Line], dict[str, str]]:
    """Take "... view the full minutes text for item 68" off the lines; says what was cut, and its number."""
    kept: list[Line] = []
    cut: dict[str, str] = {}
    for line in lines:
        found = _CUT_SHORT.search(line.text)
        if found:
            what = found["what"].lower()
            cut["decision" if what == "decisions" else what] = found["number"] or ""
            parsed.leave_out(" ".join(found.group().split()))
            line = Line(line.text[: found.start()].rstrip(), line.after_gap)
        if line.text:
            kept.append(line)
    return kept, cut


def is_text(line: Line) -> bool:
    """Whether the line is running text: no document, no link to the whole text, no menu."""
    is_site = _SITE.fullmatch(line.plain) or _RESTRICTED.match(line.plain) or _CUT_SHORT.search(line.text)
    return not is_site and document_line(line) is None


def without_furniture(lines: Iterable[Line], parsed: Parsed, number: str | None = None) -> list[Line]:
    """The lines which are no link or menu of the site; what is left out is noted in `parsed`."""
    kept = []
    for line in lines:
        if _RESTRICTED.match(line.plain):
            parsed.warn("item_restricted", number or line.plain)
            parsed.leave_out(line.plain)
        elif _SITE.fullmatch(line.plain):
            parsed.leave_out(line.plain)
        elif line.plain:
            kept.append(line)
    return kept
