"""Entries of the forward plan and their notices: completeness, refusal while planning, moves that keep history."""

from __future__ import annotations

import datetime

import pytest

from council.models import Council, PublicEvent, RegisterEntry
from council.publication import RefusedError
from meetings import actions, actions_plan
from meetings.choices_plan import PlanStatus
from meetings.lifecycle_plan import PLAN_MOVES, status_now
from meetings.models import Notice, PlanEntry
from meetings.published_plan import NOTICE, PLAN_ENTRY, due_words
from meetings.querysets_plan import forthcoming, public_notices
from tests import factories
from tests.factories import AT
from tests.factories_plan import DUE, EXEMPT, TODAY, make_entry, make_notice, make_representation

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"matter": ""}, "Enter what the decision is about."),
        ({"members": ""}, "Enter the members of Cabinet, one on each line."),
        ({"maker_kind": "member", "maker_title": "Deputy Leader"}, "Enter the name and the title of the person"),
        ({"due_on": None}, "Enter the date of the decision, or the first day of the period."),
        ({"is_key": None}, "Select whether it is a key decision."),
        ({"key_ground": ""}, "Select why it is a key decision."),
        (EXEMPT | {"public_summary": ""}, "Enter for the public what it is about, without anything exempt."),
    ],
)
def test_an_entry_that_lacks_something_says_what_to_do(fields, words):
    entry = make_entry(**fields)
    with pytest.raises(RefusedError, match=words):
        actions.publish(entry, by=None, at=AT)


def test_a_complete_entry_gets_its_reference_and_an_event_in_its_issue():
    issue = factories.make_issue(public=True)
    entry = make_entry(public=True, issue=issue)
    event = PublicEvent.objects.get(address=f"/forward-plan/{entry.reference}/")
    assert entry.reference == "FP-2026-1"
    assert event.issue_reference == issue.public_id.hex
    assert event.sentence == "On the forward plan, a key decision by Cabinet, 15 December 2026: Library roof"


# Published on 2 November 2026; 28 clear calendar days end on 1 December.
@pytest.mark.parametrize(
    ("due_on", "route", "words"),
    [
        ("2026-12-01", "key_decision", None),
        ("2026-11-30", "key_decision", "28 clear calendar days before it, publish by 1 November 2026. Plan it for "
         "1 December 2026 or later, or choose the general exception: its notice can be published until "
         "20 November 2026."),
        ("2026-11-10", "general_exception", None),
        ("2026-11-09", "general_exception", "Plan it for 10 November 2026 or later, or choose special urgency"),
        ("2026-11-05", "key_decision", "or choose special urgency: a chair’s agreement is needed before the decision"),
        ("2026-11-03", "special_urgency", None),
        ("2026-11-01", "special_urgency", "1 November 2026 has passed. Enter a date to come, or say that this records"),
    ],
)  # fmt: skip
def test_planning_before_a_notice_can_run_is_refused_with_the_route_that_remains(due_on, route, words):
    entry = make_entry(due_on=day(due_on), key_route=route)
    if words is None:
        assert actions.publish(entry, by=None, at=AT).is_public
    else:
        with pytest.raises(RefusedError) as refused:
            actions.publish(entry, by=None, at=AT)
        assert words in str(refused.value)
        assert not PlanEntry.objects.get().is_published


def test_recording_what_was_decided_is_never_refused():
    assert make_entry(public=True, due_on=day("2026-10-01"), is_recorded=True).is_public


def test_the_council_s_day_basis_counts():
    factories.make_council(general_exception_basis="calendar")
    assert make_entry(public=True, due_on=day("2026-11-08"), key_route="general_exception").is_public


@pytest.mark.parametrize("nation", [Council.Nation.WALES, Council.Nation.SCOTLAND])
def test_england_s_regulations_refuse_nothing_elsewhere(nation):
    factories.make_council(nation=nation)
    assert make_entry(public=True, due_on=day("2026-11-03")).is_public


