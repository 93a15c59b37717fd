"""Agenda items of the demonstration: from a file's words to records, with papers, contacts and what came later."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from council.demo.papers import paper_pdf, small_docx
from council.demo.people import holder_on
from council.demo.stage import Stage, Words
from council.models import Office, User
from meetings import actions
from meetings.choices import DocumentKind, FileReading
from meetings.document_files import write_file
from meetings.models import AgendaItem, Document, Meeting
from meetings.read_file import Reading
from meetings.uploads import Upload, read_upload

At = datetime.datetime
# Names of an item's columns that a file may give as they are.
COLUMNS = (
    "title", "public_title", "summary", "lead_member", "plan_reference", "minute_number", "restriction",
    "exempt_paragraphs", "exempt_reason", "approves_minutes_of", "kind",
)  # fmt: skip
LETTERS = "abcdefghij"


def draft_item(
    stage: Stage, meeting: Meeting, position: int, number: str, words: Words, paper_code: str, *, by: User, at: At
) -> AgendaItem:
    """Save an item, its report's recommendations, contacts and papers as drafts; `number` as it is printed."""
    author = words.get("author", "")
    changes: dict[str, Any] = {name: words[name] for name in COLUMNS if name in words}
    changes |= {
        "meeting": meeting,
        "position": position,
        "agenda_number": number,
        "report_author": author,
        "paper_code": f"{paper_code}{number}" if author else "",
        "recommendations_lead": words.get("lead_in", f"The {meeting.body.name} is recommended to:")
        if "asked" in words
        else "",
    }
    if "issue" in words:
        changes["issue"] = stage.records[f"issue:{words['issue']}"]
    if "lapses_in" in words:
        changes["restriction_lapses_on"] = meeting.held_on + datetime.timedelta(days=words["lapses_in"])
    asked = [
        {"label": f"({letter})", "text": text} for letter, text in zip(LETTERS, words.get("asked", []), strict=False)
    ]
    write_rows = actions.write_item_rows(asked, contacts(stage, author, meeting.held_on))
    item = actions.save(AgendaItem(), changes=changes, by=by, at=at, children=write_rows)
    for place, paper in enumerate(words.get("papers", []), start=1):
        if not paper.get("is_late"):
            draft_paper(stage, item, place, paper, by=by, at=at)
    return item


def contacts(stage: Stage, author: str, day: datetime.date) -> list[Words]:
    """Whom to ask: the officer whose report it is, where the post has a holder."""
    office = Office.objects.filter(title=author, kind=Office.Kind.OFFICER).first()
    holding = holder_on(stage, office.slug, day) if office else None
    if office is None or holding is None:
        return []
    first, last = holding.person.name.split(maxsplit=1)
    email = f"{first}.{last}@wenshire.example".lower()
    telephone = f"01632 960{110 + 7 * (office.pk % 12)}"
    return [{"name": holding.person.name, "job_title": office.title, "telephone": telephone, "email": email}]


def draft_paper(stage: Stage, item: AgendaItem, position: int, words: Words, *, by: User, at: At) -> Document:
    """Save one paper as a draft: with a real file where the words give `file`, else listed with its size."""
    columns = ("title", "public_title", "kind", "restriction", "exempt_paragraphs", "exempt_reason", "size_text")
    changes: dict[str, Any] = {name: words[name] for name in columns if name in words}
    changes |= {"item": item, "position": position, "format": words.get("file", "pdf").upper()}
    if "lapses_in" in words:
        changes["restriction_lapses_on"] = item.meeting.held_on + datetime.timedelta(days=words["lapses_in"])
    if "supersedes" in words:
        changes["supersedes"] = item.documents.get(title=words["supersedes"])
    upload = None
    if "changed_words" in words:
        upload = word_file(words)
    elif "file" in words:
        upload = made_file(words["title"], words["file"], words.get("text", item.summary))
    return save_document(stage, changes, upload, by=by, at=at)


def save_document(stage: Stage, changes: dict[str, Any], upload: Upload | None = None, *, by: User, at: At) -> Document:
    """Save a document, and remember its file: a load that fails takes its files away again."""
    write = write_file(upload, by=by, at=at) if upload else None
    columns = upload.columns if upload else {}
    document = actions.save(Document(), changes=changes | columns, by=by, at=at, children=write)
    if document.file.name:
        stage.files.append(document.file.name)
    return document


def file_below(stage: Stage, kind: str, parent: Any, words: Words, *, by: User, at: At) -> Document:
    """A text file, as a draft, below a set, a response or an update; `kind` is the field that names which."""
    upload = made_file(words["title"], "txt", words["text"])
    changes = {"title": words["title"], "kind": DocumentKind.APPENDIX, kind: parent, "position": 1}
    return save_document(stage, changes, upload, by=by, at=at)


def word_file(words: Words) -> Upload:
    """A Word file that still holds a tracked change and a comment, read as any upload is."""
    data = small_docx(words["title"], words["text"].split("\n\n"), words["changed_words"], words["comment"])
    return read_upload(SimpleUploadedFile(f"{'-'.join(words['title'].lower().split())[:60]}.docx", data))


def made_file(title: str, file_format: str, text: str) -> Upload:
    """A small file of the given format, with what is kept of it and its text: nothing is hidden in it."""
    paragraphs = text.split("\n\n")
    if file_format == "pdf":
        data = paper_pdf(title, paragraphs)
    else:
        data = "\n\n".join([title, *paragraphs, ""]).encode()
    name = f"{'-'.join(title.lower().split())[:60]}.{file_format}"
    columns: dict[str, Any] = {
        "file": ContentFile(data, name=name),
        "file_name": name,
        "format": file_format.upper(),
        "size_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "page_count": 1 if file_format == "pdf" else None,
        "reading": FileReading.READ,
        "has_text": True,
    }
    return Upload(columns, Reading(FileReading.READ, columns["page_count"], ["\n\n".join([title, *paragraphs])]))
