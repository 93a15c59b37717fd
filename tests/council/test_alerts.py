"""E-mail alerts: what is told to whom, exactly once, and in which words."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail as outbox
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from council.alerts import asking, matching, writing
from council.alerts.sending import send_alerts
from council.models import AlertReader, MailSent, Subscription
from meetings import actions as meetings
from recommendations import actions
from recommendations.models import RecommendationSet
from tests import factories as f
from tests.alerting import ADDRESS, TODAY, follow, tell_one, told, words_of, work
from tests.decision_factories import NOT_SUBJECT, make_call_in, make_decision
from tests.factories_plan import make_entry, make_notice
from tests.recommendations.answering import YES, answer
from tests.recommendations.progressing import a_review, an_answered_set, an_update, first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _council():
    f.make_council()


def subjects(on: datetime.date = TODAY) -> list[str]:
    return [message.subject for message in told(on)]


# What is told


def test_a_whole_life_is_told_one_step_a_day_and_each_once():
    found = f.make_set("That the lamps be lit.", public=True, subject="the lamps", made_on=datetime.date(2026, 9, 1))
    follow("recommendations", found.reference)
    assert subjects() == []
    said = []

    def next_day():
        on = TODAY + (len(said) + 1) * DAY
        said.append(subjects(on))
        assert subjects(on) == []

    actions.receive_set(found, received_on=TODAY, notice_given_on=TODAY, edit_number=None, by=None, at=f.AT)
    next_day()
    answer(found, YES | {"no_action": "done"}, approved_on=datetime.date(2026, 10, 1))
    next_day()
    an_update(found)
    next_day()
    a_review(found, "complete")
    next_day()
    found = RecommendationSet.objects.get()
    why = {"closed_on": TODAY, "closed_at": None, "closed_reason": "Done"}
    actions.close_set(found, **why, edit_number=None, by=None, at=f.AT)
    next_day()
    assert said == [
        ["Cabinet received the recommendations about the lamps; answer due by 1 January 2027"],
        ["Cabinet responded to the recommendations about the lamps"],
        ["Progress on recommendation 1 about the lamps: in progress"],
        ["Finance Panel closed as complete recommendation 1 about the lamps"],
        ["Finance Panel closed its recommendations about the lamps"],
    ]


def test_an_answer_that_falls_due_and_turns_overdue_is_told_on_those_days_alone():
    found = f.make_set(public=True, subject="the lamps", made_on=TODAY, received_on=TODAY, notice_given_on=TODAY)
    follow("recommendation", first(found).key.hex)
    days = {found.due_on + step * DAY: subjects(found.due_on + step * DAY) for step in (-1, 0, 0, 1, 2)}
    due = found.due_on.strftime("%-d %B %Y")
    assert list(days.values()) == [
        [],
        [],  # the second run of the day: the first told it
        [f"Overdue: Cabinet had to answer the recommendations about the lamps by {due}"],
        [],
    ]
    assert outbox.outbox[0].subject == f"Due on {due}: Cabinet has to answer the recommendations about the lamps"
    assert len(outbox.outbox) == 2


def test_a_day_on_which_nothing_ran_is_made_up_for_and_what_was_answered_meanwhile_is_not_told():
    made = {"made_on": TODAY, "received_on": TODAY, "notice_given_on": TODAY}
    late, answered = (
        f.make_set(public=True, subject="late", **made),
        f.make_set(public=True, subject="answered", **made),
    )
    for one in (late, answered):
        follow("recommendations", one.reference)
    told(late.due_on - 2 * DAY)
    f.make_response(answered, until="published", approved_on=TODAY)
    told(late.due_on - DAY)
    assert subjects(late.due_on + 3 * DAY) == [
        f"Overdue: Cabinet had to answer the recommendations about late by {late.due_on:%-d %B %Y}"
    ]


def test_a_promised_action_is_told_when_it_falls_due_without_its_words():
    office = f.make_holding().office
    act = {"description": "Buy lamps", "due_on": TODAY + DAY, "lead_office": office, "lead_title": office.title}
    found = an_answered_set(actions=[act], subject="the lamps")
    follow("office", office.slug)
    said = tell_one(TODAY + DAY)
    assert said.startswith("Due on 3 November 2026: what was promised on recommendation 1 about the lamps\n")
    assert f"https://decisions.wenshire.example/recommendations/{found.reference}/1/" in said
    assert "Buy lamps" not in said


def test_each_kind_of_thing_is_told_to_who_follows_it():
    issue = f.make_issue("Opening hours of libraries", public=True)
    holding = f.make_holding()
    make_entry("A first roof", public=True, wards="Aldry; Old Town", is_key=False)
    f.make_meeting(public=True)
    follow("issue", issue.reference, email="issue@reader.example")
    follow("ward", "old-town", email="ward@reader.example")
    follow("committee", "cabinet", email="cabinet@reader.example")
    make_decision(public=True, title="A pond", wards="Aldry")
    make_decision(public=True, title="All lamps", wards="All wards", issue=issue)
    made = make_entry("Town clock", public=True, wards="old  town,Quay", maker_kind="member", holding=holding,
                      maker_title="Cabinet Member for Libraries", maker_name="Councillor Ada Fenwright")  # fmt: skip
    make_notice(made, public=True)
    messages = {message.to[0].split("@")[0]: words_of(message) for message in told()}
    heard = {name: {title for title in ("A pond", "All lamps", "Town clock") if title in words}
             for name, words in messages.items()}  # fmt: skip
    assert heard == {
        "issue": {"All lamps"},
        "ward": {"All lamps", "Town clock"},
        "cabinet": {"A pond", "All lamps", "Town clock"},
    }
    assert "Notice of a key decision" in messages["ward"] or "key decision: Town clock" in messages["ward"]


def test_a_search_is_told_what_is_new_for_its_words_and_not_of_what_is_withheld(client):
    f.make_set(public=True, subject="the first lamps")
    page = client.get("/search/?words=%20lamps%20%20quay").content.decode()
    assert "/alerts/follow/?what=search&amp;of=lamps+quay" in page
    assert client.get("/alerts/follow/?what=search&of=lamps+quay").status_code == 200
    assert client.get("/alerts/follow/?what=search&of=%20%22%22").status_code == 404
    follow("search", "lamps quay")
    f.make_set(public=True, subject="lamps on the quay")
    f.make_set(public=True, subject="lamps in the town")
    f.make_set(subject="lamps on the quay, a draft")
    withheld = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    f.make_item(public=True, title="Lamps for the quay", **withheld)
    said = tell_one()
    assert said.startswith("Finance Panel made 2 recommendations about lamps on the quay\n")
    assert "because you asked for e-mail alerts about a search for “lamps quay”." in said


def test_a_clerical_correction_is_no_news_and_one_of_substance_is():
    meeting = f.make_meeting(public=True)
    follow("committee", "cabinet")
    meetings.save(meeting, changes={"venue": "Town Hall"}, reason="A slip", by=None, at=f.AT, is_clerical=True)
    assert tell_one() == ""
    meeting.refresh_from_db()
    meetings.save(meeting, changes={"venue": "Quay House"}, reason="It moved", by=None, at=f.AT)
    said = tell_one(TODAY + DAY)
    assert "Corrected on 2 November 2026" in said
    assert said.startswith("A meeting of Cabinet was arranged for 6 October 2026\n")


def test_what_was_published_before_one_confirmed_is_not_told():
    found = f.make_set(public=True)
    follow("committee", "nobody-yet", email="other@reader.example")
    asking.ask(ADDRESS, kind="committee", key=found.made_by.slug, pace="daily", at=f.AT)
    f.make_set(public=True, subject="before")
    asking.confirm(Subscription.objects.get(key=found.made_by.slug), at=f.AT)
    work()
    outbox.outbox.clear()
    f.make_set(public=True, subject="after")
    assert "after" in tell_one()
    assert "before" not in words_of(outbox.outbox[0])


# The message


def test_a_message_says_why_it_comes_how_to_stop_and_holds_the_headers_of_rfc_8058(client):
    found = f.make_set(public=True, subject="the <b>lamps</b> & more")
    reader = follow("committee", found.made_by.slug)
    f.make_set(public=True, subject="the <b>lamps</b> & more")
    (message,) = told()
    stop = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://decisions.wenshire.example/alerts/stop/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.message()["Auto-Submitted"] == "auto-generated"
    foot = message.body.split("\n--\n")[1]
    assert "because you asked for e-mail alerts about Finance Panel." in foot
    assert stop in foot
    assert "/alerts/mine/" in foot
    html = message.alternatives[0].content
    assert "the &lt;b&gt;lamps&lt;/b&gt; &amp; more" in html
    assert "made 2 recommendations about the <b>lamps</b> & more\nPublished on 2 November 2026\n" in message.body
    answered = client.post(stop.removeprefix("https://decisions.wenshire.example"), {"List-Unsubscribe": "One-Click"})
    assert (answered.status_code, AlertReader.objects.filter(pk=reader.pk).exists()) == (200, False)


def test_one_message_tells_a_bounded_number_of_things_and_how_many_more():
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    for number in range(writing.MOST_TOLD + 14):
        f.make_set(public=True, subject=f"number {number}")
    said = tell_one()
    assert said.startswith("34 things are new in what you follow\n")
    assert "and 14 more: see what was published when" in said
    assert ("number 19" in said, "number 20" in said) == (True, False)


def test_what_is_followed_twice_is_told_once_with_both_reasons():
    found = f.make_set(public=True, subject="the lamps")
    follow("committee", found.made_by.slug)
    follow("recommendations", found.reference, pace="at_once")
    actions.receive_set(found, received_on=TODAY, notice_given_on=TODAY, edit_number=None, by=None, at=f.AT)
    work()
    assert "You follow: Finance Panel; the recommendations about the lamps" in outbox.outbox[0].body
    assert told() == []


def test_at_once_is_sent_by_the_queue_after_publication_and_not_if_it_is_rolled_back():
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug, pace="at_once")
    with transaction.atomic():
        f.make_set(public=True, subject="never")
        transaction.set_rollback(True)
    work()
    assert outbox.outbox == []
    f.make_set(public=True, subject="the lamps")
    work()
    assert [message.subject for message in outbox.outbox] == ["Finance Panel made 2 recommendations about the lamps"]
    assert told() == []


def test_where_nobody_asked_to_be_told_at_once_publication_puts_no_job_into_the_queue():
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    DBTaskResult.objects.all().delete()
    f.make_set(public=True)
    assert not DBTaskResult.objects.filter(task_path__contains="alert").exists()


def test_the_digest_tells_what_was_decided_and_what_can_be_called_in_until_when():
    make_decision(public=True, title="An old quay")
    follow("decisions", "all")
    make_decision(public=True, title="A pond")
    make_decision(public=True, title="A lamp", **NOT_SUBJECT)
    called = make_decision(public=True, title="A bridge")
    make_call_in(called, public=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.localdate", lambda *a, **k: TODAY)
        said = told()[0].body
    decided, open_still = said.split("WHAT COUNCILLORS CAN CALL IN, AND UNTIL WHEN")
    assert [title in decided for title in ("A pond", "A lamp", "A bridge", "An old quay")] == [True, True, True, False]
    assert [title in open_still for title in ("A pond", "A lamp", "A bridge", "An old quay")] == [
        True,
        False,
        False,
        True,
    ]
    assert "A pond: until 5pm on 9 November 2026" in open_still
    assert told(TODAY + DAY) == []


@pytest.mark.parametrize("count", [1, 30])
def test_a_message_is_written_with_the_same_number_of_statements(count, django_assert_num_queries):
    found = f.make_set(public=True)
    follow("committee", found.made_by.slug)
    for _number in range(count):
        f.make_set(public=True)
    with django_assert_num_queries(19):
        matching.read_register()
    send_alerts(on=TODAY, at=f.AT)
    with django_assert_num_queries(6):
        assert writing.alert(MailSent.objects.get(kind="alert")) is not None
