"""The feed of every public list, under the filters of its page: the same rows, what changed last first.

A feed reader asks for the first page only: in the page's own order it would miss what changed further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.db.models import IntegerField, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from council import feeds, formats, lists
from council.access import public_view
from recommendations.models import CabinetResponse, CommitteeReview, ProgressUpdate

# Lists with a feed of their own making.
APART = ("register",)


@public_view
def list_feed(request: HttpRequest, name: str) -> HttpResponse:
    """The feed of the list called `name`; 404 where there is none."""
    if name in APART or name not in {one.name for one in lists.every()}:
        raise Http404
    one, today = lists.called(name), timezone.localdate()
    council = request.council  # type: ignore[attr-defined]
    selection = one.select(request.GET, council=council, on=today)
    keys = one.with_changed(selection.rows).order_by("-changed", "-pk").values("pk")
    page = lists.page_of(keys, feeds.A_PAGE, request.GET.get("page"), selection.total)
    rows = one.name_latest(page.object_list, council=council, on=today)
    chosen = formats.chosen(selection.form)
    return rows_feed(
        request,
        name=one.name,
        title=": ".join(filter(None, [str(one.title), ", ".join(words_of(selection.form, chosen))])),
        page_path=one.path,
        page=page,
        rows=rows,
        query=chosen,
        told=summaries(one.name, [row["public_id"] for row in rows]),
    )


def rows_feed(
    request: HttpRequest,
    *,
    name: str,
    title: str,
    page_path: str,
    page: Page,
    rows: Iterable[dict[str, Any]],
    query: dict[str, str],
    told: dict[str, str],
) -> HttpResponse:
    """The feed of rows of any list, the rows of a search among them: `query` is what the page was asked for."""
    entries = feeds.of_rows(rows, request.build_absolute_uri, told)
    return feeds.answer(request, name=name, title=title, page_path=page_path, page=page, entries=entries, query=query)


def words_of(form: Any, chosen: Mapping[str, str]) -> list[str]:
    """What was chosen of the filters, each in the words of its page, without the number of rows behind it."""
    found = []
    for name, value in chosen.items():
        labels = dict(getattr(form.fields[name], "choices", ()))
        found.append(re.sub(r" \([\d,]+\)$", "", str(labels.get(value, value))))
    return found


def summaries(name: str, ids: list[str]) -> dict[str, str]:
    """What was last said in public of each row of a list, by its `public_id`."""
    if name != "recommendations":
        return {code: told.words for code, told in feeds.last_words(ids).items()}
    about = _about_recommendations(ids)
    told = feeds.last_words(code for codes in about.values() for code in codes)
    found = {row: max((told[code] for code in codes if code in told), default=None) for row, codes in about.items()}
    return {row: last.words for row, last in found.items() if last}


def _about_recommendations(ids: list[str]) -> dict[str, set[str]]:
    """The codes of what speaks of each recommendation: its set, the answers to it, its progress and reviews."""
    found: dict[str, set[str]] = {row: {row.partition("-")[0]} for row in ids}
    sets = {row.partition("-")[0] for row in ids}
    place = "recommendation__position"
    first, *others = (
        model.objects.published()  # type: ignore[attr-defined]
        .filter(set__public_id__in=sets)
        .order_by()
        .values_list("public_id", "set__public_id", Value(None, IntegerField()) if model is CabinetResponse else place)
        for model in (CabinetResponse, ProgressUpdate, CommitteeReview)
    )
    for code, of_set, position in first.union(*others, all=True):
        for row, codes in found.items():
            if (position is None and row.startswith(of_set.hex)) or row == f"{of_set.hex}-{position}":
                codes.add(code.hex)
    return found
