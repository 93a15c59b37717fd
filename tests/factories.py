"""Makes records for tests, through the actions wherever publication is involved. All names are invented."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from council.models import Body, Council, Membership, Office, OfficeHolding, Person, RoleGrant, User
from meetings import actions as meeting_actions
from meetings import actions_minutes
from meetings.models import (
    AgendaItem,
    Attendance,
    Document,
    Issue,
    ItemMinutes,
    ItemOutcome,
    ItemProceedings,
    Meeting,
)
from recommendations import actions
from recommendations.choices import ApprovalBasis, Outcome
from recommendations.models import CabinetResponse, RecommendationSet

AT = datetime.datetime(2026, 11, 2, 10, 30, tzinfo=datetime.UTC)
_numbers = itertools.count(1)


def make_council(**fields: Any) -> Council:
    """The council's one configuration row."""
    defaults = {
        "name": "Wenshire Council",
        "contact_email": "democracy@wenshire.example",
        "contact_phone": "01632 960001",
    }
    council, _ = Council.objects.update_or_create(pk=1, defaults=defaults | fields)
    return council


def make_body(name: str = "", kind: str = Body.Kind.SCRUTINY, **fields: Any) -> Body:
    """A body; the same name gives the same body."""
    name = name or f"Panel {next(_numbers)}"
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    body, _ = Body.objects.get_or_create(name=name, defaults={"slug": slug, "kind": kind, **fields})
    return body


def make_cabinet() -> Body:
    """The executive."""
    return make_body("Cabinet", Body.Kind.EXECUTIVE)


def make_holding(title: str = "Cabinet Member for Libraries", name: str = "Councillor Ada Fenwright") -> OfficeHolding:
    """Somebody in an office."""
    number = next(_numbers)
    office, _ = Office.objects.get_or_create(
        title=title, defaults={"slug": f"office-{number}", "kind": "member", "body": make_cabinet()}
    )
    person, _ = Person.objects.get_or_create(name=name, defaults={"slug": f"person-{number}"})
    return OfficeHolding.objects.get_or_create(office=office, person=person)[0]


def make_user(*grants: tuple[str, str], username: str = "", bodies: list[Body] | None = None, **fields: Any) -> User:
    """A user with (role, side) grants and the password "correct horse battery"."""
    username = username or f"user{next(_numbers)}"
    user = User.objects.create_user(
        username, password="correct horse battery", **{"post": "Scrutiny Officer", **fields}
    )
    for role, side in grants:
        grant = RoleGrant.objects.create(user=user, role=role, side=side)
        grant.bodies.set(bodies or [])
    return user


def make_issue(title: str = "Library opening hours", *, public: bool = False, **fields: Any) -> Issue:
    issue = meeting_actions.save(Issue(), changes={"title": title, **fields}, by=None, at=AT)
    return meeting_actions.publish(issue, by=None, at=AT) if public else issue


def make_meeting(
    body: Body | None = None,
    held_on: datetime.date = datetime.date(2026, 10, 6),
    *,
    public: bool = False,
    **fields: Any,
) -> Meeting:
    changes = {"body": body or make_cabinet(), "held_on": held_on, **fields}
    meeting = meeting_actions.save(Meeting(), changes=changes, by=None, at=AT)
    return meeting_actions.publish(meeting, by=None, at=AT) if public else meeting


def make_item(
    meeting: Meeting | None = None,
    *,
    public: bool = False,
    recommendations: list[dict[str, str]] | None = None,
    contacts: list[dict[str, str]] | None = None,
    **fields: Any,
) -> AgendaItem:
    meeting = meeting or make_meeting(public=public)
    position = meeting.items.count() + 1
    changes = {
        "meeting": meeting,
        "position": position,
        "agenda_number": str(position),
        "title": "Opening hours",
        **fields,
    }
    children = meeting_actions.write_item_rows(recommendations or [], contacts or [])
    item = meeting_actions.save(AgendaItem(), changes=changes, by=None, at=AT, children=children)
    return meeting_actions.publish(item, by=None, at=AT) if public else item


def make_outcome(item: AgendaItem, text: str = "Agreed", *, public: bool = False, **fields: Any) -> ItemOutcome:
    outcome = meeting_actions.save(ItemOutcome(), changes={"item": item, "text": text, **fields}, by=None, at=AT)
    return meeting_actions.publish(outcome, by=None, at=AT) if public else outcome


def make_minutes(
    item: AgendaItem, text: str = "Members asked questions.", *, public: bool = False, **fields: Any
) -> ItemMinutes:
    minutes = meeting_actions.save(ItemMinutes(), changes={"item": item, "text": text, **fields}, by=None, at=AT)
    return meeting_actions.publish(minutes, by=None, at=AT) if public else minutes


