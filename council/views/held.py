"""Sign-in, sign-out, and what happens to typed words when a sign-in has ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from council import sign_ins
from council.held import hold, signer_of


class SignInForm(AuthenticationForm):
    """User name and password, with errors that say what to do. Too many wrong ones close the door for a while."""

    error_messages = {
        "invalid_login": _("The user name or the password is not right. Check both and try again."),
        "too_many": _("There were too many wrong tries for this user name. Wait 15 minutes and try again."),
        "inactive": _("This account is closed. Ask an administrator of this site."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Enter your user name")
        self.fields["password"].error_messages["required"] = _("Enter your password")

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username", "")
        if sign_ins.are_too_many(username):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            return super().clean()
        except ValidationError:
            sign_ins.note_refusal(username)
            raise


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class SignIn(auth_views.LoginView):
    """The sign-in page; it leads back to where the officer was going."""

    template_name = "officer/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = False


sign_in = SignIn.as_view()
sign_in.access = "sign-in"  # type: ignore[attr-defined]
sign_out = auth_views.LogoutView.as_view()
sign_out.access = "sign-out"  # type: ignore[attr-defined]


def hold_and_ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A post arrived without sign-in: keep its words and show the sign-in page."""
    held = hold(request, signer_of(request), why="your sign-in had ended")
    get_token(request)
    context = {
        "form": SignInForm(request),
        "next": _way_back(request, held.token if held else ""),
        "is_held": held is not None,
        "has_ended": True,
    }
    return render(request, "officer/sign_in.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form made under an earlier sign-in: keep its words and lead back to the page, or say what happened."""
    owner = signer_of(request)
    if owner is not None and request.user.is_authenticated and owner.pk == request.user.pk:
        held = hold(request, owner, why="you had signed in again since opening the page")
        if held is not None:
            return redirect(_way_back(request, held.token))
    if owner is not None and not request.user.is_authenticated:
        return hold_and_ask_to_sign_in(request)
    return render(request, "403.html", status=403)


def _way_back(request: HttpRequest, token: str) -> str:
    if token:
        return f"{request.path}?{urlencode({'held': token})}"
    came_from = urlsplit(request.headers.get("Referer", "")).path
    return came_from if came_from.startswith("/officer/") else reverse("officer-desk")
