"""How the public side reads meetings, items and issues: published rows with their published children.

Owns which children come along, so that no page follows a reverse foreign key to something unpublished. A page of
the officers' side does not use these.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.http import Http404
from django.utils.text import slugify

from council.access import public_or_gone
from council.models import OldAddress, PublicEvent
from council.models.published import PublishedRecord
from meetings.choices import NoticeKind
from meetings.holders import related_to_holders
from meetings.models import (
    AgendaItem,
    AgendaPack,
    Decision,
    Document,
    DocumentFile,
    DocumentPage,
    Issue,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    MeetingNotice,
)

# Longer texts of a decision, which no list shows.
NOT_ON_LISTS = (
    "alternatives", "conflicts", "dispensations", "consultation", "would_have_decided", "reasons", "purpose",
    "authority", "background_papers", "key_reason", "contacts", "effective_working",
)  # fmt: skip

EVENT_VALUES = ("entry_id", "entry__act", "happened_on", "sentence", "address")
# The records whose published words say where an issue stands; their snapshots come with their events.
SAYING = ("planentry", "decision")
TIMELINE_VALUES = (*EVENT_VALUES, "entry__record_kind", "facts", "moved_to")


def published_documents() -> QuerySet:
    """Papers the public may read of, in their order, with the supplement that brought them and what they replace."""
    return Document.objects.published().select_related("supplement", "supersedes").order_by("position", "pk")


def documents_with_parents() -> QuerySet:
    """Papers with what they hang on, which their publicity depends on. Not only public ones."""
    return Document.objects.select_related(
        "item__meeting__body", "meeting__body", "supplement", "decision__item__meeting", "supersedes",
        *related_to_holders(),
    )  # fmt: skip


def with_public_bytes(reference: str) -> Document:
    """The document whose file anybody may have; 410 where it was withdrawn, else 404."""
    found: Document = public_or_gone(documents_with_parents(), reference=reference)
    if not found.has_public_bytes:
        raise Http404
    return found


def earlier_files(document: Document) -> QuerySet:
    """The files that residents had before and may go on having, the latest first. Only of a paper with public bytes."""
    return DocumentFile.objects.filter(document=document, was_public=True).order_by("-number")


def pages_of(document: Document, file: DocumentFile | None = None) -> QuerySet:
    """The text of a paper with public bytes page by page: of its present file, or of an earlier one."""
    which = Q(of=file) if file else Q(of__document=document, of__superseded_at=None)
    return DocumentPage.objects.filter(which).order_by("number")


def with_children(items: Any, papers: Any = None) -> Any:
    """Items with what belongs to them: rows of the report, contacts, papers, outcome and minutes.

    Outcome and minutes come with the item in one query, drafts too: read them through `public_child` alone.
    """
    papers = published_documents() if papers is None else papers
    beside = (
        "outcome",
        "minutes__confirming_meeting__body",
        "proceedings__entry__snapshot",
        "decision__body",
        "approves_minutes_of__body",
    )
    return items.select_related("meeting__body", "issue", *beside).prefetch_related(
        "report_recommendations", "contacts", Prefetch("documents", papers)
    )


def public_child(parent: AgendaItem | Meeting, name: str) -> Any:
    """The one record of this name below an item or a meeting if the public may read it; else None."""
    child: PublishedRecord | None = getattr(parent, name, None)
    return child if child is not None and child.is_public else None


def meetings_in_full() -> QuerySet:
    """Meetings with their notices, papers and items, and of each item its papers, outcome and minutes' status.

    Also `packs_stored`: what is known of their packs (`AgendaPack.stored`), or None.
    """
    packs = AgendaPack.objects.filter(meeting=OuterRef("pk"), number=0).values("stored")
    beside = ("outcome", "minutes", "proceedings__entry__snapshot", "supplement", "decision")
    items = AgendaItem.objects.published().select_related(*beside).order_by("position")
    items = items.defer("minutes__text", "minutes__html", *(f"decision__{name}" for name in NOT_ON_LISTS))
    items = items.prefetch_related(Prefetch("documents", published_documents()))
    notices = MeetingNotice.objects.published().order_by("-pk")
    meetings = Meeting.objects.select_related("body", "attendance__entry__snapshot").annotate(
        packs_stored=Subquery(packs)
    )
    return meetings.prefetch_related(
        Prefetch("items", items, to_attr="public_items"),
        Prefetch("documents", published_documents(), to_attr="public_documents"),
        Prefetch("notices", notices, to_attr="public_notices"),
    )


def neighbours(meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The public meetings of the same body just before and just after, in one query."""
    others = Meeting.objects.published().filter(body_id=meeting.body_id)
    same_day = Q(held_on=meeting.held_on)
    earlier = others.filter(Q(held_on__lt=meeting.held_on) | same_day & Q(place__lt=meeting.place))
    later = others.filter(Q(held_on__gt=meeting.held_on) | same_day & Q(place__gt=meeting.place))
    nearest = Q(pk__in=earlier.order_by("-held_on", "-place").values("pk")[:1]) | Q(
        pk__in=later.order_by("held_on", "place").values("pk")[:1]
    )
    before = after = None
    for found in others.filter(nearest).select_related("body"):
        if (found.held_on, found.place) < (meeting.held_on, meeting.place):
            before = found
        else:
            after = found
    return before, after


