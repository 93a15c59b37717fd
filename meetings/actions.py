"""What officers do with meetings and what belongs to them: save, publish, correct, make exempt, withdraw."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from council import publication
from council.choices import WITHHELD
from council.corrections import check_clerical
from council.drafts import save_draft
from council.models import Body, User
from council.models.published import PublishedRecord
from council.publication import Announcement, RefusedError
from council.roles import Permission
from meetings import announcements
from meetings.actions_below import closing_earlier_files, open_dependants
from meetings.agenda_numbers import refuse_number_twice
from meetings.announcements import DESCRIBE
from meetings.choices import MeetingStatus, MinutesStatus, NoticeKind
from meetings.lifecycle import (
    OF_SUBSTANCE,
    REFERENCES,
    check_ready,
    give_address,
    public_dependants,
    refuse_incomplete,
    refuse_unknown_paragraphs,
    require_of,
)
from meetings.lifecycle_plan import prepare, refuse
from meetings.models import (
    AgendaItem,
    Decision,
    Document,
    Issue,
    ItemContact,
    ItemMinutes,
    Meeting,
    MeetingNotice,
    PlanEdition,
    ReportRecommendation,
    Representation,
)
from meetings.moments import too_early

Record = TypeVar("Record", bound=PublishedRecord)
Restricted = TypeVar("Restricted", AgendaItem, Document, Decision)
Row = dict[str, Any]


@transaction.atomic
def save(
    record: Record,
    *,
    changes: dict[str, Any],
    edit_number: int | None = None,
    reason: str = "",
    by: User | None,
    at: datetime.datetime,
    children: Callable[[Record], None] | None = None,
    is_clerical: bool = False,
) -> Record:
    """Save a new or a drafted record; correct a published one, then with a reason and as clerical or of substance.

    A meeting that was held and minutes that are confirmed have reached their next stage: that is no correction.
    A correction that makes a record exempt or confidential hides all that was published of it before; one that
    opens it opens what hangs on it.
    Officers give no two items of a meeting one agenda number; an import takes the numbers its source has.
    """
    refuse_unknown_paragraphs(changes.get("exempt_paragraphs", ""))
    if by is not None and isinstance(record, AgendaItem) and changes.get("agenda_number"):
        refuse_number_twice(record, changes)
    locked = publication.lock(record, edit_number) if record.pk else record
    write_children = (lambda: children(locked)) if children else None
    if not locked.is_published:
        for name, value in changes.items():
            setattr(locked, name, value)
        require_of(by, Permission.EDIT_MEETING, locked)
        return save_draft(locked, changes=changes, by=by, at=at, children=write_children)
    require_of(by, Permission.PUBLISH_MEETING, locked)
    if _reaches_next_stage(locked, changes):
        publication.move_on(locked, NEXT_STAGE[type(locked)][1], changes=changes, by=by, at=at)
        return locked
    stands = getattr(locked, "restriction", None)
    becomes = changes.get("restriction", stands)
    restricts = becomes in WITHHELD and becomes != stands
    opens = stands in WITHHELD and becomes not in WITHHELD
    if is_clerical and not restricts:
        check_clerical(locked, changes, OF_SUBSTANCE)
    if isinstance(locked, Document):
        refuse_incomplete(locked, changes)
        write_children = closing_earlier_files(locked, write_children) if restricts else write_children
    publication.correct(
        locked,
        DESCRIBE[type(locked)],
        changes=changes,
        reason=reason,
        by=by,
        at=at,
        children=write_children,
        restricts=restricts,
        is_clerical=is_clerical,
    )
    if restricts:
        _restrict_dependants(locked, reason=reason, by=by, at=at)
    if opens:
        open_dependants(locked, reason=reason, by=by, at=at)
    return locked


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    changes: dict[str, Any],
    by: User | None,
    at: datetime.datetime,
    children: Callable[[AgendaItem], None] | None = None,
) -> AgendaItem:
    """A new item at the end of the agenda. The meeting is locked: two officers cannot take the same place."""
    meeting = publication.lock(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    place = {"meeting": meeting, "position": last + 1}
    return save(AgendaItem(), changes=changes | place, by=by, at=at, children=children)


# The status that is the next stage of a published record, and the sentence for it.
NEXT_STAGE: dict[type[PublishedRecord], tuple[str, Callable[[Any], Announcement]]] = {
    Meeting: (MeetingStatus.HELD, announcements.held),
    ItemMinutes: (MinutesStatus.CONFIRMED, announcements.confirmed),
}


def _reaches_next_stage(record: PublishedRecord, changes: dict[str, Any]) -> bool:
    """Whether the status moves on and no word changes."""
    differing = {name for name, value in changes.items() if getattr(record, name) != value}
    return differing == {"status"} and changes["status"] == NEXT_STAGE[type(record)][0]


def write_item_rows(recommendations: Iterable[Row], contacts: Iterable[Row]) -> Callable[[AgendaItem], None]:
    """The children of an item: report recommendations (label, text) and contacts, replacing what is there."""

    def write(item: AgendaItem) -> None:
        item.report_recommendations.all().delete()
        item.contacts.all().delete()
        for position, row in enumerate(recommendations, start=1):
            ReportRecommendation.objects.create(item=item, position=position, **row)
        for position, row in enumerate(contacts, start=1):
            ItemContact.objects.create(item=item, position=position, **row)

    return write


@transaction.atomic
def publish(
    record: Record,
    *,
    edit_number: int | None = None,
    by: User | None,
    at: datetime.datetime,
    also: Callable[[Record], None] | None = None,
) -> Record:
    """Make a draft public. It is read again under its lock: what became exempt meanwhile is published as exempt.

    `also` fixes what else of the locked record is known only at publication, such as its dates.
    """
    parents = lock_parents(record)
    locked = publication.lock(record, edit_number)
    require_of(by, Permission.PUBLISH_MEETING, locked)
    for name, parent in parents.items():
        setattr(locked, name, parent)
    check_ready(locked)
    refuse(too_early(locked, publication.local_date(at)))
    prepare(locked, publication.local_date(at))
    give_address(locked)
    if type(locked) in REFERENCES and not locked.reference:  # type: ignore[attr-defined]
        series = f"{REFERENCES[type(locked)]}-{publication.local_date(at).year}"
        locked.reference = f"{series}-{publication.next_number(series)}"  # type: ignore[attr-defined]
    if isinstance(locked, Issue) and not locked.slug:
        locked.slug = slugify(locked.title)[:80] or "issue"
    if also is not None:
        also(locked)
    publication.publish(locked, DESCRIBE[type(locked)], by=by, at=at)
    return locked


def lock_parents(record: PublishedRecord) -> dict[str, PublishedRecord]:
    """Lock what a record hangs on, so that nobody makes it exempt or withdraws it while we publish."""
    if isinstance(record, Meeting):
        Body.objects.select_for_update().get(pk=record.body_id)
    if isinstance(record, Representation):
        publication.lock(record.notice.plan_entry)
    if record.public_parents and not record.parents() and not record.stands_alone:
        raise RefusedError("This belongs to nothing that is published, so it cannot be published.")
    names = [name for name in record.public_parents if getattr(record, name) is not None]
    return {name: publication.lock(getattr(record, name)) for name in names}


def give_notice(
    meeting: Meeting, kind: NoticeKind, facts: dict[str, Any], *, by: User | None, at: datetime.datetime
) -> MeetingNotice:
    """Publish a notice of a locked, public meeting, in the transaction of what it tells; `facts` are its columns."""
    before = {f"{name}_before": getattr(meeting, name) for name in ("held_on", "starts_at", "venue")}
    notice = MeetingNotice(meeting=meeting)
    save_draft(notice, changes=before | facts | {"kind": kind}, by=by, at=at)
    publication.publish(notice, DESCRIBE[MeetingNotice], by=by, at=at)
    return notice


@transaction.atomic
def make_exempt(
    record: Restricted,
    *,
    restriction: str,
    paragraphs: str,
    reason: str,
    lapses_on: datetime.date | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Restricted:
    """Mark an item, a paper, a decision or an entry of the plan exempt or confidential, whatever others do with it.

    No edit number is asked for: this wins over a newer draft and over publication.
    """
    if restriction not in WITHHELD:
        raise RefusedError("Choose exempt or confidential.")
    refuse_unknown_paragraphs(paragraphs)
    locked = publication.lock(record)
    if locked.restriction in WITHHELD:
        raise RefusedError("This is already withheld.")
    cites = restriction == "exempt"
    changes = {
        "restriction": restriction,
        "exempt_paragraphs": paragraphs if cites else "",
        "exempt_reason": reason if cites else "",
        "restriction_lapses_on": lapses_on,
    }
    permission = Permission.PUBLISH_MEETING if locked.is_published else Permission.EDIT_MEETING
    require_of(by, permission, locked)
    if not locked.is_published:
        return save_draft(locked, changes=changes, by=by, at=at, act="made exempt")
    return save(locked, changes=changes, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw(record: Record, *, reason: str, by: User | None, at: datetime.datetime) -> Record:
    """Withdraw a record and everything public that hangs on it."""
    locked = publication.lock(record)
    require_of(by, Permission.PUBLISH_MEETING, locked)
    publication.withdraw([locked], reason=reason, by=by, at=at)
    _withdraw_dependants(locked, reason=reason, by=by, at=at)
    return locked


def _restrict_dependants(record: PublishedRecord, *, reason: str, by: User | None, at: datetime.datetime) -> None:
    """Hide all that was published below a record that became exempt.

    Outcome and minutes can have a summary for the public later; papers are withdrawn, their titles with them.
    Sub-items are withheld in the same way, and with each of them what hangs on it.
    """
    for found in public_dependants(record):
        below = publication.lock(found)
        if isinstance(below, AgendaItem) and not below.is_withheld:
            changes = {name: getattr(record, name) for name in ("restriction", "exempt_paragraphs", "exempt_reason")}
            save(below, changes=changes, reason=reason, by=by, at=at)
        if not isinstance(below, PlanEdition) and not _belongs_to(below, record):
            continue
        if isinstance(below, Document | PlanEdition):
            publication.withdraw([below], reason=reason, by=by, at=at)
            continue
        changes = {"is_cleared": False} if hasattr(below, "is_cleared") else {}
        publication.correct(below, DESCRIBE[type(below)], changes=changes, reason=reason, by=by, at=at, restricts=True)


def _belongs_to(below: PublishedRecord, record: PublishedRecord) -> bool:
    """Whether a record hangs on another, not through an item of its own (a sub-item sees to what hangs on it)."""
    for parent in below.parents():
        if parent == record or (not isinstance(parent, AgendaItem) and _belongs_to(parent, record)):
            return True
    return False


def _withdraw_dependants(record: PublishedRecord, *, reason: str, by: User | None, at: datetime.datetime) -> None:
    publication.withdraw([publication.lock(found) for found in public_dependants(record)], reason=reason, by=by, at=at)
