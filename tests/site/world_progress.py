"""Updates and reviews in every state, with a canary word in each text that the public must not read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from council.models import Body
from recommendations.actions.links import ask_for_update, keep_typed
from recommendations.actions.progress import accept_update, return_update, withdraw_update, write_update
from recommendations.actions.reviews import record_reviews, withdraw_review
from recommendations.models import CommitteeReview, ProgressUpdate, RecommendationSet, UpdateEvidence
from tests import factories
from tests.factories import AT

MODELS = (ProgressUpdate, UpdateEvidence, CommitteeReview)
DAY = datetime.date(2026, 10, 13)
# A link the tests may open, by its key.
ADDRESS = "https://council.example"


def make_progress_cases(canaries: Callable[..., dict[str, str]], case: Any) -> Iterator[Any]:
    """On one public, answered set; and on a set whose recommendation became exempt afterwards."""
    panel = factories.make_body("Quay Panel", Body.Kind.SCRUTINY)
    found = factories.make_set("That the quay be lit.", public=True, made_by=panel, subject="Quay lamps")
    factories.make_response(found, until="published")
    row = found.recommendations.get()
    meeting = factories.make_meeting(panel, DAY, public=True)
    item = factories.make_item(meeting, public=True, title="What came of it")

    def an_update(state: str, *, accepted: bool = False, of: Any = row, **fields: Any) -> ProgressUpdate:
        leave = {"withdrawn_reason", "returned_reason"}
        words = canaries(ProgressUpdate, state, leave) | {"status": "paused", "as_at": DAY, "why_not": ""} | fields
        links = [canaries(UpdateEvidence, state)]
        update = write_update(of, fields=words, evidence=links, by=None, at=AT)
        return accept_update(update, edit_number=None, by=None, at=AT) if accepted else update

    safe = {"narrative": "Half of it is lit.", "paused_reason": "Frost.", "office_title": "Head of Lamps"}
    public = write_update(
        row, fields=safe | {"status": "paused", "as_at": DAY}, by=None, at=AT,
        evidence=[{"title": "The order", "url": "https://lamps.example/"}],
    )  # fmt: skip
    yield case("update", "published", accept_update(public, edit_number=None, by=None, at=AT))
    yield case("update", "waiting", an_update("waiting"))
    returned = an_update("returned")
    yield case("update", "returned", return_update(returned, reason="canaryreturned", edit_number=None, by=None, at=AT))
    gone = an_update("withdrawn", accepted=True)
    yield case("update", "withdrawn", withdraw_update(gone, reason="By mistake", by=None, at=AT))
    link = ask_for_update(
        row, to="canary@link.example", office=None, office_title="canarylinktitle", address=ADDRESS, by=None, at=AT
    )
    keep_typed(link, {"narrative": "canarytyped"})

    (review,) = record_reviews(item, {row.pk: {"verdict": "keep_open", "words": "Seen."}}, by=None, at=AT)
    yield case("review", "published", review)
    later = factories.make_item(meeting, public=True, title="Again")
    words = canaries(CommitteeReview, "withdrawn") | {"verdict": "keep_open", "rag": "red"}
    (taken,) = record_reviews(later, {row.pk: words}, by=None, at=AT)
    yield case("review", "withdrawn", withdraw_review(taken, reason="By mistake", by=None, at=AT))
    yield case("set", "published", found)
    _make_exempt_below(panel, item, an_update, canaries)


def _make_exempt_below(panel: Body, item: Any, an_update: Any, canaries: Any) -> None:
    """An update and a review, full of canaries, of a recommendation that is made exempt after them."""
    from recommendations import actions

    found = factories.make_set("canaryrecommendationmadeexempt", public=True, made_by=panel, subject="A mooring")
    row = found.recommendations.get()
    an_update("madeexempt", accepted=True, of=row, office_title="Head of Lamps")
    words = canaries(CommitteeReview, "madeexempt", {"asked_office"}) | {"verdict": "keep_open"}
    record_reviews(item, {row.pk: words}, by=None, at=AT)
    rows = [
        {"key": str(row.key), "label": "1)", "text": row.text, "restriction": "exempt", "exempt_paragraphs": "3",
         "exempt_reason": "Prices", "public_summary": "A mooring"}
    ]  # fmt: skip
    fresh = RecommendationSet.objects.get(pk=found.pk)
    actions.revise_set(fresh, fields={}, rows=rows, edit_number=fresh.edit_number, reason="Prices", by=None, at=AT)


def progress_addresses(case: Any) -> list[tuple[str, str, int]]:
    """The page of the first recommendation of a set."""
    reference = case.record.reference or case.record.public_id.hex
    status = 200 if case.is_public else 410 if case.state == "withdrawn" else 404
    return [("recommendations:recommendation", f"/recommendations/{reference}/1/", status)]
