"""What officers do with the forward plan: move an entry, take it off, mark it decided, publish an edition."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from council import files, publication
from council.drafts import save_draft
from council.models import Body, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, require
from council.statute.wording import long_date
from meetings import announcements_plan, published_plan
from meetings.deadlines import Rules, plan_problem
from meetings.lifecycle_plan import follow
from meetings.models import Notice, PlanEdition, PlanEntry
from meetings.papers_plan import edition_pdf
from meetings.plan_pages import edition_contents
from meetings.querysets_plan import forthcoming, public_notices

DATES = ("due_kind", "due_on", "due_to", "period_words")


@transaction.atomic
def reschedule(
    entry: PlanEntry,
    *,
    dates: dict[str, Any],
    reason: str,
    route: str = "",
    is_cleared: bool = False,
    edit_number: int | None = None,
    by: User | None,
    at: datetime.datetime,
) -> PlanEntry:
    """Another date, refused where its notices could no longer be given. The old date and the reason stay readable."""
    locked = _lock(entry, edit_number, by)
    changes = {name: dates[name] for name in DATES}
    if {name: getattr(locked, name) for name in DATES} == changes:
        raise RefusedError("This is the date it has. Enter the new date.")
    if route and locked.is_key:
        changes["key_route"] = route
    before = published_plan.due_words_of(locked)
    for name, value in changes.items():
        setattr(locked, name, value)
    problem = plan_problem(locked, public_notices(locked), Rules(), publication.local_date(at))
    if problem:
        raise RefusedError(problem)
    after = published_plan.due_words_of(locked)
    return _move(locked, "reschedule", changes, (before, after), reason, is_cleared, by, at)


@transaction.atomic
def defer(
    entry: PlanEntry, *, reason: str, is_cleared: bool = False, edit_number: int | None = None, by: User | None,
    at: datetime.datetime,
) -> PlanEntry:  # fmt: skip
    """No date for now."""
    locked = _lock(entry, edit_number, by)
    changes: dict[str, Any] = {"due_kind": "date", "due_on": None, "due_to": None, "period_words": ""}
    before = published_plan.due_words_of(locked)
    return _move(locked, "defer", changes, (before, ""), reason, is_cleared, by, at)


@transaction.atomic
def drop(
    entry: PlanEntry, *, reason: str, is_cleared: bool = False, edit_number: int | None = None, by: User | None,
    at: datetime.datetime,
) -> PlanEntry:  # fmt: skip
    """Take it off the plan: it keeps its page, which says when and why."""
    locked = _lock(entry, edit_number, by)
    return _move(locked, "drop", {}, (published_plan.due_words_of(locked), ""), reason, is_cleared, by, at)


@transaction.atomic
def mark_decided(
    entry: PlanEntry,
    *,
    decided_on: datetime.date,
    address: str = "",
    reason: str = "",
    is_cleared: bool = False,
    edit_number: int | None = None,
    by: User | None,
    at: datetime.datetime,
) -> PlanEntry:
    """The decision was made; `address` is the public page of it. No rule of notice stands in the way of saying so."""
    locked = _lock(entry, edit_number, by)
    if decided_on > publication.local_date(at):
        raise RefusedError("The date it was decided must be today or earlier.")
    changes = {"decided_on": decided_on, "decided_at": address}
    days = (published_plan.due_words_of(locked), long_date(decided_on))
    return _move(locked, "decide", changes, days, reason, is_cleared, by, at, needs_reason=False)


def _lock(entry: PlanEntry, edit_number: int | None, by: User | None) -> PlanEntry:
    locked = publication.lock(entry, edit_number)
    require(by, Permission.PUBLISH_MEETING, locked.body)
    return locked


def _move(
    locked: PlanEntry,
    verb: str,
    changes: dict[str, Any],
    days: tuple[str, str],
    reason: str,
    is_cleared: bool,
    by: User | None,
    at: datetime.datetime,
    *,
    needs_reason: bool = True,
) -> PlanEntry:
    """One moment of the entry's history, published as a stage of its own."""
    status = follow(verb, locked.status)
    if needs_reason and not reason.strip():
        raise RefusedError("Enter why. Residents will read this.")
    row = {
        "act": verb,
        "on": publication.local_date(at).isoformat(),
        "before": days[0],
        "after": days[1],
        "reason": reason,
        "is_cleared": is_cleared,
    }
    changes = changes | {"status": status, "history": [*locked.history, row]}
    publication.move_on(locked, announcements_plan.moved, changes=changes, by=by, at=at)
    return locked


def publish_edition(*, body: Body | None, by: User | None, at: datetime.datetime) -> PlanEdition:
    """The plan as it stands, of one body or of all, with its PDF: made before the transaction, then held against it."""
    require(by, Permission.PUBLISH_MEETING, body)
    entries, contents = edition_contents(body, publication.local_date(at))
    if not entries:
        raise RefusedError("There is no decision to come, so there is nothing to publish.")
    days = [entry.due_to or entry.due_on for entry in entries if entry.due_on]
    edition = PlanEdition(
        body=body,
        covers_from=publication.local_date(at),
        covers_to=max((day for day in days if day), default=None),
        contents=contents,
    )
    pdf = edition_pdf(edition, at)
    edition.pdf_digest = files.keep(pdf) if pdf else ""
    with transaction.atomic():
        for entry in forthcoming(body).order_by("pk"):
            publication.lock(entry)
        entries, current = edition_contents(body, publication.local_date(at))
        if current != contents:
            raise ChangedSinceError("The plan changed while its PDF was being made. Publish it again.")
        save_draft(edition, changes={}, by=by, at=at)
        edition.entries.set(entries)
        edition.notices.set(Notice.objects.published().filter(plan_entry__in=entries))
        series = f"FPE-{publication.local_date(at).year}"
        edition.reference = f"{series}-{publication.next_number(series)}"
        publication.publish(edition, announcements_plan.edition, by=by, at=at)
    return edition
