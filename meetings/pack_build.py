"""One pack from its contents: papers tried out, front sheet rendered, everything joined and numbered.

Asks the database nothing: what goes in is what the contents say and what the files hold.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council import pdf
from council.statute.wording import long_date
from meetings.pack_check import OPEN, Verdict, check
from meetings.pack_merge import PAGE_LINK, Merger
from meetings.pack_parts import Contents, Paper
from meetings.pack_places import Bookmark
from meetings.pack_stamp import LETTERS, stamp
from meetings.pages import Data

# Why a paper is not in the pack, for residents and for officers.
WHY = {
    "encrypted": _lazy("The file has a password or is locked, so its pages cannot be put in here."),
    "broken": _lazy("The file is damaged, so its pages cannot be put in here."),
    "too_much": _lazy("The file takes too much time or memory to read, so its pages cannot be put in here."),
}
NOT_A_PDF = _lazy("It is not a PDF, so its pages cannot be put in here.")
NOT_HELD = _lazy("Only its title is held, not the file.")
# The number of pages of the front matter is known once it is rendered; its own numbers may change it once more.
MOST_RENDERINGS = 4


@dataclass
class Built:
    """A finished pack, and what an officer should know of it: public titles with the reason in words."""

    path: Path
    size: int
    pages: int
    is_accessible: bool
    left_out: list[dict[str, str]] = field(default_factory=list)
    not_tagged: list[dict[str, str]] = field(default_factory=list)


class NoRendererError(Exception):
    """This installation makes no PDFs (COUNCIL_PDF_REQUIRED=0)."""


def build(contents: Contents, first_page: int, say: Callable[[str], None], folder: Path) -> Built:
    """The pack of these contents, its first page numbered `first_page`, as a file in an empty `folder`.

    `say` is told how far it is. Neither the papers nor the pack are held in memory as a whole.

    Raises pdf.CannotRenderError or NoRendererError where the front sheet cannot be made.
    """
    with ExitStack() as stack:
        say(_("Trying the papers out"))
        files = _fetch(contents.papers, folder)
        verdicts = dict(zip(files, check([files[place] for place in files]), strict=True))
        say(_("Making the front sheet and the contents"))
        rows = _rows(contents, verdicts, files)
        front, starts = _front(contents, rows, verdicts, first_page)
        merger = Merger()
        merger.add(stack.enter_context(pikepdf.open(BytesIO(front))), _("Front sheet and contents"))
        papers = contents.papers
        for done, place in enumerate(starts, start=1):
            title = papers[place].words["title"]
            say(_("Putting in paper %(done)d of %(all)d") % {"done": done, "all": len(starts)})
            merger.add(stack.enter_context(pikepdf.open(files[place], **OPEN)), title)  # type: ignore[arg-type]
        merger.link_pages(range(merger.parts[0].pages))
        merger.bookmarks(_bookmarks(contents, starts, merger))
        letters = stack.enter_context(
            pikepdf.open(BytesIO(_rendered("meetings/pack_letters.html", {"letters": LETTERS})))
        )
        stamp(merger.pdf, letters, first_page)
        say(_("Writing the file"))
        path = folder / "pack.pdf"
        merger.finish(path, title_of(contents), first_number=first_page)
        return Built(
            path, path.stat().st_size, len(merger.pdf.pages), merger.is_accessible,
            _left_out(contents, verdicts, files), _not_tagged(merger, [papers[place] for place in starts]),
        )  # fmt: skip


def title_of(contents: Contents) -> str:
    """ "Agenda pack: Cabinet, 6 October 2026"."""
    meeting = contents.meeting
    names = {"body": meeting["body"]["name"], "day": long_date(_day(meeting["held_on"])),
             "number": contents.number}  # fmt: skip
    if contents.number:
        return _("Agenda pack, supplement %(number)s: %(body)s, %(day)s") % names
    return _("Agenda pack: %(body)s, %(day)s") % names


def _day(text: str) -> Any:
    import datetime

    return datetime.date.fromisoformat(text)


def _fetch(papers: list[Paper], folder: Path) -> dict[int, Path]:
    """The PDFs as files of their own, by the paper's place; one whose bytes are gone or changed is an empty file."""
    found = {}
    for place, paper in enumerate(papers):
        if not paper.is_pdf:
            continue
        found[place] = folder / f"{place}.pdf"
        found[place].touch()
        if not default_storage.exists(paper.file_name):
            continue
        with default_storage.open(paper.file_name) as kept, found[place].open("r+b") as copy:
            shutil.copyfileobj(kept, copy)
            copy.seek(0)
            if paper.sha256 and hashlib.file_digest(copy, "sha256").hexdigest() != paper.sha256:
                copy.truncate(0)
    return found


