"""What opening and withholding a record does to what hangs on it and to files that residents had before."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from council import publication
from council.choices import WITHHELD
from council.models import User
from council.models.published import PublishedRecord
from meetings.announcements import DESCRIBE
from meetings.lifecycle import public_dependants
from meetings.models import Document, DocumentFile


def closing_earlier_files(document: Document, children: Callable[[], None] | None) -> Callable[[], None]:
    """What also puts the files that residents had before out of their reach: for good, even if it is opened again."""

    def write() -> None:
        if children is not None:
            children()
        DocumentFile.objects.filter(document=document, was_public=True).update(was_public=False)

    return write


def opened_with(record: PublishedRecord) -> list[PublishedRecord]:
    """What is read in full once a withheld record is opened: what hangs on it directly and is not withheld itself."""
    below = [found for found in public_dependants(record) if getattr(found, "item_id", None) == record.pk]
    return [found for found in below if getattr(found, "restriction", "") not in WITHHELD]


def open_dependants(record: PublishedRecord, *, reason: str, by: User | None, at: datetime.datetime) -> None:
    """The register keeps the words that are read in full now."""
    for found in opened_with(record):
        below = publication.lock(found)
        publication.correct(below, DESCRIBE[type(below)], changes={}, reason=reason, by=by, at=at)
