"""Which stage of an update may follow which, who may do it, and what must be there first; the same for reviews."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from council.roles import Permission
from council.statute.wording import long_date
from meetings.choices import MeetingStatus
from meetings.models import AgendaItem
from recommendations.choices_progress import ENDED, ProgressStatus, UpdateStage, Verdict
from recommendations.lifecycle import Gap, Transition
from recommendations.models import CabinetResponse, CommitteeReview, ProgressUpdate, RecommendationSet

U = UpdateStage

# Who writes is asked by the action: scrutiny's officers for the maker, or those who draft for the addressee.
UPDATE_TRANSITIONS = {
    "save": Transition("save", (U.WAITING, U.RETURNED), U.WAITING, Permission.RECORD_SET),
    "accept": Transition("accept", (U.WAITING,), U.ACCEPTED, Permission.PUBLISH_SET),
    "return": Transition("return", (U.WAITING,), U.RETURNED, Permission.PUBLISH_SET),
}
# A verdict is scrutiny's alone: the permission is asked for the body that made the set.
REVIEW_PERMISSION = Permission.PUBLISH_SET


def update_gaps(update: ProgressUpdate, on: datetime.date) -> list[Gap]:
    """What an update still needs before residents may read it, and what is worth a second look."""
    gaps = []
    if not update.narrative.strip():
        gaps.append(Gap(_("Enter what has been done"), "narrative"))
    if not update.office_title.strip():
        gaps.append(Gap(_("Enter the post that reports"), "office_title"))
    if update.as_at > on:
        gaps.append(Gap(_("The day it is as at must be today or in the past"), "as_at"))
    if update.status == ProgressStatus.PAUSED and not update.paused_reason.strip():
        gaps.append(Gap(_("Enter why it is paused"), "paused_reason"))
    if update.status == ProgressStatus.NOT_IMPLEMENTED and not update.why_not:
        gaps.append(Gap(_("Select why it will not be done"), "why_not"))
    if update.proposes_closing and update.status not in ENDED:
        gaps.append(Gap(_("Closing can be proposed only of what is complete or will not be done"), "proposes_closing"))
    if older := older_than_answer(update):
        gaps.append(Gap(older, "as_at", is_wall=False))
    return gaps


def older_than_answer(update: ProgressUpdate) -> str:
    """A warning, no wall: what is reported may have been done before Cabinet answered."""
    answers = CabinetResponse.objects.published().filter(set=update.set, kind="full", approved_on__isnull=False)
    approved_on = answers.order_by("version").values_list("approved_on", flat=True).first()
    if approved_on is None or update.as_at >= approved_on:
        return ""
    return _("It is as at a day before the response was agreed, on %(day)s") % {"day": long_date(approved_on)}


def review_gaps(review: CommitteeReview, on: datetime.date) -> list[Gap]:
    """What a verdict needs."""
    name = {"label": review.recommendation.position}
    gaps = []
    if review.verdict == Verdict.NOT_SATISFIED and not (review.further_by or review.refers_to_council):
        words = _("Recommendation %(label)s: enter by when a further response is wanted, or refer it to council")
        gaps.append(Gap(words % name, "further_by"))
    if review.verdict == Verdict.NOT_IMPLEMENTED and not review.words.strip():
        words = _("Recommendation %(label)s: enter why it is closed as not implemented")
        gaps.append(Gap(words % name, "words"))
    if review.further_by and review.further_by <= review.reviewed_on:
        words = _("Recommendation %(label)s: the further response must be wanted by a day after the meeting")
        gaps.append(Gap(words % name, "further_by"))
    return gaps


def item_refusal(found: RecommendationSet, item: AgendaItem, on: datetime.date) -> str:
    """Why a set cannot be reviewed at an item, in words; empty where it can."""
    meeting = item.meeting
    if meeting.body_id != found.made_by_id:
        return _("Choose a meeting of %(body)s: nobody else closes its recommendations.") % {"body": found.made_by.name}
    if meeting.held_on > on:
        return _("The meeting is still to come. Record the verdict once it was held.")
    if meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED) or meeting.is_withdrawn:
        return _("That meeting was not held. Choose another.")
    if item.is_heading or item.is_withdrawn:
        return _("Choose the item at which the recommendations were reviewed.")
    if found.made_on and meeting.held_on < found.made_on:
        return _("The recommendations were made after that meeting. Choose a later one.")
    return ""
