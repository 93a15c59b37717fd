"""One subject from the forward plan to its issue page: every step on the officers' own pages, on its own day."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from council.statute.wording import long_date
from council.verification import verify_register
from tests import factories
from tests.browser.conftest import follow
from tests.meetings.packing import tagged, text_of, work_off

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]
D, TEN = datetime.date, datetime.time(10)
PLANNED, AGENDA_OUT, MEETING_ON = D(2026, 10, 5), D(2026, 11, 2), D(2026, 11, 10)
DECIDED, CALLED_IN, MET, FINAL = D(2026, 11, 11), D(2026, 11, 12), D(2026, 11, 18), D(2026, 11, 24)
MINUTES_OUT, CONFIRMING, CONFIRMED = D(2026, 11, 26), D(2026, 12, 8), D(2026, 12, 9)
MATTER = "Library opening hours"
ISSUE = "Libraries, from today to the new hours"


@pytest.fixture
def people() -> None:
    factories.make_council(call_in_members=4)
    factories.make_cabinet()
    factories.make_user(("officer", "both"), ("publisher", "both"), username="clerk")


@pytest.fixture
def clerk_on(people, open_page, sign_in_as) -> Iterator[Callable[..., Any]]:
    """The clerk on the morning of a day, signed in anew: the clock of the site stands there until the next one."""
    with contextlib.ExitStack() as clock:
        page = open_page(javascript=False)

        def start(day: D) -> Any:
            clock.close()
            clock.enter_context(time_machine.travel(datetime.datetime.combine(day, TEN, datetime.UTC)))
            sign_in_as(page, "clerk")
            return page

        yield start


def enter(page: Any, **values: Any) -> None:
    """Fill the fields of the form on the page by name: words, dates, radio buttons, ticks and lists alike."""
    for name, value in values.items():
        if isinstance(value, D):
            for box, part in (("day", value.day), ("month", value.month), ("year", value.year)):
                page.locator(f"main [name={name}_{box}]").fill(str(part))
            continue
        field = page.locator(f"main [name={name}]")
        kind = field.first.evaluate("it => it.type")
        if kind == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        elif kind == "select-one":
            page.locator(f"main [name={name}]").select_option(label=value)
        else:
            field.fill(value)


def press(page: Any, words: str) -> None:
    """Press the button of this name."""
    follow(page, page.get_by_role("button", name=re.compile(words)).first)


def open_link(page: Any, words: str) -> None:
    """Follow the link of this name in the page's own part."""
    follow(page, page.locator("main").get_by_role("link", name=re.compile(words)).first)


def test_one_subject_from_forward_plan_to_its_issue_page(clerk_on, open_page):
    entry = plan_and_give_notice(clerk_on(PLANNED))
    meeting = build_the_agenda(clerk_on(D(2026, 10, 30)), entry)
    publish_the_agenda(clerk_on(AGENDA_OUT), meeting, open_page())
    decision = record_the_decision(clerk_on(DECIDED), meeting)
    call_it_in(clerk_on(CALLED_IN), decision)
    take_it_to_scrutiny(clerk_on(MET), decision)
    end_the_call_in(clerk_on(FINAL), decision)
    publish_the_minutes(clerk_on(MINUTES_OUT), meeting)
    confirm_the_minutes(clerk_on(CONFIRMED), meeting)
    visitor = open_page(320, javascript=False)
    visitor.goto("/issues/")
    open_link(visitor, ISSUE)
    assert timeline_of(visitor) == TIMELINE
    assert verify_register().is_sound


def plan_and_give_notice(page: Any) -> str:
    """The issue, the entry of the forward plan and its notice, all published. Returns the entry's reference."""
    page.goto("/officer/issues/add/")
    enter(page, title=ISSUE)
    press(page, "^Save")
    press(page, "^Publish")
    page.goto("/officer/forward-plan/add/")
    enter(
        page, title=MATTER, matter="When the eight libraries open.", issue=ISSUE, body="Cabinet", maker_kind="body",
        members="Councillor Ada Fenwright\nCouncillor Bea Orrin", due_kind="date", due_on=MEETING_ON, is_key="yes",
        key_ground="wards", key_route="key_decision", restriction="open", documents="Report on opening hours",
        documents_where="Town Hall", documents_procedure="Write to democracy@wenshire.example",
    )  # fmt: skip
    press(page, "^Save")
    press(page, "^Publish the entry")
    reference = page.locator("dt:has-text('Reference') + dd").first.inner_text()
    open_link(page, "^Notice of a key decision")
    press(page, "^Save")
    press(page, "^Publish Notice of a key decision")
    return reference


def build_the_agenda(page: Any, entry: str) -> str:
    """The meeting, an item linked to the issue and to the plan, and its report. Returns the meeting's own page."""
    page.goto("/officer/meetings/add/")
    enter(page, body="Cabinet", held_on=MEETING_ON, starts_at="18:00", status="scheduled", venue="Town Hall")
    press(page, "^Save")
    meeting = page.url
    open_link(page, "^Add an item")
    enter(page, agenda_number="7", title="New hours for libraries", issue=ISSUE, plan_reference=entry)
    enter(page, recommendations_lead="Cabinet is recommended to:")
    enter(page, **{"recommendation-0-label": "(a)", "recommendation-0-text": "open six libraries on Saturdays."})
    press(page, "^Save")
    open_link(page, "^Add a document")
    enter(page, title="Report on opening hours", kind="report", restriction="open")
    paper = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": tagged("Report on opening hours")}
    page.locator("main [name=upload]").set_input_files(paper)
    press(page, "^Save")
    return meeting


