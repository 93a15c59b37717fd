"""What is not public stays out of every page and paper of recommendations; each test has something that could leak."""

from __future__ import annotations

import datetime

import pypdfium2
import pytest

from recommendations import actions
from recommendations.models import CabinetResponse, ResponseItem
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

CANARY = "kingfisher"
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "A price.", "public_summary": "A site."}


def read(client, address: str) -> str:
    """All that an answer says: its headers, its bytes, and for a paper its text and metadata."""
    response = client.get(address)
    told = f"{response.headers} {response.content.decode('utf-8', 'replace')}"
    if response.headers["Content-Type"] == "application/pdf":
        paper = pypdfium2.PdfDocument(response.content)
        told += str(paper.get_metadata_dict()) + "".join(page.get_textpage().get_text_range() for page in paper)
    return told


def everything(client, recommendation_set) -> str:
    """Every public address of a set, and the lists in which it could turn up."""
    reference = recommendation_set.reference or "SR-2026-1"
    own = ["/", ".pdf", "/responses/1/", "/responses/1.pdf", "/responses/2/", "/responses/2.pdf", "/responses/3/"]
    lists = ["/recommendations/", f"/recommendations/?words={CANARY}", "/recommendations/?state=awaiting", "/"]
    told = [read(client, address) for address in [*(f"/recommendations/{reference}{end}" for end in own), *lists]]
    # What the visitor typed is shown again; that is no leak.
    return "\n".join(told).lower().replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "").replace(f"={CANARY}", "")


def test_the_canary_would_be_seen(client):
    recommendation_set = f.make_set(f"That a {CANARY} be bought.", public=True)
    f.make_response(recommendation_set, until="published", answers={"comment": f"A {CANARY}."})
    assert everything(client, recommendation_set).count(CANARY) > 6


@pytest.mark.pdf
def test_the_canary_would_be_seen_in_a_paper(client):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    f.make_response(recommendation_set, until="published", answers={"comment": f"A {CANARY}."})
    assert CANARY in read(client, f"/recommendations/{recommendation_set.reference}.pdf")


@pytest.mark.parametrize("until", ["drafting", "submitted", "signed_off", "approved"])
def test_a_draft_answer_beside_a_public_set(client, until):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    before = everything(client, recommendation_set)
    f.make_response(recommendation_set, until=until, answers={"comment": CANARY}, respondent_name=CANARY)
    assert CANARY not in everything(client, recommendation_set)
    assert everything(client, recommendation_set) == before


def test_a_draft_correction_beside_a_public_answer(client):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    f.make_response(recommendation_set, until="published")
    before = everything(client, recommendation_set)
    draft = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason=CANARY)
    rows = {item.pk: {"comment": CANARY, "outcome": "not_accepted"} for item in draft.items.all()}
    actions.save_response(draft, fields={}, rows=rows, edit_number=draft.edit_number, by=None, at=f.AT)
    assert everything(client, recommendation_set) == before


def test_what_officers_note_beside_an_answer(client):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    private = {"private_notes": CANARY, "drafter": CANARY, "internal_due_on": datetime.date(1987, 6, 5)}
    exempt = {
        "exempt_comment": CANARY,
        "exempt_paragraphs": "3",
        "exempt_reason": "A price.",
        "public_summary": "A sum.",
    }
    f.make_response(recommendation_set, until="published", answers=private | exempt)
    assert ResponseItem.objects.filter(exempt_comment=CANARY, private_notes=CANARY).exists()
    told = everything(client, recommendation_set)
    assert CANARY not in told
    assert "1987" not in told
    assert "part of this comment is exempt under paragraph 3" in told
    assert "a sum." in told


def test_a_withheld_recommendation(client):
    rows = [{"label": "R1", "text": CANARY, **EXEMPT}, {"label": "R2", "text": "That a bird be bought."}]
    recommendation_set = f.make_set(rows=rows, public=True)
    f.make_response(recommendation_set, until="published")
    told = everything(client, recommendation_set)
    assert CANARY not in told
    assert "the words of this recommendation are exempt under paragraph 3" in told


