"""Who may do what with one record of a meeting: predicates, and finding a record for an officer.

A record that its finder may not have is a 404, the same as one that does not exist.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from council.access import found_or_404
from council.models import User
from council.models.published import PublishedRecord
from council.roles import Permission, bodies_for, has_permission
from meetings.holders import holder_of
from meetings.lifecycle import body_of
from meetings.models import AgendaItem, Decision, Document, Issue, Meeting, PlanEntry

Predicate = Callable[[User, Any], bool]


def may_see(user: User, record: PublishedRecord) -> bool:
    """Whether an officer may look at it, drafts and withheld words included."""
    if _is_original(record) and not record.parents():
        return _may_see_original(user, record)
    if (holder := holder_of(record)) and isinstance(record, Document):
        return holder.may_see(user, record)
    return has_permission(user, Permission.SEE_MEETINGS, body_of(record))


def may_draft(user: User, record: PublishedRecord) -> bool:
    """Whether an officer writes drafts for the body it belongs to."""
    if (holder := holder_of(record)) and isinstance(record, Document):
        return not _is_original(record) and holder.may_draft(user, record)
    return not _is_original(record) and has_permission(user, Permission.EDIT_MEETING, body_of(record))


def may_publish(user: User, record: PublishedRecord) -> bool:
    """Whether an officer publishes, corrects and withdraws for the body it belongs to."""
    if (holder := holder_of(record)) and isinstance(record, Document):
        return not _is_original(record) and holder.may_publish(user, record)
    return not _is_original(record) and has_permission(user, Permission.PUBLISH_MEETING, body_of(record))


def may_edit(user: User, record: PublishedRecord) -> bool:
    """Whether it can be edited now: a draft by those who write, something public by those who publish."""
    if record.is_withdrawn:
        return False
    return may_publish(user, record) if record.is_published else may_draft(user, record)


def may_add_to(user: User, record: PublishedRecord) -> bool:
    """Whether drafts may be added below it."""
    return may_draft(user, record) and not record.is_withdrawn


def may_make_exempt(user: User, record: PublishedRecord) -> bool:
    """Whether it can be made exempt now: by the same people as may edit it."""
    kinds = AgendaItem | Document | Decision | PlanEntry
    return isinstance(record, kinds) and not record.is_withheld and may_edit(user, record)


def find(queryset: QuerySet, key: uuid.UUID, user: User, allowed: Predicate = may_see) -> Any:
    """The record with this opaque key, if `allowed`; otherwise a 404."""
    record = found_or_404(queryset, public_id=key)
    if not (may_see(user, record) and allowed(user, record)):
        raise Http404
    return record


def meetings_for(user: User) -> QuerySet[Meeting]:
    """The meetings an officer may look at."""
    keys = bodies_for(user, Permission.SEE_MEETINGS)
    found = Meeting.objects.select_related("body")
    return found if keys is None else found.filter(body__in=keys)


def items_of_issue(user: User, issue: Issue) -> QuerySet[AgendaItem]:
    """The items of an issue that an officer may look at, newest meeting first."""
    keys = bodies_for(user, Permission.SEE_MEETINGS)
    found = AgendaItem.objects.filter(issue=issue).select_related("meeting__body").order_by("-meeting__held_on", "pk")
    return found if keys is None else found.filter(meeting__body__in=keys)


def _is_original(record: PublishedRecord) -> bool:
    return isinstance(record, Document) and record.is_original


def _may_see_original(user: User, document: PublishedRecord) -> bool:
    # It may hold words of any body, and, unless it is an issue's page, of either side: only those who may see all
    # of that get it from here.
    if bodies_for(user, Permission.SEE_MEETINGS) is not None:
        return False
    sees_both_sides = has_permission(user, Permission.SEE_SETS) and has_permission(user, Permission.SEE_RESPONSE)
    return sees_both_sides or Issue.objects.filter(original_id=document.pk).exists()
