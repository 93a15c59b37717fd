"""Error pages in the site's own frame."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from council.data_answers import is_data, open_to_all, refusal
from council.models import OldAddress


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form could not be read."""
    if is_data(request):
        return open_to_all(refusal(request, 400, _("This address or its query string cannot be read.")))
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The redirect from an address that moved; else 404, in the same words whether a page is not there or not shown."""
    moved = _moved_to(request)
    if is_data(request):
        nothing = refusal(request, 404, _("There is nothing at this address."))
        return open_to_all(HttpResponsePermanentRedirect(moved) if moved else nothing)
    if moved:
        return HttpResponsePermanentRedirect(moved)
    return render(request, "404.html", status=404)


def _moved_to(request: HttpRequest) -> str:
    """Where the asked address leads now; empty where nothing public ever stood there. Old ones may carry a query.

    What stands below an address that moved (a file, a feed, a page of its own) moved with it.
    """
    if request.method not in ("GET", "HEAD") or request.path.startswith("/officer/"):
        return ""
    asked = [path for path in (request.get_full_path(), request.path) if path.isprintable()]
    above = _folders_of(request.path) if request.path.isprintable() else []
    page = f"{request.path.removesuffix('.json')}/" if request.path.endswith(".json") else ""
    above = [page, *above] if page and above else above
    moved = dict(OldAddress.objects.filter(path__in=[*asked, *above]).values_list("path", "new_path"))
    found = next((moved[path] for path in asked if path in moved), "")
    for folder in above:
        if not found and moved.get(folder, "").endswith("/"):
            found = moved[folder] + request.path.removeprefix(folder)
            found = f"{moved[folder].rstrip('/')}.json" if folder == page else found
    return found if url_has_allowed_host_and_scheme(found, allowed_hosts=None) else ""


def _folders_of(path: str) -> list[str]:
    """The addresses above a path of at least three parts, the nearest first, at most eight of them."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:count]) + "/" for count in range(min(len(parts), 9) - 1, 2, -1)]


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 with Retry-After where the database is away. Needs no database itself."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)


def no_such_officer_page(request: HttpRequest) -> HttpResponse:
    """Any other address below /officer/: a visitor is asked to sign in, an officer gets the 404."""
    raise Http404


no_such_officer_page.access = "officer-nothing"  # type: ignore[attr-defined]
