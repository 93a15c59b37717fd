"""Answers for programs: JSON and CSV, open to every origin, errors that say what to do in the same format.

No key, no cookie; kept and revalidated like the pages (`council/access.py`). Whatever a query string holds, the answer
is 200 with hints, or 400.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from council.access import GoneError, View, public_view
from council.canonical import plain
from council.schemas import LONGEST_VALUE
from council.spreadsheets import cell

# Rows that one table gives at a time.
MOST_ROWS = 5_000
# How far one may leaf through a list.
MOST_PAGES = 1_000
MOST_A_PAGE = 100
ROWS_AT_ONCE = 500
BULK_PATH = "/data/council-decisions.zip"

OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


class BadQueryError(Exception):
    """A value of the query string that cannot be used; the message says what to enter instead."""


def json_answer(data: Any, *, status: int = 200) -> HttpResponse:
    """The data as JSON, characters as themselves."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8", status=status)


def refusal(request: HttpRequest, status: int, message: str, **more: Any) -> HttpResponse:
    """What is wrong, what to do, and where everything can be had at once: as data, beside a table as a page."""
    bulk = request.build_absolute_uri(BULK_PATH)
    if not is_data(request):
        return render(request, "council/data_refused.html", {"message": message, "bulk": BULK_PATH}, status=status)
    answer = json_answer({"error": {"status": status, "message": message, "bulk": bulk} | plain(more)}, status=status)
    answer.headers["Link"] = f'<{bulk}>; rel="alternate"; type="application/zip"'
    return answer


def is_data(request: HttpRequest) -> bool:
    """Whether a program asked, by the ending of the address."""
    return request.path.endswith(".json") and not request.path.startswith("/officer/")


def open_to_all(answer: HttpResponse) -> HttpResponse:
    """The answer, readable by pages of every origin."""
    for name, value in OPEN_TO_ALL.items():
        answer.headers[name] = value
    return answer


def data_view(view: View) -> View:
    """`public_view` for programs: every origin may read it, and every error is data too."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadQueryError as bad:
            return refusal(request, 400, str(bad))
        except GoneError as gone:
            return refusal(request, 410, _("This record was withdrawn."), tombstone=gone.tombstone)

    kept = public_view(answered)

    @functools.wraps(kept)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=OPEN_TO_ALL | PREFLIGHT)
        return open_to_all(kept(request, *args, **kwargs))

    return opened


def checked(params: Any) -> dict[str, str]:
    """The query string's last value for each name. Raises BadQueryError for one that is too long."""
    found = {name: params.get(name) or "" for name in params}
    for name, value in found.items():
        if len(value) > LONGEST_VALUE:
            raise BadQueryError(_("Use %(most)s characters or fewer for each value.") % {"most": LONGEST_VALUE})
        if len(name) > LONGEST_VALUE or "\0" in value + name:
            raise BadQueryError(_("Use names and values without control characters."))
    return found


def number(params: dict[str, str], name: str, default: int, most: int, least: int = 1) -> int:
    """A whole number of the query string. Raises BadQueryError."""
    value = params.get(name, "")
    if not value and name not in params:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 20 and least <= int(value) <= most):
        names = {"name": name, "least": least, "most": most}
        raise BadQueryError(_("Use a whole number from %(least)s to %(most)s for “%(name)s”.") % names)
    return int(value)


def moment(params: dict[str, str], name: str) -> datetime.datetime | None:
    """A moment or a day of the query string (RFC 3339); a day begins at midnight here. Raises BadQueryError."""
    value = params.get(name, "")
    if not value and name not in params:
        return None
    try:
        found = parse_datetime(value.replace(" ", "+"))
        day = parse_date(value) if found is None else None
        if day is not None:
            found = datetime.datetime.combine(day, datetime.time.min)
        if found is not None:
            found = timezone.make_aware(found) if timezone.is_naive(found) else found
            return found.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise BadQueryError(_("Use a date like 2026-11-26, or 2026-11-26T09:30:00Z, for “%(name)s”.") % {"name": name})


def flat(value: Any) -> Any:
    """A value in one cell: names for records that have one, lists with semicolons, anything else as JSON."""
    if isinstance(value, dict):
        return value["name"] if "name" in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            return "; ".join(value)
        return json.dumps(value, ensure_ascii=False)
    return value


def csv_lines(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of a table, each ended as RFC 4180 says; formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(flat(row[name])) for name in columns])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> StreamingHttpResponse:
    """A table, sent as it is read. The mark at its start tells spreadsheets that it is UTF-8."""

    def sent() -> Iterator[str]:
        yield "\ufeff"
        yield from csv_lines(columns, rows)

    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(sent(), content_type="text/csv; charset=utf-8", headers=headers)