def make_attendance(
    meeting: Meeting,
    *,
    public: bool = False,
    members: list[dict[str, Any]] | None = None,
    others: list[dict[str, Any]] | None = None,
    declarations: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> Attendance:
    """Who was at a meeting: one member unless said."""
    ada = {"name": "Councillor Ada Fenwright", "capacity": "chair", "presence": "present"}
    children = actions_minutes.write_attendance_rows(members or [ada], others or [], declarations or [])
    changes = {"meeting": meeting, **fields}
    attendance = meeting_actions.save(Attendance(), changes=changes, by=None, at=AT, children=children)
    return meeting_actions.publish(attendance, by=None, at=AT) if public else attendance


def make_proceedings(
    item: AgendaItem,
    *,
    public: bool = False,
    votes: list[dict[str, Any]] | None = None,
    speakers: list[dict[str, Any]] | None = None,
    declarations: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> ItemProceedings:
    """Votes, speakers and interests of an item: one speaker unless said."""
    spoke = [{"name": "Bea Orrin", "capacity": "Member of the public"}]
    children = actions_minutes.write_proceedings_rows(votes or [], speakers or spoke, declarations or [])
    changes = {"item": item, **fields}
    made = meeting_actions.save(ItemProceedings(), changes=changes, by=None, at=AT, children=children)
    return meeting_actions.publish(made, by=None, at=AT) if public else made


def make_membership(body: Body, name: str, capacity: str = "member", **fields: Any) -> Membership:
    """Somebody on a body's membership list."""
    person, _ = Person.objects.get_or_create(name=name, defaults={"slug": f"person-{next(_numbers)}"})
    return Membership.objects.create(body=body, person=person, capacity=capacity, **fields)


def make_document(item: AgendaItem | None, title: str = "Report", *, public: bool = False, **fields: Any) -> Document:
    changes = {"item": item, "title": title, "format": "PDF", "size_text": "106 KB", **fields}
    document = meeting_actions.save(Document(), changes=changes, by=None, at=AT)
    return meeting_actions.publish(document, by=None, at=AT) if public else document


def make_set(
    *texts: str,
    public: bool = False,
    made_by: Body | None = None,
    rows: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> RecommendationSet:
    """A set with numbered recommendations, made on 2 August 2021 unless said."""
    changes = {
        "made_by": made_by or make_body("Finance Panel"),
        "addressee": make_cabinet(),
        "made_on": datetime.date(2021, 8, 2),
        "subject": "the ledger",
        **fields,
    }
    texts = texts or ("That the ledger be balanced.", "That the staff be thanked.")
    rows = rows or [{"label": f"{n})", "text": text} for n, text in enumerate(texts, start=1)]
    recommendation_set = actions.record_set(fields=changes, rows=rows, by=None, at=AT)
    if public:
        recommendation_set = actions.publish_set(recommendation_set, edit_number=None, by=None, at=AT)
    return recommendation_set


def make_response(
    recommendation_set: RecommendationSet | None = None,
    *,
    until: str = "drafting",
    approved_on: datetime.date | None = datetime.date(2021, 9, 14),
    answers: dict[str, Any] | None = None,
    drafter: User | None = None,
    signer: User | None = None,
    **fields: Any,
) -> CabinetResponse:
    """A response taken through its steps `until` drafting, submitted, signed_off, approved or published."""
    recommendation_set = recommendation_set or make_set(public=True)
    drafter = drafter or make_user(("officer", "executive"))
    response = actions.start_response(recommendation_set, by=drafter, at=AT)
    row = {"outcome": Outcome.ACCEPTED, "outcome_words": "Yes", "comment": "Agreed.", "no_action": "done"}
    said = row | (answers or {})
    rows = {
        item.pk: said | {"limbs": [{"outcome": said["outcome"]} for _limb in item.recommendation.limbs]}
        for item in response.items.all()
    }
    fields = {
        "respondent_title": "Cabinet Member for Libraries",
        "respondent_name": "Councillor Ada Fenwright",
        **fields,
    }
    response = actions.save_response(
        response, fields=fields, rows=rows, edit_number=response.edit_number, by=drafter, at=AT
    )
    return advance(response, until, approved_on=approved_on, drafter=drafter, signer=signer)


def advance(
    response: CabinetResponse,
    until: str,
    *,
    approved_on: datetime.date | None = datetime.date(2021, 9, 14),
    drafter: User | None = None,
    signer: User | None = None,
) -> CabinetResponse:
    """Take a complete draft on, as far as `until`."""
    if until == "drafting":
        return response
    drafter = drafter or response.drafted_by
    response = actions.submit_response(response, edit_number=None, by=drafter, at=AT)
    if until == "submitted":
        return response
    signer = signer or make_user(("approver", "executive"), ("publisher", "executive"))
    response = actions.sign_off_response(response, edit_number=None, by=signer, at=AT)
    if until == "signed_off":
        return response
    basis = ApprovalBasis.MEETING if approved_on else ApprovalBasis.NOT_RECORDED
    response = actions.record_approval(response, basis=basis, approved_on=approved_on, edit_number=None, by=None, at=AT)
    if until == "approved":
        return response
    return actions.publish_response(response, edit_number=None, by=None, at=AT)
