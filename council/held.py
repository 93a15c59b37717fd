"""Keeps what an officer typed when it could not be saved, and gives it back to them alone."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from council.models import HeldText, User

SALT = "council.held"
MAX_AGE = 30 * 24 * 60 * 60  # seconds: a form left open longer is not restored
MAX_CHARACTERS = 2_000_000
NEVER_HELD = (
    "csrfmiddlewaretoken",
    "held_by",
    "held",
    "password",
    "old_password",
    "new_password1",
    "new_password2",
)


def signature_for(user: User) -> str:
    """What a form carries so that, without a session, its words can still be kept for the right person."""
    return signing.dumps(user.pk, salt=SALT)


def signer_of(request: HttpRequest) -> User | None:
    """The user whose form this is, or None if the form was not made by this site for an active user."""
    try:
        key = signing.loads(request.POST.get("held_by", ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def hold(request: HttpRequest, user: User | None, why: str) -> HeldText | None:
    """Keep the posted fields for `user`; None if nobody may have them, or they are too long to keep."""
    if user is None:
        return None
    # PostgreSQL stores no NUL; nobody types one either.
    posted = {
        name.replace("\0", ""): [value.replace("\0", "") for value in values] for name, values in request.POST.lists()
    }
    fields = {name: values for name, values in posted.items() if name not in NEVER_HELD}
    if sum(len(value) for values in fields.values() for value in values) > MAX_CHARACTERS:
        return None
    earlier = HeldText.objects.filter(
        token=request.POST.get("held", "").replace("\0", ""), user=user, path=request.path
    )
    if earlier.exists():
        earlier.update(fields=fields, why=why, at=timezone.now(), used_at=None)
        return earlier.get()
    return HeldText.objects.create(user=user, path=request.path, fields=fields, why=why)


def held_for(request: HttpRequest) -> HeldText | None:
    """The words kept for this user and this page, named by `?held=` (or sent back by the form)."""
    token = request.GET.get("held") or request.POST.get("held")
    if not token or "\0" in token:
        return None
    return HeldText.objects.filter(token=token, user=request.user, path=request.path, used_at=None).first()


def form_data(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the post, or on opening the page the words kept for it, or nothing."""
    if request.method == "POST":
        return request.POST
    held = held_for(request)
    if held is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in held.fields.items():
        data.setlist(name, values)
    return data


def release(request: HttpRequest) -> None:
    """The kept words were saved: no longer offer them."""
    held = held_for(request)
    if held is not None:
        held.used_at = timezone.now()
        held.save(update_fields=["used_at"])


def waiting_for(user: User) -> Any:
    """Words still kept for a user, newest first."""
    return HeldText.objects.filter(user=user, used_at=None).order_by("-at")
