"""The demonstration's sign-ins: who may do what, and the one password they share."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from council.models import Body, RoleGrant, User

# No secret: it is printed on every start. The command refuses to load it where https is on.
PASSWORD = "try-every-door"  # noqa: S105
OFFICER, APPROVER, PUBLISHER = RoleGrant.Role.OFFICER, RoleGrant.Role.APPROVER, RoleGrant.Role.PUBLISHER
SCRUTINY, EXECUTIVE, BOTH = RoleGrant.Side.SCRUTINY, RoleGrant.Side.EXECUTIVE, RoleGrant.Side.BOTH


@dataclass(frozen=True)
class SignIn:
    """One user of the demonstration, and in words what they may do."""

    username: str
    name: tuple[str, str]
    post: str
    grants: tuple[tuple[str, str], ...]
    may: str
    bodies: tuple[str, ...] = ()


SIGN_INS = (
    SignIn(
        "scrutiny.officer", ("Priya", "Hallam"), "Scrutiny Officer", ((OFFICER, SCRUTINY),),
        "records recommendations, writes agendas and minutes",
    ),
    SignIn(
        "scrutiny.publisher", ("Gethin", "Marlow"), "Scrutiny Manager", ((PUBLISHER, SCRUTINY),),
        "publishes recommendations, sends them and records when they were received",
    ),
    SignIn(
        "executive.officer", ("Sanna", "Whitcombe"), "Cabinet Policy Officer", ((OFFICER, EXECUTIVE),),
        "drafts Cabinet's responses and submits them",
    ),
    SignIn(
        "leader", ("Marguerite", "Oyelaran"), "Leader of the Council", ((APPROVER, EXECUTIVE),),
        "signs responses off, or returns them with a reason",
    ),
    SignIn(
        "executive.publisher", ("Dafydd", "Okonjo"), "Cabinet Secretary", ((PUBLISHER, EXECUTIVE),),
        "records Cabinet's approval and publishes responses",
    ),
    SignIn(
        "democracy", ("Beatrix", "Thornley"), "Democratic Services Manager", ((OFFICER, BOTH), (PUBLISHER, BOTH)),
        "writes and publishes everything on both sides; cannot sign responses off",
    ),
    SignIn(
        "licensing.clerk", ("Ruben", "Saltley"), "Committee Clerk", ((OFFICER, SCRUTINY),),
        "writes agendas and minutes of the Planning and Licensing Committees only",
        ("planning-committee", "licensing-committee"),
    ),
    SignIn(
        "administrator", ("Noor", "Eastaway"), "Systems Administrator", ((RoleGrant.Role.ADMINISTRATOR, BOTH),),
        "changes the council's settings, committees, people and offices",
    ),
)  # fmt: skip


def create_users(bodies: dict[str, Body]) -> dict[str, User]:
    """Make the users with their grants, by user name. The password is hashed once: hashing is slow on purpose."""
    hashed = make_password(PASSWORD)
    users = {}
    for sign_in in SIGN_INS:
        first, last = sign_in.name
        user = User.objects.create(
            username=sign_in.username,
            password=hashed,
            first_name=first,
            last_name=last,
            email=f"{sign_in.username}@wenshire.example",
            post=sign_in.post,
        )
        for role, side in sign_in.grants:
            RoleGrant.objects.create(user=user, role=role, side=side).bodies.set(
                [bodies[slug] for slug in sign_in.bodies]
            )
        users[sign_in.username] = user
    return users
