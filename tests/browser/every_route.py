"""Which pages the browser looks at: the demonstration's states by name, and one page of every other route there is.

A route is looked at without being named here: the addresses of tests/site/addresses.py and the records that the
officers' matrix names for each route are tried until one opens. What opens nowhere must stand in NO_PAGE with a reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django_tasks_db.models import DBTaskResult

from council.models import Body, Office, SealRequest, User
from council.urls_data import urlpatterns as data_urls
from council.urls_feeds import urlpatterns as feed_urls
from meetings.views.pieces import KINDS
from recommendations.actions.links import token_of
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    ProgressUpdate,
    RecommendationSet,
    UpdateLink,
)
from recommendations.urls_deadlines import urlpatterns as calendar_urls
from tests.reading import links_of
from tests.site.addresses import LISTS
from tests.site.addresses import public_addresses as addresses_of
from tests.site.test_classified import routes
from tests.site.test_officer_matrix import ROUTES as OFFICER_ROUTES
from tests.site.test_officer_matrix import SETTINGS
from tests.site.world import Case
from tests.site.world_alerts import link_addresses

# Kinds of record with a public page of their own.
PUBLIC_KINDS = (
    "issue", "meeting", "supplement", "item", "document", "set", "response", "decision", "plan-entry", "plan-edition",
)  # fmt: skip
# Routes without a page of their own, and why. A route that is in none of the lists above fails the test.
NO_PAGE = {
    "theme": "a style sheet",
    "register-text": "a text file",
    "sign-out": "takes POST alone and leads on",
    "work-again": "takes POST alone and leads on",
    "mail-again": "takes POST alone and leads on",
    "officer-nothing": "the answer to every other address: /officer/nothing/ is looked at",
    "meetings:officer-packs-make": "takes POST alone and leads on",
    "meetings:officer-item-move": "takes POST alone and leads on",
    "meetings:officer-standing-items": "takes POST alone and leads on",
    "meetings:officer-decision-start": "takes POST alone and leads on",
    "meetings:officer-confirm-minutes": "takes POST alone and leads on",
    "meetings:officer-plan-publish": "takes POST alone and leads on",
    "meetings:officer-hold": "takes POST alone and leads on",
    "meetings:officer-plan-decision-start": "takes POST alone and leads on",
    "recommendations:officer-update-accept": "takes POST alone and leads on",
    "meetings:officer-publish": "takes POST alone: the page that asks once more is looked at by pressing for it",
    "meetings:officer-publish-agenda": "takes POST alone: the page that asks once more is looked at by pressing for it",
    "meetings:ics": "a calendar file",
    "meetings:body-ics": "a calendar file",
    "meetings:meeting-ics": "a calendar file",
    "meetings:document": "the paper itself",
    "meetings:document-version-file": "the paper itself",
    "meetings:officer-document": "the paper itself",
    "meetings:decision-pdf": "a PDF",
    "meetings:plan-pdf": "a PDF",
    "meetings:plan-edition-pdf": "a PDF",
    "meetings:officer-plan-urgency-pdf": "a PDF",
    "recommendations:set-pdf": "a PDF",
    "recommendations:response-pdf": "a PDF",
    "recommendations:officer-response-preview-pdf": "a PDF",
    "recommendations:notice-pdf": "a PDF",
    "recommendations:duty-response-pdf": "a PDF",
    "recommendations:officer-set-notice": "a PDF",
    "recommendations:statistics-csv": "a table as a file",
    "recommendations:officer-tracker-file": "a table as a file",
    **{str(pattern.name): "data for programs" for pattern in (*data_urls, *feed_urls) if pattern.name != "data"},
    **{f"recommendations:{pattern.name}": "a calendar file" for pattern in calendar_urls},
}


OF_RECOMMENDATIONS: dict[str, Any] = {
    "set": RecommendationSet,
    "response": CabinetResponse,
    "update": ProgressUpdate,
    "review": CommitteeReview,
}


def every_route() -> set[str]:
    """The names of all routes, with their app's."""
    found = {(str(route.callback.__module__).split(".")[0], str(route.name)) for _address, route in routes()}
    return {f"{app}:{name}" if app in ("meetings", "recommendations") else name for app, name in found}


