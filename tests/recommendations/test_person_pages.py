"""People, committees and offices: what public records say of them, and nothing that no public record names."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from council.models import OfficeHolding, Person
from meetings import actions as meeting_actions
from recommendations import actions
from tests import decision_factories as d
from tests import factories as f
from tests.reading import heading_of, links_of, record_words, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
ADA = "Councillor Ada Fenwright"
LISTS = ("/people/", "/committees/", "/offices/")


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        f.make_council()
        yield


@pytest.fixture
def ada() -> OfficeHolding:
    return f.make_holding()


def decide(holding: OfficeHolding, *, public: bool = True, **fields):
    given = {"maker_kind": "member", "maker_title": holding.office.title, "maker_name": holding.person.name,
             "holding": holding, **fields}  # fmt: skip
    return d.make_decision(public=public, **given)


def answer(holding: OfficeHolding, until: str = "published", subject: str = "the lamps", **fields):
    found = f.make_set("Light the lane", public=True, made_on=D(2026, 8, 3), subject=subject)
    return f.make_response(found, until=until, approved_on=D(2026, 9, 14), respondent=holding, **fields)


def whole(client, person: Person) -> str:
    return words_of(client.get(f"/people/{person.slug}/"))


def test_a_person_page_says_what_public_records_say(client, ada):
    panel = f.make_body("Finance Panel")
    f.make_membership(panel, ADA, "chair", party="Independent", ward="Aldry", starts_on=D(2025, 5, 20))
    held = f.make_meeting(panel, D(2026, 10, 6), public=True)
    f.make_attendance(held, public=True)
    missed = f.make_meeting(panel, D(2026, 9, 1), public=True)
    f.make_attendance(missed, public=True, members=[{"name": ADA, "capacity": "chair", "presence": "apologies"}])
    ahead = f.make_meeting(panel, D(2026, 12, 1), public=True)
    taken = decide(ada, title="Lend the hall")
    given = answer(ada)
    page = client.get(f"/people/{ada.person.slug}/")
    assert record_words(page) == (
        "Councillor Ada Fenwright Independent · Ward: Aldry "
        "Offices Cabinet Member for Libraries "
        "Committees Finance Panel Chair since 20 May 2025 "
        "Meetings to come Tuesday 1 December 2026 Finance Panel "
        f"Decided alone Lend the hall Cabinet Member for Libraries 27 October 2026 {taken.reference} "
        "All of them, with filters "
        "Answers to scrutiny To Finance Panel, concerning the lamps "
        f"Cabinet Member for Libraries 14 September 2026 {given.set.reference} "
        "At meetings In 2026/27: present at 1 of 2 meetings whose attendance names them. "
        "Finance Panel, 6 October 2026 Present Finance Panel, 1 September 2026 Apologies"
    )
    wanted = {ahead.entry.event.address, held.entry.event.address, "/committees/finance-panel/",
              f"/offices/{ada.office.slug}/", f"/decisions/{taken.reference}/"}  # fmt: skip
    assert wanted <= set(links_of(page))


def hidden_things(ada: OfficeHolding) -> None:
    """Everything of Ada's that is not public: drafts, withdrawn ones, unnamed ones, what begins later."""
    panel = f.make_body("Finance Panel")
    secret = f.make_body("Canary Board")
    f.make_membership(secret, ADA)
    f.make_meeting(secret, D(2026, 12, 2))
    f.make_membership(panel, ADA, "vice_chair", starts_on=D(2026, 12, 1))
    later = f.make_holding("Canary Portfolio", ADA)
    later.starts_on = D(2026, 12, 1)
    later.save()
    f.make_holding("Canary Office", ADA)
    decide(ada, public=False, title="Canary draft")
    decide(ada, title="Canary unnamed", maker_name="")
    meeting_actions.withdraw(decide(ada, title="Canary withdrawn"), reason="By mistake", by=None, at=f.AT)
    answer(ada, until="approved", subject="canary drafts")
    actions.withdraw_set(answer(ada, subject="canary withdrawn").set, reason="By mistake", by=None, at=f.AT)
    draft = f.make_meeting(panel, D(2026, 10, 13), public=True)
    f.make_attendance(draft)
    f.make_attendance(f.make_meeting(panel, D(2026, 10, 20)))
    f.make_meeting(panel, D(2026, 12, 8))
    f.make_meeting(panel, D(2026, 12, 9), public=True, status="cancelled")