def with_state(meetings: QuerySet) -> QuerySet:
    """Adds what is published of each meeting: `has_agenda`, `has_decisions`, `minutes_status` (empty if none).

    Also `moved_from`: the date before it was last moved, empty if it never was.
    """
    moves = MeetingNotice.objects.published().filter(meeting=OuterRef("pk"), kind=NoticeKind.MOVED).order_by("-pk")
    minutes = ItemMinutes.objects.published().filter(item__meeting=OuterRef("pk"))
    return meetings.annotate(
        has_agenda=Exists(AgendaItem.objects.published().filter(meeting=OuterRef("pk"))),
        has_decisions=ExpressionWrapper(
            Q(Exists(ItemOutcome.objects.published().filter(item__meeting=OuterRef("pk"))))
            | Q(Exists(Decision.objects.published().filter(item__meeting=OuterRef("pk")))),
            output_field=BooleanField(),
        ),
        # "draft" sorts after "confirmed": one draft among them makes the whole a draft.
        minutes_status=Subquery(minutes.order_by("-status").values("status")[:1]),
        moved_from=Subquery(moves.values("held_on_before")[:1]),
    )


def in_order(meetings: QuerySet) -> QuerySet:
    """The earliest first; on one day those whose time is known first."""
    return meetings.order_by("held_on", F("starts_at").asc(nulls_last=True), "body__name", "place")


def upcoming_first(meetings: QuerySet, on: datetime.date) -> QuerySet:
    """Meetings from `on` onwards, the next one first; after them the past ones, the latest first."""
    is_upcoming = Q(held_on__gte=on)
    return meetings.annotate(
        is_upcoming=Case(When(is_upcoming, then=Value(True)), default=Value(False), output_field=BooleanField()),
        next_on=Case(When(is_upcoming, then=F("held_on")), default=None, output_field=DateField()),
    ).order_by("-is_upcoming", "next_on", "-held_on", F("starts_at").asc(nulls_last=True), "body__name", "place")


def items_of_issue(issue: Issue) -> QuerySet:
    """Each published appearance of an issue on an agenda, newest meeting first."""
    appearances = AgendaItem.objects.published().filter(issue=issue)
    return with_children(appearances).order_by("-meeting__held_on", "-meeting__place", "-position")


def item_by_number(body: str, place: str, number: str) -> AgendaItem | None:
    """The published item of a public meeting whose agenda or minute number, as an address has it, is `number`."""
    items = AgendaItem.objects.published().filter(meeting__body__slug=body, meeting__place=place)
    for item in items.select_related("meeting__body").order_by("position"):
        for label in filter(None, (item.agenda_number, item.minute_number)):
            if number in (slugify(label), slugify(label.replace("/", "-"))):
                return item
    return None


def carried(item: AgendaItem) -> QuerySet:
    """The public items that an item was carried over from and to, the earliest meeting first."""
    linked = Q(pk=item.carried_from_id) | Q(carried_from=item.pk)
    found = AgendaItem.objects.published().filter(linked).select_related("meeting__body")
    return found.order_by("meeting__held_on", "meeting__place")


def latest_outcomes(count: int) -> QuerySet:
    """The `count` outcomes that were decided last, newest meeting first; none of an item with a decision record.

    Only the newest meetings with an outcome are looked at, one for each of the `count`: sorting every outcome there
    ever was takes the database four times as long as the rest of the home page.
    """
    decided = ItemOutcome.objects.published().filter(item__meeting=OuterRef("pk"))
    newest = Meeting.objects.published().filter(Exists(decided)).order_by("-held_on", "pk").values("pk")[:count]
    outcomes = ItemOutcome.objects.published().filter(item__meeting__in=newest)
    recorded = Decision.objects.filter(item=OuterRef("item"), published_at__isnull=False, withdrawn_at=None)
    outcomes = outcomes.exclude(Exists(recorded)).select_related("item__meeting__body")
    return outcomes.order_by("-item__meeting__held_on", "-published_at", "item__position")[:count]


def events_near(item: AgendaItem, not_at: tuple[str, ...], count: int = 3) -> list[dict[str, Any]]:
    """The public events of an item's issue nearest to its meeting, newest first; one an address, none at `not_at`."""
    issue = item.issue
    if issue is None or not issue.is_public:
        return []
    day = item.meeting.held_on
    events = events_of_issue(issue).exclude(address__in=not_at).order_by()
    before = events.filter(happened_on__lte=day).order_by("-happened_on", "-pk").values("pk")[:30]
    after = events.filter(happened_on__gt=day).order_by("happened_on", "pk").values("pk")[:30]
    found = events.filter(Q(pk__in=before) | Q(pk__in=after)).values(*EVENT_VALUES)
    nearest: dict[str, dict[str, Any]] = {}
    for event in sorted(found, key=lambda e: (abs(e["happened_on"] - day), -e["entry_id"])):
        nearest.setdefault(event["address"], event)
    return sorted(list(nearest.values())[:count], key=lambda e: (e["happened_on"], e["entry_id"]), reverse=True)


def events_of_issue(issue: Issue) -> QuerySet:
    """What happened to an issue and may still be shown, newest first."""
    return PublicEvent.objects.shown().filter(issue_reference=issue.public_id.hex)


def timeline_of_issue(issue: Issue) -> QuerySet:
    """The same events with `facts`, of some kinds the published words as text, and `moved_to`. Still one query.

    `moved_to` is where the address of the event leads now, if its meeting moved.
    """
    moved_to = OldAddress.objects.filter(path=OuterRef("address")).values("new_path")[:1]
    is_saying = When(entry__record_kind__in=SAYING, then=F("entry__snapshot__text"))
    words = Case(is_saying, default=Value(""), output_field=TextField())
    return events_of_issue(issue).annotate(facts=words, moved_to=Subquery(moved_to))
