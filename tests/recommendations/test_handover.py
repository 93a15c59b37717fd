"""Handing over in bulk: what is open moves, what was published keeps its words, and of a body its old name."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine
from django.urls import reverse

from council import configuration
from council.models import AuditEvent, Body, MailSent, Office, Snapshot
from council.publication import RefusedError
from council.roles import NotAllowedError
from recommendations import actions
from recommendations.actions.handover import hand_over
from recommendations.actions.links import ask_for_update
from recommendations.models import Action, ActionOwner, LeadChange, UpdateLink
from recommendations.owners import open_work, owners_of
from recommendations.reminders import send_reminders
from tests import factories as f
from tests.filling import pressed
from tests.reading import words_of
from tests.recommendations.answering import answer
from tests.recommendations.progressing import an_answered_set, an_update, first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
SITE = "https://decisions.wenshire.example"
SINCE = D(2026, 11, 2)
NOW = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
PAGE = reverse("recommendations:officer-hand-over")


@pytest.fixture(autouse=True)
def council():
    return f.make_council()


def an_office(title: str) -> Office:
    slug = title.casefold().replace(" ", "-")
    return Office.objects.create(title=title, slug=slug, kind="officer", email=f"{slug}@x.example")


@pytest.fixture
def streets():
    return an_office("Head of Streets")


@pytest.fixture
def places():
    return an_office("Director of Places")


def led_by(office: Office, **more):
    return {"description": "Mend the lane", "lead_title": office.title, "lead_office": office,
            "due_on": D(2026, 11, 1)} | more  # fmt: skip


def give(office, to, **said):
    return hand_over(office, to, **({"since": SINCE, "by": None, "at": NOW} | said))


def the_owner(action: Action) -> Office | None:
    return owners_of([action])[action.pk]


def test_open_rows_and_actions_of_a_draft_move_and_what_is_drafted_stays(streets, places):
    draft = actions.start_response(f.make_set(public=True), by=None, at=f.AT)
    one, two = draft.items.order_by("recommendation__position")
    rows = {one.pk: {"outcome": "accepted", "outcome_words": "Yes", "actions": [led_by(streets)]}}
    draft = actions.save_response(draft, fields={}, rows=rows, edit_number=None, by=None, at=f.AT)
    draft = actions.assign_rows(
        draft, items=[one.pk, two.pk], office=streets, drafter="Ada Gone", internal_due_on=SINCE, edit_number=None,
        by=None, at=f.AT,
    )  # fmt: skip
    assert give(streets, places).count == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.drafter_office, two.drafter_office, two.drafter, two.internal_due_on) == (streets, places, "", SINCE)
    action = Action.objects.get()
    assert (action.lead_office, action.lead_title) == (places, "Director of Places")
    (event,) = AuditEvent.objects.filter(act="handed_over", record_kind="cabinetresponse")
    assert event.before["edit_number"] == draft.edit_number
    assert give(streets, places).count == 0


def test_a_promised_action_keeps_its_published_words_and_has_a_new_owner(client, streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    kept = list(Snapshot.objects.order_by("pk").values_list("text", flat=True))
    give(streets, places)
    action = Action.objects.get()
    assert (action.lead_office, action.lead_title, the_owner(action)) == (streets, "Head of Streets", places)
    texts = list(Snapshot.objects.order_by("pk").values_list("text", flat=True))
    assert (texts[:-1], json.loads(texts[-1])["record"]) == (kept, {
        "reference": found.reference, "labels": "1", "from_title": "Head of Streets", "to_title": "Director of Places",
        "since": "2026-11-02",
    })  # fmt: skip
    public = words_of(client.get(f"/recommendations/{found.reference}/"))
    assert "Head of Streets" in public
    assert "Director of Places" not in public
    client.force_login(f.make_user(("officer", "both"), ("publisher", "both")))
    assert "Director of Places" in words_of(client.get(f"/officer/recommendations/{found.public_id}/"))
    send_reminders(on=SINCE, at=NOW, site=SITE)
    assert [row.to for row in MailSent.objects.filter(kind="update-link")] == ["director-of-places@x.example"]
    link = UpdateLink.objects.get()
    assert (link.office, link.office_title) == (places, "Director of Places")


def test_what_ended_does_not_move(streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    an_update(found, "complete", as_at=D(2026, 10, 2))
    assert give(streets, places).count == 0
    assert not ActionOwner.objects.exists()


def test_handed_on_and_back_it_is_followed(streets, places):
    an_answered_set(actions=[led_by(streets)])
    third = an_office("Head of Lanes")
    give(streets, places)
    give(places, third)
    action = Action.objects.get()
    assert the_owner(action) == third
    assert open_work(places, NOW).count == 0
    give(third, streets)
    assert the_owner(action) == streets


def test_a_corrected_answer_that_names_another_post_is_not_overruled(streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    give(streets, places)
    third = an_office("Head of Lanes")
    key = Action.objects.get().key
    row = {"outcome": "accepted", "outcome_words": "Yes", "comment": "Agreed.", "actions": [led_by(third, key=key)]}
    answer(found, row, reason="The lead was wrong", approved_on=D(2026, 6, 1))
    corrected = Action.objects.order_by("pk").last()
    assert corrected is not None
    assert the_owner(corrected) == third


def test_an_answer_on_its_way_is_not_rewritten_after_it_was_submitted(streets, places):
    draft = f.make_response(answers={"no_action": "", "actions": [led_by(streets)]}, until="signed_off")
    assert give(streets, places).count == 2
    draft.refresh_from_db()
    assert draft.signed_off_digest == actions.content_digest(actions.reread(draft))
    assert {the_owner(action) for action in Action.objects.all()} == {places}


def test_a_link_that_is_out_names_the_new_post(streets, places):
    found = an_answered_set()
    said = {"office": streets, "office_title": streets.title, "address": SITE, "by": None, "at": NOW}
    ask_for_update(first(found), to="somebody@x.example", **said)
    assert give(streets, places).count == 1
    assert list(UpdateLink.objects.values_list("office", "office_title")) == [(places.pk, "Director of Places")]


def test_only_administrators_and_never_to_itself(streets, places):
    with pytest.raises(NotAllowedError):
        give(streets, places, by=f.make_user(("officer", "both"), ("publisher", "both")))
    with pytest.raises(RefusedError, match="another post"):
        give(streets, streets)


def test_the_page_shows_what_would_move_and_moves_it_once(client, streets, places):
    an_answered_set(actions=[led_by(streets)])
    client.force_login(f.make_user(("administrator", "both")))
    with time_machine.travel(NOW, tick=False):
        opened = client.get(PAGE)
        assert "Hand over open work" in words_of(client.get(reverse("settings-index")))
        same = pressed(client, opened, "look", office=str(streets.pk), to=str(streets.pk))
        assert "Select another post than the one that hands over" in words_of(same)
        looked = pressed(client, opened, "look", office=str(streets.pk), to=str(places.pk))
        assert "Promised action: Mend the lane" in words_of(looked)
        assert not ActionOwner.objects.exists()
        done = client.get(pressed(client, looked, "hand-over").url)
        assert "1 thing went from Head of Streets to Director of Places." in words_of(done)
        again = client.get(pressed(client, looked, "hand-over").url)
        assert "Nothing is open at Head of Streets." in words_of(again)
    assert ActionOwner.objects.count() == 1


def test_whoever_configures_reads_no_word_that_is_not_published(client, streets, places):
    action = led_by(streets, description="Buy the canary")
    draft = f.make_response(answers={"no_action": "", "actions": [action]})
    f.make_response(f.make_set(public=True), answers={"no_action": "", "actions": [action]}, until="signed_off")
    client.force_login(f.make_user(("administrator", "scrutiny")))
    looked = words_of(pressed(client, client.get(PAGE), "look", office=str(streets.pk), to=str(places.pk)))
    assert f"Action in a draft response: {draft.set.reference}" in looked
    assert "Action in a response not yet published" in looked
    assert "canary" not in looked


def test_a_renamed_body_keeps_its_old_name_in_what_was_published(client):
    found = f.make_set(public=True)
    panel = found.made_by
    kept = list(Snapshot.objects.order_by("pk").values_list("text", flat=True))
    assert any("Finance Panel" in text for text in kept)
    configuration.save(
        Body(pk=panel.pk), changes={"name": "Resources Panel"}, seen=configuration.fingerprint(panel), by=None, at=NOW
    )
    assert list(Snapshot.objects.order_by("pk").values_list("text", flat=True)) == kept
    assert "Resources Panel" in words_of(client.get(f"/recommendations/{found.reference}/"))


def test_residents_read_at_once_who_leads_it_now(client, streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    give(streets, places)
    page = words_of(client.get(f"/recommendations/{found.reference}/1/"))
    assert "Head of Streets Now led by Director of Places, since 2 November 2026" in page
    theirs, ours = (words_of(client.get(f"/offices/{one.slug}/")) for one in (streets, places))
    assert ("Now led by others" in theirs, "None of" in theirs) == (True, False)
    assert "led by Head of Streets until 2 November 2026" in ours
    assert "Director of Places leads, in place of Head of Streets" in words_of(client.get("/register/"))
    give(places, streets)
    assert "Now led by" not in words_of(client.get(f"/recommendations/{found.reference}/1/"))


def test_an_answer_that_names_another_post_is_not_overruled(client, streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    give(streets, places)
    yes = {"outcome": "accepted", "outcome_words": "Yes", "comment": "Agreed."}
    again = led_by(an_office("Head of Parks")) | {"key": Action.objects.get().key}
    answer(found, yes | {"actions": [again]}, reason="It was never streets.", approved_on=D(2026, 6, 2))
    assert "Now led by" not in words_of(client.get(f"/recommendations/{found.reference}/1/"))


def test_what_a_post_has_to_answer_goes_to_the_other_post(client, streets, places):
    row = {"label": "1)", "text": "That the lane be mended.", "duty": {"office": streets}}
    sets = [f.make_set(rows=[dict(row)], public=public, subject="Lanes") for public in (True, False)]
    assert give(streets, places).count == 2
    assert [found.duties.get().name for found in sets] == ["Director of Places"] * 2
    assert "Director of Places has to answer" in words_of(client.get(f"/recommendations/{sets[0].reference}/"))
    assert "Director of Places has to answer recommendations about Lanes now" in words_of(client.get("/register/"))
    assert give(streets, places).count == 0


def test_a_withdrawn_set_takes_along_who_leads(client, streets, places):
    found = an_answered_set(actions=[led_by(streets)])
    give(streets, places)
    actions.withdraw_set(found, reason="By mistake", by=None, at=NOW)
    assert "Director of Places leads" not in words_of(client.get("/register/"))
    assert client.get(f"/offices/{places.slug}/").status_code == 404


def test_what_was_handed_over_while_the_answer_was_on_its_way_is_told_with_it(client, streets, places):
    found = f.make_set("That the lane be mended.", public=True)
    row = {"no_action": "", "actions": [led_by(streets)]}
    response = f.make_response(found, until="signed_off", answers=row)
    give(streets, places)
    assert not LeadChange.objects.exists()
    basis = {"basis": "meeting", "approved_on": D(2026, 10, 1), "edit_number": None, "by": None, "at": NOW}
    response = actions.record_approval(response, **basis)
    actions.publish_response(response, edit_number=None, by=None, at=NOW)
    page = words_of(client.get(f"/recommendations/{found.reference}/1/"))
    assert "Head of Streets Now led by Director of Places, since 2 November 2026" in page
    assert LeadChange.objects.count() == 1
