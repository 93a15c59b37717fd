"""Writes the file with everything that is published: a ZIP of JSON Lines and CSV, a dictionary and the licence.

Reads the same tables and catalogues as the site, a few hundred rows at a time: memory does not grow with the archive.
"""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council import records
from council.canonical import plain
from council.data_answers import csv_lines
from council.lists import PublicTable
from council.lists_register import REGISTER, entries_with_state
from council.models import Council, RegisterHead
from council.openapi import row_schema
from council.register_data import ENTRY_FIELDS, read_entries
from council.schemas import Schema, object_of, type_words

AT_ONCE = 500
Row = dict[str, Any]


def rows_of(table: PublicTable, council: Council, on: datetime.date) -> Iterator[Row]:
    """Every public row of a table, a few hundred at a time, by primary key."""
    last = 0
    while True:
        found = list(table.rows(council, on).filter(pk__gt=last).order_by("pk")[:AT_ONCE])
        yield from map(table.read_row, found)
        if len(found) < AT_ONCE:
            return
        last = found[-1].pk


def entries(head: RegisterHead) -> Iterator[Row]:
    """Every entry of the register up to its head, in order, with its words or its tombstone."""
    for start in range(0, head.serial, AT_ONCE):
        wanted = entries_with_state().filter(serial__gt=start, serial__lte=min(start + AT_ONCE, head.serial))
        yield from read_entries(list(wanted.select_related("event", "snapshot").order_by("serial")))


def build(folder: Path, council: Council, head: RegisterHead, at: datetime.datetime) -> tuple[dict[str, int], Path]:
    """The rows of each table, and the ZIP, made in a folder that the caller deletes."""
    on, path, counts = timezone.localdate(at), folder / "everything.zip", {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in records.tables():
            columns = [*row_schema(table)["properties"]]
            counts[table.name] = _write(archive, folder, table.name, columns, rows_of(table, council, on))
        columns = [field.name for field in ENTRY_FIELDS if field.name not in ("snapshot", "tombstone")]
        counts[REGISTER.name] = _write(archive, folder, REGISTER.name, columns, entries(head))
        archive.writestr("dictionary.csv", _dictionary())
        archive.writestr("schemas.json", json.dumps(schemas(), ensure_ascii=False, indent=1))
        about = {
            "council": council.name, "licence": {"name": council.licence_name, "url": council.licence_url},
            "serial": head.serial, "fingerprint": head.fingerprint, "made_at": plain(at), "as_at": plain(on),
            "rows": counts,
        }  # fmt: skip
        archive.writestr("about.json", json.dumps(about, ensure_ascii=False, indent=1))
        archive.writestr("README.txt", _read_me(council, head, on))
    return counts, path


def _write(archive: zipfile.ZipFile, folder: Path, name: str, columns: list[str], rows: Iterator[Row]) -> int:
    """Both forms of one table, each row read once; how many there are. The CSV waits on the disk meanwhile."""
    count, table = 0, folder / "table.csv"

    def told() -> Iterator[Row]:
        nonlocal count
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
            yield row

    with (
        table.open("w", encoding="utf-8-sig", newline="") as text,
        archive.open(f"{name}.jsonl", "w", force_zip64=True) as lines,
    ):
        text.writelines(csv_lines(columns, told()))
    archive.write(table, f"{name}.csv")
    return count


def schemas() -> dict[str, Schema]:
    """What a row of each table looks like."""
    found = {table.name: row_schema(table) for table in records.tables()}
    return found | {REGISTER.name: object_of(ENTRY_FIELDS, REGISTER.model)}


def dictionary() -> list[Row]:
    """Every value of every table: its name, what it means, what it looks like."""
    return [
        {"table": table, "name": name, "meaning": schema["description"], "type": type_words(schema)}
        for table, found in schemas().items()
        for name, schema in found["properties"].items()
    ]


def _dictionary() -> str:
    columns = ("table", "name", "meaning", "type")
    return "\ufeff" + "".join(csv_lines(columns, dictionary()))


def _read_me(council: Council, head: RegisterHead, on: datetime.date) -> str:
    licence = " ".join(filter(None, (council.licence_name, council.licence_url)))
    return _(
        "Everything %(council)s publishes about its meetings, decisions and recommendations, as at %(day)s.\n\n"
        "Each table is here twice: .jsonl has one record on each line as JSON, .csv is for spreadsheets; there lists\n"
        "and records within a record stand as JSON text. dictionary.csv says what every value means, schemas.json the\n"
        "same for programs. Whether something is due, late or in effect was worked out on the day above.\n\n"
        "register.jsonl is the list of what was published when, entry by entry, each chained to the one before. The\n"
        "newest entry here is %(serial)s, with the fingerprint %(fingerprint)s.\n"
        "Ask for what came after it at /register.json?after=%(serial)s. What is withdrawn later stands there too, and\n"
        "has to be taken out of copies of this file.\n\n"
        "Licence: %(licence)s\n"
    ) % {
        "council": council.name, "day": plain(on), "serial": head.serial, "fingerprint": head.fingerprint,
        "licence": licence or _("all rights reserved"),
    }  # fmt: skip


__all__ = ["build", "dictionary", "schemas"]
