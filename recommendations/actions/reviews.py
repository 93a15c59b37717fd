"""What scrutiny does at a meeting: gives its verdict on one or many recommendations, corrects it, withdraws it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import publication
from council.corrections import check_clerical
from council.drafts import save_draft
from council.models import User
from council.publication import RefusedError, local_date
from council.roles import Permission, has_permission, require
from meetings.actions import add_item
from meetings.actions_agenda import rows_of_agenda
from meetings.agenda_order import next_number
from meetings.models import AgendaItem, Meeting
from recommendations import announcements_progress as announcements
from recommendations.lifecycle import name_of, walls
from recommendations.lifecycle_progress import REVIEW_PERMISSION, item_refusal, review_gaps
from recommendations.models import CommitteeReview, Recommendation, RecommendationSet
from recommendations.published_progress import recommendation_address
from recommendations.querysets_progress import TAKE_PLACE

Fields = dict[str, Any]
OF_SUBSTANCE = ("verdict", "rag", "further_by", "refers_to_council")
# What a row of the form may ask for beside the verdict.
CALLS_OFFICER = "calls_officer"


@transaction.atomic
def record_reviews(
    item: AgendaItem,
    rows: Mapping[int, Fields],
    *,
    by: User | None,
    at: datetime.datetime,
    key: uuid.UUID | None = None,
) -> list[CommitteeReview]:
    """Publish the verdicts of one meeting item, by key of the recommendation; all of them or none.

    `key` names the form: sent twice, it is recorded once. Where a row says `calls_officer`, an item for the post in
    `asked_office` is put on the draft agenda of the body's next meeting.
    """
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    recommendations = Recommendation.objects.filter(pk__in=rows).order_by("set_id", "position")
    found = {row.pk: row for row in recommendations.select_related("set__made_by", "set__issue")}
    if not found:
        raise RefusedError(_("Select a verdict for at least one recommendation."))
    for pk in sorted({row.set_id for row in found.values()}):
        _check_set(publication.lock(RecommendationSet(pk=pk)), item, by, at)
    reviews = []
    for row in found.values():
        public_id = uuid.uuid5(key, row.key.hex) if key else uuid.uuid4()
        earlier = CommitteeReview.objects.filter(public_id=public_id).first()
        reviews.append(earlier or _record(row, item, dict(rows[row.pk]), public_id, by=by, at=at))
    return reviews


def _check_set(found: RecommendationSet, item: AgendaItem, by: User | None, at: datetime.datetime) -> None:
    require(by, REVIEW_PERMISSION, found.made_by)
    if not found.is_public:
        raise RefusedError(_("Only recommendations that are public are reviewed."))
    if problem := item_refusal(found, item, local_date(at)):
        raise RefusedError(problem)


def _record(
    recommendation: Recommendation,
    item: AgendaItem,
    fields: Fields,
    public_id: uuid.UUID,
    *,
    by: User | None,
    at: datetime.datetime,
) -> CommitteeReview:
    calls = fields.pop(CALLS_OFFICER, False)
    if CommitteeReview.objects.filter(recommendation=recommendation, item=item, withdrawn_at=None).exists():
        words = _("Recommendation %(label)s was reviewed at that item already. Correct that review instead.")
        raise RefusedError(words % {"label": name_of(recommendation)})
    review = CommitteeReview(public_id=public_id, set=recommendation.set, recommendation=recommendation, item=item)
    review.body, review.reviewed_on = item.meeting.body, item.meeting.held_on
    for name, value in fields.items():
        setattr(review, name, value)
    _refuse_incomplete(review, at)
    if calls:
        review.asked_item = _call_officer(review, by=by, at=at).public_id
    save_draft(review, changes={}, by=by, at=at)
    publication.publish(review, announcements.reviewed, by=by, at=at)
    return review


def _refuse_incomplete(review: CommitteeReview, at: datetime.datetime) -> None:
    if missing := walls(review_gaps(review, local_date(at))):
        raise RefusedError(" ".join(f"{gap.words}." for gap in missing))


def next_meeting(review: CommitteeReview) -> Meeting | None:
    """The first meeting of the body after the one at which it reviewed."""
    meetings = Meeting.objects.filter(body=review.body, held_on__gt=review.reviewed_on, withdrawn_at=None)
    return meetings.filter(status__in=TAKE_PLACE).exclude(status="held").order_by("held_on", "pk").first()


def _call_officer(review: CommitteeReview, *, by: User | None, at: datetime.datetime) -> AgendaItem:
    names = {"label": name_of(review.recommendation), "post": review.asked_office, "set": review.set.reference}
    if not review.asked_office.strip():
        words = _("Recommendation %(label)s: enter the post that is asked to account for it.")
        raise RefusedError(words % names)
    if by is not None and not has_permission(by, Permission.EDIT_MEETING, review.body):
        raise RefusedError(_("You may not change agendas, so the officer cannot be asked to the next meeting here."))
    meeting = next_meeting(review)
    if meeting is None:
        words = _("No later meeting of %(body)s is listed. Add one, then ask the officer to it.")
        raise RefusedError(words % {"body": review.body.name})
    title = _("What came of recommendation %(label)s of %(set)s") % names
    address = recommendation_address(review.recommendation)
    summary = _("%(post)s is asked to account for it. All that is known of it: %(address)s")
    changes = {
        "title": title,
        "summary": summary % (names | {"address": address}),
        "issue": review.set.issue,
        "agenda_number": next_number(rows_of_agenda(meeting)),
    }
    return add_item(meeting, changes=changes, by=by, at=at)


@transaction.atomic
def correct_review(
    review: CommitteeReview,
    *,
    fields: Fields,
    reason: str,
    is_clerical: bool,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> CommitteeReview:
    """A new version of a public review, with a reason."""
    found = publication.lock(review.set)
    locked = publication.lock(review, edit_number)
    require(by, REVIEW_PERMISSION, found.made_by)
    if is_clerical:
        check_clerical(locked, fields, OF_SUBSTANCE)
    for name, value in fields.items():
        setattr(locked, name, value)
    _refuse_incomplete(locked, at)
    said: dict[str, Any] = {"reason": reason, "by": by, "at": at, "is_clerical": is_clerical}
    publication.correct(locked, announcements.reviewed, changes={}, **said)
    return locked


@transaction.atomic
def withdraw_review(review: CommitteeReview, *, reason: str, by: User | None, at: datetime.datetime) -> CommitteeReview:
    """Take a review out of public sight: the recommendation stands as if it had not been given."""
    found = publication.lock(review.set)
    locked = publication.lock(review)
    require(by, REVIEW_PERMISSION, found.made_by)
    publication.withdraw([locked], reason=reason, by=by, at=at)
    return locked
