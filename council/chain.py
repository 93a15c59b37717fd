"""The register's next entry: the one place that takes a serial. Only `council/publication.py` may ask for it."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from council.canonical import plain
from council.models import RegisterEntry, RegisterHead, Snapshot
from council.models.published import PublishedRecord
from council.models.register import chain_hash, snapshot_digest


def kind_of(record: PublishedRecord) -> str:
    """The name of a record's kind in the register."""
    return record._meta.model_name or ""


def append_entry(
    record: PublishedRecord, act: RegisterEntry.Act, text: str, office: str, at: datetime.datetime
) -> RegisterEntry:
    """Take the next serial and chain the entry. The head row stays locked until the transaction ends."""
    RegisterHead.objects.get_or_create(pk=1)
    head = RegisterHead.objects.select_for_update().get(pk=1)
    salt = secrets.token_hex(16)
    fields: dict[str, Any] = {
        "serial": head.serial + 1,
        "act": str(act.value),
        "record_kind": kind_of(record),
        "reference": record.public_id.hex,
        "version": record.version,
        "at": plain(at),
        "office": " ".join(office.split()),
        "digest": snapshot_digest(salt, text),
        "previous": head.fingerprint,
    }
    entry = RegisterEntry.objects.create(**fields, fingerprint=chain_hash(**fields))
    Snapshot.objects.create(entry=entry, salt=salt, text=text)
    head.serial, head.fingerprint = entry.serial, entry.fingerprint
    head.save(update_fields=["serial", "fingerprint"])
    return entry
