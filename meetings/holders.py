"""What documents may hang on in another app: how each kind of such a record is asked. That app fills the table.

Meetings knows no recommendations: here stands what it must be told of a record to keep documents below it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from council.models import User
from council.models.published import PublishedRecord
from council.publication import Announcement
from council.roles import NotAllowedError, Permission, require
from meetings.models import Document


@dataclass(frozen=True)
class Holder:
    """One kind of record that documents hang on.

    `related` is what is read with a document so that all of this can be asked: its paths from `Document`. `announce`
    gets the document, its snapshot and the sentence. `page` is the officers' page, `address` the public one, `trail`
    the public way there, words and address by turns.
    `dated` gives its day and the key of its body, under which the search finds its documents.
    """

    related: tuple[str, ...]
    may_see: Callable[[User, Document], bool]
    may_draft: Callable[[User, Document], bool]
    may_publish: Callable[[User, Document], bool]
    announce: Callable[[Document, dict[str, Any], str], Announcement]
    named: Callable[[Any], str]
    page: Callable[[Any], str]
    title: Callable[[Any], str]
    address: Callable[[Any], str]
    trail: Callable[[Any], list[str]]
    section: Callable[[], tuple[str, str]]
    dated: Callable[[Any], tuple[datetime.date | None, int]]


HOLDERS: dict[type[PublishedRecord], Holder] = {}


def holder_of(record: Any) -> Holder | None:
    """How to ask what a document hangs on, or the record itself, where that is of another app."""
    if isinstance(record, Document):
        above = record.parents()
        return HOLDERS.get(type(above[0])) if above else None
    return HOLDERS.get(type(record))


def related_to_holders() -> list[str]:
    """What is read with documents so that every holder can be asked."""
    return [path for holder in HOLDERS.values() for path in holder.related]


def require_for(by: User | None, permission: Permission, record: PublishedRecord, body: Any) -> None:
    """Raise NotAllowedError unless allowed: for `body`, or where it hangs on a record of another app, as that says."""
    holder = holder_of(record) if isinstance(record, Document) else None
    if holder is None:
        require(by, permission, body)
        return
    allowed = holder.may_publish if permission == Permission.PUBLISH_MEETING else holder.may_draft
    if by is not None and not allowed(by, record):  # type: ignore[arg-type]
        raise NotAllowedError(permission)
