"""What happens to progress updates: written, revised, accepted, returned, corrected, withdrawn."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import publication
from council.corrections import check_clerical
from council.drafts import save_draft
from council.models import User
from council.publication import RefusedError, local_date
from council.roles import require
from recommendations import announcements_progress as announcements
from recommendations.actions.papers_below import withdraw_below
from recommendations.actions.update_papers import EvidenceFile, keep_paper, publish_papers
from recommendations.choices_progress import UpdateStage
from recommendations.lifecycle import follow, walls
from recommendations.lifecycle_progress import UPDATE_TRANSITIONS, update_gaps
from recommendations.models import Action, ProgressUpdate, Recommendation, UpdateEvidence
from recommendations.permissions_progress import require_writer

Row = dict[str, Any]
# What somebody relies on: a change of it is never clerical.
OF_SUBSTANCE = ("as_at", "status", "why_not", "proposes_closing", "action_key")


@transaction.atomic
def write_update(
    recommendation: Recommendation,
    *,
    fields: dict[str, Any],
    evidence: list[Row],
    by: User | None,
    at: datetime.datetime,
    key: uuid.UUID | None = None,
    paper: EvidenceFile | None = None,
) -> ProgressUpdate:
    """A new update, to be accepted by scrutiny's officer. `key` is its opaque reference: sent twice, it is one.

    `paper` is a file that shows it: it becomes public with the update.
    """
    found = publication.lock(recommendation.set)
    require_writer(by, found)
    if not found.is_public:
        raise RefusedError(_("Only recommendations that are public are reported on."))
    earlier = ProgressUpdate.objects.filter(public_id=key).first() if key else None
    if earlier is not None:
        return earlier
    update = ProgressUpdate(**({"public_id": key} if key else {}))
    update.set, update.recommendation = found, Recommendation.objects.get(pk=recommendation.pk, set=found)
    _refuse_unknown_action(update.recommendation, fields.get("action_key"))
    changes = fields | {"written_by": by, "written_at": at}
    saved = _save(update, changes, evidence, by=by, at=at)
    keep_paper(saved, paper, by=by, at=at)
    return saved


@transaction.atomic
def revise_update(
    update: ProgressUpdate,
    *,
    fields: dict[str, Any],
    evidence: list[Row],
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
    paper: EvidenceFile | None = None,
) -> ProgressUpdate:
    """Write an update again that is not public yet; a returned one waits to be accepted from then on."""
    publication.lock(update.set)
    locked = publication.lock(update, edit_number)
    require_writer(by, locked.set)
    stage = follow(UPDATE_TRANSITIONS, "save", locked.stage)
    _refuse_unknown_action(locked.recommendation, fields.get("action_key", locked.action_key))
    saved = _save(locked, fields | {"stage": stage, "returned_reason": ""}, evidence, by=by, at=at)
    keep_paper(saved, paper, by=by, at=at)
    return saved


def _save(
    update: ProgressUpdate, changes: Row, evidence: list[Row], *, by: User | None, at: datetime.datetime
) -> ProgressUpdate:
    for name, value in changes.items():
        setattr(update, name, value)
    _refuse_incomplete(update, at)
    return save_draft(update, changes={}, by=by, at=at, children=lambda: _write_evidence(update, evidence))


def _refuse_incomplete(update: ProgressUpdate, at: datetime.datetime) -> None:
    if missing := walls(update_gaps(update, local_date(at))):
        raise RefusedError(" ".join(f"{gap.words}." for gap in missing))


def _refuse_unknown_action(recommendation: Recommendation, key: uuid.UUID | None) -> None:
    known = Action.objects.filter(response_item__recommendation=recommendation, key=key)
    if key is not None and not known.exists():
        raise RefusedError(_("That action is not one of this recommendation. Choose it from the list."))


def _write_evidence(update: ProgressUpdate, evidence: list[Row]) -> None:
    update.evidence.all().delete()
    for position, row in enumerate(evidence, start=1):
        UpdateEvidence.objects.create(update=update, position=position, **row)
    update._prefetched_objects_cache = {}  # type: ignore[attr-defined]


@transaction.atomic
def accept_update(
    update: ProgressUpdate, *, edit_number: int | None, by: User | None, at: datetime.datetime
) -> ProgressUpdate:
    """Scrutiny's officer makes it public as it was written, and the papers that show it."""
    found = publication.lock(update.set)
    locked = publication.lock(update, edit_number)
    require(by, UPDATE_TRANSITIONS["accept"].permission, found.made_by)
    stage = follow(UPDATE_TRANSITIONS, "accept", locked.stage)
    if not found.is_public:
        raise RefusedError(_("The recommendations are not public any more, so nothing can be published about them."))
    _refuse_incomplete(locked, at)
    locked.stage, locked.public_on = stage, local_date(at)
    publication.publish(locked, announcements.reported, by=by, at=at)
    publish_papers(locked, by=by, at=at)
    return locked


@transaction.atomic
def return_update(
    update: ProgressUpdate, *, reason: str, edit_number: int | None, by: User | None, at: datetime.datetime
) -> ProgressUpdate:
    """Send it back to whoever wrote it, with a reason. Residents never see either."""
    found = publication.lock(update.set)
    locked = publication.lock(update, edit_number)
    require(by, UPDATE_TRANSITIONS["return"].permission, found.made_by)
    if not reason.strip():
        raise RefusedError(_("Enter why you return it."))
    stage = follow(UPDATE_TRANSITIONS, "return", locked.stage)
    changes = {"stage": stage, "returned_reason": reason}
    return save_draft(locked, changes=changes, by=by, at=at, act="return")


@transaction.atomic
def correct_update(
    update: ProgressUpdate,
    *,
    fields: dict[str, Any],
    evidence: list[Row],
    reason: str,
    is_clerical: bool,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> ProgressUpdate:
    """A new version of a public update, with a reason; the one before stays readable."""
    found = publication.lock(update.set)
    locked = publication.lock(update, edit_number)
    require(by, UPDATE_TRANSITIONS["accept"].permission, found.made_by)
    if locked.stage != UpdateStage.ACCEPTED or not locked.is_public:
        raise RefusedError(_("Only an update that is public is corrected."))
    if is_clerical:
        check_clerical(locked, fields, OF_SUBSTANCE)
    _refuse_unknown_action(locked.recommendation, fields.get("action_key", locked.action_key))
    for name, value in fields.items():
        setattr(locked, name, value)
    _refuse_incomplete(locked, at)
    publication.correct(
        locked,
        announcements.reported,
        changes={},
        reason=reason,
        by=by,
        at=at,
        children=lambda: _write_evidence(locked, evidence),
        is_clerical=is_clerical,
    )
    return locked


@transaction.atomic
def withdraw_update(update: ProgressUpdate, *, reason: str, by: User | None, at: datetime.datetime) -> ProgressUpdate:
    """Take a public update out of sight: the one before it counts again."""
    found = publication.lock(update.set)
    locked = publication.lock(update)
    require(by, UPDATE_TRANSITIONS["accept"].permission, found.made_by)
    publication.withdraw([locked], reason=reason, by=by, at=at)
    withdraw_below([locked], reason=reason, by=by, at=at)
    return locked
