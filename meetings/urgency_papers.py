"""The report of special urgency on the agenda of the meeting it is reported to: a paper of an item, as a draft."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council import publication
from council.models import User
from council.publication import RefusedError
from council.statute.periods import MunicipalYear
from meetings import actions
from meetings.choices import DocumentKind
from meetings.document_files import write_file
from meetings.models import AgendaItem, Document
from meetings.papers_plan import urgency_report_pdf
from meetings.plan_pages import urgency_report
from meetings.uploads import read_upload


def paper_name(period: MunicipalYear) -> str:
    """The name under which the report is saved."""
    return f"special-urgency-{period.name.replace('/', '-').replace(' ', '-')}.pdf"


def list_on_item(item: AgendaItem, period: MunicipalYear, *, by: User | None, at: datetime.datetime) -> Document:
    """The report of a period as a draft paper of an item; the one that is there already where nothing changed.

    The PDF is made before the transaction, and read like every file that is put here. Raises pdf.CannotRenderError.
    """
    data = urgency_report_pdf(urgency_report(period.first_on, period.last_on, period.name))
    if data is None:
        raise RefusedError(_("This installation makes no PDFs, so the report cannot be put on an agenda."))
    upload = read_upload(SimpleUploadedFile(paper_name(period), data, "application/pdf"))
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
            "title": _("Decisions of special urgency, %(period)s") % {"period": period.name},
            "kind": DocumentKind.REPORT,
            "position": (papers.aggregate(last=Max("position"))["last"] or 0) + 1,
            "needs_a_look": False,  # it was made here, of words that are public
        }
        return actions.save(Document(), changes=changes, by=by, at=at, children=write_file(upload, by=by, at=at))
