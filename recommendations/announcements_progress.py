"""What publication writes down of updates and reviews: the public words, and one sentence for timelines."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council.canonical import plain
from council.models import Body
from council.publication import Announcement, local_date
from recommendations.announcements import about, issue_reference
from recommendations.choices_progress import Verdict
from recommendations.lifecycle import name_of
from recommendations.models import CommitteeReview, LeadChange, ProgressUpdate
from recommendations.published import set_address
from recommendations.published_progress import LEAD_CHANGE, REVIEW, UPDATE, recommendation_address


def _names(record: ProgressUpdate | CommitteeReview) -> dict[str, Any]:
    return {"label": name_of(record.recommendation), "subject": about(record.set)}


def reported(update: ProgressUpdate) -> Announcement:
    """An update became public, or was corrected."""
    names = _names(update) | {"status": str(update.get_status_display()).lower()}
    if update.version > 1:
        sentence = _("A progress update on recommendation %(label)s about %(subject)s was corrected") % names
        return _of(update, UPDATE.read(update), sentence, local_date(update.changed_at), update.set.made_by)
    sentence = _("Progress on recommendation %(label)s about %(subject)s: %(status)s") % names
    return _of(update, UPDATE.read(update), sentence, update.as_at, update.set.made_by)


VERDICTS = {
    Verdict.KEEP_OPEN: gettext_lazy("%(body)s kept open %(what)s"),
    Verdict.COMPLETE: gettext_lazy("%(body)s closed as complete %(what)s"),
    Verdict.NOT_IMPLEMENTED: gettext_lazy("%(body)s closed as not implemented %(what)s"),
    Verdict.NOT_SATISFIED: gettext_lazy("%(body)s was not satisfied with what came of %(what)s"),
}


def reviewed(review: CommitteeReview) -> Announcement:
    """A verdict was given, or its record corrected."""
    names = _names(review) | {"body": review.body.name}
    if review.version > 1:
        sentence = _("The review of recommendation %(label)s about %(subject)s was corrected") % names
        return _of(review, REVIEW.read(review), sentence, local_date(review.changed_at), review.body)
    names["what"] = _("recommendation %(label)s about %(subject)s") % names
    sentence = str(VERDICTS[Verdict(review.verdict)] % names)
    return _of(review, REVIEW.read(review), sentence, review.reviewed_on, review.body)


def led_by(change: LeadChange) -> Announcement:
    """Another post leads what was promised."""
    names = {"now": change.to_title, "was": change.from_title, "labels": change.labels, "subject": about(change.set)}
    words = ngettext(
        "%(now)s leads, in place of %(was)s, what was promised on recommendation %(labels)s about %(subject)s",
        "%(now)s leads, in place of %(was)s, what was promised on recommendations %(labels)s about %(subject)s",
        change.labels.count(", ") + 1,
    )
    return Announcement(
        snapshot=plain(LEAD_CHANGE.read(change)),
        sentence=(words % names)[:1000],
        address=set_address(change.set),
        happened_on=change.since,
        body=change.set.made_by,
        issue_reference=issue_reference(change.set),
    )


def _of(
    record: ProgressUpdate | CommitteeReview, snapshot: dict[str, Any], sentence: str, day: datetime.date, body: Body
) -> Announcement:
    return Announcement(
        snapshot=snapshot,
        sentence=sentence[:1000],
        address=recommendation_address(record.recommendation),
        happened_on=day,
        body=body,
        issue_reference=issue_reference(record.set),
    )
