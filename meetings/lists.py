"""The public lists of meetings, decisions, the forward plan and issues."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council import lists
from council.kept_counts import keeper
from council.lists import Params, PublicList, Selection
from council.models import Council
from council.representations import PublicField
from council.schemas import DAY, FLAG, listed, or_none, some_of
from council.statute.wording import long_date
from meetings.choices_decisions import DecisionStatus
from meetings.filters import IssueFilter, MeetingFilter
from meetings.filters_decisions import DecisionFilter
from meetings.filters_plan import PlanFilter
from meetings.lifecycle_plan import status_now
from meetings.models import (
    AgendaItem,
    CallIn,
    CallInStep,
    Decision,
    Issue,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    Notice,
    PlanEntry,
)
from meetings.published import ISSUE, MEETING, issue_address, meeting_address
from meetings.published_decisions import DECISION, decision_address, decision_title
from meetings.published_documents import public_title
from meetings.published_plan import NOTICE, PLAN_ENTRY, plan_entry_address
from meetings.querysets import upcoming_first, with_state
from meetings.querysets_decisions import for_lists, with_status
from meetings.querysets_plan import forthcoming, with_notices

PAGE_SIZE = 25
PLAN_PAGE_SIZE = 50
NOTICE_ON_LISTS = ("kind", "kind_words", "given_on", "address")


def _meetings(params: Params, *, council: Council, on: datetime.date) -> Selection:
    """Upcoming meetings, the next one first, then past ones."""
    chosen = MeetingFilter(params, Meeting.objects.published(), keeper(council, on))
    return Selection(lambda: upcoming_first(chosen.qs, on), chosen, chosen.total)


def _meeting_title(meeting: Meeting) -> str:
    return _now("%(body)s, %(day)s") % {"body": meeting.body.name, "day": long_date(meeting.held_on)}


def _meetings_changed(meetings: QuerySet) -> QuerySet:
    below = (
        AgendaItem.objects.filter(meeting=OuterRef("pk")),
        ItemOutcome.objects.filter(item__meeting=OuterRef("pk")),
        ItemMinutes.objects.filter(item__meeting=OuterRef("pk")),
        Decision.objects.filter(item__meeting=OuterRef("pk")),
    )
    return meetings.annotate(changed=lists.latest(*below))


MEETINGS = PublicList(
    name="meetings",
    model=Meeting,
    title=_("Meetings"),
    path="/meetings/",
    page_size=PAGE_SIZE,
    kinds=("meeting",),
    fields=(
        *MEETING.fields,
        PublicField("has_agenda", _("The agenda is published"), None, (), FLAG),
        PublicField("has_decisions", _("Decisions are published"), None, (), FLAG),
        PublicField("minutes_status", _("Status of the minutes"), lambda m: m.minutes_status or "", ()),
    ),
    choose=_meetings,
    filters=MeetingFilter,
    load=lambda council, on: with_state(Meeting.objects.published()).select_related("body"),
    title_of=_meeting_title,
    address_of=meeting_address,
    with_changed=_meetings_changed,
)


def _decisions(params: Params, *, council: Council, on: datetime.date) -> Selection:
    """Every public decision, the latest first."""
    chosen = DecisionFilter(params, with_status(for_lists(), on), keeper(council, on))
    return Selection(lambda: chosen.qs, chosen, chosen.total)


def _decisions_changed(decisions: QuerySet) -> QuerySet:
    call_ins = CallIn.objects.filter(decision=OuterRef("pk"))
    steps = CallInStep.objects.filter(call_in__decision=OuterRef("pk"))
    return decisions.annotate(changed=lists.latest(call_ins, steps))


DECISIONS = PublicList(
    name="decisions",
    model=Decision,
    title=_("Decisions"),
    path="/decisions/",
    page_size=PAGE_SIZE,
    kinds=("decision",),
    fields=(
        *DECISION.fields,
        PublicField("status", _("Status"), None, ()),
        PublicField("status_words", _("Status in words"), lambda d: DecisionStatus(d.status).label, ()),
        PublicField("takes_effect_on", _("Takes effect on"), None, (), or_none(DAY)),
    ),
    choose=_decisions,
    filters=DecisionFilter,
    load=lambda council, on: with_status(for_lists().defer(None), on),
    title_of=decision_title,
    address_of=decision_address,
    with_changed=_decisions_changed,
)


def _plan(params: Params, *, council: Council, on: datetime.date) -> Selection:
    """The decisions that are to be made, the next one first."""
    chosen = PlanFilter(params, forthcoming(), keeper(council, on))
    return Selection(lambda: chosen.qs, chosen, chosen.total)


def _plan_changed(entries: QuerySet) -> QuerySet:
    return entries.annotate(changed=lists.latest(Notice.objects.filter(plan_entry=OuterRef("pk"))))


def _notices(entry: Any) -> list[dict[str, Any]]:
    shown = [field for field in NOTICE.fields if field.name in NOTICE_ON_LISTS]
    return [{field.name: field.value(notice) for field in shown} for notice in entry.public_notices]


def _status(entry: Any) -> Any:
    return status_now(entry, entry.public_notices)


PLAN = PublicList(
    name="forward-plan",
    model=PlanEntry,
    title=_("Forward plan"),
    path="/forward-plan/",
    page_size=PLAN_PAGE_SIZE,
    kinds=("planentry",),
    fields=(
        *(field for field in PLAN_ENTRY.fields if field.name not in ("status", "status_words")),
        PublicField("status", _("Status"), lambda e: _status(e).value, ()),
        PublicField("status_words", _("Status in words"), lambda e: _status(e).label, ()),
        PublicField("notices", _("Notices"), _notices, (), listed(some_of(NOTICE, NOTICE_ON_LISTS))),
    ),
    choose=_plan,
    filters=PlanFilter,
    load=lambda council, on: with_notices(PlanEntry.objects.published()),
    title_of=public_title,
    address_of=plan_entry_address,
    with_changed=_plan_changed,
)


def _issues(params: Params, *, council: Council, on: datetime.date) -> Selection:
    """The subjects followed over time, by title."""
    chosen = IssueFilter(params, Issue.objects.published().order_by("title", "pk"), keeper(council, on))
    return Selection(lambda: chosen.qs, chosen, chosen.total)


ISSUES = PublicList(
    name="issues",
    model=Issue,
    title=_("Issues"),
    path="/issues/",
    page_size=PAGE_SIZE,
    kinds=("issue",),
    fields=ISSUE.fields,
    choose=_issues,
    filters=IssueFilter,
    load=lambda council, on: Issue.objects.published(),
    title_of=lambda issue: issue.title,
    address_of=issue_address,
)

LISTS = (MEETINGS, DECISIONS, PLAN, ISSUES)
