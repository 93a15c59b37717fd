"""Readers of one list in each of its formats: what each gives for a query, as rows that can be compared.

A reader takes the test client, the list and the query, and gives the addresses of the rows, in order, of the page that
the query names. A further format is one more reader in `READERS`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from council.feeds import entry_key
from council.lists import PublicList
from tests.following import everything_followed

Reader = Callable[[Any, PublicList, dict[str, str]], list[str]]


def asked(client: Any, one: PublicList, query: dict[str, str], ending: str = "") -> str:
    """The body of the list for a query; a test fails where the answer is no 200."""
    response = client.get(f"{one.address(ending)}?{urlencode(query)}")
    assert response.status_code == 200, (one.name, ending, query)
    body: bytes = response.getvalue() if response.streaming else response.content
    return body.decode("utf-8-sig")


def page(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """The links of the page's main part that lead to rows of the list, each once, in their order."""
    main = asked(client, one, query).partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'href="(/recommendations/[\w-]+/)#r(\d+)"', r'href="\1\2/"', main)  # rows stand on their set's page
    links = re.findall(r'href="([^"#?]+)[^"]*"', main)
    return list(dict.fromkeys(link for link in links if is_row(one, link)))


def is_row(one: PublicList, link: str) -> bool:
    """Whether a path looks like that of a row of this list."""
    return bool(re.fullmatch(ROWS[one.name], link))


ROWS = {
    "meetings": r"/meetings/(?!calendar)[\w-]+/[\w-]+/",
    "decisions": r"/decisions/[\w-]+/",
    "forward-plan": r"/forward-plan/(?!editions)[\w-]+/",
    "issues": r"/issues/[\w-]+/[\w-]+/",
    "recommendations": r"/recommendations/[\w-]+/\d+/",
    "register": r"/register/\d+/",
}


def as_json(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """The rows of the JSON."""
    return [row["address"] for row in json.loads(asked(client, one, query, "json"))["rows"]]


def as_csv(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """The rows of the table that stand on the page that is asked for: a table has all of them."""
    rows = list(csv.DictReader(io.StringIO(asked(client, one, query, "csv"))))
    start = (int(query.get("page", 1)) - 1) * one.page_size
    return [row["address"] for row in rows[start : start + one.page_size]]


def as_atom(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """The rows of the page that is asked for, of those of the whole feed.

    A feed is in the order of change and in pages of its own, so all of it is held against the whole table first.
    """
    table = list(csv.DictReader(io.StringIO(asked(client, one, query, "csv"))))
    everything = [row["address"] for row in table]
    filters = {name: value for name, value in query.items() if name != "page"}
    followed = everything_followed(client, f"{one.address('atom')}?{urlencode(filters)}")
    if one.name == "register":  # what was hidden since has no link there, only its key
        keys = {entry_key(row["reference"], int(row["serial"])).urn: row["address"] for row in table}
        followed = [keys[key] for key in followed]
    else:
        followed = [links[0] for links in followed.values()]
    assert sorted(followed) == sorted(everything), (one.name, query)
    return as_csv(client, one, query)


def as_search(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """Every row that a search for the same words finds, page by page."""
    kind, found, number = SEARCHED[one.name], [], 1
    while True:
        narrowed = urlencode({**query, "kind": kind, "sort": "newest", "page": str(number)})
        html = client.get(f"/search/?{narrowed}").content.decode()
        links = re.findall(r'<h3><a href="([^"]+)"', html)
        found += [link for link in links if is_row(one, link)]
        if not links or f"page={number + 1}" not in html:
            return found
        number += 1


# Lists whose words are those of the search, and what the search calls their rows.
SEARCHED = {"recommendations": "recommendation"}


def as_whole_csv(client: Any, one: PublicList, query: dict[str, str]) -> list[str]:
    """Every row of the table."""
    return [row["address"] for row in csv.DictReader(io.StringIO(asked(client, one, query, "csv")))]


READERS: dict[str, Reader] = {"json": as_json, "csv": as_csv, "atom": as_atom}
