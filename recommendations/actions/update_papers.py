"""The file that shows what an update says: kept with it as a draft, made public when the update is accepted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from council.models import User
from council.publication import RefusedError
from meetings import actions as documents
from meetings.choices import DocumentKind
from meetings.document_files import write_file
from meetings.models import Document
from meetings.uploads import Upload
from recommendations.models import ProgressUpdate


@dataclass(frozen=True)
class EvidenceFile:
    """A chosen file, and what it is called."""

    upload: Upload
    title: str


def keep_paper(update: ProgressUpdate, paper: EvidenceFile | None, *, by: User | None, at: datetime.datetime) -> None:
    """A draft document below the update. The same file sent twice is one."""
    if paper is None:
        return
    columns = paper.upload.columns
    standing = update.documents.filter(withdrawn_at=None)
    if standing.filter(sha256=columns["sha256"]).exists():
        return
    last = update.documents.aggregate(last=Max("position"))["last"] or 0
    title = paper.title.strip() or str(columns["file_name"]).rpartition(".")[0] or _("Evidence")
    changes = {"update": update, "title": title, "kind": DocumentKind.BACKGROUND, "position": last + 1, **columns}
    documents.save(Document(), changes=changes, by=by, at=at, children=write_file(paper.upload, by=by, at=at))


def publish_papers(update: ProgressUpdate, *, by: User | None, at: datetime.datetime) -> None:
    """Its drafts become public with it; one that is not ready stops both, with what is to be done."""
    for paper in update.documents.filter(published_at=None).order_by("position", "pk"):
        try:
            documents.publish(paper, by=by, at=at)
        except RefusedError as refused:
            words = _("The document “%(title)s” of this update: %(why)s")
            raise RefusedError(words % {"title": paper.title, "why": str(refused)}) from refused
