"""Everything that says what is overdue, each as a function of the council and a day: answers, and what was promised.

Another reader is one more line in `ANSWERS` or `ACTIONS`; tests/recommendations/test_overdue_agrees.py does the rest.
An answer that is awaited is named by its set's subject and who has to give it; where a reader counts sets, by the
subject alone (`SETS`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from council.models import Body, Council, Office
from council.views import home
from meetings.models import Meeting
from recommendations import desk, listing, pages, progress_pages, statistics
from recommendations.briefing import briefing_page
from recommendations.models import Action, RecommendationSet
from recommendations.progress_panel import panel
from recommendations.querysets_progress import overdue_actions
from recommendations.reminders import waited_actions, waited_answers
from recommendations.tracker import tracked
from recommendations.tracker_filter import Question, narrowed
from recommendations.who_pages import committee_page, office_page
from tests import factories as f
from tests.recommendations import overdue_formats

Reader = Callable[[Council, datetime.date], list[Any]]
Pair = tuple[str, str]


def public_sets() -> list[RecommendationSet]:
    return list(RecommendationSet.objects.published().order_by("pk"))


def of_the_list(council: Council, on: datetime.date) -> list[str]:
    page = listing.list_page({"state": "overdue"}, council=council, on=on)
    assert {one["state_code"] for one in page["sets"]} <= {"overdue"}
    return [one["subject"] for one in page["sets"]]


def of_the_querysets(council: Council, on: datetime.date) -> list[str]:
    late: Any = RecommendationSet.objects.published()
    return [found.subject for found in late.overdue(on, council.clock_starts_on)]


def of_set_pages(council: Council, on: datetime.date) -> list[Pair]:
    found = []
    for one in public_sets():
        page = pages.set_page(one.reference, council=council, on=on)
        found += [(one.subject, part["name"]) for part in page["parts"] if part["state"] == "overdue"]
    return found


def of_recommendation_pages(council: Council, on: datetime.date) -> list[Pair]:
    """Of each recommendation what its page says first."""
    found = set()
    for one in public_sets():
        for row in one.recommendations.all():
            page = progress_pages.recommendation_page(one.reference, row.position, council=council, on=on)
            if " overdue" in page["lead"]:
                found.add((one.subject, page["set"]["addressee"]["name"]))
    return list(found)


def of_rows(rows: Any) -> list[Pair]:
    return list({(row.subject, row.addressee) for row in rows if row.is_due})


def of_the_tracker(council: Council, on: datetime.date) -> list[Pair]:
    return of_rows(narrowed(tracked(RecommendationSet.objects.all(), council, on), Question(due="answer")))


def of_committee_pages(council: Council, on: datetime.date) -> list[Pair]:
    makers = Body.objects.filter(pk__in=[one.made_by_id for one in public_sets()])
    return [pair for body in makers for pair in of_rows(committee_page(body.slug, council, on)["made"])]


def of_briefings(council: Council, on: datetime.date) -> list[Pair]:
    """Before the next meeting of each committee, as if it were today."""
    subjects = {one.reference: one.subject for one in public_sets()}
    found = set()
    for meeting in a_meeting_of_each(on):
        page = briefing_page(meeting.body.slug, meeting.place, council, on)
        (due,) = [part for part in page["sections"] if part["name"] == "due"]
        late = [line for line in due["lines"] if line.is_late]
        found |= {(subjects[line.name.split(",")[0]], line.told.split(" had to answer")[0]) for line in late}
    return list(found)


def a_meeting_of_each(on: datetime.date) -> list[Meeting]:
    made_by = {one.made_by_id for one in public_sets()}
    found = [Meeting.objects.published().filter(body=key, held_on=on).select_related("body").first() for key in made_by]
    bodies = Body.objects.in_bulk(made_by)
    return [one or f.make_meeting(bodies[key], on, public=True) for key, one in zip(made_by, found, strict=True)]


def of_reminders(council: Council, on: datetime.date) -> list[Pair]:
    return [(one.found.subject, one.who) for one in waited_answers(council) if one.due_on < on]


def of_the_desk(council: Council, on: datetime.date) -> list[str]:
    everywhere = f.make_user(("officer", "both"), ("publisher", "both"))
    return [line.about for line in desk.desk(everywhere, on).clocks if line.is_late]


def at_home(council: Council, on: datetime.date) -> list[int]:
    return [home.overdue(council, on)["sets"]]


def in_statistics(council: Council, on: datetime.date) -> list[int]:
    rows = statistics.rows_of(council, on)
    return [sum(found.overdue for _name, found in statistics.table(rows, "committees", on))]


# Who names those that are awaited; who names sets; who says how many sets there are.
ANSWERS: dict[str, Reader] = {
    "set pages": of_set_pages,
    "recommendation pages": of_recommendation_pages,
    "tracker": of_the_tracker,
    "committee pages": of_committee_pages,
    "briefings": of_briefings,
    "reminders": of_reminders,
    "calendar": overdue_formats.as_calendar,
}
SETS: dict[str, Reader] = {
    "querysets": of_the_querysets,
    "list": of_the_list,
    "desk": of_the_desk,
    "data": overdue_formats.as_json,
    "table": overdue_formats.as_csv,
    "feed": overdue_formats.as_feed,
}
COUNTS: dict[str, Reader] = {"home": at_home, "statistics": in_statistics}


def actions_by_query(council: Council, on: datetime.date) -> list[str]:
    return [action.description for action in overdue_actions(on)]


def actions_of_recommendation_pages(council: Council, on: datetime.date) -> list[str]:
    found = []
    for one in public_sets():
        for row in one.recommendations.all():
            page = progress_pages.recommendation_page(one.reference, row.position, council=council, on=on)
            found += [action["description"] for action in page["actions"] if action["is_overdue"]]
    return found


def actions_of_office_pages(council: Council, on: datetime.date) -> list[str]:
    found = []
    for office in Office.objects.filter(pk__in=Action.objects.values("lead_office")):
        page = office_page(office.slug, council, on)
        late = [line["action"].description for line in page["promised"] if line["action"].is_overdue]
        assert page["late"].count == len(late)
        found += late
    return found


def actions_of_the_tracker(council: Council, on: datetime.date) -> list[str]:
    rows = narrowed(tracked(RecommendationSet.objects.all(), council, on), Question(due="action"))
    return [action.description for row in rows for action in row.actions if action.is_overdue]


def actions_of_briefings(council: Council, on: datetime.date) -> list[str]:
    found = []
    for meeting in a_meeting_of_each(on):
        page = briefing_page(meeting.body.slug, meeting.place, council, on)
        (ask,) = [part for part in page["sections"] if part["name"] == "ask"]
        found += [line.told.split("“")[1].split("”")[0] for line in ask["lines"] if line.is_late]
    return found


def actions_of_officers(council: Council, on: datetime.date) -> list[str]:
    everywhere = f.make_user(("officer", "both"), ("publisher", "both"))
    rows = [row for one in public_sets() for row in panel(one, everywhere, on)["rows"]]
    return [action["words"] for row in rows for action in row["actions"] if action["is_overdue"]]


def actions_of_reminders(council: Council, on: datetime.date) -> list[str]:
    return [one.action.description for one in waited_actions() if one.action and one.due_on < on]


ACTIONS: dict[str, Reader] = {
    "query": actions_by_query,
    "recommendation pages": actions_of_recommendation_pages,
    "office pages": actions_of_office_pages,
    "tracker": actions_of_the_tracker,
    "briefings": actions_of_briefings,
    "officers’ set page": actions_of_officers,
    "reminders": actions_of_reminders,
}


def disagreeing(council: Council, on: datetime.date, answers: list[Pair], promises: list[str]) -> dict[str, list[Any]]:
    """Of every reader that does not say that these answers and these promises are overdue: what it says."""
    subjects = sorted({subject for subject, _who in answers})
    said = {name: (sorted(read(council, on)), answers) for name, read in ANSWERS.items()}
    said |= {name: (sorted(read(council, on)), subjects) for name, read in SETS.items()}
    said |= {name: (read(council, on), [len(subjects)]) for name, read in COUNTS.items()}
    said |= {f"actions, {name}": (sorted(read(council, on)), promises) for name, read in ACTIONS.items()}
    return {name: found for name, (found, expected) in said.items() if found != expected}
