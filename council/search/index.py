"""Writes the index: in the same transaction as the publication, from the public catalogue, and nowhere else.

After each entry of the register the records it may concern are read anew as the public sees them; what differs from
the index is replaced. What the public may no longer read is simply not among the rows any more. Whoever writes here
holds the register's head, so no two write at once.
"""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max
from django_tasks import task

from council import jobs
from council.models import Body, RegisterHead, SearchEntry, SearchGroup, SearchPlace, SearchWord
from council.models.published import PublishedRecord
from council.search import places, schema
from council.search.entries import LONGEST_TEXT, SEARCHED, Entry, affected_by
from council.search.vectors import vector
from council.search.words import words_of

AT_ONCE = 500  # records read, rows written
SHORTEST_WORD, LONGEST_WORD = 4, 40  # that a misspelt one is held against
GROUP_FIELDS = ("kind", "body", "office", "outcome", "year", "wards")
COLUMNS = ("kind", "part", "row", "code", "title", "text", "heading", "address", "happened_on")

Row = tuple[str, Entry]  # the record's reference, and the entry


_is_put_off: ContextVar[bool] = ContextVar("_is_put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """For thousands of publications in one transaction: the index is made once, at the end of that transaction.

    Outside a transaction it would leave the index behind the publications, so there it raises RuntimeError.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The index can be put off inside a transaction only")
    before = _is_put_off.set(True)
    try:
        yield
    finally:
        _is_put_off.reset(before)
    rebuild()


def follow_up(record: PublishedRecord) -> None:
    """After something was published, corrected or withdrawn: make the index say what the public may read now."""
    if _is_put_off.get():
        return
    of_model: dict[type[PublishedRecord], list[PublishedRecord]] = {}
    for one in affected_by(record):
        of_model.setdefault(type(one), []).append(one)
    for model, records in of_model.items():
        if model in SEARCHED:
            refresh(model, records)


def refresh(model: type[PublishedRecord], records: Sequence[PublishedRecord]) -> None:
    """Replace the entries of these records where they differ from what the public may read."""
    searched = SEARCHED[model]
    public = searched.rows().filter(pk__in=[record.pk for record in records])
    now = {(record.public_id.hex, entry.part): entry for record in public for entry in searched.read(record)}
    codes = [record.public_id.hex for record in records]
    stored = {(row.reference, row.part): row for row in SearchEntry.objects.filter(reference__in=codes)}
    groups = _groups_of(stored.values())
    gone = [row for place, row in stored.items() if _differs(row, groups[row.id & places.GROUP], now.get(place))]
    kept = stored.keys() - {(row.reference, row.part) for row in gone}
    remove(gone)
    add([(reference, entry) for (reference, part), entry in now.items() if (reference, part) not in kept])


def _groups_of(rows: Iterable[SearchEntry]) -> dict[int, tuple[Any, ...]]:
    found = SearchGroup.objects.filter(pk__in={row.id & places.GROUP for row in rows})
    return {group[0]: group[1:] for group in found.values_list("pk", *GROUP_FIELDS)}


def _differs(row: SearchEntry, group: tuple[Any, ...], entry: Entry | None) -> bool:
    if entry is None or group != entry.group:
        return True
    return any(getattr(row, name) != value for name, value in columns(entry).items())


def columns(entry: Entry) -> dict[str, Any]:
    """An entry's columns."""
    return {name: getattr(entry, name) for name in COLUMNS} | {
        "code": entry.code.upper()[:80],
        "text": entry.text[:LONGEST_TEXT],
        "title": entry.title[:2000],
        "heading": entry.heading[:2000],
    }


def remove(rows: Sequence[SearchEntry]) -> None:
    """Take entries out, with their words and what they were counted under."""
    if not rows:
        return
    _hold()
    keys = [row.id for row in rows]
    for chunk in chunks(keys):
        SearchPlace.objects.filter(pk__in=chunk).delete()
        SearchEntry.objects.filter(pk__in=chunk).delete()
    for group, number in Counter(key & places.GROUP for key in keys).items():
        SearchGroup.objects.filter(pk=group).update(size=F("size") - number)
    SearchGroup.objects.filter(size=0).delete()
    _count_words(Counter(word for row in rows for word in _spelt(row.title, row.text)), -1)


def add(rows: Sequence[Row]) -> None:
    """Put entries in."""
    if not rows:
        return
    _hold()
    groups: dict[tuple[Any, ...], int] = {}
    next_places: dict[datetime.date | None, int] = {}
    words: Counter[str] = Counter()
    made = []
    for reference, entry in reversed(rows):  # of what has the same date the last written comes first: page 1 before 2
        if entry.group not in groups:
            wanted: dict[str, Any] = dict(zip(GROUP_FIELDS, entry.group, strict=True))
            groups[entry.group] = SearchGroup.objects.get_or_create(**wanted)[0].pk
        place = next_places.get(entry.happened_on) or _next_place(entry.happened_on)
        next_places[entry.happened_on] = place + 1
        number = places.key(entry.happened_on, place, groups[entry.group])
        made.append(SearchEntry(id=number, reference=reference, marks=entry.marks, **columns(entry)))
        words.update(_spelt(made[-1].title, made[-1].text))
    for group, number in Counter(groups[entry.group] for _reference, entry in rows).items():
        SearchGroup.objects.filter(pk=group).update(size=F("size") + number)
    SearchEntry.objects.bulk_create(made, batch_size=AT_ONCE)
    write_places(made)
    _count_words(words, 1)


def _next_place(day: datetime.date | None) -> int:
    """The first free place of a day: places given back at its end are given again, others are not."""
    first = places.first_of(day)
    last = SearchPlace.objects.filter(pk__range=(first, first + places.A_DAY - 1)).aggregate(last=Max("pk"))["last"]
    return 1 if last is None else places.place_of(last) + 1


def write_places(made: Iterable[SearchEntry]) -> None:
    """The narrow row of each entry; on PostgreSQL with its vector."""
    if connection.vendor != "postgresql":
        SearchPlace.objects.bulk_create([SearchPlace(id=row.id) for row in made], batch_size=AT_ONCE)
        return
    for chunk in chunks(list(made)):
        values = [value for row in chunk for value in (row.id, vector(row.title, row.code, row.text, row.marks))]
        marks = ", ".join(["(%s, %s::tsvector)"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO council_searchplace (id, vector) VALUES {marks}", values)


def _spelt(title: str, text: str) -> set[str]:
    """The words of an entry as they are spelt, long enough to be misspelt, no numbers."""
    found = set(words_of(f"{title} {text}"))
    return {word for word in found if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()}


def _count_words(words: Counter[str], sign: int) -> None:
    """Add to the number of entries of each word, or take from it; a word that stands nowhere goes."""
    for chunk in chunks(sorted(words)):
        if sign > 0:
            values = [value for word in chunk for value in (word, word[:2], word[-3:], words[word])]
            marks = ", ".join(["(%s, %s, %s, %s)"] * len(chunk))
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO council_searchword (word, beginning, ending, entries) VALUES {marks} "
                    "ON CONFLICT (word) DO UPDATE SET entries = council_searchword.entries + excluded.entries",
                    values,
                )
            continue
        of_number: dict[int, list[str]] = {}
        for word in chunk:
            of_number.setdefault(words[word], []).append(word)
        for number, same in of_number.items():
            rows = SearchWord.objects.filter(word__in=same)
            rows.filter(entries__lte=number).delete()
            rows.update(entries=F("entries") - number)


def chunks(rows: Sequence[Any], size: int = 200) -> Iterable[list[Any]]:
    """The rows, so many at a time: a statement takes a bounded number of values."""
    numbered = iter(rows)
    while chunk := list(islice(numbered, size)):
        yield chunk


def _hold() -> None:
    """Whoever writes to the index holds the register's head until the transaction ends.

    On SQLite what is deleted is overwritten: pages given back would keep the words of what is sealed later.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    RegisterHead.objects.get_or_create(pk=1)
    RegisterHead.objects.select_for_update().get(pk=1)


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; how many entries it has. Searches meanwhile see the old one, publications wait."""
    _hold()
    empty()
    number = 0
    for model, searched in SEARCHED.items():
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        for chunk in chunks(keys):
            rows = [
                (record.public_id.hex, entry)
                for record in searched.rows().filter(pk__in=chunk).order_by("pk")
                for entry in searched.read(record)
            ]
            for part in chunks(rows, AT_ONCE):
                add(part)
            number += len(rows)
    scrub()
    _pages_changed()
    return number


@task()
def refresh_body(body: int) -> str:
    """The job after a body was given another name: what is found of it says the new one."""
    number = 0
    of_body = SearchGroup.objects.filter(body=body)
    for model, searched in SEARCHED.items():
        found = SearchEntry.objects.annotate(group=F("id").bitand(places.GROUP)).filter(group__in=of_body.values("pk"))
        codes = sorted({uuid.UUID(code) for code in found.values_list("reference", flat=True)})
        for chunk in chunks(codes):
            with transaction.atomic():
                _hold()
                records = list(searched.rows().filter(public_id__in=chunk))
                refresh(model, records)
                number += len(records)
    _pages_changed()
    return f"{number} records"


def follow_configuration(record: Any, at: datetime.datetime) -> None:
    """After a body was given another name."""
    if isinstance(record, Body):
        jobs.enqueue(refresh_body, body=record.pk)


def _pages_changed() -> None:
    """Pages that were kept are out of date."""
    RegisterHead.objects.filter(pk=1).update(made=F("made") + 1)


def empty() -> None:
    """Nothing is in the index."""
    SearchPlace.objects.all().delete()
    SearchEntry.objects.all().delete()
    SearchGroup.objects.all().delete()
    SearchWord.objects.all().delete()


def scrub() -> None:
    """Merge SQLite's index: no word of what was taken out stands in a part that is not yet merged, and it is faster."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {schema.TABLE}({schema.TABLE}) VALUES ('optimize')")
