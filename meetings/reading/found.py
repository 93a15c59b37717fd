"""What a reader collects from one file, with bounds on how much of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_FINDINGS = 200
MOST_WORDS = 300  # characters of one finding
MOST_TEXT = 8_000_000  # characters of a whole file
MOST_PAGES = 5_000


class RefusedFileError(Exception):
    """A file that must not be kept; the argument is the code of the reason."""


@dataclass
class Found:
    """The answer of the child: how reading went, the pages' text, and findings as (kind, where, words)."""

    reading: str = "read"
    page_count: int | None = None
    pages: list[str] = field(default_factory=list)
    findings: list[tuple[str, str, str]] = field(default_factory=list)
    size: int = 0

    def page(self, text: str) -> None:
        """Keep the text of the next page, without characters that no database stores."""
        if len(self.pages) >= MOST_PAGES or self.size + len(text) > MOST_TEXT:
            if not self.has("unread"):
                self.find("unread", "", f"page {len(self.pages) + 1}")
            return
        self.pages.append(clean(text))
        self.size += len(text)

    def find(self, kind: str, where: str, words: str) -> None:
        """Note something that is not seen when the file is read on a screen."""
        if len(self.findings) < MOST_FINDINGS:
            short = " ".join(clean(words).split())
            self.findings.append((kind, where, short if len(short) <= MOST_WORDS else short[:MOST_WORDS] + " …"))

    def has(self, kind: str) -> bool:
        """Whether something of this kind was found."""
        return any(found == kind for found, _, _ in self.findings)

    def shows(self, words: str) -> bool:
        """Whether these words stand in the text that everybody sees."""
        folded = " ".join(words.split()).casefold()
        return any(folded in " ".join(text.split()).casefold() for text in self.pages[:20])

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "reading": self.reading,
            "page_count": self.page_count,
            "pages": self.pages,
            "findings": [list(finding) for finding in self.findings],
        }


def clean(text: str) -> str:
    """The text with lines divided by a line feed and without control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "-").replace("\ufffe", "-")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(letter for letter in text if letter in "\n\t" or (letter >= " " and letter != "\x7f"))
