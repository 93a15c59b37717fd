"""News feeds of the site: which entry a public event or a row of a list becomes, and the answer in pages.

The shape of the document is `council/atom.py`'s. What the rows are is for those who ask: every row must be public.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from council import atom
from council.data_answers import OPEN_TO_ALL
from council.models import PublicEvent, RegisterEntry
from council.publication import local_date
from council.statute.wording import long_date

A_PAGE = 50
# The register's first fingerprint makes the names of its feeds: they outlive every address, and no other council's
# are the same.
_FEEDS = uuid.UUID("8f2ad2ba-6d1e-5f0c-9d3c-0b8e7a3f6c41")
EVENT_VALUES = ("entry_id", "entry__act", "entry__at", "entry__record_kind", "reference", "happened_on", "sentence",
                "address")  # fmt: skip

Data = dict[str, Any]
Absolute = Callable[[str], str]


def feed_key(name: str) -> uuid.UUID:
    """The lasting key of the feed called `name`: one query."""
    first = RegisterEntry.objects.filter(serial=1).values_list("fingerprint", flat=True).first() or "empty"
    return uuid.uuid5(uuid.uuid5(_FEEDS, first), name)


def entry_key(reference: str, serial: int) -> uuid.UUID:
    """The lasting key of what happened to a record: made of the record's own code and the entry's number."""
    return uuid.uuid5(uuid.UUID(reference), f"entry {serial}")


def said(act: str, sentence: str) -> str:
    """A public event in words: what was corrected or made exempt says so first."""
    if act == RegisterEntry.Act.CORRECTED:
        return _("Corrected: %(what)s") % {"what": sentence}
    if act == RegisterEntry.Act.CLERICAL:
        return _("Clerical correction: %(what)s") % {"what": sentence}
    if act == RegisterEntry.Act.RESTRICTED:
        return _("Made exempt: %(what)s") % {"what": sentence}
    return sentence


def of_events(events: Iterable[Data], absolute: Absolute, kind_words: Callable[[str], str]) -> list[atom.Entry]:
    """Entries for public events, read with EVENT_VALUES."""
    return [_of_event(event, absolute, kind_words) for event in events]


def _of_event(event: Data, absolute: Absolute, kind_words: Callable[[str], str]) -> atom.Entry:
    at = dt.datetime.fromisoformat(event["entry__at"])
    record = absolute(reverse("register-entry", args=[event["entry_id"]]))
    words = said(event["entry__act"], event["sentence"])
    return atom.Entry(
        key=entry_key(event["reference"], event["entry_id"]),
        title=words,
        updated=at,
        published=at,
        address=absolute(event["address"]) if event["address"] else record,
        summary=f"{long_date(event['happened_on'])}: {words}",
        category=event["entry__record_kind"],
        category_words=kind_words(event["entry__record_kind"]),
        related=record,
    )


def register_rows() -> QuerySet:
    """Every entry of the register, the newest first, with its event's words and when a later entry hid it."""
    later = RegisterEntry.objects.filter(
        reference=OuterRef("reference"), serial__gt=OuterRef("serial"), act__in=RegisterEntry.HIDING
    )
    return RegisterEntry.objects.order_by("-serial").values(
        "reference",
        entry_id=F("serial"),
        entry__act=F("act"),
        entry__at=F("at"),
        entry__record_kind=F("record_kind"),
        happened_on=F("event__happened_on"),
        sentence=F("event__sentence"),
        address=F("event__address"),
        hidden_at=Subquery(later.order_by("-serial").values("at")[:1]),
    )


def of_register(
    rows: Iterable[Data], absolute: Absolute, kind_words: Callable[[str], str]
) -> list[atom.Entry | atom.Tombstone]:
    """Entries for lines of the register; of one whose record was hidden since, only that it went, and when."""
    found: list[atom.Entry | atom.Tombstone] = []
    for row in rows:
        if row["hidden_at"]:
            key = entry_key(row["reference"], row["entry_id"])
            found.append(atom.Tombstone(key, dt.datetime.fromisoformat(row["hidden_at"])))
        else:
            happened_on = row["happened_on"] or local_date(dt.datetime.fromisoformat(row["entry__at"]))
            words = row["sentence"] or kind_words(row["entry__record_kind"])
            event = row | {"happened_on": happened_on, "sentence": words, "address": row["address"] or ""}
            found.append(_of_event(event, absolute, kind_words))
    return found


