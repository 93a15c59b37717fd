"""Saving the configuration: the council's own row, its bodies, people, offices, users and extra bank holidays.

Every save checks that nobody saved before, writes an audit row and raises the configuration's version, on which the
ETags of public pages depend. Nothing is deleted here. A password is never written down, hashed or not.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from council import audit
from council.canonical import canonical_text
from council.models import Body, Council, Membership, Office, Person, RoleGrant, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, require

Record = TypeVar("Record", bound=models.Model)
Row = dict[str, Any]

NOT_WRITTEN_DOWN = frozenset({"password", "last_login", "date_joined"})
# The column from which a new record's part of its address is made; it never changes afterwards.
NAMES = {Body: "name", Person: "name", Office: "title"}
# What an app has to do after each save, inside the same transaction: it puts its function here when it is loaded.
FOLLOW_UPS: list[Callable[[models.Model, datetime.datetime], None]] = []


def described(record: models.Model) -> dict[str, Any]:
    """The stored values of a record of the configuration, for the audit and for its fingerprint."""
    found = {name: value for name, value in audit.values(record).items() if name not in NOT_WRITTEN_DOWN}
    if isinstance(record, User) and record.pk:
        grants = record.grants.order_by("role", "side").prefetch_related("bodies")
        found["grants"] = [
            {"role": grant.role, "side": grant.side, "bodies": sorted(body.pk for body in grant.bodies.all())}
            for grant in grants
        ]
    return found


def fingerprint(record: models.Model) -> str:
    """What a form carries to show that nobody saved the record since; "new" for one that is not stored."""
    if record._state.adding:
        return "new"
    return hashlib.sha256(canonical_text(described(record)).encode()).hexdigest()


@transaction.atomic
def save(
    record: Record,
    *,
    changes: dict[str, Any],
    seen: str,
    by: User | None,
    at: datetime.datetime,
    children: Callable[[Record], None] | None = None,
) -> Record:
    """Save one record of the configuration. `seen` is its fingerprint when the form was opened.

    Raises ChangedSinceError where somebody saved it since, RefusedError where nobody could configure any more.
    """
    require(by, Permission.CONFIGURE)
    # One at a time: whoever saves any part of the configuration holds the council's row.
    council = Council.objects.select_for_update().filter(pk=1).first()
    stored = _stored(record, council)
    is_new = stored._state.adding
    if fingerprint(stored) != seen:
        raise ChangedSinceError(_("Somebody changed this since you opened it. Look at it again before you go on."))
    before = {} if is_new else described(stored)
    if is_new and type(stored) in NAMES:
        changes = changes | {"slug": free_slug(type(stored), str(changes[NAMES[type(stored)]]))}
    for name, value in changes.items():
        setattr(stored, name, value)
    if isinstance(stored, Membership) and stored.overlapping().exists():
        raise RefusedError(
            _("This person already has this place on the body for a part of that time. Change the first or last day.")
        )
    stored.save()
    if children is not None:
        children(stored)
    if isinstance(stored, User):
        _somebody_must_configure()
    if not isinstance(stored, Council):
        (council or Council.current()).save()
    after = described(stored) | ({"password": "set anew"} if "password" in changes else {})
    audit.record("created" if is_new else "saved", stored, by=by, at=at, before=before, after=after)
    for follow_up in FOLLOW_UPS:
        follow_up(stored, at)
    return stored


def _stored(record: Any, council: Council | None) -> Any:
    if isinstance(record, Council):
        return council or record
    return record if record.pk is None else type(record)._base_manager.select_for_update().get(pk=record.pk)


def free_slug(model: type[models.Model], name: str) -> str:
    """The part of an address made from a name, with -2, -3, … where it is taken."""
    wanted = slugify(name)[:70] or str(model._meta.model_name)
    taken = set(model._base_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def hashed(password: str) -> str:
    """A password as it is stored."""
    return make_password(password)


def write_grants(rows: Iterable[Row]) -> Callable[[User], None]:
    """The grants of a user (role, side, bodies), replacing those there are."""

    def write(user: User) -> None:
        user.grants.all().delete()
        for row in rows:
            grant = RoleGrant.objects.create(user=user, role=row["role"], side=row["side"])
            grant.bodies.set(row["bodies"])

    return write


def _somebody_must_configure() -> None:
    may = Q(is_superuser=True) | Q(grants__role=RoleGrant.Role.ADMINISTRATOR)
    if not User.objects.filter(may, is_active=True).exists():
        raise RefusedError(_("Somebody must be left who may change these settings. Make another administrator first."))
