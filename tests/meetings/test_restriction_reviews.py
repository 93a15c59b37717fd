"""A restriction whose day has come prompts an officer; nothing opens by itself; both answers are recorded."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from council.models import AuditEvent, RegisterEntry
from council.publication import RefusedError
from meetings import actions
from meetings.models import AgendaItem
from meetings.restriction_reviews import due_reviews, keep_withheld, open_now
from tests import factories as make
from tests.factories import AT
from tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DAY = datetime.date(2026, 11, 2)
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
LAPSES = EXEMPT | {"restriction_lapses_on": DAY}


@pytest.fixture
def publisher(client):
    make.make_council()
    user = make.make_user(("publisher", "both"))
    client.force_login(user)
    return user


def review(record, kind="item"):
    return reverse("meetings:officer-review-restriction", args=[kind, record.public_id])


def test_on_its_day_it_stands_on_the_desk_and_the_day_before_it_does_not(publisher):
    make.make_item(public=True, title="The mill", **LAPSES)
    paper = {**EXEMPT, "restriction_lapses_on": DAY - datetime.timedelta(1)}
    make.make_document(make.make_item(public=True), "The valuation", public=True, **paper)
    assert [line.about for line in due_reviews(publisher, DAY)] == ["The valuation", "The mill"]
    assert [line.about for line in due_reviews(publisher, DAY - datetime.timedelta(1))] == ["The valuation"]


def test_nothing_opens_by_itself(client):
    item = make.make_item(public=True, title="The mill", summary="Secret words", **LAPSES)
    with time_machine.travel(datetime.datetime(2027, 6, 1, tzinfo=datetime.UTC)):
        words = words_of(client.get(item.entry.event.address))
    assert "A lease" in words
    assert "Secret words" not in words


def test_drafts_open_ones_and_withdrawn_ones_are_no_prompt(publisher):
    make.make_item(**LAPSES)
    make.make_item(public=True)
    gone = make.make_item(public=True, **LAPSES)
    actions.withdraw(gone, reason="By mistake", by=None, at=AT)
    assert due_reviews(publisher, DAY) == []


def test_only_those_who_publish_for_the_body_are_asked():
    make.make_item(public=True, **LAPSES)
    other = make.make_body("Housing Panel")
    for grants, bodies in (((("officer", "both"),), None), ((("publisher", "both"),), [other])):
        assert due_reviews(make.make_user(*grants, bodies=bodies), DAY) == []


def test_the_desk_leads_to_the_question(client, publisher):
    item = make.make_item(public=True, title="The mill", **LAPSES)
    page = client.get(reverse("officer-desk"))
    assert "Restrictions to review Their day has come. Nothing opens by itself." in words_of(page)
    assert review(item) in page.content.decode()


def test_opening_is_a_correction_with_a_reason_that_opens_what_hangs_on_it(client, publisher):
    item = make.make_item(public=True, title="The mill", summary="All of it", **LAPSES)
    outcome = make.make_outcome(item, "Sold for a price", public=True, public_summary="Agreed")
    page = client.get(review(item))
    assert "If you open it, this is read in full as well: What was decided: The mill" in words_of(page)
    done = client.post(review(item), {"decision": "open", "reason": "The sale is over."})
    assert done.status_code == 302
    words = words_of(client.get(item.entry.event.address))
    assert "The mill" in words
    assert "Sold for a price" in words
    acts = RegisterEntry.objects.filter(reference__in=[item.public_id.hex, outcome.public_id.hex], act="corrected")
    assert acts.count() == 2
    assert AgendaItem.objects.get().restriction_lapses_on is None


def test_keeping_it_needs_a_day_ahead_and_says_nothing_in_public(client, publisher):
    item = make.make_item(public=True, **LAPSES)
    entries = RegisterEntry.objects.count()
    assert "Enter the date until which it is withheld" in client.post(
        review(item), {"decision": "keep", "reason": "Still bargaining."}
    ).content.decode()  # fmt: skip
    past = {"until_day": "1", "until_month": "1", "until_year": "2020"}
    page = client.post(review(item), {"decision": "keep", "reason": "Still bargaining."} | past)
    assert "Enter a date in the future" in page.content.decode()
    ahead = {"until_day": "1", "until_month": "1", "until_year": "2100"}
    assert client.post(review(item), {"decision": "keep", "reason": "Still bargaining."} | ahead).status_code == 302
    item.refresh_from_db()
    assert (item.restriction_lapses_on, item.is_withheld) == (datetime.date(2100, 1, 1), True)
    assert RegisterEntry.objects.count() == entries
    kept = AuditEvent.objects.get(act="why it is kept withheld")
    assert kept.after == {"until": "2100-01-01", "reason": "Still bargaining."}
    assert due_reviews(publisher, DAY) == []


def test_a_decision_on_something_changed_since_is_refused():
    item = make.make_item(public=True, **LAPSES)
    stale = AgendaItem.objects.get()
    keep_withheld(item, until=DAY + datetime.timedelta(300), reason="x", by=None, at=AT)
    with pytest.raises(RefusedError):
        open_now(stale, reason="The sale is over.", by=None, at=AT)


def test_what_is_open_cannot_be_reviewed(client, publisher):
    item = make.make_item(public=True)
    assert client.get(review(item)).status_code == 404
    with pytest.raises(RefusedError, match="not withheld"):
        open_now(item, reason="x", by=None, at=AT)
    with pytest.raises(RefusedError, match="not withheld"):
        keep_withheld(item, until=DAY + datetime.timedelta(9), reason="x", by=None, at=AT)


# The paragraphs, chosen by nation


@pytest.mark.parametrize(
    ("nation", "paragraphs", "words"),
    [
        ("england", "8", "There is no paragraph 8 in Schedule 12A to the Local Government Act 1972"),
        ("wales", "3", "There is no paragraph 3 in Schedule 12A"),
        ("scotland", "16", "There is no paragraph 16 in Schedule 7A to the Local Government (Scotland) Act 1973"),
    ],
)
def test_an_unknown_paragraph_is_refused_in_words(client, publisher, nation, paragraphs, words):
    make.make_council(nation=nation)
    item = make.make_item(public=True)
    address = reverse("meetings:officer-make-exempt", args=["item", item.public_id])
    typed = {"restriction": "exempt", "exempt_paragraphs": paragraphs, "exempt_reason": "Prices"}
    assert words in client.post(address, typed).content.decode()
    with pytest.raises(RefusedError, match="There is no paragraph"):
        actions.make_exempt(item, restriction="exempt", paragraphs=paragraphs, reason="x", by=None, at=AT)


def test_several_paragraphs_are_kept_in_the_order_of_the_schedule(client, publisher):
    make.make_council(nation="wales")
    item = make.make_item(public=True)
    address = reverse("meetings:officer-make-exempt", args=["item", item.public_id])
    assert "18A: owed confidentiality" in client.get(address).content.decode()
    day = {"restriction_lapses_on_day": "1", "restriction_lapses_on_month": "5", "restriction_lapses_on_year": "2027"}
    typed = {"restriction": "exempt", "exempt_paragraphs": ["18A", "14"], "exempt_reason": "Prices"} | day
    client.post(address, typed)
    item.refresh_from_db()
    assert (item.exempt_paragraphs, item.restriction_lapses_on) == ("14 and 18A", datetime.date(2027, 5, 1))


def test_northern_ireland_writes_out_what_is_relied_on(client, publisher):
    make.make_council(nation="northern-ireland")
    item = make.make_item(public=True)
    address = reverse("meetings:officer-make-exempt", args=["item", item.public_id])
    page = client.get(address).content.decode()
    assert 'type="checkbox" name="exempt_paragraphs"' not in page
    typed = {"restriction": "exempt", "exempt_paragraphs": "2014 Act, Sch 6 para 3", "exempt_reason": "Prices"}
    assert client.post(address, typed).status_code == 302
    item.refresh_from_db()
    assert item.exempt_paragraphs == "2014 Act, Sch 6 para 3"
    assert "(2014 Act, Sch 6 para 3)" in words_of(client.get(item.entry.event.address))
