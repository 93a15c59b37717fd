"""Fills the demonstration up to a size that speed is measured at: meetings, items, papers, decisions and minutes.

For measuring only. The rows are written in bulk, register entries, snapshots and chain included, because publishing
160,000 records one by one takes the better part of an hour. What they say is drawn by lot from a fixed seed.
"""

from __future__ import annotations

import datetime
import random
import secrets
from collections.abc import Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from council.canonical import canonical_text, plain
from council.chain import kind_of
from council.demo.days import in_office, plus
from council.models import Body, PublicEvent, RegisterEntry, RegisterHead, Snapshot
from council.models.published import PublishedRecord
from council.models.register import chain_hash, snapshot_digest
from council.publication import Announcement
from meetings.announcements import DESCRIBE
from meetings.models import (
    AgendaItem,
    Decision,
    Document,
    Issue,
    ItemContact,
    ItemMinutes,
    ItemOutcome,
    Meeting,
    PlanEntry,
    ReportRecommendation,
)

ITEMS, PAPERS = 10, 3  # of each meeting, of each item
LABELS = ("(a)", "(b)")  # of the recommendations of each report
LONG_AGENDA = 12  # items of the latest meeting, which is the one that is measured
ITEMS_OF_ISSUE = 4
AT_ONCE = 40  # meetings written in one transaction
OFFICE = "Democratic Services"
WORDS = (
    "the a of and to in for on with review budget library road bridge harbour school housing allotment river path "
    "market lamp bus shelter tenancy repair footway drainage cycle meadow hedge parish council quarter monthly plan "
    "report options officer member ward cost saving contract lease survey consultation response scheme"
).split()


