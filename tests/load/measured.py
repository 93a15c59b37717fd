"""The site as gunicorn serves it for `make bench`: an empty view beside it, statements counted on request.

Only for measuring. A request with the header X-Measure gets the number of SQL statements back in X-Statements, and,
with the value "rendered", a page that is rendered anew instead of a kept one. What lists count stays kept then, as it
does between any two pages (`council/kept_counts.py`); statements are counted where nothing at all is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")

from django.conf import settings

settings.ROOT_URLCONF = "tests.load.measured_urls"

from django.core.cache import caches  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from council import kept_counts  # noqa: E402

site = get_wsgi_application()


def name_connection(connection: Any, **kwargs: Any) -> None:
    """PostgreSQL's processes are told apart by the name of what they serve."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET application_name = 'measured'")


connection_created.connect(name_connection)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site, counting statements where that is asked for."""
    measure = environ.get("HTTP_X_MEASURE", "")
    if measure == "rendered":
        caches["pages"].clear()
    if measure != "count":
        return site(environ, start_response)
    caches["pages"].clear()
    kept_counts.forget()
    connection.force_debug_cursor = True
    reset_queries()

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Statements", str(len(connection.queries_log)))], *rest)

    try:
        return site(environ, start)
    finally:
        connection.force_debug_cursor = False
