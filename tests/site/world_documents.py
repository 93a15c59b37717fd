"""Documents that hang on a whole meeting, in each state, full of canaries."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from council.models import Body
from meetings import actions
from meetings.models import Document, Meeting
from tests import factories
from tests.factories import AT
from tests.site.world import CANARY, OPEN, SAFE_WHEN_EXEMPT, Case, canaries

DAY = datetime.date(2026, 10, 20)
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A paper"}


def make_meeting_paper(meeting: Meeting, state: str, *, public: bool = False, **fields: Any) -> Document:
    """A paper of a whole meeting with a file; its words, its name and its bytes are canaries."""
    leave = SAFE_WHEN_EXEMPT if state == "exempt" else OPEN
    words = canaries(Document, f"meeting{state}", leave) | {"format": "TXT", "kind": "front_sheet"} | fields
    paper = factories.make_document(None, meeting=meeting, **words)
    paper.file.save(f"{CANARY}meetingfile{state}.txt", ContentFile(f"{CANARY}bytes{state}".encode()), save=True)
    return actions.publish(paper, by=None, at=AT) if public else paper


def make_document_cases(body: Body) -> Iterator[Case]:
    """Papers of a public meeting, and of one that was withdrawn."""
    meeting = factories.make_meeting(body, DAY, public=True)
    plain = {"title": "Front sheet", "size_text": "", "file_name": ""}
    paper = factories.make_document(None, meeting=meeting, **plain, kind="front_sheet", format="TXT")
    paper.file.save("open.txt", ContentFile(b"An open paper"), save=True)
    yield Case("document", "published", actions.publish(paper, by=None, at=AT))
    yield Case("document", "draft", make_meeting_paper(meeting, "draft"))
    yield Case("document", "exempt", make_meeting_paper(meeting, "exempt", public=True, **EXEMPT))
    gone = make_meeting_paper(meeting, "withdrawn", public=True)
    yield Case("document", "withdrawn", actions.withdraw(gone, reason="By mistake", by=None, at=AT))
    cancelled = factories.make_meeting(body, DAY + datetime.timedelta(1), public=True)
    below = make_meeting_paper(cancelled, "withdrawn", public=True)
    actions.withdraw(cancelled, reason="By mistake", by=None, at=AT)
    yield Case("document", "withdrawn", below)
