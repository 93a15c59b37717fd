"""What the pages of a ward, of a topic and of a municipal year show. Plain values only.

Each shows what meetings decided, the decision records, the recommendations and what is planned, the newest first, so
many of each, and leads to the lists that hold the rest.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Value
from django.http import Http404
from django.urls import reverse

from council import subjects as names
from council.models import Council
from council.statute.periods import MunicipalYear
from council.subjects import EVERYWHERE
from meetings import subjects
from meetings.models import Decision, ItemOutcome, Meeting
from meetings.pages import short, some
from meetings.pages_decisions import decision_line
from meetings.published import ITEM, MEETING, OUTCOME
from meetings.published_plan import PLAN_ENTRY
from meetings.querysets_decisions import for_lists, with_status
from meetings.querysets_plan import forthcoming
from meetings.series import years_between
from recommendations import people, published, states, wording
from recommendations.filters import about_what
from recommendations.listing import set_facts
from recommendations.models import RecommendationSet

Facts = dict[str, Any]
SHOWN = 10
KINDS = ("outcomes", "decisions", "sets", "entries")
PLANNED = ("title", "due", "address", "is_key", "maker", "restriction", "restriction_words")


def ways_page(kind: str) -> Facts:
    """The wards or topics that any public record names."""
    found = names.names_of(line for line, _name, _slug in subjects.public_lines(kind))
    return {"names": [{"name": name, "address": _address(kind, slug)} for slug, name in found.items()], "kind": kind}


def _address(kind: str, slug: str) -> str:
    return reverse("recommendations:ward" if kind == "wards" else "recommendations:topic", args=[slug])


def way_page(kind: str, slug: str, council: Council, on: datetime.date) -> Facts:
    """One ward or topic; 404 where no public record names it."""
    read = list(_lines_and_members(kind, on))
    found = names.names_of(line for line, name, _slug in read if not name)
    if slug not in found:
        raise Http404
    about = subjects.about(kind, names.lines_with((line for line, name, _slug in read if not name), slug))
    param = {"ward" if kind == "wards" else "topic": slug}
    members = {person: name for line, name, person in read if name and slug in names.slugs_in(line)}
    everywhere = kind == "wards" and slug != EVERYWHERE and EVERYWHERE in found
    return sections(dict.fromkeys(KINDS, about), param, council, on) | {
        "kind": kind,
        "name": found[slug],
        "members": [
            {"name": name, "address": reverse("recommendations:person", args=[person])}
            for person, name in sorted(members.items(), key=lambda pair: pair[1])
        ],
        "all_of_it": {"name": found[EVERYWHERE], "address": _address(kind, EVERYWHERE)} if everywhere else None,
    }


def _lines_and_members(kind: str, on: datetime.date) -> Any:
    """Lines of public records, and of wards the councillors who have one now: (line, name, person). One query."""
    lines = subjects.public_lines(kind)
    if kind == "topics":
        return lines
    seats = people.shown_memberships(on).filter(people.serving(on)).exclude(ward="").order_by()
    return lines.union(seats.values_list("ward", "person__name", "person__slug"))


def sections(about: Mapping[str, Q], param: Mapping[str, str], council: Council, on: datetime.date) -> Facts:
    """What is about something, newest first: so many of each kind, and where the rest is."""
    readers = {"outcomes": _outcomes, "decisions": _decisions, "sets": _sets, "entries": _planned}
    found = {name: readers[name](rows, council, on) for name, rows in about.items()}
    query = urlencode(param)
    return {
        "has_any": any(found.values()),
        "all_decisions": f"{reverse('meetings:decision-list')}?{query}",
        "all_sets": f"{reverse('recommendations:list')}?{query}",
        "all_entries": f"{reverse('meetings:plan')}?{query}",
        "all_issues": f"{reverse('meetings:issue-list')}?{query}",
        "all_meetings": f"{reverse('meetings:list')}?{query}",
        **{name: rows[:SHOWN] for name, rows in found.items()},
        **{f"more_{name}": len(rows) > SHOWN for name, rows in found.items()},
    }


def _decisions(about: Q, council: Council, on: datetime.date) -> list[Facts]:
    """The latest decision records."""
    rows = subjects.decisions(with_status(for_lists(), on)).filter(about)
    return [decision_line(row) for row in rows[: SHOWN + 1]]


def _outcomes(about: Q, council: Council, on: datetime.date) -> list[Facts]:
    """What meetings decided, the newest first; not of an item with a decision record, which says it."""
    recorded = Decision.objects.filter(item=OuterRef("item"), published_at__isnull=False, withdrawn_at=None)
    rows = subjects.outcomes(ItemOutcome.objects.published()).filter(about).exclude(Exists(recorded))
    rows = rows.select_related("item__meeting__body").order_by("-item__meeting__held_on", "item__position", "pk")
    return [
        some(ITEM, row.item, ("title", "address"))
        | {"words": short(OUTCOME.read(row)["text"], 30)}
        | {"meeting": some(MEETING, row.item.meeting, ("body", "held_on", "address"))}
        for row in rows[: SHOWN + 1]
    ]


def _sets(about: Q, council: Council, on: datetime.date) -> list[Facts]:
    """Sets of recommendations, the newest first, with how many there are in each and whether it is answered."""
    rows = RecommendationSet.objects.published().exclude(made_on__gt=on)
    rows = rows.annotate(**about_what(), **states.of_sets(council, on)).filter(about)
    rows = rows.annotate(number=Count("recommendations")).select_related("made_by", "addressee")
    found = []
    for row in rows.order_by("-made_on", "-pk")[: SHOWN + 1]:
        facts = set_facts(row)
        word, code = states.TAGS[row.state]
        found.append(
            facts
            | {"heading": wording.about(facts), "address": published.set_address(row), "number": row.number}
            | {"state_word": str(word), "state_code": code}
        )
    return found


def _planned(about: Q, council: Council, on: datetime.date) -> list[Facts]:
    """What is to be decided, the next one first."""
    rows = subjects.entries(forthcoming()).filter(about).select_related("body", "issue")
    return [some(PLAN_ENTRY, row, PLANNED) for row in rows[: SHOWN + 1]]


def years_of_records(on: datetime.date) -> dict[str, MunicipalYear]:
    """The municipal years from the first public meeting, decision or recommendation to the last: one query."""

    def ends(rows: Any, column: str) -> Any:
        grouped = rows.order_by().annotate(all=Value(1)).values("all")
        return grouped.annotate(first=Min(column), last=Max(column)).values_list("first", "last")

    read = ends(Meeting.objects.published(), "held_on").union(
        ends(Decision.objects.published(), "decided_on"),
        ends(RecommendationSet.objects.published().exclude(made_on__gt=on), "made_on"),
    )
    dates = [day for pair in read for day in pair if day]
    return years_between(min(dates, default=None), max(dates, default=None))


def years_page(on: datetime.date) -> Facts:
    """Every municipal year with anything in it, the latest first."""
    return {"years": [_year(name) for name in years_of_records(on)]}


def year_slug(name: str) -> str:
    """How a year stands in an address: "2026-27"."""
    return name.replace("/", "-")


def year_page(slug: str, council: Council, on: datetime.date) -> Facts:
    """What was decided and recommended in one municipal year; 404 for one without anything."""
    years = {year_slug(name): year for name, year in years_of_records(on).items()}
    if slug not in years:
        raise Http404
    days = (years[slug].first_on, years[slug].last_on)
    about = {
        "outcomes": Q(item__meeting__held_on__range=days),
        "decisions": Q(decided_on__range=days),
        "sets": Q(made_on__range=days),
    }
    order = list(years)
    place = order.index(slug)
    return sections(about, {"year": years[slug].name}, council, on) | {
        "name": years[slug].name,
        "first_on": days[0],
        "last_on": days[1],
        "later": _year(years[order[place - 1]].name) if place else None,
        "earlier": _year(years[order[place + 1]].name) if place + 1 < len(order) else None,
    }


def _year(name: str) -> Facts:
    return {"name": name, "address": reverse("recommendations:year", args=[year_slug(name)])}
