"""People and a draft response for the tests of the response editor."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from recommendations import actions
from tests import factories as make
from tests.recommendations.editing import NOW


@pytest.fixture
def drafter(client):
    """Signed in: writes responses."""
    make.make_council()
    user = make.make_user(("officer", "executive"), first_name="Dana", last_name="Reeve")
    client.force_login(user)
    return user


@pytest.fixture
def colleague(client_of):
    """Another drafter, signed in elsewhere."""
    return client_of(make.make_user(("officer", "executive"), first_name="Erin", last_name="Toller"))


@pytest.fixture
def client_of():
    """A browser of its own for a user."""

    def open_one(user):
        browser = Client()
        browser.force_login(user)
        return browser

    return open_one


@pytest.fixture
def draft(drafter):
    """A draft response to three recommendations, as it was started."""
    found = make.make_set("That one.", "That two.", "That three.", public=True, made_on=datetime.date(2026, 10, 1))
    return actions.start_response(found, by=drafter, at=NOW)
