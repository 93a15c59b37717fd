"""The description of the open data for programs: OpenAPI 3.1, made from the lists, the records and their catalogues.

Nothing is written here twice: a field that is added to a catalogue stands here at once. Tests hold every answer of the
site against it.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council import indexes, lists, records
from council.data_answers import BULK_PATH, MOST_A_PAGE, MOST_PAGES, MOST_ROWS
from council.lists_register import REGISTER
from council.models import Council
from council.register_data import ENTRY_FIELDS, HIGHEST
from council.representations import PublicField
from council.schemas import MOMENT, NUMBER, TEXT, VALUE, Schema, listed, object_of, or_none, record

PATH = "/api/openapi.json"
COMMON = (
    PublicField("public_id", "Identifier that never changes", None, ()),
    PublicField("address", "Path of its page", None, ()),
    PublicField("title", "Title", None, ()),
    PublicField("changed_at", "Last published or changed", None, (), MOMENT),
)
LICENCE = record(name=TEXT, url=TEXT)
ABOUT = {"council": TEXT, "licence": LICENCE, "url": TEXT, "bulk": TEXT, "serial": NUMBER}
ERROR: Schema = {
    "type": "object",
    "properties": {"error": {
        "type": "object",
        "properties": {"status": NUMBER, "message": TEXT, "bulk": TEXT, "tombstone": {"type": "object"}},
        "required": ["status", "message", "bulk"],
    }},
    "required": ["error"],
}  # fmt: skip


def document(council: Council, root: str) -> dict[str, Any]:
    """The whole description. `root` is the address of the site, without a slash at its end."""
    licence = {"name": council.licence_name or _("All rights reserved")}
    if council.licence_url:
        licence["url"] = council.licence_url
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Decisions of %(council)s") % {"council": council.name},
            "version": "1",
            "description": _(
                "Everything this council publishes, as data. No key is needed, every origin may read it, and every "
                "answer may be kept and revalidated with its ETag."
            ),
            "license": licence,
        },
        "servers": [{"url": root}],
        "paths": dict(_paths()),
        "components": {"schemas": dict(_schemas()), "responses": _responses()},
    }


def _paths() -> Any:
    for one in lists.every():
        yield one.address("json"), {"get": _list(one)}
        yield one.address("csv"), {"get": _table(one.name, one.title, MOST_ROWS, _list_filters(one))}
    for index in indexes.every():
        yield index.address("json"), {"get": _index(index)}
        yield index.address("csv"), {"get": _table(index.name, index.title, index.most, _asked(index.asks))}
    examples = records.examples(timezone.localdate())
    for resource in records.every():
        parameters = _in_address(resource, examples.get(resource.name, {}))
        yield resource.path, {"get": _record(resource.name, resource.title, parameters)}
    serial = [_parameter("serial", _("Number of the entry"), {**NUMBER, "minimum": 0, "maximum": HIGHEST}, "path")]
    yield "/register/{serial}.json", {"get": _record("register-entry", _("entry of the register"), serial)}
    yield BULK_PATH, {"get": _bulk()}


def row_schema(table: lists.PublicTable) -> Schema:
    """One row of a table: the common fields, then its own."""
    names = {field.name for field in COMMON}
    return object_of((*COMMON, *(field for field in table.fields if field.name not in names)), table.model)


def _schemas() -> Any:
    yield "error", ERROR
    for one in lists.every():
        yield f"{one.name}-row", row_schema(one)
    for index in indexes.every():
        yield f"{index.name}-row", object_of(index.fields)
    for resource in records.every():
        yield f"{resource.name}-record", object_of(resource.fields, resource.model)
    yield "register-entry-record", object_of(ENTRY_FIELDS, REGISTER.model)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _responses() -> dict[str, Any]:
    words = {
        "301": _("The record has moved: its new address is in Location."),
        "304": _("Nothing changed since the answer with the ETag in If-None-Match."),
        "400": _("A value of the query string cannot be used; the message says what to enter."),
        "404": _("There is nothing at this address."),
        "410": _("It was withdrawn, or the copy of the register that is asked about is no earlier state of it."),
    }
    bodies = {code: _json(_ref("error")) for code in ("400", "404", "410")}
    return {
        f"on{code}": {"description": said} | ({"content": bodies[code]} if code in bodies else {})
        for code, said in words.items()
    }


def _answers(ok: dict[str, Any], *codes: str) -> dict[str, Any]:
    return {"200": ok} | {code: {"$ref": f"#/components/responses/on{code}"} for code in codes}


def _parameter(name: str, words: Any, schema: Schema, where: str = "query") -> dict[str, Any]:
    found = {"name": name, "in": where, "description": str(words), "schema": schema}
    return found | {"required": True} if where == "path" else found


def _filters(one: lists.PublicList) -> list[dict[str, Any]]:
    """The filters of the page; a value that cannot be used is told in `hints` and left out."""
    return [_parameter(name, found.label, VALUE) for name, found in one.filters.base_filters.items()]


SINCE = ("modified_since", "Only what was published or changed at or after this moment or day (RFC 3339)")


def _list_filters(one: lists.PublicList) -> list[dict[str, Any]]:
    return [*_filters(one), _parameter(*SINCE, {**MOMENT})]


def _asked(asks: tuple[PublicField, ...]) -> list[dict[str, Any]]:
    """What an index or a page can be asked; a value that cannot be used is told in `hints` or left out."""
    return [_parameter(one.name, one.label, one.schema or VALUE) for one in asks]


def _paging() -> list[dict[str, Any]]:
    return [
        _parameter("page", _("Page, from 1"), {**NUMBER, "minimum": 1, "maximum": MOST_PAGES}),
        _parameter("page_size", _("Rows on a page"), {**NUMBER, "minimum": 1, "maximum": MOST_A_PAGE}),
    ]


def _page(name: str) -> dict[str, Schema]:
    """What every page of a list or an index has."""
    return {
        **ABOUT, "title": TEXT, "page_url": TEXT, "hints": listed(TEXT), "total": NUMBER, "page": NUMBER,
        "pages": NUMBER, "next": or_none(TEXT), "previous": or_none(TEXT), "rows": listed(_ref(f"{name}-row")),
    }  # fmt: skip


def _get(name: str, title: Any, parameters: list[dict[str, Any]], schema: Schema, *codes: str) -> dict[str, Any]:
    return {
        "operationId": f"list-{name}",
        "summary": str(title),
        "parameters": parameters,
        "responses": _answers({"description": _("The same rows as on the page"), "content": _json(schema)}, *codes),
    }


def _index(one: indexes.PublicIndex) -> dict[str, Any]:
    schema = record(**_page(one.name), **object_of(one.more)["properties"])
    return _get(one.name, one.title, [*_asked(one.asks), *_paging()], schema, "304", "400")


def _list(one: lists.PublicList) -> dict[str, Any]:
    parameters = [*_filters(one), *_paging(), _parameter(*SINCE, {**MOMENT})]
    schema, codes = record(**_page(one.name)), ["304", "400"]
    if one is REGISTER:
        parameters += [
            _parameter("after", _("Give the entries that follow this number, in order, with their words"),
                       {**NUMBER, "minimum": 0, "maximum": HIGHEST}),
            _parameter("fingerprint", _("The fingerprint kept for that number: 410 if it is another one now"),
                       VALUE),
        ]  # fmt: skip
        following = {**ABOUT, "title": TEXT, "fingerprint": TEXT, "after": NUMBER, "next": or_none(TEXT),
                     "entries": listed(_ref("register-entry-record"))}  # fmt: skip
        schema, codes = {"oneOf": [schema, record(**following)]}, [*codes, "410"]
    return _get(one.name, one.title, parameters, schema, *codes)


def _table(name: str, title: Any, most: int, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    words = _("All rows of the query as a table (RFC 4180), at most %(most)s") % {"most": most}
    table = {"description": words, "content": {"text/csv": {"schema": TEXT}}}
    refused = {"description": _("More rows than a table has, or a value that cannot be used"),
               "content": {"text/html": {"schema": TEXT}}}  # fmt: skip
    return {
        "operationId": f"table-{name}",
        "summary": str(title),
        "parameters": parameters,
        "responses": _answers(table, "304") | {"400": refused},
    }


def _in_address(resource: records.PublicResource, example: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in the path, with the values of one that can be read, and in the query string."""
    schemas = resource.schemas()
    in_path = [
        _parameter(name, words, schemas[name], "path") | ({"example": example[name]} if name in example else {})
        for name, words in resource.parameters.items()
    ]
    return [*in_path, *_asked(resource.asks)]


def _record(name: str, title: Any, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    schema = record(**ABOUT, record=_ref(f"{name}-record"))
    return {
        "operationId": f"get-{name}",
        "summary": str(title),
        "parameters": parameters,
        "responses": _answers({"description": str(title), "content": _json(schema)}, "301", "304", "400", "404", "410"),
    }


def _bulk() -> dict[str, Any]:
    zipped = {"description": _("Everything that is published, in one file"),
              "content": {"application/zip": {"schema": {"type": "string", "contentEncoding": "binary"}}}}  # fmt: skip
    away = {"description": _("The file is being made. Try again in a few minutes."),
            "content": {"text/html": {"schema": TEXT}}}  # fmt: skip
    return {
        "operationId": "get-everything",
        "summary": _("Everything that is published"),
        "responses": _answers(zipped, "304") | {"503": away},
    }
