"""`make bench-search`: how fast search is among very many entries, on one database.

    search_bench.py ENTRIES     with DATABASE_URL naming an empty, migrated database

Fills the index with invented items of 150 to 300 words, drawn so that few words are frequent and most are rare, as in
any language; the most frequent are English ones ("of the"). Then asks through `council.search.find` for one page with
its exact total, counts for the filters, titles and excerpts, and prints p50 and p95 over different words each time.
At the end the CPU of the search page itself, rendered by the site for one of each kind of query.
"""

from __future__ import annotations

import datetime
import io
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

import django

ROUNDS = 40
FUNCTION_WORDS = (
    "the of to and in a for is on that be with as by it are was this have not at from or an which will has been were "
    "their all would there more council report members"
).split()
STARTS = "b c d f g h k l m n p r s t v w br dr st tr pl gr".split()
MIDDLES = "a e i o u ai ea ou".split()
ENDS = ("", "n", "s", "t", "r", "ing", "ed")
VOCABULARY = 60_000
AT_ONCE = 2000
Ask = Callable[[random.Random], tuple[str, dict]]


def vocabulary(lot: random.Random) -> list[str]:
    """English function words first, then invented words, the short ones first."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        syllables = lot.choice((1, 2, 2, 3, 3, 4))
        word = "".join(lot.choice(STARTS) + lot.choice(MIDDLES) for _ in range(syllables)) + lot.choice(ENDS)
        made.setdefault(word)
    words = sorted(made, key=len)
    rest = words[400:]
    lot.shuffle(rest)
    return [*FUNCTION_WORDS, *words[:400], *rest]


class Texts:
    """Draws words; `rank` says how frequent one is."""

    def __init__(self) -> None:
        self.lot = random.Random(20_261_126)
        self.words = vocabulary(self.lot)
        self.weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(self.words))))

    def draw(self, number: int) -> str:
        """So many words of running text."""
        return " ".join(self.lot.choices(self.words, cum_weights=self.weights, k=number))

    def entries(self, number: int) -> Iterator:
        """So many items of the index, over twenty years and forty bodies."""
        from council.models import SearchEntry, SearchGroup
        from council.search import places
        from council.search.entries import Entry

        groups: dict[tuple, int] = {}
        first = datetime.date(2006, 5, 1)
        for at in range(number):
            day = first + datetime.timedelta(days=at * 7300 // number)
            entry = Entry(
                "item" if at % 5 else "decision", self.draw(self.lot.randint(4, 9)).capitalize(),
                self.draw(self.lot.randint(150, 300)), f"/meetings/body/{at}/", day, body=self.lot.randint(1, 40),
                wards=(_ward(self.lot.randint(1, 20)),) if not at % 5 else (),
            )  # fmt: skip
            if entry.group not in groups:
                names = ("kind", "body", "office", "outcome", "year", "wards")
                groups[entry.group] = SearchGroup.objects.create(**dict(zip(names, entry.group, strict=True))).pk
            key = places.key(day, at % 100_000 + 1, groups[entry.group])
            yield SearchEntry(id=key, reference=f"{at:032x}", kind=entry.kind, title=entry.title, text=entry.text,
                              address=entry.address, happened_on=day, code=f"X-{at}", marks=entry.marks)  # fmt: skip


def _ward(number: int) -> tuple[str, str]:
    return f"ward-{number}", f"Ward {number}"


def fill(number: int) -> Texts:
    """Write the entries, the vectors too; the index of these is made at the end, as for any load in bulk."""
    from django.db import connection, transaction

    from council.models import SearchEntry, SearchPlace
    from council.search import index, schema

    texts, begun = Texts(), time.monotonic()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {schema.INDEX}")
    waiting: list[SearchEntry] = []
    for entry in texts.entries(number):
        waiting.append(entry)
        if len(waiting) == AT_ONCE:
            with transaction.atomic():
                _write(waiting)
            waiting = []
    with transaction.atomic():
        _write(waiting)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET maintenance_work_mem = '256MB'")
            cursor.execute(schema.POSTGRESQL[-1])
            cursor.execute("VACUUM ANALYZE council_searchplace")
            cursor.execute("VACUUM ANALYZE council_searchentry")
        else:
            cursor.execute("ANALYZE")
    index.scrub()
    print(f"{number:,} entries written in {time.monotonic() - begun:.0f} s; {SearchPlace.objects.count():,} places")
    return texts


def _write(entries: list) -> None:
    """On PostgreSQL by COPY; on SQLite the triggers write the full-text table."""
    from django.db import connection

    from council.models import SearchEntry
    from council.search.index import write_places
    from council.search.vectors import vector

    if connection.vendor != "postgresql":
        SearchEntry.objects.bulk_create(entries)
        write_places(entries)
        return
    rows, places = io.StringIO(), io.StringIO()
    for entry in entries:
        facts = (entry.id, entry.kind, entry.reference, 0, entry.code, entry.title, entry.text, "", entry.address,
                 entry.happened_on, entry.marks)  # fmt: skip
        rows.write("\t".join(map(str, facts)) + "\n")
        places.write(f"{entry.id}\t{vector(entry.title, entry.code, entry.text, entry.marks)}\n")
    with connection.cursor() as cursor:
        rows.seek(0), places.seek(0)
        columns = ("id", "kind", "reference", "part", "code", "title", "text", "heading", "address", "happened_on",
                   "marks")  # fmt: skip
        cursor.copy_from(rows, "council_searchentry", columns=columns)
        cursor.copy_from(places, "council_searchplace", columns=("id", "vector"))


def questions(texts: Texts) -> dict[str, Ask]:
    """What is asked: each time with other words of the same frequency."""
    content = texts.words[len(FUNCTION_WORDS) :]

    def of(*ranks: tuple[int, int], join: str = " ", **more: object) -> Ask:
        def ask(lot: random.Random) -> tuple[str, dict]:
            return join.join(content[lot.randint(*rank)] for rank in ranks), dict(more)

        return ask

    def from_text(lot: random.Random) -> tuple[str, dict]:
        from council.models import SearchEntry, SearchPlace

        key = SearchPlace.objects.order_by("id").values_list("pk", flat=True)[lot.randint(0, 5000)]
        words = SearchEntry.objects.get(pk=key).text.split()
        at = lot.randint(0, len(words) - 4)
        return f'"{" ".join(words[at : at + 3])}"', {}

    def stop_words(lot: random.Random) -> tuple[str, dict]:
        return lot.choice(('"of the"', '"in the"', '"to the"', '"and the"', '"for the"', '"on the"')), {}

    def everywhere(lot: random.Random) -> tuple[str, dict]:
        return lot.choice(FUNCTION_WORDS[:12]), {}

    common, middling, rare = (0, 15), (60, 300), (8000, 50_000)
    return {
        "word in nearly all": everywhere,
        "common word": of(common),
        "common, newest first": of(common, order="newest"),
        "common, with a facet": of(common, kind="decision", body=7),
        "common, facet and dates": of(common, kind="item", first=datetime.date(2019, 1, 1), order="newest"),
        "rare word": of(rare),
        "two common words": of(common, common),
        "common and rare": of(common, rare),
        "three words": of(common, middling, middling),
        "one OR other": of(common, middling, join=" OR "),
        "phrase of a text": from_text,
        "phrase of common words": of((0, 15), (0, 15), join=" "),
        "stop-word phrase": stop_words,
    }


def measure(texts: Texts) -> None:
    """Ask and print."""
    from django.db import connection

    from council.search import Narrowing, Order, find, parse

    print(
        f"\n{connection.vendor}: p50 and p95 of {ROUNDS} rounds in milliseconds, one page with total, filters, excerpts"
    )
    print(f"{'what is asked':<26}{'found':>10}{'p50':>9}{'p95':>9}")
    for name, ask in questions(texts).items():
        lot, times, used, totals = random.Random(7), [], [], []
        for number in range(ROUNDS + 3):
            typed, more = ask(lot)
            typed = f'"{typed}"' if name == "phrase of common words" else typed
            chosen = {key: value for key, value in more.items() if key in ("kind", "body")}
            narrowing = Narrowing(chosen, more.get("first"))
            begun, before = time.perf_counter(), cpu()
            found = find(parse(typed), narrowing, Order(more.get("order", "best")))
            if number >= 3:
                times.append((time.perf_counter() - begun) * 1000)
                used.append(cpu() - before)
                totals.append(found.total)
        columns = [
            value for row in (times, used) for value in (statistics.median(row), sorted(row)[int(ROUNDS * 0.95)])
        ]
        print(
            f"{name:<26}{int(statistics.median(totals)):>10,}{''.join(f'{one:>9.1f}' for one in columns)}", flush=True
        )


def cpu() -> float:
    """Milliseconds of CPU that this process and the one of PostgreSQL that serves it have used."""
    from django.db import connection

    used = time.process_time() * 1000
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        # The nanoseconds the scheduler counted for it.
        path = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        used += int(path.read_text(encoding="ascii").split()[0]) / 1e6
    return used


def page(texts: Texts) -> None:
    """CPU of the whole page, its database's too."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    content = texts.words[len(FUNCTION_WORDS) :]
    for name, words in {"a common word": content[:20], "a rare word": content[9000:9020]}.items():
        client.get("/search/", {"words": words[0]})
        begun = cpu()
        for number, word in enumerate(words):
            client.get("/search/", {"words": word, "n": "x" * 200 + str(number)})  # too long an address to be kept
        print(f"CPU of the page for {name}: {(cpu() - begun) / len(words):.1f} ms")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    django.setup()
    made = fill(int(sys.argv[1]))
    measure(made)
    page(made)
