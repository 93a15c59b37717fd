"""The response editor: every typed word is kept, whatever happens; and the preview is what residents get."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.models import Council
from recommendations import actions, published
from recommendations.models import Action, CabinetResponse
from tests import factories as make
from tests.filling import fields_of, pressed
from tests.reading import links_of, words_of
from tests.recommendations.editing import NOW, page, rows_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


def test_starting_twice_opens_the_one_draft(client, drafter):
    found = make.make_set(public=True)
    address = reverse("recommendations:officer-response-start", args=[found.public_id])
    assert "Start the response" in words_of(client.get(address))
    first, second = client.post(address), client.post(address)
    draft = CabinetResponse.objects.get()
    assert first["Location"] == second["Location"] == page("-edit", draft)


def test_only_public_recommendations_are_answered(client, drafter):
    both = make.make_user(("officer", "both"))
    client.force_login(both)
    found = make.make_set()
    address = reverse("recommendations:officer-response-start", args=[found.public_id])
    assert client.post(address).url == reverse("recommendations:officer-set", args=[found.public_id])
    assert not CabinetResponse.objects.exists()


def test_the_editor_shows_each_recommendation_locked_and_how_much_is_answered(client, draft):
    response = client.get(page("-edit", draft))
    words = words_of(response)
    assert "Recommendation 2 2) That two." in words
    assert "Saved 23 November 2026 at 12.04pm · 0 of 3 answered" in words
    assert "That two." not in fields_of(response).values()


def test_saving_keeps_everything_typed(client, draft, drafter):
    holding = make.make_holding("Cabinet Member for Finance", "Councillor Owen Marsh")
    comment = ".Agreed, as far as we can.\r\n\r\nSecond paragraph\r\n• a bullet\r\n\r\n  Third. "
    changed = typed(
        draft, r1_outcome="accepted", r1_comment=comment, r1_a0__description="Open the doors",
        r1_a0__lead_title="Head of Doors", r1_a0__no_due_reason="When the budget is set", r1_a0__cost="£5",
        r2_outcome="not_accepted", r2_comment="Too dear.", r2_private_notes="Ask legal.", r2_drafter="Jo Bly",
        r2_internal_due_on_day="1", r2_internal_due_on_month="12", r2_internal_due_on_year="2026",
        r3_outcome="no_outcome_given", r3_outcome_free="Noted", r3_comment="We note it.",
        r3_exempt_comment="The price.", r3_exempt_paragraphs="3", r3_exempt_reason="A contract.",
        r3_public_summary="About a price.",
    )  # fmt: skip
    response = pressed(client, client.get(page("-edit", draft)), respondent=holding.pk, kind="full", **changed)
    assert response["Location"] == page("-edit", draft)
    saved = actions.reread(draft)
    one, two, three = saved.items.all()
    assert (saved.respondent, saved.respondent_title, saved.respondent_name) == (
        holding, "Cabinet Member for Finance", "Councillor Owen Marsh",
    )  # fmt: skip
    assert (one.outcome, one.outcome_words, one.comment) == ("accepted", "Yes", comment.replace("\r\n", "\n"))
    assert [(done.description, done.lead_title, done.cost) for done in one.actions.all()] == [
        ("Open the doors", "Head of Doors", "£5")
    ]
    assert (two.outcome_words, two.private_notes, two.internal_due_on) == (
        "No", "Ask legal.", datetime.date(2026, 12, 1),
    )  # fmt: skip
    assert (three.outcome, three.outcome_words, three.exempt_comment) == ("no_outcome_given", "Noted", "The price.")
    assert fields_of(client.get(page("-edit", draft)))[f"{rows_of(draft)[0]}-comment"] == comment.replace("\r\n", "\n")


def test_the_councils_word_stays_as_it_was_shown_that_day(client, draft):
    pressed(client, client.get(page("-edit", draft)), **typed(draft, r1_outcome="accepted"))
    council = Council.current()
    council.word_accepted = "Accept"
    council.save()
    pressed(client, client.get(page("-edit", draft)), **typed(draft, r2_outcome="accepted"))
    assert [item.outcome_words for item in actions.reread(draft).items.all()] == ["Yes", "Accept", ""]


def test_a_half_finished_draft_may_be_saved(client, draft):
    response = pressed(client, client.get(page("-edit", draft)), **typed(draft, r2_outcome="not_accepted"))
    assert response.status_code == 302
    assert actions.reread(draft).items.all()[1].outcome == "not_accepted"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"r1_internal_due_on_day": "31", "r1_internal_due_on_month": "2", "r1_internal_due_on_year": "2026"},
         "Recommendation 1: The date the draft is wanted by must be a real date"),
        ({"r2_exempt_comment": "The price."}, "Recommendation 2: Enter the Schedule 12A paragraphs"),
        ({"r2_public_summary": "About a price."}, "Recommendation 2: Enter the exempt part"),
        ({"r1_outcome_free": "Noted"}, "Select “No outcome given” above, or take these words out"),
        ({"r1_agreed_wording": "That one and a half."}, "Tick “With an amendment”"),
        ({"r1_a0__cost": "£5"}, "Recommendation 1, action 1: Enter what will be done"),
        ({"r1_a0__description": "Open", "r1_no_action": "done"}, "it is one or the other"),
        ({"r1_no_action_reason": "Because."}, "Select why there is no separate action"),
        ({"r1_outcome": "maybe"}, "Choose from those listed"),
        ({"r1_a0__due_on_day": "x", "r1_a0__due_on_month": "2", "r1_a0__due_on_year": "2026",
          "r1_a0__description": "Open"}, "The date of the action must be a real date"),
        ({"r3_comment": "a\x00b"}, "Take out the invisible character"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_the_field_with_everything_typed(client, draft, changed, words):
    opened = client.get(page("-edit", draft))
    changed = typed(draft, r3_comment="Kept words.") | typed(draft, **changed)
    response = pressed(client, opened, respondent_title="Cabinet Member", **changed)
    assert response.status_code == 200
    assert words in words_of(response)
    shown = fields_of(response)
    kept = {name: value for name, value in changed.items() if value != "maybe" and "\x00" not in value}
    assert {name: shown.get(name) for name in kept} == kept
    assert shown["respondent_title"] == "Cabinet Member"
    assert actions.reread(draft).edit_number == draft.edit_number


def test_another_action_is_offered_without_saving_or_losing_anything(client, draft):
    key = rows_of(draft)[0]
    changed = typed(draft, r1_comment="Typed.", r1_a0__description="First")
    response = pressed(client, client.get(page("-edit", draft)), f"action-{key[1:]}", **changed)
    shown = fields_of(response)
    assert (shown[f"{key}-comment"], shown[f"{key}-a0-description"]) == ("Typed.", "First")
    assert shown[f"{key}-a1-description"] == ""
    assert not Action.objects.exists()
    pressed(client, response, **typed(draft, r1_a1__description="Second"))
    assert [done.description for done in Action.objects.order_by("position")] == ["First", "Second"]


def test_actions_are_changed_and_removed_by_their_own_row_alone(client, draft):
    changed = typed(draft, r1_a0__description="First", r2_a0__description="Of row two")
    pressed(client, client.get(page("-edit", draft)), **changed)
    of_two = Action.objects.get(description="Of row two")
    forged = typed(draft, r1_a0__pk=str(of_two.pk), r1_a0__description="Changed")
    pressed(client, client.get(page("-edit", draft)), **forged)
    assert Action.objects.get(pk=of_two.pk).description == "Of row two"
    gone = typed(draft, r2_a0__remove="on")
    pressed(client, client.get(page("-edit", draft)), **gone)
    assert [done.description for done in Action.objects.all()] == ["Changed"]


@pytest.mark.parametrize(
    ("button", "name"), [("save", "-edit"), ("check", "-submit"), ("preview", "-preview"), ("", "-edit")]
)
def test_each_button_saves_first(client, draft, button, name):
    response = pressed(client, client.get(page("-edit", draft)), button, **typed(draft, r1_comment="Saved."))
    assert response["Location"] == page(name, draft)
    assert actions.reread(draft).items.all()[0].comment == "Saved."


def test_saving_from_a_row_leads_back_to_that_row(client, draft):
    opened = client.get(page("-edit", draft))
    assert pressed(client, opened, "save-r2")["Location"] == page("-edit", draft) + "#r2"
    assert pressed(client, client.get(page("-edit", draft)), "save-rx")["Location"] == page("-edit", draft)


def test_submit_saves_and_names_what_is_missing(client, draft):
    changed = typed(draft, r1_outcome="accepted", r2_outcome="not_accepted")
    response = pressed(client, client.get(page("-edit", draft)), "submit", **changed)
    assert response["Location"] == page("-submit", draft)
    shown = client.get(response["Location"])
    words = words_of(shown)
    for gap in (
        "Enter the office of who responds", "Recommendation 2 is not fully accepted: enter the reason",
        "Recommendation 3 has no outcome", "Recommendation 1 is accepted but has no action",
    ):  # fmt: skip
        assert gap in words
    assert page("-edit", draft) + "#r3" in links_of(shown)
    assert "Send for sign-off" not in words
    assert actions.reread(draft).status == "drafting"


def test_the_preview_is_what_residents_get_and_nothing_more(client, draft):
    changed = typed(
        draft, r1_outcome="accepted", r1_comment="Public words.", r1_private_notes="canary notes",
        r1_exempt_comment="canary exempt", r1_exempt_paragraphs="3", r1_exempt_reason="A contract.",
    )  # fmt: skip
    pressed(client, client.get(page("-edit", draft)), **changed)
    response = client.get(page("-preview", draft))
    assert response.context["response"] == published.RESPONSE.read(actions.reread(draft))
    assert "Public words." in words_of(response)
    assert "canary" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "canary notes" in words_of(client.get(page("", draft)))


@pytest.mark.pdf
def test_the_preview_as_pdf_is_private_and_kept_nowhere(client, draft, private_files):
    response = client.get(page("-preview-pdf", draft))
    assert response.content.startswith(b"%PDF-")
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(",", " ").split())
    assert list(private_files.rglob("*")) == []


def test_a_pdf_that_cannot_be_made_is_said_in_words(client, draft, settings, monkeypatch):
    monkeypatch.setattr("council.pdf.is_available", lambda: False)
    response = client.get(page("-preview-pdf", draft), follow=True)
    assert "The PDF cannot be made: the Pango libraries are missing" in words_of(response)


def test_the_editor_of_what_is_no_longer_drafted_leads_to_its_page(client, drafter):
    found = make.make_response(until="submitted", drafter=drafter)
    assert client.get(page("-edit", found)).url == page("", found)


def test_the_editor_needs_the_same_queries_for_one_recommendation_and_for_thirty(client, drafter):
    def queries(count: int) -> int:
        found = make.make_set(*[f"That number {number}." for number in range(count)], public=True)
        draft = actions.start_response(found, by=drafter, at=NOW)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page("-edit", draft)).status_code == 200
        return len(seen)

    assert queries(1) == queries(30)
