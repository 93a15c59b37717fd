"""Readers of one list in each of its formats: what each gives for a query, as rows that can be compared.

A reader gives the addresses of the rows, in order, of the page that the query names. A further format is one more
reader in `READERS`; those that a query can be asked of are `readers_of`.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from council.feeds import entry_key
from council.lists import PublicList
from tests.following import everything_followed

ROWS = {
    "meetings": r"/meetings/(?!calendar)[\w-]+/[\w-]+/",
    "decisions": r"/decisions/[\w-]+/",
    "forward-plan": r"/forward-plan/(?!editions)[\w-]+/",
    "issues": r"/issues/[\w-]+/[\w-]+/",
    "recommendations": r"/recommendations/[\w-]+/\d+/",
    "register": r"/register/\d+/",
}
# What the search calls the rows of a list, and by which filters of the lists it narrows too.
SEARCHED = {
    "meetings": "meeting", "decisions": "decision", "forward-plan": "plan", "issues": "issue",
    "recommendations": "recommendation",
}  # fmt: skip
NARROWED_BY = {"words", "body", "year", "ward", "outcome", "page"}


class Asking:
    """One query of one list. Asks with the test client, and keeps in `bodies` everything that was answered."""

    def __init__(self, client: Any, one: PublicList, query: dict[str, str]) -> None:
        self.client, self.one, self.query = client, one, query
        self.filters = {name: value for name, value in query.items() if name != "page"}
        self.bodies: list[str] = []
        self.found: list[str] = []  # by the page of the search

    def get(self, address: str) -> Any:
        """The answer, which must be 200."""
        response = self.client.get(address)
        assert response.status_code == 200, address
        body: bytes = response.getvalue() if response.streaming else response.content
        self.bodies.append(body.decode("utf-8-sig"))
        return response

    def text(self, ending: str = "", query: dict[str, str] | None = None) -> str:
        """The body of the list in a format."""
        self.get(f"{self.one.address(ending)}?{urlencode(self.query if query is None else query)}")
        return self.bodies[-1]

    @functools.cached_property
    def table(self) -> list[dict[str, str]]:
        """Every row of the whole query: a table knows no pages."""
        return list(csv.DictReader(io.StringIO(self.text("csv"))))

    def is_row(self, link: str) -> bool:
        """Whether a path looks like that of a row of this list."""
        return bool(re.fullmatch(ROWS[self.one.name], link))

    def is_whole(self, found: list[str]) -> bool:
        """Whether these are the rows of the whole query, in any order."""
        return sorted(found) == sorted(row["address"] for row in self.table)


Reader = Callable[[Asking], list[str]]


def page(asking: Asking) -> list[str]:
    """The links of the page's main part that lead to rows of the list, each once, in their order."""
    main = asking.text().partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'href="(/recommendations/[\w-]+/)#r(\d+)"', r'href="\1\2/"', main)  # rows stand on their set's page
    links = re.findall(r'href="([^"#?]+)[^"]*"', main)
    return list(dict.fromkeys(filter(asking.is_row, links)))


def as_json(asking: Asking) -> list[str]:
    """The rows of the JSON."""
    return [row["address"] for row in json.loads(asking.text("json"))["rows"]]


def as_csv(asking: Asking) -> list[str]:
    """The rows of the table that stand on the page that is asked for."""
    start = (int(asking.query.get("page", 1)) - 1) * asking.one.page_size
    return [row["address"] for row in asking.table[start : start + asking.one.page_size]]


def as_atom(asking: Asking) -> list[str]:
    """The same. A feed is in the order of change and in pages of its own: all of it is held against the whole table."""
    followed = everything_followed(asking, f"{asking.one.address('atom')}?{urlencode(asking.filters)}")
    if asking.one.name == "register":  # what was hidden since has no link there, only its key
        keys = {entry_key(row["reference"], int(row["serial"])).urn: row["address"] for row in asking.table}
        found = [keys[key] for key in followed]
    else:
        found = [links[0] for links in followed.values()]
    assert asking.is_whole(found)
    return as_csv(asking)


def searched(asking: Asking) -> dict[str, str]:
    """The same query of the search, for records of this kind."""
    return {**asking.filters, "kind": SEARCHED[asking.one.name], "sort": "newest"}


def as_search(asking: Asking) -> list[str]:
    """The same: all that a search for records of this kind finds, page by page, is held against the whole table."""
    query, found, number = searched(asking), [], 1
    while True:
        asking.get(f"/search/?{urlencode({**query, 'page': str(number)})}")
        found += re.findall(r'<h3><a href="([^"]+)"', asking.bodies[-1])
        number += 1
        if f"page={number}" not in asking.bodies[-1]:
            break
    assert asking.is_whole(found)
    asking.found = found
    return as_csv(asking)


def as_search_data(asking: Asking) -> list[str]:
    """The search as JSON, page by page, and as a table: the rows of its page, in its order."""
    address, found = f"/search.json?{urlencode({**searched(asking), 'page_size': '7'})}", []
    while address:
        asking.get(address)
        told = json.loads(asking.bodies[-1])
        found += [row["address"] for row in told["rows"]]
        address = told["next"]
    assert told["total"] == len(found)
    asking.get(f"/search.csv?{urlencode(searched(asking))}")
    assert [row["address"] for row in csv.DictReader(io.StringIO(asking.bodies[-1]))] == found == asking.found
    return as_csv(asking)


READERS: dict[str, Reader] = {"json": as_json, "csv": as_csv, "atom": as_atom, "search": as_search,
                             "search-data": as_search_data}  # fmt: skip


def readers_of(asking: Asking) -> dict[str, Reader]:
    """The formats that can be asked this query."""
    is_searched = asking.one.name in SEARCHED and asking.query.keys() <= NARROWED_BY
    return {name: reader for name, reader in READERS.items() if is_searched or not name.startswith("search")}
