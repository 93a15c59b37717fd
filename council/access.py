"""Who may reach a view. `public_view` opens one by name; everything else needs sign-in and a permission.

A view without one of these two decorators makes a test fail.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from council import kept_pages
from council.models import Council, RegisterEntry, RegisterHead
from council.models.published import PublishedRecord
from council.roles import NotAllowedError, Permission, has_permission

View = Callable[..., HttpResponse]


class GoneError(Exception):
    """The record was withdrawn: answer 410 with who and why, and no content."""

    def __init__(self, record: PublishedRecord) -> None:
        super().__init__(str(record.pk))
        self.tombstone = {
            "what": str(record._meta.verbose_name),
            "withdrawn_on": record.withdrawn_at,
            "reason": record.withdrawn_reason,
            "office": record.withdrawn_office,
            "sealed_on": record.changed_at if _is_sealed(record) else None,
        }


def _is_sealed(record: PublishedRecord) -> bool:
    """Whether its words were destroyed: then the entry it stands under is the seal's."""
    return record.entry is not None and record.entry.act == RegisterEntry.Act.SEALED


def wrong_method(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """405 in the site's frame."""
    response = render(request, "405.html", status=405)
    response["Allow"] = ", ".join(allowed)
    return response


def refuse_impossible_path(request: HttpRequest) -> None:
    """PostgreSQL has no text with a NUL in it, so no record can stand at such an address."""
    if "\0" in request.path:
        raise Http404


def public_etag(request: HttpRequest) -> str:
    """The ETag of a public page: the register's head, what was made since, configuration, release, date and address.

    The head is read before any row, so a page made while something is published can only look older than it is. Its
    fingerprint stands for its serial: after a backup is restored the same serial may come again, with other words.
    """
    try:
        head = RegisterHead.objects.get(pk=1)
    except RegisterHead.DoesNotExist:
        head = RegisterHead(fingerprint="")
    council = Council.current()
    request.council, request.head = council, head  # type: ignore[attr-defined]
    if head.fingerprint:
        council.as_of = (head.fingerprint, head.made, council.edit_number)
    parts = (
        head.fingerprint,
        head.made,
        council.edit_number,
        settings.RELEASE,
        timezone.localdate(),
        request.build_absolute_uri(),
    )
    return '"' + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32] + '"'


def public_view(view: View) -> View:
    """Open a view to everybody: GET and HEAD only, kept and revalidated by ETag, withdrawn records answered 410."""

    @login_not_required
    @functools.wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return wrong_method(request, ("GET", "HEAD"))
        refuse_impossible_path(request)
        etag = public_etag(request)
        if request.headers.get("If-None-Match") == etag:
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = kept_pages.find(request, etag) or _rendered(view, request, etag, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers.setdefault("ETag", etag)
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response

    opened.access = "public"  # type: ignore[attr-defined]
    opened.csrf_exempt = True  # type: ignore[attr-defined]  # only GET and HEAD are answered: nothing to forge
    return opened


def link_view(view: View) -> View:
    """Open a view to whoever has a secret link: GET shows, POST does; nothing of it is kept or found by a search.

    The secret in the address takes the place of sign-in and of a CSRF token: who cannot know it cannot forge a post.
    """

    @login_not_required
    @functools.wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return wrong_method(request, ("GET", "HEAD", "POST"))
        refuse_impossible_path(request)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    opened.access = "link"  # type: ignore[attr-defined]
    opened.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is asked for: the address is the secret
    return opened


def form_view(view: View) -> View:
    """Open a form to everybody: GET shows, POST does. No cookie is read or set, so nobody can be made to forge one.

    What it does, anybody may do to anybody: the view behind it bounds how often, and says the same to everybody.
    """
    opened = link_view(view)
    opened.access = "form"  # type: ignore[attr-defined]
    return opened


def _rendered(view: View, request: HttpRequest, etag: str, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = view(request, *args, **kwargs)
    except GoneError as gone:
        return render(request, "410.html", gone.tombstone, status=410)
    kept_pages.keep(request, etag, response)
    return response


def officer_view(permission: Permission, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A view for signed-in officers with `permission`; others get the 404 of a page that does not exist."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_permission(request.user, permission):  # type: ignore[arg-type]
                raise Http404
            if request.method not in methods:
                return wrong_method(request, methods)
            refuse_impossible_path(request)
            try:
                response = view(request, *args, **kwargs)
            except NotAllowedError as refused:
                raise Http404 from refused
            add_never_cache_headers(response)
            return response

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def found_or_404(queryset: Any, **lookup: Any) -> Any:
    """The one row, or the site's 404 (also for a malformed identifier)."""
    try:
        return queryset.get(**lookup)
    except (queryset.model.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def public_or_gone(queryset: Any, **lookup: Any) -> Any:
    """The public row; 410 if it, or what it hangs on, was withdrawn; else 404."""
    try:
        return queryset.published().get(**lookup)  # get() asks for no order: of many columns an order is dear
    except queryset.model.DoesNotExist:
        pass
    ancestors = [found_or_404(queryset, **lookup)]
    for ancestor in ancestors:
        if ancestor.is_withdrawn and ancestor.is_published:
            raise GoneError(ancestor)
        ancestors += ancestor.parents()
    raise Http404
