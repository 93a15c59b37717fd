"""The permission table, held against the cast's written-out list, with and without a body."""

from __future__ import annotations

import pytest

from council.roles import Permission, bodies_for, has_permission
from tests import factories
from tests.cast import WHO, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.mark.parametrize("permission", list(Permission))
def test_who_holds_a_permission_for_a_body(cast, permission):
    body = factories.make_cabinet()
    holders = {name for name, user in cast.items() if user and has_permission(user, permission, body)}
    assert holders == WHO[permission] - {"elsewhere"}


def test_grants_for_one_body_hold_for_no_other(cast):
    elsewhere = cast["elsewhere"]
    harbour = factories.make_body("Harbour Board")
    assert has_permission(elsewhere, Permission.RECORD_SET, harbour)
    assert not has_permission(elsewhere, Permission.RECORD_SET, factories.make_cabinet())
    assert bodies_for(elsewhere, Permission.RECORD_SET) == {harbour.pk}


def test_grants_without_bodies_hold_for_all(cast):
    assert bodies_for(cast["clerk"], Permission.RECORD_SET) is None


def test_who_has_left_may_do_nothing(cast):
    assert not any(has_permission(cast["left"], permission) for permission in Permission)


def test_a_superuser_may_configure_and_nothing_else():
    user = factories.make_user(is_superuser=True)
    assert [permission for permission in Permission if has_permission(user, permission)] == [Permission.CONFIGURE]
