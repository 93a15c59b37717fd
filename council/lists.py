"""The public lists, each declared once: its address, its filters, its rows and what is read of each row.

The page of a list, its JSON, CSV and feeds, and whatever else shows the same query, all begin with `select`, so that
they agree row for row. The apps declare their lists in `<app>/lists.py` and add them when they load; this module
knows none of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Subquery
from django.db.models.functions import Coalesce, Greatest

from council import composed
from council.canonical import plain
from council.models import Council
from council.representations import PublicField

Params = Mapping[str, Any]
Row = dict[str, Any]

# What every row of every list has before its own fields.
COMMON = ("public_id", "address", "title", "changed_at")
FEW = composed.MOST
# The ending of a list's address in each format.
ENDINGS = ("json", "csv", "atom")


@dataclass(frozen=True)
class Selection:
    """What a query asks of a list: public rows, filtered and in the order of the page, and the filters it used.

    `ask` gives the rows; nothing is composed before anybody reads them. `total` is given where the filters know the
    number of rows without a query of its own, `sorted_keys` where they may know the primary keys of all, in order.
    """

    ask: Callable[[], Any]
    filters: Any
    total: int | None = None
    sorted_keys: Callable[[], Any] | None = None

    @cached_property
    def rows(self) -> Any:
        """The rows, as a queryset."""
        return self.ask()

    @property
    def keys(self) -> Any:
        """Their primary keys, in order: something that can be counted and cut."""
        return self.sorted_keys() if self.sorted_keys else self.rows.values_list("pk", flat=True)

    @property
    def form(self) -> Any:
        """The bound form of the filters. What it refuses was not used, and its errors say so."""
        return self.filters.form


@dataclass(frozen=True, kw_only=True)
class PublicTable:
    """One kind of public record: what is read of each row.

    `load(council, on)` gives all public rows with everything the fields read, in any order; how many queries it takes
    does not depend on how many rows are taken of it. `kinds` are the kinds of record its rows are made of, as the
    register names them. `title_of` and `address_of` take a row that was loaded, `id_of` gives an identifier that
    never changes; where they read much less than `load` takes, `named` gives all public rows with that alone.
    Where most of what `load` reads is computed, `few(council, on, keys)` gives public rows by primary key with the
    same values, for at most FEW of them, by a statement that is not written anew each time.
    `with_changed` adds `changed`, the moment at which anything a row says was last published.
    """

    name: str
    title: Any
    kinds: tuple[str, ...]
    model: type[Model]
    fields: tuple[PublicField, ...]
    load: Callable[[Council, datetime.date], Any]
    title_of: Callable[[Any], str]
    address_of: Callable[[Any], str]
    id_of: Callable[[Any], str] = lambda row: row.public_id.hex
    named: Callable[[], Any] | None = None
    few: Callable[..., Any] | None = None
    with_changed: Callable[[Any], Any] = lambda rows: rows.annotate(changed=F("changed_at"))

    def rows(self, council: Council, on: datetime.date) -> Any:
        """All public rows, ready for `read_row`."""
        return self.with_changed(self.load(council, on))

    def name_keys(self, keys: list[Any], *, council: Council, on: datetime.date) -> list[Row]:
        """As `read_keys`, but the common values alone."""
        rows = self._named(council, on).order_by().in_bulk(keys)
        return [self._common(rows[key]) for key in keys if key in rows]

    def name_latest(self, keys: Any, *, council: Council, on: datetime.date) -> list[Row]:
        """The common values of a slice of rows, given as a queryset of keys; what changed last first: one query."""
        rows = self._named(council, on).filter(pk__in=keys)
        return [self._common(row) for row in rows.order_by("-changed", "-pk")]

    def _named(self, council: Council, on: datetime.date) -> Any:
        found = self.named() if self.named else self.load(council, on).prefetch_related(None)
        return self.with_changed(found)

    def read_keys(self, keys: list[Any], *, council: Council, on: datetime.date) -> list[Row]:
        """Plain values of rows known by their primary keys, in that order; what is not public is left out."""
        if self.few and len(keys) <= FEW:
            found = self.few(council, on, keys)
        else:
            found = {row.pk: row for row in self.rows(council, on).filter(pk__in=keys).order_by()}
        return [self.read_row(found[key]) for key in keys if key in found]

    def read_row(self, row: Any) -> Row:
        """Plain values of one row that was loaded."""
        common = self._common(row)
        own = {field.name: field.value(row) for field in self.fields if field.name not in common}
        return {name: plain(value) for name, value in common.items()} | own

    def _common(self, row: Any) -> Row:
        values = (self.id_of(row), self.address_of(row), self.title_of(row), row.changed)
        return dict(zip(COMMON, values, strict=True))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of the table, in order."""
        return (*COMMON, *(field.name for field in self.fields if field.name not in COMMON))


@dataclass(frozen=True, kw_only=True)
class PublicList(PublicTable):
    """A table that has a page of its own. `choose(params, council=, on=)` gives what a query asks for.

    `filters` is the filter set it uses. `moment` turns a moment into what `changed` is compared with.
    """

    path: str
    page_size: int
    choose: Callable[..., Selection]
    filters: Any
    moment: Callable[[datetime.datetime], Any] = lambda at: at

    def select(self, params: Params, *, council: Council, on: datetime.date) -> Selection:
        """The public rows the query asks for, as on the page, and the filters. Unknown names are ignored."""
        return self.choose(params, council=council, on=on)

    def since(self, rows: Any, at: datetime.datetime) -> Any:
        """Those of which anything was published at or after a moment; withdrawn ones only the register tells of."""
        return self.with_changed(rows).filter(changed__gte=self.moment(at))

    def read(self, rows: Any, *, council: Council, on: datetime.date) -> list[Row]:
        """Plain values of a slice of `select(...).rows`, in its order: the common ones, then the list's own."""
        return self.read_keys(list(rows.values_list("pk", flat=True)), council=council, on=on)

    def address(self, ending: str = "") -> str:
        """The path of the page, or of the same list in a format ("json", "csv", "atom")."""
        return f"{self.path.rstrip('/')}.{ending}" if ending else self.path


_LISTS: dict[str, PublicList] = {}


def add(*lists: PublicList) -> None:
    """Make lists known, when an app loads."""
    for one in lists:
        _LISTS[one.name] = one


def every() -> Iterable[PublicList]:
    """All public lists, in the order of their names."""
    return tuple(_LISTS[name] for name in sorted(_LISTS))


def called(name: str) -> PublicList:
    """The list of that name. Raises KeyError."""
    return _LISTS[name]


def page_of(rows: Any, size: int, number: Any, total: int | None = None) -> Page:
    """One page of rows; of a number that cannot be the nearest. A `total` that is known saves counting them."""
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    return paginator.get_page(number)


def latest(*others: Any, own: str = "changed_at") -> Greatest:
    """The last moment at which a row or one of these querysets of published records below it changed, in SQL."""
    found = [
        Coalesce(Subquery(rows.exclude(changed_at=None).order_by("-changed_at").values("changed_at")[:1]), F(own))
        for rows in others
    ]
    return Greatest(F(own), *found)
