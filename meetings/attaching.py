"""Putting a paper that this system made onto an agenda: one step, as a draft that is published with the rest."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council import publication
from council.models import User
from council.publication import RefusedError
from meetings import actions
from meetings.choices import DocumentKind
from meetings.document_files import write_file
from meetings.models import AgendaItem, Document
from meetings.uploads import read_upload

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


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
    """A draft paper at the end of an item's papers; the one that is there already where nothing changed.

    Permission to write drafts of the item's body is asked inside. `file_name` ends in .pdf or .docx; the bytes are read
    like every file that is put here, before the transaction.
    """
    upload = read_upload(SimpleUploadedFile(file_name, data, CONTENT_TYPES[file_name.rpartition(".")[2]]))
    with transaction.atomic():
        locked = publication.lock(item)
        if locked.is_withdrawn or locked.is_heading:
            raise RefusedError(_("This item is no longer on an agenda. Choose another one."))
        papers = Document.objects.filter(item=locked, withdrawn_at=None)
        same = papers.filter(sha256=upload.columns["sha256"]).first()
        if same is not None:
            return same
        changes = upload.columns | {
            "item": locked,
            "title": title[:300],
            "kind": kind,
            "position": (papers.aggregate(last=Max("position"))["last"] or 0) + 1,
            "needs_a_look": False,  # it was made here, of words that are public
        }
        return actions.save(Document(), changes=changes, by=by, at=at, children=write_file(upload, by=by, at=at))
