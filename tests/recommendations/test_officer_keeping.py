"""Words being typed into a response are kept before anybody saves, and set against what a colleague saved since."""

from __future__ import annotations

import pytest
from django.urls import reverse

from council.models import AuditEvent, HeldText
from recommendations import actions
from recommendations.models import RecommendationSet
from tests import factories as make
from tests.filling import fields_of, pressed
from tests.reading import words_of
from tests.recommendations.editing import page, rows_of, typed

pytestmark = pytest.mark.django_db


def test_what_is_being_typed_is_kept_once_and_given_up_when_it_is_saved(client, draft, drafter):
    opened = client.get(page("-edit", draft))
    first = pressed(client, opened, "keep", **typed(draft, r1_comment="Half a"))
    held = {"held": first.json()["held"]}
    again = pressed(client, opened, "keep", **typed(draft, r1_comment="Half a sentence.") | held)
    assert again.json() == held
    (kept,) = HeldText.objects.all()
    assert (kept.user, kept.fields[f"{rows_of(draft)[0]}-comment"]) == (drafter, ["Half a sentence."])
    assert "the page was left before it was saved" in words_of(client.get(reverse("officer-desk")))
    assert actions.reread(draft).items.all()[0].comment == ""
    assert AuditEvent.objects.filter(act="saved").count() == 0
    restored = client.get(page("-edit", draft), held)
    assert fields_of(restored)[f"{rows_of(draft)[0]}-comment"] == "Half a sentence."
    assert pressed(client, restored).status_code == 302
    assert HeldText.objects.get().used_at is not None


def test_kept_words_are_set_against_what_a_colleague_saved_since(client, draft, colleague):
    opened = client.get(page("-edit", draft))
    held = {"held": pressed(client, opened, "keep", **typed(draft, r1_comment="Mine.")).json()["held"]}
    pressed(colleague, colleague.get(page("-edit", draft)), **typed(draft, r1_comment="Theirs."))
    refused = pressed(client, client.get(page("-edit", draft), held))
    assert refused.status_code == 409
    words = words_of(refused)
    assert "Mine." in words
    assert "Theirs." in words
    assert actions.reread(draft).items.all()[0].comment == "Theirs."


def test_too_much_to_keep_is_said(client, draft, monkeypatch):
    monkeypatch.setattr("council.held.MAX_CHARACTERS", 10)
    assert pressed(client, client.get(page("-edit", draft)), "keep").status_code == 413


def test_what_is_typed_into_what_was_decided_is_kept_with_its_approval(client, draft, drafter):
    opened = client.get(page("-decided", draft))
    typed_words = typed(draft, r1_comment="Half a") | {"approved_on_day": "3"}
    held = pressed(client, opened, "keep", **typed_words).json()
    restored = fields_of(client.get(page("-decided", draft), held))
    assert (restored[f"{rows_of(draft)[0]}-comment"], restored["approved_on_day"]) == ("Half a", "3")
    assert (draft.is_published, AuditEvent.objects.filter(act="saved").count()) == (False, 0)


def test_what_is_typed_into_recommendations_is_kept_and_given_up_when_they_are_saved(client):
    make.make_council()
    client.force_login(make.make_user(("officer", "scrutiny")))
    where = reverse("recommendations:officer-set-add")
    held = pressed(client, client.get(where), "keep", subject="the lamps", pasted="1) That they be lit.").json()
    assert RecommendationSet.objects.count() == 0
    restored = client.get(where, held)
    assert fields_of(restored)["subject"] == "the lamps"
    assert "That they be lit." in restored.content.decode()
    found = make.make_set("That the lane be mended.")
    edit = reverse("recommendations:officer-set-edit", args=[found.public_id])
    held = pressed(client, client.get(edit), "keep", subject="the lane").json()
    assert pressed(client, client.get(edit, held), "save").status_code == 302
    assert RecommendationSet.objects.get().subject == "the lane"
    assert list(HeldText.objects.filter(path=edit, used_at=None)) == []
