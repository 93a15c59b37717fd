"""The lists that lead in, as data: committees, offices, people, wards, topics, municipal years."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.indexes import Lines, PublicIndex, Question, cut
from council.published import BODY, OFFICE, PERSON
from council.representations import fact
from council.schemas import DAY, FLAG, LINKED, TEXT, facts_of, listed, or_none
from recommendations import person_pages, ways

ADDRESS = fact("address", _("Path of its page"))


def _committees(asked: Question) -> Lines:
    groups = person_pages.committees_page(asked.on)
    return cut([row for group in groups for row in group["committees"]], asked)


COMMITTEES = PublicIndex(
    name="committees",
    title=_("Committees"),
    path="/committees/",
    read=_committees,
    fields=(
        *facts_of(BODY),
        fact("is_over", _("Whether it has ended"), FLAG),
        fact("next_on", _("Day of its next meeting"), or_none(DAY)),
        ADDRESS,
    ),
)
OFFICES = PublicIndex(
    name="offices",
    title=_("Offices"),
    path="/offices/",
    read=lambda asked: cut(person_pages.offices_page(asked.on), asked),
    fields=(*facts_of(OFFICE), fact("holders", _("Who holds it now"), listed(LINKED)), ADDRESS),
)
PEOPLE = PublicIndex(
    name="people",
    title=_("Councillors and officers"),
    path="/people/",
    read=lambda asked: cut(person_pages.people_rows(asked.on), asked, person_pages.person_line),
    fields=(
        *facts_of(PERSON),
        fact("offices", _("Offices held now"), listed(TEXT)),
        fact("committees", _("Committees now"), listed(TEXT)),
        fact("ward", _("Ward or division")),
        fact("party", _("Party or group")),
        ADDRESS,
    ),
)


NAMED = (fact("name", _("Name")), ADDRESS)


def _names(kind: str, title: Any) -> PublicIndex:
    return PublicIndex(
        name=kind,
        title=title,
        path=f"/{kind}/",
        read=lambda asked: cut(ways.ways_page(kind)["names"], asked),
        fields=NAMED,
    )


WARDS, TOPICS = _names("wards", _("Wards")), _names("topics", _("Topics"))
YEARS = PublicIndex(
    name="years",
    title=_("Municipal years"),
    path="/years/",
    read=lambda asked: cut(ways.years_page(asked.on)["years"], asked),
    fields=NAMED,
)

INDEXES = (COMMITTEES, OFFICES, PEOPLE, WARDS, TOPICS, YEARS)
