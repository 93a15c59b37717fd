"""The page about the open data, the file with everything, and the description for programs."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from council import bulk, files, formats, indexes, lists, openapi, records
from council.about import About
from council.access import public_view
from council.bulk_build import schemas
from council.data_answers import BULK_PATH, MOST_ROWS, data_view, json_answer
from council.lists_register import REGISTER
from council.schemas import Schema, object_of, type_words

RETRY_AFTER = 120  # seconds


@public_view
def data_page(request: HttpRequest) -> HttpResponse:
    """What there is to download, what every value means, how to keep a copy, under which licence."""
    found = bulk.current()
    counts = found.counts if found else {}
    own, described = {one.name: one for one in lists.every()}, schemas()
    tables = [
        _table(table, own.get(table.name), counts, described[table.name]["properties"])
        for table in (*records.tables(), REGISTER)
    ]
    context = {
        "about": about(),
        "formats": [
            *([{"words": _("Everything in one file"), "url": BULK_PATH, "type": "ZIP"}] if found else []),
            *formats.data_of(reverse("data")),
            {"words": _("All addresses and values as OpenAPI 3.1"), "url": openapi.PATH, "type": "JSON"},
        ],
        "bulk": found,
        "bulk_url": BULK_PATH,
        "tables": [*tables, *(_index(one) for one in indexes.every())],
        "most": f"{MOST_ROWS:,}",
        "openapi_url": openapi.PATH,
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "council/data.html", context)


def _index(one: indexes.PublicIndex) -> dict[str, Any]:
    """A list of what has no entry of its own: its page and its formats."""
    described = object_of(one.fields)["properties"]
    return {"title": str(one.title), "page": one.path, "formats": _formats(one), "rows": _values(described)}


def _values(described: dict[str, Schema]) -> list[dict[str, str]]:
    return [
        {"name": name, "meaning": schema["description"], "type": type_words(schema)}
        for name, schema in described.items()
    ]


def _formats(one: Any) -> list[tuple[str, str]]:
    return [(ending.upper(), one.address(ending)) for ending in ("json", "csv")]


def about() -> About:
    """The open data, as those say it who list data sets."""
    words = _("Meetings, decisions, the forward plan, issues, recommendations and what came of them, and the register.")
    file = {"@type": "DataDownload", "contentUrl": BULK_PATH, "encodingFormat": "application/zip"}
    address = reverse("data")
    facts = {"@type": "Dataset", "name": _("Open data"), "url": address, "description": words, "distribution": [file]}
    return About(_("Open data"), address, words, facts)


def _table(
    table: Any, own: lists.PublicList | None, counts: dict[str, int], described: dict[str, Schema]
) -> dict[str, Any]:
    return {
        "title": str(table.title),
        "name": table.name,
        "formats": _formats(own) if own else [],
        "page": own.path if own else "",
        "count": counts.get(table.name),
        "rows": _values(described),
    }


@data_view
def everything(request: HttpRequest) -> HttpResponse:
    """The file, if nothing in it was hidden since; a page that says when to come back in its place otherwise."""
    found = bulk.current()
    if found is None and bulk.has_no_queue():
        bulk.make()
        found = bulk.current()
    if found is not None and request.headers.get("If-None-Match") == f'"{found.digest}"':
        return HttpResponseNotModified(headers={"ETag": f'"{found.digest}"'})
    file = files.opened(found.digest) if found else None
    if found is None or file is None:
        answer = render(request, "council/data_waiting.html", status=503)
        answer.headers["Retry-After"] = str(RETRY_AFTER)
        return answer
    name, etag = BULK_PATH.rsplit("/", 1)[-1], {"ETag": f'"{found.digest}"'}
    sent: Any = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip", headers=etag)
    return sent


@data_view
def description(request: HttpRequest) -> HttpResponse:
    """The open data as OpenAPI 3.1."""
    root = request.build_absolute_uri("/").rstrip("/")
    return json_answer(openapi.document(request.council, root))  # type: ignore[attr-defined]
