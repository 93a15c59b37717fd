"""Every kind of record in every state, with a canary word in each text that the public must not read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from council.models import Body
from meetings import actions as meetings
from meetings.choices import DocumentKind
from meetings.models import AgendaItem, Document, DocumentFile, DocumentPage, Issue, ItemMinutes, ItemOutcome, Meeting
from recommendations import actions as recommendations
from recommendations.models import Action, CabinetResponse, Duty, Recommendation, RecommendationSet, ResponseItem
from tests import factories
from tests.factories import AT
from tests.site import (
    world_agenda,
    world_alerts,
    world_life,
    world_minutes,
    world_packs,
    world_plan,
    world_progress,
    world_ways,
)
from tests.site.world_decisions import MODELS as DECISIONS
from tests.site.world_decisions import make_decision_cases

CANARY = "canary"
# Words the public may read in the state "exempt": what is withheld says so by these.
SAFE_WHEN_EXEMPT = {
    "exempt_paragraphs",
    "exempt_reason",
    "public_title",
    "public_summary",
    "agenda_number",
    "minute_number",
}
SAFE_WHEN_EXEMPT |= {"lead_member", "plan_reference"}
NOT_WORDS = {
    "reading",
    "slug",
    "place",
    "reference",
    "sha256",
    "signed_off_digest",
    "pdf_digest",
    "notice_digest",
    "deferred_reason",
    "closed_reason",
    "withdrawn_reason",
    "withdrawn_office",
}


@dataclass(frozen=True)
class Case:
    """One record in one state. `is_public`: an anonymous reader may open its page."""

    kind: str
    state: str
    record: Any

    @property
    def is_public(self) -> bool:
        return self.state in ("published", "exempt", "superseded")


def canaries(model: type[models.Model], state: str, leave: set[str] = frozenset()) -> dict[str, str]:  # type: ignore[assignment]
    """A canary word for every text column of `model` that may hold any words."""
    found = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.FileField):
            continue
        if field.choices or field.name in NOT_WORDS or field.name in leave:
            continue
        word = f"{CANARY}{model.__name__.lower()}{field.name.replace('_', '')}{state}"
        if isinstance(field, models.URLField):
            word = f"https://{word}.example/"
        elif isinstance(field, models.EmailField):
            word = f"{word}@{CANARY}.example"
        found[field.name] = word[: field.max_length] if field.max_length else word
    return found


OPEN = {"exempt_paragraphs", "exempt_reason", "public_title", "public_summary"}


def make_meeting_cases(body: Body) -> Iterator[Case]:
    """Meetings, items, outcomes, minutes, papers and issues in each state."""
    day = datetime.date(2026, 10, 6)
    issue = factories.make_issue("Harbour lights", public=True)
    yield Case("issue", "published", issue)
    yield Case("issue", "draft", factories.make_issue(**canaries(Issue, "draft")))
    withdrawn = factories.make_issue(public=True, **canaries(Issue, "withdrawn"))
    yield Case("issue", "withdrawn", meetings.withdraw(withdrawn, reason="By mistake", by=None, at=AT))

    meeting = factories.make_meeting(body, day, public=True)
    yield Case("meeting", "published", meeting)
    draft = factories.make_meeting(body, day + datetime.timedelta(1), **canaries(Meeting, "draft"))
    yield Case("meeting", "draft", draft)
    yield from make_item_cases(meeting, issue)
    yield from make_decision_cases(meeting, issue)
    gone = factories.make_meeting(body, day + datetime.timedelta(2), public=True, **canaries(Meeting, "withdrawn"))
    item = make_item(gone, "withdrawn", public=True, issue=issue)
    below = make_below(item, "withdrawn", public=True)
    meetings.withdraw(gone, reason="By mistake", by=None, at=AT)
    yield from world_plan.make_plan_cases(body, issue, canaries, Case)
    yield Case("meeting", "withdrawn", gone)
    yield Case("item", "withdrawn", item)
    for kind, record in below.items():
        yield Case(kind, "withdrawn", record)


def make_item(meeting: Meeting, state: str, *, public: bool = False, **fields: Any) -> AgendaItem:
    """An item with canaries in its every word, its recommendations and its contacts."""
    leave = SAFE_WHEN_EXEMPT if state == "exempt" else OPEN
    words = canaries(AgendaItem, state, leave) | {"agenda_number": str(meeting.items.count() + 1), "minute_number": ""}
    row = {"label": "(a)", "text": f"{CANARY}reportrecommendation{state}"}
    person = {"name": "Bea Orrin"} if state in ("exempt", "madeexempt") else {"name": f"{CANARY}contact{state}"}
    return factories.make_item(meeting, public=public, recommendations=[row], contacts=[person], **(words | fields))


def make_below(item: AgendaItem, state: str, *, public: bool = False) -> dict[str, Any]:
    """Outcome, minutes and a paper with a file below an item, all full of canaries."""
    leave = {"public_summary", "public_title", "exempt_paragraphs", "exempt_reason"}
    safe = {"public_summary": "A summary for everybody"} if state == "exempt" else {}
    outcome = factories.make_outcome(item, public=public, **(canaries(ItemOutcome, state, leave) | safe))
    minutes = factories.make_minutes(item, public=public, **(canaries(ItemMinutes, state, leave) | safe))
    title = {"public_title": "A paper"} if state == "exempt" else {}
    return {"outcome": outcome, "minutes": minutes, "document": make_document(item, state, public=public, **title)}


def make_document(item: AgendaItem | None, state: str, *, public: bool = False, **fields: Any) -> Document:
    """A paper whose bytes, name and words are canaries."""
    leave = OPEN if state != "exempt" else SAFE_WHEN_EXEMPT
    words = canaries(Document, state, leave) | {"format": "TXT"} | fields
    document = factories.make_document(item, **words)
    document.file.save(f"{CANARY}file{state}.txt", ContentFile(f"{CANARY}bytes{state}".encode()), save=True)
    return meetings.publish(document, by=None, at=AT) if public else document


def make_item_cases(meeting: Meeting, issue: Issue) -> Iterator[Case]:
    """Items in each state on a public meeting."""
    open_item = factories.make_item(meeting, public=True, issue=issue)
    yield Case("item", "published", open_item)
    yield Case("outcome", "published", factories.make_outcome(open_item, public=True))
    yield Case("minutes", "published", factories.make_minutes(open_item, public=True))
    paper = factories.make_document(open_item, format="TXT")
    paper.file.save("open.txt", ContentFile(b"An open paper"), save=True)
    yield Case("document", "published", meetings.publish(paper, by=None, at=AT))
    exempt_paper = {
        "restriction": "exempt",
        "exempt_paragraphs": "3",
        "exempt_reason": "Prices",
        "public_title": "A paper",
    }
    yield Case("document", "exempt", make_document(open_item, "exempt", public=True, **exempt_paper))
    yield Case("document", "draft", make_document(open_item, "draft"))
    yield Case("document", "original", make_document(None, "original", kind=DocumentKind.ORIGINAL))

    draft = make_item(meeting, "draft", issue=issue)
    yield Case("item", "draft", draft)
    for kind, record in make_below(draft, "draft").items():
        if kind != "document":
            yield Case(kind, "draft", record)
    withheld = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    exempt = make_item(meeting, "exempt", public=True, issue=issue, **withheld)
    yield Case("item", "exempt", exempt)
    make_below(exempt, "exempt", public=True)
    barred = make_item(
        meeting, "exempt", public=True, restriction="confidential", public_title="A matter barred by law"
    )
    make_below(barred, "exempt", public=True)
    gone = make_item(meeting, "withdrawn", public=True, issue=issue)
    make_below(gone, "withdrawn", public=True)
    yield Case("item", "withdrawn", meetings.withdraw(gone, reason="By mistake", by=None, at=AT))
    safe = {"public_title": "", "lead_member": "", "plan_reference": ""}
    later = make_item(meeting, "madeexempt", public=True, issue=issue, **safe)
    make_below(later, "madeexempt", public=True)
    meetings.save(later, changes=withheld, reason="Prices", by=None, at=AT)


def make_set(state: str, *, public: bool = False, **fields: Any) -> RecommendationSet:
    """A set full of canaries, with one recommendation that is one too."""
    words = canaries(RecommendationSet, state) | fields
    words.pop("due_working", None)
    own = {name: word for name, word in canaries(Recommendation, state).items() if name.startswith("dissent")}
    limbs = [{"label": f"({letter})", "text": f"{CANARY}limb{letter}{state}"} for letter in "ab"]
    duty = {"name": f"{CANARY}duty{state}", "route": "partner"}
    rows = [
        {"label": "1)", "text": f"{CANARY}recommendation{state}", "limbs": limbs, **own},
        {"label": "2)", "text": f"{CANARY}recommendationduty{state}", "duty": duty},
    ]
    return factories.make_set(rows=rows, public=public, **words)


def fill_response(response: CabinetResponse, state: str) -> CabinetResponse:
    """Put canaries into every word of a draft response, its rows and their actions."""
    leave = {"correction_reason"} if state == "published" else set()
    fields = canaries(CabinetResponse, state, {*leave, "returned_reason"})
    item_words = canaries(ResponseItem, state) | {"outcome": "accepted"}
    item_words["limbs"] = [{"outcome": "accepted", "comment": f"{CANARY}limb{letter}said{state}"} for letter in "ab"]
    row = item_words | {"actions": [canaries(Action, state)]}
    rows = {item.pk: dict(row) for item in response.items.all()}
    return recommendations.save_response(
        response, fields=fields, rows=rows, edit_number=response.edit_number, by=response.drafted_by, at=AT
    )


def make_recommendation_cases() -> Iterator[Case]:
    """Sets and responses in each state."""
    yield Case("set", "draft", make_set("draft"))
    withdrawn = make_set("withdrawn", public=True)
    response = factories.make_response(withdrawn)
    response = factories.advance(fill_response(response, "withdrawn"), "published")
    recommendations.withdraw_set(withdrawn, reason="By mistake", by=None, at=AT)
    yield Case("set", "withdrawn", withdrawn)
    yield Case("response", "withdrawn", response)
    yield Case("set", "published", factories.make_set(public=True))
    for state in ("drafting", "submitted", "signed_off", "approved"):
        answered = factories.make_set(public=True)
        draft = fill_response(factories.make_response(answered), state)
        yield Case("response", state, factories.advance(draft, state))
    yield from make_published_responses()


PRIVATE_ROW = ("exempt_comment", "drafter", "private_notes")


def make_published_responses() -> Iterator[Case]:
    """Two versions of a response with an exempt part and private notes, to a set with a withheld recommendation."""
    rows = [
        {"label": "1)", "text": "That the lamps be lit."},
        {"label": "2)", "text": f"{CANARY}recommendationexempt", "restriction": "exempt", "exempt_paragraphs": "3",
         "exempt_reason": "Prices", "public_summary": "A recommendation about a lease"},
    ]  # fmt: skip
    answered = factories.make_set(public=True, rows=rows, subject="Harbour lamps")
    words = canaries(ResponseItem, "published")
    private = {name: words[name] for name in PRIVATE_ROW}
    exempt = {"exempt_paragraphs": "3", "exempt_reason": "Prices", "public_summary": "A summary of the exempt part"}
    first = factories.make_response(answered, until="published", answers=private | exempt)
    second = recommendations.start_response(answered, by=first.drafted_by, at=AT, correction_reason="A date was wrong")
    second = factories.advance(second, "published")
    yield Case("response", "superseded", CabinetResponse.objects.get(pk=first.pk))
    yield Case("response", "published", second)
    third = recommendations.start_response(
        answered, by=first.drafted_by, at=AT, correction_reason=f"{CANARY}thirdreason"
    )
    fill_response(third, "correcting")


def make_world() -> list[Case]:
    """Everything at once, on one database."""
    from tests.site.world_documents import make_document_cases
    from tests.site.world_papers import make_paper_cases

    factories.make_council()
    cabinet = factories.make_cabinet()
    cases = [
        *make_meeting_cases(cabinet),
        *make_document_cases(cabinet),
        *make_recommendation_cases(),
        *world_progress.make_progress_cases(canaries, Case),
        *make_paper_cases(),
        *world_life.make_life_cases(Case, canaries),
        *world_agenda.make_agenda_cases(cabinet, Case, canaries),
        *world_minutes.make_minutes_cases(cabinet),
    ]
    world_ways.make_ways(cabinet)
    world_packs.make_all_packs()
    world_alerts.make_reader(CANARY)
    return cases


def count_canaries() -> int:
    """How many stored texts hold a canary: a canary test must have something that could leak."""
    found = 0
    for model in (Meeting, AgendaItem, ItemOutcome, ItemMinutes, Document, DocumentFile, DocumentPage, Issue,
                  RecommendationSet, Recommendation, Duty, CabinetResponse, ResponseItem, Action,
                  *world_agenda.MODELS, *world_minutes.MODELS, *world_plan.MODELS,
                  *world_progress.MODELS, *DECISIONS):  # fmt: skip
        for row in model._base_manager.all():
            found += sum(CANARY in str(getattr(row, field.attname)) for field in model._meta.concrete_fields)
    return found
