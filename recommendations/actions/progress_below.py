"""What happens to updates and reviews when the set they hang on changes: withdrawn with it, made exempt with a row."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from council import publication
from council.choices import WITHHELD
from council.models import User
from council.models.published import PublishedRecord
from recommendations import announcements_progress as announcements
from recommendations.actions.papers_below import withdraw_below
from recommendations.models import CommitteeReview, LeadChange, ProgressUpdate, RecommendationSet


def public_progress(found: RecommendationSet) -> list[PublishedRecord]:
    """Public updates, reviews and changes of who leads of a set, locked: they go out of sight with it."""
    records: list[PublishedRecord] = []
    for model in (ProgressUpdate, CommitteeReview, LeadChange):
        rows = model.objects.select_for_update().filter(set=found, withdrawn_at=None, published_at__isnull=False)
        records += rows.order_by("pk")
    return records


def restrictions_turned(found: RecommendationSet, rows: Iterable[dict[str, Any]]) -> dict[str, bool]:
    """Of rows that are about to be written: key -> withheld from now on, where that is not so now."""
    was = {row.key.hex: row.is_withheld for row in found.recommendations.all()}
    turned = {}
    for row in rows:
        key = uuid.UUID(str(row["key"])).hex if row.get("key") else ""
        if key in was and "restriction" in row and (row["restriction"] in WITHHELD) != was[key]:
            turned[key] = not was[key]
    return turned


def follow_restrictions(
    found: RecommendationSet, turned: dict[str, bool], *, reason: str, by: User | None, at: datetime.datetime
) -> None:
    """What is said of a recommendation follows its restriction, once it is written.

    Of one that has become exempt every word ever published is hidden, and where it stands stays public, which says
    nothing of what is withheld; of one that was opened the words are published in a new version.
    """
    describe: dict[type, publication.Describe] = {
        ProgressUpdate: announcements.reported,
        CommitteeReview: announcements.reviewed,
    }
    for record in public_progress(found) if turned else ():
        if type(record) not in describe:
            continue
        key = record.recommendation.key.hex  # type: ignore[attr-defined]
        if key in turned:
            told, hides = describe[type(record)], turned[key]
            publication.correct(record, told, changes={}, reason=reason, by=by, at=at, restricts=hides)
            if hides:
                withdraw_below([record], reason=reason, by=by, at=at)
