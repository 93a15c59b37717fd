"""What a public page says of itself to programs, and how it is cited: plain values, made from the catalogue's.

Nothing here reads a record's words: whoever makes an `About` hands over what its page shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.publication import local_date

LONGEST = 200  # characters of a description; whoever shows it cuts it there


@dataclass(frozen=True)
class Cite:
    """How a record is cited: what it is in words, and the entry of the register under which it stands now."""

    what: str
    version: int
    on: dt.date
    serial: int
    fingerprint: str


@dataclass(frozen=True)
class About:
    """A page of the public side. `data` is its subject in schema.org's words, with the site's own paths."""

    title: str
    address: str
    description: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    cite: Cite | None = None
    is_record: bool = False


def cite(record: PublishedRecord, what: str) -> Cite | None:
    """The citation of a public record, read with its `entry`."""
    entry = record.entry
    if entry is None or record.changed_at is None:
        return None
    return Cite(what, entry.version, local_date(record.changed_at), entry.serial, entry.fingerprint)


def record(
    title: str,
    address: str,
    of: PublishedRecord,
    *,
    what: str,
    said: Iterable[str] = (),
    **data: Any,
) -> About:
    """The page of one public record: `what` it is in a citation, what is `said` in its description, its `data`."""
    known = {
        "name": title,
        "url": address,
        "datePublished": of.published_at,
        "dateModified": of.changed_at,
        "version": str(of.version),
    }
    if data.get("@type") in ("Event", "GovernmentOrganization"):  # schema.org knows these of works only
        known = {"name": title, "url": address}
    return About(title, address, description(said), known | data, cite(of, what), is_record=True)


def description(said: Iterable[str]) -> str:
    """The sentences on one line, cut at a word."""
    words = " ".join(" ".join(one.split()) for one in said if one)
    return Truncator(words).chars(LONGEST) if words else ""


def organization(name: str, address: str = "") -> dict[str, Any]:
    """A body, an office's side or a council as schema.org says it."""
    return {"@type": "GovernmentOrganization", "name": name, "url": address}


def collection(title: str, address: str, said: str = "") -> About:
    """A page that is no record's own and leads to many."""
    return About(title, address, description([said]), {"@type": "CollectionPage", "name": title, "url": address})


def work(kind: Any, **facts: Any) -> dict[str, Any]:
    """What is written down, of a kind that schema.org has no word for: the kind is said in ours."""
    return {"@type": "CreativeWork", "genre": str(kind), **facts}


def quoted(what: str, title: str) -> str:
    """ "agenda item “Opening hours”"."""
    return _("%(what)s “%(title)s”") % {"what": what, "title": title}
