"""Public pages kept as they were rendered, so that the second reader of a page costs next to nothing.

A page is kept under its ETag, which changes with every publication, configuration, release and day
(`council/access.py`): nothing is ever taken out, what is out of date is simply never asked for again. Kept in each
process's own memory and bounded (COUNCIL_KEPT_PAGES); another process or a restart renders its own.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

# Longer ones belong to searches that nobody repeats; larger pages would crowd out the others.
LONGEST_QUERY, LARGEST = 100, 300_000


def find(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The page that was kept under this ETag, as a new response."""
    found: Any = caches["pages"].get(etag)
    if found is None:
        return None
    content, headers = found
    return HttpResponse(content, headers=headers)


def keep(request: HttpRequest, etag: str, response: HttpResponse) -> None:
    """Keep a page that was just rendered; what sets a cookie, is streamed, or is no plain page is not kept."""
    is_page = response.status_code == 200 and not response.streaming and not response.cookies
    if not is_page or request.method != "GET" or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return
    if len(response.content) <= LARGEST:
        caches["pages"].set(etag, (response.content, dict(response.items())))