def _why_not(place: int, paper: Paper, verdicts: dict[int, Verdict]) -> str:
    """Why a paper's pages are not in the pack; empty where they are, or where it is withheld."""
    if paper.words["availability"] == "withheld":
        return ""
    if place in verdicts:
        return str(WHY[verdicts[place].why]) if verdicts[place].why else ""
    return str(NOT_A_PDF if paper.words["address"] else NOT_HELD)


def _rows(contents: Contents, verdicts: dict[int, Verdict], files: dict[int, Path]) -> list[Data]:
    """The contents list: items with their papers, each paper with its place among all."""
    rows, place = [], 0
    for item in contents.items:
        lines = []
        for paper in item.papers:
            lines.append({"words": paper.words, "place": place, "why_not": _why_not(place, paper, verdicts)})
            place += 1
        rows.append({"words": item.words, "papers": lines})
    return rows


def _front(
    contents: Contents, rows: list[Data], verdicts: dict[int, Verdict], first_page: int
) -> tuple[bytes, dict[int, int]]:
    """The front matter with the right numbers in it, and each paper's first page from 0 by the paper's place."""
    pages = 2
    for _turn in range(MOST_RENDERINGS):
        starts, at = {}, pages
        for place, verdict in verdicts.items():
            if not verdict.why:
                starts[place], at = at, at + verdict.pages
        for row in rows:
            for line in row["papers"]:
                start = starts.get(line["place"])
                line["number"] = None if start is None else first_page + start
                line["link"] = "" if start is None else f"{PAGE_LINK}{start}"
        context = {
            "title": title_of(contents), "contents": contents, "council": contents.council, "rows": rows,
            "meeting": contents.meeting, "withheld": contents.withheld(), "first_page": first_page,
            "last_page": first_page + at - 1, "members": contents.members,
        }  # fmt: skip
        data = _rendered("meetings/pack_front.html", context)
        with pikepdf.open(BytesIO(data)) as made:
            if len(made.pages) == pages:
                return data, starts
            pages = len(made.pages)
    raise pdf.CannotRenderError(_("The contents of the pack do not settle on a number of pages."))


def _rendered(template: str, context: dict[str, Any]) -> bytes:
    data = pdf.render(template, context)
    if data is None:
        raise NoRendererError(_("This installation makes no PDFs: the Pango libraries are missing."))
    return data


def _bookmarks(contents: Contents, starts: dict[int, int], merger: Merger) -> list[Bookmark]:
    """One for the front sheet, one for each item (at its first paper, else at the contents), its papers below it.

    Below each paper stand the bookmarks that it brings along itself.
    """
    own = dict(zip(starts, (part.bookmarks for part in merger.parts[1:]), strict=True))
    entries, place = [Bookmark(_("Front sheet and contents"), 0)], 0
    for item in contents.items:
        below = []
        for paper in item.papers:
            if place in starts:
                below.append(Bookmark(paper.words["title"], starts[place], own[place]))
            place += 1
        number, title = item.words.get("agenda_number", ""), item.words.get("title", _("Papers of the meeting"))
        first = below[0].place if below else 0
        entries.append(Bookmark(f"{number} {title}".strip(), first, tuple(below)))
    return entries


def _left_out(contents: Contents, verdicts: dict[int, Verdict], files: dict[int, Path]) -> list[dict[str, str]]:
    reasons = ((paper, _why_not(place, paper, verdicts)) for place, paper in enumerate(contents.papers))
    return [{"title": paper.words["title"], "why": why} for paper, why in reasons if why]


def _not_tagged(merger: Merger, papers: list[Paper]) -> list[dict[str, str]]:
    found = []
    for part, paper in zip(merger.parts[1:], papers, strict=True):
        if part.claims_accessible:
            continue
        why = _("It has tags but does not say that it is PDF/UA-1.") if part.is_tagged else _("It has no tags.")
        found.append({"title": paper.words["title"], "why": why})
    return found