def route_of(address: str) -> str:
    """The name of the route that answers to an address; nothing where none does."""
    try:
        return str(resolve(address.partition("?")[0]).view_name)
    except Resolver404:
        return ""


def records(kind: str) -> Any:
    """Every record of a kind; those that are public first."""
    model = OF_RECOMMENDATIONS.get(kind) or KINDS[kind].model
    return model._base_manager.order_by(F("published_at").asc(nulls_last=True), "pk")


def public_candidates() -> Iterator[str]:
    """Every public address that tests/site/addresses.py knows of, for what there is."""
    yield from LISTS
    yield from (f"/updates/{token_of(link.public_id)}/" for link in UpdateLink.objects.filter(used_at=None))
    yield from link_addresses()
    named = Office.objects.filter(pk__in=Action.objects.exclude(lead_office=None).values("lead_office"))
    yield from (f"/offices/{office.slug}/" for office in named)
    for index in ("/people/", "/wards/", "/topics/", "/years/"):
        yield from (link for link in links_of(Client().get(index)) if link.startswith(index))
    for kind in PUBLIC_KINDS:
        for record in records(kind).filter(published_at__isnull=False, withdrawn_at=None):
            yield from (address for _route, address, _status in addresses_of(Case(kind, "published", record)))


def officer_candidates(name: str, kind: str) -> Iterator[str]:
    """Addresses of one officers' route, for each record that can stand in it."""
    if kind == "":
        yield reverse(name)
    elif kind == "settings":
        yield from (reverse(name, args=[one]) for one in SETTINGS)
    elif kind == "settings-row":
        yield reverse(name, args=["bodies", Body.objects.order_by("pk").values_list("pk", flat=True)[0]])
    elif kind == "job":
        yield from (reverse(name, args=[job.pk]) for job in DBTaskResult.objects.all()[:1])
    elif kind == "seal":
        yield from (reverse(name, args=[asked.public_id]) for asked in SealRequest.objects.all())
    elif kind == "any":
        yield from (reverse(name, args=[one._meta.model_name, one.public_id]) for one in records("document"))
    elif kind == "piece":
        for piece in KINDS:
            yield from (reverse(name, args=[piece, one.public_id]) for one in records(piece)[:5])
    elif kind == "plan-entry-kind":
        yield from (reverse(name, args=[one.public_id, "key_decision"]) for one in records("plan-entry"))
    elif kind == "tracker-file":
        yield reverse(name, args=["csv"])
    elif kind == "set-place":
        yield from (reverse(name, args=[one.public_id, 1]) for one in records("set"))
    elif kind == "set-duty":
        yield from (reverse(name, args=[one.public_id, 2]) for one in records("set"))
    elif kind == "slug":
        yield from (reverse(name, args=[body.slug]) for body in Body.objects.order_by("pk"))
    elif kind == "call-in-step-kind":
        steps = ("meeting", "outcome", "final")
        yield from (reverse(name, args=[one.public_id, step]) for one in records("call-in") for step in steps)
    else:
        yield from (reverse(name, args=[one.public_id]) for one in records(kind))


def opens(client: Client, address: str) -> bool:
    """Whether there is a page at an address."""
    response = client.get(address)
    response.close()
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def other_public_pages(seen: set[str]) -> Iterator[str]:
    """One address of each public route that is not among the `seen` ones, where it has a page."""
    client = Client()
    for address in public_candidates():
        name = route_of(address)
        if name and name not in seen and name not in NO_PAGE and opens(client, address):
            seen.add(name)
            yield address


def other_officer_pages(seen: set[str]) -> Iterator[tuple[str, str]]:
    """(user name, address) of each officers' route that is not among the `seen` ones: the first that opens."""
    clients = {user: Client() for user in ("democracy", "administrator", "executive.officer", "executive.publisher")}
    for user, client in clients.items():
        client.force_login(User.objects.get(username=user))
    for name, (kind, _allowed) in OFFICER_ROUTES.items():
        if name in seen or name in NO_PAGE:
            continue
        candidates = itertools.product(officer_candidates(name, kind), clients)
        found = next(((user, address) for address, user in candidates if opens(clients[user], address)), None)
        if found:
            seen.add(name)
            yield found
