"""What the pages of people, of members, of wards, topics and years say, as data."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.models import Council
from council.published import BODY, HOLDING, MEMBERSHIP, OFFICE, PERSON
from council.records import PublicResource
from council.representations import PublicField, fact
from council.schemas import (
    DAY,
    FLAG,
    LINKED,
    NUMBER,
    TEXT,
    Schema,
    facts_of,
    listed,
    object_of,
    or_none,
    record,
    some_of,
)
from meetings.published import MEETING
from meetings.published_decisions import DECISION
from recommendations import people, person_pages, ways
from recommendations.pages import typed
from recommendations.published import RESPONSE

Facts = dict[str, Any]
ADDRESS = fact("address", _("Path of its page"))
FROM_TO = object_of((*MEMBERSHIP.fields, fact("is_now", _("Whether it still is so"), FLAG)), MEMBERSHIP.model)


def _properties(*schemas: Schema, **more: Schema) -> Schema:
    """One object with the values of several and some more."""
    found: dict[str, Schema] = {}
    for schema in schemas:
        found |= schema["properties"]
    return record(**found, **more)


def _person(council: Council, on: datetime.date, *, slug: str) -> Facts:
    page = person_pages.person_page(typed(slug), on)
    decisions, answers = (page[name][: page["limit"]] for name in ("decisions", "answers"))
    return page | {
        "address": reverse("recommendations:person", args=[slug]),
        "decisions": decisions,
        "answers": answers,
        "all_decisions": f"{reverse('meetings:decision-list')}?person={page['slug']}",
    }


MEETING_NAMES = ("body", "held_on", "starts_at", "address")
AT_A_MEETING = _properties(some_of(MEETING, MEETING_NAMES), presence=TEXT, presence_words=TEXT, is_ahead=FLAG)
PERSON_RECORD = PublicResource(
    name="person",
    rows=people.known_people,
    lookups={"slug": "slug"},
    title=_("councillor or officer"),
    route="people/<slug:slug>.json",
    parameters={"slug": _("Short name of the person in addresses")},
    find=_person,
    fields=(
        *facts_of(PERSON),
        ADDRESS,
        fact("offices", _("Offices, the latest first"), listed(_properties(
            object_of(HOLDING.fields, HOLDING.model), object_of(OFFICE.fields, OFFICE.model),
            address=TEXT, is_now=FLAG))),
        fact("committees", _("Places on committees, the latest first"), listed(_properties(FROM_TO, body=LINKED))),
        fact("ahead", _("Next meetings"), listed(AT_A_MEETING)),
        fact("decisions", _("Latest decisions taken alone"), listed(some_of(DECISION, person_pages.ALONE))),
        fact("all_decisions", _("Path of the list of all of them")),
        fact("answers", _("Latest answers to scrutiny"), listed(_properties(
            some_of(RESPONSE, ("version", "respondent_title", "approved_on")),
            address=TEXT, subject=TEXT, made_by=TEXT, reference=TEXT))),
        fact("attended", _("Latest meetings whose attendance names them"), listed(AT_A_MEETING)),
        fact("this_year", _("Present at how many of how many of this municipal year"),
             record(name=TEXT, count=NUMBER, of=NUMBER)),
        fact("has_namesake", _("Whether somebody else has the same name, so that no attendance is counted"), FLAG),
    ),
)  # fmt: skip


def _members(council: Council, on: datetime.date, *, slug: str) -> Facts:
    page = person_pages.members_page(typed(slug), on)
    return page | {"address": reverse("recommendations:committee-members", args=[slug])}


MEMBER = listed(_properties(FROM_TO, name=TEXT, address=TEXT))
MEMBERS = PublicResource(
    name="members",
    rows=people.known_bodies,
    lookups={"slug": "slug"},
    title=_("members of a committee"),
    route="committees/<slug:slug>/members.json",
    parameters={"slug": _("Short name of the committee in addresses")},
    find=_members,
    fields=(
        *facts_of(BODY),
        ADDRESS,
        fact("body_address", _("Path of the committee’s page")),
        PublicField("now", _("Members now, the chair first"), lambda page: _without_rank(page["now"]), (), MEMBER),
        PublicField("before", _("Members before, the latest first"), lambda page: _without_rank(page["before"]), (),
                    MEMBER),
    ),
)  # fmt: skip


def _without_rank(rows: list[Facts]) -> list[Facts]:
    return [{name: value for name, value in row.items() if name != "rank"} for row in rows]


OF_A_SET = ("heading", "address", "number", "state_word", "state_code")
ADDRESSED = listed(record(title=TEXT, address=TEXT))
SECTIONS = (
    fact("outcomes", _("What meetings decided, the newest first"), listed(record(
        title=TEXT, address=TEXT, words=TEXT, meeting=some_of(MEETING, ("body", "held_on", "address"))))),
    PublicField("decisions", _("Decision records, the newest first"), lambda page: _titled(page["decisions"]), (),
                ADDRESSED),
    PublicField("recommendation_sets", _("Sets of recommendations, the newest first"),
                lambda page: [{name: row[name] for name in OF_A_SET} for row in page["sets"]], (),
                listed(record(heading=TEXT, address=TEXT, number=NUMBER, state_word=TEXT, state_code=TEXT))),
    fact("all_decisions", _("Path of the list of all decisions")),
    fact("all_sets", _("Path of the list of all recommendations")),
    fact("all_issues", _("Path of the list of all issues")),
)  # fmt: skip


def _titled(rows: list[Facts]) -> list[Facts]:
    return [{"title": row["title"], "address": row["address"]} for row in rows]


def _way(kind: str) -> Any:
    def find(council: Council, on: datetime.date, *, slug: str) -> Facts:
        page = ways.way_page(kind, typed(slug), council, on)
        return page | {"address": reverse(f"recommendations:{kind.removesuffix('s')}", args=[slug])}

    return find


def _way_record(kind: str, title: Any, words: Any) -> PublicResource:
    return PublicResource(
        name=kind.removesuffix("s"),
        title=title,
        route=f"{kind}/<slug:slug>.json",
        parameters={"slug": words},
        find=_way(kind),
        fields=(
            fact("name", _("Name")),
            ADDRESS,
            fact("members", _("Its councillors"), listed(LINKED)),
            PublicField("entries", _("What is to be decided, the next first"), lambda page: _titled(page["entries"]),
                        (), ADDRESSED),
            *SECTIONS,
            fact("all_entries", _("Path of the forward plan")),
        ),
    )  # fmt: skip


WARD = _way_record("wards", _("ward"), _("Short name of the ward in addresses"))
TOPIC = _way_record("topics", _("topic"), _("Short name of the topic in addresses"))


def _year(council: Council, on: datetime.date, *, slug: str) -> Facts:
    page = ways.year_page(typed(slug), council, on)
    return page | {"address": reverse("recommendations:year", args=[slug])}


YEAR = PublicResource(
    name="year",
    title=_("municipal year"),
    route="years/<slug:slug>.json",
    parameters={"slug": _("The year as it stands in addresses: 2026-27")},
    find=_year,
    fields=(
        fact("name", _("Name")),
        ADDRESS,
        fact("first_on", _("First day"), DAY),
        fact("last_on", _("Last day"), DAY),
        fact("earlier", _("The year before with anything in it"), or_none(LINKED)),
        fact("later", _("The year after with anything in it"), or_none(LINKED)),
        *SECTIONS,
        fact("all_meetings", _("Path of the list of all meetings")),
    ),
)

RESOURCES = (PERSON_RECORD, MEMBERS, WARD, TOPIC, YEAR)
