"""Who may see, write, accept and ask for updates, and who may review: asked by views, pages and actions alike."""

from __future__ import annotations

import uuid

from django.http import Http404

from council.access import found_or_404
from council.models import User
from council.roles import NotAllowedError, Permission, has_permission
from recommendations.models import CommitteeReview, ProgressUpdate, Recommendation, RecommendationSet
from recommendations.permissions import set_or_404, visible_sets

# Roles that write updates: scrutiny's officers for the body that made the set, drafters for the one that answers.
SCRUTINY_WRITES = (Permission.RECORD_SET, Permission.PUBLISH_SET)


def may_write(user: User, found: RecommendationSet) -> bool:
    """Scrutiny's officers, and those who draft for whoever has to answer."""
    is_scrutiny = any(has_permission(user, permission, found.made_by) for permission in SCRUTINY_WRITES)
    return is_scrutiny or has_permission(user, Permission.DRAFT_RESPONSE, found.addressee)


def may_accept(user: User, found: RecommendationSet) -> bool:
    """Only scrutiny's side makes an update public, and only it reviews."""
    return has_permission(user, Permission.PUBLISH_SET, found.made_by)


def require_writer(user: User | None, found: RecommendationSet) -> None:
    """Raise NotAllowedError unless they may write. `None` is the system itself, or whoever has a link."""
    if user is not None and not may_write(user, found):
        raise NotAllowedError(Permission.RECORD_SET)


def row_or_404(user: User, key: uuid.UUID, place: int) -> Recommendation:
    """One recommendation of a set the user may see and write about."""
    found = set_or_404(user, key)
    if not may_write(user, found):
        raise Http404
    row: Recommendation = found_or_404(found.recommendations.all(), position=place)
    row.set = found
    return row


def update_or_404(user: User, key: uuid.UUID) -> ProgressUpdate:
    """An update of a set the user may see."""
    related = ProgressUpdate.objects.select_related("set__made_by", "set__addressee", "set__issue", "recommendation")
    related = related.filter(set__in=visible_sets(user).order_by()).prefetch_related("evidence__document")
    found: ProgressUpdate = found_or_404(related, public_id=key)
    return found


def review_or_404(user: User, key: uuid.UUID) -> CommitteeReview:
    """A review of a set for whose maker the user may review."""
    related = CommitteeReview.objects.select_related("set__made_by", "set__issue", "recommendation", "item__meeting")
    found: CommitteeReview = found_or_404(related.filter(set__in=visible_sets(user).order_by()), public_id=key)
    if not may_accept(user, found.set):
        raise Http404
    return found