def test_the_agreed_wording_of_a_withheld_recommendation(client):
    recommendation_set = f.make_set(rows=[{"label": "R1", "text": "Buy it.", **EXEMPT}], public=True)
    f.make_response(
        recommendation_set, until="published", answers={"has_amendment": True, "agreed_wording": f"Buy the {CANARY}."}
    )
    second = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason="A comma.")
    rows = {item.pk: {"agreed_wording": f"Buy that {CANARY}."} for item in second.items.all()}
    second = actions.save_response(second, fields={}, rows=rows, edit_number=second.edit_number, by=None, at=f.AT)
    f.advance(second, "published", drafter=f.make_user(("officer", "executive")))
    assert CANARY not in everything(client, recommendation_set)


def test_a_recommendation_made_exempt_after_it_was_answered(client):
    recommendation_set = f.make_set(f"That the {CANARY} be bought.", public=True)
    f.make_response(recommendation_set, until="published")
    assert CANARY in everything(client, recommendation_set)
    recommendation_set.refresh_from_db()
    rows = [{"key": row.key, "label": row.label, "text": row.text, **EXEMPT}
            for row in recommendation_set.recommendations.all()]  # fmt: skip
    actions.revise_set(
        recommendation_set, fields={}, rows=rows, edit_number=recommendation_set.edit_number, by=None, at=f.AT,
        reason="The price has to stay secret.",
    )  # fmt: skip
    assert CANARY not in everything(client, recommendation_set)


def test_a_withdrawn_set(client):
    recommendation_set = f.make_set(f"That a {CANARY} be bought.", public=True, subject=f"the {CANARY}")
    f.make_response(recommendation_set, until="published", answers={"comment": CANARY})
    actions.withdraw_set(recommendation_set, reason="It was not theirs.", by=None, at=f.AT)
    told = everything(client, recommendation_set)
    assert CANARY not in told
    assert "it was not theirs." in told


def test_a_withdrawn_answer(client):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    response = f.make_response(
        recommendation_set, until="published", answers={"comment": CANARY}, respondent_name=CANARY
    )
    actions.withdraw_response(response, reason="It was not theirs.", by=None, at=f.AT)
    assert CabinetResponse.objects.filter(respondent_name=CANARY).exists()
    assert CANARY not in everything(client, recommendation_set)


def test_a_superseded_version_is_readable_at_its_own_address_alone(client):
    recommendation_set = f.make_set("That a bird be bought.", public=True)
    f.make_response(recommendation_set, until="published", answers={"comment": f"{CANARY} nests."})
    second = actions.start_response(recommendation_set, by=None, at=f.AT, correction_reason="Another bird.")
    rows = {item.pk: {"comment": "Herons nest."} for item in second.items.all()}
    second = actions.save_response(second, fields={}, rows=rows, edit_number=second.edit_number, by=None, at=f.AT)
    f.advance(second, "published", drafter=f.make_user(("officer", "executive")))
    reference = recommendation_set.reference
    assert CANARY in read(client, f"/recommendations/{reference}/responses/1/")
    page = read(client, f"/recommendations/{reference}/")
    assert f"<p><del>{CANARY} nests.</del> <ins>Herons nest.</ins></p>" in page
    assert page.count(CANARY) == 1
    assert CANARY not in read(client, f"/recommendations/{reference}.pdf")


def test_a_draft_set(client):
    before = everything(client, f.make_set("That a bird be bought.", public=True))
    f.make_set(CANARY, made_by=f.make_body(CANARY), subject=CANARY, in_short=CANARY)
    after = [read(client, address) for address in ("/recommendations/", "/recommendations/SR-2026-2/")]
    assert CANARY not in "".join(after)
    assert after[0].lower() in before
