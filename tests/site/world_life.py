"""The whole life of sets and responses: sent with a notice, two who answer, proposed, withdrawn after a proposal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from recommendations import actions
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.factories import AT

DAY = datetime.date(2021, 8, 9)


def make_life_cases(case: Callable[..., Any], canaries: Callable[..., Any]) -> Iterator[Any]:
    """Public sets with a notice and with a second addressee, and responses as proposed, to be read and withdrawn."""
    from tests.site.world import CANARY, fill_response

    rows = [
        {"label": "1)", "text": "That the slipway be mended."},
        {"label": "2)", "text": "That the river be dredged.", "duty": {"name": "The Wen Drainage Board"}},
        {"label": "3)", "text": f"{CANARY}recommendationnotice", "restriction": "exempt", "exempt_paragraphs": "3",
         "exempt_reason": "Prices", "limbs": [{"label": "(a)", "text": f"{CANARY}limbexempt"}],
         "dissent_by": f"{CANARY}dissentbyexempt", "dissent": f"{CANARY}dissentexempt"},
    ]  # fmt: skip
    found = factories.make_set(public=True, rows=rows, subject="The slipway")
    found = actions.send_set(found, sent_on=DAY, edit_number=None, by=None, at=AT)
    yield case("set", "published", found)
    duty = found.duties.get()
    draft = actions.start_response(found, by=factories.make_user(("officer", "executive")), at=AT, duty=duty)
    yield case("response", "published", _published(draft))
    yield from _proposed(case, fill_response)


def _published(draft: CabinetResponse) -> CabinetResponse:
    rows = {item.pk: {"outcome": "accepted", "outcome_words": "Yes"} for item in draft.items.all()}
    said: dict[str, Any] = {"edit_number": draft.edit_number, "by": draft.drafted_by, "at": AT}
    draft = actions.save_response(draft, fields={"respondent_title": "Clerk to the Board"}, rows=rows, **said)
    return factories.advance(draft, "published")


def propose(draft: CabinetResponse) -> CabinetResponse:
    """What goes out with the agenda, from a draft that is signed off."""
    day = datetime.date(2021, 9, 14)
    said: dict[str, Any] = {"considered_on": day, "considered_at": None, "edit_number": None, "by": None, "at": AT}
    return actions.propose_response(draft, **said)


def _proposed(case: Callable[..., Any], fill_response: Any) -> Iterator[Any]:
    waiting = factories.make_response(factories.make_set(public=True, subject="The quay"), until="signed_off")
    yield case("response", "published", propose(waiting))
    gone = fill_response(factories.make_response(factories.make_set(public=True, subject="The pier")), "proposal")
    proposed = propose(factories.advance(gone, "signed_off"))
    actions.withdraw_response(proposed, reason="By mistake", by=None, at=AT)
    yield case("response", "withdrawn", CabinetResponse.objects.get(pk=proposed.pk))
    answered: RecommendationSet = factories.make_set(public=True, subject="The mole")
    draft = factories.make_response(answered, until="signed_off")
    earlier = propose(draft)
    draft.refresh_from_db()
    said: dict[str, Any] = {"basis": "meeting", "approved_on": datetime.date(2021, 9, 14), "by": None, "at": AT}
    draft = actions.record_approval(draft, edit_number=None, **said)
    actions.publish_response(draft, edit_number=None, by=None, at=AT)
    yield case("response", "superseded", CabinetResponse.objects.get(pk=earlier.pk))
