"""E-mail alerts: who asked for them, what they follow, and what each of them is still to be told.

An address stands in one column of one table, `AlertReader.email`, and nowhere else: not in the mail log, the queue or
the audit trail. Deleting the reader deletes it. No token is stored: they are made by signing (council/alerts/links.py).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.models.mail import MailSent


class AlertReader(models.Model):
    """Somebody who asked for alerts, known by an address alone.

    `asked_on` and `asked_count` are the day of the latest messages that somebody caused by typing this address into a
    form, and how many those were. `stopped_at`: the mail server said that there is no such box.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    asked_on = models.DateField()
    asked_count = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.public_id.hex


class Subscription(models.Model):
    """One thing that a reader follows. `kind` and `key` name it for `council.alerts.sources`.

    Nothing is sent for it before `confirmed_at`, nor of register entries up to `after_serial`. `public_id` is what the
    link that confirms it is made from; a fresh link takes a fresh one.
    """

    class Pace(models.TextChoices):
        DAILY = "daily", _("Once a day, all in one e-mail")
        AT_ONCE = "at_once", _("At once, as soon as it is published")

    reader = models.ForeignKey(AlertReader, on_delete=models.CASCADE, related_name="subscriptions")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    pace = models.CharField(_("how often"), max_length=8, choices=Pace, default=Pace.DAILY)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    after_serial = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "key"], name="subscription_of_what")]
        constraints = [models.UniqueConstraint(fields=["reader", "kind", "key"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pace}"


class AlertLine(models.Model):
    """One thing to tell for one subscription: once, which the constraint says too.

    `about` is "entry:12" for an entry of the register, or names a duty and the day on which it falls due. The words
    are read when the message goes out. `mail` is the message that tells it; without one it waits.
    `was_interrupted`: the message that told it may not have arrived.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="lines")
    about = models.CharField(max_length=80)
    serial = models.PositiveBigIntegerField(null=True, blank=True)
    mail = models.ForeignKey(MailSent, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    was_interrupted = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "about"], name="alertline_once"),
            models.CheckConstraint(
                name="alertline_entry_has_its_serial",
                condition=Q(about__startswith="entry:", serial__isnull=False)
                | (~Q(about__startswith="entry:") & Q(serial__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.about


class AlertCursor(models.Model):
    """How far the register and the calendar have been read for alerts: one row, locked by whoever reads on."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    serial = models.PositiveBigIntegerField(default=0)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="alertcursor_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"read to {self.serial}"
