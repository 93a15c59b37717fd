"""What the page of a person shows, and the lists of people, committees and offices. Plain values only."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse

from council.models import Body, Membership, OfficeHolding, Person
from council.published import BODY, HOLDING, MEMBERSHIP, OFFICE, PERSON
from council.statute.periods import municipal_year
from meetings.choices import MeetingStatus, Presence
from meetings.models import Attendance, Meeting, MemberAttendance
from meetings.pages import some
from meetings.published import MEETING
from meetings.published_decisions import DECISION
from recommendations import people
from recommendations.published import RESPONSE, response_address

Facts = dict[str, Any]
LISTED = 20
# What is said of a decision that somebody took alone.
ALONE = ("reference", "title", "maker_title", "maker_name", "decided_on", "address", "restriction",
         "restriction_words")  # fmt: skip
AHEAD = 5
FORMER = 100
MEETINGS_READ = 200
KINDS = (Body.Kind.COUNCIL, Body.Kind.EXECUTIVE, Body.Kind.SCRUTINY, Body.Kind.REGULATORY, Body.Kind.JOINT,
         Body.Kind.OTHER)  # fmt: skip


def person_page(slug: str, on: datetime.date) -> Facts:
    """Offices, committees, decisions alone, answers, attendance, meetings to come; 404 where nothing names them."""
    same_name = people.known_people(on).filter(name=OuterRef("name")).exclude(pk=OuterRef("pk")).order_by()
    found = people.known_people(on).filter(slug=slug).annotate(has_namesake=Exists(same_name)).first()
    if found is None:
        raise Http404
    places = people.shown_memberships(on).filter(person=found).select_related("body").order_by("-starts_on", "pk")
    committees = [membership_facts(place, on) for place in places]
    meetings = meetings_of(found, {place.body_id for place in places if _is_serving(place, on)}, on)
    attended = [meeting for meeting in meetings if meeting["presence"]]
    return PERSON.read(found) | {
        "offices": offices_of(found, on),
        "committees": committees,
        "now": next((place for place in committees if place["is_now"] and place["ward"]), None),
        "ahead": sorted((m for m in meetings if m["is_ahead"]), key=lambda m: m["held_on"])[:AHEAD],
        "decisions": decisions_of(found),
        "answers": answers_of(found),
        "attended": attended[:LISTED],
        "this_year": attendance_in_year(attended, on),
        "has_namesake": found.has_namesake,
        "limit": LISTED,
    }


def _is_serving(row: Any, on: datetime.date) -> bool:
    return row.ends_on is None or row.ends_on >= on


def person_address(person: Person) -> str:
    """The path of a person's page."""
    return reverse("recommendations:person", args=[person.slug])


def membership_facts(place: Any, on: datetime.date) -> Facts:
    """A place on a body, with the body's page."""
    body = {"name": place.body.name, "address": reverse("recommendations:committee", args=[place.body.slug])}
    return MEMBERSHIP.read(place) | {"body": body, "is_now": _is_serving(place, on)}


def offices_of(person: Person, on: datetime.date) -> list[Facts]:
    """The offices somebody held, the latest first; those with a page are linked."""
    has_page = Exists(people.known_offices().filter(pk=OuterRef("office_id")))
    held = people.shown_holdings(on).filter(person=person).select_related("office").annotate(has_page=has_page)
    return [
        HOLDING.read(row)
        | OFFICE.read(row.office)
        | {
            "address": reverse("recommendations:office", args=[row.office.slug]) if row.has_page else "",
            "is_now": _is_serving(row, on),
        }
        for row in held.order_by("-starts_on", "office__title")
    ]


def decisions_of(person: Person) -> list[Facts]:
    """The decisions somebody took alone, the latest first, and one more than are shown."""
    taken = people.decided_alone().filter(holding__person=person).select_related("item__meeting__body", "body")
    return [some(DECISION, row, ALONE) for row in taken.order_by("-decided_on", "-pk")[: LISTED + 1]]


def answers_of(person: Person) -> list[Facts]:
    """The answers to scrutiny that somebody gave, the latest first, and one more than are shown."""
    given = people.answers_given().filter(respondent__person=person)
    given = given.select_related("set__made_by", "duty").order_by("-approved_on", "-pk")
    return [
        some(RESPONSE, row, ("version", "respondent_title", "approved_on"))
        | {
            "address": response_address(row),
            "subject": row.set.subject,
            "made_by": row.set.made_by.name,
            "reference": row.set.reference,
        }
        for row in given[: LISTED + 1]
    ]


