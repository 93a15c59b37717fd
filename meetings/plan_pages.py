"""The data of the forward plan's pages: plain values from the catalogue, put together for one page each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import Body
from council.publication import local_date
from council.representations import Catalogue
from council.statute.notices import RULES
from council.statute.notices import NoticeKind as Kind
from council.statute.wording import MONTHS
from meetings.deadlines import Rules, covers_key, how_early, needs
from meetings.lifecycle_plan import status_now
from meetings.models import Notice, PlanEdition, PlanEntry
from meetings.pages import last_changed, some
from meetings.published_decisions import DECISION
from meetings.published_plan import NOTICE, PLAN_ENTRY, REPRESENTATION, edition_address
from meetings.querysets_plan import forthcoming, with_notices

Data = dict[str, Any]
NEW_DAYS = 14
IN_LINES = (
    "reference", "title", "maker", "body", "due", "due_kind", "due_on", "is_key", "key_ground_words", "restriction",
    "restriction_words", "exempt_paragraphs", "exempt_reason", "status", "lead_member", "contact", "address",
)  # fmt: skip
IN_EDITIONS = (
    *IN_LINES, "matter", "members", "key_reason", "documents", "documents_where", "documents_procedure",
    "consultation", "lead_director", "department", "wards",
)  # fmt: skip


def first_published(entry: PlanEntry) -> datetime.date | None:
    """The day an entry was first on the plan."""
    return local_date(entry.published_at) if entry.published_at else None


def is_new(entry: PlanEntry, on: datetime.date) -> bool:
    """Whether it came onto the plan in the last two weeks."""
    first = first_published(entry)
    return first is not None and (on - first).days <= NEW_DAYS


def notice_line(notice: Notice) -> Data:
    """A notice in a list: its kind and its day."""
    return some(NOTICE, notice, ("kind", "kind_words", "given_on", "address"))


def line(entry: Any, on: datetime.date, names: Iterable[str] = IN_LINES, catalogue: Catalogue = PLAN_ENTRY) -> Data:
    """An entry in a list. Needs `public_notices`."""
    status = status_now(entry, entry.public_notices)
    first = first_published(entry)
    return some(catalogue, entry, names) | {
        "status": status.value,
        "status_words": str(status.label),
        "first_published_on": first.isoformat() if first else "",
        "is_new": is_new(entry, on),
        "is_past": bool(entry.due_on and (entry.due_to or entry.due_on) < on and entry.due_kind in ("date", "period")),
        "notices": [notice_line(notice) for notice in entry.public_notices],
    }


def by_month(lines: list[Data]) -> list[Data]:
    """Lines in the order of their days, grouped by month; those without a day come last."""
    return [{"words": words, "lines": list(rows)} for words, rows in groupby(lines, key=_month)]


def _month(row: Data) -> str:
    if not row["due_on"]:
        return _("No date yet")
    day = datetime.date.fromisoformat(row["due_on"])
    return f"{MONTHS[day.month - 1]} {day.year}"


def entry_page(entry: Any, rules: Rules, on: datetime.date) -> Data:
    """One entry with its notices, each with its arithmetic, what is still due, and its history. Needs `in_full`."""
    status = status_now(entry, entry.public_notices)
    first = first_published(entry)
    made = [some(DECISION, decision, ("title", "address", "decided_on")) for decision in entry.public_decisions]
    shown = [notice_data(notice, rules) for notice in entry.public_notices]
    return {
        "entry": PLAN_ENTRY.read(entry) | {"status": status.value, "status_words": str(status.label)},
        "first_published_on": first,
        "is_new": is_new(entry, on),
        "decisions": [line for line in made if line["address"] != entry.decided_at],
        "notices": with_anchors(shown),
        "written": [row for notice in shown for row in notice["representations"]],
        "due_notices": [need for need in needs(entry, entry.public_notices, rules, on) if not need.given_on]
        if entry.is_forthcoming
        else [],
        "today": on,
        "last_changed": last_changed([entry, *entry.public_notices]),
    }


def with_anchors(notices: list[Data]) -> list[Data]:
    """Notices with the place on the page that their address names; a second of one kind has none of its own."""
    first: dict[str, Data] = {}
    for notice in notices:
        first.setdefault(notice["kind"], notice)
    return [
        notice | {"anchor": notice["kind"].replace("_", "-") if first[notice["kind"]] is notice else ""}
        for notice in notices
    ]


def notice_data(notice: Any, rules: Rules) -> Data:
    """A notice in full, with whether it was early enough for the date the entry has now."""
    found = how_early(notice, rules)
    written = getattr(notice, "public_representations", [])
    return NOTICE.read(notice) | {
        "working": found.working if found else "",
        "is_late": bool(found and not found.is_in_time),
        "regulation": RULES[Kind(notice.kind)].regulation,
        "representations": [REPRESENTATION.read(row) for row in written],
    }


def edition_contents(body: Body | None, on: datetime.date) -> tuple[list[PlanEntry], list[Data]]:
    """The entries of an edition of today, and their public values as it will keep them."""
    entries = list(with_notices(forthcoming(body)))
    return entries, [line(entry, on, IN_EDITIONS) for entry in entries]


def edition_page(edition: PlanEdition, at: datetime.datetime | None) -> Data:
    """An edition as it was published, by month."""
    return {
        "edition": {
            "title": str(edition),
            "reference": edition.reference,
            "address": edition_address(edition),
            "published_on": local_date(at) if at else None,
            "covers_from": edition.covers_from,
            "covers_to": edition.covers_to,
            "body": edition.body.name if edition.body else "",
        },
        "months": by_month(edition.contents),
        "count": len(edition.contents),
    }


def edition_line(edition: PlanEdition) -> Data:
    """An edition in a list: its day, its pages, its paper with its size."""
    return {
        "title": str(edition),
        "published_on": local_date(edition.published_at),
        "covers_from": edition.covers_from,
        "covers_to": edition.covers_to,
        "address": edition_address(edition),
        "pdf": reverse("meetings:plan-edition-pdf", args=[edition.reference]) if edition.pdf_digest else "",
    }


def urgency_report(first: datetime.date, last: datetime.date, name: str) -> Data:
    """Decisions of the period that were agreed to be urgent (SI 2012/2089 reg 19), from their public notices."""
    notices = (
        Notice.objects.published()
        .filter(kind="special_urgency")
        .select_related("plan_entry__body", "plan_entry__issue")
    )
    decided = notices.filter(plan_entry__decided_on__range=(first, last)).order_by("plan_entry__decided_on", "pk")
    open_ones = notices.filter(plan_entry__decided_on=None, agreed_on__range=(first, last)).order_by("agreed_on", "pk")
    return {
        "name": name,
        "first": first,
        "last": last,
        "decided": [_urgent(notice) for notice in decided if covers_key(notice)],
        "awaited": [_urgent(notice) for notice in open_ones if covers_key(notice)],
    }


def _urgent(notice: Notice) -> Data:
    return {"notice": NOTICE.read(notice), "entry": PLAN_ENTRY.read(notice.plan_entry)}