def test_a_private_meeting_needs_28_days_unless_a_chair_agrees():
    private = {"is_key": False, "restriction": "part_exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    with pytest.raises(RefusedError, match=r"or say that a chair agrees that meeting in private is urgent"):
        make_entry(public=True, due_on=day("2026-11-20"), **private)
    assert make_entry(public=True, due_on=day("2026-11-20"), is_agreed_urgent_private=True, **private).is_public
    one = {"maker_kind": "officer", "maker_title": "Director of Works", "maker_name": "D. Brook"}
    assert make_entry(public=True, due_on=day("2026-11-20"), **private, **one).is_public


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("private_first", {"reasons": ""}, "Enter why the meeting is to be held in private."),
        ("private_second", {}, "Publish the first notice first."),
        ("private_second", {"no_representations": False}, "or tick that nobody wrote."),
        ("general_exception", {"told_name": ""}, "Enter who was told in writing, and when."),
        ("general_exception", {"reasons": ""}, "Enter why 28 clear days’ notice could not be given."),
        ("special_urgency", {"agreed_on": None}, "Enter who agreed, their name and the date."),
        ("special_urgency", {"reasons": ""}, "Enter why it is urgent and cannot reasonably be deferred."),
        ("special_urgency", {"covers": ""}, "Select what is urgent."),
        ("special_urgency", {"agreed_by": "council_chair"}, "Enter why it was not the scrutiny chair"),
        ("private_first", {"is_cleared": False}, "tick that it holds nothing exempt."),
    ],
)
def test_a_notice_that_lacks_something_says_what_to_do(kind, fields, words):
    entry = make_entry(public=True, **EXEMPT)
    with pytest.raises(RefusedError, match=words):
        make_notice(entry, kind, public=True, **fields)


@pytest.mark.parametrize("name", ["documents", "documents_where", "documents_procedure"])
def test_the_notice_of_a_key_decision_needs_its_documents(name):
    with pytest.raises(RefusedError, match="Enter"):
        make_notice(make_entry(public=True, **{name: ""}), public=True)


def test_a_notice_is_given_on_the_day_it_is_published_and_makes_the_entry_noticed():
    entry = make_entry(public=True)
    notice = make_notice(entry, public=True)
    assert notice.given_on == TODAY
    assert status_now(entry, public_notices(entry)) is PlanStatus.NOTICED
    actions.withdraw(notice, reason="By mistake", by=None, at=AT)
    assert status_now(entry, public_notices(entry)) is PlanStatus.PLANNED


def test_a_notice_later_than_lawful_is_refused_while_planning_and_not_when_recorded():
    entry = make_entry(public=True, due_on=day("2026-12-01"))
    late = AT + 3 * DAY
    notice = make_notice(entry)
    with pytest.raises(RefusedError, match=r"25 clear calendar days before 1 December 2026.*\(regulation 9\)"):
        actions.publish(notice, by=None, at=late)
    assert Notice.objects.get().given_on is None
    recorded = make_notice(entry, given_on=TODAY + DAY, late_reason="The website was down")
    assert actions.publish(recorded, by=None, at=late).is_public


def test_the_notice_s_snapshot_keeps_the_particulars_of_the_law():
    data = NOTICE.read(make_notice(public=True))
    assert data["particulars"] == [
        {
            "title": "Library roof",
            "maker": "Cabinet",
            "due": "15 December 2026",
            "matter": "Whether to replace the roof.",
            "members": ["Councillor Ada Fenwright", "Councillor Bea Orrin"],
            "documents": ["Report of the surveyor"],
            "documents_where": "Town Hall, Wenbridge",
            "documents_procedure": "Write to democracy@wenshire.example",
        }
    ]


def test_the_five_day_notice_gives_details_of_what_was_written_and_the_reply():
    entry = make_entry(public=True, **EXEMPT)
    first = make_notice(entry, "private_first", public=True)
    written = make_representation(first, public_summary="")
    with pytest.raises(RefusedError, match="Enter a summary for the public"):
        actions.publish(written, by=None, at=AT)
    second = make_notice(entry, "private_second", no_representations=False, reply="Prices must stay private.")
    with pytest.raises(RefusedError, match="Publish the summary of each representation"):
        actions.publish(second, by=None, at=AT)
    actions.save(written, changes={"public_summary": "Somebody wants it open."}, by=None, at=AT)
    actions.publish(written, by=None, at=AT)
    assert actions.publish(second, by=None, at=AT).is_public