def meetings_of(person: Person, bodies: set[int], on: datetime.date) -> list[Facts]:
    """Public meetings whose published attendance has the name, and those to come of these bodies, the latest first.

    An attendance has names alone: of two people with one name nobody could say which was there.
    """
    rows = MemberAttendance.objects.filter(Attendance.public_when("attendance__"), name=person.name).order_by()
    rows = rows.none() if getattr(person, "has_namesake", False) else rows
    there = rows.filter(attendance__meeting=OuterRef("pk")).values("presence")[:1]
    ahead = Q(body__in=bodies, held_on__gte=on, status=MeetingStatus.SCHEDULED)
    wanted = Q(pk__in=rows.values("attendance__meeting")) | ahead
    found = Meeting.objects.published().filter(wanted).annotate(presence=Subquery(there)).select_related("body")
    return [
        some(MEETING, row, ("body", "held_on", "starts_at", "address"))
        | {
            "presence": row.presence or "",
            "presence_words": str(Presence(row.presence).label) if row.presence else "",
            "is_ahead": row.held_on >= on and row.body_id in bodies and row.status == MeetingStatus.SCHEDULED,
        }
        for row in found.order_by("-held_on", "body__name", "pk")[:MEETINGS_READ]
    ]


def attendance_in_year(attended: list[Facts], on: datetime.date) -> Facts:
    """How many of the meetings of this municipal year that name somebody they were present at."""
    year = municipal_year(on)
    first, last = year.first_on.isoformat(), year.last_on.isoformat()
    own = [meeting for meeting in attended if first <= meeting["held_on"] <= last]
    return {
        "name": year.name,
        "count": sum(meeting["presence"] == Presence.PRESENT for meeting in own),
        "of": len(own),
    }


def people_rows(on: datetime.date) -> QuerySet[Person]:
    """Everybody with a page, by name, with the places and offices they hold now."""
    now = people.serving(on)
    places = people.shown_memberships(on).filter(now).select_related("body").order_by("body__name", "pk")
    held = people.shown_holdings(on).filter(now).select_related("office").order_by("office__title", "pk")
    return (
        people.known_people(on)
        .order_by("name", "pk")
        .prefetch_related(
            Prefetch("memberships", places, to_attr="places"), Prefetch("holdings", held, to_attr="offices_held")
        )
    )


def person_line(person: Any) -> Facts:
    """A person in the list: what they do now, and for which ward."""
    wards = dict.fromkeys(place.ward for place in person.places if place.ward)
    parties = dict.fromkeys(place.party for place in person.places if place.party)
    return PERSON.read(person) | {
        "address": person_address(person),
        "offices": [held.office.title for held in person.offices_held],
        "committees": [place.body.name for place in person.places],
        "ward": next(iter(wards), ""),
        "party": next(iter(parties), ""),
    }


def committees_page(on: datetime.date) -> list[Facts]:
    """Every body with a page, by kind; what has ended comes last in its kind. Each with its next meeting."""
    ahead = Meeting.objects.published().filter(body=OuterRef("pk"), held_on__gte=on, status=MeetingStatus.SCHEDULED)
    soonest = ahead.order_by().values("body").annotate(first=Min("held_on")).values("first")
    rows = [
        BODY.read(body) | {"next_on": body.next_on, "address": reverse("recommendations:committee", args=[body.slug])}
        for body in people.known_bodies(on).annotate(next_on=Subquery(soonest)).order_by("name")
    ]
    for row in rows:
        row["is_over"] = row["exists_to"] is not None and row["exists_to"] < on.isoformat()
    groups = [(kind, [row for row in rows if row["kind"] == kind]) for kind in KINDS]
    return [
        {"name": str(kind.label), "committees": sorted(own, key=lambda row: row["is_over"])}
        for kind, own in groups
        if own
    ]


def members_page(slug: str, on: datetime.date) -> Facts:
    """Who sits on a body, the chair first, and who sat on it; 404 where no public record names the body."""
    body = people.known_bodies(on).filter(slug=slug).first()
    if body is None:
        raise Http404
    order = list(Membership.Capacity)
    rows = [
        MEMBERSHIP.read(place)
        | {
            "name": place.person.name,
            "address": person_address(place.person),
            "is_now": _is_serving(place, on),
            "rank": order.index(Membership.Capacity(place.capacity)),
        }
        for place in people.shown_memberships(on).filter(body=body).select_related("person").order_by("person__name")
    ]
    now = sorted((row for row in rows if row["is_now"]), key=lambda row: row["rank"])
    before = sorted((row for row in rows if not row["is_now"]), key=lambda row: row["ends_on"], reverse=True)
    return BODY.read(body) | {
        "now": now,
        "before": before[:FORMER],
        "body_address": reverse("recommendations:committee", args=[body.slug]),
        "has_party": any(row["party"] for row in now),
        "has_ward": any(row["ward"] for row in now),
    }


def offices_page(on: datetime.date) -> list[Facts]:
    """Every office with a page, councillors' before officers', with who holds it now where that is shown."""
    now = people.shown_holdings(on).filter(people.serving(on)).select_related("person").order_by("person__name")
    held: Prefetch[str, QuerySet[OfficeHolding], str] = Prefetch("holdings", now, to_attr="holders")
    rows = [
        OFFICE.read(office)
        | {
            "address": reverse("recommendations:office", args=[office.slug]),
            "holders": [
                {"name": row.person.name, "address": person_address(row.person)}
                for row in office.holders  # type: ignore[attr-defined]
            ],
        }
        for office in people.known_offices().order_by("title").prefetch_related(held)
    ]
    return sorted(rows, key=lambda row: row["kind"] != "member")
