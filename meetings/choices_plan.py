"""Choices of the forward plan and its notices.

Their labels claim no law: they are read in every nation. Which regulation of England asks for what is said beside them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.statute.notices import NoticeKind as Kind


class PlanStatus(models.TextChoices):
    """Where an entry stands. "Noticed" is never stored: it follows from the notices that are public."""

    PLANNED = "planned", _("Planned")
    NOTICED = "noticed", _("Notice given")
    RESCHEDULED = "rescheduled", _("Moved to another date")
    DEFERRED = "deferred", _("Deferred, no date yet")
    DECIDED = "decided", _("Decided")
    DROPPED = "dropped", _("Taken off the plan")


FORTHCOMING = (PlanStatus.PLANNED, PlanStatus.RESCHEDULED, PlanStatus.DEFERRED)


class PlanMaker(models.TextChoices):
    """Who will decide."""

    BODY = "body", _("A body, such as Cabinet or a committee")
    MEMBER = "member", _("One member of the executive")
    OFFICER = "officer", _("An officer")


class DueKind(models.TextChoices):
    """How the date of a decision is given: a day, or the period within which it will be made."""

    DATE = "date", _("On one day")
    NOT_BEFORE = "not_before", _("Not before a day")
    MONTH = "month", _("In one month")
    PERIOD = "period", _("Between two days")


class KeyGround(models.TextChoices):
    """Why a decision is key: SI 2012/2089 reg 8."""

    MONEY = "money", _("Significant spending or saving for the service it concerns")
    WARDS = "wards", _("Significant for people in two or more wards or divisions")
    BOTH = "both", _("Significant for spending or saving, and for two or more wards or divisions")


class KeyRoute(models.TextChoices):
    """Which notice makes a key decision lawful: SI 2012/2089 regs 9, 10 and 11."""

    NOTICE = Kind.KEY_DECISION.value, _("Notice of a key decision")
    EXCEPTION = Kind.GENERAL_EXCEPTION.value, _("General exception: at shorter notice")
    URGENCY = Kind.SPECIAL_URGENCY.value, _("Special urgency, agreed by a chair")


class NoticeKind(models.TextChoices):
    """The five notices."""

    KEY_DECISION = Kind.KEY_DECISION.value, _("Notice of a key decision")
    PRIVATE_FIRST = Kind.PRIVATE_FIRST.value, _("First notice of a private meeting")
    PRIVATE_SECOND = Kind.PRIVATE_SECOND.value, _("Second notice of a private meeting")
    GENERAL_EXCEPTION = Kind.GENERAL_EXCEPTION.value, _("General exception notice")
    SPECIAL_URGENCY = Kind.SPECIAL_URGENCY.value, _("Special urgency notice")


PRIVATE = (NoticeKind.PRIVATE_FIRST, NoticeKind.PRIVATE_SECOND)
ABOUT_KEY = (NoticeKind.KEY_DECISION, NoticeKind.GENERAL_EXCEPTION, NoticeKind.SPECIAL_URGENCY)


class UrgencyCovers(models.TextChoices):
    """What a chair agreed to be urgent: regs 11 and 5(6)."""

    KEY = "key", _("The key decision")
    PRIVATE = "private", _("Meeting in private")
    BOTH = "both", _("Both")


class ToldWhom(models.TextChoices):
    """Whom the proper officer told in writing: reg 10(1)(a)."""

    CHAIR = "chair", _("The chair of the scrutiny committee")
    MEMBERS = "members", _("Every member of the scrutiny committee, because it has no chair")


class AgreedBy(models.TextChoices):
    """Who agreed that it is urgent, in the order of regs 5(6) and 11(1)."""

    SCRUTINY_CHAIR = "scrutiny_chair", _("The chair of the scrutiny committee")
    COUNCIL_CHAIR = "council_chair", _("The chair of the council")
    COUNCIL_VICE_CHAIR = "council_vice_chair", _("The vice-chair of the council")
