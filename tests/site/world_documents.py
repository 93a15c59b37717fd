"""Documents that hang on a whole meeting, and documents with read text and earlier files, full of canaries."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from council.files import digest_of
from council.models import Body
from meetings import actions
from meetings.document_files import write_file
from meetings.models import Document, Meeting
from meetings.read_file import Reading
from meetings.uploads import Upload
from tests import factories
from tests.factories import AT
from tests.site.world import CANARY, OPEN, SAFE_WHEN_EXEMPT, Case, canaries

DAY = datetime.date(2026, 10, 20)
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A paper"}


def read_file(words: str, *, findings: bool = True) -> Upload:
    """A text file whose bytes, text and findings hold these words, as if it had been uploaded and read."""
    data = f"{words}bytes".encode()
    found = [{"kind": "comments", "where": f"{CANARY}where", "words": f"{CANARY}finding{words}"}] if findings else []
    reading = Reading("read", 1, [f"{words}text"], found)
    columns = {
        "file": ContentFile(data, name=f"{CANARY}name.txt"), "file_name": f"{CANARY}name.txt", "format": "TXT",
        "size_bytes": len(data), "size_text": "", "sha256": digest_of(data), "page_count": 1, "reading": "read",
        "has_text": True, "needs_a_look": False,
    }  # fmt: skip
    return Upload(columns, reading)


def put_file(paper: Document, upload: Upload, **changes: Any) -> Document:
    """Give a document this file, looked at by an officer; a published one is corrected."""
    reason = "Another file" if paper.is_published else ""
    write = write_file(upload, by=None, at=AT, acknowledged=True, reason=reason)
    return actions.save(paper, changes=upload.columns | changes, reason=reason, by=None, at=AT, children=write)


def make_meeting_paper(meeting: Meeting, state: str, *, public: bool = False, **fields: Any) -> Document:
    """A paper of a whole meeting; its words, its file, the file's text and findings are canaries."""
    leave = SAFE_WHEN_EXEMPT if state == "exempt" else OPEN
    words = canaries(Document, f"meeting{state}", leave) | {"format": "TXT", "kind": "front_sheet"} | fields
    paper = factories.make_document(None, meeting=meeting, **words)
    paper = put_file(paper, read_file(f"{CANARY}file{state}"))
    return actions.publish(paper, by=None, at=AT) if public else paper


def make_document_cases(body: Body) -> Iterator[Case]:
    """Papers of a public meeting, and of one that was withdrawn."""
    meeting = factories.make_meeting(body, DAY, public=True)
    plain: dict[str, Any] = {"title": "Front sheet", "kind": "front_sheet", "file_name": ""}
    paper = put_file(factories.make_document(None, meeting=meeting, **plain), read_file("First "))
    paper = actions.publish(paper, by=None, at=AT)
    yield Case("document", "published", put_file(paper, read_file("Second ")))
    yield Case("document", "draft", make_meeting_paper(meeting, "draft"))
    exempt = make_meeting_paper(meeting, "exempt", public=True, **EXEMPT)
    yield Case("document", "exempt", put_file(exempt, read_file(f"{CANARY}secondexempt")))
    later = make_meeting_paper(meeting, "madeexempt", public=True)
    later = put_file(later, read_file(f"{CANARY}secondmadeexempt"))
    yield Case("document", "exempt", actions.save(later, changes=EXEMPT, reason="Prices", by=None, at=AT))
    yield from make_withdrawn(body, meeting)


def make_withdrawn(body: Body, meeting: Meeting) -> Iterator[Case]:
    """A paper with an earlier file that was withdrawn, and one whose meeting was."""
    gone = put_file(make_meeting_paper(meeting, "withdrawn", public=True), read_file(f"{CANARY}secondwithdrawn"))
    yield Case("document", "withdrawn", actions.withdraw(gone, reason="By mistake", by=None, at=AT))
    cancelled = factories.make_meeting(body, DAY + datetime.timedelta(1), public=True)
    below = make_meeting_paper(cancelled, "withdrawn", public=True)
    actions.withdraw(cancelled, reason="By mistake", by=None, at=AT)
    yield Case("document", "withdrawn", below)
