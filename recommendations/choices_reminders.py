"""Choices of reminders, and the ladder that holds while a council has configured none of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderAbout(models.TextChoices):
    ANSWER = "answer", _("An answer that is due")
    ACTION = "action", _("An action that was promised")
    DRAFT = "draft", _("A draft answer that is wanted inside")


class ReminderTo(models.TextChoices):
    """Whom a rung of the ladder reaches."""

    DOER = "doer", _("Whoever has to answer, or leads the action")
    SCRUTINY = "scrutiny", _("The committee’s officers")
    CHAIR = "chair", _("The committee’s chair")


A, T = ReminderAbout, ReminderTo
# (about, days after the due date, to): before it is due, when it is due, after, and to the chair.
DEFAULT_LADDER = (
    (A.ANSWER, -21, T.DOER),
    (A.ANSWER, -7, T.DOER),
    (A.ANSWER, 0, T.DOER),
    (A.ANSWER, 1, T.SCRUTINY),
    (A.ANSWER, 7, T.DOER),
    (A.ANSWER, 14, T.CHAIR),
    (A.ACTION, -7, T.DOER),
    (A.ACTION, 1, T.DOER),
    (A.ACTION, 14, T.DOER),
    (A.ACTION, 28, T.SCRUTINY),
    (A.DRAFT, -7, T.DOER),
    (A.DRAFT, 0, T.DOER),
    (A.DRAFT, 7, T.DOER),
)
