"""Lists, indexes and records as data: JSON and CSV at the addresses of the pages, with another ending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from council import indexes, lists, records, register_data
from council.access import found_or_404
from council.data_answers import (
    BULK_PATH,
    MOST_A_PAGE,
    MOST_PAGES,
    MOST_ROWS,
    ROWS_AT_ONCE,
    BadQueryError,
    checked,
    csv_answer,
    data_view,
    json_answer,
    moment,
    number,
    refusal,
)
from council.lists_register import REGISTER, entries_with_state
from council.models import Council

Data = dict[str, Any]


def about(request: HttpRequest) -> Data:
    """What every answer says of itself: whose data it is, under which licence, as of which serial of the register."""
    council: Council = request.council  # type: ignore[attr-defined]
    head = request.head  # type: ignore[attr-defined]
    return {
        "council": council.name,
        "licence": {"name": council.licence_name, "url": council.licence_url},
        "url": request.build_absolute_uri(),
        "bulk": request.build_absolute_uri(BULK_PATH),
        "serial": head.serial,
    }


def selected(one: lists.PublicList, request: HttpRequest, params: dict[str, str]) -> tuple[lists.Selection, Any, Any]:
    """The selection of a list, the keys of its rows (those changed since a moment, where one is given), that moment."""
    today = timezone.localdate()
    found = one.select(params, council=request.council, on=today)  # type: ignore[attr-defined]
    since = moment(params, "modified_since")
    return found, one.since(found.rows, since).values_list("pk", flat=True) if since else found.keys, since


def list_json(request: HttpRequest, one: lists.PublicList) -> HttpResponse:
    """One page of a list, the same rows as on its page; what a filter could not use stands in `hints`."""
    params = checked(request.GET)
    size = number(params, "page_size", one.page_size, MOST_A_PAGE)
    asked = number(params, "page", 1, MOST_PAGES)
    found, keys, since = selected(one, request, params)
    page = lists.page_of(keys, size, asked, found.total if since is None else None)
    start = (page.number - 1) * size
    council, today = request.council, timezone.localdate()  # type: ignore[attr-defined]
    lines = one.read_keys(list(keys[start : start + size]), council=council, on=today)
    hints = [str(words) for errors in found.form.errors.values() for words in errors]
    return paged(request, one, page, asked, hints, lines)


def paged(
    request: HttpRequest, one: Any, page: Page, asked: int, hints: list[str], lines: list[Data], **more: Any
) -> HttpResponse:
    """One page of a list or an index, in the form that all of them have; `more` stands beside its rows."""
    if asked > page.number:
        hints = [*hints, _("There is no page %(asked)s. This is the last one.") % {"asked": asked}]
    data = about(request) | {
        "title": str(one.title),
        "page_url": request.build_absolute_uri(_page_of(request, one)),
        "hints": hints,
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": _page_url(request, page, 1),
        "previous": _page_url(request, page, -1),
        "rows": lines,
    }
    return json_answer(data | more)


def index_json(request: HttpRequest, one: indexes.PublicIndex) -> HttpResponse:
    """One page of an index."""
    params = checked(request.GET)
    size = number(params, "page_size", one.page_size, MOST_A_PAGE)
    asked = number(params, "page", 1, MOST_PAGES)
    found = one.read(_question(request, asked, size))
    page = Paginator(range(found.total if found.reach is None else found.reach), size).get_page(found.number)
    more = {field.name: field.value(found.more) for field in one.more}
    return paged(request, one, page, asked, list(found.hints), one.told(found.rows), total=found.total, **more)


def index_csv(request: HttpRequest, one: indexes.PublicIndex) -> HttpResponse:
    """All lines of an index as a table, up to a limit; of more than that the bulk file is pointed to."""
    checked(request.GET)
    found = one.read(_question(request, 1, one.most))
    if found.total > one.most:
        raise BadQueryError(too_many(one.most))
    return csv_answer(f"{one.name}.csv", one.columns, one.told(found.rows))  # type: ignore[return-value]


def _question(request: HttpRequest, page: int, size: int) -> indexes.Question:
    council, today = request.council, timezone.localdate()  # type: ignore[attr-defined]
    return indexes.Question(request.GET, council, today, page, size)


def too_many(most: int) -> str:
    """What is said where a table would be longer than one may be."""
    words = _("A table has at most %(most)s rows. Choose filters, or take the file with everything.")
    return words % {"most": f"{most:,}"}


def _page_of(request: HttpRequest, one: Any) -> str:
    """The page with the same filters."""
    query = request.GET.copy()
    for name in ("page_size", "modified_since", "page"):
        query.pop(name, None)
    return f"{one.path}?{query.urlencode()}".rstrip("?")


def _page_url(request: HttpRequest, page: Page, step: int) -> str | None:
    if not (page.has_next() if step > 0 else page.has_previous()) or page.number + step > MOST_PAGES:
        return None
    query = request.GET.copy()
    query["page"] = str(page.number + step)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def list_csv(request: HttpRequest, one: lists.PublicList) -> HttpResponse:
    """All rows of a query as a table, up to a limit; of more than that the bulk file is pointed to."""
    params = checked(request.GET)
    keys = list(selected(one, request, params)[1][: MOST_ROWS + 1])
    if len(keys) > MOST_ROWS:
        raise BadQueryError(too_many(MOST_ROWS))
    council, today = request.council, timezone.localdate()  # type: ignore[attr-defined]

    def lines() -> Iterator[Data]:
        for start in range(0, len(keys), ROWS_AT_ONCE):
            yield from one.read_keys(keys[start : start + ROWS_AT_ONCE], council=council, on=today)

    return csv_answer(f"{one.name}.csv", one.columns, lines())  # type: ignore[return-value]


def register_json(request: HttpRequest) -> HttpResponse:
    """A page of the register; with `after` the entries that follow a serial, in order, with their words."""
    params = checked(request.GET)
    if "after" not in params:
        return list_json(request, REGISTER)
    after = number(params, "after", 0, register_data.HIGHEST, least=0)
    # Entries that follow come in pages of their own: these are not used, and yet refused where they are none.
    number(params, "page_size", REGISTER.page_size, MOST_A_PAGE)
    number(params, "page", 1, MOST_PAGES)
    moment(params, "modified_since")
    head = request.head  # type: ignore[attr-defined]
    try:
        entries = register_data.entries_after(after, params.get("fingerprint", ""), head)
    except register_data.StaleError:
        message = _("This is no entry of the register as it is now. Take the file with everything, and go on from it.")
        return refusal(request, 410, message)
    last = entries[-1]["serial"] if entries else after
    following = f"{REGISTER.address('json')}?after={last}&fingerprint={entries[-1]['fingerprint']}" if entries else ""
    data = about(request) | {
        "title": str(REGISTER.title),
        "fingerprint": head.fingerprint or register_data.GENESIS,
        "after": after,
        "next": request.build_absolute_uri(following) if last < head.serial else None,
        "entries": entries,
    }
    return json_answer(data)


def register_entry_json(request: HttpRequest, serial: int) -> HttpResponse:
    """One entry of the register with its words, or with its tombstone."""
    if serial > register_data.HIGHEST:
        raise Http404
    entry = found_or_404(entries_with_state().select_related("event", "snapshot"), serial=serial)
    return json_answer(about(request) | {"record": register_data.read_entries([entry])[0]})


def record_json(request: HttpRequest, resource: records.PublicResource, **parameters: Any) -> HttpResponse:
    """One record: the fields of its catalogue."""
    checked(request.GET)
    council, today = request.council, timezone.localdate()  # type: ignore[attr-defined]
    try:
        found = resource.read(council, today, request.GET, **parameters)
    except Http404:
        meant = resource.instead(**parameters)
        if not meant:
            raise
        return HttpResponsePermanentRedirect(f"{meant.rstrip('/')}.json")
    return json_answer(about(request) | {"record": found})


def _view(answer: Any, name: str, *bound: Any) -> Any:
    def view(request: HttpRequest, **parameters: Any) -> HttpResponse:
        found: HttpResponse = answer(request, *bound, **parameters)
        return found

    view.__name__ = view.__qualname__ = name.replace("-", "_")
    return data_view(view)


def data_patterns() -> list[URLPattern]:
    """An address for every list and index in every format, and for every record."""
    patterns = []
    for index in indexes.every():
        for ending, answer in (("json", index_json), ("csv", index_csv)):
            name = f"{index.name}-{ending}"
            patterns.append(path(index.address(ending)[1:], _view(answer, name, index), name=name))
    for one in lists.every():
        of_list = (
            _view(register_json, "register-json") if one is REGISTER else _view(list_json, f"{one.name}-json", one)
        )
        of_table = _view(list_csv, f"{one.name}-csv", one)
        patterns.append(path(one.address("json")[1:], of_list, name=f"{one.name}-json"))
        patterns.append(path(one.address("csv")[1:], of_table, name=f"{one.name}-csv"))
    for resource in records.every():
        name = f"{resource.name}-record"
        patterns.append(path(resource.route, _view(record_json, name, resource), name=name))
    entry = _view(register_entry_json, "register-entry-record")
    patterns.append(path("register/<int:serial>.json", entry, name="register-entry-record"))
    return patterns
