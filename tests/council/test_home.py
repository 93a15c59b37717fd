"""The home page: decided, coming, recommended and what came of it, published lately; and no word of anything else."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from council.statute.periods import municipal_year
from meetings import actions as meetings
from meetings.published import item_address, meeting_address
from recommendations import actions as recommendations
from recommendations.models import RecommendationSet
from tests import factories
from tests.factories import AT
from tests.reading import heading_of, links_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def part(client, heading, until):
    """The words of one part of the page."""
    words = words_of(client.get("/"))
    return words.partition(f"{heading} ")[2].partition(f" {until}")[0]


def decided(client):
    return part(client, "Decided recently", "What councillors recommended")


def recommended(client):
    return part(client, "and what came of it", "All recommendations")


def published_lately(client):
    return part(client, "Published lately", "What changed this week")


def make_decided(title, held_on, text="Agreed"):
    item = factories.make_item(factories.make_meeting(held_on=held_on, public=True), title=title, public=True)
    factories.make_outcome(item, text, public=True)
    return item


def make_made(today, *texts, **fields):
    """A public set made in the present municipal year."""
    return factories.make_set(*texts, public=True, made_on=municipal_year(today).first_on, **fields)


def receive(made, received_on):
    made = recommendations.send_set(made, sent_on=received_on, edit_number=None, by=None, at=AT)
    facts = {"received_on": received_on, "notice_given_on": received_on}
    return recommendations.receive_set(made, **facts, edit_number=None, by=None, at=AT)


def test_a_council_that_has_published_nothing_says_so(client):
    factories.make_council(name="Wenshire Council")
    response = client.get("/")
    assert heading_of(response) == "Decisions at Wenshire Council"
    words = words_of(response)
    for sentence in ("No decision has been published yet.", "No meeting is announced.", "None has been published",
                     "Nothing has been published yet."):  # fmt: skip
        assert sentence in words, sentence


def test_the_five_newest_decisions_stand_first(client):
    items = [make_decided(f"Matter {n}", datetime.date(2026, 1, 1) + n * DAY, f"Outcome {n}.") for n in range(6)]
    assert decided(client).startswith("Matter 5 Outcome 5. Cabinet 6 January 2026 Matter 4 Outcome 4.")
    assert "Matter 0" not in decided(client)
    assert item_address(items[5]) in links_of(client.get("/"))


def test_a_long_outcome_is_shown_by_its_beginning(client):
    make_decided("Hours", datetime.date(2026, 1, 1), "RESOLVED that:\n\n(a) " + "word " * 100)
    words = decided(client)
    assert words.startswith("Hours RESOLVED that: (a) word word")
    assert "word …" in words
    assert len(words.split()) < 45


def test_of_an_exempt_item_the_public_title_and_summary_are_shown(client):
    item = factories.make_item(
        public=True, title="Sale to Brackwater", public_title="Sale of land", restriction="exempt",
        exempt_paragraphs="3", exempt_reason="Prices",
    )  # fmt: skip
    factories.make_outcome(item, "Sell for a million", public_summary="The sale was agreed.", public=True)
    assert decided(client).startswith("Sale of land The sale was agreed.")
    page = client.get("/").content.decode()
    assert "Brackwater" not in page
    assert "million" not in page


def test_coming_up_are_the_next_meetings_today_s_first(client, today):
    for gap in (-1, 30, 0, 7):
        factories.make_meeting(held_on=today + gap * DAY, public=True, starts_at=datetime.time(18, 30))
    cancelled = factories.make_meeting(held_on=today + 2 * DAY, public=True, status="cancelled")
    factories.make_item(factories.make_meeting(held_on=today + DAY, public=True), public=True)
    response = client.get("/")
    coming = part(client, "Coming up", "All meetings")
    days = [today + gap * DAY for gap in (0, 1, 2, 7, 30)]
    places = [coming.index(f"{day:%A} {day.day} {day:%B %Y}") for day in days]
    assert places == sorted(places)
    assert (coming.count("6.30pm"), coming.count("agenda out"), coming.count("Cancelled")) == (3, 1, 1)
    assert meeting_address(cancelled) in links_of(response)


def test_figures_count_recommendations_of_this_municipal_year_by_outcome(client, today):
    drafter = factories.make_user(("officer", "executive"))
    for outcome in ("accepted", "accepted_in_part", "not_accepted", "no_outcome_given"):
        answers = {"outcome": outcome, "outcome_words": "So" if outcome == "no_outcome_given" else "Yes"}
        factories.make_response(
            make_made(today), until="published", approved_on=today, drafter=drafter, answers=answers
        )
    make_made(today, "That one be awaited.")
    factories.make_set(public=True, made_on=municipal_year(today).first_on - DAY)
    year = municipal_year(today).name
    assert recommended(client) == (
        f"In the municipal year {year} scrutiny committees made recommendations about 5 subjects: "
        "9 recommendations 2 agreed 2 in part 2 refused 2 answered without an outcome 1 awaiting an answer"
    )


def test_only_public_full_responses_count_and_of_them_the_latest_version(client, today):
    corrected = make_made(today)
    first = factories.make_response(corrected, until="published", approved_on=today)
    second = recommendations.start_response(corrected, by=first.drafted_by, at=AT, correction_reason="It was wrong")
    rows = {
        row.pk: {"outcome": "not_accepted", "outcome_words": "No", "comment": "There is no money."}
        for row in second.items.all()
    }
    second = recommendations.save_response(
        second, fields={}, rows=rows, edit_number=second.edit_number, by=first.drafted_by, at=AT
    )
    assert "2 agreed 0 in part 0 refused 0 awaiting" in recommended(client)
    factories.advance(second, "published", approved_on=today)
    assert "0 agreed 0 in part 2 refused 0 awaiting" in recommended(client)
    factories.make_response(make_made(today), until="published", approved_on=today, kind="interim")
    factories.make_response(make_made(today), until="approved", approved_on=today)
    factories.make_set(made_on=today)
    assert "6 recommendations 0 agreed 0 in part 2 refused 4 awaiting" in recommended(client)


def test_late_answers_are_counted_whatever_year_they_are_of(client, today):
    assert "late" not in recommended(client)
    receive(factories.make_set(public=True, made_on=datetime.date(2020, 1, 1)), datetime.date(2020, 1, 2))
    due_on = RecommendationSet.objects.get().due_on
    assert f"Overdue One answer is {(today - due_on).days} days late" in recommended(client)
    receive(factories.make_set(public=True, made_on=datetime.date(2021, 1, 1)), datetime.date(2021, 1, 2))
    assert f"Overdue 2 answers are late, the longest by {(today - due_on).days} days" in recommended(client)
    assert "/recommendations/?state=overdue" in links_of(client.get("/"))


def test_no_answer_is_called_late_before_the_council_s_clocks_start(client, today):
    receive(factories.make_set(public=True, made_on=datetime.date(2020, 1, 1)), datetime.date(2020, 1, 2))
    factories.make_council(clock_starts_on=datetime.date(2022, 5, 1))
    assert "late" not in recommended(client)


def test_published_lately_tells_one_meeting_s_papers_in_one_line(client):
    issue = factories.make_issue("Library hours", public=True)
    meeting = factories.make_meeting(public=True)
    for number in range(4):
        factories.make_item(meeting, public=True, title=f"Matter {number}")
    words = published_lately(client)
    assert words == (
        "On the agenda of Cabinet on 6 October 2026: Matter 3 2 November 2026 and 3 more of this meeting "
        "A meeting of Cabinet was arranged for 6 October 2026 2 November 2026 "
        "A new issue is followed: Library hours 2 November 2026"
    )
    meetings.save(issue, changes={"lead_member": "Leader"}, reason="It was missing", by=None, at=AT)
    assert published_lately(client).startswith("Corrected: A new issue is followed: Library hours")


def test_a_withdrawal_is_told_without_its_words_and_leads_to_its_entry(client):
    issue = factories.make_issue("A secret subject", public=True)
    meetings.withdraw(issue, reason="By mistake", by=None, at=AT)
    assert published_lately(client) == "A record was withdrawn. 2 November 2026"
    assert "/register/2/" in links_of(client.get("/"))


def test_what_is_not_public_changes_nothing(client, today):
    item = make_decided("Hours", today)
    undecided = factories.make_item(item.meeting, public=True)
    waiting = make_made(today)
    before = client.get("/").content
    factories.make_outcome(factories.make_item(item.meeting, title="Hidden"), "Hidden outcome")
    factories.make_outcome(undecided, "Hidden outcome")
    hidden = factories.make_meeting(held_on=today + DAY)
    factories.make_item(hidden, title="Hidden")
    factories.make_set(made_on=today, subject="hidden")
    factories.make_response(waiting)
    assert client.get("/").content == before


@pytest.mark.parametrize("count", [1, 30])
def test_home_needs_the_same_queries_at_1_and_at_30_rows(client, django_assert_num_queries, today, count):
    drafter = factories.make_user(("officer", "executive"))
    signer = factories.make_user(("approver", "executive"), ("publisher", "executive"))
    for number in range(count):
        make_decided(f"Matter {number}", today - number * DAY)
        factories.make_meeting(held_on=today + number * DAY, public=True)
        made = make_made(today)
        if number < 3:
            factories.make_response(made, until="published", approved_on=today, drafter=drafter, signer=signer)
    with django_assert_num_queries(8):
        assert client.get("/").status_code == 200
