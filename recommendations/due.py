"""When an answer is due: the council's configuration handed to the statute library."""

from __future__ import annotations

import datetime
from typing import Any

from council.models import Body, Council
from council.statute.duties import ResponseDuty, response_due, working
from recommendations.choices import DueBasis

# The two-month duty lies on the executive and on full council, nobody else (LGA 2000 s.9FE).
DUTY_BOUND = (Body.Kind.EXECUTIVE, Body.Kind.COUNCIL)


def duty_of(addressee: Body, council: Council) -> ResponseDuty:
    """The duty that lies on an addressee. In Wales, Scotland and Northern Ireland no two-month duty was found."""
    is_bound = addressee.kind in DUTY_BOUND and council.nation == Council.Nation.ENGLAND
    return ResponseDuty(
        statutory_months=council.response_months if is_bound else None, target_months=council.target_months
    )


def due_fields(
    addressee: Body,
    received_on: datetime.date | None,
    notice_given_on: datetime.date | None,
    council: Council | None = None,
) -> dict[str, Any]:
    """`due_on`, `due_basis` and `due_working` for a set, ready to be stored; empty where no clock runs."""
    council = council or Council.current()
    due = response_due(received_on, notice_given_on, duty_of(addressee, council), council.calendar())
    if due is None:
        return {"due_on": None, "due_basis": DueBasis.NONE, "due_working": ""}
    return {"due_on": due.on, "due_basis": DueBasis(due.basis.value), "due_working": working(due)}
