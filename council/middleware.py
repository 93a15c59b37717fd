"""Headers on every answer, and sign-in wherever a view was not opened to the public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse


class SecurityHeaders:
    """A strict Content-Security-Policy and its companions. Replaceable by Django 6's own middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SignInUnlessPublic(LoginRequiredMiddleware):
    """Django's own, except that a public view's visitor is never looked up: no session is read, no Vary is set.

    What an officer had typed when their sign-in ended is held until they have signed in again.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True):
            return None
        if request.user.is_authenticated:
            return None
        if request.method == "POST":
            from council.views.held import hold_and_ask_to_sign_in

            return hold_and_ask_to_sign_in(request)
        return self.handle_no_permission(request, view_func)
