"""What happens to updates and reviews when the set they hang on changes: withdrawn with it, made exempt with a row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from council import publication
from council.models import User
from council.models.published import PublishedRecord
from recommendations import announcements_progress as announcements
from recommendations.models import CommitteeReview, ProgressUpdate, RecommendationSet


def public_progress(found: RecommendationSet) -> list[PublishedRecord]:
    """Public updates and reviews of a set, locked: they go out of sight with it."""
    records: list[PublishedRecord] = []
    for model in (ProgressUpdate, CommitteeReview):
        rows = model.objects.select_for_update().filter(set=found, withdrawn_at=None, published_at__isnull=False)
        records += rows.order_by("pk")
    return records


def restrict_progress(
    found: RecommendationSet, positions: Iterable[int], *, reason: str, by: User | None, at: datetime.datetime
) -> None:
    """Hide every word ever published of updates and reviews about recommendations that have become exempt.

    Where each stands stays public: it says nothing of what is withheld.
    """
    describe: dict[type, publication.Describe] = {
        ProgressUpdate: announcements.reported,
        CommitteeReview: announcements.reviewed,
    }
    wanted = set(positions)
    for record in public_progress(found):
        if record.recommendation.position in wanted:  # type: ignore[attr-defined]
            told = describe[type(record)]
            publication.correct(record, told, changes={}, reason=reason, by=by, at=at, restricts=True)