class Bulk:
    """Collects published rows with what publication would have written, and writes them in one go.

    Rows are inserted past the guard of published records (`models.QuerySet` itself): nothing that exists is changed.
    """

    def __init__(self) -> None:
        head = RegisterHead.objects.get(pk=1)
        self.serial, self.fingerprint = head.serial, head.fingerprint
        self.rows: dict[type[models.Model], list[Any]] = {}
        self.next_key: dict[type[models.Model], int] = {}
        self.issue: Issue | None = None

    def key(self, model: type[models.Model]) -> int:
        """The next free primary key."""
        if model not in self.next_key:
            self.next_key[model] = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.next_key[model] += 1
        return self.next_key[model]

    def add(self, row: Any) -> Any:
        """A row of its own, or one that belongs to a record."""
        self.rows.setdefault(type(row), []).append(row)
        return row

    def publish(self, record: Any, at: datetime.datetime) -> Any:
        """A record with its entry, snapshot and event."""
        record.published_at = record.changed_at = at
        record.version = record.edit_number = 1
        announcement = DESCRIBE[type(record)](record)
        record.entry = self._entry(record, announcement, at)
        return self.add(record)

    def _entry(self, record: PublishedRecord, announcement: Announcement, at: datetime.datetime) -> RegisterEntry:
        text = canonical_text(
            {"act": "published", "kind": kind_of(record), "version": 1, "office": OFFICE, "reason": "",
             "record": announcement.snapshot}
        )  # fmt: skip
        salt = secrets.token_hex(16)
        self.serial += 1
        fields: dict[str, Any] = {
            "serial": self.serial, "act": "published", "record_kind": kind_of(record),
            "reference": record.public_id.hex, "version": 1, "at": plain(at), "office": OFFICE,
            "digest": snapshot_digest(salt, text), "previous": self.fingerprint,
        }  # fmt: skip
        entry = self.add(RegisterEntry(**fields, fingerprint=chain_hash(**fields)))
        self.fingerprint = entry.fingerprint
        self.add(Snapshot(entry=entry, salt=salt, text=text))
        event = PublicEvent(entry=entry, reference=entry.reference, issue_reference=announcement.issue_reference)
        event.body, event.happened_on = announcement.body, announcement.happened_on
        event.sentence, event.address = announcement.sentence, announcement.address
        self.add(event)
        return entry

    @transaction.atomic
    def write(self) -> None:
        """Insert everything collected, and move the register's head."""
        for model, rows in self.rows.items():
            models.QuerySet(model).bulk_create(rows, batch_size=1000)
        RegisterHead.objects.filter(pk=1).update(serial=self.serial, fingerprint=self.fingerprint)
        self.rows = {}

    def finish(self) -> None:
        """Tell PostgreSQL which keys were taken."""
        for statement in connection.ops.sequence_reset_sql(no_style(), list(self.next_key)):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def fill(today: datetime.date, meetings: int) -> int:
    """Add meetings, ever further back in time, until there are `meetings` of them; how many were added."""
    lot = random.Random(20_261_126)  # noqa: S311
    wanted = meetings - Meeting.objects.count()
    bodies = list(Body.objects.filter(exists_to=None).order_by("pk"))
    first = Meeting.objects.order_by("held_on").values_list("held_on", flat=True)[0]
    bulk = Bulk()
    for number in range(max(wanted, 0)):
        held_on = plus(min(first, today), -1 - number // len(bodies) * 14 - number % len(bodies))
        count = ITEMS if number else LONG_AGENDA
        add_meeting(bulk, lot, bodies[number % len(bodies)], held_on, count)
        if number % AT_ONCE == AT_ONCE - 1:
            bulk.write()
    bulk.write()
    bulk.finish()
    return max(wanted, 0)


def add_meeting(bulk: Bulk, lot: random.Random, body: Body, held_on: datetime.date, count: int) -> None:
    """One meeting that was held, with its agenda, what was decided and the minutes."""
    meeting = Meeting(
        pk=bulk.key(Meeting), body=body, held_on=held_on, starts_at=datetime.time(18), place=held_on.isoformat(),
        status="held", venue="Wenbridge Town Hall, Council Chamber", contact=OFFICE,
    )  # fmt: skip
    bulk.publish(meeting, in_office(plus(held_on, -10), "09:00"))
    for number in range(1, count + 1):
        add_item(bulk, lot, meeting, number, issue_for(bulk, lot, in_office(plus(held_on, -12), "09:00")))


def issue_for(bulk: Bulk, lot: random.Random, at: datetime.datetime) -> Issue:
    """The issue that the last few items belong to, or a new one."""
    if bulk.issue is None or lot.random() < 1 / ITEMS_OF_ISSUE:
        key = bulk.key(Issue)
        bulk.issue = Issue(pk=key, reference=f"ISS-{key}", slug=f"subject-{key}", title=text(lot, 6))
        bulk.publish(bulk.issue, at)
    return bulk.issue


def add_item(bulk: Bulk, lot: random.Random, meeting: Meeting, number: int, issue: Issue) -> None:
    """One item with its report's recommendations, a contact, papers, outcome and minutes."""
    item = AgendaItem(
        pk=bulk.key(AgendaItem), meeting=meeting, position=number, agenda_number=str(number), slug=str(number),
        minute_number=f"{number}/{meeting.held_on:%y}", title=text(lot, 7), issue=issue, summary=text(lot, 45),
        report_author="Head of Neighbourhoods", recommendations_lead="The body is recommended to:",
    )  # fmt: skip
    rows = enumerate(LABELS, start=1)
    recommendations = [
        ReportRecommendation(
            pk=bulk.key(ReportRecommendation), item=item, position=place, label=label, text=text(lot, 25)
        )
        for place, label in rows
    ]
    contact = ItemContact(pk=bulk.key(ItemContact), item=item, position=1, name="Ivo Tarn", telephone="01632 960170")
    item._prefetched_objects_cache = {"report_recommendations": recommendations, "contacts": [contact]}  # type: ignore[attr-defined]
    bulk.publish(item, in_office(plus(meeting.held_on, -8), "10:00"))
    for row in (*recommendations, contact):
        bulk.add(row)
    for place in range(1, PAPERS + 1):
        reference = f"DS-{bulk.key(Document)}"
        paper = Document(
            pk=bulk.next_key[Document], item=item, position=place, reference=reference, title=text(lot, 6),
            format="PDF", size_text="106 KB",
        )  # fmt: skip
        bulk.publish(paper, in_office(plus(meeting.held_on, -8), "10:05"))
    outcome = ItemOutcome(pk=bulk.key(ItemOutcome), item=item, text=text(lot, 20))
    bulk.publish(outcome, in_office(plus(meeting.held_on, 1), "11:00"))
    if number % ITEMS == 1:
        add_decision(bulk, lot, item)
    minutes = ItemMinutes(pk=bulk.key(ItemMinutes), item=item, text=paragraphs(lot), status="confirmed")
    bulk.publish(minutes, in_office(plus(meeting.held_on, 20), "11:00"))


def add_decision(bulk: Bulk, lot: random.Random, item: AgendaItem) -> None:
    """The entry of the forward plan and the decision record of an item."""
    meeting = item.meeting
    key = bulk.key(PlanEntry)
    entry = PlanEntry(
        pk=key, reference=f"FPS-{key}", title=item.title, matter=text(lot, 30), issue=item.issue, body=meeting.body,
        due_on=meeting.held_on, is_key=False, status="decided", decided_on=meeting.held_on,
    )  # fmt: skip
    bulk.publish(entry, in_office(plus(meeting.held_on, -40), "10:00"))
    key, published_on = bulk.key(Decision), plus(meeting.held_on, 2)
    decision = Decision(
        pk=key, reference=f"DECS-{key}", title=item.title, maker_kind="body", body=meeting.body,
        maker_title=meeting.body.name, item=item, issue=item.issue, plan_entry=entry, decided_on=meeting.held_on,
        text=text(lot, 40), reasons=text(lot, 60), alternatives_answer="none", conflicts_answer="none",
        dispensations_answer="none", is_key=False, is_subject=True, published_on=published_on,
        last_day_on=plus(published_on, 7), effective_on=plus(published_on, 8),
    )  # fmt: skip
    bulk.publish(decision, in_office(published_on, "12:00"))


def text(lot: random.Random, words: int) -> str:
    """A sentence drawn by lot."""
    return " ".join(lot.choices(WORDS, k=words)).capitalize()


def paragraphs(lot: random.Random) -> str:
    """Minutes of three paragraphs, about 150 words."""
    return "\n\n".join(_three(lot))


def _three(lot: random.Random) -> Iterator[str]:
    for _ in range(3):
        yield text(lot, 50) + "."
