"""Documents on recommendation sets, responses and updates in every state, with canaries the public must not read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from council.models import Body, Office
from meetings import actions as meetings
from meetings.models import Document
from recommendations import actions
from recommendations.actions.handover import hand_over
from recommendations.actions.progress import accept_update, withdraw_update, write_update
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.factories import AT

DAY = datetime.date(2026, 10, 13)
NAMES = {"RecommendationSet": "recommendation_set", "CabinetResponse": "response", "ProgressUpdate": "update"}
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A paper"}


def paper_on(holder: Any, state: str, *, public: bool = True, **fields: Any) -> Document:
    """A paper on a set, a response or an update; every state but "open" is full of canaries."""
    from tests.site.world import make_document

    above = {NAMES[type(holder).__name__]: holder}
    if state != "open":
        name = state if state == "exempt" else f"{NAMES[type(holder).__name__].removeprefix('recommendation_')}{state}"
        return make_document(None, name, public=public, **above, **fields)
    paper = factories.make_document(None, title="A plan of the quay", format="TXT", **above)
    paper.file.save("open.txt", ContentFile(b"An open paper"), save=True)
    return meetings.publish(paper, by=None, at=AT) if public else paper


def make_update(found: RecommendationSet, *, accepted: bool = True) -> Any:
    """An update anybody may read."""
    words = {"narrative": "Half of it is lit.", "office_title": "Head of Lamps", "status": "in_progress", "as_at": DAY}
    update = write_update(found.recommendations.get(), fields=words, evidence=[], by=None, at=AT)
    return accept_update(update, edit_number=None, by=None, at=AT) if accepted else update


def make_paper_cases() -> Iterator[Any]:
    """Below public records, drafts, withdrawn ones, and a recommendation that was made exempt afterwards."""
    from tests.site.world import Case

    panel = factories.make_body("Pier Panel", Body.Kind.SCRUTINY)

    def a_set(subject: str) -> tuple[RecommendationSet, CabinetResponse]:
        found = factories.make_set("That the pier be lit.", public=True, made_by=panel, subject=subject)
        return found, factories.make_response(found, until="published")

    found, response = a_set("Pier lamps")
    update = make_update(found)
    for holder in (found, response, update):
        yield Case("document", "published", paper_on(holder, "open"))
        yield Case("document", "draft", paper_on(holder, "draft", public=False))
        yield Case("document", "exempt", paper_on(holder, "exempt", **EXEMPT))
        gone = paper_on(holder, "withdrawn")
        yield Case("document", "withdrawn", meetings.withdraw(gone, reason="By mistake", by=None, at=AT))
    waiting = make_update(found, accepted=False)
    yield Case("document", "draft", paper_on(waiting, "waiting", public=False))
    draft = actions.start_response(found, by=None, at=AT, correction_reason="A date was wrong")
    yield Case("document", "draft", paper_on(draft, "correcting", public=False))
    yield make_lead_change(panel)
    yield from _gone_with_what_it_hangs_on(a_set, Case)
    yield from _made_exempt(a_set)


def make_lead_change(panel: Body) -> Any:
    """A hand-over of a promised action, as residents read it."""
    from tests.site.world import Case

    was, now = (Office.objects.create(title=title, slug=slug, kind="officer") for title, slug in POSTS)
    found = factories.make_set("That the pier be swept.", public=True, made_by=panel, subject="Pier sweeping")
    sweep = {"description": "Sweep it", "lead_title": was.title, "lead_office": was}
    factories.make_response(found, until="published", answers={"no_action": "", "actions": [sweep]})
    hand_over(was, now, since=DAY, by=None, at=AT)
    return Case("lead-change", "published", found.lead_changes.get())


POSTS = (("Pier Master", "pier-master"), ("Head of the seaside and its piers", "head-of-piers"))


def _gone_with_what_it_hangs_on(a_set: Any, case: Any) -> Iterator[Any]:
    found, response = a_set("Pier rails")
    update = make_update(found)
    papers = [paper_on(holder, "withdrawnbelow") for holder in (found, response, update)]
    actions.withdraw_set(found, reason="By mistake", by=None, at=AT)
    found, response = a_set("Pier planks")
    papers.append(paper_on(response, "withdrawnbelowtwo"))
    actions.withdraw_response(response, reason="By mistake", by=None, at=AT)
    update = make_update(found)
    papers.append(paper_on(update, "withdrawnbelowtwo"))
    withdraw_update(update, reason="By mistake", by=None, at=AT)
    for paper in papers:
        yield case("document", "withdrawn", Document.objects.get(pk=paper.pk))


def _made_exempt(a_set: Any) -> Iterator[Any]:
    from tests.site.world import Case

    found, response = a_set("A berth")
    update = make_update(found)
    papers = [paper_on(holder, "withdrawnmadeexempt") for holder in (found, response, update)]
    row = found.recommendations.get()
    rows = [{"key": str(row.key), "label": "1)", "text": row.text, "public_summary": "A berth", **EXEMPT}]
    del rows[0]["public_title"]
    fresh = RecommendationSet.objects.get(pk=found.pk)
    actions.revise_set(fresh, fields={}, rows=rows, edit_number=fresh.edit_number, reason="Prices", by=None, at=AT)
    for paper in papers:
        yield Case("document", "withdrawn", Document.objects.get(pk=paper.pk))
