"""The register for whoever keeps a copy: entries after a serial, in order, each with its words or its tombstone."""

from __future__ import annotations

import json
from typing import Any

from council.lists_register import FIELDS, entries_with_state, hiding_entries
from council.models import RegisterEntry, RegisterHead
from council.models.register import GENESIS
from council.representations import PublicField
from council.schemas import MOMENT, NUMBER, TEXT, or_none, record

MOST_ENTRIES = 100
# More than any database counts.
HIGHEST = 2**63 - 1


class StaleError(Exception):
    """The reader's copy is no earlier state of this register: it has to be taken anew."""


SNAPSHOT = or_none(record(salt=TEXT, text=TEXT))
TOMBSTONE = or_none(record(act=TEXT, serial=NUMBER, at=MOMENT, office=TEXT, reason=TEXT))
ENTRY_FIELDS = (
    *FIELDS,
    PublicField("snapshot", "Salt and text of the record; nothing where it may not be read", None, (), SNAPSHOT),
    PublicField("tombstone", "What hides the words of this entry", None, (), TOMBSTONE),
)


def entries_after(serial: int, fingerprint: str, head: RegisterHead, count: int = MOST_ENTRIES) -> list[dict[str, Any]]:
    """The entries that follow `serial`, no further than `head`, in order. Raises StaleError."""
    check(serial, fingerprint, head)
    entries = entries_with_state().filter(serial__gt=serial, serial__lte=min(serial + count, head.serial))
    return read_entries(list(entries.select_related("event", "snapshot").order_by("serial")))


def check(serial: int, fingerprint: str, head: RegisterHead) -> None:
    """Whether a reader may go on from here: the serial is given out, and its fingerprint is the one they kept."""
    if serial > min(head.serial, HIGHEST):
        raise StaleError
    if not fingerprint:
        return
    kept = RegisterEntry.objects.filter(serial=serial).values_list("fingerprint", flat=True).first()
    if fingerprint != (kept or GENESIS):
        raise StaleError


def read_entries(entries: list[Any]) -> list[dict[str, Any]]:
    """Entries as data. Needs `is_shown`, event and snapshot; one query for everything that hides any of them."""
    hiding = hiding_entries(entry for entry in entries if _words(entry) is None)
    found = []
    for entry in entries:
        words = _words(entry)
        entry.tombstone = _tombstone(hiding[entry.serial]) if words is None and entry.serial in hiding else None
        values = {field.name: field.value(entry) for field in FIELDS}
        found.append(values | {"snapshot": words, "tombstone": entry.tombstone})
    return found


def _words(entry: Any) -> dict[str, str] | None:
    snapshot = getattr(entry, "snapshot", None) if entry.is_shown else None
    return {"salt": snapshot.salt, "text": snapshot.text} if snapshot else None


def _tombstone(hiding: Any) -> dict[str, Any]:
    snapshot = getattr(hiding, "snapshot", None)
    text = json.loads(snapshot.text) if snapshot else {}
    reason = text.get("reason") or text.get("record", {}).get("reason") or ""
    return {"act": hiding.act, "serial": hiding.serial, "at": hiding.at, "office": hiding.office, "reason": reason}
