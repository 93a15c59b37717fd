"""What can be found: the entries of the index as the apps make them, and how they say so.

Owns the registry. An app fills it from its `searchable.py` when it is loaded; the base layer imports no app.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from council.models.published import PublishedRecord
from council.search.marks import marks_of
from council.statute.periods import municipal_year

# PostgreSQL keeps at most a megabyte of words in one vector; no page of a paper comes near this.
LONGEST_TEXT = 150_000
LONGEST_WARDS = 1000


@dataclass(frozen=True)
class Entry:
    """One result: a record, or a part of it (`part`: a row of a set, a page of a paper).

    Made from the public catalogue's values alone. `title` and `text` are searched, `heading` is shown where it says
    more than the title. `row` is the key of the model's row that a list shows for it. `code` is its reference.
    """

    kind: str
    title: str
    text: str
    address: str
    happened_on: datetime.date | None
    part: int = 0
    row: int | None = None
    code: str = ""
    heading: str = ""
    body: int = 0
    office: str = ""
    outcome: str = ""
    wards: tuple[tuple[str, str], ...] = ()  # (part of an address, name), of council.subjects

    @property
    def year(self) -> str:
        """The municipal year it belongs to."""
        return municipal_year(self.happened_on).name if self.happened_on else ""

    @property
    def group(self) -> tuple[str, int, str, str, str, str]:
        """What it is counted under: kind, body, office, outcome, year, wards."""
        return self.kind, self.body, self.office[:200], self.outcome, self.year, wards_as_kept(self.wards)

    @property
    def marks(self) -> str:
        """What it is counted under, and when it was, as words of the index."""
        names = zip(("kind", "body", "office", "outcome", "year"), self.group, strict=False)
        wards = (("ward", slug) for slug in wards_of(wards_as_kept(self.wards)))
        return marks_of([*names, *wards], self.happened_on)


def wards_as_kept(wards: Iterable[tuple[str, str]]) -> str:
    """ "|harbour:Harbour|old-town:Old Town|": as many whole ones as the column has room for."""
    kept = "|"
    for slug, name in wards:
        more = f"{slug}:{name.replace('|', ' ')}|"
        kept += more if len(kept) + len(more) <= LONGEST_WARDS else ""
    return kept if len(kept) > 1 else ""


def wards_of(kept: str) -> dict[str, str]:
    """What `wards_as_kept` wrote: part of an address -> name."""
    pairs = (ward.partition(":") for ward in kept.strip("|").split("|") if ward)
    return {slug: name for slug, _colon, name in pairs}


@dataclass(frozen=True)
class Searched:
    """How the records of a model are found: `rows` are the public ones with all that `read` needs."""

    rows: Callable[[], QuerySet[Any]]
    read: Callable[[Any], list[Entry]]


# Kind -> (what one result is called, what the filter calls them), in the order of the page.
KINDS: dict[str, tuple[Any, Any]] = {}
OUTCOMES: dict[str, Any] = {}
SEARCHED: dict[type[PublishedRecord], Searched] = {}
# Records whose entries say something else once this one was published, corrected or withdrawn, beside what hangs on
# it by its `public_parents`.
Around = Callable[[Any], Iterable[PublishedRecord]]
AROUND: dict[type[PublishedRecord], list[Around]] = {}


def around(model: type[PublishedRecord], others: Around) -> None:
    """Say which records' entries say something else once one of this model was published, corrected or withdrawn."""
    AROUND.setdefault(model, []).append(others)


def affected_by(record: PublishedRecord) -> list[PublishedRecord]:
    """The record, what its publication shows or hides, and what repeats its words; each once."""
    found = [record]
    for one in found:  # grows while it is read
        others = [*(other for around in AROUND.get(type(one), ()) for other in around(one)), *_hanging_on(one)]
        found += [other for other in dict.fromkeys(others) if other not in found]
    return found


def _hanging_on(record: PublishedRecord) -> Iterable[PublishedRecord]:
    for model in SEARCHED:
        for name in model.public_parents:
            if model._meta.get_field(name).related_model is type(record):
                yield from model._base_manager.filter(**{name: record}, published_at__isnull=False)