def row_key(public_id: str) -> uuid.UUID:
    """The lasting key of a row: the record's own, or one made from its record's and its place there ("…-3")."""
    code, _dash, place = public_id.partition("-")
    return uuid.uuid5(uuid.UUID(code), place) if place else uuid.UUID(code)


def of_rows(rows: Iterable[Data], absolute: Absolute, told: Mapping[str, str]) -> list[atom.Entry]:
    """Entries for rows of a list: each with `public_id`, `title`, `address`, `changed_at`.

    `told` has the summary of a row by its `public_id`; a row may bring its own.
    """
    return [
        atom.Entry(
            key=row_key(str(row["public_id"])),
            title=row["title"],
            updated=_moment(row["changed_at"]),
            published=_moment(row["changed_at"]),
            address=absolute(row["address"]),
            summary=row.get("summary") or told.get(row["public_id"], ""),
        )
        for row in rows
    ]


class Told(NamedTuple):
    """What was last said of a record in public: under which entry, in which words, when."""

    serial: int
    words: str
    at: dt.datetime


def last_words(references: Iterable[str]) -> dict[str, Told]:
    """The latest public sentence on each record, by its code: one query."""
    events = PublicEvent.objects.shown().filter(reference__in=set(references)).order_by("entry_id")
    return {
        row["reference"]: Told(row["entry_id"], said(row["entry__act"], row["sentence"]), _moment(row["entry__at"]))
        for row in events.values("entry_id", "entry__at", "reference", "sentence", "entry__act")
    }


def _moment(value: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def page_of(request: HttpRequest, rows: Any, size: int = A_PAGE) -> Page:
    """One page of a feed; a page that cannot be is answered with the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def page_links(page: Page, absolute: Absolute, path: str, query: Mapping[str, str]) -> dict[str, str]:
    """The addresses of RFC 5005 for one page of a feed; none where everything is on one page."""

    def address(number: int) -> str:
        return absolute(with_query(path, {**query, "page": str(number)} if number > 1 else query))

    last = page.paginator.num_pages
    if last < 2:
        return {}
    found = {"first": address(1), "last": address(last)}
    found |= {"previous": address(page.number - 1)} if page.has_previous() else {}
    return found | ({"next": address(page.number + 1)} if page.has_next() else {})


def with_query(path: str, query: Mapping[str, str]) -> str:
    """The path with these values behind it, in a fixed order."""
    data = QueryDict(mutable=True)
    data.update({name: query[name] for name in sorted(query) if query[name]})
    return f"{path}?{data.urlencode()}" if data else path


def answer(
    request: HttpRequest,
    *,
    name: str,
    title: str,
    page_path: str,
    page: Page,
    entries: Iterable[atom.Entry | atom.Tombstone],
    query: Mapping[str, str] | None = None,
    subtitle: str = "",
) -> HttpResponse:
    """The feed called `name` (with what was asked for, this is its key) as an answer to this request."""
    council = request.council  # type: ignore[attr-defined]
    absolute, query, path = request.build_absolute_uri, query or {}, request.path
    number = {"page": str(page.number)} if page.number > 1 else {}
    feed = atom.Feed(
        key=feed_key(with_query(name, query)),
        title=f"{title} – {council.name}",
        address=absolute(with_query(path, {**query, **number})),
        page_address=absolute(with_query(page_path, query)),
        author=council.name,
        author_address=absolute(reverse("home")),
        entries=tuple(entries),
        subtitle=subtitle,
        rights=council.licence_name,
        licence=council.licence_url,
        pages=page_links(page, absolute, path, query),
    )
    return open_to_programs(HttpResponse(atom.write(feed), content_type=atom.CONTENT_TYPE))


def open_to_programs(response: HttpResponse) -> HttpResponse:
    """Any site's scripts may read it: there is nothing in it that is not everybody's."""
    for name, value in OPEN_TO_ALL.items():
        response.headers[name] = value
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
