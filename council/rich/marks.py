"""Minutes as a value: sanitised HTML with its words, or plain text alone; read from HTML or from plain marks.

Plain marks: an empty line parts paragraphs, "- " and "1. " begin list items, **bold**, *italic*, H~2~O, m^2^, simple
tables between bars, [words](https://…). Everything else is text: a label such as "(a)" or "1)" stays as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from council.rich.clean import cleaned
from council.rich.words import to_marks, to_text


@dataclass(frozen=True)
class Rich:
    """A text: its words, and where it has any markup also its sanitised HTML."""

    text: str = ""
    html: str = ""

    def __str__(self) -> str:
        """As it stands in a textarea."""
        return self.marks

    @property
    def marks(self) -> str:
        """In plain marks; a plain text as it was typed. Bold and italic go where they would not be read back."""
        if not self.html:
            return self.text
        marks = to_marks(self.html)
        is_safe = from_marks(marks).text.split() == self.text.split()
        return marks if is_safe else to_marks(self.html, has_emphasis=False)


def from_html(source: str) -> Rich:
    """What an editor or Word gives. Raises TooOddError where it cannot be read."""
    made = cleaned(source)
    text = to_text(made)
    return Rich(text) if _is_plain(made) else Rich(text, made)


def from_marks(typed: str) -> Rich:
    """What is typed with plain marks. Where reading them would change a word, the text is kept as it was typed."""
    made = cleaned(READER.render(_as_meant(typed)))
    text = to_text(made)
    if (_is_plain(made) and text.split() == typed.split()) or _letters(text) != _letters(typed):
        return Rich(typed)
    return Rich(text, made)


def _is_plain(made: str) -> bool:
    return not re.search(r"<(?!/?(?:p|br)>)", made)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _as_meant(typed: str) -> str:
    """Escapes what the reader would take for a mark and officers mean as text: underscores, "+ ", "1) "."""
    typed = typed.replace("\u00a0", " ").replace("_", r"\_")
    return re.sub(
        r"^(\s*)(?:(\d{1,9})\)|\+)(?=\s)", lambda m: m[1] + (rf"{m[2]}\)" if m[2] else r"\+"), typed, flags=re.M
    )


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 40})
    reader.enable(["list", "table", "emphasis", "newline", "escape", "link"])
    reader.validateLink = lambda address: bool(re.match(r"(?:https?://|mailto:)\S", address, re.I))  # type: ignore[assignment]
    for mark, tag in (("~", "sub"), ("^", "sup")):
        reader.inline.ruler.push(tag, _small(mark, tag))
    return reader


def _small(mark: str, tag: str) -> Any:
    """A rule for H~2~O and m^2^: no space inside, at most 40 characters."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != mark:
            return False
        found = re.compile(rf"\{mark}([^\s{re.escape(mark)}]{{1,40}})\{mark}").match(state.src, state.pos)
        if found is None or found.end() > state.posMax:
            return False
        if not silent:
            state.push(f"{tag}_open", tag, 1)
            state.push("text", "", 0).content = re.sub(r"\\([\\*~^])", r"\1", found[1])
            state.push(f"{tag}_close", tag, -1)
        state.pos = found.end()
        return True

    return rule


READER = _reader()
