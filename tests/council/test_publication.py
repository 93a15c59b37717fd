"""Publishing is the only door: nothing published is changed in place or deleted, not through the ORM either."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from council.models import AuditEvent, PublicEvent, RegisterEntry
from council.models.guard import PublishedRecordError
from council.publication import ChangedSinceError, RefusedError
from council.verification import verify_register
from meetings import actions as meetings
from meetings.models import AgendaItem, ItemOutcome, Meeting
from recommendations import actions
from recommendations.models import Action, CabinetResponse, Recommendation, RecommendationSet, ResponseItem
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def published_response(private_files):
    answers = {"no_action": "", "actions": [{"description": "Train the staff"}]}
    return factories.make_response(until="published", answers=answers)


@pytest.fixture
def published_item():
    return factories.make_item(
        public=True, recommendations=[{"label": "(a)", "text": "agree"}], contacts=[{"name": "Bea Orrin"}]
    )


def frozen_rows(response, item):
    """One row of every guarded model, published or hanging on something published."""
    return [
        response, response.set, response.set.recommendations.first(), response.items.first(),
        Action.objects.get(response_item=response.items.first()), item, item.meeting,
        item.report_recommendations.get(), item.contacts.get(),
    ]  # fmt: skip


def test_saving_a_published_row_is_refused(published_response, published_item):
    for row in frozen_rows(published_response, published_item):
        with pytest.raises(PublishedRecordError):
            row.save()


def test_deleting_a_published_row_is_refused(published_response, published_item):
    for row in frozen_rows(published_response, published_item):
        with pytest.raises(PublishedRecordError):
            row.delete()


def test_bulk_changes_of_published_rows_are_refused(published_response, published_item):
    for row in frozen_rows(published_response, published_item):
        rows = type(row)._default_manager.filter(pk=row.pk)
        with pytest.raises(PublishedRecordError):
            rows.update(pk=row.pk)
        with pytest.raises(PublishedRecordError):
            rows.delete()
        with pytest.raises(PublishedRecordError):
            rows.bulk_update([row], [type(row)._meta.fields[1].name])


def test_a_copy_in_memory_that_claims_to_be_a_draft_is_refused(published_item):
    published_item.published_at = published_item.entry = None
    with pytest.raises(PublishedRecordError):
        published_item.save()


def test_no_new_row_slips_in_below_something_published(published_response, published_item):
    with pytest.raises(PublishedRecordError):
        Recommendation.objects.create(set=published_response.set, position=9, text="That more be done.")
    with pytest.raises(PublishedRecordError):
        Recommendation.objects.bulk_create([Recommendation(set=published_response.set, position=9, text="More.")])
    with pytest.raises(PublishedRecordError):
        published_item.contacts.create(position=9, name="Somebody")


def test_a_row_born_published_is_refused():
    with pytest.raises(PublishedRecordError):
        Meeting.objects.create(body=factories.make_cabinet(), held_on=AT.date(), published_at=AT, version=1)


def test_a_draft_may_be_changed_and_deleted():
    draft = factories.make_item()
    draft.title = "Another title"
    draft.save()
    assert AgendaItem.objects.filter(pk=draft.pk).update(title="A third") == 1
    draft.delete()
    assert not AgendaItem.objects.exists()


def test_only_publication_opens_the_door():
    root = Path(__file__).parents[2]
    users = [
        str(path.relative_to(root))
        for folder in ("council", "meetings", "recommendations")
        for path in (root / folder).rglob("*.py")
        if re.search(r"publication_door|_door_is_open", path.read_text(encoding="utf-8"))
    ]
    assert sorted(users) == ["council/destroying.py", "council/models/guard.py", "council/publication.py"]


def test_publishing_writes_entry_snapshot_event_and_audit(published_item):
    entry = published_item.entry
    event = PublicEvent.objects.get(entry=entry)
    assert (entry.act, entry.record_kind, entry.reference) == (
        "published",
        "agendaitem",
        published_item.public_id.hex,
    )
    assert json.loads(entry.snapshot.text)["record"]["recommendations"] == [{"label": "(a)", "text": "agree"}]
    assert event.address == "/meetings/cabinet/2026-10-06/items/1/"
    assert AuditEvent.objects.filter(reference=entry.reference, act="published").count() == 1


def test_a_refused_publication_leaves_nothing_behind():
    item = factories.make_item()
    with pytest.raises(RefusedError, match="Publish the meeting first"):
        meetings.publish(item, by=None, at=AT)
    assert (RegisterEntry.objects.count(), PublicEvent.objects.count()) == (0, 0)


def test_publishing_twice_is_refused(published_item):
    with pytest.raises(RefusedError, match="already published"):
        meetings.publish(published_item, by=None, at=AT)
    assert RegisterEntry.objects.filter(reference=published_item.public_id.hex).count() == 1


def test_publishing_what_changed_since_it_was_looked_at_is_refused():
    item = factories.make_item(factories.make_meeting(public=True))
    seen = item.edit_number
    meetings.save(item, changes={"title": "New words"}, edit_number=seen, by=None, at=AT)
    with pytest.raises(ChangedSinceError):
        meetings.publish(item, edit_number=seen, by=None, at=AT)


def test_a_correction_makes_a_new_version_with_a_reason(published_item):
    corrected = meetings.save(published_item, changes={"title": "Opening times"}, reason="Misspelt", by=None, at=AT)
    entries = RegisterEntry.objects.filter(reference=corrected.public_id.hex).order_by("serial")
    texts = [json.loads(entry.snapshot.text) for entry in entries]
    assert [(text["version"], text["record"]["title"], text["reason"]) for text in texts] == [
        (1, "Opening hours", ""),
        (2, "Opening times", "Misspelt"),
    ]
    assert AgendaItem.objects.get().title == "Opening times"


def test_a_correction_without_a_reason_is_refused(published_item):
    with pytest.raises(RefusedError, match="why"):
        meetings.save(published_item, changes={"title": "Opening times"}, reason=" ", by=None, at=AT)
    assert AgendaItem.objects.get().title == "Opening hours"


def test_a_withdrawal_leaves_a_tombstone_and_hides_what_hangs_on_it(published_item):
    factories.make_outcome(published_item, public=True)
    meetings.withdraw(published_item.meeting, reason="Published by mistake", by=None, at=AT)
    assert not Meeting.objects.published().exists()
    assert not AgendaItem.objects.published().exists()
    assert not ItemOutcome.objects.published().exists()
    assert AgendaItem.objects.get().withdrawn_reason == "Published by mistake"
    shown = PublicEvent.objects.shown()
    assert set(shown.values_list("sentence", flat=True)) == {"A record was withdrawn."}
    assert verify_register().is_sound


def test_a_withdrawal_without_a_reason_is_refused(published_item):
    with pytest.raises(RefusedError, match="Residents will read this"):
        meetings.withdraw(published_item, reason="", by=None, at=AT)


def test_withdrawing_a_set_withdraws_its_responses(published_response):
    actions.withdraw_set(published_response.set, reason="Wrong panel", by=None, at=AT)
    assert not CabinetResponse.objects.published().exists()
    assert not RecommendationSet.objects.published().exists()
    assert not RegisterEntry.objects.shown().filter(act="published").exists()


def test_making_an_item_exempt_hides_every_earlier_version_and_what_hangs_on_it(published_item):
    factories.make_outcome(published_item, text="Canary", public=True)
    meetings.make_exempt(published_item, restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)
    entries = RegisterEntry.objects.shown().filter(reference=published_item.public_id.hex)
    assert [entry.act for entry in entries] == ["restricted"]
    assert json.loads(entries[0].snapshot.text)["record"]["recommendations"] == []
    outcome = ItemOutcome.objects.get()
    assert (outcome.is_public, ItemOutcome.objects.published().exists()) == (False, False)
    assert not [entry for entry in RegisterEntry.objects.shown() if "Canary" in entry.snapshot.text]
    changes = {"public_summary": "The lease was agreed"}
    meetings.save(outcome, changes=changes, reason="A summary for everybody", by=None, at=AT)
    assert ItemOutcome.objects.published().get().public_summary == "The lease was agreed"


def test_response_items_of_a_superseded_version_stay_frozen(published_response):
    drafter = published_response.drafted_by
    second = actions.start_response(published_response.set, by=drafter, at=AT, correction_reason="A date was wrong")
    second = factories.advance(second, "published")
    published_response.refresh_from_db()
    assert (second.version, published_response.status) == (2, "superseded")
    with pytest.raises(PublishedRecordError):
        ResponseItem.objects.filter(response=published_response).update(comment="Other words")
    assert Action.objects.values_list("key", flat=True).distinct().count() == 2
    assert Action.objects.count() == 4


def test_the_audit_row_of_a_save_holds_the_words_before_and_after():
    response = factories.make_response()
    item = response.items.first()
    row = {item.pk: {"comment": "Other words"}}
    actions.save_response(
        response, fields={}, rows=row, edit_number=response.edit_number, by=response.drafted_by, at=AT
    )
    event = AuditEvent.objects.filter(reference=response.public_id.hex).first()
    assert event.before["answers"][0]["comment"] == "Agreed."
    assert event.after["answers"][0]["comment"] == "Other words"
