"""Closed unless opened: every route names who may use it, every column is called public or private."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from council.published import CATALOGUES as OF_PEOPLE
from council.roles import Permission
from meetings.published import CATALOGUES as OF_MEETINGS
from meetings.published_plan import CATALOGUES as OF_THE_PLAN
from recommendations.published import CATALOGUES as OF_RECOMMENDATIONS
from recommendations.published_progress import CATALOGUES as OF_PROGRESS

# Models of the base layer: nothing of them is read through a catalogue. What little is public of them (a body's name,
# the council's name, the register's own lines, a timeline's sentence) is written out here.
BASE_LAYER = {
    "council.AlertCursor": "private",
    "council.AlertLine": "private",
    "council.AlertReader": "private: an address is shown to nobody, half of it to who has the link in a message to it",
    "council.AuditEvent": "private",
    "council.BulkFile": "size, moment, serial and counts on /data/; the file holds what the catalogues give",
    "council.Council": "council.context.SHOWN, the colour in /theme.css, accessibility_* in the statement",
    "council.ExtraHoliday": "private",
    "council.HeldText": "private",
    "council.JobWorker": "private",
    "council.MailSent": "private",
    "council.OldAddress": "redirects only",
    "council.PublicEvent": "sentence, date, address and body while the record is public",
    "council.ReferenceCounter": "private",
    "council.RegisterEntry": "every column, always: it holds no name and no title",
    "council.RegisterHead": "serial and fingerprint; that something was made, in ETags",
    "council.RoleGrant": "private",
    "council.SealRequest": "private; the register has its category and the posts",
    "council.SealedReference": "private",
    "council.SearchEntry": "every column: it is made from catalogues, of rows that are public",
    "council.SearchGroup": "what public entries are counted under",
    "council.SearchPlace": "keys of public entries",
    "council.SearchWord": "as the word that was meant, while it stands in a public entry",
    "council.Snapshot": "salt and text while the record is public",
    "council.Subscription": "private; to who has the link in a message to the reader",
    "council.User": "private",
    "meetings.StandingItem": "private: configuration, copied to drafts of agendas",
    "recommendations.ActionOwner": "private: the next public update names the post that reports",
    "recommendations.ReminderStep": "private: configuration",
}
MEETINGS = (*OF_MEETINGS, *OF_THE_PLAN)
RECOMMENDATIONS = (*OF_RECOMMENDATIONS, *OF_PROGRESS)
CATALOGUES = (*OF_PEOPLE, *MEETINGS, *RECOMMENDATIONS)
PUBLIC_BY_OTHER_MEANS = {"sign-in", "sign-out", "officer-nothing", "link", "form"}


def routes(patterns=None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(address pattern, route) for every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


@pytest.mark.parametrize(("address", "route"), list(routes()), ids=lambda value: str(value))
def test_every_route_says_who_may_use_it(address, route):
    access = getattr(route.callback, "access", None)
    if address.startswith("officer/"):
        assert isinstance(access, Permission), f"open {address} with officer_view"
    elif access not in PUBLIC_BY_OTHER_MEANS:
        assert access == "public", f"open {address} with public_view"


def test_the_catch_all_below_officer_is_the_last_word():
    last = list(routes())[-1]
    assert (last[0], last[1].callback.access) == ("^officer/.*$", "officer-nothing")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.model.__name__)
def test_every_column_is_called_public_or_private(catalogue):
    assert catalogue.unclassified() == set()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.model.__name__)
def test_no_column_is_called_both(catalogue):
    columns = {column.name for column in catalogue.model._meta.concrete_fields}
    shown = {column for public in catalogue.fields for column in public.shows}
    assert shown & catalogue.private == set()
    assert (shown | catalogue.private) - columns == set()


def test_every_model_is_classified():
    catalogued = {catalogue.model._meta.label for catalogue in CATALOGUES}
    ours = {
        model._meta.label
        for config in ("council", "meetings", "recommendations")
        for model in apps.get_app_config(config).get_models()
    }
    assert catalogued | set(BASE_LAYER) == ours
    assert catalogued & set(BASE_LAYER) == set()


def test_nothing_is_called_private_by_a_name_that_says_public():
    for catalogue in CATALOGUES:
        assert not {name for name in catalogue.private if name.startswith("public_")} - {"public_id"}
