"""Makes drafts from a Cabinet response paper: the recommendation set, and the response to it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council.import_records import Report, body_named, free_slug, settle
from council.importing import Parsed
from council.models import AuditEvent, Body, Office, OfficeHolding, Person
from meetings.importers.records import keep_original
from recommendations import actions
from recommendations.choices import NoAction, Outcome
from recommendations.models import CabinetResponse, RecommendationSet, ResponseItem

QUALIFIERS = {"in_principle": "is_in_principle", "already_in_progress": "is_already_in_progress"}


@transaction.atomic
def make_records(parsed: Parsed, name: str, content: bytes, at: datetime.datetime) -> Report:
    """Create or update drafts. What the paper does not say stays "not recorded"; no clock is started."""
    report = Report()
    paper = parsed.data
    original = keep_original(name, content, at)
    recommendation_set = _make_set(paper, original, at, report)
    if recommendation_set is not None:
        _make_response(recommendation_set, paper, original, at, report)
    return report


def _make_set(paper: dict[str, Any], original: Any, at: datetime.datetime, report: Report) -> RecommendationSet | None:
    if not paper["made_by"]:
        report.note("not imported", "the paper does not say which body made the recommendations")
        return None
    subject = paper["subject"] or original.title
    made_on = datetime.date.fromisoformat(paper["made_on"]) if paper["made_on"] else None
    fields: dict[str, Any] = {
        "made_by": body_named(paper["made_by"], Body.Kind.SCRUTINY),
        "made_on": made_on,
        "subject": subject,
        "has_article": f" the {subject}" in (paper.get("document_title") or ""),
        "origin": paper["origin"] or "",
        "addressee": body_named(paper["addressee"] or "Cabinet", Body.Kind.EXECUTIVE),
    }
    same = RecommendationSet.objects.filter(made_by=fields["made_by"], made_on=made_on, subject=subject)
    found = same.order_by("pk").first() or RecommendationSet()
    fields["original"] = found.original or original
    rows: list[dict[str, Any]] = [
        {"label": item["label"] or "", "text": item["recommendation_text"] or ""} for item in paper["items"]
    ]
    what = f"recommendations about “{subject}”"
    if found.pk is None:
        report.note("created", what)
        return actions.record_set(fields=fields, rows=rows, by=None, at=at)
    stored = list(found.recommendations.all())
    if [(row["label"], row["text"]) for row in rows] != [(row.label, row.text) for row in stored]:
        found.subject = "\0"  # differs from anything: the rows are to be written again
    keys = {row.label: row.key for row in stored if row.label}
    for row in rows:
        row["key"] = keys.pop(row["label"], None)

    def save(record: RecommendationSet) -> RecommendationSet:
        return actions.revise_set(record, fields=fields, rows=rows, edit_number=record.edit_number, by=None, at=at)

    return settle(found, fields, save, what, report)


def _make_response(
    recommendation_set: RecommendationSet, paper: dict[str, Any], original: Any, at: datetime.datetime, report: Report
) -> None:
    response = recommendation_set.responses.order_by("-version").first()
    if response is None:
        response = actions.start_response(recommendation_set, by=None, at=at, may_be_draft=True)
        report.note("created", "response")
    elif response.is_published:
        report.note("published, left as it is", "response")
        return
    elif AuditEvent.objects.filter(reference=response.public_id.hex, by__isnull=False).exists():
        report.note("changed by an officer since, left as it is", "response")
        return
    response = actions.reread(response)
    first = (paper["respondents"] or [{"office": None, "name": None}])[0]
    fields = {
        "respondent_title": first["office"] or "",
        "respondent_name": first["name"] or "",
        "respondent": _holding(first, recommendation_set.addressee),
        "original": response.original or original,
    }
    rows = _rows(response, paper)
    if _stands_already(response, fields, rows):
        report.note("unchanged", "response")
        return
    actions.save_response(response, fields=fields, rows=rows, edit_number=response.edit_number, by=None, at=at)
    report.note("drafted", f"answers to {len(rows)} recommendations")
    for other in paper["respondents"][1:]:
        report.note("not imported, a second respondent", " ".join(filter(None, [other["office"], other["name"]])))


def _holding(respondent: dict[str, Any], body: Body) -> OfficeHolding | None:
    if not (respondent["office"] and respondent["name"]):
        return None
    office = Office.objects.filter(title__iexact=respondent["office"]).first()
    office = office or Office.objects.create(
        title=respondent["office"], slug=free_slug(Office, respondent["office"]), kind=Office.Kind.MEMBER, body=body
    )
    person = Person.objects.filter(name=respondent["name"]).first()
    person = person or Person.objects.create(name=respondent["name"], slug=free_slug(Person, respondent["name"]))
    found = OfficeHolding.objects.filter(office=office, person=person).first()
    return found or OfficeHolding.objects.create(office=office, person=person)


def _rows(response: CabinetResponse, paper: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """The answers by the key of their row. An answered row without outcome "gave no outcome": their words are kept."""
    rows = {}
    for answer, item in zip(paper["items"], response.items.all(), strict=False):
        said_something = bool(answer["outcome_words"] or answer["comment_paragraphs"])
        row: dict[str, Any] = {
            "outcome": answer["outcome"] or (Outcome.NO_OUTCOME if said_something else ""),
            "outcome_words": answer["outcome_words"] or "",
            "comment": "\n\n".join(answer["comment_paragraphs"]),
            "actions": _actions(answer, item),
        }
        row |= {column: word in (answer.get("qualifiers") or []) for word, column in QUALIFIERS.items()}
        if row["outcome"] in (Outcome.ACCEPTED, Outcome.IN_PART) and not row["actions"]:
            row["no_action"] = NoAction.NOT_RECORDED
        rows[item.pk] = row
    return rows


def _actions(answer: dict[str, Any], item: ResponseItem) -> list[dict[str, Any]]:
    present = list(item.actions.all())
    found = []
    for place, action in enumerate(answer.get("actions") or []):
        row = {
            "description": action["description"] or _("Not recorded"),
            "lead_title": action["lead_officer"] or "",
            "no_due_reason": action["due"] or "",  # as printed: "by spring" is not a date
            "cost": action["cost"] or "",
        }
        if place < len(present):
            row["pk"] = present[place].pk
        found.append(row)
    return found


def _stands_already(response: CabinetResponse, fields: dict[str, Any], rows: dict[int, dict[str, Any]]) -> bool:
    if any(getattr(response, name) != value for name, value in fields.items()):
        return False
    for item in response.items.all():
        row = dict(rows.get(item.pk, {}))
        wanted = [action["description"] for action in row.pop("actions", [])]
        if wanted != [action.description for action in item.actions.all()]:
            return False
        if any(getattr(item, name) != value for name, value in row.items()):
            return False
    return True