def publish_the_agenda(page: Any, meeting: str, visitor: Any) -> None:
    """The agenda goes out, and its pack is made in the background."""
    page.goto(meeting)
    press(page, "^Publish the agenda")
    press(page, "^Publish all of this")
    work_off()
    page.goto(meeting)
    open_link(page, "^Agenda pack")
    address = page.get_by_role("link", name=re.compile("as residents get it")).get_attribute("href")
    pack = visitor.context.request.get(address)
    assert pack.headers["content-type"] == "application/pdf"
    assert "Words of Report on opening hours." in " ".join(text_of(pack.body()))


def record_the_decision(page: Any, meeting: str) -> str:
    """The meeting was held; its decision starts from the item and is published. Returns the decision's own page."""
    page.goto(meeting)
    press(page, "^Mark as held")
    open_link(page, "New hours for libraries")
    press(page, "^Start a decision record")
    decision = page.url
    open_link(page, "^Edit")
    enter(page, reasons="Most visits are on Saturdays.", alternatives_answer="none", conflicts_answer="none")
    enter(page, is_key="True", key_reason="It affects every ward.", is_subject="True")
    press(page, "^Save")
    press(page, "^Publish the decision")
    return decision


def call_it_in(page: Any, decision: str) -> None:
    """Four councillors ask for it; the request keeps the rule."""
    page.goto(decision)
    open_link(page, "^Record a call-in")
    enter(page, received_on=CALLED_IN, received_time="09:30", grounds_words="Nobody asked the readers.")
    names = ("Ash", "Birch", "Cole", "Dale")
    enter(page, **{f"member-{place}-name": f"Councillor {name}" for place, name in enumerate(names)})
    press(page, "^Save")
    assert page.locator("#call-in ~ section").get_by_text("Valid", exact=True).is_visible()
    press(page, "^Publish the call-in")


def take_it_to_scrutiny(page: Any, decision: str) -> None:
    """Scrutiny met, and referred it back."""
    page.goto(decision)
    open_link(page, "^Enter the meeting that considers it")
    enter(page, happened_on=MET, by_whom="Scrutiny Committee")
    press(page, "^Save")
    press(page, "^Publish The meeting that considers it")
    open_link(page, "^Enter what scrutiny decided")
    enter(page, happened_on=MET, by_whom="Scrutiny Committee", outcome="referred_back")
    press(page, "^Save")
    press(page, "^Publish What scrutiny decided")


def end_the_call_in(page: Any, decision: str) -> None:
    """Cabinet looked at it again, and confirmed it."""
    page.goto(decision)
    open_link(page, "^Enter the final decision")
    enter(page, happened_on=FINAL, by_whom="Cabinet", result="confirmed", text="Confirmed.", effective_on=FINAL)
    press(page, "^Save")
    press(page, "^Publish The final decision")


def publish_the_minutes(page: Any, meeting: str) -> None:
    """Draft minutes of the item; the next meeting of Cabinet is announced."""
    page.goto(meeting)
    open_link(page, "New hours for libraries")
    open_link(page, "^Enter the minutes")
    enter(page, text="The Leader introduced the report.")
    press(page, "^Save")
    press(page, "^Publish the minutes")
    page.goto("/officer/meetings/add/")
    enter(page, body="Cabinet", held_on=CONFIRMING, status="scheduled")
    press(page, "^Save")
    press(page, "^Publish the agenda")
    press(page, "^Publish all of this")


def confirm_the_minutes(page: Any, meeting: str) -> None:
    """The next meeting confirmed them."""
    page.goto(meeting)
    open_link(page, "^Confirm the minutes")
    enter(page, at_meeting=f"Tuesday {long_date(CONFIRMING)}")
    press(page, "^Mark all minutes as confirmed")


TIMELINE = [
    "24 November 2026 Call-in Cabinet confirmed the decision: New hours for libraries",
    "18 November 2026 Call-in Scrutiny Committee referred the decision back: New hours for libraries",
    "18 November 2026 Call-in Scrutiny Committee is to consider the call-in: New hours for libraries",
    "12 November 2026 Call-in Called in by councillors: New hours for libraries",
    "11 November 2026 Forward plan The decision on the forward plan was made on 10 November 2026: "
    "Library opening hours",
    "10 November 2026 Meeting: 10 November 2026 - Cabinet (Item 7) 7 New hours for libraries "
    "Forward Plan Ref FP-2026-1 Documents Report on opening hours PDF, some KB, 1 page Read it as a web page "
    ": Report on opening hours What the report recommended Cabinet is recommended to: (a) open six libraries on "
    "Saturdays. Decision RESOLVED that: (a) open six libraries on Saturdays. All of it, and when it takes effect: "
    "decision DEC-2026-1 Minutes Confirmed The Leader introduced the report. Read the full minutes of item 7 "
    "What was published about this item, and when",
    "10 November 2026 Decision Decision of Cabinet on 10 November 2026: New hours for libraries",
    "5 October 2026 Notice Notice of a key decision: Library opening hours",
    "5 October 2026 Forward plan On the forward plan, a key decision by Cabinet, 10 November 2026: "
    "Library opening hours",
    f"5 October 2026 Issue A new issue is followed: {ISSUE}",
]


def timeline_of(page: Any) -> list[str]:
    """What a reader sees of each entry of the timeline, folded to one line; what is folded away is not read."""
    shown = [" ".join(entry.inner_text().split()) for entry in page.locator("main ol.timeline > li").all()]
    return [re.sub(r"\d+ KB", "some KB", text) for text in shown]