def test_nothing_that_is_not_public_is_on_the_pages_of_people(client, ada):
    panel = f.make_body("Finance Panel")
    f.make_membership(panel, ADA, "member")
    f.make_attendance(f.make_meeting(panel, D(2026, 10, 6), public=True), public=True)
    decide(ada)
    answer(ada)
    addresses = (*LISTS, f"/people/{ada.person.slug}/", "/committees/finance-panel/members/")
    before = {address: words_of(client.get(address)) for address in addresses}
    hidden_things(ada)
    Person.objects.create(name=ADA, slug="canary-namesake")
    assert {address: words_of(client.get(address)) for address in addresses} == before


def test_who_no_public_record_names_has_no_page(client):
    f.make_membership(f.make_body("Harbour Board"), "Councillor Bea Canary")
    officer = f.make_holding("Head of Canaries", "Cy Canary")
    officer.office.kind = "officer"
    officer.office.save()
    decide(officer, public=False)
    decide(officer, maker_name="")
    nothing = client.get("/people/nobody/")
    for person in Person.objects.all():
        page = client.get(f"/people/{person.slug}/")
        assert (page.status_code, page.content) == (404, nothing.content), person
    assert [record_words(client.get(address)).endswith(words) for address, words in zip(LISTS, (
        "Nobody is named in anything published here yet.", "next meeting", "Councillors and officers by name",
    ), strict=True)] == [True, False, True]  # fmt: skip
    assert client.get("/committees/harbour-board/members/").status_code == 404


def test_an_officer_is_named_once_a_public_record_does(client):
    officer = f.make_holding("Head of Streets", "Cy Dell")
    officer.office.kind = "officer"
    officer.office.save()
    decide(officer, maker_kind="officer", is_key=None, is_subject=False, not_subject="other",
           not_subject_reason="Not of the executive.", key_reason="", authority="Delegated.")  # fmt: skip
    assert whole(client, officer.person).startswith("Cy Dell Offices Head of Streets Decided alone")
    assert "Cy Dell" in words_of(client.get("/people/"))
    assert "Head of Streets" not in words_of(client.get("/offices/"))  # it promised nothing


def test_two_of_one_name_are_not_counted_as_one(client):
    panel = f.make_body("Finance Panel")
    f.make_membership(panel, ADA)
    f.make_attendance(f.make_meeting(panel, D(2026, 10, 6), public=True), public=True)
    namesake = Person.objects.create(name=ADA, slug="ada-two")
    panel.memberships.create(person=namesake, body=panel)
    told = whole(client, namesake)
    assert "Somebody else here has the same name." in told
    assert "Present" not in told


def test_lists_lead_to_every_page(client, ada):
    panel = f.make_body("Finance Panel")
    f.make_membership(panel, ADA, ward="Aldry", party="Independent")
    f.make_membership(panel, "Councillor Cy Dell", "chair", ends_on=D(2026, 5, 1))
    f.make_meeting(panel, D(2026, 12, 1), public=True)
    answer(ada)
    assert record_words(client.get("/committees/")).endswith(
        "Executive (Cabinet) Cabinet no meeting is announced "
        "Overview and scrutiny Finance Panel next meeting Tuesday 1 December 2026"
    )
    assert "Cabinet Member for Libraries Councillor Ada Fenwright" in words_of(client.get("/offices/"))
    assert "2 people" in words_of(client.get("/people/"))
    members = client.get("/committees/finance-panel/members/")
    assert heading_of(members) == "Members of Finance Panel"
    assert "Who sat on it before Councillor Cy Dell Chair until 1 May 2026" in words_of(members)
    for address in LISTS:
        assert {client.get(link).status_code for link in links_of(client.get(address)) if link.startswith("/")} == {200}


def test_the_same_queries_at_1_and_at_30_rows(client, ada, django_assert_num_queries):
    panel = f.make_body("Finance Panel")
    f.make_membership(panel, ADA)
    pages = {
        "/people/": 6, "/committees/": 3, "/offices/": 4, "/committees/finance-panel/members/": 4,
        f"/people/{ada.person.slug}/": 8,
    }  # fmt: skip
    answer(ada)
    for number in range(30):
        holding = f.make_holding(f"Office {number} {'long ' * 20}", f"Councillor {number}")
        decide(holding)
        f.make_membership(panel, holding.person.name)
        f.make_membership(f.make_body(f"Panel {number}"), ADA)
        f.make_meeting(f.make_body(f"Panel {number}"), D(2026, 12, 1), public=True)
        f.make_attendance(f.make_meeting(panel, D(2026, 8, 1) + datetime.timedelta(number), public=True), public=True)
        decide(ada)
        if number in (0, 29):
            for address, queries in pages.items():
                with django_assert_num_queries(queries):
                    assert client.get(address).status_code == 200
