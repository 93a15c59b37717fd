"""What the calendar, the text and the earlier files of a document and an edition of the forward plan say, as data."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from council.access import found_or_404, public_or_gone
from council.choices import Restriction
from council.models import Council
from council.records import PublicResource
from council.representations import PublicField, fact
from council.schemas import DAY, FLAG, MOMENT, NAMED, NUMBER, TEXT, facts_of, listed, or_none, record, some_of
from meetings.calendar_page import calendar_page
from meetings.document_pages import page_texts, version_data
from meetings.models import Document, PlanEdition
from meetings.months import calendar_address
from meetings.pages import ON_LISTS
from meetings.published import MEETING
from meetings.published_documents import DOCUMENT_FILE, document_address, document_page_address
from meetings.published_plan import EDITION
from meetings.querysets import earlier_files, pages_of, with_public_bytes

Facts = dict[str, Any]
ADDRESS = fact("address", _("Path of its page"))


def _calendar(council: Council, on: datetime.date, *, params: Any) -> Facts:
    page = calendar_page(params, on)
    return page | {"address": calendar_address(page["month"], page["body"]["slug"] if page["body"] else "")}


A_MEETING = record(
    **some_of(MEETING, ON_LISTS)["properties"], published=TEXT, has_agenda=FLAG, is_upcoming=FLAG,
    moved_from=or_none(DAY), is_off=FLAG,
)  # fmt: skip
CALENDAR = PublicResource(
    name="calendar",
    title=_("Calendar of meetings"),
    route="meetings/calendar.json",
    parameters={},
    find=_calendar,
    asks=(
        PublicField("month", _("Month, like 2026-11")),
        PublicField("body", _("Short name of the body in addresses")),
    ),
    fields=(
        ADDRESS,
        PublicField("month", _("Month"), lambda page: page["month"].code, ()),
        fact("body", _("Body asked for"), or_none(NAMED)),
        PublicField("hints", _("What could not be used"),
                    lambda page: [str(words) for errors in page["form"].errors.values() for words in errors], (),
                    listed(TEXT)),
        fact("lines", _("Meetings of the month"), listed(A_MEETING)),
    ),
)  # fmt: skip


def _text(council: Council, on: datetime.date, *, reference: str) -> Facts:
    found = with_public_bytes(reference)
    if not found.has_text:
        raise Http404
    return _pages(found, None)


def _pages(found: Document, file: Any) -> Facts:
    """What is said of a file with its text, page by page."""
    return {
        "document": document_page_address(found),
        "file": document_address(found),
        "texts": page_texts(pages_of(found, file)),
    }


def _with_text(on: datetime.date) -> Any:
    """Papers of meetings and of open items whose text anybody may read."""
    is_open = Q(item__restriction=Restriction.OPEN) | Q(meeting__isnull=False)
    return Document.objects.published().filter(is_open, restriction=Restriction.OPEN, has_text=True).exclude(file="")


TEXTS = (
    fact("document", _("Path of the document’s page")),
    fact("file", _("Path of the file that stands")),
    fact("texts", _("Text of each page, as a machine read it"), listed(record(number=NUMBER, text=TEXT))),
)
DOCUMENT = _("Reference of the document")
DOCUMENT_TEXT = PublicResource(
    name="document-text",
    rows=_with_text,
    lookups={"reference": "reference"},
    title=_("text of a document"),
    route="documents/<str:reference>/text.json",
    parameters={"reference": DOCUMENT},
    find=_text,
    fields=TEXTS,
)


def _version(council: Council, on: datetime.date, *, reference: str, number: int) -> Facts:
    found = with_public_bytes(reference)
    file = found_or_404(earlier_files(found), number=number)
    return version_data(found, file) | _pages(found, file)


DOCUMENT_VERSION = PublicResource(
    name="document-version",
    title=_("earlier file of a document"),
    route="documents/<str:reference>/versions/<int:number>.json",
    parameters={"reference": DOCUMENT, "number": _("Number of the file, from 1")},
    find=_version,
    fields=(
        *facts_of(DOCUMENT_FILE),
        ADDRESS,
        fact("file_address", _("Path of this file")),
        *TEXTS,
    ),
)


def _edition(council: Council, on: datetime.date, *, reference: str) -> Any:
    return public_or_gone(PlanEdition.objects.select_related("body"), reference=reference)


PLAN_EDITION = PublicResource(
    name="plan-edition",
    rows=lambda on: PlanEdition.objects.published(),
    lookups={"reference": "reference"},
    title=_("edition of the forward plan"),
    route="forward-plan/editions/<str:reference>.json",
    parameters={"reference": _("Reference of the edition")},
    find=_edition,
    model=PlanEdition,
    fields=(*EDITION.fields, PublicField("published_at", _("Published"), None, (), MOMENT)),
)

RESOURCES = (CALENDAR, DOCUMENT_TEXT, DOCUMENT_VERSION, PLAN_EDITION)
