"""Choices of the recommendations app, with the named groups that views and querysets use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetStatus(models.TextChoices):
    """How far a set has gone. Whether it is answered is not stored: a public full response says so."""

    DRAFTED = "drafted", _("Draft")
    AGREED = "agreed", _("Agreed by the committee")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    DEFERRED = "deferred", _("Deferred")
    NOTED = "noted", _("Response noted by the committee")
    MONITORING = "monitoring", _("Being monitored")
    CLOSED = "closed", _("Closed")


class Route(models.TextChoices):
    """Which way a recommendation goes: only the first two carry the two-month duty."""

    EXECUTIVE = "executive", _("To the executive")
    COUNCIL = "council", _("To full council")
    COMMITTEE = "committee", _("To another committee")
    OFFICER = "officer", _("To an officer")
    PARTNER = "partner", _("To a partner body")


class Origin(models.TextChoices):
    PRE_DECISION = "pre_decision", _("Before a decision")
    COMMISSIONED = "commissioned_review", _("Commissioned review")
    TASK_GROUP = "task_group", _("Task group")
    CALL_IN = "call_in", _("Call-in")
    BUDGET = "budget", _("Budget")
    LETTER = "letter", _("Letter")
    NOT_RECORDED = "", _("Not recorded")


class DueBasis(models.TextChoices):
    STATUTORY = "statutory", _("Statutory")
    TARGET = "target", _("The council's target")
    NONE = "none", _("None")


class ResponseKind(models.TextChoices):
    FULL = "full", _("Full response")
    INTERIM = "interim", _("Interim response")
    PROPOSED = "proposed", _("Response as proposed")


class ResponseStatus(models.TextChoices):
    DRAFTING = "drafting", _("Being drafted")
    SUBMITTED = "submitted", _("Waiting for sign-off")
    SIGNED_OFF = "signed_off", _("Signed off")
    APPROVED = "approved", _("Approval recorded")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a later version")


class ApprovalBasis(models.TextChoices):
    MEETING = "meeting", _("Agreed at a meeting")
    INDIVIDUAL = "individual", _("Agreed by one member")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    IN_PART = "accepted_in_part", _("Accepted in part")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    NO_OUTCOME = "no_outcome_given", _("No outcome given")


class NoAction(models.TextChoices):
    """Why an accepted recommendation has no separate action."""

    ADOPTED = "adopted", _("Adopted in the decision itself")
    DONE = "done", _("Already done")
    INTENT = "intent", _("A statement of intent")
    NOT_RECORDED = "not_recorded", _("Not recorded")


ACCEPTING = (Outcome.ACCEPTED, Outcome.IN_PART)
# Anything short of acceptance needs its reason in the comment.
NEEDS_REASON = (Outcome.IN_PART, Outcome.NOT_ACCEPTED, Outcome.NO_OUTCOME)
# Later stages of a set that was answered, as a reader may ask for them; and the one that puts it off.
LATER_STAGES = (SetStatus.DEFERRED, SetStatus.NOTED, SetStatus.MONITORING, SetStatus.CLOSED)
# What goes when a response is withdrawn: what was proposed holds the same words as what was agreed.
WITHDRAWN_WITH = {
    ResponseKind.FULL: (ResponseKind.FULL, ResponseKind.PROPOSED),
    ResponseKind.PROPOSED: (ResponseKind.PROPOSED,),
    ResponseKind.INTERIM: (ResponseKind.INTERIM,),
}
# States in which officers may still change the words of a response.
EDITABLE = (ResponseStatus.DRAFTING,)


class RowState(models.TextChoices):
    """How far one answer of a response being drafted is: worked out, never stored."""

    NOT_ASKED = "not_asked", _("Nobody asked yet")
    ASKED = "asked", _("Asked")
    DRAFTED = "drafted", _("Drafted")
