"""Corrections of what is published: which kind, as an officer says it, and what a page tells its readers of them.

Clerical: a footnote, no news. Of substance: a banner at the top and news. Both keep the version before readable.
Asks the database once for a page, however many records stand on it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject, Replace
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, PlainBoundField, RadiosField
from council.models import RegisterEntry
from council.models.published import PublishedRecord
from council.publication import RefusedError, local_date

CLERICAL, OF_SUBSTANCE = "clerical", "of_substance"
# Fields of a form that are about the correction and not about the record.
OF_THE_CORRECTION = frozenset({"correction", "reason"})
KINDS = (
    (CLERICAL, _("Clerical: a slip of the keyboard. A footnote tells of it, and nobody is alerted")),
    (OF_SUBSTANCE, _("Of substance: it now says something else. A banner at the top tells of it, and it is news")),
)


class ShownWithTheReason(PlainBoundField):
    """The kind of a correction: a page that places the reason has it too, so no page can forget to ask."""

    def as_field_group(self) -> SafeString:
        """Nothing here."""
        return SafeString("")


class ReasonBoundField(PlainBoundField):
    """Why something is corrected, and before it, of which kind the correction is."""

    def as_field_group(self) -> SafeString:
        """Both fields, one after the other; a form that dropped the kind corrects as of substance."""
        if "correction" not in self.form.fields:
            return super().as_field_group()
        kind: Any = self.form["correction"]
        return super(ShownWithTheReason, kind).as_field_group() + super().as_field_group()


class ReasonField(ParagraphsField):
    """Why something is corrected."""

    bound_field_class = ReasonBoundField


class CorrectionField(RadiosField):
    """Which kind of correction it is. Nothing is chosen beforehand: the officer says it."""

    bound_field_class = ShownWithTheReason

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("What kind of correction is it?"),
            "help_text": _("Either way the version before stays readable."),
            "missing": _("Select whether the correction is clerical or of substance"),
        }
        super().__init__(choices=KINDS, **(words | kwargs))


def check_clerical(record: models.Model, changes: Mapping[str, Any], of_substance: Iterable[str]) -> None:
    """Raise RefusedError, in words, where a correction that is called clerical changes what somebody relies on."""
    for name in of_substance:
        if name in changes and getattr(record, name) != changes[name]:
            words = gettext("%(what)s: residents rely on it. Select “of substance”, so that a banner tells them.")
            what = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            raise RefusedError(words % {"what": str(what).capitalize()})


@dataclass(frozen=True)
class Note:
    """One correction for a reader: of what on this page ("" is the page itself), when, why, where the change stands."""

    what: str
    on: datetime.date
    reason: str
    url: str


Named = Iterable[tuple[PublishedRecord, str]]


def notes_on(named: Named) -> dict[str, Any]:
    """`banners`, `footnotes` and `versions` of a page on which these public records stand, each with its name there.

    One query where anything was ever published again, none where nothing was.
    """
    named = list(named)
    again = [record.public_id.hex for record, _name in named if record.version > 1]
    entries = RegisterEntry.objects.shown().filter(reference__in=again, act__in=RegisterEntry.CORRECTING)
    rows = entries.order_by("serial").values("serial", "act", "at", "reference", text=F("snapshot__text"))
    return notes(named, rows if again else ())


def notes(named: Named, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The same from entries already read, oldest first, with the `text` of their snapshots.

    Of each record the latest correction of each kind; the page of its versions has them all.
    """
    named = list(named)
    names = {record.public_id.hex: name for record, name in named}
    last: dict[tuple[str, str], Note] = {}
    for row in rows:
        on = local_date(parse_datetime(row["at"]))
        url = f"{versions_address(row['serial'])}#entry-{row['serial']}"
        note = Note(names[row["reference"]], on, json.loads(row["text"])["reason"], url)
        last[row["act"], row["reference"]] = note
    kinds = {"banners": RegisterEntry.Act.CORRECTED, "footnotes": RegisterEntry.Act.CLERICAL}
    found: dict[str, Any] = {
        place: [last[act, reference] for reference in names if (act, reference) in last] for place, act in kinds.items()
    }
    return found | {
        "versions": [(name, versions_address(record.entry_id)) for record, name in named if record.entry_id]
    }


def with_corrections(rows: QuerySet, *below: str) -> QuerySet:
    """Adds to each record the entries of its latest corrections, read by `notes_of`: no query of their own.

    `below` names what is read in the same query: those of the record's outcome or minutes, read by `notes_read`.
    """
    told = JSONObject(serial=F("serial"), act=F("act"), at=F("at"), text=F("snapshot__text"))
    added = {}
    for name in ("", *below):
        key = OuterRef(f"{name}__public_id" if name else "public_id")
        code = Replace(Cast(key, CharField()), Value("-"), Value(""))
        entries = RegisterEntry.objects.shown().filter(reference=code).order_by("-serial")
        for act in RegisterEntry.CORRECTING:
            added[latest(act, name)] = Subquery(entries.filter(act=act).values(told=told)[:1])
    return rows.annotate(**added)


def latest(act: str, below: str = "") -> str:
    """The name under which `with_corrections` adds an entry."""
    return f"{below}_latest_{act}" if below else f"latest_{act}"


def notes_read(named: Iterable[tuple[PublishedRecord, str, Any, str]]) -> dict[str, Any]:
    """The notes of records read with `with_corrections`: each with its name, the row that was read, and `below`."""
    named = list(named)
    rows = [
        {"reference": record.public_id.hex, **told}
        for record, _name, row, below in named
        for act in RegisterEntry.CORRECTING
        if (told := getattr(row, latest(act, below)))
    ]
    return notes([(record, name) for record, name, _row, _below in named], rows)


def notes_of(record: Any, beside: Named = ()) -> dict[str, Any]:
    """The notes of a page of this record, read with `with_corrections`, and of what stands on it beside.

    Of a record beside, read with `entry__snapshot`, its latest entry alone is told, if that was a correction.
    """
    found = [getattr(record, latest(act)) for act in RegisterEntry.CORRECTING]
    rows = [{"reference": record.public_id.hex, **row} for row in found if row]
    beside = list(beside)
    for other, _name in beside:
        entry: Any = other.entry
        if entry.act in RegisterEntry.CORRECTING:
            told = {"serial": entry.serial, "act": entry.act, "at": entry.at, "text": entry.snapshot.text}
            rows.append({"reference": other.public_id.hex, **told})
    return notes([(record, ""), *beside], rows)


def versions_address(serial: int) -> str:
    """Where the versions of the record with this entry are listed."""
    return reverse("register-versions", args=[serial])
