"""When an answer is due: the council's configuration handed to the statute library."""

from __future__ import annotations

import datetime
from typing import Any

from council.models import Body, Council
from council.statute.duties import ResponseDuty, response_due, working
from recommendations.choices import DueBasis, Route

# The two-month duty lies on the executive and on full council, nobody else (LGA 2000 s.9FE).
DUTY_BOUND = (Route.EXECUTIVE, Route.COUNCIL)
# Where the council has a target in days of its own for a route, it holds instead of the one in months.
TARGETS = {
    Route.OFFICER: "target_days_officer",
    Route.PARTNER: "target_days_partner",
    Route.COMMITTEE: "target_days_committee",
}
ROUTES = {
    Body.Kind.EXECUTIVE: Route.EXECUTIVE,
    Body.Kind.COUNCIL: Route.COUNCIL,
    Body.Kind.SCRUTINY: Route.COMMITTEE,
    Body.Kind.REGULATORY: Route.COMMITTEE,
}


def route_to(body: Body | None) -> str:
    """Which way a recommendation to a body goes; whoever is no body of the council is a partner."""
    return ROUTES.get(body.kind, Route.PARTNER) if body else Route.PARTNER  # type: ignore[call-overload]


def duty_of(route: str, council: Council) -> ResponseDuty:
    """The duty on a route. In Wales, Scotland and Northern Ireland no two-month duty was found."""
    is_bound = route in DUTY_BOUND and council.nation == Council.Nation.ENGLAND
    days = getattr(council, TARGETS[Route(route)]) if route in TARGETS else None
    return ResponseDuty(
        statutory_months=council.response_months if is_bound else None,
        target_months=None if days else council.target_months,
        target_days=days,
    )


def due_fields(
    addressee: Body | str,
    received_on: datetime.date | None,
    notice_given_on: datetime.date | None,
    council: Council | None = None,
) -> dict[str, Any]:
    """`due_on`, `due_basis` and `due_working`, ready to be stored; empty where no clock runs.

    `addressee` is the body that has to answer, or the route to whoever has.
    """
    council = council or Council.current()
    route = addressee if isinstance(addressee, str) else route_to(addressee)
    due = response_due(received_on, notice_given_on, duty_of(route, council), council.calendar())
    if due is None:
        return {"due_on": None, "due_basis": DueBasis.NONE, "due_working": ""}
    return {"due_on": due.on, "due_basis": DueBasis(due.basis.value), "due_working": working(due)}
