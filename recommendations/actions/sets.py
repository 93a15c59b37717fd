"""What officers do with recommendation sets: record, revise, publish, correct, withdraw (stages: `stages.py`)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
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
from recommendations.actions.papers_below import withdraw_below
from recommendations.actions.progress_below import follow_restrictions, public_progress, restrictions_turned
from recommendations.actions.rows import Days, Row, days_of, give_days, key_of, write_rows
from recommendations.choices import SetStatus
from recommendations.due import due_fields
from recommendations.lifecycle import SET_TRANSITIONS, follow, set_gaps, walls
from recommendations.models import CabinetResponse, RecommendationSet

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
    others: Mapping[int, Days] | None = None,
) -> RecommendationSet:
    """Save a draft again, or correct what is published (then with a reason).

    `others` are the days of receipt and notice of further addressees by their numbers; None leaves them as they are.
    """
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

    def write() -> None:
        if others is not None:
            give_days(locked, others)
        write_rows(locked, rows)

    restricts = _withholds_more(locked, rows)
    if restricts:
        fields["notice_digest"] = ""  # the notice that was sent holds the words
    turned = restrictions_turned(locked, rows)
    if is_clerical and not restricts:
        check_clerical(locked, fields, OF_SUBSTANCE)
        if others is not None and others != days_of(locked):
            words = "When each of them received it: residents rely on it. Select “of substance”, so that a banner "
            raise RefusedError(words + "tells them.")
    publication.correct(
        locked,
        announcements.corrected,
        changes=fields,
        reason=reason,
        by=by,
        at=at,
        children=write,
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
    return any(row.get("restriction") in WITHHELD and was.get(key) is False for row in rows if (key := key_of(row)))


def _withdraw_responses(
    recommendation_set: RecommendationSet, *, reason: str, by: User | None, at: datetime.datetime
) -> None:
    """Public responses quote the recommendations, in their stored PDFs too; papers of both may, so they go as well."""
    responses = CabinetResponse.objects.select_for_update().filter(set=recommendation_set, withdrawn_at=None)
    public = list(responses.filter(published_at__isnull=False).order_by("pk"))
    publication.withdraw(public, reason=reason, by=by, at=at)
    withdraw_below([recommendation_set, *public], reason=reason, by=by, at=at)


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
def withdraw_set(
    recommendation_set: RecommendationSet, *, reason: str, by: User | None, at: datetime.datetime
) -> RecommendationSet:
    """Withdraw a set, and with it every response that was published to it."""
    locked = publication.lock(recommendation_set)
    require(by, Permission.PUBLISH_SET, locked.made_by)
    responses = CabinetResponse.objects.select_for_update().filter(set=locked, withdrawn_at=None)
    public = responses.filter(published_at__isnull=False).order_by("pk")
    gone = [locked, *public, *public_progress(locked)]
    publication.withdraw(gone, reason=reason, by=by, at=at)
    withdraw_below(gone, reason=reason, by=by, at=at)
    return locked
