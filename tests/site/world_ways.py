"""Somebody and something at each address that leads in: a person, an office, a ward, a topic, a year, a week."""

from __future__ import annotations

import datetime

from council.models import Body, Membership, Office, OfficeHolding, Person
from tests import factories
from tests.decision_factories import make_decision

ADDRESSES = [
    "/people/",
    "/people/?page=2",
    "/people/councillor-bea-orrin/",
    "/people/nobody/",
    "/committees/",
    "/committees/cabinet/members/",
    "/committees/nobody/members/",
    "/offices/",
    "/offices/lamps/",
    "/wards/",
    "/wards/aldry/",
    "/wards/nowhere/",
    "/topics/",
    "/topics/lighting/",
    "/topics/nothing/",
    "/years/",
    "/years/2026-27/",
    "/years/1066-67/",
    "/this-week/",
    "/weeks/2026-11-02/",
    "/weeks/2026-11-03/",
    "/weeks/2026-02-30/",
    "/decisions/?ward=aldry",
    "/decisions/?topic=lighting&person=councillor-bea-orrin",
    "/forward-plan/?ward=aldry&topic=lighting",
    "/issues/?ward=aldry",
    "/issues/?topic=lighting&words=lights",
    "/recommendations/?ward=aldry&topic=lighting",
    "/recommendations/?progress=open",
]
# The views of these addresses, for tests/site/test_public_matrix.py.
VIEWS = (
    "person_list", "person", "committee_list", "committee_members", "office_list", "ward_list", "ward", "topic_list",
    "topic", "year_list", "year", "this_week", "week",
)  # fmt: skip


def make_ways(cabinet: Body) -> None:
    """A councillor who decided something alone, and an issue with a ward and a topic that everything hangs on."""
    person = Person.objects.create(name="Councillor Bea Orrin", slug="councillor-bea-orrin")
    Membership.objects.create(person=person, body=cabinet, ward="Aldry", party="Independent")
    office = Office.objects.create(title="Cabinet Member for Lamps", slug="lamps", kind="member", body=cabinet)
    holding = OfficeHolding.objects.create(office=office, person=person)
    issue = factories.make_issue("Street lights", public=True, wards="Aldry, Skelmere", topics="Lighting")
    meeting = factories.make_meeting(cabinet, datetime.date(2026, 9, 8), public=True)
    factories.make_outcome(factories.make_item(meeting, public=True, issue=issue), public=True)
    factories.make_attendance(
        meeting, public=True, members=[{"name": person.name, "capacity": "member", "presence": "present"}]
    )
    alone = {"maker_kind": "member", "maker_title": office.title, "maker_name": person.name, "holding": holding}
    make_decision(public=True, title="Light the lane", wards="Aldry", issue=issue, **alone)
    make_decision(title="canarydecisionalone", wards="canarydecisionward", **alone)
    answered = factories.make_set(public=True, issue=issue, made_on=datetime.date(2026, 9, 1))
    factories.make_response(answered, until="published", respondent=holding, approved_on=datetime.date(2026, 9, 14))
    Membership.objects.create(person=person, body=factories.make_body("Canary board"), party="canaryparty")
    OfficeHolding.objects.create(
        person=person, office=Office.objects.create(title="canaryoffice", slug="canaryoffice", kind="member")
    )
    Person.objects.create(name="canaryperson", slug="canaryperson")
