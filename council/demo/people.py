"""The demonstration council itself: its settings, bodies, people, offices and who held them when."""

from __future__ import annotations

import datetime

from django.utils.text import slugify

from council import audit
from council.demo.days import DAYS_BACK, moment, plus
from council.demo.sign_ins import create_users
from council.demo.stage import Stage, read_words
from council.models import AuditEvent, Body, Council, Office, OfficeHolding, Person
from meetings.models import StandingItem

NAME = "Wenshire Council"
# The audit row that says this database holds the demonstration, whatever the council is called by then.
MARK = "demonstration loaded"
GROUNDS = (
    "The consultation was not sufficient",
    "Alternatives were not considered",
    "It is contrary to the budget agreed by Council",
    "It is outside the policy agreed by Council",
)
THRESHOLDS = ("Spending or saving £500,000 or more", "A significant effect on people in two or more wards")
# The panel's first address; it was spelled out later, and the old one leads on.
OLD_SLUG, NEW_SLUG = "homes-climate-panel", "homes-and-climate-panel"


def is_loaded() -> bool:
    """Whether this database holds the demonstration council."""
    return AuditEvent.objects.filter(act=MARK).exists()


def set_up(stage: Stage) -> None:
    """Make the council, its bodies, users and offices as they stood before the first meeting."""
    begins = plus(stage.today, -DAYS_BACK - 130)
    at = moment(begins, "09:00")
    council = Council(
        name=NAME,
        executive_word="Cabinet",
        target_months=3,
        clock_starts_on=plus(stage.today, -640),
        colour="#1d4f5c",
        call_in_members=4,
        call_in_who="any four councillors who are not members of Cabinet",
        call_in_grounds="\n".join(GROUNDS),
        key_thresholds="\n".join(THRESHOLDS),
        contact_name="Democratic Services, Wenbridge Town Hall",
        accessibility_problems="Reports scanned before 2024 have no text that software can read (WCAG 1.1.1)",
        accessibility_plan="Every scanned report that is asked for is typed again within ten working days",
        accessibility_visits="Ring us through Relay UK. The Town Hall has a hearing loop and step-free access.",
        accessibility_prepared_on=datetime.date(2026, 1, 12),
        accessibility_reviewed_on=datetime.date(2026, 9, 30),
        accessibility_tested_on=datetime.date(2026, 9, 21),
        accessibility_tested_how="Wen Access tested the twenty pages that are read most and one of each other kind.",
        contact_email="democracy@wenshire.example",
        contact_phone="01632 960100",
    )
    council.save(force_insert=True)
    audit.record(MARK, council, by=None, at=at)
    words = read_words("people")
    for row in words["bodies"]:
        _make_body(stage, row)
    stage.users |= create_users(stage.bodies)
    people = {row["name"]: _person(row["name"]) for row in words["holdings"]}
    for row in words["offices"]:
        body = stage.bodies[row["body"]] if "body" in row else None
        stage.offices[row["slug"]] = Office.objects.create(
            title=row["title"], slug=row["slug"], kind=row["kind"], body=body, email=row.get("email", "")
        )
    for row in words["holdings"]:
        OfficeHolding.objects.create(
            office=stage.offices[row["office"]],
            person=people[row["name"]],
            starts_on=plus(stage.today, -row["from"]) if "from" in row else None,
            ends_on=plus(stage.today, -row["to"]) if "to" in row else None,
        )
    for place, row in enumerate(words["standing_items"], start=1):
        StandingItem.objects.create(position=place, **row | {"body": stage.bodies[row["body"]]})


def _make_body(stage: Stage, row: dict[str, str]) -> None:
    change = stage.today.replace(month=5, day=1, year=stage.today.year - 3)
    stage.bodies[row["slug"]] = Body.objects.create(
        name=row["name"],
        slug=OLD_SLUG if row["slug"] == NEW_SLUG else row["slug"],
        kind=row["kind"],
        parent=stage.bodies.get(row.get("parent", "")),
        predecessor=stage.bodies.get(row.get("predecessor", "")),
        exists_from=change if "predecessor" in row else None,
        exists_to=plus(change, -1) if row.get("has_ended") else None,
    )


def _person(name: str) -> Person:
    return Person.objects.create(name=name, slug=slugify(name.removeprefix("Councillor ")))


def holder_on(stage: Stage, office: str, day: datetime.date) -> OfficeHolding | None:
    """Who held an office that day."""
    holdings = OfficeHolding.objects.filter(office=stage.offices[office]).select_related("office", "person")
    for holding in holdings:
        begun = holding.starts_on is None or holding.starts_on <= day
        if begun and (holding.ends_on is None or holding.ends_on >= day):
            return holding
    return None
