"""The papers made of the forward plan: an edition, and the report of special urgency; from the pages' own fragments."""

from __future__ import annotations

import datetime
from typing import Any

from council import pdf
from council.context import SHOWN
from council.models import Council
from meetings.models import PlanEdition
from meetings.plan_pages import edition_page


def edition_pdf(edition: PlanEdition, at: datetime.datetime) -> bytes | None:
    """The edition as PDF/UA-1 bytes. Raises pdf.CannotRenderError saying why."""
    return pdf.render("meetings/plan_print.html", edition_page(edition, at) | _council())


def urgency_report_pdf(report: dict[str, Any]) -> bytes | None:
    """The report of decisions of special urgency as PDF/UA-1 bytes. Raises pdf.CannotRenderError saying why."""
    return pdf.render("meetings/plan_urgency_print.html", report | _council())


def _council() -> dict[str, Any]:
    """What the papers know of the council: the same as every page."""
    council = Council.current()
    return {"council": {name: getattr(council, name) for name in SHOWN}}
