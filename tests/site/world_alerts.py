"""A reader whose address is a canary, and the pages of e-mail alerts that anybody may open."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from council.alerts import links
from council.models import AlertReader, Subscription
from tests.factories import AT

ADDRESSES = [
    "/alerts/",
    "/alerts/sent/",
    "/alerts/link/",
    "/alerts/follow/",
    "/alerts/follow/?what=committee&of=cabinet",
    "/alerts/follow/?what=committee&of=nobody",
    "/alerts/follow/?what=decisions&of=all",
    "/alerts/follow/?what=recommendation&of=SR-1999-1/1",
    "/alerts/confirm/nothing/",
    "/alerts/mine/nothing/",
    "/alerts/stop/nothing/",
]


def make_reader(canary: str) -> AlertReader:
    """Somebody who follows Cabinet and searches for a canary; nobody may read either."""
    reader = AlertReader.objects.create(email=f"{canary}reader@reader.example", asked_on=AT.date())
    for kind, key in (("committee", "cabinet"), ("search", f"{canary}search")):
        Subscription.objects.create(reader=reader, kind=kind, key=key, asked_at=AT, confirmed_at=AT)
    return reader


def make_waiting() -> None:
    """Somebody who has not confirmed yet, just now."""
    waiting = AlertReader.objects.create(email="waiting@reader.example", asked_on=timezone.localdate())
    Subscription.objects.create(reader=waiting, kind="committee", key="cabinet", asked_at=timezone.now())


def link_addresses() -> Iterator[str]:
    """What the links in messages lead to, for every reader there is."""
    for found in Subscription.objects.select_related("reader"):
        yield f"/alerts/confirm/{links.token(links.CONFIRM, found.public_id)}/"
        yield f"/alerts/mine/{links.token(links.MINE, found.reader.public_id)}/"
        yield f"/alerts/stop/{links.token(links.STOP, found.reader.public_id)}/"
