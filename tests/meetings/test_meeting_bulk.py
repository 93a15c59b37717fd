"""Many pieces of one meeting published at once: supplements, decisions, draft minutes, confirmed minutes."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from council.publication import RefusedError
from meetings import actions, actions_publish
from meetings.models import AgendaItem, AgendaSupplement, Document, ItemMinutes, MeetingNotice
from meetings.published import meeting_address
from tests import factories as make
from tests.factories import AT
from tests.reading import heading_of, words_of

pytestmark = pytest.mark.django_db
DAY, PAST = datetime.date(2026, 12, 8), datetime.date(2026, 10, 6)


@pytest.fixture
def publisher(client):
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, meeting):
    return reverse(f"meetings:officer-{name}", args=[meeting.public_id])


def meeting_out(held_on=DAY, **fields):
    meeting = make.make_meeting(held_on=held_on, public=True, **fields)
    make.make_item(meeting, public=True, title="Opening hours")
    return meeting


def test_a_supplement_brings_later_items_and_papers_with_why(client, publisher):
    meeting = meeting_out()
    late = make.make_item(meeting, title="Flood grant")
    make.make_document(late, "Grant terms")
    make.make_document(meeting.items.first(), "Late appendix")
    verb = address("supplement", meeting)
    shown = client.get(verb)
    for words in ("Flood grant", "Grant terms", "Late appendix", "section 100B(4)(b)"):
        assert words in shown.content.decode()
    seen = [row["seen"] for row in shown.context["rows"]]
    refused = client.post(verb, {"seen": seen, "reason": " "})
    assert "Enter why this is late" in refused.content.decode()
    assert AgendaItem.objects.filter(published_at=None).exists()
    client.post(verb, {"seen": seen, "reason": "The offer came on Monday."})
    supplement = AgendaSupplement.objects.get()
    assert (supplement.number, supplement.is_public) == (1, True)
    assert set(supplement.documents.values_list("title", flat=True)) == {"Grant terms", "Late appendix"}
    words = words_of(client.get(meeting_address(meeting)))
    assert "Supplement 1, published on" in words
    assert "papers of item 1, item 2, papers of item 2" in words
    assert "Why it is late: The offer came on Monday." in words


def test_supplements_are_numbered_in_order_and_a_withdrawn_one_takes_what_it_brought(client):
    make.make_council()
    meeting = meeting_out()
    for number in (1, 2):
        make.make_item(meeting, title=f"Canary {number}")
        actions_publish.publish_supplement(meeting, reason=f"Why {number}", by=None, at=AT)
    first = AgendaSupplement.objects.get(number=1)
    actions.withdraw(first, reason="By mistake", by=None, at=AT)
    words = words_of(client.get(meeting_address(meeting)))
    assert "Canary 1" not in words
    assert "Why 1" not in words
    assert "Canary 2" in words
    make.make_item(meeting)
    assert actions_publish.publish_supplement(meeting, reason="More", by=None, at=AT).number == 3


def test_a_supplement_needs_an_agenda_that_is_out_and_something_new():
    make.make_council()
    meeting = make.make_meeting(held_on=DAY, public=True)
    make.make_item(meeting)
    with pytest.raises(RefusedError, match="The agenda is not published yet"):
        actions_publish.publish_supplement(meeting, reason="Why", by=None, at=AT)
    actions_publish.publish_agenda(meeting, by=None, at=AT)
    with pytest.raises(RefusedError, match="nothing to publish"):
        actions_publish.publish_supplement(meeting, reason="Why", by=None, at=AT)
    assert AgendaSupplement.objects.count() == 0


def test_a_supplement_is_published_whole_or_not_at_all():
    make.make_council()
    meeting = meeting_out()
    make.make_item(meeting)
    make.make_document(meeting.items.first(), "Half a paper", format="", size_text="")
    with pytest.raises(RefusedError, match="Half a paper"):
        actions_publish.publish_supplement(meeting, reason="Why", by=None, at=AT)
    assert AgendaSupplement.objects.count() == 0
    assert AgendaItem.objects.filter(supplement__isnull=False).count() == 0
    assert not Document.objects.get().is_published


def test_something_changed_meanwhile_is_shown_again_with_the_words_typed(client, publisher):
    meeting = meeting_out()
    make.make_item(meeting)
    verb = address("supplement", meeting)
    seen = [row["seen"] for row in client.get(verb).context["rows"]]
    make.make_item(meeting, title="Put in a moment ago")
    again = client.post(verb, {"seen": seen, "reason": "Typed with care."}).content.decode()
    for words in ("A colleague changed something meanwhile", "Put in a moment ago", "Typed with care."):
        assert words in again
    assert AgendaSupplement.objects.count() == 0


def test_decisions_minutes_and_their_confirmation_each_in_one_step(client, publisher):
    meeting = meeting_out(PAST)
    second = make.make_item(meeting, public=True, title="Grants")
    for item in meeting.items.all():
        make.make_outcome(item)
        make.make_minutes(item)
    heading = "Cabinet, Tuesday 6 October 2026"
    for name, expected in (("decisions", "Agenda and decisions"), ("minutes", "Agenda, decisions and draft minutes")):
        verb = address(name, meeting)
        client.post(verb, {"seen": [row["seen"] for row in client.get(verb).context["rows"]]})
        assert heading_of(client.get(meeting_address(meeting))) == f"{expected}: {heading}"
    following = make.make_meeting(held_on=PAST + datetime.timedelta(28), public=True)
    make.make_meeting(held_on=PAST + datetime.timedelta(56))
    verb = address("confirm", meeting)
    shown = client.get(verb)
    assert list(shown.context["form"].fields["at_meeting"].queryset) == [following]
    client.post(verb, {"seen": [row["seen"] for row in shown.context["rows"]], "at_meeting": following.pk})
    assert heading_of(client.get(meeting_address(meeting))) == f"Agenda, decisions and minutes: {heading}"
    assert {(found.status, found.confirming_meeting) for found in ItemMinutes.objects.all()} == {
        ("confirmed", following)
    }
    page = client.get(f"{meeting_address(meeting)}items/{second.slug}/")
    assert "Confirmed at the meeting on 3 November 2026" in words_of(page)


def test_an_exempt_item_without_a_summary_stops_the_decisions_and_says_which(client, publisher):
    meeting = meeting_out()
    secret = make.make_item(
        meeting, public=True, title="Lease", restriction="exempt", exempt_paragraphs="3", exempt_reason="Prices"
    )
    make.make_outcome(secret, "Agreed behind closed doors")
    verb = address("decisions", meeting)
    shown = client.get(verb)
    assert "Enter a summary for the public before you publish this" in shown.content.decode()
    refused = client.post(verb, {"seen": [row["seen"] for row in shown.context["rows"]]})
    assert "Enter a summary for the public" in refused.content.decode()
    assert "closed doors" not in words_of(client.get(meeting_address(meeting)))


def test_a_late_agenda_says_so_with_the_reason_and_is_never_refused(client):
    make.make_council()
    meeting = make.make_meeting(held_on=datetime.date(2026, 11, 6))
    make.make_item(meeting)
    actions_publish.publish_agenda(meeting, late_reason="The clerk was ill.", by=None, at=AT)
    meeting.refresh_from_db()
    notice = MeetingNotice.objects.get()
    assert (notice.kind, notice.due_on) == ("late_agenda", datetime.date(2026, 10, 29))
    words = words_of(client.get(meeting_address(meeting)))
    assert "Agenda published late. By the rules it had to be published by Thursday 29 October 2026" in words
    assert "Local Government Act 1972, section 100B" in words
    assert "Why: The clerk was ill." in words


def test_the_officer_is_warned_of_a_late_agenda_and_asked_why(client, publisher):
    meeting = make.make_meeting(held_on=timezone.localdate() + datetime.timedelta(2))
    make.make_item(meeting)
    verb = address("publish-agenda", meeting)
    shown = client.post(verb, {"late_reason": "Typed with care."})
    assert "This is later than the rules ask" in shown.content.decode()
    assert "Typed with care." in shown.content.decode()
    seen = [row["seen"] for row in shown.context["rows"]]
    client.post(verb, {"seen": seen, "late_reason": "The clerk was ill."})
    assert MeetingNotice.objects.get().reason == "The clerk was ill."


@pytest.mark.parametrize(
    ("held_on", "fields"),
    [
        (datetime.date(2026, 11, 10), {}),  # in time to the day: published on 2 November
        (datetime.date(2026, 11, 6), {"convened_on": datetime.date(2026, 11, 2)}),
        (datetime.date(2026, 10, 6), {}),  # an old meeting entered afterwards: nothing is claimed
    ],
)
def test_nothing_is_said_of_an_agenda_that_is_in_time(held_on, fields):
    make.make_council()
    meeting = make.make_meeting(held_on=held_on, **fields)
    make.make_item(meeting)
    actions_publish.publish_agenda(meeting, by=None, at=AT)
    assert MeetingNotice.objects.count() == 0
