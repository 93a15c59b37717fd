"""Public records that have an address of their own as data: how one is found, and what is read of it.

Each is a public table (`council/lists.py`) with the way to one of its rows. The apps declare theirs in
`<app>/records.py` and add them when they load; this module knows none of them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404

from council.access import public_or_gone
from council.lists import PublicTable, Row
from council.models import Council
from council.representations import PublicField

# The kinds of values in addresses, with what they look like; Django's own converters.
CONVERTERS = {"slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "str": {"type": "string", "minLength": 1},
              "int": {"type": "integer", "minimum": 0}, "day": {"type": "string", "format": "date"}}  # fmt: skip
PARAMETER = re.compile(r"<(\w+):(\w+)>")


@dataclass(frozen=True, kw_only=True)
class PublicResource:
    """One record as data. `route` is Django's, and ends in ".json".

    `find(council, on, **parameters)` gives the row or raises Http404 or GoneError; `fields` are what is read of it.
    `instead(**parameters)` gives the path of the page of a record that is meant by another name; empty where there is
    none. `parameters` says what stands in the address, in words; `example` gives the values of one
    that can be read.
    """

    name: str
    title: Any
    route: str
    parameters: dict[str, Any]
    find: Callable[..., Any]
    fields: tuple[PublicField, ...]
    model: type[Model] | None = None
    rows: Callable[[datetime.date], Any] | None = None
    lookups: dict[str, str] = field(default_factory=dict)
    instead: Callable[..., str] = lambda **parameters: ""
    asks: tuple[PublicField, ...] = ()

    def read(self, council: Council, on: datetime.date, params: Any = None, **parameters: Any) -> Row:
        """Plain values of the record. Raises Http404 and GoneError."""
        asked = {"params": params} if self.asks else {}
        row = self.find(council, on, **parameters, **asked)
        return {field.name: field.value(row) for field in self.fields}

    @property
    def path(self) -> str:
        """The address as OpenAPI writes it: "/decisions/{reference}.json"."""
        return "/" + PARAMETER.sub(r"{\2}", self.route)

    def schemas(self) -> dict[str, dict[str, Any]]:
        """Name -> what a value in the address looks like."""
        return {name: CONVERTERS[kind] for kind, name in PARAMETER.findall(self.route)}


def head(table: PublicTable) -> tuple[PublicField, ...]:
    """What every published record says first: who it is, where, and when it was published and changed."""
    from council.schemas import MOMENT, NUMBER

    return (
        PublicField("public_id", "Identifier that never changes", table.id_of, ()),
        PublicField("address", "Path of its page", table.address_of, ()),
        PublicField("title", "Title", table.title_of, ()),
        PublicField("changed_at", "Last published or changed", lambda row: row.changed, (), MOMENT),
        PublicField("published_at", "First published", None, (), MOMENT),
        PublicField("version", "How often it was published", None, (), NUMBER),
        PublicField("serial", "Serial of its latest entry in the register", lambda row: row.entry_id, (), NUMBER),
    )


def of_table(
    table: PublicTable,
    route: str,
    lookups: dict[str, str],
    parameters: dict[str, Any],
    *,
    more: tuple[PublicField, ...] = (),
    prepared: Callable[[Any], Any] = lambda rows: rows,
    fixed: dict[str, Any] | None = None,
    instead: Callable[..., str] = lambda **parameters: "",
    name: str = "",
    title: Any = "",
) -> PublicResource:
    """The record of a table's row: its common fields, the table's own and `more`, read from `prepared` rows.

    `lookups` names the column of each value in the address; `fixed` holds of every row that is found.
    """
    common = head(table)
    names = {field.name for field in (*common, *more)}
    own = tuple(field for field in table.fields if field.name not in names)

    def find(council: Council, on: datetime.date, **asked: Any) -> Any:
        wanted = {lookups[key]: value for key, value in asked.items()} | (fixed or {})
        row = prepared(table.rows(council, on)).filter(**wanted).first()
        if row is None:
            public_or_gone(table.model._default_manager.all(), **wanted)
            raise Http404
        return row

    return PublicResource(
        name=name or str(table.model._meta.model_name),
        title=title or table.model._meta.verbose_name,
        route=route,
        parameters=parameters,
        find=find,
        fields=(*common, *own, *more),
        model=table.model,
        rows=lambda on: table.model._default_manager.published().filter(**fixed or {}),  # type: ignore[attr-defined]
        lookups=lookups,
        instead=instead,
    )


_RESOURCES: dict[str, PublicResource] = {}
_TABLES: dict[str, PublicTable] = {}


def add(*resources: PublicResource) -> None:
    """Make records known, when an app loads."""
    for one in resources:
        _RESOURCES[one.name] = one


def add_tables(*tables: PublicTable) -> None:
    """Make tables known that belong into the download of everything."""
    for one in tables:
        _TABLES[one.name] = one


def every() -> Iterable[PublicResource]:
    """All records with an address, in the order of their names."""
    return tuple(_RESOURCES[name] for name in sorted(_RESOURCES))


def examples(on: datetime.date) -> dict[str, dict[str, Any]]:
    """For each record the values in the address of one that can be read, where there is one. One statement."""
    asked = [one for one in every() if one.rows and one.lookups]
    most = max(len(one.lookups) for one in asked)
    firsts = [_first_row(one, one.rows(on), most) for one in asked if one.rows]
    found = {}
    for name, *values in firsts[0].union(*firsts[1:], all=True):
        resource = _RESOURCES[name]
        pairs = zip(resource.lookups, values, strict=False)
        kinds = resource.schemas()
        found[name] = {key: int(value) if kinds[key]["type"] == "integer" else value for key, value in pairs}
    return found


def _first_row(resource: PublicResource, rows: Any, most: int) -> Any:
    """Its name and, as texts, the values of its first row's address, `most` of them."""
    plain = rows.model._default_manager.order_by()
    complete = rows.filter(**{f"{column}__isnull": False for column in resource.lookups.values()})
    first = plain.filter(pk__in=complete.order_by("pk").values("pk")[:1])
    texts = {f"text_{place}": Cast(column, TextField()) for place, column in enumerate(resource.lookups.values())}
    blanks = {f"text_{place}": Value("") for place in range(len(texts), most)}
    named = first.annotate(resource_name=Value(resource.name), **texts, **blanks)
    return named.values_list("resource_name", *texts, *blanks)


def asks_at(address: str) -> tuple[PublicField, ...]:
    """What the page at an address can be asked in its query string, where it is a record that has one address."""
    return next((one.asks for one in every() if one.asks and one.path == address), ())


def tables() -> Iterable[PublicTable]:
    """All tables of the download, in the order of their names."""
    return tuple(_TABLES[name] for name in sorted(_TABLES))
