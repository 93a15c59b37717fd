"""What the briefing of a meeting, the page of followed committees and the statistics say, as data."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.models import Council
from council.records import PublicResource
from council.representations import PublicField, fact
from council.schemas import DAY, FLAG, NAMED, NUMBER, TEXT, VALUE, listed, or_none, record
from meetings.models import Meeting
from recommendations import briefing, statistics
from recommendations.figures import Figures, Share
from recommendations.pages import typed

Facts = dict[str, Any]


def _sections(rows: list[Facts]) -> list[Facts]:
    lines = ("name", "words", "address", "told", "is_late")
    return [
        {"name": row["name"], "heading": row["heading"],
         "lines": [{name: getattr(line, name) for name in lines} for line in row["lines"]]}
        for row in rows
    ]  # fmt: skip


OF_A_BRIEFING = listed(record(name=TEXT, heading=TEXT, lines=listed(record(
    name=TEXT, words=TEXT, address=TEXT, told=TEXT, is_late=FLAG))))  # fmt: skip


def _briefing(council: Council, on: datetime.date, *, body: str, place: str) -> Facts:
    return briefing.briefing_page(typed(body), typed(place), council, on)


BRIEFING = PublicResource(
    name="briefing",
    rows=lambda on: Meeting.objects.published(),
    lookups={"body": "body__slug", "place": "place"},
    title=_("briefing for a meeting"),
    route="meetings/<slug:body>/<slug:place>/briefing.json",
    parameters={
        "body": _("Short name of the body in addresses"),
        "place": _("Date of the meeting, and “-2” for a second one"),
    },
    find=_briefing,
    fields=(
        fact("body", _("Body")),
        fact("held_on", _("Date of the meeting"), DAY),
        fact("address", _("Path of the meeting")),
        fact("since", _("The meeting before"), or_none(DAY)),
        PublicField("sections", _("What to know before it"), lambda page: _sections(page["sections"]), (),
                    OF_A_BRIEFING),
    ),
)  # fmt: skip


def _my_committees(council: Council, on: datetime.date, *, params: Any) -> Facts:
    return briefing.committees_page(params.getlist("committee"), council, on)


def _followed(page: Facts) -> list[Facts]:
    return [
        {"name": row["name"], "slug": row["slug"], "last": row["last"], "next": row["next"],
         "sections": _sections(row["sections"])}
        for row in page["committees"]
    ]  # fmt: skip


A_MEETING = or_none(record(held_on=DAY, address=TEXT, briefing=TEXT))
MY_COMMITTEES = PublicResource(
    name="my-committees",
    title=_("What is new for committees"),
    route="my-committees.json",
    parameters={},
    find=_my_committees,
    asks=(PublicField("committee", _("Short names of committees"), schema=listed(VALUE)),),
    fields=(
        PublicField("choices", _("Committees that meet"),
                    lambda page: [{"slug": slug, "name": name} for slug, name in page["choices"]], (), listed(NAMED)),
        PublicField("committees", _("What is new for those asked for"), _followed, (), listed(record(
            name=TEXT, slug=TEXT, last=A_MEETING, next=A_MEETING, sections=OF_A_BRIEFING))),
    ),
)  # fmt: skip


def _figures(found: Figures) -> Facts:
    """The figures with each share as how many of how many, and the median as text, so that it is said exactly."""
    plain = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    return {name: _share(value) if isinstance(value, Share) else value for name, value in plain.items()} | {
        "median_days": None if found.median_days is None else f"{found.median_days:g}"
    }


def _share(found: Share) -> Facts:
    return {"count": found.count, "of": found.of, "percent": found.percent}


def _statistics(council: Council, on: datetime.date, *, params: Any) -> Facts:
    return statistics.statistics_page(council, on, params.get("year", "")[:20])


def _groups(name: str) -> Any:
    def read(page: Facts) -> list[Facts]:
        table = next(table for table in page["tables"] if table["name"] == name)
        return [{"name": row["name"], "figures": _figures(row["figures"])} for row in table["lines"]]

    return read


SHARE = record(count=NUMBER, of=NUMBER, percent=or_none(NUMBER))
FIGURES = {
    field.name: SHARE if field.type == "Share" else or_none(TEXT) if field.name == "median_days" else NUMBER
    for field in dataclasses.fields(Figures)
}
GROUPS = listed(record(name=TEXT, figures=record(**FIGURES)))
STATISTICS = PublicResource(
    name="statistics",
    title=_("Recommendations in numbers"),
    route="statistics.json",
    parameters={},
    find=_statistics,
    asks=(PublicField("year", _("Municipal year, like 2026/27: of committees and offices")),),
    fields=(
        fact("on", _("As at"), DAY),
        fact("chosen", _("Municipal year asked for; empty for all")),
        PublicField("sentences", _("In words"), lambda page: list(page["sentences"]), (), listed(TEXT)),
        *(PublicField(name, words, _groups(name), (), GROUPS) for name, (words, _first) in
          statistics.GROUPINGS.items()),
    ),
)  # fmt: skip

RESOURCES = (BRIEFING, MY_COMMITTEES, STATISTICS)
