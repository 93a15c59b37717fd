"""The fixed cast of people that every access test uses, and which of them hold which permission, written out."""

from __future__ import annotations

from council.models import Body, User
from tests import factories

# name -> grants as (role, side)
CAST: dict[str, list[tuple[str, str]] | None] = {
    "visitor": None,
    "no_role": [],
    "scrutiny_officer": [("officer", "scrutiny")],
    "scrutiny_publisher": [("publisher", "scrutiny")],
    "executive_officer": [("officer", "executive")],
    "approver": [("approver", "executive")],
    "executive_publisher": [("publisher", "executive")],
    "administrator": [("administrator", "both")],
    "clerk": [("officer", "both"), ("publisher", "both")],
    "elsewhere": [("officer", "both"), ("publisher", "both"), ("approver", "both")],
    "left": [("officer", "both"), ("publisher", "both"), ("approver", "both"), ("administrator", "both")],
}
SCRUTINY = {"scrutiny_officer", "scrutiny_publisher"}
EXECUTIVE = {"executive_officer", "approver", "executive_publisher"}
# "administrator" and "clerk" hold their roles on both sides; "elsewhere" for another body alone; "left" has left.
BOTH = {"administrator", "clerk"}
WHO: dict[str, set[str]] = {
    "see_desk": SCRUTINY | EXECUTIVE | BOTH | {"elsewhere"},
    "see_meetings": SCRUTINY | EXECUTIVE | BOTH,
    "edit_meeting": {"scrutiny_officer", "executive_officer", "clerk"},
    "publish_meeting": {"scrutiny_publisher", "executive_publisher", "clerk"},
    "see_sets": SCRUTINY | BOTH,
    "record_set": {"scrutiny_officer", "clerk"},
    "publish_set": {"scrutiny_publisher", "clerk"},
    "see_response": EXECUTIVE | BOTH,
    "draft_response": {"executive_officer", "clerk"},
    "sign_off": {"approver"},
    "publish_response": {"executive_publisher", "clerk"},
    "configure": {"administrator"},
    "seal": {"clerk", "administrator"},
}


def make_cast() -> dict[str, User | None]:
    """Everybody, as users; the visitor is None. `left` has an account that was closed."""
    other = factories.make_body("Harbour Board", Body.Kind.OTHER)
    people: dict[str, User | None] = {}
    for name, grants in CAST.items():
        bodies = [other] if name == "elsewhere" else None
        is_active = name != "left"
        people[name] = (
            None if grants is None else factories.make_user(*grants, username=name, bodies=bodies, is_active=is_active)
        )
    return people
