"""What officers do with recommendation sets: record, revise, publish, send, receive, correct, withdraw."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import transaction

from council import publication
from council.choices import WITHHELD
from council.corrections import check_clerical
from council.drafts import save_draft
from council.models import User
from council.publication import RefusedError
from council.roles import Permission, require
from recommendations import announcements
from recommendations.actions.progress_below import follow_restrictions, public_progress, restrictions_turned
from recommendations.choices import SetStatus
from recommendations.due import due_fields
from recommendations.lifecycle import SET_TRANSITIONS, follow, set_gaps, walls
from recommendations.models import CabinetResponse, Recommendation, RecommendationSet

Row = dict[str, Any]
# What somebody relies on: a change of it is never clerical, whatever the officer says.
OF_SUBSTANCE = ("made_by", "made_on", "addressee", "notice_given_on", "received_on", "due_on")


@transaction.atomic
def record_set(
    *,
    fields: dict[str, Any],
    rows: list[Row],
    by: User | None,
    at: datetime.datetime,
    key: uuid.UUID | None = None,
) -> RecommendationSet:
    """Create a draft from its fields and its rows of `label` and `text` (and restriction, where there is one).

    `key` becomes its opaque reference: a form that is sent twice cannot make two drafts.
    """
    require(by, Permission.RECORD_SET, fields["made_by"])
    recommendation_set = RecommendationSet(**{"public_id": key} if key else {})
    fields = fields | due_fields(fields["addressee"], fields.get("received_on"), fields.get("notice_given_on"))
    return save_draft(
        recommendation_set,
        changes=fields,
        by=by,
        at=at,
        children=lambda: write_rows(recommendation_set, rows),
    )


@transaction.atomic
def revise_set(
    recommendation_set: RecommendationSet,
    *,
    fields: dict[str, Any],
    rows: list[Row],
    edit_number: int,
    by: User | None,
    at: datetime.datetime,
    reason: str = "",
    is_clerical: bool = False,
) -> RecommendationSet:
    """Save a draft again, or correct what is published (then with a reason)."""
    locked = publication.lock(recommendation_set, edit_number)
    permission = Permission.PUBLISH_SET if locked.is_published else Permission.RECORD_SET
    for body in (locked.made_by, fields.get("made_by", locked.made_by)):
        require(by, permission, body)
    merged = {name: getattr(locked, name) for name in ("addressee", "received_on", "notice_given_on")} | fields
    fields = fields | due_fields(merged["addressee"], merged["received_on"], merged["notice_given_on"])
    if not locked.is_published:
        return save_draft(locked, changes=fields, by=by, at=at, children=lambda: write_rows(locked, rows))
    if len(rows) != locked.recommendations.count() and locked.responses.exists():
        raise RefusedError("Recommendations cannot be added or removed once they are being answered.")
    restricts = _withholds_more(locked, rows)
    turned = restrictions_turned(locked, rows)
    if is_clerical and not restricts:
        check_clerical(locked, fields, OF_SUBSTANCE)
    publication.correct(
        locked,
        announcements.corrected,
        changes=fields,
        reason=reason,
        by=by,
        at=at,
        children=lambda: write_rows(locked, rows),
        restricts=restricts,
        is_clerical=is_clerical,
    )
    if restricts:
        _withdraw_responses(locked, reason=reason, by=by, at=at)
    follow_restrictions(locked, turned, reason=reason, by=by, at=at)
    return locked


def _withholds_more(recommendation_set: RecommendationSet, rows: list[Row]) -> bool:
    """Whether words that were public become exempt or confidential: then every earlier version must be hidden."""
    was = {row.key: row.is_withheld for row in recommendation_set.recommendations.all()}
    return any(row.get("restriction") in WITHHELD and was.get(key) is False for row in rows if (key := _key(row)))


def _withdraw_responses(
    recommendation_set: RecommendationSet, *, reason: str, by: User | None, at: datetime.datetime
) -> None:
    """Public responses quote the recommendations, in their stored PDFs too."""
    responses = CabinetResponse.objects.select_for_update().filter(set=recommendation_set, withdrawn_at=None)
    publication.withdraw(responses.filter(published_at__isnull=False).order_by("pk"), reason=reason, by=by, at=at)


def write_rows(recommendation_set: RecommendationSet, rows: list[Row]) -> None:
    """Make the set's recommendations equal `rows`; a row with the `key` of one that is there changes that one."""
    present = {row.key: row for row in recommendation_set.recommendations.all()}
    wanted = [_key(row) for row in rows]
    for key, gone in list(present.items()):
        if key not in wanted:
            _refuse_if_answered(gone)
            gone.delete()
    for shift, stays in enumerate(present.values()):
        if stays.key in wanted:  # out of the way, so that places can be swapped under the unique constraint
            stays.position = 10_000 + shift
            stays.save(update_fields=["position"])
    for position, row in enumerate(rows, start=1):
        wanted_key = _key(row)
        record = present.get(wanted_key) if wanted_key else None
        record = record or Recommendation(set=recommendation_set, key=wanted_key or uuid.uuid4())
        record.position = position
        for name in ("label", "text", "restriction", "exempt_paragraphs", "exempt_reason", "public_summary"):
            if name in row:
                setattr(record, name, row[name])
        record.save()
    recommendation_set._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _key(row: Row) -> uuid.UUID | None:
    return uuid.UUID(str(row["key"])) if row.get("key") else None


