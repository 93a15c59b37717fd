"""The data of a document's own pages: plain values from the catalogue; text put into paragraphs for reading.

Takes rows that the view has checked; asks the database nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.templatetags.words import filesize, on, pages
from meetings.holders import holder_of
from meetings.models import Decision, Document, DocumentFile, DocumentPage, Meeting
from meetings.pages import document_data
from meetings.published import item_address, meeting_address, public_title
from meetings.published_decisions import decision_address, decision_title
from meetings.published_documents import (
    DOCUMENT_FILE,
    DOCUMENT_PAGE,
    document_page_address,
    version_address,
    version_file_address,
)

Data = dict[str, Any]

SHORT_LINE = 0.7  # of the longest: a line that ends sooner ends its paragraph
STARTS = re.compile(r"^(?:[•●▪◦*–-]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[).]\s|\d{1,3}(?:\.\d{1,3})+\s)")


def document_page_data(document: Document, earlier: Sequence[DocumentFile]) -> Data:
    """A document with what it hangs on and the files it had before, the latest first."""
    above = document.parents()[0]
    return document_data(document) | {
        "above": _named(above),
        "trail": _trail(above),
        "page_address": document_page_address(document),
        "versions": [version_data(document, file) for file in earlier],
    }


def _named(above: Any) -> Data:
    """What a document hangs on, in words, with its page."""
    if holder := holder_of(above):
        return {"title": holder.title(above), "address": holder.address(above)}
    if isinstance(above, Meeting):
        return {"title": f"{above.body.name}, {on(above.held_on)}", "address": meeting_address(above)}
    if isinstance(above, Decision):
        return {"title": decision_title(above), "address": decision_address(above)}
    return {"title": public_title(above), "address": item_address(above)}


def _trail(above: Any) -> list[str]:
    """The way to what a document hangs on, as breadcrumbs: words and address by turns."""
    if holder := holder_of(above):
        return holder.trail(above)
    if isinstance(above, Decision):
        return [_("Decisions"), reverse("meetings:decision-list"), above.reference, decision_address(above)]
    meeting, meetings = above if isinstance(above, Meeting) else above.meeting, reverse("meetings:list")
    trail = [_("Meetings"), meetings, meeting.body.name, f"{meetings}?body={meeting.body.slug}"]
    trail += [on(meeting.held_on), meeting_address(meeting)]
    named = _named(above)
    has_own_page = above is not meeting and named["address"]  # a heading has none
    return [*trail, named["title"], named["address"]] if has_own_page else trail


def version_data(document: Document, file: DocumentFile) -> Data:
    """An earlier file: its facts in words and its addresses."""
    data = DOCUMENT_FILE.read(file)
    facts = [data["format"], filesize(data["size_bytes"]), pages(data["page_count"])]
    return data | {
        "facts": ", ".join(filter(None, facts)),
        "address": version_address(document, file),
        "file_address": version_file_address(document, file),
    }


def page_texts(rows: Iterable[DocumentPage]) -> list[Data]:
    """Each page's number and its text in paragraphs."""
    return [data | {"text": reflowed(data["text"])} for data in map(DOCUMENT_PAGE.read, rows)]


def reflowed(text: str) -> str:
    """Lines of a printed page as paragraphs divided by blank lines; text that has blank lines is left as it is.

    A paragraph ends at a line that is much shorter than the longest, or where the next one begins like an entry of a
    list. No word is changed.
    """
    if "\n\n" in text:
        return text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    found: list[list[str]] = []
    ended = True
    for line in lines:
        if ended or STARTS.match(line):
            found.append([line])
        else:
            found[-1].append(line)
        ended = len(line) < SHORT_LINE * longest
    return "\n\n".join(" ".join(paragraph) for paragraph in found)
