"""The home page: what was decided, what is coming, what councillors recommended and what came of it, what is new."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council import formats, lists
from council.about import About, organization
from council.access import public_view
from council.models import Council, PublicEvent
from council.statute.periods import MunicipalYear, municipal_year
from council.views.week import event_lines
from meetings.choices_decisions import DecisionStatus
from meetings.models import Meeting
from meetings.pages import meeting_line, short, some
from meetings.pages_decisions import decision_line
from meetings.published import ITEM, MEETING, OUTCOME
from meetings.querysets import EVENT_VALUES, latest_outcomes, upcoming_first, with_state
from meetings.querysets_decisions import for_lists, with_status
from recommendations.choices import Outcome
from recommendations.models import Recommendation, RecommendationSet, ResponseItem
from recommendations.querysets_progress import standing

DECIDED = 5
COMING = 5
NEWS = 8
# Publishing one agenda makes an event for each of its items and papers: so many are read to fill a short list.
EVENTS_READ = 80


@public_view
def home(request: HttpRequest) -> HttpResponse:
    """The four answers a visitor comes for."""
    council = request.council  # type: ignore[attr-defined]
    context = home_page(council, timezone.localdate()) | {
        "about": about(council),
        "formats": [*formats.data_of(reverse("home")), *formats.of_list(lists.called("register"), {})],
        "week_url": reverse("this-week"),
    }
    return render(request, "council/home.html", context)


def home_page(council: Council, today: datetime.date) -> dict[str, Any]:
    """What the home page shows."""
    year = municipal_year(today)
    return {
        "decided": decided_lately(today),
        "coming": coming_up(today),
        "year": year.name,
        "figures": figures(year),
        "overdue": overdue(council, today),
        "news": news(),
    }


def about(council: Council) -> About:
    """The council, as the home page says it."""
    contact = {"@type": "ContactPoint", "email": council.contact_email, "telephone": council.contact_phone}
    facts = {"@type": "WebSite", "name": _("Decisions and recommendations"), "url": reverse("home")}
    whole = organization(council.name, reverse("home")) | {"contactPoint": contact}
    words = _("What %(name)s was asked, what it answered and what it did: meetings, decisions, recommendations.")
    return About(council.name, reverse("home"), words % {"name": council.name}, facts | {"about": whole})


def decided_lately(on: datetime.date) -> list[dict[str, Any]]:
    """The newest decisions: decision records, and outcomes of items that have none."""
    lines = [*outcome_lines(), *decision_lines(on)]
    return sorted(lines, key=lambda line: line["decided_on"], reverse=True)[:DECIDED]


def decision_lines(on: datetime.date) -> list[dict[str, Any]]:
    """The newest decision records, each with when it takes effect."""
    lines = [decision_line(decision) for decision in with_status(for_lists(), on)[:DECIDED]]
    return [
        {
            "title": line["title"],
            "address": line["address"],
            "words": short(line["words"], 30),
            "who": line["maker_title"],
            "decided_on": line["decided_on"],
            "when": line["when"] if line["status"] == DecisionStatus.IN_WINDOW else "",
        }
        for line in lines
    ]


def outcome_lines() -> list[dict[str, Any]]:
    """The newest outcomes, each with its item and meeting."""
    return [
        {
            "title": item["title"],
            "address": item["address"],
            "words": short(OUTCOME.read(outcome)["text"], 30),
            "who": meeting["body"]["name"],
            "decided_on": meeting["held_on"],
            "when": "",
        }
        for outcome in latest_outcomes(DECIDED)
        for item in [some(ITEM, outcome.item, ("title", "address"))]
        for meeting in [some(MEETING, outcome.item.meeting, ("body", "held_on"))]
    ]


def coming_up(on: datetime.date) -> list[dict[str, Any]]:
    """The next meetings."""
    meetings = Meeting.objects.published().filter(held_on__gte=on).select_related("body")
    return [meeting_line(meeting) for meeting in with_state(upcoming_first(meetings, on))[:COMING]]


def figures(year: MunicipalYear) -> dict[str, int]:
    """What was recommended in a municipal year and what came of it: one query.

    The public full response that stands counts; a recommendation without one is awaiting, never refused.
    """
    answers = ResponseItem.objects.filter(standing(), recommendation=OuterRef("pk"))
    made = Recommendation.objects.filter(
        set__in=RecommendationSet.objects.published(), set__made_on__range=(year.first_on, year.last_on)
    ).annotate(answer=Subquery(answers.values("outcome")[:1]))
    return made.aggregate(
        made=Count("pk"),
        sets=Count("set", distinct=True),
        agreed=Count("pk", filter=Q(answer=Outcome.ACCEPTED)),
        in_part=Count("pk", filter=Q(answer=Outcome.IN_PART)),
        refused=Count("pk", filter=Q(answer=Outcome.NOT_ACCEPTED)),
        no_outcome=Count("pk", filter=Q(answer=Outcome.NO_OUTCOME)),
        awaiting=Count("pk", filter=Q(answer=None)),
    )


def overdue(council: Council, on: datetime.date) -> dict[str, int]:
    """How many sets of any year are overdue for an answer, and how many days the latest of them is."""
    sets: Any = RecommendationSet.objects.published()
    late = sets.overdue(on, council.clock_starts_on)
    found = late.aggregate(sets=Count("pk"), first=Min("open_due_on"))
    return {"sets": found["sets"], "days": (on - found["first"]).days if found["first"] else 0}


def news() -> list[dict[str, Any]]:
    """The newest public events; those of one meeting published on one day as one line, with how many more."""
    events = PublicEvent.objects.shown().order_by("-entry_id").values("entry__at", *EVENT_VALUES)
    return event_lines(events[:EVENTS_READ])[:NEWS]
