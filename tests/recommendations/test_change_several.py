"""Many rows of the tracker at once: who leads and which day, each asked for by itself, told of each, done once."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine

from council.models import AuditEvent, Office, Snapshot
from recommendations import actions
from recommendations.models import Action, ActionOwner, LeadChange
from recommendations.owners import owners_of
from tests import factories as f
from tests.reading import words_of
from tests.recommendations.progressing import an_answered_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
D = datetime.date
PAGE = "/officer/recommendations/tracker/change/"


@pytest.fixture(autouse=True)
def _today():
    f.make_council()
    with time_machine.travel(datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC), tick=False):
        yield


def an_office(title: str) -> Office:
    return Office.objects.create(title=title, slug=title.casefold().replace(" ", "-"), kind="officer")


@pytest.fixture
def streets():
    return an_office("Head of Streets")


@pytest.fixture
def places():
    return an_office("Director of Places")


def promise(office: Office) -> dict:
    return {"description": "Mend the lane", "lead_title": office.title, "lead_office": office, "due_on": D(2026, 12, 1)}


def a_draft(office: Office):
    found = f.make_set("That the gate be mended.", public=True)
    return f.make_response(found, answers={"no_action": "", "actions": [promise(office)]})


def sign_in(client, *grants, **more):
    user = f.make_user(*(grants or (("officer", "both"), ("publisher", "both"))), **more)
    client.force_login(user)
    return user


def opened(client, *sets):
    """What the page sends back unchanged: the rows, and how they stood when it was opened."""
    keys = [row.key.hex for found in sets for row in found.recommendations.order_by("position")]
    page = client.get(PAGE, {"row": keys})
    return {"row": keys, "seen": [f"{row['key']}:{row['seen']}" for row in page.context["rows"]]} | typed(
        "since", D(2026, 11, 2)
    )


def typed(name: str, day: datetime.date) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def states(response) -> list[str]:
    return [result.state for result in response.context["results"]]


def leads() -> list[Office | None]:
    found = list(Action.objects.order_by("pk"))
    return list(owners_of(found).values())


def test_a_promise_and_a_draft_get_the_new_lead_and_a_second_press_changes_nothing(client, streets, places):
    told, draft = an_answered_set("One", "Two", actions=[promise(streets)]), a_draft(streets)
    sign_in(client)
    form = opened(client, told, draft.set) | {"office": places.pk}
    done = client.post(PAGE, form)
    assert states(done) == ["changed"] * 3
    assert leads() == [places] * 3
    entry = json.loads(Snapshot.objects.latest("pk").text)["record"]
    assert (entry["labels"], entry["from_title"], entry["to_title"]) == (
        "1, 2",
        "Head of Streets",
        "Director of Places",
    )
    assert "Director of Places leads 1 action now." in words_of(done)
    again = client.post(PAGE, form)
    assert states(again) == ["nothing"] * 3
    assert (ActionOwner.objects.count(), LeadChange.objects.count()) == (2, 1)
    assert AuditEvent.objects.filter(act="handed_over").count() == 1
    page = words_of(client.get(f"/recommendations/{told.reference}/1/"))
    assert "Head of Streets Now led by Director of Places, since 2 November 2026" in page


def test_days_move_in_drafts_alone(client, streets):
    told, draft = an_answered_set(actions=[promise(streets)]), a_draft(streets)
    sign_in(client)
    days = typed("drafts_by", D(2026, 11, 9)) | typed("actions_by", D(2027, 3, 1))
    done = client.post(PAGE, opened(client, told, draft.set) | days)
    assert states(done) == ["refused", "changed"]
    assert "part of the answer. Correct the answer to move it." in words_of(done)
    assert list(Action.objects.order_by("pk").values_list("due_on", flat=True)) == [D(2026, 12, 1), D(2027, 3, 1)]
    assert draft.items.get().internal_due_on == D(2026, 11, 9)
    left = done.context["rows"]
    assert [row["key"] for row in left] == [told.recommendations.get().key.hex]
    assert 'value="2027"' in done.content.decode()


def test_each_row_asks_whether_this_officer_may(client, streets, places):
    """A drafter changes the draft and not the promise; scrutiny's side neither, and learns of no draft."""
    told, draft = an_answered_set(actions=[promise(streets)]), a_draft(streets)
    sign_in(client, ("officer", "executive"))
    done = client.post(PAGE, opened(client, told, draft.set) | {"office": places.pk})
    assert states(done) == ["refused", "changed"]
    assert leads() == [streets, places]
    sign_in(client, ("officer", "scrutiny"), ("publisher", "scrutiny"))
    done = client.post(PAGE, opened(client, told, draft.set) | {"office": streets.pk})
    assert states(done) == ["refused"] * 2
    assert "Director of Places" not in words_of(done).split("What was changed")[1].split("Post that leads")[0]
    assert leads() == [streets, places]
    sign_in(client, ("publisher", "executive"))
    assert states(client.post(PAGE, opened(client, told) | {"office": places.pk})) == ["changed"]


