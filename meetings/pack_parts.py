"""What belongs into the pack of an agenda: public words and public files, and the fingerprint of all of them.

Everything here comes through the catalogue of public fields from published rows, so what is a draft, exempt,
confidential or withdrawn is not in it. A pack is served only while this gives the fingerprint it was made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q

from council.canonical import canonical_text
from council.choices import WITHHELD, Restriction
from council.files import digest_of
from council.models import Council
from meetings.choices import DocumentKind, MeetingStatus
from meetings.models import AgendaItem, Document, Meeting
from meetings.pages import Data, document_data, some
from meetings.published import ITEM, MEETING
from meetings.published_notices import SUPPLEMENT
from meetings.published_packs import members_on_the_front

# Raise it when packs made of the same parts come out differently: every pack is then made again.
FORM = 2
OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
COUNCIL_WORDS = ("name", "contact_name", "contact_email", "contact_phone")
MEETING_WORDS = (
    "body", "held_on", "starts_at", "venue", "is_step_free", "has_hearing_loop", "access", "adjustments",
    "taking_part", "take_part_by", "take_part_by_time", "contact", "note", "webcast_url", "address",
)  # fmt: skip
ITEM_WORDS = (
    "agenda_number", "title", "report_author", "paper_code", "restriction", "restriction_words", "exempt_paragraphs",
    "exempt_reason",
)  # fmt: skip
# Papers of a meeting that are no part of its agenda.
NOT_IN_PACK = (DocumentKind.ORIGINAL, DocumentKind.MINUTES)


@dataclass(frozen=True)
class Paper:
    """A paper in its place: its public words; the file where it is a public PDF."""

    words: Data
    file_name: str = ""
    sha256: str = ""
    version: int = 0

    @property
    def is_pdf(self) -> bool:
        """Whether its pages can stand in the pack."""
        return bool(self.file_name)


@dataclass(frozen=True)
class PackItem:
    """An item in its place, with its papers; without words, the papers of the meeting as a whole."""

    words: Data
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Contents:
    """All that one pack shows. `number` 0 is the agenda's own, others are supplements'."""

    number: int
    council: Data
    meeting: Data
    items: tuple[PackItem, ...]
    supplement: Data = field(default_factory=dict)
    members: tuple[Data, ...] = ()

    @property
    def papers(self) -> list[Paper]:
        """The papers in their order."""
        return [paper for item in self.items for paper in item.papers]

    def withheld(self) -> list[Data]:
        """What of it is exempt, in part or whole, or confidential: items, then papers of items that are not."""
        found = []
        for item in self.items:
            if item.words.get("restriction", Restriction.OPEN) != Restriction.OPEN:
                found.append(item.words)
            if item.words.get("restriction") not in WITHHELD:
                number = item.words.get("agenda_number", "")
                found += [
                    paper.words | {"agenda_number": number}
                    for paper in item.papers
                    if paper.words["restriction"] != Restriction.OPEN
                ]
        return found

    def fingerprint(self, first_page: int) -> str:
        """SHA-256 of every published word and file digest, and of the first page's number.

        A pack is served only while this is that of what is public.
        """
        items = [
            {"words": item.words, "papers": [(paper.words, paper.sha256, paper.version) for paper in item.papers]}
            for item in self.items
        ]
        words = {"form": FORM, "number": self.number, "first_page": first_page, "meeting": self.meeting,
                 "supplement": self.supplement, "items": items}  # fmt: skip
        return digest_of(canonical_text(words).encode())

    def configuration(self) -> str:
        """SHA-256 of what the front sheet says of the council and the committee's members.

        Where it changes, the pack is made again; until then the old one may be read, for nothing of it was withdrawn.
        """
        return digest_of(canonical_text({"council": self.council, "members": self.members}).encode())


def contents_of(meeting: Meeting, council: Council | None = None) -> list[Contents]:
    """The packs that a public meeting has now: its agenda's, then its supplements'; none without a public item."""
    items = list(AgendaItem.objects.published().filter(meeting=meeting).select_related("supplement"))
    papers = Document.objects.published().filter(Q(item__in=items) | Q(meeting=meeting)).select_related("supplement")
    return contents_from(meeting, items, papers if items else [], council or Council.current())


def with_members(contents: list[Contents], meeting: Meeting) -> list[Contents]:
    """The same with who sits on the committee on the day of the meeting: printed, and asked for nowhere else."""
    members = tuple(members_on_the_front(meeting.body, meeting.held_on)) if contents else ()
    return [replace(each, members=members) for each in contents]


def contents_from(
    meeting: Meeting, items: Iterable[AgendaItem], papers: Iterable[Document], council: Council
) -> list[Contents]:
    """The same from rows that were read before: the published items and papers of a public meeting, and no others.

    Asks the database nothing where they were read with their supplements.
    """
    items = sorted(items, key=lambda item: (item.position, item.pk))
    if all(item.is_heading for item in items):
        return []
    by_item = _by_item(meeting, items, papers)
    parts: list[AgendaItem | Document] = [*items, *(paper for found in by_item.values() for paper in found)]
    late = {part.supplement for part in parts if part.supplement is not None and part.supplement.is_published}
    late = {supplement for supplement in late if not supplement.is_withdrawn}
    words = some(MEETING, meeting, MEETING_WORDS)
    words["off"] = str(meeting.get_status_display()) if meeting.status in OFF else ""
    facts = {name: getattr(council, name) for name in COUNCIL_WORDS}
    found = [Contents(0, facts, words, _rows(items, by_item, lambda part: part.supplement not in late))]
    for supplement in sorted(late, key=lambda each: each.number):
        rows = _rows(items, by_item, lambda part, this=supplement: part.supplement == this)
        found.append(Contents(supplement.number, facts, words, rows, some(SUPPLEMENT, supplement, ("name", "reason"))))
    return found


def _by_item(meeting: Meeting, items: list[AgendaItem], papers: Iterable[Document]) -> dict[int | None, list[Document]]:
    """The papers by the key of their item; those of the meeting as a whole under None."""
    by_key = {item.pk: item for item in items}
    for item in items:
        item.meeting = meeting
    found: dict[int | None, list[Document]] = {}
    for paper in sorted(papers, key=lambda paper: (paper.position, paper.pk)):
        if paper.kind in NOT_IN_PACK:
            continue
        if paper.item_id:
            paper.item = by_key[paper.item_id]
        else:
            paper.meeting = meeting
        found.setdefault(paper.item_id, []).append(paper)
    return found


def _rows(
    items: list[AgendaItem], papers: dict[int | None, list[Document]], belongs: Callable[[Any], bool]
) -> tuple[PackItem, ...]:
    """The items that belong into a pack, and those of which only papers do; headings above what they head."""
    of_meeting = tuple(_paper(paper) for paper in papers.get(None, ()) if belongs(paper))
    rows = [PackItem({}, of_meeting)] if of_meeting else []
    heading: AgendaItem | None = None
    for item in items:
        if item.is_heading:
            heading = item
            continue
        own = tuple(_paper(paper) for paper in papers.get(item.pk, ()) if belongs(paper))
        if own or belongs(item):
            if heading is not None:
                rows.append(PackItem(some(ITEM, heading, ITEM_WORDS) | {"is_heading": True}))
                heading = None
            rows.append(PackItem(some(ITEM, item, ITEM_WORDS), own))
    return tuple(rows)


def _paper(document: Document) -> Paper:
    words = document_data(document)
    is_whole = document.has_public_bytes and document.format == "PDF"
    return Paper(words, str(document.file.name) if is_whole else "", document.sha256, document.version)
