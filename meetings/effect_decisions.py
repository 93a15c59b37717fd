"""When a decision takes effect, and whether a call-in is valid: the council's configuration handed to the statute."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from council.models import Council
from council.publication import RefusedError
from council.statute.calendars import CalendarHorizonError
from council.statute.call_in import CallInTerms, call_in_faults, call_in_window, consider_by
from council.statute.wording import long_date
from meetings.models import CallIn, Decision


def effect_fields(decision: Decision, council: Council, today: datetime.date) -> dict[str, Any]:
    """The dates of a decision published on its publication date, or today: ready to be stored, with the working.

    An override replaces the day of effect and keeps what was worked out beside it.
    """
    published_on = decision.published_on or today
    rule = council.call_in_rule() if decision.is_executive and decision.is_subject else None
    try:
        window = call_in_window(published_on, rule, council.calendar())
    except CalendarHorizonError as unknown:
        raise RefusedError(str(unknown)) from unknown
    effective_on, working = window.effective_on, window.working
    if decision.decided_on and effective_on < decision.decided_on:
        effective_on = decision.decided_on
        working += f", made later, effective on {long_date(effective_on)}"
    return {
        "published_on": published_on,
        "last_day_on": window.last_day_on,
        "call_in_hour": council.call_in_hour if window.last_day_on else None,
        "effective_on": decision.override_on or effective_on,
        "effective_working": working,
    }


def validity_fields(call_in: CallIn, council: Council) -> dict[str, Any]:
    """Whether a request is valid, why not, and by when it is to be considered: ready to be stored.

    Only one call-in of a decision can be valid.
    """
    decision = call_in.decision
    received_at = timezone.localtime(call_in.received_at)
    hour = decision.call_in_hour or council.call_in_hour
    terms = CallInTerms(decision.last_day_on, hour, council.call_in_members)
    faults = list(call_in_faults(received_at, len(call_in.members), terms))
    others = CallIn.objects.filter(decision=decision, is_valid=True, published_at__isnull=False, withdrawn_at=None)
    if others.exclude(pk=call_in.pk).exists():
        faults.append("The decision has been called in already.")
    if call_in.refused_reason:
        faults.append(f"Refused by the proper officer: {call_in.refused_reason}")
    if faults:
        return {"is_valid": False, "validity": " ".join(faults), "consider_by": None}
    by = consider_by(received_at.date(), council.call_in_meeting_days, council.calendar())
    return {"is_valid": True, "validity": "Received in time and made by enough members.", "consider_by": by}
