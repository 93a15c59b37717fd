"""What a committee asked and what came of it; what an office said it would do. Made of the tracker's rows alone.

A body or an office is no public record of its own: it has a page where a public record names it, and none before.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.db.models import Q
from django.http import Http404

from council.models import Council
from meetings.published import meeting_address
from recommendations.about import follow_committee, follow_office, of_committee, of_office
from recommendations.briefing import days_of, known_meetings
from recommendations.choices import Outcome
from recommendations.figures import Share
from recommendations.models import LeadChange, RecommendationSet
from recommendations.tracker import Tracked, TrackedAction, meeting_days, put_together, rows_with_all

Facts = dict[str, Any]


def committee_page(slug: str, council: Council, on: datetime.date) -> Facts:
    """What a body recommended, or was asked, with where each stands; 404 where no public record names it."""
    meetings = known_meetings(body__slug=slug)
    sets = RecommendationSet.objects.filter(Q(made_by__slug=slug) | Q(addressee__slug=slug))
    rows = put_together(rows_with_all(sets, on), days_of(meetings, on), council, on)
    made = [row for row in rows if row.made_by_slug == slug]
    asked = [row for row in rows if row.addressee_slug == slug and row.made_by_slug != slug]
    names = (
        [meeting.body.name for meeting in meetings] + [row.made_by for row in made] + [row.addressee for row in asked]
    )
    if not names:
        raise Http404
    coming = next((meeting for meeting in meetings if meeting.held_on >= on and meeting.status == "scheduled"), None)
    page = {
        "name": names[0],
        "slug": slug,
        "has_meetings": bool(meetings),
        "made": made,
        "asked": asked,
        "figures": figures(made or asked),
        "coming": {"held_on": coming.held_on, "address": meeting_address(coming)} if coming else None,
    }
    return page | {"about": of_committee(page), "formats": follow_committee(page)}


def office_page(slug: str, council: Council, on: datetime.date) -> Facts:
    """What the holder of an office answered, and the actions it leads; 404 where no public answer names it."""
    answered = Q(responses__respondent__office__slug=slug)
    leads = Q(responses__items__actions__lead_office__slug=slug)
    leads |= Q(lead_changes__office__slug=slug, lead_changes__published_at__isnull=False)
    sets = RecommendationSet.objects.filter(
        pk__in=RecommendationSet.objects.filter(answered | leads).order_by().values("pk")
    )
    read = rows_with_all(sets, on)
    rows = put_together(read, meeting_days({row.set.made_by_id for row in read}, on), council, on)
    lines: list[Facts] = [{"row": row, "action": action} for row in rows for action in row.actions]
    promised = [line for line in lines if leads_now(line["action"]) == slug]
    passed_on = [line for line in lines if line["action"].lead_slug == slug and line not in promised]
    said = [row for row in rows if row.respondent_slug == slug]
    titles = [row.respondent for row in said]
    titles += [line["action"].lead for line in (*promised, *passed_on) if line["action"].lead_slug == slug]
    titles += [line["action"].now_led.title for line in promised if line["action"].now_led]
    if not titles:  # handed on since, or the answer was corrected: it keeps its page
        titles = list(LeadChange.objects.published().filter(office__slug=slug).values_list("to_title", flat=True)[:1])
    if not titles:
        raise Http404
    promised.sort(key=lambda line: (line["action"].due_on is None, line["action"].due_on or datetime.date.max))
    late = sum(1 for line in promised if line["action"].is_overdue)
    page = {"title": titles[0], "slug": slug, "promised": promised, "said": said, "late": Share(late, len(promised))}
    page["passed_on"] = passed_on
    return page | {"about": of_office(page, slug), "formats": follow_office(page, slug)}


def leads_now(action: TrackedAction) -> str:
    """The part of an address of the post that leads it now."""
    return action.now_led.slug if action.now_led else action.lead_slug


def figures(rows: list[Tracked]) -> Facts:
    """How many, and what came of them."""
    outcomes = Counter(row.outcome for row in rows)
    return {
        "recommendations": len(rows),
        "awaiting": outcomes[""],
        "agreed": outcomes[Outcome.ACCEPTED],
        "part": outcomes[Outcome.IN_PART],
        "refused": outcomes[Outcome.NOT_ACCEPTED],
        "unsaid": outcomes[Outcome.NO_OUTCOME],
        "closed": sum(1 for row in rows if row.is_closed),
    }
