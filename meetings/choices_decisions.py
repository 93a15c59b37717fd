"""Choices of decisions and call-ins, with the named groups that querysets and forms use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MakerKind(models.TextChoices):
    """Who decided. A body's decision is executive where the body is; an officer's is one or the other."""

    BODY = "body", _("A body, at a meeting")
    MEMBER = "member", _("A Cabinet member")
    EXECUTIVE_OFFICER = "executive_officer", _("An officer, for the executive")
    OFFICER = "officer", _("An officer, not for the executive")


# What the public list offers: one word for both kinds of officers' decisions.
MAKER_GROUPS = {
    "body": (MakerKind.BODY,),
    "member": (MakerKind.MEMBER,),
    "officer": (MakerKind.EXECUTIVE_OFFICER, MakerKind.OFFICER),
}


class Answer(models.TextChoices):
    """ "None" is an answer; an empty field is not."""

    NONE = "none", _("None")
    GIVEN = "given", _("Yes, as follows")


class NotSubject(models.TextChoices):
    """Why a decision may not be called in."""

    URGENT = "urgent", _("It is urgent: waiting would harm the council or the public")
    NOT_EXECUTIVE = "not_executive", _("It is not an executive decision")
    CALLED_IN_BEFORE = "called_in_before", _("It was called in already")
    NOT_KEY = "not_key", _("Only key decisions may be called in, and it is not key")
    RECOMMENDS = "recommends", _("It only recommends to another body, which decides")
    OTHER = "other", _("Another reason")


class NoticeRule(models.TextChoices):
    """The rules of notice that a decision may have broken."""

    KEY_DECISION = "key_decision", _("28 clear days’ notice of a key decision (SI 2012/2089 reg 9)")
    GENERAL_EXCEPTION = "general_exception", _("Five clear days under the general exception (SI 2012/2089 reg 10)")
    SPECIAL_URGENCY = "special_urgency", _("Agreement under special urgency (SI 2012/2089 reg 11)")
    PRIVATE = "private", _("Notice of a meeting in private (SI 2012/2089 reg 5)")
    AGENDA = "agenda", _("Five clear days for agenda and reports (SI 2012/2089 reg 7)")
    OTHER = "other", _("Another rule, or the council’s own")


class DecisionStatus(models.TextChoices):
    """Where a published decision stands on a day: computed (`meetings/querysets_decisions.py`), never stored."""

    IN_WINDOW = "in_window", _("In the call-in period")
    AWAITING_EFFECT = "awaiting_effect", _("Call-in period over, not yet in effect")
    EFFECTIVE = "effective", _("In effect")
    CALLED_IN = "called_in", _("Called in")
    REFERRED = "referred", _("Called in and sent back")
    UPHELD = "upheld", _("Called in and upheld")
    RECONSIDERED = "reconsidered", _("Called in and changed")


class CallInStepKind(models.TextChoices):
    """The steps after a valid call-in, each published at its own moment, in their order."""

    MEETING = "meeting", _("The meeting that considers it")
    OUTCOME = "outcome", _("What scrutiny decided")
    FINAL = "final", _("The final decision")


class CallInOutcome(models.TextChoices):
    NO_ACTION = "no_action", _("No further action: the decision stands")
    REFERRED_BACK = "referred_back", _("Referred back to the decision maker")
    TO_COUNCIL = "to_council", _("Referred to full council")


class FinalResult(models.TextChoices):
    CONFIRMED = "confirmed", _("The decision is confirmed as it was")
    CHANGED = "changed", _("The decision is changed")


REFERRED = (CallInOutcome.REFERRED_BACK, CallInOutcome.TO_COUNCIL)
