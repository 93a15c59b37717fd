"""The report of special urgency on the agenda of the meeting it is reported to: a paper of an item, as a draft."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from council.models import User
from council.publication import RefusedError
from council.statute.periods import MunicipalYear
from meetings.attaching import attach_paper
from meetings.models import AgendaItem, Document
from meetings.papers_plan import urgency_report_pdf
from meetings.plan_pages import urgency_report


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
    title = _("Decisions of special urgency, %(period)s") % {"period": period.name}
    return attach_paper(item, title=title, data=data, file_name=paper_name(period), by=by, at=at)
