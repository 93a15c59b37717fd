"""Restrictions whose day of review has come: who is asked on the desk, and the two answers there are.

Nothing here opens anything by itself: a restriction that lapses prompts an officer.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from council import audit, publication
from council.choices import Restriction
from council.models import User
from council.publication import RefusedError
from council.roles import Permission, bodies_for
from meetings import actions
from meetings.holders import holder_of, related_to_holders
from meetings.lifecycle import body_of, require_of
from meetings.models import AgendaItem, Document

# What a document may hang on that has a body of its own, or a meeting that has.
OF_MEETINGS = ("item", "meeting", "decision")
Restricted = AgendaItem | Document


@dataclass(frozen=True)
class ReviewLine:
    """One line of the desk."""

    words: str
    about: str
    url: str
    button: str
    due_on: datetime.date | None
    hint: str = ""
    timing: str = ""


def due_reviews(user: User, today: datetime.date) -> list[ReviewLine]:
    """What is published as restricted and whose day of review has come, for those who publish: the oldest first."""
    keys = bodies_for(user, Permission.PUBLISH_MEETING)
    if keys == set():
        return []
    due = Q(published_at__isnull=False, withdrawn_at=None, restriction_lapses_on__lte=today)
    due &= ~Q(restriction=Restriction.OPEN)
    items = AgendaItem.objects.filter(due).select_related("meeting__body")
    papers = Document.objects.filter(due).select_related(*map(_body_path, OF_MEETINGS), *related_to_holders())
    found: list[Any] = [record for record in (*items, *papers) if record.is_public]
    found = [record for record in found if _publishes(user, record, keys)]
    lines = [_line(record) for record in found]
    return sorted(lines, key=lambda line: (line.due_on or today, line.about))


def _publishes(user: User, record: Restricted, keys: set[int] | None) -> bool:
    holder = holder_of(record)
    if holder is not None:
        return holder.may_publish(user, record)  # type: ignore[arg-type]
    return keys is None or (body := body_of(record)) is None or body.pk in keys


def _body_path(name: str) -> str:
    """What to read with a document so that its body is known."""
    model: Any = Document._meta.get_field(name).related_model
    has_meeting = any(field.name == "meeting" for field in model._meta.concrete_fields)
    return f"{name}__meeting__body" if has_meeting else f"{name}__body"


def _line(record: Restricted) -> ReviewLine:
    kind = "item" if isinstance(record, AgendaItem) else "document"
    return ReviewLine(
        words=_("Review whether it is still withheld"),
        about=record.title,
        url=reverse("meetings:officer-review-restriction", args=[kind, record.public_id]),
        button=_("Decide"),
        due_on=record.restriction_lapses_on,
        hint=str(record.get_restriction_display()),
    )


def open_now(record: Restricted, *, reason: str, by: User | None, at: datetime.datetime) -> Restricted:
    """Open it, as a correction with its reason; what hangs on it is opened with it."""
    changes = {
        "restriction": Restriction.OPEN,
        "exempt_paragraphs": "",
        "exempt_reason": "",
        "restriction_lapses_on": None,
    }
    if not record.is_published or record.restriction == Restriction.OPEN:
        raise RefusedError(_("This is not withheld from anybody now."))
    return actions.save(record, changes=changes, edit_number=record.edit_number, reason=reason, by=by, at=at)


@transaction.atomic
def keep_withheld(
    record: Restricted, *, until: datetime.date, reason: str, by: User | None, at: datetime.datetime
) -> Restricted:
    """Keep it withheld, to be reviewed on another day. No public word changes; the audit trail keeps the reason."""
    locked = publication.lock(record, record.edit_number)
    require_of(by, Permission.PUBLISH_MEETING, locked)
    if not locked.is_published or locked.is_withdrawn or locked.restriction == Restriction.OPEN:
        raise RefusedError(_("This is not withheld from anybody now."))
    if until <= publication.local_date(at):
        raise RefusedError(_("Enter a date in the future: you are asked again on that day."))
    publication.keep_note(locked, changes={"restriction_lapses_on": until}, act="kept withheld", by=by, at=at)
    audit.record("why it is kept withheld", locked, by=by, at=at, after={"until": until, "reason": reason})
    return locked
