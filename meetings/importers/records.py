"""Makes drafts from an "Issue - meetings" page: the issue, its meetings, items, papers, outcomes and minutes."""

from __future__ import annotations

import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from council.import_records import Report, body_named, digest, settle
from council.importing import Parsed
from council.models import Body
from meetings import actions
from meetings.choices import DocumentKind, MeetingStatus
from meetings.models import AgendaItem, Document, Issue, ItemMinutes, ItemOutcome, Meeting

# Fields of a parsed item that have no column yet: the clerk is told, and the original file keeps them.
WITHOUT_COLUMN = ("reasons", "alternatives", "votes", "section")


def keep_original(name: str, content: bytes, at: datetime.datetime) -> Document:
    """The imported file itself, kept once for each content; never published."""
    found = Document.objects.filter(kind=DocumentKind.ORIGINAL, sha256=digest(content)).first()
    if found:
        return found
    original = Document(
        kind=DocumentKind.ORIGINAL,
        title=name,
        file_name=name[:200],
        format=PurePath(name).suffix.lstrip(".").upper()[:20],
        size_bytes=len(content),
        sha256=digest(content),
    )
    original.file.save(name, ContentFile(content), save=False)
    return actions.save(original, changes={}, by=None, at=at)


@transaction.atomic
def make_records(parsed: Parsed, name: str, content: bytes, at: datetime.datetime) -> Report:
    """Create or update drafts. Published records, and drafts an officer has worked on, are left as they are."""
    report = Report()
    page = parsed.data
    first = page["meetings"][0] if page["meetings"] else {}
    title = page["title"] or first.get("title") or name
    issue = Issue.objects.filter(title=title).first() or Issue()
    changes = {
        "title": title,
        "plan_reference": first.get("plan_reference") or "",
        "lead_member": first.get("lead_member") or "",
        "original": keep_original(name, content, at),
    }
    if issue.pk and issue.original_id:
        changes["original"] = issue.original  # the first file stays with the record
    issue = settle(
        issue, changes, lambda record: actions.save(record, changes=changes, by=None, at=at), f"issue “{title}”", report
    )
    for entry in page["meetings"]:
        _make_item(issue, entry, at, report)
    return report


def _make_item(issue: Issue, entry: dict[str, Any], at: datetime.datetime, report: Report) -> None:
    if not (entry["body"] and entry["meeting_date"]):
        report.note("not imported, the page shows no body or no date", f"item “{entry['title']}”")
        return
    entry["title"] = entry["title"] or issue.title
    meeting = _meeting(entry, at, report)
    item = meeting.items.filter(title=entry["title"]).first() or AgendaItem(meeting=meeting)
    was_held = bool(entry["minutes_text"] or entry["decision_text"])
    changes: dict[str, Any] = {
        "title": entry["title"],
        "issue": issue,
        "minute_number" if was_held else "agenda_number": entry["number"] or "",
        "summary": "\n\n".join(filter(None, [entry.get("purpose"), entry["agenda_text"]])),
        "report_author": entry["report_by"] or "",
        "paper_code": entry["paper_code"] or "",
        "lead_member": entry["lead_member"] or "",
        "plan_reference": entry["plan_reference"] or "",
        "recommendations_lead": entry["report_recommendations_lead"] or "",
    }
    if item.pk is None:
        changes |= {"meeting": meeting, "position": meeting.items.count() + 1}
    rows = [{key: row[key] or "" for key in ("label", "text")} for row in entry["report_recommendations"]]
    people = [
        {key: person[key] or "" for key in ("name", "job_title", "telephone", "email")} for person in entry["contacts"]
    ]
    if item.pk and [{"label": row.label, "text": row.text} for row in item.report_recommendations.all()] != rows:
        changes["recommendations_lead"] = entry["report_recommendations_lead"] or ""
        item.recommendations_lead = "\0"  # differs from anything: the rows below are to be written again
    write = actions.write_item_rows(rows, people)
    what = f"agenda item {entry['number'] or ''} of {meeting}"
    item = settle(
        item,
        changes,
        lambda record: actions.save(record, changes=changes, by=None, at=at, children=write),
        what,
        report,
    )
    _make_belongings(item, entry, at, report)
    for lost in WITHOUT_COLUMN:
        if entry.get(lost):
            report.note("not imported, see the original file", f"{lost} of item {entry['number'] or ''}")


def _meeting(entry: dict[str, Any], at: datetime.datetime, report: Report) -> Meeting:
    is_executive = entry["body"].casefold() in ("cabinet", "executive", "the cabinet")
    body = body_named(entry["body"], Body.Kind.EXECUTIVE if is_executive else Body.Kind.OTHER)
    held_on = datetime.date.fromisoformat(entry["meeting_date"])
    meeting = Meeting.objects.filter(body=body, held_on=held_on).order_by("pk").first()
    if meeting:
        return meeting
    status = MeetingStatus.HELD if held_on < at.date() else MeetingStatus.SCHEDULED
    changes = {"body": body, "held_on": held_on, "status": status}
    meeting = actions.save(Meeting(), changes=changes, by=None, at=at)
    report.note("created", f"meeting {meeting}")
    return meeting


def _make_belongings(item: AgendaItem, entry: dict[str, Any], at: datetime.datetime, report: Report) -> None:
    def save(changes: dict[str, Any]) -> Any:
        return lambda record: actions.save(record, changes=changes, by=None, at=at)

    for position, paper in enumerate(entry["documents"], start=1):
        title = paper["title"] or entry["title"]
        document = item.documents.filter(title=title).first() or Document()
        changes: dict[str, Any] = {
            "item": item,
            "position": position,
            "title": title,
            "format": paper["format"] or "",
            "size_text": paper["size"] or "",
        }
        settle(document, changes, save(changes), f"document “{title}”", report)
    if entry["decision_text"]:
        outcome = ItemOutcome.objects.filter(item=item).first() or ItemOutcome()
        changes = {"item": item, "text": entry["decision_text"]}
        settle(outcome, changes, save(changes), "outcome", report)
    if entry["minutes_text"]:
        minutes = ItemMinutes.objects.filter(item=item).first() or ItemMinutes()
        changes = {"item": item, "text": entry["minutes_text"], "is_cut_short": bool(entry["minutes_truncated"])}
        settle(minutes, changes, save(changes), "minutes", report)
