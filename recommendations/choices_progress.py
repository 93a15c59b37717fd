"""Choices of progress updates and committee reviews, and the state of implementation that is computed from both."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgressStatus(models.TextChoices):
    """What an update says. "Complete" is what is reported: only scrutiny confirms it."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")
    PAUSED = "paused", _("Paused")
    NOT_IMPLEMENTED = "not_implemented", _("Will not be done")


class WhyNot(models.TextChoices):
    """Why something will not be done."""

    SUPERSEDED = "superseded", _("Superseded by something else")
    NOT_FEASIBLE = "not_feasible", _("No longer feasible")
    POLICY = "policy", _("Change of policy")


class UpdateStage(models.TextChoices):
    """How far an update has come inside the council. Public it is by its own published mark."""

    WAITING = "waiting", _("Waiting to be accepted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class Verdict(models.TextChoices):
    KEEP_OPEN = "keep_open", _("Keep open")
    COMPLETE = "complete", _("Close as complete")
    NOT_IMPLEMENTED = "not_implemented", _("Close as not implemented")
    NOT_SATISFIED = "not_satisfied", _("Not satisfied")


class Rag(models.TextChoices):
    """Red, amber, green: always shown with its word."""

    NONE = "", _("Not rated")
    GREEN = "green", _("Green: on track")
    AMBER = "amber", _("Amber: at risk")
    RED = "red", _("Red: off track")


class Implementation(models.TextChoices):
    """Where a recommendation stands. Never stored: computed from the latest public update and review."""

    NONE = "none", _("Nothing to follow")
    NO_UPDATE = "no_update", _("No update yet")
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PAUSED = "paused", _("Paused")
    KEPT_OPEN = "kept_open", _("Kept open by scrutiny")
    COMPLETE_REPORTED = "complete_reported", _("Complete (reported)")
    NOT_IMPLEMENTED_REPORTED = "not_implemented_reported", _("Will not be done (reported)")
    AWAITING = "awaiting_confirmation", _("Awaiting confirmation by scrutiny")
    COMPLETE_CONFIRMED = "complete_confirmed", _("Complete (confirmed by scrutiny)")
    CLOSED = "closed_not_implemented", _("Closed as not implemented")


# Nothing more is to be done about an action that stands so.
ENDED = (ProgressStatus.COMPLETE, ProgressStatus.NOT_IMPLEMENTED)
CLOSING = (Verdict.COMPLETE, Verdict.NOT_IMPLEMENTED)
CLOSED_STATES = (Implementation.COMPLETE_CONFIRMED, Implementation.CLOSED)
REPORTED_STATES = (Implementation.COMPLETE_REPORTED, Implementation.NOT_IMPLEMENTED_REPORTED, Implementation.AWAITING)
OPEN_STATES = tuple(state for state in Implementation.values if state not in (*CLOSED_STATES, Implementation.NONE))
