"""Which role may do what. One table; views and actions both ask `has_permission`."""

from __future__ import annotations

from enum import StrEnum

from council.models import Body, RoleGrant, User

Role = RoleGrant.Role
Side = RoleGrant.Side
ANY_ROLE = frozenset(Role)
ANY_SIDE = frozenset(Side)
SCRUTINY = frozenset({Side.SCRUTINY, Side.BOTH})
EXECUTIVE = frozenset({Side.EXECUTIVE, Side.BOTH})


class Permission(StrEnum):
    """What an officer may be allowed to do."""

    SEE_DESK = "see_desk"
    SEE_MEETINGS = "see_meetings"
    EDIT_MEETING = "edit_meeting"
    PUBLISH_MEETING = "publish_meeting"
    SEE_SETS = "see_sets"
    RECORD_SET = "record_set"
    PUBLISH_SET = "publish_set"
    SEE_RESPONSE = "see_response"
    DRAFT_RESPONSE = "draft_response"
    SIGN_OFF = "sign_off"
    PUBLISH_RESPONSE = "publish_response"
    CONFIGURE = "configure"
    SEAL = "seal"


# permission -> (roles, sides): a user needs one grant that has both.
TABLE: dict[Permission, tuple[frozenset[str], frozenset[str]]] = {
    Permission.SEE_DESK: (ANY_ROLE, ANY_SIDE),
    Permission.SEE_MEETINGS: (ANY_ROLE, ANY_SIDE),
    Permission.EDIT_MEETING: (frozenset({Role.OFFICER}), ANY_SIDE),
    Permission.PUBLISH_MEETING: (frozenset({Role.PUBLISHER}), ANY_SIDE),
    Permission.SEE_SETS: (ANY_ROLE, SCRUTINY),
    Permission.RECORD_SET: (frozenset({Role.OFFICER}), SCRUTINY),
    Permission.PUBLISH_SET: (frozenset({Role.PUBLISHER}), SCRUTINY),
    Permission.SEE_RESPONSE: (ANY_ROLE, EXECUTIVE),
    Permission.DRAFT_RESPONSE: (frozenset({Role.OFFICER}), EXECUTIVE),
    Permission.SIGN_OFF: (frozenset({Role.APPROVER}), EXECUTIVE),
    Permission.PUBLISH_RESPONSE: (frozenset({Role.PUBLISHER}), EXECUTIVE),
    Permission.CONFIGURE: (frozenset({Role.ADMINISTRATOR}), ANY_SIDE),
    # Destroys for good what either side published, so only those who answer for both, and two of them.
    Permission.SEAL: (frozenset({Role.PUBLISHER, Role.ADMINISTRATOR}), frozenset({Side.BOTH})),
}


class NotAllowedError(Exception):
    """The user may not do this. Views answer with the 404 of a page that does not exist."""


def grants_of(user: User) -> list[RoleGrant]:
    """The user's grants with their bodies, read once for each request's user."""
    if not user.is_active:
        return []
    if not hasattr(user, "_grants_read"):
        user._grants_read = list(user.grants.prefetch_related("bodies"))  # type: ignore[attr-defined]
    return user._grants_read  # type: ignore[attr-defined]


def has_permission(user: User, permission: Permission, body: Body | None = None) -> bool:
    """Whether one of the user's grants allows this, for `body` where one is named."""
    if permission == Permission.CONFIGURE and user.is_active and user.is_superuser:
        return True
    roles, sides = TABLE[permission]
    for grant in grants_of(user):
        if grant.role not in roles or grant.side not in sides:
            continue
        bodies = {granted.pk for granted in grant.bodies.all()}
        if body is None or not bodies or body.pk in bodies:
            return True
    return False


def bodies_for(user: User, permission: Permission) -> set[int] | None:
    """Keys of the bodies a permission holds for; None means all of them, an empty set none."""
    roles, sides = TABLE[permission]
    keys: set[int] = set()
    for grant in grants_of(user):
        if grant.role in roles and grant.side in sides:
            bodies = {granted.pk for granted in grant.bodies.all()}
            if not bodies:
                return None
            keys |= bodies
    return keys


def require(user: User | None, permission: Permission, body: Body | None = None) -> None:
    """Raise NotAllowedError unless allowed. `None` is the system itself (imports, demonstration data)."""
    if user is not None and not has_permission(user, permission, body):
        raise NotAllowedError(permission)
