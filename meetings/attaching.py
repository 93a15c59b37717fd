"""Putting a paper that this system made onto an agenda: one step, as a draft that is published with the rest."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max

from council import publication
from council.models import User
from meetings import actions
from meetings.choices import DocumentKind
from meetings.document_files import write_file
from meetings.models import AgendaItem, Document
from meetings.uploads import read_upload

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@transaction.atomic
def attach_paper(
    item: AgendaItem,
    *,
    title: str,
    data: bytes,
    file_name: str,
    by: User | None,
    at: datetime.datetime,
    kind: str = DocumentKind.REPORT,
) -> Document:
    """A draft paper at the end of an item's papers; its bytes are looked at as those of any upload.

    Permission to write drafts of the item's body is asked inside. `file_name` ends in .pdf or .docx.
    """
    locked = publication.lock(item)
    upload = read_upload(SimpleUploadedFile(file_name, data, CONTENT_TYPES[file_name.rpartition(".")[2]]))
    last = locked.documents.aggregate(last=Max("position"))["last"] or 0
    changes = {"item": locked, "position": last + 1, "title": title[:300], "kind": kind, **upload.columns}
    return actions.save(Document(), changes=changes, by=by, at=at, children=write_file(upload, by=by, at=at))
