"""What can be downloaded and followed of a page: one line for each format, for "Download and follow" and the head.

A line is offered where the site has that address: the data formats of a page are known by their ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import is_valid_path
from django.utils.translation import gettext as _

from council import indexes, lists, records
from council.about import collection
from council.alerts.sources import LONGEST_KEY, follow_address
from council.feeds import with_query
from council.schemas import LONGEST_VALUE

Line = dict[str, Any]

# Type as it is shown -> media type, for the links in the head. What is followed stands apart from what is downloaded.
MEDIA = {
    "Atom": "application/atom+xml",
    "iCal": "text/calendar",
    "JSON": "application/json",
    "CSV": "text/csv",
    "PDF": "application/pdf",
}
EMAIL = "e-mail"
FOLLOWED = ("Atom", "iCal", EMAIL)


def feed(words: str, url: str) -> Line:
    """A news feed."""
    return {"words": words, "url": url, "type": "Atom"}


def calendar(words: str, url: str) -> Line:
    """A calendar."""
    return {"words": words, "url": url, "type": "iCal"}


def alerts(kind: str, key: str, words: str = "") -> list[Line]:
    """Following something by e-mail; none where its key is longer than one can be."""
    if not key or len(key) > LONGEST_KEY:
        return []
    return [{"words": words or _("Get e-mail alerts about this"), "url": follow_address(kind, key), "type": EMAIL}]


def data_address(path: str) -> str:
    """The address of a page's data; of the home page "/index.json"."""
    return "/index.json" if path == "/" else f"{path.rstrip('/')}.json"


def data_of(path: str, params: Any = None) -> list[Line]:
    """The page at `path` as data, where the site has it, and as a table; `params` are those of its query string."""
    address = data_address(path)
    if not (path.endswith("/") and is_valid_path(address)):
        return []
    index = next((one for one in indexes.every() if one.path == path), None)
    asks = index.asks if index else records.asks_at(address)
    kept = [(one.name, value) for one in asks for value in (params.getlist(one.name) if params else ())]
    query = urlencode([(name, value) for name, value in kept if 0 < len(value) <= LONGEST_VALUE and "\0" not in value])
    lines = [{"words": _("This page as data"), "url": f"{address}?{query}".rstrip("?"), "type": "JSON"}]
    if index:
        table = f"{index.address('csv')}?{query}".rstrip("?")
        lines.insert(0, {"words": _("This list as a table"), "url": table, "type": "CSV"})
    return lines


def of_list(one: lists.PublicList, chosen: Mapping[str, str]) -> list[Line]:
    """A list under the filters that were chosen: as table, as data, to be followed."""
    words = {"csv": (_("This list as a table"), "CSV"), "json": (_("This list as data"), "JSON"),
             "atom": (_("Follow this list"), "Atom")}  # fmt: skip
    return [
        {"words": said, "url": with_query(one.address(ending), chosen), "type": kind}
        for ending, (said, kind) in words.items()
        if is_valid_path(one.address(ending))
    ]


def chosen(form: Any) -> dict[str, str]:
    """The values of the filters that were used, by their names: what the form refuses was not."""
    if not form.is_bound:
        return {}
    form.is_valid()
    return {name: str(value) for name, value in form.cleaned_data.items() if value not in (None, "", [])}


def listing(one: lists.PublicList, form: Any, *more: Line) -> dict[str, Any]:
    """`about` and `formats` for the page of a list: its formats under the same filters, and `more` of its own.

    `searched_words` are those that are looked for: the search box of the page offers to look for them everywhere.
    """
    used = chosen(form)
    return {
        "about": collection(str(one.title), one.path),
        "formats": [*of_list(one, used), *more],
        "searched_words": used.get("words", ""),
    }


def grouped(items: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines to download and those to follow, each address once."""
    lines = once(items)
    followed = [item for item in lines if item.get("type") in FOLLOWED]
    return {"downloaded": [item for item in lines if item not in followed], "followed": followed}


def once(items: Iterable[Line]) -> list[Line]:
    """Each address once, as it is called first."""
    found: dict[str, Line] = {}
    for item in items:
        found.setdefault(item["url"], item)
    return list(found.values())