DATES = {"due_kind": "date", "due_on": day("2027-01-12"), "due_to": None, "period_words": ""}


def test_a_move_keeps_the_old_date_and_why_on_the_entry_and_in_its_issue():
    issue = factories.make_issue(public=True)
    entry = make_entry(public=True, issue=issue)
    actions_plan.reschedule(entry, dates=DATES, reason="The survey is late", by=None, at=AT)
    actions_plan.defer(entry, reason="No money", by=None, at=AT)
    actions_plan.drop(entry, reason="The roof was sold", by=None, at=AT)
    rows = PLAN_ENTRY.read(PlanEntry.objects.get())["history"]
    assert [(row["act_words"], row["before"], row["after"], row["reason"]) for row in rows] == [
        ("Moved to another date", "15 December 2026", "12 January 2027", "The survey is late"),
        ("Deferred", "12 January 2027", "", "No money"),
        ("Taken off the plan", "No date yet", "", "The roof was sold"),
    ]
    told = (
        PublicEvent.objects.filter(issue_reference=issue.public_id.hex)
        .order_by("pk")
        .values_list("sentence", flat=True)
    )
    assert "The decision was moved from 15 December 2026 to 12 January 2027: Library roof. The survey is late" in told
    assert RegisterEntry.objects.filter(act="changed").count() == 3
    assert not forthcoming().exists()
    assert PlanEntry.objects.published().exists()


def test_a_move_to_a_day_too_near_is_refused_unless_its_notice_was_in_time():
    entry = make_entry(public=True)
    near = DATES | {"due_on": day("2026-11-25")}
    with pytest.raises(RefusedError, match="Plan it for"):
        actions_plan.reschedule(entry, dates=near, reason="Sooner", by=None, at=AT)
    make_notice(entry, public=True)
    fits = DATES | {"due_on": day("2026-12-02")}
    later = AT + 20 * DAY
    assert actions_plan.reschedule(entry, dates=fits, reason="Sooner", by=None, at=later).due_on == day("2026-12-02")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_move_needs_a_reason_and_another_date(reason):
    entry = make_entry(public=True)
    with pytest.raises(RefusedError, match="Enter why"):
        actions_plan.drop(entry, reason=reason, by=None, at=AT)
    with pytest.raises(RefusedError, match="This is the date it has"):
        actions_plan.reschedule(entry, dates=DATES | {"due_on": DUE}, reason="Why", by=None, at=AT)


def test_what_was_decided_leaves_the_list_and_keeps_its_page():
    entry = make_entry(public=True)
    with pytest.raises(RefusedError, match="today or earlier"):
        actions_plan.mark_decided(entry, decided_on=TODAY + DAY, by=None, at=AT)
    decided = actions_plan.mark_decided(entry, decided_on=TODAY, address="/decisions/DN-2026-1/", by=None, at=AT)
    assert (decided.status, decided.is_public, forthcoming().count()) == ("decided", True, 0)
    with pytest.raises(RefusedError, match="no longer at the step"):
        actions_plan.defer(decided, reason="Why", by=None, at=AT)


def test_the_table_of_moves():
    assert {verb: (sorted(move.sources), move.target) for verb, move in PLAN_MOVES.items()} == {
        "notice": (["planned"], "noticed"),
        "reschedule": (["deferred", "planned", "rescheduled"], "rescheduled"),
        "defer": (["planned", "rescheduled"], "deferred"),
        "drop": (["deferred", "planned", "rescheduled"], "dropped"),
        "decide": (["deferred", "planned", "rescheduled"], "decided"),
    }


@pytest.mark.parametrize(
    ("kind", "last", "words", "said"),
    [
        ("date", None, "", "15 December 2026"),
        ("not_before", None, "", "Not before 15 December 2026"),
        ("month", None, "", "December 2026"),
        ("period", day("2027-01-31"), "", "Between 15 December 2026 and 31 January 2027"),
        ("period", day("2027-01-31"), "winter", "Between 15 December 2026 and 31 January 2027 (winter)"),
    ],
)
def test_dates_and_periods_in_words(kind, last, words, said):
    assert due_words(kind, DUE, last, words) == said
