"""Nothing typed in the response editor is ever lost: newer saves, double posts, ended sign-ins, many at once."""

from __future__ import annotations

import pytest
import time_machine

from council.models import AuditEvent, HeldText
from recommendations import actions
from recommendations.models import Action
from tests import factories as make
from tests.filling import fields_of, pressed
from tests.reading import heading_of, words_of
from tests.recommendations.editing import NOW, page, rows_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


def test_a_newer_save_is_refused_and_both_texts_are_shown_side_by_side(client, draft, drafter, colleague):
    opened, other = client.get(page("-edit", draft)), colleague.get(page("-edit", draft))
    pressed(colleague, other, **typed(draft, r1_comment="Theirs on one.", r2_comment="Theirs on two."))
    response = pressed(client, opened, **typed(draft, r1_comment="Mine on one."))
    assert response.status_code == 409
    assert heading_of(response) == "A colleague saved this before you"
    conflicts = {part["heading"]: part for part in response.context["conflicts"]}
    assert set(conflicts) == {"Recommendation 1", "Recommendation 2"}
    both = {"label": "Comment", "mine": "Mine on one.", "theirs": "Theirs on one."}
    assert conflicts["Recommendation 1"]["fields"] == [both]
    assert "Erin Toller saved it on 23 November 2026 at 12.04pm" in words_of(response)
    assert [part["is_mine"] for part in conflicts.values()] == [True, False]
    shown = fields_of(response)
    one, two, _three = rows_of(draft)
    assert (shown[f"{one}-comment"], shown[f"{two}-comment"]) == ("Mine on one.", "Theirs on two.")
    assert [item.comment for item in actions.reread(draft).items.all()] == ["Theirs on one.", "Theirs on two.", ""]
    held = HeldText.objects.get()
    assert (held.user, held.fields[f"{one}-comment"]) == (drafter, ["Mine on one."])
    saved = pressed(client, response)
    assert saved.status_code == 302
    assert [item.comment for item in actions.reread(draft).items.all()] == ["Mine on one.", "Theirs on two.", ""]
    held.refresh_from_db()
    assert held.used_at is not None


def test_a_third_save_meanwhile_is_refused_again(client, draft, colleague):
    opened, other = client.get(page("-edit", draft)), colleague.get(page("-edit", draft))
    pressed(colleague, other, **typed(draft, r1_comment="First of theirs."))
    refused = pressed(client, opened, **typed(draft, r1_comment="Mine."))
    pressed(colleague, colleague.get(page("-edit", draft)), **typed(draft, r1_comment="Second of theirs."))
    again = pressed(client, refused)
    assert again.status_code == 409
    assert fields_of(again)[f"{rows_of(draft)[0]}-comment"] == "Mine."
    assert HeldText.objects.filter(used_at=None).count() == 1


def test_the_same_words_sent_twice_are_saved_once(client, draft):
    opened = client.get(page("-edit", draft))
    changed = typed(draft, r1_comment="Mine.", r1_outcome="accepted", r1_a0__description="Open")
    for _ in range(2):
        assert pressed(client, opened, **changed)["Location"] == page("-edit", draft)
    assert Action.objects.count() == 1
    assert AuditEvent.objects.filter(act="saved").count() == 1
    assert not HeldText.objects.exists()


def test_words_typed_while_a_colleague_submitted_are_kept(client, draft, drafter, colleague):
    make_complete = typed(draft, **{f"r{row}_outcome": "accepted" for row in (1, 2, 3)})
    opened = client.get(page("-edit", draft))
    pressed(colleague, colleague.get(page("-edit", draft)), "submit", respondent_title="Leader", **make_complete)
    assert actions.reread(draft).status == "submitted"
    response = pressed(client, opened, **typed(draft, r1_comment="Mine."))
    assert response.status_code == 409
    assert "Comment Mine." in words_of(response)
    again = pressed(client, response)
    assert again.status_code == 409
    assert "no longer at the step" in words_of(again)
    assert fields_of(again)[f"{rows_of(draft)[0]}-comment"] == "Mine."
    assert HeldText.objects.get(used_at=None).user == drafter


def test_words_survive_an_expired_sign_in(client, draft, drafter):
    opened = client.get(page("-edit", draft))
    client.logout()
    refused = pressed(client, opened, **typed(draft, r1_comment="Typed too late."))
    assert refused.status_code == 403
    assert "We kept what you typed" in words_of(refused)
    back = fields_of(refused)["next"]
    signed_in = client.post(
        "/sign-in/", {"username": drafter.username, "password": "correct horse battery", "next": back}
    )
    restored = client.get(signed_in["Location"])
    assert "Here is what you typed before. It is not saved yet" in words_of(restored)
    assert fields_of(restored)[f"{rows_of(draft)[0]}-comment"] == "Typed too late."
    assert actions.reread(draft).items.all()[0].comment == ""
    assert pressed(client, restored).status_code == 302
    assert actions.reread(draft).items.all()[0].comment == "Typed too late."
    assert HeldText.objects.get().used_at is not None


def test_of_twelve_officers_who_save_the_same_version_one_wins_and_eleven_keep_their_words(draft, client_of):
    officers = [make.make_user(("officer", "executive")) for _ in range(12)]
    browsers = [client_of(officer) for officer in officers]
    opened = [browser.get(page("-edit", draft)) for browser in browsers]
    pairs = enumerate(zip(browsers, opened, strict=True))
    answers = [pressed(browser, one, **typed(draft, r1_comment=f"Words {n}.")) for n, (browser, one) in pairs]
    assert [answer.status_code for answer in answers] == [302] + [409] * 11
    key = f"{rows_of(draft)[0]}-comment"
    assert [fields_of(answer)[key] for answer in answers[1:]] == [f"Words {n}." for n in range(1, 12)]
    held = HeldText.objects.order_by("pk")
    assert [(words.user, words.fields[key]) for words in held] == [
        (officer, [f"Words {n}."]) for n, officer in enumerate(officers) if n
    ]
    assert actions.reread(draft).items.all()[0].comment == "Words 0."