def _refuse_if_answered(recommendation: Recommendation) -> None:
    if any(getattr(recommendation, name).exists() for name in ("answers", "updates", "reviews")):
        raise RefusedError("A recommendation that is being answered or reported on cannot be removed.")


@transaction.atomic
def publish_set(
    recommendation_set: RecommendationSet, *, edit_number: int | None, by: User | None, at: datetime.datetime
) -> RecommendationSet:
    """Make a draft set public, with its reference; its status follows from the dates that are recorded."""
    locked = publication.lock(recommendation_set, edit_number)
    require(by, Permission.PUBLISH_SET, locked.made_by)
    missing = walls(set_gaps(locked))
    if missing:
        raise RefusedError(" ".join(f"{gap.words}." for gap in missing))
    verb = "receive" if locked.received_on else "send" if locked.sent_on else "agree"
    locked.status = follow(SET_TRANSITIONS, verb, SetStatus.DRAFTED)
    if not locked.reference:
        year = publication.local_date(at).year
        locked.reference = f"SR-{year}-{publication.next_number(f'SR-{year}')}"
    publication.publish(locked, announcements.made, by=by, at=at)
    return locked


@transaction.atomic
def send_set(
    recommendation_set: RecommendationSet,
    *,
    sent_on: datetime.date,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:
    """Record that a published set was sent to who has to answer."""
    return _move_on(recommendation_set, "send", {"sent_on": sent_on}, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def receive_set(
    recommendation_set: RecommendationSet,
    *,
    received_on: datetime.date,
    notice_given_on: datetime.date | None,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:
    """Record receipt of a published set: the clock starts."""
    made_on = recommendation_set.made_on
    if made_on and received_on < made_on:
        raise RefusedError("The date of receipt must not be before the date the recommendations were made.")
    changes = {"received_on": received_on, "notice_given_on": notice_given_on}
    changes |= due_fields(recommendation_set.addressee, received_on, notice_given_on)
    return _move_on(recommendation_set, "receive", changes, edit_number=edit_number, by=by, at=at)


def _move_on(
    recommendation_set: RecommendationSet,
    verb: str,
    changes: dict[str, Any],
    *,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:
    locked = publication.lock(recommendation_set, edit_number)
    require(by, SET_TRANSITIONS[verb].permission, locked.made_by)
    changes["status"] = follow(SET_TRANSITIONS, verb, locked.status)
    publication.move_on(locked, announcements.moved_on, changes=changes, by=by, at=at)
    return locked


@transaction.atomic
def withdraw_set(
    recommendation_set: RecommendationSet, *, reason: str, by: User | None, at: datetime.datetime
) -> RecommendationSet:
    """Withdraw a set, and with it every response that was published to it."""
    locked = publication.lock(recommendation_set)
    require(by, Permission.PUBLISH_SET, locked.made_by)
    responses = CabinetResponse.objects.select_for_update().filter(set=locked, withdrawn_at=None)
    public = responses.filter(published_at__isnull=False).order_by("pk")
    publication.withdraw([locked, *public, *public_progress(locked)], reason=reason, by=by, at=at)
    return locked
