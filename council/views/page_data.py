"""What the site's own pages say, as data: home, weeks, versions of a record, open data, accessibility."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council import bulk, indexes, lists, openapi
from council.access import found_or_404
from council.corrections import versions_address
from council.data_answers import BULK_PATH
from council.models import Council, RegisterEntry
from council.records import PublicResource
from council.register_data import ENTRY_FIELDS, HIGHEST, MOST_ENTRIES, read_entries
from council.representations import PublicField, fact
from council.schemas import DAY, FLAG, MOMENT, NUMBER, TEXT, listed, object_of, or_none, record
from council.views import home, pages, versions, week

Facts = dict[str, Any]
ADDRESS = fact("address", _("Path of its page"))


def _home(council: Council, on: datetime.date) -> Facts:
    return home.home_page(council, on) | {"address": reverse("home")}


DECIDED = record(title=TEXT, address=TEXT, words=TEXT, who=TEXT, decided_on=or_none(DAY), when=TEXT)
EVENT = {"happened_on": or_none(DAY), "sentence": TEXT, "address": TEXT, "on": DAY, "more": NUMBER, "all_at": TEXT}
HOME = PublicResource(
    name="home",
    title=_("Home page"),
    route="index.json",
    parameters={},
    find=_home,
    fields=(
        ADDRESS,
        fact("decided", _("Decided recently"), listed(DECIDED)),
        PublicField("coming", _("Next meetings"), lambda page: [_meeting(line) for line in page["coming"]], (),
                    listed(record(body=TEXT, held_on=DAY, address=TEXT, status=TEXT, has_agenda=FLAG))),
        fact("year", _("Municipal year of the figures")),
        fact("figures", _("Recommendations made in it, and what came of them"), record(**dict.fromkeys(
            ("made", "sets", "agreed", "in_part", "refused", "no_outcome", "awaiting"), NUMBER))),
        fact("overdue", _("Sets overdue for an answer, and the days of the latest"), record(sets=NUMBER, days=NUMBER)),
        fact("news", _("Published lately"), listed(record(**EVENT))),
    ),
)  # fmt: skip


def _meeting(line: Facts) -> Facts:
    return {"body": line["body"]["name"]} | {
        name: line[name] for name in ("held_on", "address", "status", "has_agenda")
    }


def _week(council: Council, on: datetime.date, day: datetime.date | None = None) -> Facts:
    monday = week.monday_of(day or on)
    if day is not None and (day != monday or not week.can_be_told(day, on)):
        raise Http404
    found = week.week_page(monday, on)
    return found | {"address": found["about"].address}


def _week_meant(day: datetime.date) -> str:
    """The week that a day of it leads to."""
    is_one = week.can_be_told(day, timezone.localdate())
    return reverse("week", args=[week.monday_of(day)]) if is_one else ""


WEEK_FIELDS = (
    ADDRESS,
    fact("first_on", _("Monday"), DAY),
    fact("last_on", _("Sunday"), DAY),
    PublicField("events", _("What was published, the latest first"),
                lambda page: [line for day in page["days"] for line in day["lines"]], (), listed(record(**EVENT))),
    fact("has_more", _("Whether more was published than is listed"), FLAG),
    PublicField("earlier", _("Path of the week before with anything in it"),
                lambda page: page["earlier"]["address"] if page["earlier"] else "", ()),
    fact("later", _("Path of the week after")),
)  # fmt: skip
THIS_WEEK = PublicResource(
    name="this-week",
    title=_("What changed this week"),
    route="this-week.json",
    parameters={},
    find=_week,
    fields=WEEK_FIELDS,
)
WEEK = PublicResource(
    name="week",
    title=_("What changed in a week"),
    route="weeks/<day:day>.json",
    parameters={"day": _("Monday of the week")},
    find=_week,
    instead=_week_meant,
    fields=WEEK_FIELDS,
)


def _versions(council: Council, on: datetime.date, *, serial: int) -> Facts:
    if serial > HIGHEST:
        raise Http404
    found = versions.entries_of(found_or_404(RegisterEntry.objects.all(), serial=serial))
    return {
        "address": versions_address(found.last().serial),
        "count": found.count(),
        "entries": read_entries(list(found.select_related("snapshot")[:MOST_ENTRIES])),
    }


VERSIONS = PublicResource(
    name="versions",
    rows=lambda on: RegisterEntry.objects.filter(serial=1),
    lookups={"serial": "serial"},
    title=_("versions of a record"),
    route="register/<int:serial>/versions.json",
    parameters={"serial": _("Number of any entry of the record")},
    find=_versions,
    fields=(
        ADDRESS,
        fact("count", _("Entries of the record"), NUMBER),
        fact("entries", _("The latest of them, with their words or their tombstone"), listed(object_of(
            ENTRY_FIELDS, RegisterEntry))),
    ),
)  # fmt: skip


def _data(council: Council, on: datetime.date) -> Facts:
    found = bulk.current()
    listed_ones: list[Any] = [*lists.every(), *indexes.every()]
    file = {"address": BULK_PATH, "size_bytes": found.size_bytes, "made_at": found.made_at, "serial": found.serial,
            "rows": sum(found.counts.values())} if found else None  # fmt: skip
    return {
        "address": reverse("data"),
        "bulk": file,
        "openapi": openapi.PATH,
        "lists": [
            {"title": str(one.title), "name": one.name, "page": one.path, "json": one.address("json"),
             "csv": one.address("csv")}
            for one in listed_ones
        ],
    }  # fmt: skip


DATA = PublicResource(
    name="data",
    title=_("Open data"),
    route="data.json",
    parameters={},
    find=_data,
    fields=(
        ADDRESS,
        fact("bulk", _("The file with everything; nothing while it is being made"), or_none(record(
            address=TEXT, size_bytes=NUMBER, made_at=MOMENT, serial=NUMBER, rows=NUMBER))),
        fact("openapi", _("Path of the description for programs")),
        fact("lists", _("Every list and where it is"), listed(record(
            title=TEXT, name=TEXT, page=TEXT, json=TEXT, csv=TEXT))),
    ),
)  # fmt: skip


def _accessibility(council: Council, on: datetime.date) -> Facts:
    return pages.stated(council) | {"address": reverse("accessibility")}


ACCESSIBILITY = PublicResource(
    name="accessibility",
    title=_("Accessibility statement"),
    route="accessibility.json",
    parameters={},
    find=_accessibility,
    fields=(
        ADDRESS,
        fact("status", _("How far the site meets the standard")),
        *(fact(name, words, listed(TEXT)) for name, words in (
            ("problems", _("What does not work")),
            ("burden", _("What would be a burden out of proportion")),
            ("plan", _("What we do about it")),
        )),
        fact("prepared_on", _("Prepared on"), or_none(DAY)),
        fact("reviewed_on", _("Reviewed on"), or_none(DAY)),
        fact("tested_on", _("Tested on"), or_none(DAY)),
        fact("tested_how", _("How it was tested")),
    ),
)  # fmt: skip

RESOURCES = (HOME, THIS_WEEK, WEEK, VERSIONS, DATA, ACCESSIBILITY)