def test_what_somebody_saved_meanwhile_is_not_overwritten(client, streets, places):
    draft = a_draft(streets)
    sign_in(client)
    form = opened(client, draft.set) | {"office": places.pk}
    actions.save_response(
        draft, fields={"respondent_name": "Ada"}, rows={}, edit_number=draft.edit_number, by=None, at=f.AT
    )
    refused = client.post(PAGE, form)
    assert states(refused) == ["refused"]
    assert leads() == [streets]
    now = [f"{row['key']}:{row['seen']}" for row in refused.context["rows"]]
    assert states(client.post(PAGE, form | {"seen": now})) == ["changed"]


def test_one_refused_leaves_the_others_changed_and_nothing_typed_is_lost(client, streets, places):
    gone, told = an_answered_set(actions=[promise(streets)]), an_answered_set(actions=[promise(streets)])
    sign_in(client)
    form = opened(client, gone, told)
    wrong = client.post(PAGE, form | typed("drafts_by", D(2026, 11, 1)))
    assert "must be today or later" in words_of(wrong)
    assert wrong.content.decode().count('name="row"') == 2
    assert "Select the post that leads them" in words_of(client.post(PAGE, form))
    actions.withdraw_set(gone, reason="By mistake", by=None, at=f.AT)
    assert states(client.post(PAGE, form | {"office": places.pk})) == ["changed"]
    assert leads() == [streets, places]
    assert client.post(PAGE, {"row": ["nonsense"]}).headers["Location"] == "/officer/recommendations/tracker/"


def test_a_post_that_is_not_on_the_list_is_told(client, places):
    told = an_answered_set(actions=[{"description": "Mend it", "lead_title": "Somebody", "due_on": D(2026, 12, 1)}])
    sign_in(client)
    done = client.post(PAGE, opened(client, told) | {"office": places.pk})
    assert states(done) == ["refused"]
    assert "names a post that is not on the council’s list" in words_of(done)


def test_whoever_changes_an_action_does_not_sign_it_off(client, streets, places):
    draft = a_draft(streets)
    user = sign_in(client)
    client.post(PAGE, opened(client, draft.set) | {"office": places.pk})
    assert user.pk in actions.writers_of(draft)


def test_the_same_queries_at_1_and_at_30_rows(client, streets, django_assert_num_queries):
    texts = [f"Row {number}" for number in range(30)]
    told = an_answered_set(*texts, actions=[promise(streets)])
    keys = [row.key.hex for row in told.recommendations.order_by("position")]
    sign_in(client)
    client.get(PAGE, {"row": keys})
    counts = []
    for number in (1, 30):
        with django_assert_num_queries(11):
            counts.append(len(client.get(PAGE, {"row": keys[:number]}).context["rows"]))
    assert counts == [1, 30]
